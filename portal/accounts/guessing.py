"""How soon a password would be guessed by those who try the likely ones first."""

import math
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from zxcvbn import zxcvbn
from zxcvbn.matching import L33T_TABLE

COMMON_BASES = Path(__file__).with_name("common_bases.txt")

# A guesser who is slowed down by argon2 needs years for this many (zxcvbn's highest score).
LEAST_GUESSES = 10**10
LEAST_PIECES = 6
SHORTEST_PIECE = 3
MOST_CHARACTERS = 100  # zxcvbn's time grows with the square of the length
MOST_READINGS = 8  # and with the number of ways in which digits and signs may stand for letters

_ROWS = """
1234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn
1qaz2wsx3edc4rfv5tgb6yhn7ujm qazwsxedcrfvtgbyhnujm abcdefghijklmnopqrstuvwxyz
йцукенгшщзхъ фывапролджэ ячсмитьбю абвгдеёжзийклмнопрстуфхцчшщъыьэюя
ضصثقفغعهخحجد شسيبلاتنمكط ابتثجحخدذرزسشصضطظعغفقكلمنهوي
""".split()  # noqa: SIM905  (read and amended more easily as words)
_WALKS = tuple(direction for row in _ROWS for direction in (row, row[::-1]))
_LONGEST_WALK = max(map(len, _WALKS))
_YEAR = re.compile(r"(19|20)\d\d")
_SIGNS_AS_LETTERS = tuple(
    str.maketrans("4@8361!|0$5+72", letters) for letters in ("aabegiiiossttz", "aabeglllosstlz")
)
_one_at_a_time = threading.Lock()  # zxcvbn keeps the words about the person in a global


def is_guessable(password: str, about: Iterable[str]) -> bool:
    """Whether a patient guesser who knows the words `about` the person would find this one."""
    words = _parts(about)
    return pieces(password, words) < LEAST_PIECES or _guesses(password, words) < LEAST_GUESSES


def pieces(password: str, about: frozenset[str] = frozenset()) -> int:
    """Count what a password is made of at least: known words, repeats, sequences, single letters.

    Signs and spaces between them count once for each kind, wherever they stand.
    """
    folded = _folded(password)
    readings = {folded, *(folded.translate(table) for table in _SIGNS_AS_LETTERS)}
    return min(_pieces_as_read(reading, about) for reading in readings)


def _pieces_as_read(text: str, about: frozenset[str]) -> int:
    letters = "".join(sign for sign in text if sign.isalnum())
    return _letter_pieces(letters, about) + len({sign for sign in text if not sign.isalnum()})


def _letter_pieces(text: str, about: frozenset[str]) -> int:
    """The smallest number of pieces that make up `text`, by dynamic programming."""
    known = _bases() | about
    longest = max(map(len, known))
    least = [0]
    for end in range(1, len(text) + 1):
        least.append(least[-1] + 1)
        for start in range(end - SHORTEST_PIECE, -1, -1):
            piece = text[start:end]
            is_word = end - start <= longest and piece in known
            is_repeat = text.find(piece) < start  # may overlap: "121212" repeats "12"
            if is_word or is_repeat or _is_pattern(piece):
                least[end] = min(least[end], least[start] + 1)
    return least[-1]


def _is_pattern(piece: str) -> bool:
    if len(set(piece)) == 1 or _YEAR.fullmatch(piece):
        return True
    return len(piece) <= _LONGEST_WALK and any(piece in walk for walk in _WALKS)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _parts(about: Iterable[str]) -> frozenset[str]:
    """The words in names and addresses that are long enough to be worth a guess."""
    whole = [_folded(text) for text in about]
    words = {word for text in whole for word in re.split(r"[\W_]+", text)}
    joined = {"".join(sign for sign in text if sign.isalnum()) for text in whole}
    return frozenset(word for word in words | joined if len(word) >= SHORTEST_PIECE)


@cache
def _bases() -> frozenset[str]:
    lines = COMMON_BASES.read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(line) for line in lines if line and not line.startswith("#"))


def _guesses(password: str, about: frozenset[str]) -> float:
    """Zxcvbn's estimate for the beginning of the password.

    Where too many signs may stand for letters it would take seconds; then they are read
    as the most usual letters beforehand, which can only make the estimate smaller.
    """
    beginning = password[:MOST_CHARACTERS]
    if _readings(beginning) > MOST_READINGS:
        beginning = beginning.translate(_SIGNS_AS_LETTERS[0])
    with _one_at_a_time:
        found = zxcvbn(beginning, user_inputs=sorted(about), max_length=MOST_CHARACTERS)
    return float(found["guesses"])


def _readings(text: str) -> int:
    present = set(text)
    counts = (sum(sign in present for sign in signs) for signs in L33T_TABLE.values())
    return math.prod(count for count in counts if count)
