"""Chinese, Japanese and scripts without spaces: overlapping pairs instead of a dictionary."""

import re
from itertools import pairwise

from portal.analysis.scripts import HAN, MARKS

_JAPANESE = re.compile(
    rf"(?P<kanji>[{HAN}]+)|(?P<katakana>[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+)"
    r"|(?P<hiragana>[\u3041-\u309f]+)"
)
_IDEOGRAPH = re.compile(rf"[{HAN}]")
_CLUSTER = re.compile(
    rf".[{MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    r"\u102b-\u103e\u17b4-\u17d3]*"
)
# Particles, auxiliary verbs and other grammar in hiragana; the rest is a word: ごみ, まちづくり.
_GRAMMAR_LIST = """
    から まで より など だけ ほど くらい ぐらい しか こそ さえ でも では には への との とは
    として にして について において における によって により による に対して ための ために ため
    こと もの という といった といい これ それ あれ この その あの ここ そこ どこ どの どれ どう
    どのよう なぜ いつ だれ なに なん いくら いくつ です ます でした ました ません である であり
    であった でき できる できた ている ていた ていく てきた ており ておら て い ない なく
    なかった なら ならない なり なる なった なって する した して しない され される された させ
    させる しよう すること いる いた いて いない ある あり あった あって れる られる られ られた
    れた れて せる または および かつ また そして しかし ただし さらに つまり たち よう ような
    ように そう そうした わけ はず ところ とき ほか まま は が を に で と も へ や か ね よ の
    し た て な だ
"""
_GRAMMAR = re.compile("|".join(sorted(_GRAMMAR_LIST.split(), key=len, reverse=True)))
_LONG_VOWEL = "ー"
_LEAST = 4  # letters of a katakana word that is written with and without the last long vowel
_FOREIGN_V = re.compile("ヴ[ァィェォ]?")
_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}


def pairs(run: str) -> list[str]:
    """Cut a run into overlapping pairs of characters; a single one stays as it is."""
    return [a + b for a, b in pairwise(run)] or [run]


def ideographs(run: str) -> list[str]:
    return _IDEOGRAPH.findall(run)


def japanese(run: str) -> list[str]:
    """Cut by kind of sign: kanji in pairs, katakana words whole, hiragana without its grammar.

    A long katakana word also gives its triples, for it is often a compound.
    """
    tokens: list[str] = []
    after_kanji = False
    for match in _JAPANESE.finditer(run):
        piece = match.group()
        if match.lastgroup == "kanji":
            tokens += pairs(piece)
        elif match.lastgroup == "katakana":
            tokens += _katakana(piece)
        else:
            tokens += _hiragana(piece, after_kanji=after_kanji)
        after_kanji = match.lastgroup == "kanji"
    return tokens


def _katakana(word: str) -> list[str]:
    if "ヴ" in word:
        word = _FOREIGN_V.sub(lambda match: _V[match.group()], word)
    if len(word) >= _LEAST and word.endswith(_LONG_VOWEL):
        word = word[:-1]
    return [word, *(word[i : i + 3] for i in range(len(word) - 2))] if len(word) > 4 else [word]


def _hiragana(run: str, *, after_kanji: bool) -> list[str]:
    """The pairs of the words in a run; what ends a word that began in kanji is short."""
    ending, *words = _GRAMMAR.split(run)
    if len(ending) > (2 if after_kanji else 1):
        words.insert(0, ending)
    return [pair for word in words if len(word) > 1 for pair in pairs(word)]


def clusters(run: str) -> list[str]:
    """Cut a run into overlapping pairs of letters with their marks (Thai, Lao, Khmer)."""
    letters = _CLUSTER.findall(run)
    return [a + b for a, b in pairwise(letters)] or [run]
