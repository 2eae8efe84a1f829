"""The pages of accounts, for everybody who may and may not open them."""

import re
import threading

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from portal.accounts import actions, passwords, queries
from portal.accounts.models import PersonState, SignIn
from portal.core.db import db
from tests import build
from tests.accounts.conftest import PASSWORD, is_signed_in, letters, send
from tests.accounts.test_sessions import HOSTILE

NEW = "another sentence nobody knows"


@pytest.mark.parametrize("page", ["preferences", "password", "devices", "tokens"])
def test_own_pages_are_for_whoever_is_signed_in(cast, sign_in, page):
    for name in build.CAST:
        answer = sign_in(getattr(cast, name)).get(f"/en/account/{page}")

        if name == "visitor":
            assert answer.status_code == 303
            assert answer.location == f"/en/account/sign-in?next=/en/account/{page}"
        else:
            assert answer.status_code == 200


@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt", "ar"])
@pytest.mark.parametrize("page", ["sign-in", "forgotten"])
def test_the_front_door_is_open_in_every_language(visitor, locale, page):
    answer = visitor.get(f"/{locale}/account/{page}")

    assert answer.status_code == 200
    assert f'lang="{locale}"' in answer.text


def test_signing_in_leads_to_the_front_page_in_her_language(visitor, ada, enter):
    actions.change_preferences(ada, locale="ar")

    answer = enter(visitor, email=" ADA@Example.org ")

    assert (answer.status_code, answer.location) == (303, "/ar/")
    assert is_signed_in(visitor)


def test_signing_in_leads_on_to_where_she_wanted_to_go(visitor, ada, enter):
    answer = enter(visitor, to="?next=/fr/account/devices%3Fpage=2")

    assert answer.location == "/fr/account/devices?page=2"


def test_signing_in_never_leads_elsewhere(sign_in, ada):
    client = sign_in(ada)

    for path in HOSTILE:
        answer = client.get("/en/account/sign-in", query_string={"next": path})
        assert answer.location == "/en/"


def test_the_cookies_of_a_sign_in_are_kept_from_scripts_and_other_sites(visitor, ada, enter):
    answer = enter(visitor)

    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def cleaned(answer):
    """An answer without what differs each time anyway: tokens of the form."""
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.text)
    headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
    cookies = {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
    headers.pop("Content-Length")
    return answer.status_code, text, headers, cookies


@pytest.fixture
def closed(app, password_hash):
    return build.person(
        email="closed@example.org", state=PersonState.DISABLED, password_hash=password_hash
    )


def test_no_answer_tells_who_has_an_account(app, ada, closed, enter, monkeypatch):
    build.person(email="without@example.org")
    hashes = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda self, known, password: hashes.append(known) or verify(self, known, password),
    )
    answers = {
        email: cleaned(enter(app.test_client(), email, password))
        for email, password in (
            ("ada@example.org", "not the password"),
            ("closed@example.org", PASSWORD),
            ("without@example.org", PASSWORD),
            ("nobody@example.org", PASSWORD),
        )
    }

    wanted = answers.pop("nobody@example.org")
    assert wanted[0] == 422
    for email, (status, text, headers, cookies) in answers.items():
        same_text = text.replace(email, "nobody@example.org")
        assert (status, same_text, headers, cookies) == wanted
    assert len(hashes) == 4


def test_asking_for_a_new_password_tells_nothing_either(app, ada, closed):
    answers = [
        cleaned(send(app.test_client(), "/en/account/forgotten", {"email": email}))
        for email in ("ada@example.org", "closed@example.org", "nobody@example.org")
    ]

    texts = {re.sub(r"\w+@example\.org", "", text) for _status, text, *_rest in answers}
    assert [status for status, *_rest in answers] == [200] * 3
    assert len(texts) == 1
    assert answers[0][2] == answers[1][2] == answers[2][2]


def test_wrong_input_keeps_the_text_and_says_what_is_wrong(visitor, ada, enter):
    answer = enter(visitor, "ada@example.org", "wrong")

    assert answer.status_code == 422
    assert 'value="ada@example.org"' in answer.text
    assert "is not right" in answer.text
    assert "wrong" not in answer.text.replace("field-row--wrong", "")


