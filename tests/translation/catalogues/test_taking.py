"""A catalogue that was edited elsewhere comes back, message by message."""

import pytest

from portal.core.errors import Refused
from portal.translation.catalogues.taking import Outcome, take
from portal.translation.catalogues.writing import Extent, written
from portal.translation.po.reading import read
from tests.translation.catalogues.samples import BARE, FUZZY, GREETING, SIGN_IN, row, say

pytestmark = pytest.mark.usefixtures("shipped")


def came_of(content, cast):
    report = take("ar", read(content), cast.tia)
    return {each.message.msgid: each.outcome for each in report.taken}


def downloaded(*changes):
    text = written("ar", Extent.DRAFTS).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_an_untouched_file_changes_nothing(cast):
    outcomes = came_of(downloaded(), cast)

    assert set(outcomes.values()) == {Outcome.SAME, Outcome.EMPTY}
    assert row(SIGN_IN).wording is None


def test_new_words_become_drafts_of_who_brought_them(cast):
    outcomes = came_of(downloaded(("تسجيل الدخول", "ادخل")), cast)

    assert outcomes[SIGN_IN] is Outcome.TAKEN
    assert row(SIGN_IN).message.strings == ("ادخل",)
    assert row(SIGN_IN).wording.made_by_id == cast.tia.id


def test_a_fuzzy_message_that_was_confirmed_counts(cast):
    content = downloaded(('#, fuzzy\n#| msgid "Read the rules."\n', ""))

    assert came_of(content, cast)[FUZZY] is Outcome.TAKEN
    assert not row(FUZZY).is_fuzzy


def test_words_that_were_replaced_meanwhile_do_not_come_back(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    content = downloaded()
    say(SIGN_IN, "دخول", by=cast.max)

    assert came_of(content, cast)[SIGN_IN] is Outcome.OLDER
    assert row(SIGN_IN).message.strings == ("دخول",)


def test_shipped_words_do_not_undo_a_draft(cast):
    content = downloaded()
    say(SIGN_IN, "ادخل", by=cast.tia)

    assert came_of(content, cast)[SIGN_IN] is Outcome.OLDER


def test_words_that_would_break_a_page_are_refused_alone(cast):
    content = downloaded(("الخير %(name)s", "الخير %(nom)s"), ("تسجيل الدخول", "ادخل"))

    outcomes = came_of(content, cast)

    assert outcomes[GREETING] is Outcome.REFUSED
    assert outcomes[SIGN_IN] is Outcome.TAKEN


def test_messages_that_are_not_used_are_told(cast):
    content = downloaded((f'msgid "{BARE}"\nmsgstr ""', 'msgid "Other"\nmsgstr "آخر"'))

    assert came_of(content, cast)["Other"] is Outcome.UNKNOWN


def test_a_catalogue_of_another_language_is_refused(cast):
    with pytest.raises(Refused):
        take("ar", read(downloaded(("Language: ar", "Language: fa"))), cast.tia)
