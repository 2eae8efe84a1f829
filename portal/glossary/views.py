"""The glossary for readers: the list of what has a name, and one concept with all it is called."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.translations.policy import locales_of
from portal.core import facets
from portal.core.access import admit, authorise, find, may
from portal.core.paging import paged
from portal.glossary import queries
from portal.glossary.filters import OURS, filters_in, groups, label, wish_in
from portal.glossary.labels import scheme_label
from portal.glossary.policy import Glossary, Words, languages_of
from portal.glossary.showing import MOST_SHOWN, lines, shown
from portal.thesaurus.concepts import whole
from portal.thesaurus.crediting import credits_of_all
from portal.thesaurus.editing import is_code
from portal.thesaurus.models import Concept
from portal.thesaurus.schemes import GLOSSARY, closed

bp = Blueprint("glossary", __name__, url_prefix="/glossary", template_folder="templates")

CONCEPT = "/<scheme>/<code>"
PER_PAGE = 50


def concept_named(scheme: str, code: str) -> Concept | None:
    return find(Concept, (scheme, code)) if is_code(scheme) and is_code(code) else None


@bp.get("/")
def index() -> ResponseReturnValue:
    """What has a name: searched in all languages, in the order of the reader's own."""
    authorise("open", Glossary)
    wish, chosen = wish_in(request.args), filters_in(request.args)
    sizes, whose, own = queries.scheme_sizes(), credits_of_all(), own_languages()
    page = paged(queries.listed(wish), PER_PAGE)
    names = [(each.scheme, each.code) for each in page.items]
    return render_template(
        "glossary/index.html",
        page=page,
        lines=lines(names, wish.wanted, own),
        wish=wish,
        letters=queries.letters(wish),
        letter_url=_letter_url,
        groups=groups(sizes, whose, chosen, locales_of(current_user)),
        chips=facets.chips(chosen, lambda name, value: label(name, value, whose)),
        chosen_count=sum(map(len, chosen.values())),
        scheme_label=lambda scheme: scheme_label(scheme, whose),
        kept=facets.kept("q", "letter"),
        page_url=facets.page_url,
        is_empty=not sizes.get(GLOSSARY),
        subject=Glossary,
    )


def own_languages() -> list[str]:
    """The languages she translates into, then those she reads."""
    return list(dict.fromkeys([*locales_of(current_user), *current_user.languages]))


def _letter_url(letter: str) -> str:
    """The list with this letter, or without any where it is chosen already."""
    if letter == request.args.get("letter"):
        return facets.url_with(without=("letter", letter))
    return facets.url_with(letter=letter)


@bp.get(CONCEPT)
def show(scheme: str, code: str) -> ResponseReturnValue:
    """All that a concept is called, what it means, and what stands around it."""
    found = admit(concept_named(scheme, code))
    told, whose = whole(found), credits_of_all()
    people = queries.people([found.changed_by_id, *(each.person_id for each in told.proposals)])
    return render_template(
        "glossary/concept.html",
        shown=shown(told, own_languages()),
        concept=found,
        proposals=told.proposals,
        people=people,
        changed_by=people.get(found.changed_by_id or 0),
        scheme_label=scheme_label(scheme, whose),
        scheme_url=url_for(".index", scheme=OURS if scheme in closed() else scheme),
        credit=whose.get(scheme),
        most_shown=MOST_SHOWN,
        edits=lambda language: may(current_user, "edit", Words(found, language)),
        writable=languages_of(current_user),
    )
