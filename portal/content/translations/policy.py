"""Who may translate what into which language, and who may approve it: never her own text."""

from dataclasses import dataclass
from typing import Any

from portal.content.models import Entry
from portal.content.policy import can_read, looks_after, visible_to
from portal.content.translations.models import SmallChange, Translation, TranslationState
from portal.core.access import Rules
from portal.organisations.models import StaffRole
from portal.organisations.policy import MEMBERS, is_administrator, is_editor_for, tokens

__all__ = ["RULES", "Target", "can_approve", "is_reviewer", "is_translator", "visible_to"]


@dataclass(frozen=True, slots=True)
class Target:
    """An entry in a language it is to be translated into: what the rules are asked about."""

    entry: Entry
    locale: str


def is_translator(person: Any, locale: str) -> bool:
    """Whether she translates into this language; reviewers do too."""
    held = {f"{role.value}:{locale}" for role in (StaffRole.TRANSLATOR, StaffRole.REVIEWER)}
    return not tokens(person).isdisjoint(held)


def is_reviewer(person: Any, locale: str) -> bool:
    return f"{StaffRole.REVIEWER.value}:{locale}" in tokens(person)


def locales_of(person: Any) -> list[str]:
    """The languages she translates into, in alphabetical order."""
    roles = {StaffRole.TRANSLATOR.value, StaffRole.REVIEWER.value}
    held = (token.partition(":") for token in tokens(person))
    return sorted({locale for role, _colon, locale in held if role in roles})


def translates(person: Any) -> bool:
    return bool(locales_of(person))


def can_read_target(person: Any, target: Target) -> bool:
    """See how it is translated: members who may read the entry itself."""
    return MEMBERS in tokens(person) and can_read(person, target.entry)


def can_translate(person: Any, target: Target) -> bool:
    return (
        is_translator(person, target.locale)
        and can_read(person, target.entry)
        and target.locale != target.entry.locale
    )


def can_suggest(person: Any, target: Target) -> bool:
    """Propose a wording; a translator decides what becomes of it."""
    return (
        can_read_target(person, target)
        and target.entry.is_published
        and target.locale != target.entry.locale
    )


def can_review(person: Any, target: Target) -> bool:
    return is_reviewer(person, target.locale) and can_translate(person, target)


def can_approve(person: Any, wording: Translation) -> bool:
    """Approve a wording: a reviewer of the language, who did not write it."""
    return (
        is_reviewer(person, wording.locale)
        and wording.state is not TranslationState.SUGGESTED
        and wording.made_by_id != person.id
    )


def can_answer(person: Any, target: Target) -> bool:
    """Answer what translators ask about the source: those who look after it, and its editors."""
    entry = target.entry
    return looks_after(person, entry) or is_editor_for(person, entry.organisation.region)


def can_call_small(person: Any, entry: Entry) -> bool:
    """Say that a change asks nothing of the translations: who may publish it."""
    return is_editor_for(person, entry.organisation.region)


def can_object(person: Any, change: tuple[SmallChange, str]) -> bool:
    return is_translator(person, change[1])


def can_export_memory(person: Any, locale: str) -> bool:
    return is_translator(person, locale) or is_administrator(person)


RULES: Rules = {
    (Target, "read"): can_read_target,
    (Target, "translate"): can_translate,
    (Target, "suggest"): can_suggest,
    (Target, "review"): can_review,
    (Target, "answer"): can_answer,
    (Entry, "call_small"): can_call_small,
}
