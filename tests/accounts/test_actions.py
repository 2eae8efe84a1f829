"""What can be done with an account, and what is refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts import actions, passwords, queries
from portal.accounts.models import PersonState, SignIn
from portal.core.db import db, now
from portal.core.errors import Refused
from tests.accounts.conftest import letters


def test_a_person_is_made_under_the_normal_form_of_her_address(app):
    actions.create_person(" Ada@Example.ORG ", "Ada", locale="pt")

    person = queries.by_email("ADA@example.org")
    assert person is not None
    assert (person.email, person.locale, person.is_sample) == ("ada@example.org", "pt", False)


def test_an_address_is_taken_once(app, ada):
    with pytest.raises(Refused):
        actions.create_person("ADA@example.org", "Another", locale="en")


def test_sample_people_cannot_come_among_real_ones(app, ada):
    with pytest.raises(Refused):
        actions.create_person("sample@example.org", "Sample", locale="en", is_sample=True)


def test_whoever_is_made_among_sample_people_is_one(app):
    actions.create_person("sample@example.org", "Sample", locale="en", is_sample=True)

    assert actions.create_person("real@example.org", "Real", locale="en").is_sample


def test_preferences_that_are_not_given_stay(app, ada):
    actions.change_preferences(ada, title="Engineer", reading_locales=["fr", "ar"])

    assert (ada.name, ada.title, ada.locale) == ("Ada", "Engineer", "en")
    assert ada.languages == ("fr", "ar", "en")


def test_a_sign_in_is_kept_as_a_digest_and_found_by_its_key(app, ada):
    key = actions.open_sign_in(ada, device="Firefox · Linux")

    found = queries.sign_in_by(key)
    assert found is not None
    assert found.person is ada
    assert key not in (found.digest, found.browser)
    assert queries.sign_in_by(found.digest) is None


def test_a_sign_in_that_takes_the_place_of_another_ends_it(app, ada):
    first = actions.open_sign_in(ada, device="")
    number = queries.sign_in_by(first).id

    second = actions.open_sign_in(ada, device="", instead_of=number)

    assert queries.sign_in_by(first) is None
    assert queries.sign_in_by(second) is not None


def test_all_other_sign_ins_end(app, ada, cast):
    mine, other = (actions.open_sign_in(ada, device="") for _each in range(2))
    of_somebody_else = actions.open_sign_in(cast.bo, device="")

    actions.end_sign_ins(ada, keep=queries.sign_in_by(mine).id)

    assert queries.sign_in_by(mine)
    assert queries.sign_in_by(other) is None
    assert queries.sign_in_by(of_somebody_else)


def test_sign_ins_of_long_ago_are_forgotten(app, ada):
    with time_machine.travel(now() - timedelta(days=400)):
        actions.open_sign_in(ada, device="")

    actions.open_sign_in(ada, device="")

    assert db.session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 1


def test_a_new_password_ends_everything_the_old_one_may_have_opened(app, ada):
    mine, other = (actions.open_sign_in(ada, device="") for _each in range(2))
    token, link = actions.make_token(ada, "script"), actions.open_reset(ada)

    new = passwords.hashed("another sentence nobody knows")
    actions.set_password(ada, new, keep=queries.sign_in_by(mine).id)

    assert passwords.matches("another sentence nobody knows", ada.password_hash)
    assert queries.sign_in_by(mine)
    assert queries.sign_in_by(other) is None
    assert queries.access_token_by(token) is None
    assert queries.reset_by(link) is None
    assert [letter.numbers for letter in letters("password_changed")] == [{"person": ada.id}]


def test_a_reset_works_once(app, ada, password_hash):
    key = actions.open_reset(ada)

    assert actions.use_reset(key, password_hash) is ada
    with pytest.raises(Refused):
        actions.use_reset(key, password_hash)


def test_a_reset_works_for_an_hour(app, ada):
    key = actions.open_reset(ada)

    with time_machine.travel(now() + timedelta(minutes=59)):
        assert queries.reset_by(key)
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert queries.reset_by(key) is None


@pytest.mark.parametrize("state", [PersonState.DISABLED, PersonState.ERASED])
def test_nothing_opens_an_account_that_is_closed(app, ada, state):
    sign_in, reset = actions.open_sign_in(ada, device=""), actions.open_reset(ada)
    token = actions.make_token(ada, "script")

    ada.state = state
    db.session.commit()

    assert queries.sign_in_by(sign_in) is None
    assert queries.reset_by(reset) is None
    assert queries.access_token_by(token) is None
    with pytest.raises(Refused):
        actions.make_token(ada, "another")


def test_asking_for_a_link_writes_the_same_for_any_address(app, ada):
    actions.ask_for_reset("ada@example.org")
    actions.ask_for_reset("nobody@example.org")

    known, unknown = letters("password_reset")
    assert len(known.key) == len(unknown.key)
    assert (known.numbers, unknown.numbers) == ({"person": ada.id}, {"person": 0})


def test_nobody_gets_two_links_in_a_quarter_of_an_hour(app, ada):
    with time_machine.travel("2026-11-22T12:00:00+00:00", tick=False) as clock:
        for _time in range(3):
            actions.ask_for_reset("ada@example.org")
        assert len(letters("password_reset")) == 1

        clock.shift(timedelta(minutes=15))
        actions.ask_for_reset("ada@example.org")
        assert len(letters("password_reset")) == 2


def test_a_token_is_kept_as_a_digest_and_can_be_revoked(app, ada):
    key = actions.make_token(ada, "script")

    token = queries.access_token_by(key)
    assert token.person is ada
    assert key.startswith(token.beginning)
    assert key not in (token.digest, token.beginning)

    actions.revoke_token(token)

    assert queries.access_token_by(key) is None
    assert queries.access_tokens(ada) == []


def test_tokens_are_many_but_not_endless(app, ada):
    for number in range(actions.MOST_TOKENS):
        actions.make_token(ada, f"script {number}")

    with pytest.raises(Refused):
        actions.make_token(ada, "one more")


def test_flask_token_prints_the_token_as_its_last_word(app, ada):
    told = app.test_cli_runner().invoke(args=["token", "ADA@example.org", "--name", "script"])

    key = told.output.split()[-1]
    assert told.exit_code == 0
    assert queries.access_token_by(key).name == "script"


def test_flask_token_says_when_there_is_nobody(app):
    told = app.test_cli_runner().invoke(args=["token", "nobody@example.org"])

    assert told.exit_code == 1
    assert "nobody@example.org" in told.output
