"""The terms of the glossary that stand in a paragraph, as the editor and its checks need them."""

from collections.abc import Iterable, Iterator, Sequence

from portal.thesaurus.occurrences import Occurrence, occurrences, occurrences_in
from portal.thesaurus.schemes import GLOSSARY
from portal.translation.checks.texts import Term

MOST_SHOWN = 12


def hits(text: str, source_locale: str, target_locale: str) -> list[Occurrence]:
    """The concepts that a paragraph names and of which there is something to say, best first."""
    found = occurrences(text, source_locale, targets=target_locale)
    told = [each for each in found if each.accepted or each.untranslatable or each.forbidden]
    return [each for each in told if not each.nested][:MOST_SHOWN]


def terms(texts: Sequence[str], source_locale: str, target_locale: str) -> list[list[Term]]:
    """What the checks hold the translations of these paragraphs to: the portal's own glossary.

    Imported thesauri help to find a word, but do not oblige to use it.
    """
    found = occurrences_in(texts, source_locale, targets=target_locale, schemes=(GLOSSARY,))
    return [list(_terms(named)) for named in found]


def _terms(found: Iterable[Occurrence]) -> Iterator[Term]:
    for each in found:
        if not each.nested:
            first = each.places[0]
            yield Term(
                source=first.term,
                accepted=each.accepted,
                forbidden=each.forbidden,
                untranslatable=each.untranslatable,
                at=(first.begin, first.end),
            )
