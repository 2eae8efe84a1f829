import pytest

from tests.translation.checks.asking import codes, findings, message_codes


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("It is so.", "هذا صحيح.", "ar"),
        ("Is it so?", "هل هذا صحيح؟", "ar"),
        ("Is it so?", "¿Es así?", "es"),
        ("Yes, is it so?", "Sí, ¿es así?", "es"),
        ("It is so.", "是这样。", "zh"),
        ("Is it so?", "Est-ce vrai ?", "fr"),
        ("Is it so?", "Est-ce vrai\u202f?", "fr"),
        ("Is it so?", "Είναι έτσι;", "el"),
        ("“So it is.”", "« C’est ainsi. »", "fr"),
        ("“So it is.”", "«C’est ainsi.»", "es"),
        ("“So it is.”", "„So ist es.“", "de"),
        ("“So it is.”", "「そうです。」", "ja"),
        ("And so on…", "Et ainsi de suite...", "fr"),
        ("So it is.[^1]", "C’est ainsi[^1].", "fr"),
        ("See https://a.org.", "Voir https://a.org.", "fr"),
        ("At 5 p.m.", "À 17 h", "fr"),
        ("a) one", "a) un", "fr"),
        ("It’s (so)", "C’est （ainsi）", "fr"),
        ("At 10:30", "À 10:30", "fr"),
        ("Is it so?", "Est-ce vrai?", "fr-CA"),
    ],
)
def test_good_punctuation_is_left_alone(source, target, to):
    assert codes(source, target, to) == []


@pytest.mark.parametrize(
    ("source", "target", "to", "expected"),
    [
        ("It is so.", "C’est ainsi", "fr", "end-missing"),
        ("It is so", "C’est ainsi.", "fr", "end-new"),
        ("Is it so?", "C’est ainsi.", "fr", "end"),
        ("Is it, so?", "هل, هذا؟", "ar", "foreign-mark"),
        ("So, it is.", "所以,是这样。", "zh", "foreign-mark"),
        ("So, it is.", "はい,そうです。", "ja", "foreign-mark"),
        ("Is it so?", "Είναι έτσι?", "el", "foreign-mark"),
        ("Is it so?", "Est-ce vrai?", "fr", "french-space"),
        ("“So”", "«Oui»", "fr", "french-space"),
        ("Is it so?", "Es así?", "es", "opening-mark"),
        ("Stop!", "Alto!", "es", "opening-mark"),
        ("So (it) is", "Si (cela est", "fr", "bracket"),
        ("It is so", "C’est  ainsi", "fr", "double-space"),
        ("It, is", "Das , ist", "de", "space-before"),
        ("“So” it is", "„So“ est", "fr", "foreign-quotation"),
        ("“So” it is", '"Oui" voilà', "fr", "straight-quotation"),
        ("“So” it is", "“Oui voilà", "pt", "unclosed-quotation"),
        ("“So” it is", "「好的", "zh-Hant", "unclosed-quotation"),
    ],
)
def test_wrong_punctuation_is_found(source, target, to, expected):
    assert expected in codes(source, target, to)


def test_messages_keep_the_space_around_them():
    assert message_codes(" and ", "et") == ["edge"]
    assert message_codes("Line\n", "Ligne\n") == []


def test_messages_want_the_no_break_space():
    assert message_codes("Name:", "Nom :") == ["french-space"]
    assert message_codes("Name:", "Nom\u00a0:") == []


def test_the_mended_stretch_is_offered():
    (finding,) = findings("It is so", "C’est  ainsi")

    assert (finding.target, finding.instead) == ((5, 7), " ")
