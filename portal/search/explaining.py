"""What the results page says about the search in other languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, url_for

from portal.search.documents import Meaning, Wording

_CONCEPT = "glossary.show"  # the page that explains a concept, where there is one


@dataclass(frozen=True, slots=True)
class Sought:
    """A concept of the question: its name, its page or none, its best words elsewhere."""

    name: Wording
    url: str | None
    wordings: tuple[Wording, ...]


def sought(meanings: Iterable[Meaning]) -> list[Sought]:
    """What is said of each word of the question: its first concept, one word per language."""
    by_words: dict[str, list[Meaning]] = {}
    for meaning in meanings:
        by_words.setdefault(meaning.words.casefold(), []).append(meaning)
    told = [
        Sought(Wording(first.locale, first.label), _url(first), _wordings([first, *others]))
        for first, *others in by_words.values()
    ]
    return [each for each in told if each.wordings]


def _url(meaning: Meaning) -> str | None:
    if _CONCEPT not in current_app.view_functions:
        return None
    return url_for(_CONCEPT, scheme=meaning.scheme, code=meaning.code)


def _wordings(meanings: Iterable[Meaning]) -> tuple[Wording, ...]:
    best: dict[str, str] = {}
    for meaning in meanings:
        for locale, texts in meaning.terms.items():
            if texts[0].casefold() not in (meaning.words.casefold(), meaning.label.casefold()):
                best.setdefault(locale, texts[0])
    told = {text.casefold(): Wording(locale, text) for locale, text in reversed(best.items())}
    return tuple(reversed(told.values()))  # what two languages write alike is the first one's
