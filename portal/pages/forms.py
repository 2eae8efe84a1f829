"""Beginning a page, and the whole of it."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import Regexp, ValidationError

from portal.content.editing import EntryForm
from portal.content.fields import language_field, readers_field, text_field, title_field
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.content.queries import Card
from portal.core.forms import Form, FormSection, LineField, at_most, needed, offered
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.pages import queries
from portal.pages.kind import KIND
from portal.pages.models import Menu, Page

LONGEST_SLUG = 80


def _slug_field() -> LineField:
    return LineField(
        _l("Address"),
        [
            needed(),
            at_most(LONGEST_SLUG),
            # Not a number alone: that is how entries are addressed. Nor a page of ours.
            Regexp(
                r"^(?!\d+$)(?!(new|menu|start)$)[a-z0-9]+(-[a-z0-9]+)*$",
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


class BeginForm(Form):
    """What has to be known before the first word of a page is typed."""

    title = title_field(KIND)
    slug = _slug_field()
    locale = language_field()

    def validate_slug(self, field: LineField) -> None:
        _untaken(field.data, None)


class PageForm(EntryForm):
    """All of a page. Its address is fixed once it was published, so that links to it last."""

    title = title_field(KIND)
    summary = text_field(KIND, "summary")
    body = text_field(KIND, "body", render_kw={"rows": 24})
    slug = _slug_field()
    visibility = readers_field(Visibility.PUBLIC, Visibility.MEMBERS)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        if page.published_id is not None:
            del self.slug

    def facts(self) -> Facts:
        slug = self.slug.data if self.slug else self.page.newest.facts["slug"]
        return {"slug": slug or ""}

    def fill_facts(self, facts: Facts) -> None:
        if self.slug:
            self.slug.data = facts.get("slug") or ""

    def validate_slug(self, field: LineField) -> None:
        _untaken(field.data, self.page.id)

    def sections(self) -> list[FormSection]:
        words = FormSection("words", _l("Words"), ("title", "summary", "body"))
        if self.slug:
            fields = ("slug", "visibility")
            return [words, FormSection("place", _l("Address and readers"), fields)]
        stays = _("Its address, /pages/%(slug)s, stays: links lead to it.", slug=self.page.slug)
        place = FormSection("place", _l("Address and readers"), ("visibility",), stays)
        return [words, place]


class AddForm(Form):
    """One more page for a menu."""

    page = SelectField(_l("Another page"), coerce=int)

    def __init__(self, menu: Menu, pages: Iterable[Card]) -> None:
        super().__init__(prefix=f"{menu.value}-")  # several stand on one page
        self.page.choices = offered((page.id, page.title) for page in pages)
