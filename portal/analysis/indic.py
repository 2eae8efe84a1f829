"""Hindi and its neighbours: the same word in its several spellings."""

import re

# A nasal consonant before one of its own place is as often written as the sign above the line.
_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
_SIGNS = str.maketrans({"ँ": "ं", "़": None})


def spelled(word: str) -> str:
    """Unify the spelling variants of a word: गाँव and गांव, हिन्दी and हिंदी, with dots and without."""
    return _NASAL.sub("ं", word.translate(_SIGNS))
