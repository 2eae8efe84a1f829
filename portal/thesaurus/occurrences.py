"""What the glossary has to say about a paragraph, for the translator and for the checks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import sqlalchemy as sa

from portal.core.db import db
from portal.thesaurus import finding
from portal.thesaurus.finding import Hit
from portal.thesaurus.models import OFFERED, Concept, Definition, Kind, Term
from portal.thesaurus.schemes import GLOSSARY, Name, are

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concept is named: characters `begin` to `end`, by which of its terms."""

    begin: int
    end: int
    term: str
    kind: Kind  # FORBIDDEN: the text should say it otherwise
    nested: bool  # within a longer term: “flood” in “flood risk”


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A concept that a paragraph names, and how the target language says it."""

    scheme: str
    code: str
    places: tuple[Place, ...]
    preferred: str  # in the target language; empty where it has no word for it yet
    alternates: tuple[str, ...]
    forbidden: tuple[str, ...]
    untranslatable: bool  # then `preferred` is the source language's own
    source_preferred: str  # what the source text should say
    definition: str
    definition_locale: str

    @property
    def nested(self) -> bool:
        """Whether it is named within longer terms only."""
        return all(place.nested for place in self.places)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The terms of which a translation has one."""
        return (self.preferred, *self.alternates) if self.preferred else self.alternates


def occurrences(
    text: str, locale: str, *, targets: str, schemes: Collection[str] = ()
) -> list[Occurrence]:
    """The concepts that a paragraph in `locale` names, with their terms in the locale `targets`.

    Longest match first, our own glossary before imported schemes; a term is found inflected,
    hyphenated and, in scripts without spaces, within a run. Words of a regional form
    (“pt-BR”) fall back on the language's own (“pt”), never on another script. With `schemes`
    only the concepts of these count.
    """
    return occurrences_in([text], locale, targets=targets, schemes=schemes)[0]


def occurrences_in(
    texts: Sequence[str], locale: str, *, targets: str, schemes: Collection[str] = ()
) -> list[list[Occurrence]]:
    """The `occurrences` of each paragraph, looked up together."""
    named = [_by_concept(found) for found in finding.hits_in(texts, locale, schemes)]
    names = list(dict.fromkeys(chain.from_iterable(named)))
    if not names:
        return [[] for _text in texts]
    told = Told(names, locale, targets)
    return [
        sorted((told.occurrence(*each) for each in found.items()), key=_first_longest)
        for found in named
    ]


def _by_concept(found: Iterable[Hit]) -> dict[Name, list[Hit]]:
    by_concept: dict[Name, list[Hit]] = {}
    for hit in found:
        by_concept.setdefault(hit.concept, []).append(hit)
    return by_concept


def _first_longest(occurrence: Occurrence) -> tuple[int, bool, int]:
    longest = max(place.end - place.begin for place in occurrence.places)
    return -longest, occurrence.scheme != GLOSSARY, occurrence.places[0].begin


def fallbacks(locale: str) -> list[str]:
    """The locales whose words serve for this one, best first: “pt-BR”, “pt”.

    A script is never left off: who reads “zh-Hant” is not served by “zh”.
    """
    chain = [locale]
    while "-" in chain[-1]:
        shorter, _dash, last = chain[-1].rpartition("-")
        if len(last) == 4 and last.isalpha():
            break
        chain.append(shorter)
    return chain


class Told:
    """What is known of some concepts in two languages, fetched at once."""

    def __init__(self, names: Sequence[Name], locale: str, target: str) -> None:
        self._locale, self._target = locale, target
        self._untranslatable = set(_untranslatable(names))
        locales = {*fallbacks(locale), *fallbacks(target)}
        self._terms = terms_of(names, locales)
        self._definitions = _definitions(names, {*locales, FALLBACK})

    def occurrence(self, name: Name, found: list[Hit]) -> Occurrence:
        source = self._words(name, self._locale)
        target = self._words(name, self._target)
        untranslatable = name in self._untranslatable
        of_source = next(iter(source[Kind.PREFERRED]), "")
        preferred = of_source if untranslatable else next(iter(target[Kind.PREFERRED]), "")
        spoken, definition = self._definition(name)
        return Occurrence(
            *name,
            places=tuple(_place(hit) for hit in sorted(found, key=lambda hit: hit.begin)),
            preferred=preferred,
            alternates=() if untranslatable else tuple(target[Kind.ALTERNATE]),
            forbidden=tuple(target[Kind.FORBIDDEN]),
            untranslatable=untranslatable,
            source_preferred=of_source,
            definition=definition,
            definition_locale=spoken,
        )

    def _words(self, name: Name, locale: str) -> dict[Kind, list[str]]:
        """The terms of the best locale that has an offered one, the forbidden ones of all."""
        words: defaultdict[Kind, list[str]] = defaultdict(list)
        for each in fallbacks(locale):
            terms = self._terms.get((*name, each), [])
            words[Kind.FORBIDDEN] += [text for kind, text in terms if kind is Kind.FORBIDDEN]
            if not any(words[kind] for kind in OFFERED):
                for kind in OFFERED:
                    words[kind] = [text for which, text in terms if which is kind]
        return words

    def _definition(self, name: Name) -> tuple[str, str]:
        for locale in (*fallbacks(self._target), *fallbacks(self._locale), FALLBACK):
            if found := self._definitions.get((*name, locale)):
                return locale, found
        return "", ""


def _place(hit: Hit) -> Place:
    return Place(hit.begin, hit.end, hit.candidate.text, hit.candidate.kind, hit.nested)


def _untranslatable(names: Sequence[Name]) -> Iterable[Name]:
    chosen = sa.select(Concept.scheme, Concept.code).where(
        are(Concept.scheme, Concept.code, names), Concept.untranslatable
    )
    return ((scheme, code) for scheme, code in db.session.execute(chosen))


def terms_of(
    names: Sequence[Name], locales: Iterable[str]
) -> dict[tuple[str, str, str], list[tuple[Kind, str]]]:
    """The terms of some concepts by concept and locale, in the order of the alphabet."""
    found: defaultdict[tuple[str, str, str], list[tuple[Kind, str]]] = defaultdict(list)
    chosen = (
        sa.select(Term.scheme, Term.code, Term.locale, Term.kind, Term.text)
        .where(are(Term.scheme, Term.code, names), Term.locale.in_(list(locales)))
        .order_by(Term.text)
    )
    for scheme, code, locale, kind, text in db.session.execute(chosen):
        found[scheme, code, locale].append((kind, text))
    return found


def _definitions(names: Sequence[Name], locales: Iterable[str]) -> dict[tuple[str, str, str], str]:
    chosen = sa.select(
        Definition.scheme, Definition.code, Definition.locale, Definition.text
    ).where(
        are(Definition.scheme, Definition.code, names),
        Definition.locale.in_(list(locales)),
    )
    return {
        (scheme, code, locale): text for scheme, code, locale, text in db.session.execute(chosen)
    }
