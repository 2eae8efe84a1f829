"""Publishing the drafts of a language, and going back to what was said before."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from portal.accounts.models import Person
from portal.core import stamps
from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.translation.catalogues import queries
from portal.translation.catalogues.actions import queue
from portal.translation.catalogues.models import CataloguePublication, CatalogueWording
from portal.translation.catalogues.overview import Filter, Overview, Row, overview
from portal.translation.catalogues.speaking import STAMP

AS_SHIPPED = 0
"""In place of a publication's number: the words of the file."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a publication would do. `mark` differs whenever another wording was saved."""

    ready: list[Row]
    own: list[Row]  # written by whoever would publish: somebody else has to
    unfinished: list[Row]
    mark: str

    @property
    def faulty(self) -> list[Row]:
        """Those that stop the publication."""
        return [row for row in self.ready if any(each.is_error for each in row.open_remarks)]

    @property
    def remarked(self) -> list[Row]:
        return [row for row in self.ready if row.open_remarks]


def preview(now: Overview, by: Person) -> Preview:
    """Sort the changes of a language into those that would be published and those that wait."""
    ready, own, unfinished = [], [], []
    changed = now.chosen(Filter.CHANGED)
    for row in changed:
        if not row.is_ready:
            unfinished.append(row)
        elif row.wording and row.wording.made_by_id == by.id:
            own.append(row)
        else:
            ready.append(row)
    signs = sorted((row.number, row.version) for row in changed)
    return Preview(ready, own, unfinished, hashlib.sha256(repr(signs).encode()).hexdigest())


@action
def publish(locale: str, mark: str, by: Person) -> CataloguePublication:
    """Let the portal say what is drafted, finished, and written by others; at once everywhere.

    Raises Refused if nothing is ready, if a wording was saved since `mark` was shown, or if
    the checks find an error in one.
    """
    queue()
    seen = preview(overview(locale), by)
    if not seen.ready:
        raise Refused(_("Nothing is ready to be published."))
    if seen.mark != mark:
        raise Refused(_("Somebody has saved another wording meanwhile. Look again."))
    if seen.faulty:
        raise Refused(_("There are errors that would break pages. They have to be mended first."))
    said = _by_number(queries.published(locale))
    for row in seen.ready:
        if row.wording is None or row.wording.is_withdrawal:
            said.pop(row.number, None)
        else:
            said[row.number] = row.wording
    added = _publish(locale, said.values(), by, changes=len(seen.ready))
    witness(by.id, "publish_catalogue", _subject(added), changes=added.changes)
    return added


@action
def restore(locale: str, number: int, by: Person) -> CataloguePublication:
    """Say again what an earlier publication said, or the file (number 0); drafts stay drafts.

    Raises Refused if there is none with this number, or it says what is said now.
    """
    queue()
    earlier = queries.numbered(locale, number)
    if earlier is None and number != AS_SHIPPED:
        raise Refused(_("There is no such publication."))
    now = _by_number(queries.published(locale))
    then = _by_number(earlier.wordings if earlier else ())
    changes = sum(now.get(each) is not then.get(each) for each in now.keys() | then.keys())
    if not changes:
        raise Refused(_("The portal says this already."))
    added = _publish(locale, then.values(), by, changes=changes, restored=number)
    witness(by.id, "restore_catalogue", _subject(added), restored=number, changes=changes)
    return added


def _publish(
    locale: str,
    wordings: Iterable[CatalogueWording],
    by: Person,
    *,
    changes: int,
    restored: int | None = None,
) -> CataloguePublication:
    last = queries.current(locale)
    added = CataloguePublication(
        locale=locale,
        number=last.number + 1 if last else 1,
        changes=changes,
        restored=restored,
        published_by_id=by.id,
        wordings=list(wordings),
    )
    db.session.add(added)
    stamps.renew(STAMP)
    return added


def _subject(publication: CataloguePublication) -> str:
    return f"catalogue:{publication.locale}:{publication.number}"


def _by_number(wordings: Iterable[CatalogueWording]) -> dict[int, CatalogueWording]:
    return {wording.number: wording for wording in wordings}
