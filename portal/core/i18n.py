"""Languages of the interface: which one now, its words, its dates and numbers.

Every page lives under its language (`/fr/…`). The words come from a catalogue that is
bound per language and looked up once per call; Flask-Babel's own look-up costs about
75 times as much and is left to WTForms' messages. Another package may give the words
(`speak_from`), such as those that were published in the portal since it started.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import (
    Blueprint,
    Flask,
    appcontext_popped,
    appcontext_pushed,
    current_app,
    g,
    has_app_context,
    request,
)
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from config import LOCALES
from portal.core.directions import direction

CATALOGUES = Path(__file__).parents[2] / "translations"

Words = Mapping[str, NullTranslations]
"""A catalogue for every language."""

babel = Babel()
_locale: ContextVar[str] = ContextVar("locale", default=LOCALES[0])
_words: ContextVar[Words | None] = ContextVar("words", default=None)


def locale() -> str:
    """The language (BCP 47) in which we speak now; the first one outside a request."""
    return _locale.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` in this block, or our first language where we have no catalogue for it."""
    token = _locale.set(code if code in LOCALES else LOCALES[0])
    try:
        yield
    finally:
        _locale.reset(token)


class _Shipped(dict[str, NullTranslations]):
    """The catalogues under translations/, each read when it is first spoken."""

    def __missing__(self, code: str) -> NullTranslations:
        self[code] = Translations.load(CATALOGUES, [code.replace("-", "_")])
        return self[code]


shipped: Words = _Shipped()


def catalogue(code: str) -> NullTranslations:
    """The words of a language: the same ones until the request, command or turn has ended."""
    words = _words.get()
    return (_newest_words() if words is None else words)[code]


def _newest_words() -> Words:
    if not has_app_context():
        return shipped
    _words.set(shipped)  # for whatever is said while they are being fetched
    source: Callable[[], Words] | None = current_app.extensions.get("words")
    words = source() if source else shipped
    _words.set(words)
    return words


def speak_from(app: Flask, source: Callable[[], Words]) -> None:
    """Let `source` give the words: it is asked once in a request, command or turn of the worker."""
    app.extensions["words"] = source


def speak_as_shipped() -> None:
    """Fetch no words any more in this request: there is no database to fetch them from."""
    if _words.get() is None:
        _words.set(shipped)


def speak(words: Words) -> None:
    """Speak these words for the rest of this request."""
    _words.set(words)


def _ask_again(_app: Flask, **_context: object) -> None:
    _words.set(None)


def gettext(message: str, **values: Any) -> str:
    """The message in the language of the moment, its named placeholders filled.

    A value that is Markup stays so; the message itself is then escaped, because a
    catalogue is not trusted with HTML.
    """
    return _fill(catalogue(_locale.get()).ugettext(message), values)


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    """The form that `count` asks for; `%(count)s` is filled with the number as written here."""
    found = catalogue(_locale.get()).ungettext(singular, plural, count)
    return _fill(found, {"count": _counted(count, _locale.get())} | values)


def lazy_gettext(message: str) -> LazyString:
    return LazyString(gettext, message)


def _fill(message: str, values: dict[str, Any]) -> str:
    if not values:
        return message
    if any(hasattr(value, "__html__") for value in values.values()):
        return Markup(escape(message)) % values  # noqa: S704  (the message is escaped)
    return message % values


@lru_cache(maxsize=4096)
def _counted(value: int, code: str) -> str:
    return format_decimal(value, locale=babel_locale(code))


@cache
def babel_locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")


@cache
def autonym(code: str) -> str:
    """What the language calls itself, with the capital its script would give a list entry."""
    name = babel_locale(code).get_display_name() or code
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the language switcher: the same page in another language."""

    code: str
    name: str
    url: str
    current: bool

    @property
    def direction(self) -> str:
        return direction(self.code)


def languages() -> list[Language]:
    rest = _rest_of_address()
    return [
        Language(code, autonym(code), f"{request.script_root}/{code}{rest}", code == locale())
        for code in LOCALES
    ]


def _rest_of_address() -> str:
    """What follows the language in the address of this page; the front page's if it is no page.

    An answer to a form may stand at an address that only takes forms.
    """
    rule = request.url_rule
    if "locale" not in g or (rule is not None and "GET" not in (rule.methods or ())):
        return "/"
    path = quote(request.path[len(g.locale) + 1 :])
    query = urlencode(list(request.args.items(multi=True)))
    return f"{path}?{query}" if query else path


def preferred() -> str:
    """The best of our languages for whoever asks: their own choice, else the browser's."""
    chosen = g.get("chosen_locale")
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES) or LOCALES[0]


def register_localised(app: Flask, blueprint: Blueprint) -> None:
    """Register a blueprint whose pages live under each language: `/fr/case-studies/…`."""
    prefix = f"/<any({','.join(LOCALES)}):locale>{blueprint.url_prefix or ''}"
    app.register_blueprint(blueprint, url_prefix=prefix)


def _take_locale(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "locale" in values:
        g.locale = values.pop("locale")


def _speak() -> None:
    _locale.set(g.get("locale") or _named_in_path() or preferred())


def _named_in_path() -> str | None:
    """The language of an address that leads nowhere: the refusal is written in it."""
    first = request.path.split("/", 2)[1]
    return first if first in LOCALES else None


def _add_locale(endpoint: str, values: dict[str, Any]) -> None:
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = _locale.get()


def init_app(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    appcontext_pushed.connect(_ask_again, app)
    appcontext_popped.connect(_ask_again, app)
    babel.init_app(app, locale_selector=lambda: babel_locale(_locale.get()))
    app.url_value_preprocessor(_take_locale)
    app.url_defaults(_add_locale)
    app.before_request(_speak)
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    app.context_processor(
        lambda: {"locale": locale(), "direction": direction(locale()), "languages": languages()}
    )
