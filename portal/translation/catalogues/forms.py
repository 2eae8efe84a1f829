"""The plural forms of a language, as a translator has to know them."""

from dataclasses import dataclass
from functools import lru_cache

from portal.core.i18n import babel_locale
from portal.translation.po.messages import Catalogue
from portal.translation.po.plurals import Plurals, read

_USUAL = "nplurals=2; plural=(n != 1);"
_LOOKED_AT = 201  # numbers; every rule in use goes by the last two digits
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its CLDR name where that is certain, and the first numbers that take it.

    `is_single` says that one number alone does, so that the words may name it without digits.
    """

    index: int
    category: str | None
    examples: tuple[int, ...]
    is_single: bool
    takes_one: bool


def forms_of(catalogue: Catalogue, locale: str) -> tuple[Form, ...]:
    """The forms by the rule of the catalogue's header.

    Raises Refused if that cannot be read.
    """
    return _forms(catalogue.headers.get("Plural-Forms") or _USUAL, locale)


@lru_cache(maxsize=64)
def _forms(rule: str, locale: str) -> tuple[Form, ...]:
    plurals = read(rule)
    return tuple(
        _form(plurals, each.index, each.category) for each in plurals.forms(babel_locale(locale))
    )


def _form(plurals: Plurals, index: int, category: str | None) -> Form:
    taken = [number for number in range(_LOOKED_AT) if plurals.index(number) == index]
    return Form(index, category, tuple(taken[:_SHOWN]), len(taken) == 1, 1 in taken)
