"""The letters to those who proposed a word: what became of it."""

from typing import Any

from portal.accounts.models import Person
from portal.content.mails import address
from portal.core.db import db
from portal.core.mail import Letter
from portal.glossary.actions import ACCEPTED, DECLINED
from portal.glossary.policy import is_own
from portal.thesaurus.models import Proposal


def _about_proposal(template: str) -> Any:
    """A composer of letters about one proposal to the person who made it."""

    def compose(numbers: dict[str, Any]) -> Letter | None:
        proposal = db.session.get(Proposal, numbers["proposal"])
        person = db.session.get(Person, proposal.person_id) if proposal else None
        if proposal is None or person is None:
            return None
        if not person.is_active or not is_own(person, proposal):
            return None
        decided_by = db.session.get(Person, proposal.decided_by_id or 0)
        return Letter(
            to=person.email,
            name=person.name,
            locale=person.locale,
            template=template,
            context={
                "term": proposal.text,
                "language": proposal.locale,
                "answer": proposal.answer,
                "from_whom": decided_by.name if decided_by else "",
                "url": _url(proposal, person.locale),
            },
        )

    return compose


def _url(proposal: Proposal, locale: str) -> str:
    if proposal.scheme is None:
        return address("glossary_proposals.mine", locale)
    return address("glossary.show", locale, scheme=proposal.scheme, code=proposal.code)


COMPOSERS = {
    ACCEPTED: _about_proposal("glossary/mail/accepted.txt"),
    DECLINED: _about_proposal("glossary/mail/declined.txt"),
}
