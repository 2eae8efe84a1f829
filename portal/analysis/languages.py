"""One analysis per language: which family cuts which run of a text."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, zip_longest

from portal.analysis import (
    arabic,
    chinese,
    english,
    hyphens,
    indic,
    korean,
    romance,
    russian,
    spaced,
    turkish,
    unspaced,
)
from portal.analysis.homes import ABROAD, HOME
from portal.analysis.scripts import Script, fold, normal, script_of
from portal.analysis.stopwords import stopwords

Cut = Callable[[str], Sequence[str]]
Known = dict[str, tuple[str, ...]]

GRAM = 4  # letters of a sub-word piece
LONGEST = 64  # characters of a token; nobody looks for more, and the index refuses very long ones
_REMEMBERED = 200_000  # runs per language before the memory starts afresh, about 30 MB
_SHORT_RUN = 8  # a longer run of Chinese will not come again

# What is done to a word before anything else, stop words and sub-words included.
_SPELLED: dict[str, spaced.Stem] = {
    **dict.fromkeys(("ar", "fa", "ur"), arabic.spelled),
    **dict.fromkeys(("hi", "mr", "ne"), indic.spelled),
    "ru": russian.spelled,
}
# The stem of a word so spelled; in other languages it is the word itself, without accents.
STEMS: dict[str, spaced.Stem] = {
    **{language: spaced.stemmer(language) for language in spaced.SNOWBALL},
    "ar": arabic.light10,
    "en": english.stem,
    "fa": arabic.persian_stem,
    "tr": turkish.stem,
    **{language: romance.stemmer(language) for language in romance.LANGUAGES},
}


def language_of(locale: str) -> str:
    """Reduce a BCP 47 tag to its language: "pt-BR" to "pt", "zh-Hant" to "zh"."""
    return locale.replace("_", "-").partition("-")[0].lower()


@cache
def _empty(language: str) -> frozenset[str]:
    """The stop words of a language as its analysis spells them."""
    return frozenset(map(_spelled(language), stopwords(language)))


class Analysis:
    """Turns texts of one language into tokens and remembers every word it has seen."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._home = HOME.get(language, Script.LATIN)
        self._words: Known = {}
        self._subwords: Known = {}

    def words(self, text: str) -> list[str]:
        runs = self.runs(text)
        rows = self._rows(runs, self._words, self._cut_words)
        return list(_bridged(runs, rows) if self.language == "ko" else chain.from_iterable(rows))

    def subwords(self, text: str) -> list[str]:
        rows = self._rows(self.runs(text), self._subwords, self._cut_subwords)
        return list(chain.from_iterable(rows))

    def readings(self, run: str) -> list[str]:
        """The tokens of a word that is looked for, also as it may be spelled: münster, muenster."""
        normal = self.normal(run)
        other = spaced.spelled_out(normal, self.language)
        return self.words(normal) + (self.words(other) if other != normal else [])

    def beginning(self, text: str) -> str:
        """What the tokens of words that begin with this text begin with."""
        start = self.normal(text)
        if not start:
            return start
        language = self._language(script_of(start))
        start = chinese.simplified(fold(_spelled(language)(start)))
        return arabic.without_article(start) if language == "ar" else start

    def runs(self, text: str) -> list[str]:
        """Cut a text into its words as written, in normal form."""
        return hyphens.runs(self.normal(text), self.language)

    def is_at_home(self, script: Script) -> bool:
        return script is self._home

    def is_stopword(self, run: str) -> bool:
        language = self._language(script_of(run))
        return _word(run, language) in _empty(language)

    def normal(self, text: str) -> str:
        return normal(turkish.capitals(text) if self.language in ("tr", "az") else text)

    def _rows(self, runs: list[str], known: Known, cut: Cut) -> list[tuple[str, ...]]:
        rows = list(map(known.get, runs))
        if None not in rows:
            return [row for row in rows if row is not None]
        return [
            self._remember(run, known, cut) if row is None else row
            for run, row in zip(runs, rows, strict=True)
        ]

    def _remember(self, run: str, known: Known, cut: Cut) -> tuple[str, ...]:
        found = known.get(run)
        if found is not None:
            return found
        found = tuple(token[:LONGEST] for token in cut(run))
        if len(run) <= (_SHORT_RUN if script_of(run) is Script.HAN else LONGEST):
            if len(known) > _REMEMBERED:
                known.clear()
            known[run] = found
        return found

    def _language(self, script: Script) -> str:
        return self.language if script is self._home else ABROAD.get(script, self.language)

    def _cut_words(self, run: str) -> Sequence[str]:
        script = script_of(run)
        language = self._language(script)
        match script:
            case Script.HAN:
                cut = unspaced.japanese if _japanese(run, language) else unspaced.pairs
                return cut(chinese.simplified(run))
            case Script.HANGUL:
                return korean.words(run)
            case Script.UNSPACED:
                return unspaced.clusters(run)
        word = _word(run, language)
        if not word or word in _empty(language):
            return ()
        return (STEMS.get(language, fold)(word) or word,)

    def _cut_subwords(self, run: str) -> Sequence[str]:
        script = script_of(run)
        language = self._language(script)
        match script:
            case Script.HAN if _japanese(run, language):
                run = chinese.simplified(run)
                return unspaced.ideographs(run) + unspaced.pairs(run)
            case Script.HAN:
                return chinese.simplified(run)
            case Script.HANGUL:
                return (korean.without_particle(run),)
            case Script.UNSPACED:
                return ()
        word = _word(run, language)
        if not word or word in _empty(language):
            return ()
        spellings = dict.fromkeys((word, spaced.spelled_out(word, language)))
        pieces = (spaced.grams(fold(each)[:LONGEST], GRAM) for each in spellings)
        return list(dict.fromkeys(chain.from_iterable(pieces)))


def _bridged(runs: list[str], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """The tokens of a Korean text with the pairs between words that may be written as one."""
    for run, row, following in zip_longest(runs, rows, runs[1:], fillvalue=""):
        yield from row
        if row and following and korean.may_hang_together(run, row[-1], following):
            yield run[-1] + following[0]


def _japanese(run: str, language: str) -> bool:
    return language == "ja" or any("\u3041" <= sign <= "\u30ff" for sign in run)


def _word(run: str, language: str) -> str:
    """A run as its stem, its sub-words and the list of stop words want it."""
    return _spelled(language)(spaced.without_clitics(run, language)[:LONGEST])


def _spelled(language: str) -> spaced.Stem:
    return _SPELLED.get(language, str)


@cache
def analysis_in(language: str) -> Analysis:
    return Analysis(language)


@cache
def analysis(locale: str) -> Analysis:
    """Give the analysis of a locale; one is kept for each language."""
    return analysis_in(language_of(locale))
