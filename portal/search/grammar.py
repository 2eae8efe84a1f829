"""The language of the search box: words, "phrases", -exclusions and beginnings*.

Small on purpose. Whatever is typed means something harmless: nothing is ever refused,
and what a question can cost is bounded by `MAX_LENGTH` and `MAX_TERMS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 200  # characters of a question that are read
MAX_TERMS = 12  # words that say something, phrases and beginnings
MIN_PREFIX = 3  # letters before the star

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


Term = Word | Phrase | Prefix


def parse(text: str, is_noise: Callable[[str], bool] = lambda _word: False) -> tuple[Term, ...]:
    """Read a question into at most MAX_TERMS terms, in their order.

    `is_noise` tells the words that do not count against the limit ("the", "how");
    they are kept, because only the language's analysis drops them.
    """
    terms: list[Term] = []
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
    return tuple(terms)


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


def _term(match: re.Match[str]) -> Term | None:
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
