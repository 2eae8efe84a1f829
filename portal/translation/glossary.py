"""The terms of the glossary that stand in a paragraph, as the editor and its checks need them."""

from portal.thesaurus.occurrences import Occurrence, occurrences
from portal.thesaurus.schemes import GLOSSARY
from portal.translation.checks.texts import Term

MOST_SHOWN = 12


def hits(text: str, source_locale: str, target_locale: str) -> list[Occurrence]:
    """The concepts that a paragraph names and of which there is something to say, best first."""
    found = occurrences(text, source_locale, targets=target_locale)
    told = [each for each in found if each.accepted or each.untranslatable or each.forbidden]
    return [each for each in told if not each.nested][:MOST_SHOWN]


def terms(text: str, source_locale: str, target_locale: str) -> list[Term]:
    """What the checks hold a translation to: the portal's own glossary.

    Imported thesauri help to find a word, but do not oblige to use it.
    """
    found = occurrences(text, source_locale, targets=target_locale, schemes=(GLOSSARY,))
    return [
        Term(
            source=place.term,
            accepted=each.accepted,
            forbidden=each.forbidden,
            untranslatable=each.untranslatable,
            at=(place.begin, place.end),
        )
        for each in found
        for place in each.places[:1]
        if not each.nested
    ]
