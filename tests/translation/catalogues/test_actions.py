"""Saving the words of the interface, and answering what is remarked on them."""

import pytest

from portal.core.errors import Refused
from portal.translation.catalogues import actions, queries
from portal.translation.catalogues.actions import Faulty, Overtaken, Typed
from portal.translation.catalogues.overview import Filter, overview
from portal.translation.po.messages import Message
from tests.translation.catalogues.samples import (
    ARABIC,
    BARE,
    COUNTED,
    FUZZY,
    GREETING,
    SIGN_IN,
    row,
    say,
)

pytestmark = pytest.mark.usefixtures("shipped")


def test_saved_words_are_a_draft(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)

    now = row(SIGN_IN)
    assert now.message.strings == ("ادخل",)
    assert now.shipped.strings == now.spoken.strings == ("تسجيل الدخول",)
    assert now.is_unpublished
    assert now.wording.made_by == cast.tia


def test_the_same_words_again_are_no_new_wording(cast):
    assert say(SIGN_IN, "تسجيل الدخول", by=cast.tia) is None
    say(SIGN_IN, "ادخل", by=cast.tia)
    assert say(SIGN_IN, "ادخل", by=cast.tia) is None
    assert row(SIGN_IN).version == 1


def test_all_wordings_are_kept(cast):
    for words in ("ا", "ب", "ج"):
        say(SIGN_IN, words, by=cast.tia)

    history = queries.history("ar", row(SIGN_IN).number)
    assert [(each.version, each.strings) for each in history] == [
        (3, ["ج"]),
        (2, ["ب"]),
        (1, ["ا"]),
    ]


def test_who_typed_over_older_words_is_told_of_the_newer_ones(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)

    with pytest.raises(Overtaken) as told:
        actions.save("ar", row(SIGN_IN).message, Typed(("دخول",), False, "", 0), cast.max)

    assert told.value.theirs.strings == ["ادخل"]
    assert row(SIGN_IN).message.strings == ("ادخل",)


def test_two_who_wrote_the_same_are_not_in_each_others_way(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)

    kept = actions.save("ar", row(SIGN_IN).message, Typed(("ادخل",), False, "", 0), cast.max)

    assert kept is None


def test_words_that_would_break_a_page_are_not_kept(cast):
    with pytest.raises(Faulty) as told:
        say(GREETING, "صباح الخير.", by=cast.tia, context="letter")

    assert [each.finding.code for each in told.value.found] == ["placeholder-missing"]
    assert row(GREETING, "letter").wording is None


@pytest.mark.parametrize("strings", [("",), ("ا", "ب"), ("  ",), ()])
def test_words_have_to_be_complete(cast, strings):
    with pytest.raises(Refused):
        say(SIGN_IN, *strings, by=cast.tia)


def test_every_plural_form_is_needed(cast):
    with pytest.raises(Refused):
        say(COUNTED, "لا", "نص", "نصان", "%(count)s نصوص", "", "%(count)s نص", by=cast.tia)


def test_a_message_that_is_not_used_takes_no_words(cast):
    with pytest.raises(Refused):
        actions.save("ar", Message("Not here"), Typed(("لا",), False, "", 0), cast.tia)


def test_the_words_of_the_file_can_be_had_back(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)

    actions.withdraw("ar", row(SIGN_IN).message, 1, cast.tia)

    now = row(SIGN_IN)
    assert now.message.strings == ("تسجيل الدخول",)
    assert not now.is_unpublished
    assert now.version == 2


def test_newer_words_of_somebody_else_are_not_given_up(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    say(SIGN_IN, "دخول", by=cast.max)

    with pytest.raises(Overtaken):
        actions.withdraw("ar", row(SIGN_IN).message, 1, cast.tia)


def test_filters_count_what_they_show(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    now = overview("ar")

    assert now.counts == {each: len(now.chosen(each)) for each in Filter}
    assert [each.message.msgid for each in now.chosen(Filter.OPEN)] == [BARE]
    assert [each.message.msgid for each in now.chosen(Filter.FUZZY)] == [FUZZY]
    assert [each.message.msgid for each in now.chosen(Filter.CHANGED)] == [SIGN_IN]
    assert now.total == 5
    assert now.translated == 3


@pytest.mark.parametrize("words", ["SIGN", "الدخول", "دخول"])
def test_messages_are_found_by_words_of_either_language(cast, words):
    assert [each.message.msgid for each in overview("ar").chosen(Filter.ALL, words)] == [SIGN_IN]


def test_a_warning_can_be_answered_and_shows_no_more_as_open(cast):
    say(SIGN_IN, "تسجيل تسجيل الدخول", by=cast.tia)
    now = row(SIGN_IN)
    remark = now.open_remarks[0]

    actions.answer("ar", now, remark.key, "It is said twice on purpose.", cast.tia)

    assert remark.key not in [each.key for each in row(SIGN_IN).open_remarks]


def test_a_warning_is_not_answered_without_a_reason(cast):
    say(SIGN_IN, "تسجيل تسجيل الدخول", by=cast.tia)
    now = row(SIGN_IN)

    with pytest.raises(Refused):
        actions.answer("ar", now, now.open_remarks[0].key, "  ", cast.tia)


def test_an_update_that_brings_other_words_is_told_and_ours_still_count(cast, shipped):
    say(SIGN_IN, "ادخل", by=cast.tia)
    path = shipped / "ar" / "LC_MESSAGES" / "messages.po"

    path.write_text(ARABIC.replace("تسجيل الدخول", "تسجيل"), encoding="utf-8")

    assert row(SIGN_IN).is_overtaken_by_file
    assert row(SIGN_IN).message.strings == ("ادخل",)


def test_an_update_that_changes_the_source_offers_our_words_for_the_new_one(cast, shipped):
    say(BARE, "اكتب إلى الأمانة اليوم.", by=cast.tia)
    path = shipped / "ar" / "LC_MESSAGES" / "messages.po"

    changed = BARE.replace("secretariat", "secretariat office")
    path.write_text(ARABIC.replace(BARE, changed), encoding="utf-8")

    offered = row(changed)
    assert offered.is_fuzzy
    assert offered.message.strings == ("اكتب إلى الأمانة اليوم.",)
    assert offered.message.previous.msgid == BARE


def test_an_update_that_drops_a_message_keeps_our_words_as_obsolete(cast, shipped):
    say(SIGN_IN, "ادخل", by=cast.tia)
    path = shipped / "ar" / "LC_MESSAGES" / "messages.po"

    path.write_text(ARABIC.replace('msgid "Sign in"', 'msgid "Quite another thing"'), "utf-8")

    left = overview("ar").chosen(Filter.OBSOLETE)
    assert [(each.message.msgid, each.message.strings) for each in left] == [(SIGN_IN, ("ادخل",))]
    assert not left[0].is_unpublished
