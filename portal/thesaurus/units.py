"""A text cut into the units by which terms are compared, each with its place in the text.

A unit is a stem where words have spaces between them, a single character where they have
none, or a sign of punctuation: “risk, management” is no “risk management”.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.analysis import arabic, korean, spaced
from portal.analysis.languages import Analysis, analysis
from portal.analysis.scripts import RUN, Script, fold, script_of

# A letter and the accents that NFKC makes one letter of with it.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a]*", re.DOTALL)
# Katakana words are whole; every other sign of Chinese and Japanese stands for itself.
_PIECE = re.compile(r"[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+|.", re.DOTALL)
HYPHENS = r"\-\u2010\u2011\u30fb"
# What may stand within a term without parting it: space, quotation marks, emphasis, and hyphens
# that are no dashes.
_SILENT = re.compile(rf"[\s'\"\u2018-\u201f\u00ab\u00bb*_`~\[\]]|(?<!\s)[{HYPHENS}](?!\s)")
_CHAIN = re.compile(rf"[{HYPHENS}]")
_PROCLITICS = "بلكفس"  # with, to, like, so, will: written on the word; `light10` keeps them


class Joint(StrEnum):
    """How a unit hangs on the one before it."""

    APART = " "
    HYPHEN = "-"
    CLOSE = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """`token` is compared, `word` is what stands there in normal form, from `begin` to `end`.

    `is_plain` words say nothing by themselves (“the”); they have no stem and no inflections.
    `bare` is the token without an Arabic one-letter preposition, where there may be one.
    """

    token: str
    word: str
    begin: int
    end: int
    joint: Joint
    is_sign: bool = False
    is_piece: bool = False  # of a script without spaces
    is_plain: bool = False
    bare: str = ""

    @property
    def is_hangul(self) -> bool:
        return "\uac00" <= self.word[0] <= "\ud7af"


def units(text: str, locale: str) -> list[Unit]:
    """Cut a text; the places are those of the text as given, in characters."""
    own = analysis(locale)
    normal, places = _normal(text, own)
    cut: list[Unit] = []
    before = 0
    for run in RUN.finditer(normal):
        gap = normal[before : run.start()]
        sign = _SILENT.sub("", gap)
        if sign:
            cut.append(_sign(sign, places[before][0], places[run.start()][0]))
        joint = Joint.APART if sign else _joint(gap)
        cut += _located(run, joint, own, places)
        before = run.end()
    return cut


@lru_cache(maxsize=16_384)
def units_of_term(text: str, locale: str) -> tuple[Unit, ...]:
    """Cut a term; signs at its ends do not count."""
    cut = units(text, locale)
    while cut and cut[0].is_sign:
        del cut[0]
    return tuple(cut)


Places = list[tuple[int, int]]


def _normal(text: str, own: Analysis) -> tuple[str, Places]:
    """The normal form and, for each of its characters, where that begins and ends in the text."""
    if text.isascii() and own.language not in ("tr", "az"):
        return text.lower(), [(place, place + 1) for place in range(len(text))]
    pieces: list[str] = []
    places: Places = []
    for cluster in _CLUSTER.finditer(text):
        piece = _normal_cluster(cluster.group(), own)
        pieces.append(piece)
        places += [cluster.span()] * len(piece)
    return "".join(pieces), places


@lru_cache(maxsize=16_384)
def _normal_cluster(cluster: str, own: Analysis) -> str:
    return own.normal(cluster)


def _joint(gap: str) -> Joint:
    if not gap:
        return Joint.CLOSE
    return Joint.HYPHEN if len(gap) == 1 and _CHAIN.match(gap) else Joint.APART


def _sign(sign: str, begin: int, end: int) -> Unit:
    return Unit(sign, sign, begin, max(end, begin + 1), Joint.APART, is_sign=True)


def _located(run: re.Match[str], joint: Joint, own: Analysis, places: Places) -> Iterator[Unit]:
    for token, word, begin, piece in _cut(run.group(), own):
        first = run.start() + begin
        last = first + len(word) - 1
        yield Unit(
            token,
            word,
            places[first][0],
            places[last][1],
            joint,
            is_piece=piece,
            is_plain=not piece and own.is_stopword(word),
            bare=_without_proclitic(word, own),
        )
        joint = Joint.CLOSE


def _cut(run: str, own: Analysis) -> Iterator[tuple[str, str, int, bool]]:
    """Tokens of a run with their words, where these begin in it, and if they are pieces."""
    match script_of(run):
        case Script.HAN:
            for piece in _PIECE.finditer(run):
                yield piece.group(), piece.group(), piece.start(), True
        case Script.UNSPACED:
            yield from _clusters(run)
        case Script.HANGUL:
            yield korean.without_particle(run), run, 0, False
        case _:
            word = spaced.without_clitics(run) or run
            yield token_of(word, own), word, max(run.find(word), 0), False


def token_of(word: str, own: Analysis) -> str:
    """The stem of a word in normal form; a word that says nothing keeps its place as it is."""
    tokens = own.words(word)
    return tokens[0] if tokens else fold(word)


def _clusters(run: str) -> Iterator[tuple[str, str, int, bool]]:
    begin = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or not unicodedata.category(run[end]).startswith("M"):
            yield run[begin:end], run[begin:end], begin, True
            begin = end


def _without_proclitic(word: str, own: Analysis) -> str:
    if own.language != "ar" or len(word) < 4 or word[0] not in _PROCLITICS:
        return ""
    return arabic.stem(word[1:])
