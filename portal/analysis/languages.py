"""One analysis per language: which family cuts which run of a text."""

from collections.abc import Callable, Sequence
from functools import cache

from portal.analysis import arabic, korean, spaced, unspaced
from portal.analysis.scripts import RUN, Script, fold, normal, script_of
from portal.analysis.stopwords import stopwords

Cut = Callable[[str], Sequence[str]]

GRAM = 4  # letters of a sub-word piece
LONGEST = 64  # characters of a token; nobody looks for more, and the index refuses very long ones
_REMEMBERED = 200_000  # runs per language before the memory starts afresh, about 30 MB
_SHORT_RUN = 8  # a longer run of Chinese will not come again

_HOME = {"ar": Script.ARABIC, "fa": Script.ARABIC, "ur": Script.ARABIC} | {
    "ru": Script.CYRILLIC,
    "uk": Script.CYRILLIC,
    "bg": Script.CYRILLIC,
    "hi": Script.DEVANAGARI,
    "ne": Script.DEVANAGARI,
    "mr": Script.DEVANAGARI,
    "zh": Script.HAN,
    "ja": Script.HAN,
    "ko": Script.HANGUL,
    "th": Script.UNSPACED,
    "he": Script.OTHER,
    "el": Script.OTHER,
    "ta": Script.OTHER,
}
# A word in a foreign script is read as the most common language of that script, so that
# "Delhi" in a Hindi text and a Chinese name in a French one are found from anywhere.
_ABROAD = {
    Script.LATIN: "en",
    Script.CYRILLIC: "ru",
    Script.ARABIC: "ar",
    Script.DEVANAGARI: "hi",
    Script.HAN: "zh",
    Script.HANGUL: "ko",
    Script.UNSPACED: "th",
}


def language_of(locale: str) -> str:
    """Reduce a BCP 47 tag to its language: "pt-BR" to "pt", "zh-Hant" to "zh"."""
    return locale.replace("_", "-").partition("-")[0].lower()


class Analysis:
    """Turns texts of one language into tokens and remembers every word it has seen."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._home = _HOME.get(language, Script.LATIN)
        self._words: dict[str, tuple[str, ...]] = {}
        self._subwords: dict[str, tuple[str, ...]] = {}

    def words(self, text: str) -> list[str]:
        return self._tokens(text, self._words, self._cut_words)

    def subwords(self, text: str) -> list[str]:
        return self._tokens(text, self._subwords, self._cut_subwords)

    def runs(self, text: str) -> list[str]:
        """Cut a text into its words as written, in normal form."""
        return RUN.findall(self.normal(text))

    def is_at_home(self, script: Script) -> bool:
        return script is self._home

    def is_stopword(self, run: str) -> bool:
        language = self._language(script_of(run))
        return spaced.without_clitics(run) in stopwords(language)

    def normal(self, text: str) -> str:
        if self.language in ("tr", "az"):
            text = text.replace("İ", "i").replace("I", "ı")
        return normal(text)

    def _tokens(self, text: str, known: dict[str, tuple[str, ...]], cut: Cut) -> list[str]:
        tokens: list[str] = []
        for run in self.runs(text):
            found = known.get(run)
            if found is None:
                found = tuple(token[:LONGEST] for token in cut(run))
                if len(known) > _REMEMBERED:
                    known.clear()
                if run.isascii() or len(run) <= _SHORT_RUN or script_of(run) is not Script.HAN:
                    known[run] = found
            tokens += found
        return tokens

    def _language(self, script: Script) -> str:
        return self.language if script is self._home else _ABROAD.get(script, self.language)

    def _cut_words(self, run: str) -> Sequence[str]:
        script = script_of(run)
        language = self._language(script)
        match script:
            case Script.HAN:
                return unspaced.japanese(run) if _japanese(run, language) else unspaced.pairs(run)
            case Script.HANGUL:
                return korean.words(run)
            case Script.UNSPACED:
                return unspaced.clusters(run)
        word = spaced.without_clitics(run)
        if not word or word in stopwords(language):
            return ()
        return (_stem(language)(word),)

    def _cut_subwords(self, run: str) -> Sequence[str]:
        script = script_of(run)
        language = self._language(script)
        match script:
            case Script.HAN if _japanese(run, language):
                return unspaced.ideographs(run) + unspaced.pairs(run)
            case Script.HAN:
                return run
            case Script.HANGUL:
                return (korean.without_particle(run),)
            case Script.UNSPACED:
                return ()
        word = spaced.without_clitics(run)
        if not word or word in stopwords(language):
            return ()
        bare = arabic.bare(word) if script is Script.ARABIC else fold(word)
        return spaced.grams(bare[:LONGEST], GRAM)


def _japanese(run: str, language: str) -> bool:
    return language == "ja" or any("\u3041" <= sign <= "\u30ff" for sign in run)


@cache
def _stem(language: str) -> spaced.Stem:
    if language == "ar":
        return arabic.stem
    if language == "fa":
        return arabic.persian_stem
    return spaced.stemmer(language)


@cache
def _analysis_of(language: str) -> Analysis:
    return Analysis(language)


@cache
def analysis(locale: str) -> Analysis:
    """Give the analysis of a locale; one is kept for each language."""
    return _analysis_of(language_of(locale))
