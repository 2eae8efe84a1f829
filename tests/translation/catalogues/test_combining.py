"""The portal's words over the shipped ones: same order, few changed lines, nothing lost."""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.translation.catalogues.combining import combined, with_proposals
from portal.translation.catalogues.models import CatalogueWording
from portal.translation.po.reading import read
from portal.translation.po.writing import write
from tests.translation.catalogues.samples import ARABIC, BARE, COUNTED, FUZZY, GONE, SIGN_IN
from tests.translation.po.samples import real_catalogues

BASE = read(ARABIC.encode())


def wording(msgid, *strings, plural=None, context=None, is_fuzzy=False, comment=""):
    return CatalogueWording(
        msgid=msgid,
        plural=plural,
        context=context,
        strings=list(strings),
        is_fuzzy=is_fuzzy,
        comment=comment,
    )


def as_it_stands(message):
    return wording(
        message.msgid,
        *message.strings,
        plural=message.plural,
        context=message.context,
        is_fuzzy=message.fuzzy,
        comment="\n".join(message.comments),
    )


def changed_lines(old, new):
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_one_new_wording_changes_one_line():
    new = write(combined(BASE, [wording(SIGN_IN, "ادخل")])).decode()

    assert changed_lines(ARABIC, new) == ['- msgstr "تسجيل الدخول"', '+ msgstr "ادخل"']


def test_one_plural_form_changes_one_line():
    forms = list(BASE.live[None, COUNTED].strings)
    forms[2] = "نصان"
    said = wording(COUNTED, *forms, plural="%(count)s texts")

    new = write(combined(BASE, [said])).decode()

    assert changed_lines(ARABIC, new) == ['- msgstr[2] "نصان %(count)s"', '+ msgstr[2] "نصان"']


def test_a_context_tells_two_messages_apart():
    elsewhere = wording("Good morning, %(name)s.", "x %(name)s")

    assert combined(BASE, [elsewhere]).live["letter", "Good morning, %(name)s."].strings == (
        "صباح الخير %(name)s.",
    )


def test_finished_words_are_fuzzy_no_more_and_forget_what_they_were_made_for():
    message = combined(BASE, [wording(FUZZY, "اقرأ الإرشادات.")]).live[None, FUZZY]

    assert not message.fuzzy
    assert message.previous.msgid is None


def test_unfinished_words_keep_what_they_were_made_for():
    message = combined(BASE, [wording(FUZZY, "اقرأ", is_fuzzy=True)]).live[None, FUZZY]

    assert message.fuzzy
    assert message.previous.msgid == "Read the rules."


def test_words_whose_message_is_gone_stay_as_obsolete():
    new = write(combined(BASE, [wording(GONE, "اكتب غدًا.")])).decode()

    assert new.startswith(ARABIC)
    assert new.removeprefix(ARABIC) == f'\n#~ msgid "{GONE}"\n#~ msgstr "اكتب غدًا."\n'
    assert combined(read(new.encode()), [wording(GONE, "اكتب غدًا.")]) == read(new.encode())


@pytest.mark.parametrize("plural", [None, "%(count)s articles"])
def test_words_for_another_plural_are_not_spoken_but_kept(plural):
    said = wording(COUNTED, *"abcdef", plural=plural)

    result = combined(BASE, [said])

    assert result.live[None, COUNTED] == BASE.live[None, COUNTED]
    assert [message.strings for message in result.obsolete] == [tuple("abcdef")]


def test_a_withdrawn_wording_is_none():
    assert combined(BASE, [wording(SIGN_IN)]) == BASE


def test_a_message_without_words_is_offered_those_of_one_that_is_like_it():
    offered = with_proposals(combined(BASE, [wording(GONE, "اكتب إلى الأمانة غدًا.")]))

    message = offered.live[None, BARE]
    assert message.fuzzy
    assert message.strings == ("اكتب إلى الأمانة غدًا.",)
    assert message.previous.msgid == GONE
    assert not offered.obsolete


def test_proposals_change_nothing_else_in_the_file():
    offered = write(with_proposals(combined(BASE, [wording(GONE, "اكتب غدًا.")]))).decode()

    assert changed_lines(ARABIC, offered) == [
        "+ #, fuzzy",
        f'+ #| msgid "{GONE}"',
        '- msgstr ""',
        '+ msgstr "اكتب غدًا."',
    ]


@real_catalogues
def test_words_as_they_stand_change_no_byte_of_a_real_catalogue(path):
    content, catalogue = path.read_bytes(), read(path.read_bytes())

    said = [as_it_stands(message) for message in catalogue.live.values()]

    assert write(combined(catalogue, said)) == content


@real_catalogues
def test_a_real_catalogue_without_its_words_gets_them_all_back(path):
    catalogue = read(path.read_bytes())
    said = [as_it_stands(message) for message in catalogue.live.values() if any(message.strings)]
    emptied = combined(
        catalogue, [wording(w.msgid, *[""] * len(w.strings), plural=w.plural, context=w.context)
                    for w in said]
    )  # fmt: skip

    again = read(write(combined(read(write(emptied)), said)))

    assert {key: message.strings for key, message in again.live.items()} == {
        key: message.strings for key, message in catalogue.live.items()
    }


KEYS = [key for key in BASE.live if BASE.live[key].plural is None]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*KEYS, (None, "New one."), ("x", "Sign in")]), st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)))  # fmt: skip
def test_whatever_was_said_stands_in_the_file(words):
    said = [wording(key[1], text, context=key[0]) for key, text in words.items()]

    result = read(write(combined(BASE, said)))

    stands = {
        message.key: message.strings[0] for message in (*result.live.values(), *result.obsolete)
    }
    assert {key: stands[key] for key in words} == words
    assert list(result.live) == list(BASE.live)
