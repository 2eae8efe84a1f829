"""What is written in the portal for the interface, and what of it was published."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.core.db import Model, now
from portal.translation.po.messages import Key


class CatalogueWording(Model):
    """One wording of a message of the interface; rows are added, never changed.

    The newest version of a message is what translators work on, and a draft until a
    publication takes it in. One without `strings` goes back to the words of the file.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[int] = mapped_column(sa.BigInteger)  # of the message, see `numbering`
    version: Mapped[int]
    context: Mapped[str | None] = mapped_column(sa.Text)
    msgid: Mapped[str] = mapped_column(sa.Text)
    plural: Mapped[str | None] = mapped_column(sa.Text)
    strings: Mapped[list[str]]  # one, or one per plural form
    is_fuzzy: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    shipped: Mapped[list[str]] = mapped_column(default=list)  # what the file said at that time
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    made_by: Mapped[Person | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("locale", "number", "version"),)

    @property
    def key(self) -> Key:
        return self.context, self.msgid

    @property
    def is_withdrawal(self) -> bool:
        return not self.strings


class CataloguePublication(Model):
    """What the portal says in one language since a moment: all its wordings at once.

    `restored` is the number of the earlier publication that this one says again; 0 stands
    for the words of the file.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[int]
    restored: Mapped[int | None]
    changes: Mapped[int] = mapped_column(default=0)  # messages that it says otherwise than before
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(default=now)

    published_by: Mapped[Person | None] = relationship()
    wordings: Mapped[list[CatalogueWording]] = relationship(
        secondary="published_wording", order_by=CatalogueWording.msgid
    )

    __table_args__ = (sa.UniqueConstraint("locale", "number"),)


class PublishedWording(Model):
    """That a publication says a message in this wording."""

    publication_id: Mapped[int] = mapped_column(
        sa.ForeignKey("catalogue_publication.id"), primary_key=True
    )
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("catalogue_wording.id"), primary_key=True)


class CatalogueAnswer(Model):
    """Why a translator keeps what a check remarked; `key` is the finding's, and falls with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[int] = mapped_column(sa.BigInteger)  # of the message
    key: Mapped[str] = mapped_column(sa.String(120))
    reason: Mapped[str] = mapped_column(sa.String(300))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("locale", "number", "key"),)
