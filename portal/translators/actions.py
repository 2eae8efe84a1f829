"""What is done at the translators' board that belongs to no single text."""

from typing import IO

from config import LOCALES
from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.witness import witness
from portal.translation.memory.exchange import Report, import_tmx
from portal.translation.memory.tmx import Wanted
from portal.translators.policy import Memory


@action
def import_memory(memory: Memory, file: IO[bytes], origin: str, by: Person) -> Report:
    """Take the pairs of a TMX file between two languages into the memory, all or nothing.

    Every translator will find them there, under the name `origin`. Raises Refused where the
    file cannot be read to its end.
    """
    report = Report()
    pair = Wanted(memory.source_locale, frozenset({memory.target_locale}), known=frozenset(LOCALES))
    for _read in import_tmx(file, origin, report, pair, made_by_id=by.id):
        pass  # each portion joins this action
    subject = f"memory:{memory.source_locale}-{memory.target_locale}"
    witness(by.id, "import_memory", subject, origin=origin, new=report.new)
    return report
