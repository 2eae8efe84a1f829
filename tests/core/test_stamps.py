"""Stamps: one statement tells whether anything that is remembered has changed."""

from portal.core import stamps
from portal.core.actions import action
from tests.statements import statements

renew = action(stamps.renew)


def test_what_was_never_stamped_has_an_empty_stamp(app):
    assert stamps.version("nothing") == ""


def test_a_renewed_stamp_is_another_one_and_only_that(app):
    renew("one")
    renew("two")
    with app.app_context():
        one, two = stamps.version("one"), stamps.version("two")

    renew("one")

    with app.app_context():
        assert stamps.version("one") not in ("", one)
        assert stamps.version("two") == two


def test_all_are_read_with_one_statement_and_once(app):
    renew("one")
    with app.app_context(), statements() as seen:
        for name in ("one", "two", "one", "three"):
            stamps.version(name)

    assert len(seen) == 1


def test_what_the_caller_has_begun_is_not_written_by_asking(app, cast):
    cast.tia.name = None  # would fail if it were written

    with app.app_context():
        stamps.version("one")
    stamps.version("one")
