"""Whose work a scheme is that was taken in from elsewhere, and on which terms."""

from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.thesaurus.editing import Acting, one_line, subject_of
from portal.thesaurus.models import LONGEST_CREDIT, SchemeCredit
from portal.thesaurus.schemes import is_foreign


@dataclass(frozen=True, slots=True)
class Credit:
    """The name of the work, the terms on which it may be used, and who it is from."""

    title: str = ""
    licence: str = ""
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.title or self.licence or self.source)


UNCREDITED = Credit()


def credit_of(scheme: str) -> Credit:
    return credits_of_all().get(scheme, UNCREDITED)


def credits_of_all() -> dict[str, Credit]:
    rows = db.session.scalars(sa.select(SchemeCredit))
    return {row.scheme: Credit(row.title, row.licence, row.source) for row in rows}


@action
def credit(scheme: str, told: Credit, *, by: Acting | None) -> None:
    """Say whose work a scheme is; raises Refused for our own, which are ours."""
    if not is_foreign(scheme):
        raise Refused(_("This collection is the portal’s own."))
    keep_credit(scheme, told)
    witness(by.id if by else None, "credit_scheme", subject_of(scheme))


def keep_credit(scheme: str, told: Credit) -> None:
    """Write it down, in the caller's transaction."""
    title, licence, source = (
        one_line(text)[:LONGEST_CREDIT].strip() for text in (told.title, told.licence, told.source)
    )
    db.session.merge(SchemeCredit(scheme=scheme, title=title, licence=licence, source=source))
    db.session.flush()
