"""Labels by scheme and code, remembered per process until the stamp changes."""

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import g

from portal.core.db import db
from portal.core.i18n import locale
from portal.thesaurus.models import Concept, Kind, Stamp, Term, VocabularyStamp
from portal.thesaurus.schemes import closed

FALLBACK = "en"


@dataclass(frozen=True, eq=False)
class Vocabularies:
    """All concepts of the closed vocabularies in order and their labels, as of one stamp."""

    version: int
    codes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[tuple[str, str, str], str] = field(default_factory=dict)


_remembered: dict[str, Vocabularies] = {}


def vocabularies() -> Vocabularies:
    """The vocabularies as they are now; the stamp is asked for once in a request."""
    if "vocabularies" not in g:
        g.vocabularies = _current(version(Stamp.VOCABULARIES))
    current: Vocabularies = g.vocabularies
    return current


def version(stamp: Stamp) -> int:
    """What changes with every change of what the stamp is for."""
    asked = sa.select(VocabularyStamp.version).where(VocabularyStamp.id == int(stamp))
    return db.session.scalar(asked) or 0


def label(scheme: str, code: str, in_locale: str | None = None) -> str:
    """What the concept is called in the reader's language, else in English, else its code."""
    labels = vocabularies().labels
    asked = labels.get((scheme, code, in_locale or locale()))
    return asked or labels.get((scheme, code, FALLBACK)) or code


def vocabulary(scheme: str) -> list[tuple[str, str]]:
    """The codes of a scheme in their order, each with its label."""
    return [(code, label(scheme, code)) for code in codes(scheme)]


def codes(scheme: str) -> list[str]:
    return vocabularies().codes.get(scheme, [])


def _current(now: int) -> Vocabularies:
    key = db.engine.url.render_as_string()
    found = _remembered.get(key)
    if found is None or found.version != now:
        found = _remembered[key] = _load(now)
    return found


def _load(now: int) -> Vocabularies:
    """Read the closed vocabularies; glossary and thesauri are too large to be remembered."""
    loaded = Vocabularies(now)
    in_order = (
        sa.select(Concept.scheme, Concept.code)
        .where(Concept.scheme.in_(closed()))
        .order_by(Concept.scheme, Concept.position)
    )
    for scheme, code in db.session.execute(in_order):
        loaded.codes[scheme].append(code)
    labels = sa.select(Term.scheme, Term.code, Term.locale, Term.text).where(
        Term.scheme.in_(closed()), Term.kind == Kind.PREFERRED
    )
    for scheme, code, spoken, text in db.session.execute(labels):
        loaded.labels[scheme, code, spoken] = text
    return loaded
