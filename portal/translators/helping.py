"""What helps with one paragraph: the memory, the glossary, the machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from config import Settings
from portal.content.models import WHOLE
from portal.content.translations.actions import MEMORY
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit
from portal.organisations.policy import tokens
from portal.thesaurus.occurrences import Occurrence
from portal.translation.glossary import hits
from portal.translation.machine import from_settings
from portal.translation.machine.failures import MachineFailed
from portal.translation.machine.suggestions import Suggestion, Suggestions
from portal.translation.memory.queries import Match, suggestions
from portal.translation.paragraphs import Kind, digest

MOST_MATCHES = 5
MOST_BY_MACHINE = 25  # paragraphs of one press of the button; each may take a second


@dataclass(frozen=True, slots=True)
class Help:
    matches: list[Match]
    hits: list[Occurrence]


def help_for(target: Target, unit: Unit, person: Any) -> Help:
    """What the memory and the glossary know, for a translator who sees what `person` may."""
    return Help(
        matches=suggestions(
            unit.source,
            target.entry.locale,
            target.locale,
            before=digest(unit.before) if unit.before else None,
            after=digest(unit.behind) if unit.behind else None,
            limit=MOST_MATCHES,
            tokens=tokens(person),
        ),
        hits=hits(unit.source, target.entry.locale, target.locale),
    )


def machine() -> Suggestions | None:
    """The translation machine of this portal, with what this process knows of its health."""
    found: Suggestions | None = current_app.extensions["translation machine"]
    return found


def offers_machine(target: Target) -> bool:
    """Whether to offer the machine's words; not while it is away, and not for other languages."""
    engine = machine()
    try:
        return engine is not None and engine.serves(target.entry.locale, target.locale)
    except MachineFailed:
        return False


def ask_machine(target: Target, unit: Unit) -> Suggestion | None:
    """What the machine says for a paragraph; None without one. Raises MachineFailed."""
    engine = machine()
    if engine is None:
        return None
    kind = Kind.PARAGRAPH if unit.kind == WHOLE else Kind(unit.kind)
    made = engine.suggest(
        [unit.source], source=target.entry.locale, target=target.locale, kind=kind
    )
    return made[0]


def by_machine(target: Target, units: Iterable[Unit]) -> tuple[str, dict[int, str]]:
    """What the machine is called, and what it says for the first paragraphs without any words.

    What would have lost a link or a mark is left out. Raises MachineFailed.
    """
    engine = machine()
    if engine is None:
        raise MachineFailed
    open_ones = [unit for unit in units if not unit.wordings.rows][:MOST_BY_MACHINE]
    said: dict[int, str] = {}
    for is_line in (True, False):
        chosen = [unit for unit in open_ones if (unit.kind == Kind.FIELD) is is_line]
        made = engine.suggest(
            [unit.source for unit in chosen],
            source=target.entry.locale,
            target=target.locale,
            kind=Kind.FIELD if is_line else Kind.PARAGRAPH,
        )
        pairs = zip(chosen, made, strict=True)
        said |= {unit.paragraph_id: each.text for unit, each in pairs if each.text}
    return engine.name, said


def init_app(app: Flask) -> None:
    settings: Settings = app.config["PORTAL"]
    app.extensions["translation machine"] = from_settings(
        settings.machine_url, settings.machine_key, settings.machine_name
    )


def engine_named(name: str) -> str | None:
    """The engine that the page says the words come from, where it is one we have."""
    engine = machine()
    known = {MEMORY} | ({engine.name} if engine else set())
    return name if name in known else None