def test_a_form_without_its_token_is_refused(visitor, ada):
    answer = visitor.post(
        "/en/account/sign-in", data={"email": "ada@example.org", "password": PASSWORD}
    )

    assert answer.status_code == 400


def test_after_five_wrong_passwords_the_page_asks_to_wait(visitor, ada, enter):
    for _try in range(5):
        assert enter(visitor, password="wrong").status_code == 422

    answer = enter(visitor)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Try again in 1 minute" in answer.text
    assert 'value="ada@example.org"' in answer.text
    assert enter(visitor, address="192.0.2.2").status_code == 303


def test_strangers_do_not_lock_the_owner_out(app, visitor, ada, enter, monkeypatch):
    enter(visitor)
    send(visitor, "/en/account/sign-out", page="/en/account/devices")
    monkeypatch.setattr(passwords, "matches", lambda *_: False)
    for number in range(30):
        enter(app.test_client(), password="guess", address=f"198.51.100.{number}")
    monkeypatch.undo()

    assert enter(app.test_client(), address="203.0.113.1").status_code == 429
    assert enter(visitor, address="203.0.113.1").status_code == 303


def test_when_too_many_sign_in_at_once_some_are_asked_to_come_back(
    app, visitor, ada, enter, monkeypatch
):
    monkeypatch.setitem(app.extensions, "password_gate", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "LONGEST_WAIT_S", 0.01)

    with app.extensions["password_gate"]:
        answer = enter(visitor)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "The portal is busy" in answer.text


def test_a_new_password_by_mail(app, visitor, ada, enter, sign_in, work):
    elsewhere = sign_in(ada)
    send(visitor, "/en/account/forgotten", {"email": "ada@example.org"})
    work()
    link = link_in(app)

    assert visitor.get(link).status_code == 200
    assert send(visitor, link, {"password": "password12345678"}).status_code == 422
    answer = send(visitor, link, {"password": NEW})

    assert (answer.status_code, answer.location) == (303, "/en/")
    assert is_signed_in(visitor)
    assert not is_signed_in(elsewhere)
    assert visitor.get(link).status_code == 410
    assert enter(app.test_client(), password=NEW).status_code == 303
    assert enter(app.test_client()).status_code == 422
    assert len(letters("password_changed")) == 1


def link_in(app) -> str:
    """The path of the link in the last letter."""
    folder = app.config["PORTAL"].mail_folder
    text = max(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns).read_text()
    return re.search(r"http://localhost(/\S+/account/reset/\S+)", text)[1]


def test_the_letter_is_in_her_language_and_links_to_our_own_address(app, visitor, ada, work):
    actions.change_preferences(ada, locale="fr")
    page = visitor.get("/en/account/forgotten")
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]
    visitor.post(
        "/en/account/forgotten",
        data={"email": "ada@example.org", "csrf_token": token},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    work()

    assert link_in(app).startswith("/fr/account/reset/")


def test_a_foreign_host_is_refused(visitor, ada):
    assert visitor.get("/en/account/forgotten", headers={"Host": "evil.example"}).status_code == 400


def test_a_link_that_never_was_is_gone(visitor):
    assert visitor.get("/en/account/reset/never-was").status_code == 410


def test_asking_again_and_again_is_slowed_down(visitor, ada):
    answers = [
        send(visitor, "/en/account/forgotten", {"email": "ada@example.org"}) for _time in range(4)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Retry-After" in answers[-1].headers


def test_preferences_are_kept(sign_in, cast):
    client = sign_in(cast.ada)
    answer = send(
        client,
        "/en/account/preferences",
        {
            "name": "Ada  L.",
            "title": "Engineer",
            "locale": "ar",
            "first": "fr",
            "second": "ar",
            "third": "fr",
            "time_zone": "Africa/Casablanca",
            "state": "disabled",
            "email": "other@example.org",
        },
    )

    assert (answer.status_code, answer.location) == (303, "/ar/account/preferences")
    ada = cast.ada
    assert (ada.name, ada.title, ada.locale) == ("Ada L.", "Engineer", "ar")
    assert ada.reading_locales == ["fr", "ar"]
    assert ada.time_zone == "Africa/Casablanca"
    assert ada.state is PersonState.ACTIVE
    assert ada.email != "other@example.org"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("locale", "xx"),
        ("first", "tlh"),
        ("time_zone", "Mars/Olympus"),
    ],
)
def test_wrong_preferences_are_refused(sign_in, cast, field, value):
    right = {"name": "Other", "locale": "en", "time_zone": "UTC", "title": "kept as typed"}

    answer = send(sign_in(cast.ada), "/en/account/preferences", right | {field: value})

    assert answer.status_code == 422
    assert "kept as typed" in answer.text
    assert cast.ada.name == "Ada"


