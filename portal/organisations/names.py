"""Names of countries and languages as the reader writes them, and how names are compared."""

import unicodedata
from functools import cache, lru_cache

from babel import Locale

from config import LOCALES
from portal.core.i18n import babel_locale, locale

# CLDR's territories of two letters that are no countries or areas of ISO 3166-1.
_NO_COUNTRY = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)

# Letters that Unicode does not take apart, though people type the plain one.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ة": "ه", "ى": "ي", "ـ": None}
)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Write a name as it is compared: small letters, no accents, signs as spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_PLAIN)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


@cache
def countries(spoken: str) -> dict[str, str]:
    """All countries by their ISO 3166-1 code, ordered by their names in the language `spoken`."""
    names = babel_locale(spoken).territories
    codes = [str(code) for code in Locale("en").territories]
    found = {
        code: str(names.get(code, code))
        for code in codes
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
    return dict(sorted(found.items(), key=lambda pair: folded(pair[1])))


def country_name(code: str) -> str:
    return countries(locale()).get(code, code)


@cache
def _language_name(code: str, spoken: str) -> str:
    name = str(babel_locale(spoken).languages.get(code, code))
    return name[:1].upper() + name[1:]


def language_name(code: str) -> str:
    return _language_name(code, locale())


def language_named(name: str) -> str | None:
    """The code of a language by its name in the reader's language or in one of ours."""
    wanted = folded(name)
    for spoken in dict.fromkeys((locale(), *LOCALES)):
        for code, called in babel_locale(spoken).languages.items():
            if wanted in (folded(str(called)), code.lower()):
                return str(code)
    return None
