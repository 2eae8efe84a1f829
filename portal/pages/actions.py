"""Beginning a page, and loading the pages that come with the portal."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from config import Settings
from portal.accounts.models import Person
from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Entry, Visibility
from portal.content.rendering import render
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.actions import action
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.organisations.actions import create_organisation
from portal.organisations.models import SECRETARIAT, Organisation
from portal.organisations.queries import secretariat
from portal.pages import queries
from portal.pages.kind import KIND
from portal.pages.models import Page
from portal.pages.policy import NO_REGION

TEXTS = Path(__file__).parent / "texts"

UNKNOWN_COUNTRY = "ZZ"  # user-assigned in ISO 3166-1; stands until somebody enters the right one


@dataclass(frozen=True, slots=True)
class Text:
    """A page as it comes with the portal: its words by language, the source's among them.

    `footer` and `about` are its places in the menus, 0 where it has none.
    """

    slug: str
    locale: str
    words: Mapping[str, Mapping[str, str]]
    footer: int = 0
    about: int = 0

    @property
    def draft(self) -> Draft:
        """Without blanks at the ends, as the form saves it: the first edit must not change it."""
        words = {name: text.strip() for name, text in self.words[self.locale].items()}
        return Draft(words, {"slug": self.slug}, Visibility.PUBLIC)


@action
def begin(by: Person, slug: str, title: str, locale: str) -> Page:
    """Begin a page of the secretariat. Raises Refused where the address is taken."""
    if queries.is_taken(slug):
        raise Refused(_("There is already a page with this address."))
    first = Draft(KIND.entitled(title), {"slug": slug})
    return cast(Page, writing.draft(KIND, by, the_secretariat(), locale, first))


@action
def the_secretariat() -> Organisation:
    """The organisation that owns the pages; where there is none, one named like the network."""
    found = secretariat()
    if found is not None:
        return found
    settings: Settings = current_app.config["PORTAL"]
    values = {
        "kind": SECRETARIAT,
        "name": settings.network,
        "country": UNKNOWN_COUNTRY,
        "region": NO_REGION,
        "direct_submission": True,
    }
    return create_organisation(None, values)


def texts(folder: Path = TEXTS) -> list[Text]:
    """The pages that come with the portal, by their addresses."""
    read = [
        Text(**tomllib.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.toml")
    ]
    return sorted(read, key=lambda text: text.slug)


@action
def load_page(text: Text) -> bool:
    """Publish a page that comes with the portal, with its translations; say whether it was needed.

    A page that is there already takes over the newer words only while nobody has edited or
    retired it; it keeps its places in the menus, and the translations somebody has worked on.
    """
    page = queries.by_slug(text.slug)
    if page is None:
        made = cast(Page, writing.draft(KIND, None, the_secretariat(), text.locale, text.draft))
        made.footer_position, made.about_position = text.footer or None, text.about or None
        _publish(made, text, set())
        return True
    same = page.newest.digest == writing.digest_of(text.draft.words, text.draft.facts)
    if same or not queries.is_untouched(page):
        return False
    writing.write(page, None, text.draft)
    _publish(page, text, queries.locales_by_hand(page))
    return True


def _publish(page: Entry, text: Text, kept: set[str]) -> None:
    workflow.show(page, None, "publish")
    for locale, words in text.words.items():
        if locale != text.locale and locale not in kept:
            take_translation(page, locale, words)
    render(page)  # so that the first reader need not wait for the worker
