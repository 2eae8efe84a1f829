"""Glossaries and thesauri as files: looked at, taken in, given out, and whose work they are."""

from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core.access import admit, authorise, fetch
from portal.core.errors import Refused, error_page
from portal.core.facets import page_url, url_with
from portal.core.forms import UNPROCESSABLE, ActForm, offered
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import ngettext
from portal.core.paging import Paged, page_number
from portal.glossary import actions, labels, queries
from portal.glossary.file_forms import ExportForm, FileForm
from portal.glossary.forms import CreditForm, MarkForm
from portal.glossary.models import GlossaryFile
from portal.glossary.policy import Glossary, Scheme
from portal.glossary.previewing import Pile, Previewed, previewed
from portal.organisations.names import language_name
from portal.thesaurus.crediting import Credit, credit, credit_of, credits_of_all
from portal.thesaurus.editing import is_code
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.taking import give_out
from portal.thesaurus.schemes import GLOSSARY, is_foreign

bp = Blueprint(
    "glossary_files", __name__, url_prefix="/glossary/files", template_folder="templates"
)

PER_PAGE = 50
CONFLICT = 409
MEDIA_TYPES = {
    Format.TURTLE: "text/turtle",
    Format.TBX: "application/x-tbx+xml",
    Format.CSV: "text/csv",
}
PILE_LABELS = {
    Pile.NEW: _l("New"),
    Pile.CHANGED: _l("Changed"),
    Pile.CONFLICT: _l("Left as they are"),
    Pile.REFUSED: _l("Left out"),
}


@bp.get("/")
def index() -> ResponseReturnValue:
    """What there is to take out, and where files come in."""
    authorise("exchange", Glossary)
    return _page(FileForm(formdata=None))


def _page(form: FileForm, export: ExportForm | None = None) -> ResponseReturnValue:
    sizes, whose = queries.scheme_sizes(), credits_of_all()
    page = render_template(
        "glossary/files.html",
        form=form,
        export=export or _export_form(),
        schemes=[(name, _label(name, whose), sizes[name]) for name in _ordered(sizes)],
        whose=whose,
        is_foreign=is_foreign,
    )
    return page, UNPROCESSABLE if form.errors or (export and export.errors) else 200


def _ordered(sizes: dict[str, int]) -> list[str]:
    return sorted(sizes, key=lambda name: (name != GLOSSARY, not is_foreign(name), name))


def _label(name: str, whose: dict[str, Credit]) -> str:
    return labels.scheme_label(name, whose)


def _export_form() -> ExportForm:
    """The form of what may be taken out, filled with what the address says."""
    form, whose = ExportForm(request.args), credits_of_all()
    names = [GLOSSARY, *(name for name in _ordered(queries.scheme_sizes()) if name != GLOSSARY)]
    form.scheme.choices = offered((name, _label(name, whose)) for name in names)
    spoken = queries.spoken_locales()
    form.language.choices = offered((code, language_name(code)) for code in spoken)
    return form


@bp.get("/export")
def export() -> ResponseReturnValue:
    """A collection as a file, in all its languages or in some."""
    authorise("exchange", Glossary)
    form = _export_form()
    if not form.validate():
        return _page(FileForm(formdata=None), form)
    scheme, into = form.scheme.data, form.form.data
    content = give_out(scheme, into, form.language.data or ())
    name = f"plaza-{scheme}.{into.value}"
    media = MEDIA_TYPES[into]
    return send_file(BytesIO(content), mimetype=media, as_attachment=True, download_name=name)


@bp.post("/")
def send() -> ResponseReturnValue:
    """Keep a file that can be read, and show what it would do."""
    authorise("exchange", Glossary)
    form = FileForm()
    if not form.check():
        return _page(form)
    sent = form.file.data
    file = GlossaryFile(
        name=sent.filename or "",
        content=sent.read(),
        scheme=form.scheme.data or "",
        rows_of=form.rows_of.data or "",
    )
    try:
        previewed(file)
    except Refused as refusal:
        form.file.errors = [refusal.message]
        return _page(form)
    kept = actions.keep_file(file, current_user)
    return redirect(url_for(".show", number=kept.id), 303)


@bp.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    """What a file would add and change, line by line, before anything is written."""
    file = fetch(GlossaryFile, number)
    return _preview_page(file, previewed(file))


def _preview_page(file: GlossaryFile, found: Previewed, status: int = 200) -> ResponseReturnValue:
    pile = _pile(found)
    rows, first = found.of(pile), (page_number() - 1) * PER_PAGE
    page = render_template(
        "glossary/preview.html",
        file=file,
        found=found,
        shown=found.shown,
        pile=pile,
        page=Paged(rows[first : first + PER_PAGE], len(rows), page_number(), PER_PAGE),
        page_url=page_url,
        tabs=_tabs(found, pile),
        scheme_label=_label(file.scheme, credits_of_all()),
        keeps_credit=is_foreign(file.scheme) and not credit_of(file.scheme),
        form=MarkForm(formdata=None, mark=found.mark),
        is_overtaken=status == CONFLICT,
    )
    return page, status


def _pile(found: Previewed) -> Pile:
    """The pile asked for, else the first that holds something."""
    asked = request.args.get("show", "")
    if asked in list(Pile):
        return Pile(asked)
    return next((each for each in Pile if found.of(each)), Pile.NEW)


def _tabs(found: Previewed, chosen: Pile) -> list[dict[str, Any]]:
    return [
        {
            "label": PILE_LABELS[each],
            "url": url_with(show=each.value),
            "current": each is chosen,
            "count": len(found.of(each)),
        }
        for each in Pile
    ]


@bp.post("/<int:number>/take")
def take(number: int) -> ResponseReturnValue:
    """Do what the preview showed; where that has changed meanwhile, show it again."""
    file, form = fetch(GlossaryFile, number), MarkForm()
    found = previewed(file)
    if not form.check() or form.mark.data != found.mark:
        return _preview_page(file, found, CONFLICT)
    scheme = file.scheme
    taken = actions.take_in(file, found.shown, current_user)
    count = len(taken.new) + len(taken.changed)
    flash(
        ngettext("%(count)s concept is taken in.", "%(count)s concepts are taken in.", count),
        "success",
    )
    return redirect(url_for("glossary.index", scheme=scheme), 303)


@bp.post("/<int:number>/drop")
def drop(number: int) -> ResponseReturnValue:
    file = fetch(GlossaryFile, number)
    if ActForm().check():
        actions.drop_file(file)
        flash(_("The file is put away. Nothing was changed."), "success")
    return redirect(url_for(".index"), 303)


def scheme_named(name: str) -> Scheme | None:
    return Scheme(name) if is_code(name) and name in queries.scheme_sizes() else None


@bp.route("/credits/<scheme>", methods=["GET", "POST"])
def edit_credit(scheme: str) -> ResponseReturnValue:
    """Whose work a collection is, and on which terms it is used here."""
    subject = admit(scheme_named(scheme), to="credit")
    form = CreditForm(obj=credit_of(subject.name))
    if form.check():
        said = (form.title.data or "", form.licence.data or "", form.source.data or "")
        credit(subject.name, Credit(*said), by=current_user)
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index"), 303)
    label = _label(scheme, credits_of_all())
    return render_template("glossary/credit.html", form=form, label=label), form.status


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    return error_page(
        413,
        _(
            "A file may have at most 1 MB. "
            "Let the server take in larger ones: flask glossary import."
        ),
        leads_back=True,
    )
