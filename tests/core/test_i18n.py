"""Languages of the interface."""

import pytest
from markupsafe import Markup

from portal.core import i18n
from portal.core.i18n import gettext as _
from portal.core.i18n import speaking


def test_a_placeholder_is_filled_and_escaped_later_by_the_template(app):
    text = app.jinja_env.from_string("{{ _('Edit “%(title)s”', title=title) }}").render(
        title="<img onerror=x>"
    )

    assert "<img" not in text


def test_a_catalogue_cannot_bring_markup(app, monkeypatch):
    class Hostile:
        def ugettext(self, _message):
            return "<img onerror=x> %(name)s"

    monkeypatch.setattr(i18n, "catalogue", lambda _code: Hostile())

    plain = app.jinja_env.from_string("{{ _('x', name='Ada') }}").render()
    rich = app.jinja_env.from_string("{{ _('x', name=bold) }}").render(bold=Markup("<b>Ada</b>"))

    assert "<img" not in plain
    assert "<img" not in rich
    assert "<b>Ada</b>" in rich


def test_words_outside_a_request_come_in_the_language_asked_for(app):
    with speaking("ar"):
        assert i18n.locale() == "ar"
        _("Title")
    assert i18n.locale() == "en"


@pytest.mark.parametrize(
    ("accept", "expected"), [("ar,en;q=0.5", "/ar/"), ("fr-CA", "/fr/"), ("tlh", "/en/")]
)
def test_an_address_without_a_language_leads_to_the_readers_own(visitor, accept, expected):
    answer = visitor.get("/case-studies/?topic=coast", headers={"Accept-Language": accept})

    assert answer.status_code == 302
    assert answer.location == f"{expected}case-studies/?topic=coast"


def test_an_unknown_language_is_a_page_that_does_not_exist(visitor):
    answer = visitor.get("/xx/case-studies/")

    assert answer.status_code == 404


def test_the_switcher_stays_on_the_page(visitor):
    page = visitor.get("/en/case-studies/?topic=coast").text

    assert 'href="/ar/case-studies/?topic=coast"' in page
    assert 'hreflang="ar"' in page


def test_arabic_pages_are_written_from_right_to_left(visitor):
    page = visitor.get("/ar/case-studies/").text

    assert '<html lang="ar" dir="rtl">' in page
