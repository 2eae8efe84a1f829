"""Asking the network what the search could not find: a question to the editors of one's region."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.accounts.models import Person, PersonState
from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.witness import witness
from portal.organisations.models import Appointment, StaffRole
from portal.searches import naming
from portal.searches.models import Inquiry
from portal.searches.policy import regions_of

MOST_A_DAY = 5  # questions of one person
ASKED, ANSWERED = "network_asked", "network_answered"


@action
def ask(words: str, need: str, by: Person) -> Inquiry:
    """Send a question to the editors of her region. Raises Refused after too many in a day."""
    if _asked_lately(by) >= MOST_A_DAY:
        raise Refused(_("You have asked enough for one day. Please ask again tomorrow."))
    inquiry = Inquiry(person_id=by.id, region=region_of(by), words=words, need=need)
    inquiry.folded = "" if naming.is_personal(words) else naming.folded(words)
    inquiry.locale = locale()
    db.session.add(inquiry)
    db.session.flush()
    for editor in editors_of(inquiry.region):
        if editor.id != by.id:
            key = f"{ASKED}:{inquiry.id}:{editor.id}"
            outbox.post(ASKED, key=key, inquiry=inquiry.id, person=editor.id)
    return inquiry


def _asked_lately(person: Person) -> int:
    lately = Inquiry.asked_at > now() - timedelta(days=1)
    counted = sa.select(sa.func.count()).where(Inquiry.person_id == person.id, lately)
    return db.session.scalar(counted) or 0


def region_of(person: Person) -> str:
    """Where she works: the region of her city, or of her appointment; "" for the whole network."""
    of_cities = [membership.organisation.region for membership in person.memberships]
    of_offices = [each.region for each in person.appointments if each.region]
    return next(iter([*of_cities, *of_offices]), "")


def city_of(person: Person) -> str:
    """The name of her city, "" for the staff."""
    return next((each.organisation.name for each in person.memberships), "")


def editors_of(region: str) -> Sequence[Person]:
    """The active editors to whom the questions of a region come."""
    responsible = sa.or_(Appointment.region.is_(None), Appointment.region == region)
    return db.session.scalars(
        sa.select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.role == StaffRole.EDITOR, responsible, Person.state == PersonState.ACTIVE
        )
        .order_by(Person.id)
        .distinct()
    ).all()


@action
def answer(inquiry: Inquiry, said: str, link: str, by: Person) -> None:
    """Answer a question, once, and tell who asked. Raises Refused where somebody was sooner."""
    if not inquiry.is_open:
        raise Refused(_("Somebody else has answered this question."))
    inquiry.answer, inquiry.link = said, link
    inquiry.answered_by_id, inquiry.answered_at = by.id, now()
    witness(by.id, "answer_inquiry", f"inquiry:{inquiry.id}")
    outbox.post(ANSWERED, key=f"{ANSWERED}:{inquiry.id}", inquiry=inquiry.id)


def asked_by(person: Any) -> sa.Select[Inquiry]:
    """Her questions, the newest first; give it to `portal.core.paging.paged`."""
    return (
        sa.select(Inquiry)
        .where(Inquiry.person_id == person.id)
        .options(joinedload(Inquiry.answered_by))
        .order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
    )


def waiting_for(person: Any) -> sa.Select[Inquiry]:
    """The questions that come to an editor: open ones first, and of these the oldest."""
    chosen = sa.select(Inquiry).options(
        joinedload(Inquiry.person).selectinload(Person.memberships),
        joinedload(Inquiry.answered_by),
    )
    regions = regions_of(person)
    if regions is not None:
        chosen = chosen.where(Inquiry.region.in_(regions))
    is_open = Inquiry.answered_at.is_(None)
    return chosen.order_by(is_open.desc(), Inquiry.answered_at.desc(), Inquiry.asked_at, Inquiry.id)
