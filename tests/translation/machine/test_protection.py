import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.translation.machine.protection import protect
from tests.translation.texts import sentence

TEXT = (
    'See **[the plan](https://a.org/x "t") of `x_1`**, %(count)s items_here, l’{name} and '
    "2 \\* 3.[^1] _so_ a * b https://e.org."
)


def test_nothing_that_must_stay_is_sent():
    sent = protect(TEXT, markdown=True).sent

    assert not [kept for kept in ("https", "x_1", "count", "name", "*", "[", "^") if kept in sent]
    assert "the plan" in sent


@given(st.one_of(sentence, st.text("ab *_[](!`\\~.%{}^XQ0123\n", max_size=40)))
@example(TEXT)
@example("XQ0QX and *stars*")
def test_what_comes_back_unchanged_is_the_text(text):
    text = " ".join(text.split())
    prepared = protect(text, markdown=True)

    restored = prepared.restored(prepared.sent)

    assert restored is not None
    assert " ".join(restored.split()) == text


@pytest.mark.parametrize(
    ("sent", "restored"),
    [
        ("xq0qx FETT xq1qx hier", "**FETT** hier"),
        ("Hier ist XQ 0 QX fett XQ1QX.", "Hier ist **fett**."),
        ("XQ0QXfett XQ1QX", "**fett**"),
        ("XQ0QX fett", None),
        ("XQ0QX fett XQ1QX XQ1QX", None),
        ("XQ0QX fett XQ2QX", None),
    ],
)
def test_code_words_are_known_again_and_losses_noticed(sent, restored):
    assert protect("**bold** here", markdown=True).restored(sent) == restored


def test_a_field_has_no_markdown_but_placeholders():
    prepared = protect("Use * for {name}", markdown=False)

    assert prepared.sent == "Use * for XQ0QX"
