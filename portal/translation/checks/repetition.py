"""What was left in the source's language, and words written twice."""

import re
from collections.abc import Iterator

from portal.analysis.stopwords import stopwords
from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.stretches import lowered
from portal.translation.checks.texts import Pair, Text

EMPTY = Rule(
    Check.UNTRANSLATED,
    "empty",
    Severity.ERROR,
    _l("The translation is empty. Write it, or leave this paragraph for later."),
)
SAME = Rule(
    Check.UNTRANSLATED,
    "same",
    Severity.WARNING,
    _l("The translation is the same as the source. Translate it, or say why it stays."),
)
LEFT = Rule(
    Check.UNTRANSLATED,
    "left",
    Severity.WARNING,
    _l("“%(words)s” still stands as in the source. Translate it, or say why it stays."),
)
DOUBLED = Rule(
    Check.DOUBLED,
    "doubled",
    Severity.WARNING,
    _l("“%(word)s” stands twice in a row. Take one away, or say that it is meant."),
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_RUN = 6  # words in a row that two languages hardly share, unless they are a name
_OTHERS = 2  # of them in small letters, besides a little word of the source's language

# Reduplication is grammar there, or words are not parted by spaces.
_REDUPLICATING = frozenset({"tr", "az", "hi", "bn", "mr", "ne", "ta", "ur", "id", "ms", "tl"})
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
# Arabic spells foreign letters: «بي بي سي» is the BBC.
_SPELLED_LETTER = {"ar": 2, "fa": 2}
_TWICE = {
    "en": "that had very so long many",
    "fr": "nous vous faire très ha ah oh",
    "de": "die der das den dem sie sich wir es ihr ihnen",
    "nl": "die dat u er het zich",
    "it": "via piano mano così",
    "es": "muy no así",
    "pt": "do da dos das muito",
    "sv": "det som",
    "da": "det der",
    "ko": "또 더 꼭 잘",
    "fa": "کم",
}


def check_untranslated(pair: Pair) -> Iterator[Finding]:
    if not pair.target.raw.strip():
        if pair.source.raw.strip():
            yield EMPTY()
        return
    if pair.source.language == pair.target.language:
        return
    source, target = _words(pair.source), _words(pair.target)
    if [word for word, _at in source] == [word for word, _at in target]:
        if _translatable(pair):
            yield SAME((0, len(pair.source.raw)), (0, len(pair.target.raw)))
    else:
        yield from _left(pair, source, target)


def check_doubled(pair: Pair) -> Iterator[Finding]:
    language = pair.target.language
    if language in _REDUPLICATING or language in _UNSPACED:
        return
    usual = {*_TWICE.get(language, "").split(), *(word for word, _at in _doubled(pair.source))}
    for word, (start, end) in _doubled(pair.target):
        if word not in usual:
            written = pair.target.raw[start:end]
            once = written.split()[0]
            yield DOUBLED(None, (start, end), instead=once, word=once)


def _doubled(text: Text) -> Iterator[tuple[str, tuple[int, int]]]:
    before = None
    for found in _WORD.finditer(text.prose):
        word = lowered(found[0])
        if before and before[0] == word:
            between = text.prose[before[2] : found.start()]
            long = len(word) > _SPELLED_LETTER.get(text.language, 1)
            if long and between.isspace() and "\n\n" not in between:
                yield word, (before[1], found.end())
        before = word, found.start(), found.end()


def _words(text: Text) -> list[tuple[str, tuple[int, int]]]:
    return [(lowered(found[0]), found.span()) for found in _WORD.finditer(text.prose)]


def _translatable(pair: Pair) -> bool:
    """Whether a text says something: more than names, codes, and a word two languages share."""
    fixed = {lowered(term.source) for term in pair.terms if term.untranslatable}
    small = [word for word in _WORD.findall(pair.source.prose) if word == lowered(word)]
    if all(lowered(word) in fixed for word in small):
        return False
    telling = stopwords(pair.source.language) - stopwords(pair.target.language)
    return len(small) > 2 or any(lowered(word) in telling for word in small)


def _left(
    pair: Pair,
    source: list[tuple[str, tuple[int, int]]],
    target: list[tuple[str, tuple[int, int]]],
) -> Iterator[Finding]:
    """Runs of words that stand in both texts alike."""
    known = {_run(source, place) for place in range(len(source) - _RUN + 1)}
    little = stopwords(pair.source.language) - stopwords(pair.target.language)
    place = 0
    while place <= len(target) - _RUN:
        end = place
        while end <= len(target) - _RUN and _run(target, end) in known:
            end += 1
        if end == place:
            place += 1
            continue
        last = end + _RUN - 1
        start, stop = target[place][1][0], target[last - 1][1][1]
        written = pair.target.raw[start:stop].split()
        if _is_speech(written, little):
            yield LEFT(None, (start, stop), words=pair.target.raw[start:stop])
        place = last


def _is_speech(written: list[str], little: frozenset[str]) -> bool:
    """Whether words are a sentence rather than a name or title, which has capitals."""
    small = [word for word in written if word == lowered(word)]
    told = sum(word in little for word in small)
    return told >= 1 and len(small) - told >= _OTHERS


def _run(words: list[tuple[str, tuple[int, int]]], place: int) -> tuple[str, ...]:
    return tuple(word for word, _at in words[place : place + _RUN])
