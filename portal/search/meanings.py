"""What the words of a question are called in other languages.

The glossary and the vocabularies say it. Quotations, exclusions and beginnings are left as
they were typed: who writes them wants these very letters.
"""

from collections.abc import Sequence

from config import LOCALES
from portal import analysis
from portal.analysis.scripts import script_of
from portal.search import grammar
from portal.search.documents import Meaning, Query
from portal.search.plan import terms
from portal.thesaurus.expanding import expansions

_PART = " | "  # no term goes across a sign


def meanings(query: Query) -> tuple[Meaning, ...]:
    """What concepts the plain words of a query name, in the languages of the reader first."""
    question = _plain_words(query.text, query.read_in)
    spoken = [locale for locale in query.read_in if _may_be(question, locale)]
    if not spoken:
        return ()
    into = tuple(dict.fromkeys((*query.locales, *LOCALES)))
    return tuple(
        Meaning(each.scheme, each.code, each.words, each.label, each.locale, each.terms)
        for each in expansions(question, spoken, into)
    )


def _plain_words(text: str, locales: Sequence[str]) -> str:
    parts: list[str] = []
    words: list[str] = []
    for term in (*terms(text, locales), None):
        if isinstance(term, grammar.Word) and _is_plain(term):
            words.append(term.text)
        elif words:
            parts.append(" ".join(words))
            words = []
    return _PART.join(parts)


def _is_plain(word: grammar.Word) -> bool:
    """Not excluded, and not what other search engines take for a field: “title:flood”."""
    return not word.excluded and ":" not in word.text.strip(":")


def _may_be(question: str, locale: str) -> bool:
    """Whether a word is in the script of that language; else there is nothing to look up."""
    own = analysis.analysis(locale)
    return any(own.is_at_home(script_of(run)) for run in own.runs(question))
