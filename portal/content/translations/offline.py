"""A text on its way out to a translator's own tools: what goes into the file, under which names."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from portal.content.models import WHOLE, Entry
from portal.content.translations.actions import NOTHING, Base, base_of
from portal.content.translations.models import Translation, TranslationState
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit
from portal.core.i18n import gettext as _
from portal.translation.exchange import bundle
from portal.translation.exchange.bundle import Bundle, State
from portal.translation.paragraphs import Kind

_NAME = re.compile(r"p([1-9]\d{0,9})(?:-([1-9]\d{0,8})-([1-9]\d{0,8}))?\Z", re.ASCII)
_STATES = {
    TranslationState.MACHINE: State.MACHINE,
    TranslationState.DRAFT: State.DRAFT,
    TranslationState.IN_REVIEW: State.REVIEW,
    TranslationState.APPROVED: State.APPROVED,
}


def address_of(entry: Entry) -> str:
    """What a file calls the text it was made from; the same whatever becomes of its title."""
    return f"{entry.kind}/{entry.id}"


def bundle_of(target: Target, chosen: Iterable[Unit]) -> Bundle:
    """These paragraphs with their translations as they stand, ready to be written to a file."""
    entry = target.entry
    return Bundle(
        source_locale=entry.locale,
        target_locale=target.locale,
        title=entry.published.words["title"] if entry.published else "",
        address=address_of(entry),
        units=tuple(_sent(unit) for unit in chosen if unit.source),
    )


def _sent(unit: Unit) -> bundle.Unit:
    wording = unit.wordings.working
    return bundle.Unit(
        id=name_of(unit),
        field=str(unit.field.label),
        kind=Kind.PARAGRAPH if unit.kind == WHOLE else Kind(unit.kind),
        source=unit.source,
        digest=unit.digest,
        target=wording.text if wording else "",
        state=_state(unit, wording),
        notes=tuple(
            _("A member suggests: %(text)s", text=each.text) for each in unit.wordings.suggestions
        ),
        longest=unit.limit,
    )


def _state(unit: Unit, wording: Translation | None) -> State:
    if wording is None:
        return State.MISSING
    return _STATES[wording.state] if wording.source_digest == unit.digest else State.OUTDATED


class Name(NamedTuple):
    """What a file calls a paragraph: its number, and the newest wording it had then.

    So the file itself says what it was typed over, whichever tool it went through.
    """

    paragraph_id: int
    base: Base


def name_of(unit: Unit) -> str:
    number, version = base_of(unit.wordings.newest)
    return f"p{unit.paragraph_id}" + (f"-{number}-{version}" if number else "")


def read_name(written: str) -> Name | None:
    """None where no paragraph of ours is called so."""
    found = _NAME.match(written)
    if found is None:
        return None
    base = (int(found[2]), int(found[3])) if found[2] else NOTHING
    return Name(int(found[1]), base)
