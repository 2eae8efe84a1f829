"""Which way a language is written."""

from functools import lru_cache

from babel.core import get_global

# The scripts in use today that Unicode gives the direction "R" or "AL".
_FROM_THE_RIGHT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)


@lru_cache(maxsize=256)
def direction(locale: str) -> str:
    """Say "rtl" or "ltr" for a BCP 47 tag: by the script it names, else by its likely script."""
    language, *rest = locale.replace("_", "-").split("-")
    named = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), None)
    script = named or _likely_script(language.lower(), rest)
    return "rtl" if script in _FROM_THE_RIGHT else "ltr"


def _likely_script(language: str, rest: list[str]) -> str | None:
    """Look the language up, first with its region (Punjabi of Pakistan), in Unicode's CLDR."""
    likely = get_global("likely_subtags")
    places = [f"{language}_{part.upper()}" for part in rest]
    found = next((likely[tag] for tag in [*places, language] if tag in likely), "")
    return next((part for part in found.split("_") if len(part) == 4), None)
