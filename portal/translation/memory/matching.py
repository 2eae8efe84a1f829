"""How alike two texts are, in per cent: the share of the words that need no work.

It is an edit distance over symbols. A word is three times its stem and once its form, so
that an inflection costs a quarter of a word; a number, a placeholder or an address is
three times its class and once itself, so that another one costs as little. A letter of a
script without spaces is two symbols, a punctuation mark one. The distance of two texts
is that of their symbols by the length of the longer one. Short texts are compared letter
by letter instead, where a word more or less would say too little.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from portal.analysis import analysis
from portal.analysis.scripts import normal
from portal.core.words import tokens, unspaced
from portal.translation.paragraphs import digest

EXACT = 100
THRESHOLD = 60
"""Below it, it is quicker to translate anew than to mend."""

SHORT = 40  # letters
LONGEST = 4_000
"""Letters of a text that is compared; about 650 words, two of the longest paragraphs."""

_WORK = 30_000  # symbols that are compared for one question, some 30 ms
_CLASS = 3  # how often a stem or class, which begins with \0, stands before the form
_NUMBER = re.compile(r"\d[\d.,\u2010-]*")
# Each repetition that another one could take up again is bounded, so that no text takes long.
_PLACEHOLDER = re.compile(
    r"""( https?://[^\s)>\]]+ | [\w.+-]{1,64}@[\w-]+\.[\w.-]+      # addresses
    | %\(\w{1,64}\)[a-z] | %(?:\d{1,2}\$)?[-+0\#]{0,3}\d{0,3}(?:\.\d{1,3})?[a-z](?![a-z])
    | \{\{[^{}]*\}\} | \{[^{}\s]*\} | </?[a-z][^<>]*> )""",
    re.VERBOSE,
)
_HINT = re.compile(r"[%@{<]|://")  # without one of these there is none


def percent(one: str, other: str, locale: str) -> int:
    """Compare two texts of a language: 100 only where they are equal, white space aside."""
    return Question(one, locale).percent(other)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate that is like enough, under its number."""

    percent: int
    number: int
    text: str


class Question:
    """A text that many others are compared with."""

    def __init__(self, text: str, locale: str) -> None:
        self.text = text
        self.locale = locale

    def percent(self, other: str) -> int:
        if digest(self.text) == digest(other):
            return EXACT
        return self._pattern(other).percent(self._symbols(other))

    def best(self, candidates: Iterable[tuple[int, str]], limit: int) -> list[Found]:
        """Give those that reach THRESHOLD, most alike first, at most `limit`; none is equal.

        What two texts have in common, in whatever order, bounds how alike they can be:
        the most promising are compared first, and the rest no more once it cannot win.
        """
        if len(self.text) > LONGEST:
            return []
        promising = sorted(self._promising(candidates), key=lambda each: (-each[0], each[1]))
        found: list[Found] = []
        work = _WORK
        for most, number, text, symbols in promising:
            worst = found[limit - 1].percent if len(found) >= limit else THRESHOLD - 1
            if most <= worst or work <= 0:
                break
            work -= len(symbols)
            reached = self._pattern(text).percent(symbols)
            if reached > worst:
                found.append(Found(reached, number, text))
                found.sort(key=lambda each: (-each.percent, -each.number))
        return found[:limit]

    def _promising(
        self, candidates: Iterable[tuple[int, str]]
    ) -> Iterator[tuple[int, int, str, list[str]]]:
        for number, text in candidates:
            if len(text) <= LONGEST:
                symbols = self._symbols(text)
                yield self._pattern(text).bound(symbols), number, text, symbols

    def _pattern(self, other: str) -> "_Pattern":
        return self._by_letters if self._is_short(other) else self._by_words

    def _symbols(self, other: str) -> list[str]:
        return by_letters(other) if self._is_short(other) else by_words(other, self.locale)

    def _is_short(self, other: str) -> bool:
        return min(len(self.text), len(other)) <= SHORT

    @cached_property
    def _by_words(self) -> "_Pattern":
        return _Pattern(by_words(self.text, self.locale))

    @cached_property
    def _by_letters(self) -> "_Pattern":
        return _Pattern(by_letters(self.text))


class _Pattern:
    """The symbols of a question, laid out for the comparison with many."""

    def __init__(self, symbols: Sequence[str]) -> None:
        self.length = len(symbols)
        self.counts: Mapping[str, int] = Counter(symbols)
        self.places: dict[str, int] = {}
        for place, symbol in enumerate(symbols):
            self.places[symbol] = self.places.get(symbol, 0) | 1 << place

    def percent(self, symbols: Sequence[str]) -> int:
        return self._share(max(self.length, len(symbols)) - self._distance(symbols), symbols)

    def bound(self, symbols: Sequence[str]) -> int:
        """Say what the per cent cannot exceed, by the symbols that both have."""
        ours = self.counts
        common = sum(map(ours.__getitem__, ours.keys() & set(symbols)))
        return self._share(min(common, len(symbols)), symbols)

    def _share(self, kept: int, symbols: Sequence[str]) -> int:
        longest = max(self.length, len(symbols))
        return min(EXACT - 1, EXACT * kept // longest) if longest else 0

    def _distance(self, symbols: Sequence[str]) -> int:
        """Count the symbols to insert, delete or exchange: the Levenshtein distance.

        Bit-parallel after Myers, «A fast bit-vector algorithm for approximate string
        matching» (1999), in the form of Hyyrö (2003): the integers hold, for every symbol
        of the question at once, where the distance grows and where it shrinks.
        """
        if not self.length:
            return len(symbols)
        full, last = (1 << self.length) - 1, 1 << self.length - 1
        grows, shrinks, distance = full, 0, self.length
        places = self.places
        for symbol in symbols:
            equal = places.get(symbol, 0)
            vertical = equal | shrinks
            equal = (equal & grows) + grows ^ grows | equal
            up = shrinks | full & ~(equal | grows)
            down = grows & equal
            if up & last:
                distance += 1
            elif down & last:
                distance -= 1
            up = up << 1 | 1
            grows = down << 1 & full | full & ~(vertical | up)
            shrinks = up & vertical
        return distance


def by_words(text: str, locale: str) -> list[str]:
    """Cut a text into the symbols that are compared, word by word."""
    symbols: list[str] = []
    for place, stretch in enumerate(_apart(text)):
        if place % 2:
            symbols += _placeholder(stretch)
            continue
        for token in tokens(stretch):
            symbols += _word(token, locale)
    return symbols


def by_letters(text: str) -> list[str]:
    """Cut a text into its letters; numbers and placeholders as in `by_words`."""
    symbols: list[str] = []
    for place, stretch in enumerate(_apart(text)):
        if place % 2:
            symbols += _placeholder(stretch)
            continue
        for token in tokens(stretch):
            symbols += _letters(token)
    return symbols


def _apart(text: str) -> list[str]:
    """Words, placeholder, words, placeholder … words."""
    text = text.strip()
    return _PLACEHOLDER.split(text) if _HINT.search(text) else [text]


def _placeholder(token: str) -> list[str]:
    return ["\0placeholder"] * _CLASS + [token]


def _number(token: str) -> list[str]:
    return ["\0number"] * _CLASS + [token]


@lru_cache(maxsize=50_000)
def _letters(token: str) -> tuple[str, ...]:
    if _NUMBER.fullmatch(token):
        return tuple(_number(token))
    return (" ",) if token.isspace() else tuple(normal(token))


@lru_cache(maxsize=50_000)
def _word(token: str, locale: str) -> tuple[str, ...]:
    if token.isspace():
        return ()
    if _NUMBER.fullmatch(token):
        return tuple(_number(token))
    if unspaced(token):
        return (token, token)
    if not token[0].isalnum():
        return (token,)
    stem = " ".join(analysis(locale).words(token)) or normal(token)
    return (*[f"\0{stem}"] * _CLASS, token)
