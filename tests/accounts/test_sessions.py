"""Who sends a request: cookies that can be ended, tokens for the API, and nothing else."""

from contextvars import Context
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask_login import current_user

from config import Environment
from portal.accounts import actions, queries, sessions
from portal.accounts.models import AccessToken, PersonState, SignIn
from portal.core.db import db, now
from tests.accounts.conftest import is_signed_in, send
from tests.conftest import settings_for


def cookie_of(client):
    return client.get_cookie("plaza").value


@pytest.fixture
def thief(app):
    """A browser into which a stolen session cookie is put."""

    def thief(cookie):
        client = app.test_client()
        client.set_cookie("plaza", cookie)
        return client

    return thief


def test_a_copied_cookie_opens_nothing_after_signing_out(visitor, ada, enter, thief):
    enter(visitor)
    stolen = cookie_of(visitor)
    assert is_signed_in(thief(stolen))

    send(visitor, "/en/account/sign-out", page="/en/account/preferences")

    assert not is_signed_in(visitor)
    assert not is_signed_in(thief(stolen))


def test_a_copied_cookie_opens_nothing_after_a_new_password(visitor, ada, enter, thief):
    enter(visitor)
    stolen = cookie_of(visitor)

    actions.set_password(ada, ada.password_hash)

    assert not is_signed_in(thief(stolen))


def test_whoever_is_disabled_is_out_at_the_next_request(visitor, ada, enter):
    enter(visitor)
    assert is_signed_in(visitor)

    ada.state = PersonState.DISABLED
    db.session.commit()

    assert not is_signed_in(visitor)


def test_the_session_is_a_new_one_at_sign_in(visitor, ada, enter):
    with visitor.session_transaction() as session:
        session["_user_id"] = "planted"
        session["planted"] = "too"

    enter(visitor)
    first = cookie_of(visitor)
    with visitor.session_transaction() as session:
        assert session["_user_id"] != "planted"
        assert "planted" not in session
        assert session.permanent

    send(visitor, "/en/account/sign-out", page="/en/account/preferences")
    enter(visitor)
    assert cookie_of(visitor) != first


def test_the_number_of_a_person_opens_nothing(visitor, ada):
    with visitor.session_transaction() as session:
        session["_user_id"] = str(ada.id)

    assert not is_signed_in(visitor)


def test_a_remember_cookie_opens_nothing(visitor, ada):
    visitor.set_cookie("remember_token", f"{ada.id}|0")

    assert not is_signed_in(visitor)


def test_a_device_that_is_not_used_for_a_day_is_out(sign_in, cast):
    client = sign_in(cast.ada)

    with time_machine.travel(now() + timedelta(hours=24), tick=False):
        assert not is_signed_in(client)


def test_thirty_days_are_the_end_even_in_daily_use(sign_in, cast):
    client = sign_in(cast.ada)

    with time_machine.travel(now(), tick=False) as clock:
        for _day in range(30):
            clock.shift(timedelta(hours=23, minutes=50))
            assert is_signed_in(client)
        clock.shift(timedelta(hours=5))
        assert not is_signed_in(client)


def test_an_administrator_is_out_after_an_hour(sign_in, cast):
    client = sign_in(cast.max)

    with time_machine.travel(now() + timedelta(minutes=50), tick=False):
        assert is_signed_in(client)
    with time_machine.travel(now() + timedelta(minutes=111), tick=False):
        assert not is_signed_in(client)


def test_use_is_noted_now_and_then_only(sign_in, cast):
    client = sign_in(cast.ada)
    began = db.session.scalars(sa.select(SignIn.seen_at)).one()

    client.get("/en/account/devices")
    assert db.session.scalars(sa.select(SignIn.seen_at)).one() == began

    with time_machine.travel(began + timedelta(minutes=4), tick=False):
        client.get("/en/account/devices")
        noted = db.session.scalars(sa.select(SignIn.seen_at)).one()
    assert noted == began + timedelta(minutes=4)


def test_reading_goes_on_when_nothing_can_be_written(sign_in, cast, monkeypatch):
    def full(_number):
        raise sa.exc.OperationalError("UPDATE", {}, Exception("database or disk is full"))

    client = sign_in(cast.ada)
    monkeypatch.setattr(actions, "note_seen", full)

    with time_machine.travel(now() + timedelta(minutes=4)):
        assert is_signed_in(client)


def test_sample_people_stay_out_of_production(app, tmp_path, monkeypatch):
    person = actions.create_person("sample@example.org", "Sample", locale="en", is_sample=True)
    key = actions.open_sign_in(person, device="")
    assert queries.sign_in_by(key)

    production = settings_for("sqlite://", tmp_path, environment=Environment.PRODUCTION)
    monkeypatch.setitem(app.config, "PORTAL", production)

    assert queries.sign_in_by(key) is None
    assert queries.may_sign_in(person) is False


def test_her_own_language_comes_before_the_browsers(sign_in, cast):
    actions.change_preferences(cast.ada, locale="ar")

    answer = sign_in(cast.ada).get("/account/devices", headers={"Accept-Language": "fr"})

    assert answer.location.startswith("/ar/account/devices")


def whoever(app, path, headers=None, cookie=None):
    """The number of the person that a request is taken to come from."""
    given = dict(headers or {})
    if cookie:
        given["Cookie"] = f"plaza={cookie}"

    def ask():
        with app.test_request_context(path, headers=given):
            return getattr(current_user, "id", None)

    return Context().run(ask)  # without the test's `g`


def test_a_token_opens_the_api_and_nothing_else(app, ada):
    bearer = {"Authorization": f"Bearer {actions.make_token(ada, 'script')}"}

    assert whoever(app, "/api/v1/search", bearer) == ada.id
    assert whoever(app, "/en/account/devices", bearer) is None


def test_a_cookie_opens_the_pages_and_not_the_api(app, visitor, ada, enter):
    enter(visitor)

    assert whoever(app, "/en/account/devices", cookie=cookie_of(visitor)) == ada.id
    assert whoever(app, "/api/v1/search", cookie=cookie_of(visitor)) is None


@pytest.mark.parametrize(
    "authorization",
    ["Bearer", "Bearer ", "Bearer wrong", "Basic YWRhOmFkYQ==", "bearer\t", "Token x", "Bearer é"],
)
def test_a_wrong_token_is_nobody(app, ada, authorization):
    assert whoever(app, "/api/v1/search", {"Authorization": authorization}) is None


def test_the_use_of_a_token_is_noted(app, ada):
    number = queries.access_token_by(actions.make_token(ada, "script")).id

    actions.note_used(number)

    assert db.session.get(AccessToken, number).used_at is not None


HOSTILE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "http://evil.example",
    "https:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "//evil.example@localhost",
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\r\nLocation: //evil.example",
    "/\x00/evil.example",
    "//evil%2eexample",
    "evil.example",
    "?next=//evil.example",
    "",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("path", HOSTILE)
def test_nobody_is_sent_elsewhere(path):
    assert sessions.own_path(path) is None


@pytest.mark.parametrize(
    "path", ["/", "/en/account/devices", "/ar/search?q=%D8%AF&page=2", "/fr/a//b"]
)
def test_an_own_path_is_kept(path):
    assert sessions.own_path(path) == path
