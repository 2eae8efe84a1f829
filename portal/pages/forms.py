"""Beginning a page, and the whole of it."""

from typing import Any

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Regexp, ValidationError

from config import LOCALES
from portal.content.editing import VISIBILITY_LABELS, EntryForm
from portal.content.kinds import Facts
from portal.content.models import Entry, Visibility
from portal.core.forms import Form, LineField, TextField, at_most, needed, offered
from portal.core.i18n import autonym
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.pages import queries
from portal.pages.kind import KIND
from portal.pages.models import FURTHER

LONGEST_SLUG = 80
LAST_POSITION = 10_000
READERS = (Visibility.PUBLIC, Visibility.MEMBERS)


def _slug_field() -> LineField:
    return LineField(
        _l("Address"),
        [
            needed(),
            at_most(LONGEST_SLUG),
            # Not a number alone: that is how entries are addressed.
            Regexp(
                r"^(?!\d+$)(?!new$)[a-z0-9]+(-[a-z0-9]+)*$",
                message=_l(
                    "Use small Latin letters, digits and single hyphens, such as “join-us”."
                ),
            ),
        ],
        description=_l("The end of its web address, such as “about”. Once published, it stays."),
        render_kw={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"},
    )


def _untaken(slug: str | None, but: int | None) -> None:
    if slug and queries.is_taken(slug, but):
        raise ValidationError(_("There is already a page with this address."))


def _words(name: str) -> Any:
    words = KIND.field(name)
    kind = LineField if name == "title" else TextField
    validators = [at_most(words.limit)] if name == "summary" else [needed(), at_most(words.limit)]
    return kind(words.label, validators, description=words.hint)


class BeginForm(Form):
    """What has to be known before the first word of a page is typed."""

    title = _words("title")
    slug = _slug_field()
    locale = SelectField(_l("In which language do you write?"))

    def offer(self, locale: str) -> None:
        """Offer all our languages, `locale` first chosen."""
        self.locale.choices = offered((code, autonym(code)) for code in LOCALES)
        if not self.is_submitted():
            self.locale.data = locale

    def validate_slug(self, field: LineField) -> None:
        _untaken(field.data, None)


class PageForm(EntryForm):
    """All of a page. Its address is fixed once it was published, so that links to it last."""

    title = _words("title")
    summary = _words("summary")
    body = TextField(
        KIND.field("body").label,
        [at_most(KIND.field("body").limit)],
        description=KIND.field("body").hint,
        render_kw={"rows": 24},
    )
    slug = _slug_field()
    position = IntegerField(
        _l("Place"),
        [
            InputRequired(_l("Write a whole number.")),
            NumberRange(1, LAST_POSITION, _l("Write a number from 1 to 10,000.")),
        ],
        description=_l("Pages below 100 stand at the foot of every page, lowest first."),
        default=FURTHER,
    )
    visibility = SelectField(
        _l("Who may read it once it is published"),
        choices=offered((each.value, VISIBILITY_LABELS[each]) for each in READERS),
    )
    page: Entry  # set by the form of one page

    def facts(self) -> Facts:
        # WTForms leaves out a field that a subclass sets to None.
        slug = self.slug.data if self.slug else self.page.newest.facts["slug"]
        return {"slug": slug or "", "position": self.position.data or FURTHER}

    def fill_facts(self, facts: Facts) -> None:
        if self.slug:
            self.slug.data = facts.get("slug") or ""
        self.position.data = facts.get("position") or FURTHER

    def validate_slug(self, field: LineField) -> None:
        _untaken(field.data, self.page.id)


def form_of(page: Entry) -> type[PageForm]:
    """The form of this page, without its address where readers know it already."""
    fixed = {"page": page} | ({"slug": None} if page.published_id is not None else {})
    return type("FormOfPage", (PageForm,), fixed)
