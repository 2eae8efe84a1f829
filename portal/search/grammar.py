"""The language of the search box: words, "phrases", -exclusions, beginnings* and either OR other.

Small on purpose. Whatever is typed means something harmless: nothing is ever refused,
and what a question can cost is bounded by `MAX_LENGTH` and `MAX_TERMS`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MAX_LENGTH = 200  # characters of a question that are read
MAX_TERMS = 12  # words that say something, phrases and beginnings
MIN_PREFIX = 3  # letters before the star
OR = ("OR", "|")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("−–—﹣－", "-"))
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_PART = re.compile(r'(?P<minus>(?<!\S)-+)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_STAR = re.compile(r"^[^\W_]+\*+$")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    text: str
    excluded: bool = False


Single = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What stands on the sides of OR: one of them is enough."""

    alternatives: tuple[Single, ...]
    excluded: bool = False

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.alternatives)


Term = Single | AnyOf


def parse(text: str, is_noise: Callable[[str], bool] = lambda _word: False) -> tuple[Term, ...]:
    """Read a question into at most MAX_TERMS terms, in their order.

    `is_noise` tells the words that do not count against the limit ("the", "how");
    they are kept, because only the language's analysis drops them.
    """
    terms: list[Single] = []
    counted = 0
    for match in _PART.finditer(_clean(text)):
        term = _term(match)
        if term is None:
            continue
        if not (isinstance(term, Word) and is_noise(term.text)):
            if counted == MAX_TERMS:
                break
            counted += 1
        terms.append(term)
    return tuple(_joined(terms))


def _joined(terms: list[Single]) -> Iterator[Term]:
    """Join what stands on both sides of OR; one that joins nothing is a word like others."""
    place = 0
    while place < len(terms):
        sides = [terms[place]]
        while _joins(terms, place + 1):
            sides.append(terms[place + 2])
            place += 2
        yield AnyOf(tuple(sides)) if len(sides) > 1 else sides[0]
        place += 1


def _joins(terms: Sequence[Single], place: int) -> bool:
    if not 0 < place < len(terms) - 1 or not _is_or(terms[place]):
        return False
    left, right = terms[place - 1], terms[place + 1]
    return not (left.excluded or right.excluded or _is_or(left) or _is_or(right))


def _is_or(term: Term) -> bool:
    return isinstance(term, Word) and not term.excluded and term.text in OR


def _clean(text: str) -> str:
    """Cut to the limit, at a blank if there is one, and make every quotation mark a pair."""
    text = _UNPRINTABLE.sub(" ", text[: MAX_LENGTH * 4]).translate(_QUOTES).strip()
    if len(text) > MAX_LENGTH:
        text = text[: MAX_LENGTH + 1]
        head, blank, _ = text.rpartition(" ")
        text = head if blank and len(head) > MAX_LENGTH // 2 else text[:MAX_LENGTH]
    if text.count('"') % 2:
        head, _, tail = text.rpartition('"')
        text = f"{head} {tail}"
    return text


def _term(match: re.Match[str]) -> Single | None:
    excluded = match["minus"] is not None
    if match["phrase"] is not None:
        words = " ".join(match["phrase"].split())
        return Phrase(words, excluded) if words else None
    word = match["word"]
    if _STAR.match(word):
        start = word.rstrip("*")
        return Prefix(start, excluded) if len(start) >= MIN_PREFIX else Word(start, excluded)
    word = word.strip("*-")
    return Word(word, excluded) if word else None
