"""Plain builders of concepts for these tests."""

from portal.thesaurus.actions import add_concept, add_term
from portal.thesaurus.editing import UNSAID, About
from portal.thesaurus.models import Concept, Kind
from portal.thesaurus.schemes import GLOSSARY


def concept(
    terms: dict[str, str], *, about: About = UNSAID, scheme: str = GLOSSARY, **more: list[str]
) -> Concept:
    """A concept with a preferred term per locale; `more` has lists of “locale:term” by kind."""
    (locale, text), *others = terms.items()
    made = add_concept(scheme, locale, text, by=None, about=about)
    for spoken, words in others:
        add_term(made, spoken, words, by=None)
    for kind, texts in more.items():
        for spoken, _colon, words in (each.partition(":") for each in texts):
            add_term(made, spoken, words, by=None, kind=Kind(kind))
    return made
