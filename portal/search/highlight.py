"""Fragments of a text around the words that were searched, from the database's own words.

The index keeps no texts. A word is marked where its token, made by the same analysis, is
among the tokens of the question; Chinese, Japanese and Korean where the token stands.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from portal.analysis import analysis
from portal.analysis.chinese import simplified
from portal.analysis.hyphens import drawn_together, joined
from portal.analysis.scripts import RUN, Script, fold, normal, script_of

WIDTH = 190  # characters of a fragment, about two lines
MOST = 2  # fragments of one text
LEAD = 40  # characters before the first marked word
LONGEST = 60_000  # characters of a text that are looked at
MOST_SPANS = 400  # marked places among which the fragments are chosen
_STEM = 5  # a token of so many letters also marks the compounds that begin with it
_JOINER = "\u200d"  # stands within a word and says nothing
_UNSPACED = (Script.HAN, Script.HANGUL, Script.UNSPACED)


class Span(NamedTuple):
    begin: int
    end: int
    token: str


def marked(text: str, terms: frozenset[str], locale: str) -> Markup:
    """Escape a whole text, such as a title, with its searched words marked."""
    return _with_marks(text, 0, len(text), _spans(text, terms, locale))


def fragments(text: str, terms: frozenset[str], locale: str, most: int = MOST) -> list[Markup]:
    """Give the pieces of a text that say most about the terms, escaped, words marked.

    Where nothing is found, the text's beginning.
    """
    text = " ".join(text[:LONGEST].split())
    if not text:
        return []
    spans = _spans(text, terms, locale)
    windows = _windows(text, spans, most)
    return [_cut(text, begin, end, spans) for begin, end in windows]


def _spans(text: str, terms: frozenset[str], locale: str) -> list[Span]:
    """Where the terms stand, in order and apart from each other."""
    if not terms:
        return []
    text = joined(drawn_together(text, analysis(locale).language), _JOINER)
    text = simplified(text)  # as long as before, and words that belong together are one
    surfaces = {run for run in RUN.findall(text) if _token_in(run, locale, terms)}
    patterns = [rf"(?<!\w){re.escape(surface)}(?!\w)" for surface in _longest_first(surfaces)]
    found = []
    if patterns:
        found += [
            Span(*match.span(), _token_in(match.group(), locale, terms))
            for match in re.finditer("|".join(patterns), text)
        ]
    found += _unspaced_spans(text, terms)
    return _joined(sorted(found))


def _token_in(run: str, locale: str, terms: frozenset[str]) -> str:
    """The term that a word of the text stands for, or ""."""
    if script_of(run) in _UNSPACED:
        return ""
    stems, stars = _starts(terms)
    for token in _tokens(run, locale):
        if token in terms:
            return token
        if token.startswith(stems + stars):
            return next(start for start in stems + stars if token.startswith(start))
    return "*" if stars and fold(normal(run)).startswith(stars) else ""


@lru_cache(maxsize=65_536)
def _tokens(run: str, locale: str) -> tuple[str, ...]:
    return tuple(analysis(locale).readings(run))


@lru_cache(maxsize=256)
def _starts(terms: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings that mark longer words: tokens long enough, and what had a star."""
    stems = tuple(t for t in sorted(terms) if len(t) >= _STEM and script_of(t) not in _UNSPACED)
    return stems, tuple(term[:-1] for term in sorted(terms) if term.endswith("*"))


def _unspaced_spans(text: str, terms: frozenset[str]) -> list[Span]:
    tokens = [term for term in terms if term and script_of(term) in _UNSPACED]
    if not tokens:
        return []
    either = "|".join(map(re.escape, _longest_first(tokens)))
    anywhere = re.compile(f"(?=((?:{either})ー?))")  # which `unspaced` takes off a word
    return [Span(*match.span(1), match.group(1)) for match in anywhere.finditer(text)]


def _longest_first(tokens: Iterable[str]) -> list[str]:
    return sorted(tokens, key=lambda token: (-len(token), token))


def _joined(spans: list[Span]) -> list[Span]:
    """Make one span of those that overlap, as the pairs of a Chinese word do."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.begin < apart[-1].end:
            last = apart[-1]
            apart[-1] = Span(last.begin, max(last.end, span.end), last.token)
        else:
            apart.append(span)
    return apart


def _windows(text: str, spans: list[Span], most: int) -> list[tuple[int, int]]:
    """The places with most different words, each showing something the others do not."""
    chosen: list[tuple[int, int]] = []
    seen: set[str] = set()
    spans = spans[:MOST_SPANS]
    while len(chosen) < most:
        best, best_worth = None, (0, 0)
        for place, span in enumerate(spans):
            begin = _snap(text, span.begin)
            end = min(len(text), begin + WIDTH)
            if any(begin < b and a < end for a, b in chosen):
                continue
            inside = [s.token for s in spans[place:] if s.end <= end]
            worth = (len(set(inside) - seen), len(inside))
            if worth[0] and worth > best_worth:
                best, best_worth = (begin, end), worth
        if best is None:
            break
        chosen.append(best)
        seen |= {span.token for span in spans if best[0] <= span.begin and span.end <= best[1]}
    return sorted(chosen) or [(0, min(len(text), WIDTH))]


def _snap(text: str, begin: int) -> int:
    """Begin a little before, at a sentence or at least a word."""
    early = max(0, begin - LEAD)
    if not early:
        return 0
    sentence = max(text.rfind(mark, early, begin) + len(mark) for mark in (". ", "! ", "? ", "。"))
    if sentence > early:
        return sentence
    blank = text.rfind(" ", early, begin)
    return text.find(" ", early, begin) + 1 if blank >= 0 else early


def _cut(text: str, begin: int, end: int, spans: list[Span]) -> Markup:
    if end < len(text):
        blank = text.rfind(" ", begin + WIDTH // 2, end)
        end = blank if blank > 0 else end
    pieces = [_with_marks(text, begin, end, spans)]
    if begin > 0:
        pieces.insert(0, escape("…"))
    if end < len(text):
        pieces.append(escape("…"))
    return Markup(" ").join(pieces)


def _with_marks(text: str, begin: int, end: int, spans: list[Span]) -> Markup:
    inside = [span for span in spans if begin <= span.begin and span.end <= end]
    edges = [begin, *(edge for span in inside for edge in (span.begin, span.end)), end]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    return Markup("").join(
        Markup("<mark>%s</mark>") % piece if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
