"""The members of the network, who belongs to them, and who works for the secretariat."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.accounts.models import Person, normalised
from portal.core.db import Model, now
from portal.organisations.names import folded

SECRETARIAT = "secretariat"  # the kind of organisation that is no member of the network


class Role(StrEnum):
    """What somebody is for a city. Coordinator and deputy look after its texts."""

    OFFICIAL = "official"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"


STEWARDS = (Role.COORDINATOR, Role.DEPUTY)


class StaffRole(StrEnum):
    EDITOR = "editor"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Organisation(Model):
    """A city, town, county, region or association; codes are those of the thesaurus."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(32))  # scheme organisation-kind
    name: Mapped[str] = mapped_column(sa.String(160))
    local_name: Mapped[str] = mapped_column(sa.String(160), default="")
    folded: Mapped[str] = mapped_column(sa.String(400), index=True)  # both names, to find and sort
    country: Mapped[str] = mapped_column(sa.String(2), index=True)  # ISO 3166-1
    region: Mapped[str] = mapped_column(sa.String(64), index=True)  # scheme region
    population: Mapped[int | None]
    population_year: Mapped[int | None]
    band: Mapped[str | None] = mapped_column(sa.String(32))  # scheme band, from the population
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    climate: Mapped[str | None] = mapped_column(sa.String(8))  # Köppen main group
    income: Mapped[str | None] = mapped_column(sa.String(32))  # World Bank group
    settings: Mapped[list[str]] = mapped_column(default=list)
    locales: Mapped[list[str]] = mapped_column(default=list)
    member_since: Mapped[int | None]
    leader_name: Mapped[str] = mapped_column(sa.String(120), default="")
    leader_title: Mapped[str] = mapped_column(sa.String(120), default="")
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    email_domains: Mapped[list[str]] = mapped_column(default=list)
    time_zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    profile: Mapped[str] = mapped_column(sa.Text, default="")
    profile_locale: Mapped[str] = mapped_column(sa.String(16), default="en")
    direct_submission: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")

    @validates("name", "local_name")
    def _fold(self, field: str, value: str) -> str:
        names = {"name": self.name or "", "local_name": self.local_name or "", field: value}
        self.folded = folded(f"{names['name']} {names['local_name']}")
        return value

    @validates("population")
    def _sort_into_band(self, _field: str, value: int | None) -> int | None:
        self.band = band_of(value)
        return value

    __table_args__ = (
        sa.CheckConstraint("population >= 0", name="population_not_negative"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_degrees"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_degrees"),
    )


BANDS = (
    (50_000, "under-50k"),
    (250_000, "50k-250k"),
    (1_000_000, "250k-1m"),
    (5_000_000, "1m-5m"),
)


def band_of(population: int | None) -> str | None:
    """The population band (PRODUCT: five of them) that a number of inhabitants falls into."""
    if population is None:
        return None
    return next((band for limit, band in BANDS if population < limit), "over-5m")


class Membership(Model):
    """Somebody belongs to an organisation, in a role."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
    role: Mapped[Role]
    since: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships", lazy="joined")


class Appointment(Model):
    """Somebody works for the secretariat; an editor may be bound to a region, a translator is
    bound to a language."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[StaffRole]
    region: Mapped[str | None] = mapped_column(sa.String(64))
    locale: Mapped[str | None] = mapped_column(sa.String(16))

    person: Mapped[Person] = relationship(back_populates="appointments")

    __table_args__ = (
        sa.CheckConstraint(
            "role NOT IN ('translator', 'reviewer') OR locale IS NOT NULL",
            name="translators_have_a_language",
        ),
    )


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


INVITATION_LASTS = timedelta(days=14)


class Invitation(Model):
    """A link by which somebody joins an organisation or the secretariat, once, for a while."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    locale: Mapped[str] = mapped_column(sa.String(16))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    role: Mapped[Role | None]
    staff_role: Mapped[StaffRole | None]
    staff_region: Mapped[str | None] = mapped_column(sa.String(64))
    staff_locale: Mapped[str | None] = mapped_column(sa.String(16))
    # Nobody where the first administrator was invited on the machine itself.
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship()
    invited_by: Mapped[Person | None] = relationship()

    @validates("email")
    def _normalise(self, _name: str, email: str) -> str:
        return normalised(email)

    @property
    def state(self) -> InvitationState:
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if self.expires_at > now() else InvitationState.EXPIRED

    __table_args__ = (
        sa.CheckConstraint(
            "(organisation_id IS NOT NULL AND role IS NOT NULL) OR staff_role IS NOT NULL",
            name="invites_to_something",
        ),
    )
