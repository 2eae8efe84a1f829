"""The letters that stay in a folder, and the page that shows them where it may."""

import pytest

from config import Environment
from portal import create_app
from portal.core.mail import Letter, compose, put_in_folder
from tests.conftest import Client, settings_for

PLACES = ["/dev/mail", "/dev/mail/1"]


@pytest.fixture
def letter(app, portal):
    """Write a letter, as if it had number 7, from a template made here."""
    settings = portal.config["PORTAL"]

    def letter(number: int = 7, body: str = "Dear reader,", **given) -> str:
        text = f"The subject of {number}\n\n{body}"
        usual = {"to": "ada@example.org", "name": "Ada", "locale": "en"}
        template = "accounts/mail/password_reset.txt"
        context = {"name": "Ada", "network_name": "Plaza", "email": "ada@example.org"}
        made = compose(
            Letter(**usual | given, template=template, context=context | {"url": body}),
            number,
            settings,
        )
        put_in_folder(made, settings.mail_folder, number)
        return text

    yield letter
    for path in settings.mail_folder.glob("*.eml"):
        path.unlink()


def test_an_empty_folder_says_so(visitor):
    page = visitor.get("/dev/mail")

    assert page.status_code == 200
    assert "No letter yet" in page.text


def test_letters_are_listed_newest_first(visitor, letter):
    letter(3, to="first@example.org")
    letter(12, to="second@example.org")

    page = visitor.get("/dev/mail").text

    assert "what would have been sent" in page
    assert page.index("second@example.org") < page.index("first@example.org")
    assert "2 letters" in page


def test_a_letter_shows_its_head_its_text_and_its_links(visitor, letter):
    letter(7, body="http://localhost/en/account/reset/key", locale="fr", name="Zoë <b>")

    page = visitor.get("/dev/mail/7").text

    assert "Français" in page
    assert "ada@example.org" in page
    assert "Zoë &lt;b&gt;" in page
    assert '<a href="http://localhost/en/account/reset/key"' in page
    assert "&lt;html lang=" in page


def test_what_is_in_a_letter_is_no_html_here(visitor, letter):
    letter(7, body="<script>alert(1)</script>")

    page = visitor.get("/dev/mail/7").text

    assert "<script>alert" not in page


@pytest.mark.parametrize("number", ["8", "0", "99999999999999", "../secret-key", "-1"])
def test_a_letter_that_is_not_there_is_404(visitor, letter, number):
    letter(7)

    assert visitor.get(f"/dev/mail/{number}").status_code == 404


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "given",
    [
        {"environment": Environment.PRODUCTION},
        {"environment": Environment.PRODUCTION, "mail_url": "smtp://mail.example.org"},
        {"environment": Environment.DEMO, "mail_url": "smtp://mail.example.org"},
    ],
)
def test_the_page_does_not_exist_in_earnest(tmp_path, given, path):
    app = create_app(settings_for(f"sqlite:///{tmp_path}/x.sqlite", tmp_path, **given))
    app.test_client_class = Client

    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev")]
    assert not [name for name in app.view_functions if name.startswith("mailbox")]


def test_the_html_part_is_in_the_readers_language_and_direction(app, portal):
    html = _html(portal, locale="ar", url="http://localhost/ar/x")

    assert '<html lang="ar" dir="rtl">' in html
    assert '<a href="http://localhost/ar/x"' in html
    assert "Plaza" in html


def test_a_link_to_elsewhere_is_only_text_in_a_letter(app, portal):
    html = _html(portal, locale="en", url="https://evil.example/<b>")

    assert "https://evil.example/&lt;b&gt;" in html
    assert "<a " not in html


def _html(portal, *, locale: str, url: str) -> str:
    context = {"name": "Ada", "network_name": "Plaza", "email": "ada@example.org", "url": url}
    template = "accounts/mail/password_reset.txt"
    letter = Letter("ada@example.org", "Ada", locale, template, context)
    message = compose(letter, 1, portal.config["PORTAL"])
    return message.get_body(("html",)).get_content()
