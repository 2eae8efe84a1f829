"""What the list of concepts may be narrowed by: as the address says it, and as boxes to tick."""

from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict

from config import LOCALES
from portal.core.facets import Option
from portal.core.forms import tidy
from portal.core.i18n import gettext as _
from portal.glossary.labels import kind_of_term, scheme_label
from portal.glossary.queries import Wish
from portal.organisations.names import language_name
from portal.thesaurus.crediting import Credit
from portal.thesaurus.editing import is_code
from portal.thesaurus.models import Kind
from portal.thesaurus.schemes import GLOSSARY, closed, is_foreign

LONGEST_SEARCH = 200
MOST_VALUES = 20  # of one filter
OURS, UNTRANSLATED = "portal", "untranslated"  # stand for several schemes, and for a mark
KINDS = (UNTRANSLATED, Kind.FORBIDDEN, Kind.ALTERNATE, Kind.HIDDEN)

Filters = Mapping[str, Sequence[str]]


def filters_in(arguments: MultiDict[str, str]) -> Filters:
    """What is chosen of each filter; what means nothing is left aside."""
    return {
        "scheme": _asked(arguments, "scheme", None),
        "lacks": _asked(arguments, "lacks", LOCALES),
        "kind": _asked(arguments, "kind", KINDS),
    }


def _asked(arguments: MultiDict[str, str], name: str, known: Sequence[str] | None) -> Sequence[str]:
    asked = list(dict.fromkeys(arguments.getlist(name)))[:MOST_VALUES]
    return [each for each in asked if (is_code(each) if known is None else each in known)]


def wish_in(arguments: MultiDict[str, str]) -> Wish:
    chosen = filters_in(arguments)
    schemes = list(chosen["scheme"])
    return Wish(
        words=tidy(arguments.get("q"))[:LONGEST_SEARCH],
        schemes=[*schemes, *(sorted(closed()) if OURS in schemes else ())],
        kinds=[Kind(each) for each in chosen["kind"] if each != UNTRANSLATED],
        lacks=chosen["lacks"],
        keeps_form=UNTRANSLATED in chosen["kind"],
        letter=tidy(arguments.get("letter"))[:1],
    )


Group = tuple[str, str, list[Option]]  # name, legend, values


def groups(
    sizes: Mapping[str, int], whose: Mapping[str, Credit], chosen: Filters, own: Sequence[str]
) -> list[Group]:
    """The filters with their values; languages that are the reader's own come first."""
    foreign = sorted(scheme for scheme in sizes if is_foreign(scheme))
    counts: dict[str, int | None] = {GLOSSARY: sizes.get(GLOSSARY, 0)}
    counts[OURS] = sum(sizes.get(scheme, 0) for scheme in closed())
    counts |= {scheme: sizes[scheme] for scheme in foreign}
    languages = sorted(LOCALES, key=lambda code: code not in own)
    made = [
        ("scheme", _("Collection"), counts),
        ("lacks", _("No word yet in"), dict.fromkeys(languages)),
        ("kind", _("With words of this kind"), dict.fromkeys(KINDS)),
    ]
    return [
        (
            name,
            legend,
            [
                Option(str(value), _short(name, value, whose), count, value in chosen[name])
                for value, count in values.items()
            ],
        )
        for name, legend, values in made
    ]


def _short(name: str, value: str, whose: Mapping[str, Credit]) -> str:
    """What it is called under the legend of its filter."""
    return language_name(value) if name == "lacks" else label(name, value, whose)


def label(name: str, value: str, whose: Mapping[str, Credit]) -> str:
    """What a value of a filter is called."""
    match name:
        case "lacks":
            return _("No word yet in %(language)s", language=language_name(value))
        case "kind" if value == UNTRANSLATED:
            return _("Stays untranslated")
        case "kind":
            return kind_of_term(Kind(value))
    return _("Vocabularies of the portal") if value == OURS else scheme_label(value, whose)
