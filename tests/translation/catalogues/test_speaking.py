"""What is published is said at once: in every request, process, command and letter."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import create_app
from portal.core import fragments, i18n, stamps
from portal.core.db import db
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext, speaking
from portal.translation.catalogues import publishing
from portal.translation.catalogues import speaking as spoken_words
from tests.conftest import Client, settings_for
from tests.statements import statements
from tests.translation.catalogues.samples import COUNTED, SIGN_IN, publish, say

ROOT = Path(__file__).parents[3]
PAGE = "/ar/account/sign-in"

pytestmark = pytest.mark.usefixtures("shipped")


def said(app, message=SIGN_IN, locale="ar"):
    """What a command, a letter or the worker would say now."""
    with app.app_context(), speaking(locale):
        return _(message)


def change(cast, words="ادخل الآن"):
    say(SIGN_IN, words, by=cast.tia)
    publish(cast.max)


@pytest.fixture
def other(app, shipped, tmp_path):
    """A second application over the same database."""
    made = create_app(settings_for(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path / "other"))
    made.test_client_class = Client
    made.config["BABEL_TRANSLATION_DIRECTORIES"] = str(shipped)
    yield made
    with made.app_context():
        db.engine.dispose()


@contextmanager
def other_process(app, shipped, tmp_path):
    """A second process over the same database: a function that asks it to say something."""
    command = [sys.executable, "-m", "tests.translation.catalogues.other_process"]
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with subprocess.Popen(
        [*command, url, str(tmp_path / "process"), str(shipped)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip

        def ask(sentence):
            process.stdin.write(f"{sentence}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield ask
        process.stdin.close()


def test_a_draft_is_not_said(app, cast):
    say(SIGN_IN, "ادخل الآن", by=cast.tia)

    assert said(app) == "تسجيل الدخول"


def test_a_publication_is_said_in_the_next_request_and_in_no_other_language(app, cast, visitor):
    assert "ادخل الآن" not in visitor.get(PAGE).text

    change(cast)

    assert "ادخل الآن" in visitor.get(PAGE).text
    assert said(app, locale="fr") != "ادخل الآن"


def test_a_second_application_says_it_without_a_restart(app, cast, other):
    client = other.test_client()
    assert "ادخل الآن" not in client.get(PAGE).text

    change(cast)
    assert "ادخل الآن" in client.get(PAGE).text

    publishing.restore("ar", 0, cast.max)
    assert "ادخل الآن" not in client.get(PAGE).text


def test_a_second_process_says_it_without_a_restart(app, cast, shipped, tmp_path):
    with other_process(app, shipped, tmp_path) as ask:
        before = ask(SIGN_IN)
        change(cast)
        after = ask(SIGN_IN)

    assert (before, after) == ("تسجيل الدخول", "ادخل الآن")


def test_plural_forms_are_said_by_their_number(app, cast):
    forms = ("لا نصوص", "نص واحد", "نصان", "%(count)s نصوص", "%(count)s نصًا", "%(count)s نص")
    say(COUNTED, *forms, by=cast.tia)
    publish(cast.max)

    with app.app_context(), speaking("ar"):
        told = [ngettext(COUNTED, "%(count)s texts", n) for n in (0, 1, 2, 3, 11, 100)]

    assert [words.split()[-1] for words in told] == ["نصوص", "واحد", "نصان", "نصوص", "نصًا", "نص"]


def test_one_request_speaks_the_same_words_to_its_end(app, cast):
    with speaking("ar"):
        before = _(SIGN_IN)
        change(cast)
        assert _(SIGN_IN) == before


def test_a_request_asks_once(app, cast, visitor):
    change(cast)
    visitor.get(PAGE)

    with statements() as seen:
        visitor.get(PAGE)

    assert sum("FROM stamp" in statement for statement in seen) == 1
    assert not [statement for statement in seen if "catalogue_" in statement]


def test_remembered_parts_of_pages_are_made_again(app, cast):
    def macro():
        return _(SIGN_IN)

    with app.app_context(), speaking("ar"):
        before = fragments.remembered(macro)
    change(cast)
    with app.app_context(), speaking("ar"):
        after = fragments.remembered(macro)

    assert (before, after) == ("تسجيل الدخول", "ادخل الآن")


def test_without_a_database_the_last_known_words_are_said(app, cast):
    change(cast)
    assert said(app) == "ادخل الآن"

    with app.app_context(), speaking("ar"):
        # As when the connection is lost while the stamps are read.
        sa.event.listen(db.session, "do_orm_execute", _lose_connection)
        try:
            assert _(SIGN_IN) == "ادخل الآن"
        finally:
            sa.event.remove(db.session, "do_orm_execute", _lose_connection)


def _lose_connection(_state):
    raise sa.exc.OperationalError("SELECT", {}, Exception("the server closed the connection"))


def test_a_portal_that_never_had_a_database_says_what_is_shipped(tmp_path):
    nowhere = create_app(settings_for(f"sqlite:///{tmp_path}/no/such/folder/x.sqlite", tmp_path))
    nowhere.test_client_class = Client

    assert said(nowhere) == i18n.shipped["ar"].gettext(SIGN_IN)
    page = nowhere.test_client().get(PAGE)
    assert page.status_code == 503
    assert i18n.shipped["ar"].gettext("The portal is busy") in page.text


def test_a_file_that_cannot_be_read_takes_no_page_along(app, cast, shipped, caplog):
    change(cast)
    path = shipped / "ar" / "LC_MESSAGES" / "messages.po"

    path.write_text("msgid no quotes", encoding="utf-8")

    assert said(app) == i18n.shipped["ar"].gettext(SIGN_IN)
    assert "cannot be read" in caplog.text


def test_a_number_that_comes_back_after_a_backup_is_not_taken_for_the_old_one(app, cast):
    change(cast)
    assert said(app) == "ادخل الآن"
    for table in ("published_wording", "catalogue_publication", "catalogue_wording", "stamp"):
        db.session.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  (names of ours)
    db.session.commit()

    change(cast, "تفضل بالدخول")

    assert said(app) == "تفضل بالدخول"


def test_asking_for_words_writes_nothing_that_an_action_has_begun(app, cast):
    change(cast)
    app.extensions[spoken_words.STAMP] = spoken_words.Spoken("", {})
    with app.app_context(), speaking("ar"):
        person = db.session.get(type(cast.tia), cast.tia.id)
        person.name = None  # could not be written

        assert _(SIGN_IN) == "ادخل الآن"
        assert stamps.version(spoken_words.STAMP)
        db.session.rollback()
