"""What is done in the glossary beyond single words: deciding with a letter, files in steps."""

from datetime import timedelta

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.glossary.models import LONGEST_FILE_NAME, GlossaryFile
from portal.thesaurus import proposing
from portal.thesaurus.actions import add_concept, define
from portal.thesaurus.editing import one_line
from portal.thesaurus.exchange.comparing import Preview
from portal.thesaurus.exchange.taking import take
from portal.thesaurus.models import Concept, Proposal
from portal.thesaurus.schemes import GLOSSARY

KEPT_FOR = timedelta(days=1)
ACCEPTED, DECLINED = "glossary_accepted", "glossary_declined"


@action
def begin(locale: str, text: str, definition: str, source: str, by: Person) -> Concept:
    """Enter a concept of our glossary with its first word and what it means."""
    concept = add_concept(GLOSSARY, locale, text, by=by)
    if definition:
        define(concept, locale, definition, by=by, source=source)
    return concept


@action
def accept(proposal: Proposal, answer: str, by: Person) -> Concept:
    """Do what was proposed and tell who proposed it; raises Refused as `proposing.accept`."""
    concept = proposing.accept(proposal, by=by, answer=answer)
    _tell(ACCEPTED, proposal)
    return concept


@action
def decline(proposal: Proposal, answer: str, by: Person) -> None:
    """Say no with a reason, and send it; raises Refused as `proposing.decline`."""
    proposing.decline(proposal, by=by, answer=answer)
    _tell(DECLINED, proposal)


def _tell(kind: str, proposal: Proposal) -> None:
    outbox.post(kind, key=f"{kind}:{proposal.id}", proposal=proposal.id)


@action
def keep_file(file: GlossaryFile, by: Person) -> GlossaryFile:
    """Keep a file until it is taken in: for a day, and in place of her last one."""
    old = (GlossaryFile.person_id == by.id) | (GlossaryFile.sent_at < now() - KEPT_FOR)
    db.session.execute(sa.delete(GlossaryFile).where(old))
    file.person_id, file.name = by.id, one_line(file.name)[-LONGEST_FILE_NAME:]
    db.session.add(file)
    db.session.flush()
    return file


@action
def take_in(file: GlossaryFile, shown: Preview, by: Person) -> Preview:
    """Take in what was shown of a file, and keep the file no longer."""
    taken = take(shown, by=by)
    db.session.delete(file)
    return taken


@action
def drop_file(file: GlossaryFile) -> None:
    db.session.delete(file)
