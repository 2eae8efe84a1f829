"""A new template is merged as msgmerge would, and no translation gets lost."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.translation.po.merging import merge
from portal.translation.po.messages import Catalogue, Message, Previous
from portal.translation.po.reading import read
from portal.translation.po.writing import write
from tests.translation.po.samples import SHARED, SMALL

UTF_8 = "text/plain; charset=UTF-8"
RULE = "Plural-Forms: nplurals=2; plural=(n > 1);\n"
HEADER = Message("", strings=("Language: fr\nPOT-Creation-Date: 2026-01-01 00:00+0000\n" + RULE,))
TEMPLATE_HEADER = Message("", strings=("POT-Creation-Date: 2026-11-22 00:00+0000\n",))


def catalogue(*messages: Message) -> Catalogue:
    return read(write(Catalogue((HEADER, *messages))))


def template(*messages: Message) -> Catalogue:
    return read(write(Catalogue((TEMPLATE_HEADER, *messages))))


def said(result: Catalogue) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(each.msgid, each.strings, each.fuzzy) for each in result.live.values()]


def test_the_order_and_the_places_are_the_template_s_and_the_words_the_translator_s():
    old = catalogue(
        Message("One", strings=("Un",), comments=("Mine.",), references=("a.py:1",)),
        Message("Two", strings=("Deux",), flags=("python-format", "no-wrap")),
    )

    merged = merge(
        old,
        template(
            Message("Two", references=("c.py:9",), flags=("c-format",), extracted=("Count.",)),
            Message("One", references=("b.py:2",)),
            Message("A thing of a wholly other kind"),
        ),
    )

    assert list(merged.live.values()) == [
        Message(
            "Two",
            strings=("Deux",),
            references=("c.py:9",),
            flags=("c-format", "no-wrap"),
            extracted=("Count.",),
        ),
        Message("One", strings=("Un",), comments=("Mine.",), references=("b.py:2",)),
        Message("A thing of a wholly other kind"),
    ]


def test_changed_words_keep_the_old_translation_as_fuzzy_with_the_previous_words():
    old = catalogue(Message("Send the form", context="button", strings=("Envoyer",)))

    merged = merge(old, template(Message("Send this form", context="button")))

    (message,) = merged.live.values()
    assert message.strings == ("Envoyer",)
    assert message.fuzzy
    assert message.previous == Previous("button", "Send the form")
    assert merged.obsolete == ()


def test_a_translation_that_was_fuzzy_keeps_the_words_it_was_first_made_for():
    first = Previous(None, "Send a form")
    fuzzy = Message("Send the form", strings=("Envoyer",), flags=("fuzzy",), previous=first)

    merged = merge(catalogue(fuzzy), template(Message("Send this form")))

    assert merged.live[None, "Send this form"].previous == first


def test_what_is_not_used_any_more_stays_at_the_end():
    old = catalogue(
        Message("Gone for ever", strings=("Parti",), references=("a.py:1",), comments=("Why.",)),
        Message("Never translated"),
        Message("Kept", strings=("Gardé",)),
        Message("Long gone", strings=("Loin",), obsolete=True),
    )

    merged = merge(old, template(Message("Kept")))

    assert [message.msgid for message in merged.messages] == [
        "",
        "Kept",
        "Gone for ever",
        "Long gone",
    ]
    assert merged.obsolete[0] == Message(
        "Gone for ever", strings=("Parti",), comments=("Why.",), obsolete=True
    )
    assert b'# Why.\n#~ msgid "Gone for ever"\n#~ msgstr "Parti"\n' in write(merged)


def test_an_obsolete_message_comes_back_with_its_translation():
    old = catalogue(Message("Back again", strings=("De retour",), obsolete=True))

    merged = merge(old, template(Message("Back again")))

    assert said(merged) == [("Back again", ("De retour",), False)]
    assert b"#~" not in write(merged)


def test_a_message_that_gets_a_plural_keeps_its_words_as_fuzzy():
    old = catalogue(Message("A city", strings=("Une ville",)))

    merged = merge(old, template(Message("A city", plural="Cities", strings=("", ""))))

    assert said(merged) == [("A city", ("Une ville", "Une ville"), True)]


def test_a_message_that_loses_its_plural_loses_no_form():
    old = catalogue(Message("A city", plural="Cities", strings=("Une ville", "Des villes")))

    merged = merge(old, template(Message("A city")))

    assert said(merged) == [("A city", ("Une ville",), True)]
    assert [message.strings for message in merged.obsolete] == [("Une ville", "Des villes")]


def test_a_new_message_with_a_plural_has_as_many_empty_forms_as_the_language():
    rule = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"

    merged = merge(
        catalogue().with_header("Plural-Forms", rule),
        template(Message("A city", plural="Cities", strings=("", ""))),
    )

    assert said(merged) == [("A city", ("", "", ""), False)]


def test_the_header_stays_the_translator_s_but_for_what_the_template_knows():
    merged = merge(catalogue(), template())

    assert merged.headers["Language"] == "fr"
    assert merged.headers["POT-Creation-Date"] == "2026-11-22 00:00+0000"


def test_merging_the_own_messages_again_changes_no_byte():
    old = read(SMALL)
    own = replace(
        old,
        messages=tuple(
            replace(each, strings=tuple("" for _text in each.strings), comments=(), origin=None)
            for each in old.live.values()
        ),
    )

    assert write(merge(old, own)).removesuffix(b"\n# The end.\n") == SMALL.removesuffix(
        b"\n# The end.\n"
    )


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed.")
@pytest.mark.skipif(not SHARED.exists(), reason="No real catalogues beside the repository.")
def test_a_real_catalogue_is_merged_as_msgmerge_does_it(tmp_path):
    old = read((SHARED / "django_django_conf.de.po").read_bytes())
    wanted = template(*_reworked(old))
    (tmp_path / "old.po").write_bytes(write(old))
    (tmp_path / "new.pot").write_bytes(write(wanted.with_header("Content-Type", UTF_8)))

    merged = merge(old, wanted)

    names = [str(tmp_path / "old.po"), str(tmp_path / "new.pot")]
    theirs = subprocess.run(
        ["msgmerge", "-q", "--previous", *names], check=True, capture_output=True
    )
    expected = read(theirs.stdout)
    assert list(merged.live) == list(expected.live)
    different = [
        key
        for key, message in expected.live.items()
        if (message.strings, message.fuzzy, message.previous)
        != (merged.live[key].strings, merged.live[key].fuzzy, merged.live[key].previous)
    ]
    # Where two old messages are equally similar, ours goes by the context.
    assert len(different) <= 3
    assert {message.key for message in expected.obsolete} >= {
        message.key for message in merged.obsolete
    }


def _reworked(old: Catalogue) -> list[Message]:
    reworked = []
    for number, each in enumerate(reversed(old.live.values())):
        empty = Message(each.msgid, each.plural, each.context, tuple("" for _ in each.strings))
        if number % 10 == 5:
            empty = replace(empty, msgid=f"{each.msgid} and more")
        if number % 10 != 3:
            reworked.append(empty)
    return reworked


word = st.sampled_from(["Open", "Close", "Open it", "Open this", "Close it", "door", "水の城"])
message = st.builds(
    Message, msgid=word, context=st.sampled_from([None, "a"]), strings=st.tuples(word)
)


@given(
    st.lists(message, max_size=5, unique_by=lambda each: each.key),
    st.lists(message, max_size=5, unique_by=lambda each: each.key),
)
def test_no_translation_is_ever_lost(old, wanted):
    merged = merge(catalogue(*old), template(*(replace(each, strings=("",)) for each in wanted)))

    kept = {words for each in merged.messages for words in each.strings}
    assert {words for each in old for words in each.strings} <= kept
    assert list(merged.live) == [each.key for each in wanted]
    assert read(write(merged)).messages == merged.messages
