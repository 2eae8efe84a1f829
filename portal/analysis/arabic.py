"""Arabic and Persian: spelling brought together, light stemming, no dictionary."""

# Alef with its signs, alef maqsura, ta marbuta, hamza carriers, tatweel, short vowels.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": None,
        "\u0670": None,
        **{chr(mark): None for mark in range(0x064B, 0x0660)},
    }
)
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
# The plural before the dual, other than in light10: so a flood and floods are one word.
_ENDINGS = ("ها", "ات", "ان", "ون", "ين", "يه", "ه", "ي")
_PERSIAN_ENDINGS = ("هايي", "هاي", "ها", "ترين", "تر", "ان")


def spelled(word: str) -> str:
    """Unify the spelling variants of a word in Arabic letters."""
    return word.translate(_LETTERS)


def without_article(word: str) -> str:
    if len(word) > 3 and word[0] == "و":
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word


def light10(word: str) -> str:
    """Strip article, conjunction and common endings (Larkey, Ballesteros, Connell 2007)."""
    word = without_article(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
    return word


def stem(word: str) -> str:
    return light10(spelled(word))


def persian_stem(word: str) -> str:
    """Strip plural and comparison endings; Persian words keep their beginnings."""
    word = spelled(word)
    for ending in _PERSIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
