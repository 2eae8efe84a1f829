from decimal import Decimal

import pytest

from portal.translation.checks.numerals import numbers
from portal.translation.checks.spelled import numerals
from tests.translation.checks.asking import codes


@pytest.mark.parametrize(
    ("written", "locale", "value"),
    [
        ("1,500", "en", "1500"),
        ("1 500", "fr", "1500"),
        ("1\u202f500", "fr", "1500"),
        ("1.500", "de", "1500"),
        ("1’500", "de", "1500"),
        ("١٬٥٠٠", "ar", "1500"),
        ("١٥٠٠", "ar", "1500"),
        ("۱۵۰۰", "fa", "1500"),
        ("1,00,000", "en", "100000"),
        ("1.234.567,89", "de", "1234567.89"),
        ("3,5", "fr", "3.5"),
        ("٣٫٥", "ar", "3.5"),
        ("3.5 million", "en", "3500000"),
        ("3,5 millions", "fr", "3500000"),
        ("2 mil millones", "es", "2000000000"),
        ("350万", "zh", "3500000"),
        ("3千万", "ja", "30000000"),
        ("1億2000万", "ja", "120000000"),
        ("7만 7천", "ko", "77000"),
        ("５００", "ja", "500"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(written, locale, value):
    assert [number.values for number in numbers(written, locale)] == [{Decimal(value)}]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百二十", 320),
        ("二〇二六", 2026),
        ("一万五千", 15000),
        ("十二", 12),
        ("XIX", 19),
        ("₂", 2),
    ],
)
def test_han_and_roman_numerals_are_read(written, value):
    assert Decimal(value) in list(numerals(written))


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("1,500 people", "1 500 personnes", "fr"),
        ("1,500 people", "1.500 Menschen", "de"),
        ("1,500 people", "١٬٥٠٠ شخص", "ar"),
        ("1,500 people", "1500人", "zh"),
        ("3.5 million people", "350万人", "zh"),
        ("90,000 people", "9万人", "ja"),
        ("25% of it", "25 % du tout", "fr"),
        ("25 per cent", "٢٥٪", "ar"),
        ("the 19th century", "le XIXe siècle", "fr"),
        ("the 2nd plan", "le deuxième plan", "fr"),
        ("12 schools", "douze écoles", "fr"),
        ("2 schools", "مدرستان", "ar"),
        ("3 schools", "三所学校", "zh"),
        ("45 schools", "quarante-cinq écoles", "fr"),
        ("the 1980s", "les années 80", "fr"),
        ("in 2018/19", "en 2018/2019", "fr"),
        ("3 thousand", "trois mille", "fr"),
        ("CO2 and PM2.5", "CO₂ et PM2,5", "fr"),
        ("It is 300 miles away", "C’est à 480 km", "fr"),
        ("at 86 degrees Fahrenheit", "à 30 degrés", "fr"),
        ("See item 4\\.", "Voir point 4\\.", "fr"),
    ],
)
def test_the_same_number_said_otherwise_is_no_finding(source, target, to):
    assert not [code for code in codes(source, target, to) if code.startswith("number")]


@pytest.mark.parametrize(
    ("source", "target", "to", "expected"),
    [
        ("1,500 people", "15 000 personnes", "fr", ["number-missing", "number-new"]),
        ("1,500 people", "des gens", "fr", ["number-missing"]),
        ("some people", "250 personnes", "fr", ["number-new"]),
        ("1,500 people", "1,500 personnes", "fr", ["number-style"]),
        ("3.5 km", "3.5 km", "fr", ["number-style"]),
        ("5 million people", "5 milliards de gens", "fr", ["number-missing", "number-new"]),
        ("300 miles away", "à 900 km", "fr", ["number-missing", "number-new"]),
        ("37 schools", "مدارس", "ar", ["number-missing"]),
        ("37 schools", "学校", "zh", ["number-missing"]),
        ("7 schools", "des écoles", "fr", ["number-missing"]),
    ],
)
def test_another_number_is_found(source, target, to, expected):
    found = [code for code in codes(source, target, to) if code.startswith("number")]

    assert set(found) <= set(expected)
    assert found