def test_an_old_name_of_a_zone_can_be_kept(sign_in, cast):
    actions.change_preferences(cast.ada, time_zone="Asia/Calcutta")

    assert 'selected value="Asia/Calcutta"' in sign_in(cast.ada).get("/en/account/preferences").text


def test_changing_the_password_asks_for_the_present_one(app, visitor, ada, enter):
    elsewhere = app.test_client()
    enter(visitor)
    enter(elsewhere)
    path = "/en/account/password"

    assert send(visitor, path, {"present": "wrong", "password": NEW}).status_code == 422
    assert (
        send(visitor, path, {"present": PASSWORD, "password": "ada@example.org!"}).status_code
        == 422
    )
    assert send(visitor, path, {"present": PASSWORD, "password": NEW}).status_code == 303

    assert is_signed_in(visitor)
    assert not is_signed_in(elsewhere)
    assert passwords.matches(NEW, ada.password_hash)


def test_the_present_password_cannot_be_guessed_at_leisure(visitor, ada, enter):
    enter(visitor)
    answers = [
        send(visitor, "/en/account/password", {"present": f"guess {number}", "password": NEW})
        for number in range(6)
    ]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_a_device_is_listed_and_signed_out(app, visitor, ada, enter):
    phone = app.test_client()
    firefox = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
    phone.environ_base["HTTP_USER_AGENT"] = firefox
    enter(phone)
    enter(visitor)
    page = visitor.get("/en/account/devices").text
    assert "Firefox · Android" in page
    assert page.count("This device") == 1

    number = db.session.scalar(sa.select(SignIn.id).where(SignIn.device == "Firefox · Android"))
    send(visitor, f"/en/account/devices/{number}/end", page="/en/account/devices")

    assert not is_signed_in(phone)
    assert is_signed_in(visitor)


def test_all_other_devices_are_signed_out(sign_in, cast):
    one, other = sign_in(cast.ada), sign_in(cast.ada)

    send(one, "/en/account/devices/end-others", page="/en/account/devices")

    assert is_signed_in(one)
    assert not is_signed_in(other)


def test_nobody_signs_out_the_device_of_another(sign_in, cast):
    hers = sign_in(cast.ada)
    number = db.session.scalar(sa.select(SignIn.id))

    answer = send(
        sign_in(cast.max), f"/en/account/devices/{number}/end", page="/en/account/devices"
    )

    assert answer.status_code == 404
    assert is_signed_in(hers)


def test_a_token_is_shown_once_and_revoked(sign_in, cast):
    client = sign_in(cast.ada)

    page = send(client, "/en/account/tokens", {"name": "My script"}).text
    key = re.search(r"<code[^>]*>(plaza_\S+)</code>", page)[1]

    token = queries.access_token_by(key)
    assert token.name == "My script"
    assert key not in client.get("/en/account/tokens").text

    send(client, f"/en/account/tokens/{token.id}/revoke", page="/en/account/tokens")
    assert queries.access_token_by(key) is None


def test_nobody_revokes_the_token_of_another(sign_in, cast):
    key = actions.make_token(cast.ada, "script")
    number = queries.access_token_by(key).id

    answer = send(
        sign_in(cast.max), f"/en/account/tokens/{number}/revoke", page="/en/account/tokens"
    )

    assert answer.status_code == 404
    assert queries.access_token_by(key)


@pytest.mark.parametrize(
    "path", ["sign-out", "devices/1/end", "devices/end-others", "tokens/1/revoke"]
)
def test_nothing_changes_by_looking(sign_in, cast, path):
    assert sign_in(cast.ada).get(f"/en/account/{path}").status_code in (404, 405)
