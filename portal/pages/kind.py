"""What an editorial page is made of."""

from portal.content.kinds import Facts, Kind, Words
from portal.core.i18n import lazy_gettext as _l
from portal.pages.models import Page

WORDS = (
    Words("title", 200, _l("Title")),
    Words(
        "summary",
        500,
        _l("Summary"),
        _l("One or two sentences under the title, also shown in search."),
        needed=False,
    ),
    Words(
        "body",
        20_000,
        _l("Text"),
        _l("Markdown works: ## for a heading, **bold**, lists with a dash, [words](address)."),
        rich=True,
    ),
)


def apply(page: Page, facts: Facts) -> None:
    page.slug = facts["slug"]


KIND = Kind(
    name="page",
    model=Page,
    label=_l("Page"),
    plural=_l("Pages"),
    endpoint="pages.show",
    words=WORDS,
    apply=apply,
    subjects={"topics": "topic"},
    needed_facts=("slug",),
    owned_by_staff=True,
    second_person=False,
)
