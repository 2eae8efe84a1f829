import json
from pathlib import Path

import pytest

from portal.translation.checks.scripts import script_of
from tests.translation.checks.asking import codes, findings

CONFUSABLES = Path(__file__).parents[4] / "shared/data/hostile/confusables.json"


@pytest.mark.parametrize(
    ("locale", "script"),
    [("fr", "Latn"), ("ar", "Arab"), ("zh", "Hans"), ("zh-Hant", "Hant"), ("zh-TW", "Hant"),
     ("ja", "Jpan"), ("ko", "Kore"), ("ru", "Cyrl"), ("sr-Latn", "Latn"), ("xx", "Latn")],
)  # fmt: skip
def test_each_language_has_a_script(locale, script):
    assert script_of(locale) == script


@pytest.mark.parametrize(
    ("target", "to", "expected"),
    [
        ("Это совсем другой язык", "fr", "other-script"),
        ("这是另外一种语言的文字写成的", "ar", "other-script"),
        ("La ville de Дакар", "fr", "stray-script"),
        ("La vіlle", "fr", "look-alike"),  # Cyrillic і
        ("La vιlle", "fr", "look-alike"),  # Greek ι
        ("La 𝐯𝐢𝐥𝐥𝐞", "fr", "styled-letters"),
        ("المدینة", "ar", "neighbour-letter"),
        ("شهر كبير", "fa", "neighbour-letter"),
        ("这个城市", "zh-Hant", "simplified"),
        ("這個城市", "zh", "traditional"),
    ],
)
def test_wrong_letters_are_found(target, to, expected):
    assert expected in codes("The city", target, to)


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("The UN-Habitat city", "مدينة UN-Habitat", "ar"),
        ("The WHO", "世卫组织（WHO）", "zh"),
        ("5 μm and 3 kΩ", "5 μm et 3 kΩ", "fr"),
        ("Dakar (Дакар)", "Dakar (Дакар)", "fr"),
        ("The city", "這座城市", "zh-Hant"),
        ("The city", "这座城市", "zh"),
        ("The city", "都市です", "ja"),
        ("The city", "도시(都市)", "ko"),
        ("m² and nº 1ª", "m² et nº 1ª", "fr"),
    ],
)
def test_names_units_and_own_letters_are_left_alone(source, target, to):
    assert codes(source, target, to) == []


def test_a_word_of_the_source_in_its_letters_is_found():
    assert "stray-script" in codes("مدينة كبيرة", "Une grande مدينة", "fr", of="ar")


def test_the_plain_word_is_offered():
    (finding,) = findings("The city", "La 𝐯𝐢𝐥𝐥𝐞")

    assert finding.instead == "ville"


def test_known_look_alikes_of_latin_letters_are_found():
    if not CONFUSABLES.exists():
        pytest.skip("needs ../shared/data/hostile/confusables.json")
    known = json.loads(CONFUSABLES.read_text())
    tried = [
        each["c"]
        for letter in "aceopxyABEHKMOPTX"
        for each in known.get(letter, [])
        if len(each["c"]) == 1 and "\u0410" <= each["c"] <= "\u044f"
    ]

    missed = [sign for sign in tried if "look-alike" not in codes("The city", f"La vi{sign}le")]

    assert len(tried) > 10
    assert missed == []
