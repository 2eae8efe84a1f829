"""Who looks words up, who suggests them, and who decides which of them are used."""

from dataclasses import dataclass
from typing import Any

from config import LOCALES
from portal.content.translations.policy import is_translator, locales_of, translates
from portal.core.access import Rules
from portal.glossary.models import GlossaryFile
from portal.organisations.policy import is_administrator, may_read_directory
from portal.thesaurus.models import Concept, Proposal
from portal.thesaurus.occurrences import fallbacks
from portal.thesaurus.schemes import closed, is_foreign


class Glossary:
    """The glossary and the thesauri as the subject of rules; there is one."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a concept in one language, as the subject of rules."""

    concept: Concept
    locale: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A collection of concepts, as the subject of rules."""

    name: str


def can_read(person: Any, _subject: object) -> bool:
    """Members of the network, and who administers it."""
    return may_read_directory(person)


def owns_language(person: Any, locale: str) -> bool:
    """Whether the words of this language are hers to choose: as translator, or as administrator.

    Who translates into “pt” looks after “pt-BR” too.
    """
    return is_administrator(person) or any(
        is_translator(person, code) for code in fallbacks(locale)
    )


def owns_some(person: Any, _subject: object = None) -> bool:
    return is_administrator(person) or translates(person)


def languages_of(person: Any) -> list[str]:
    """The languages of the portal in which she may write."""
    return list(LOCALES) if is_administrator(person) else locales_of(person)


def can_edit(person: Any, words: Words) -> bool:
    return owns_language(person, words.locale)


def administers(person: Any, _subject: object) -> bool:
    """What concerns a concept in all languages, and files."""
    return is_administrator(person)


def can_remove(person: Any, concept: Concept) -> bool:
    """The concepts of the closed vocabularies stay."""
    return is_administrator(person) and concept.scheme not in closed()


def can_credit(person: Any, scheme: Scheme) -> bool:
    return is_administrator(person) and is_foreign(scheme.name)


def is_own(person: Any, proposal: Proposal) -> bool:
    return can_read(person, proposal) and proposal.person_id == person.id


def can_decide(person: Any, proposal: Proposal) -> bool:
    """Nobody decides about what she proposed herself."""
    return owns_language(person, proposal.locale) and proposal.person_id != person.id


def can_see(person: Any, proposal: Proposal) -> bool:
    return is_own(person, proposal) or owns_language(person, proposal.locale)


def has_sent(person: Any, file: GlossaryFile) -> bool:
    return is_administrator(person) and file.person_id == person.id


RULES: Rules = {
    (Glossary, "open"): can_read,
    (Glossary, "propose"): can_read,
    (Glossary, "add"): owns_some,
    (Glossary, "decide"): owns_some,
    (Glossary, "exchange"): administers,
    (Concept, "read"): can_read,
    (Concept, "propose"): can_read,
    (Concept, "describe"): administers,
    (Concept, "remove"): can_remove,
    (Words, "read"): can_read,
    (Words, "edit"): can_edit,
    (Scheme, "read"): can_read,
    (Scheme, "credit"): can_credit,
    (Proposal, "read"): can_see,
    (Proposal, "decide"): can_decide,
    (Proposal, "withdraw"): is_own,
    (GlossaryFile, "read"): has_sent,
}
