"""Putting a text together from its paragraphs, each in the best language there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.translation.paragraphs import Piece, cut, cut_field, weight
from portal.translation.splicing import splice

APPROVED = "approved"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Fragment:
    """The words shown for one piece: in which language, and how far they are checked.

    `state` is that of the translation (machine, draft, review, approved, outdated);
    "missing" where the source stands in for it.
    """

    text: str
    locale: str
    state: str = APPROVED


@dataclass(frozen=True)
class Mixed:
    """A text for readers of one language, piece by piece in the best language there is.

    `translated` are the numbers of the pieces that do not show the source's own words.
    """

    source: str
    locale: str
    pieces: tuple[Piece, ...]
    fragments: tuple[Fragment, ...]
    translated: frozenset[int]

    @cached_property
    def text(self) -> str:
        """The same as one Markdown text."""
        return _exchange(self.source, self.pieces, self._words())

    @cached_property
    def words(self) -> int:
        """Words of the source: what the pieces weigh."""
        return sum(self._weights)

    @cached_property
    def words_in_locale(self) -> int:
        """Words of the source that are read in the reader's language."""
        weighed = zip(self._weights, self.fragments, strict=True)
        return sum(weight for weight, shown in weighed if shown.locale == self.locale)

    @property
    def completeness(self) -> float:
        """Share of the source's words that are read in `locale`, from 0 to 1."""
        return self.words_in_locale / self.words if self.words else 1.0

    @cached_property
    def _weights(self) -> list[int]:
        return [weight(piece.text) for piece in self.pieces]

    def _words(self) -> dict[int, str]:
        return {number: self.fragments[number].text for number in self.translated}


def assemble(text: str, replacements: Mapping[int, str]) -> str:
    """Put other words in place of the pieces with these numbers, and leave all else as it is.

    What comes out is cut into as many pieces again. Blank words replace nothing.
    """
    return _exchange(text, cut(text), replacements)


def assemble_mixed(
    source_text: str,
    source_locale: str,
    replacements: Mapping[int, Fragment],
    target_locale: str,
) -> Mixed:
    """Show each piece of a Markdown text by its replacement, else by the source itself."""
    return _mixed(cut(source_text), source_text, source_locale, replacements, target_locale)


def assemble_field(
    source_text: str, source_locale: str, replacement: Fragment | None, target_locale: str
) -> Mixed:
    """Show a short field by its replacement, else by the source itself."""
    replacements = {0: replacement} if replacement else {}
    return _mixed(cut_field(source_text), source_text, source_locale, replacements, target_locale)


def _mixed(
    pieces: tuple[Piece, ...],
    source: str,
    source_locale: str,
    replacements: Mapping[int, Fragment],
    locale: str,
) -> Mixed:
    own = APPROVED if source_locale == locale else MISSING
    usable = {
        number: fragment
        for number, fragment in replacements.items()
        if number < len(pieces) and fragment.text.strip()
    }
    fragments = tuple(
        usable.get(number) or Fragment(piece.text, source_locale, own)
        for number, piece in enumerate(pieces)
    )
    return Mixed(source, locale, pieces, fragments, frozenset(usable))


def _exchange(text: str, pieces: tuple[Piece, ...], replacements: Mapping[int, str]) -> str:
    parts: list[str] = []
    end = 0
    for number, piece in enumerate(pieces):
        words = replacements.get(number, "")
        if words.strip():
            parts += [text[end : piece.start], splice(piece, words, text)]
            end = piece.end
    return "".join([*parts, text[end:]])
