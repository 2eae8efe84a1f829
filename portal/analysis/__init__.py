"""Text in, tokens out: the same for documents and for questions, per locale.

The main field holds one token per word (its stem); the sub-word field holds short
pieces that still match where the stems do not (compounds, inflections, slips).
"""

from portal.analysis.languages import analysis, language_of

# Raise it whenever a text would give other tokens than before: old indexes then rebuild.
VERSION = 2

__all__ = ["VERSION", "analysis", "language_of", "subwords", "words"]


def words(text: str, locale: str) -> list[str]:
    """Give the tokens of a text for the main field, in their order in the text."""
    return analysis(locale).words(text)


def subwords(text: str, locale: str) -> list[str]:
    """Give the tokens of a text for the sub-word field."""
    return analysis(locale).subwords(text)
