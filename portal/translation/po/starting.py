"""A new language begins: an empty catalogue with the header that gettext asks for."""

from babel import Locale
from babel.messages.plurals import PLURALS, get_plural
from babel.plural import to_gettext

from portal.translation.po.messages import Catalogue


def started(locale: str) -> Catalogue:
    """An empty catalogue of the language `locale`, a BCP 47 tag.

    Raises babel.UnknownLocaleError for a language that CLDR does not know.
    """
    spoken = Locale.parse(locale, sep="-")
    catalogue = Catalogue(width=None)
    for name, value in (
        ("Project-Id-Version", "Plaza"),
        ("Language", str(spoken)),
        ("Plural-Forms", plural_rule(spoken)),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ):
        catalogue = catalogue.with_header(name, value)
    return catalogue


def plural_rule(locale: Locale) -> str:
    """The rule for plural forms that catalogues of this language have, else the one of CLDR.

    CLDR also knows forms for fractions and for round millions, which nothing here counts.
    """
    if str(locale) in PLURALS or locale.language in PLURALS:
        return str(get_plural(locale).plural_forms)
    return to_gettext(locale.plural_form)
