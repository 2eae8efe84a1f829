"""Files on their way into the thesaurus, kept from their preview until they are taken in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, now
from portal.thesaurus.models import LONGEST_SCHEME

LONGEST_FILE_NAME = 200


class GlossaryFile(Model):
    """What an administrator sent, and the scheme it shall go into; one of each person at most."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME))
    rows_of: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), default="")
    name: Mapped[str] = mapped_column(sa.String(LONGEST_FILE_NAME))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(default=now, index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)
