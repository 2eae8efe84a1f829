"""Writing the interface's words: saved, given back to the file, remarks answered."""

from dataclasses import dataclass

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.db import db, is_postgresql
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.catalogues import queries
from portal.translation.catalogues.checking import Remark, errors
from portal.translation.catalogues.combining import comment_of
from portal.translation.catalogues.files import numbering, shipped
from portal.translation.catalogues.models import CatalogueAnswer, CatalogueWording
from portal.translation.catalogues.overview import Row, known_forms
from portal.translation.po.messages import Message

LOCK = 0x434154414C4F47  # "CATALOG"; writers of catalogues are few and may queue


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as they come from the editor; `version` is that of the wording they replace, or 0."""

    strings: tuple[str, ...]
    is_fuzzy: bool
    comment: str
    version: int


class Overtaken(Exception):
    """Somebody else saved another wording of the same message in between."""

    def __init__(self, theirs: CatalogueWording) -> None:
        super().__init__(f"message {theirs.number} {theirs.locale}")
        self.theirs = theirs


class Faulty(Exception):
    """The checks found errors; nothing was kept."""

    def __init__(self, found: list[Remark]) -> None:
        super().__init__(", ".join(each.key for each in found))
        self.found = found


@action
def save(locale: str, message: Message, typed: Typed, by: Person) -> CatalogueWording | None:
    """Keep the words of a message as its newest draft.

    Returns it, or None where nothing was changed. Raises Overtaken, Faulty, and Refused for
    a message that is not used any more or words that are not complete.
    """
    queue()
    live = shipped(locale).live.get(message.key)
    if live is None or live.plural != message.plural:
        raise Refused(_("The portal does not use this message any more."))
    last = queries.newest_of(locale, numbering(message.key))
    if last is not None and last.version != typed.version and not _same(last, typed):
        raise Overtaken(last)
    return keep(locale, live, last, typed, by)


def keep(
    locale: str, live: Message, last: CatalogueWording | None, typed: Typed, by: Person
) -> CatalogueWording | None:
    """The same within another action, where `last` is known to be the newest wording."""
    forms = known_forms(shipped(locale), locale)
    _insist_complete(live, typed)
    if _is_said(live, last, typed):
        return None
    if found := errors(live, typed.strings, forms, locale):
        raise Faulty(found)
    return _add(locale, live, last, typed, by)


def queue() -> None:
    """Let this transaction be the only one that writes catalogues."""
    if is_postgresql():
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def _same(wording: CatalogueWording, typed: Typed) -> bool:
    said = tuple(wording.strings), wording.is_fuzzy, wording.comment
    return said == (typed.strings, typed.is_fuzzy, typed.comment)


def _is_said(live: Message, last: CatalogueWording | None, typed: Typed) -> bool:
    """Whether these are the newest words already."""
    if last is not None and not last.is_withdrawal:
        return _same(last, typed)
    said = live.strings, live.fuzzy, comment_of(live)
    return said == (typed.strings, typed.is_fuzzy, typed.comment)


def _insist_complete(live: Message, typed: Typed) -> None:
    if len(typed.strings) != len(live.strings):
        raise Refused(_("The plural forms are not those of the language. Reload the page."))
    if not all(text.strip() for text in typed.strings):
        raise Refused(_("Write the translation; of a plural, every form."))


def _add(
    locale: str, live: Message, last: CatalogueWording | None, typed: Typed, by: Person
) -> CatalogueWording:
    added = CatalogueWording(
        locale=locale,
        number=numbering(live.key),
        version=last.version + 1 if last else 1,
        context=live.context,
        msgid=live.msgid,
        plural=live.plural,
        strings=list(typed.strings),
        is_fuzzy=typed.is_fuzzy,
        comment=typed.comment,
        shipped=list(live.strings),
        made_by_id=by.id,
    )
    db.session.add(added)
    return added


@action
def withdraw(locale: str, message: Message, version: int, by: Person) -> None:
    """Go back to the words of the file, as a draft like any other.

    Raises Overtaken where `version` is not that of the newest wording any more.
    """
    queue()
    last = queries.newest_of(locale, numbering(message.key))
    if last is None or last.is_withdrawal:
        return
    if last.version != version:
        raise Overtaken(last)
    _add(locale, message, last, Typed((), False, "", version), by)


@action
def answer(locale: str, row: Row, key: str, reason: str, by: Person) -> None:
    """Say why a remark on a message is to be put up with.

    Raises Refused for an error, which nobody can answer away, and without a reason.
    """
    found = next((each for each in row.open_remarks if each.key == key), None)
    if found is None:
        return
    if found.is_error:
        raise Refused(_("This has to be mended; it would break the page."))
    if not reason.strip():
        raise Refused(_("Say why it is right as it is."))
    db.session.execute(
        sa.delete(CatalogueAnswer).where(
            CatalogueAnswer.locale == locale,
            CatalogueAnswer.number == row.number,
            CatalogueAnswer.key == key,
        )
    )
    db.session.add(
        CatalogueAnswer(
            locale=locale, number=row.number, key=key, reason=reason.strip(), person_id=by.id
        )
    )
