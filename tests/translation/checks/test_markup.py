import pytest

from tests.translation.checks.asking import codes, findings, message_codes


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("[a](https://e.org) b", "[a] (https://e.org) b", "link-broken"),
        ("[a](/en/x) b", "a (/en/x) b", "link-broken"),
        ("Word[^1] end", "Mot fin", "footnote-missing"),
        ("Word end", "Mot[^2] fin", "footnote-new"),
        ("Run `make` now", "Lancez `faire` maintenant", "code"),
        ("Some **bold** word", "Un mot gras", "strong"),
        ("Some **bold** word", "Un mot ** gras **", "marks-visible"),
        ("Some **bold** word", "Un mot **gras", "marks-visible"),
        ("这是**强调**文", "Voici ** un mot**", "marks-visible"),
        ("![Map](/files/3/map.png) here", "La carte est ici", "picture"),
        ("A [word][ref] here", "Un [mot][réf] ici", "reference"),
        ("Plain words", "Des <b>mots</b>", "html"),
        ("Plain words", "Des mots <!-- non -->", "html"),
        ("One two", "- Un\n- deux", "block"),
        ("One two", "# Un deux", "block"),
        ("One two", "> Un deux", "block"),
        ("One two", "1. un\n2. deux", "block"),
        ("One two", "Un\n\ndeux", "parted"),
    ],
)
def test_broken_markup_is_found(source, target, expected):
    assert expected in codes(source, target)


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("[a](https://e.org) *b*", "[c](https://e.org) d", "fr"),
        ("The 1st of May", "1. Mai", "de"),
        ("A [word][ref] here", "Un [mot][ref] ici", "fr"),
        ("2 * 3 and snake_case", "2 * 3 et snake_case", "fr"),
        ("See <https://e.org>.", "Voir <https://e.org>.", "fr"),
        ("x < 3 and y > 2", "x < 3 et y > 2", "fr"),
    ],
)
def test_good_markup_is_left_alone(source, target, to):
    assert codes(source, target, to) == []


def test_messages_keep_their_tags_and_know_no_markdown():
    assert message_codes("Press <b>here</b>", "Appuyez ici") == ["html-missing"]
    assert message_codes("Press <b>here</b>", "Appuyez <b>ici</b>") == []
    assert message_codes("x * y **", "* un deux") == []


def test_the_place_of_a_broken_link_is_told():
    (finding,) = findings("[a](https://e.org/x) b", "[a] (https://e.org/x) b")

    assert finding.source == (4, 19)
    assert finding.target == (5, 20)
