"""What the API can be asked: each parameter is declared here, and read nowhere else."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from portal.content.queries import kind_names
from portal.core.i18n import babel_locale
from portal.core.i18n import gettext as _
from portal.organisations.names import countries
from portal.thesaurus.queries import codes

Arguments = MultiDict[str, str]
View = TypeVar("View", bound=Callable[..., Any])

MOST_CODES = 20  # of one filter that one request may choose

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class BadParameter(Exception):
    """A parameter cannot be understood; `message` says in the caller's language why."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name in the query of an address; given empty is the same as not given."""

    name: str

    def given(self, arguments: Arguments) -> str:
        """The one value that was sent, or nothing. Raises BadParameter where there are two."""
        values = [value for value in arguments.getlist(self.name) if value]
        if len(values) > 1:
            raise BadParameter(
                self.name, _("The parameter “%(name)s” can be given only once.", name=self.name)
            )
        return values[0] if values else ""


@dataclass(frozen=True, slots=True)
class Text(Parameter):
    """Any words; what is too long for a question is cut where questions are read."""

    def read(self, arguments: Arguments) -> str:
        return " ".join(_CONTROLS.sub(" ", self.given(arguments)).split())


@dataclass(frozen=True, slots=True)
class Number(Parameter):
    default: int
    least: int
    most: int

    def read(self, arguments: Arguments) -> int:
        given = self.given(arguments) or str(self.default)
        if not _NUMBER.fullmatch(given) or not self.least <= int(given) <= self.most:
            raise BadParameter(
                self.name,
                _(
                    "The parameter “%(name)s” has to be a whole number from %(least)d to %(most)d.",
                    name=self.name,
                    least=self.least,
                    most=self.most,
                ),
            )
        return int(given)


@dataclass(frozen=True, slots=True)
class Language(Parameter):
    """A language by its BCP 47 code, in any letters: `fr`, `zh-Hant`."""

    def read(self, arguments: Arguments) -> str | None:
        given = self.given(arguments)
        if not given:
            return None
        first, *others = given.split("-")
        known = babel_locale("en").languages
        if not _LANGUAGE.fullmatch(given) or first.lower() not in known:
            raise BadParameter(
                self.name,
                _(
                    "The parameter “%(name)s” has to be the code of a language, such as “fr”.",
                    name=self.name,
                ),
            )
        scripts = [part.title() if len(part) == 4 else part.upper() for part in others]
        return "-".join([first.lower(), *scripts])


@dataclass(frozen=True, slots=True)
class Choice(Parameter):
    """One of a few words, the first of them unless another is given."""

    words: tuple[str, ...]

    def read(self, arguments: Arguments) -> str:
        given = self.given(arguments) or self.words[0]
        if given not in self.words:
            raise BadParameter(
                self.name,
                _(
                    "The parameter “%(name)s” has to be one of these: %(words)s.",
                    name=self.name,
                    words=", ".join(self.words),
                ),
            )
        return given


@dataclass(frozen=True, slots=True)
class Codes(Parameter):
    """Some codes of a vocabulary; given several times, any of them will do.

    `written` brings what was given into the letters in which the codes are kept.
    """

    known: Callable[[], Collection[str]]
    written: Callable[[str], str] = str.lower

    def read(self, arguments: Arguments) -> frozenset[str]:
        given = [value for value in arguments.getlist(self.name) if value]
        if len(given) > MOST_CODES:
            raise BadParameter(
                self.name,
                _(
                    "The parameter “%(name)s” can be given %(most)d times at most.",
                    name=self.name,
                    most=MOST_CODES,
                ),
            )
        known = self.known() if given else ()
        for value in given:
            if self.written(value) not in known:
                raise BadParameter(
                    self.name,
                    _(
                        "The parameter “%(name)s” does not know the code “%(code)s”.",
                        name=self.name,
                        code=value,
                    ),
                )
        return frozenset(map(self.written, given))


def _as_kind(text: str) -> str:
    """Kinds are also understood as addresses write them: `case-study`."""
    return text.lower().replace("-", "_")


Q = Text("q")
LANG = Language("lang")
LIMIT = Number("limit", default=10, least=1, most=50)
OFFSET = Number("offset", default=0, least=0, most=100_000)
SORT = Choice("sort", ("relevance", "date"))
FILTERS = (
    Codes("kind", kind_names, _as_kind),
    Codes("country", partial(countries, "en"), str.upper),
    *(
        Codes(scheme, partial(codes, scheme))
        for scheme in ("pathway", "topic", "region", "band", "hazard", "sdg", "stage")
    ),
)
SEARCH: tuple[Parameter, ...] = (Q, LANG, LIMIT, OFFSET, SORT, *FILTERS)


def takes(*parameters: Parameter) -> Callable[[View], View]:
    """Declare what a view can be asked; any other parameter is refused before it is called."""

    def mark(view: View) -> View:
        view.parameters = parameters  # type: ignore[attr-defined]
        return view

    return mark


def taken_by(view: Callable[..., Any]) -> tuple[Parameter, ...]:
    return getattr(view, "parameters", ())


def insist_known(arguments: Arguments, parameters: Collection[Parameter]) -> None:
    """Raise BadParameter where something is asked that nobody reads, such as `limt=5`."""
    names = {parameter.name for parameter in parameters}
    for name in arguments:
        if name not in names:
            raise BadParameter(name, _("There is no parameter “%(name)s” here.", name=name))
