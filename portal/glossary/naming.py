"""What a concept is called for one reader, and in which language that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for

from config import LOCALES
from portal.core.directions import direction
from portal.core.i18n import locale
from portal.thesaurus.models import OFFERED, Concept, Kind, Term
from portal.thesaurus.occurrences import FALLBACK, fallbacks


@dataclass(frozen=True, slots=True)
class Said:
    """Words in their own language."""

    text: str
    locale: str

    @property
    def direction(self) -> str:
        return direction(self.locale)

    @property
    def is_foreign(self) -> bool:
        """Whether the reader has to be told which language it is."""
        return self.locale not in fallbacks(locale())


def chain() -> list[str]:
    """The languages whose words serve the reader, best first."""
    return list(dict.fromkeys([*fallbacks(locale()), FALLBACK]))


def name_of(terms: Iterable[Term], code: str) -> Said:
    """The preferred term in the best language there is, else another one, else the code."""
    every = sorted((each for each in terms if each.kind in OFFERED), key=_rank)
    found = next(iter(every), None)
    return Said(found.text, found.locale) if found else Said(code, FALLBACK)


def _rank(term: Term) -> tuple[bool, int, str, str]:
    served = chain()
    place = served.index(term.locale) if term.locale in served else len(served)
    return (
        place == len(served),
        place * 2 + (term.kind is not Kind.PREFERRED),
        term.locale,
        term.text,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A concept as a link."""

    scheme: str
    code: str
    said: Said

    @property
    def url(self) -> str:
        return url_for("glossary.show", scheme=self.scheme, code=self.code)


def named(concept: Concept) -> Named:
    return Named(concept.scheme, concept.code, name_of(concept.terms, concept.code))


def in_order(spoken: Iterable[str], own: Sequence[str]) -> list[str]:
    """Languages as this reader wants to see them: the page's, her own, those of
    the portal, and all others."""
    present = set(spoken)
    wanted = dict.fromkeys([locale(), *own, *LOCALES, *sorted(present)])
    return [code for code in wanted if code in present]
