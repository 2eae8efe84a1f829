"""Rules for plural forms are read safely, and described by numbers and names."""

import gettext

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from portal.core.errors import Refused
from portal.translation.po.plurals import PluralForm, read
from portal.translation.po.reading import read as read_catalogue
from tests.translation.po.samples import ARABIC, REAL

RULES = [
    "nplurals=1; plural=0;",
    "nplurals=2; plural=n != 1",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : !(n>10 && n%10==0) ? 3 : 2;",
    ARABIC,
]


def test_the_six_arabic_forms_have_their_names_and_examples():
    forms = read(ARABIC).forms(Locale("ar"))

    assert forms == [
        PluralForm(0, 0, "zero"),
        PluralForm(1, 1, "one"),
        PluralForm(2, 2, "two"),
        PluralForm(3, 3, "few"),
        PluralForm(4, 11, "many"),
        PluralForm(5, 100, "other"),
    ]


def test_names_go_by_the_numbers_not_by_the_order_of_the_forms():
    swapped = ARABIC.replace("? 4 : 5", "? 5 : 4")

    assert [form.category for form in read(swapped).forms(Locale("ar"))][4:] == ["other", "many"]


def test_a_form_of_mixed_numbers_has_no_name():
    only_one = read("nplurals=2; plural=(n > 2);").forms(Locale("ar"))

    assert [form.category for form in only_one] == [None, None]


def test_a_form_that_no_number_takes_has_no_example():
    assert read("nplurals=3; plural=(n != 1);").forms(Locale("en"))[2] == PluralForm(2, None, None)


@pytest.mark.parametrize("rule", RULES)
def test_numbers_take_the_forms_that_python_s_gettext_gives_them(rule):
    ours = read(rule)
    theirs = gettext.c2py(rule.partition("plural=")[2].rstrip(";"))

    assert [ours.index(n) for n in range(1_200)] == [theirs(n) for n in range(1_200)]
    assert ours.sound


def test_the_rules_of_real_catalogues_are_read():
    if not REAL:
        pytest.skip("No real catalogues beside the repository.")
    headers = [read_catalogue(path.read_bytes()).headers for path in REAL]
    rules = {header.get("Plural-Forms", "EXPRESSION") for header in headers}

    read_ones = [read(rule) for rule in rules if "EXPRESSION" not in rule]

    assert len(read_ones) >= 5
    assert all(rule.sound for rule in read_ones)


def test_a_rule_that_names_a_missing_form_gives_the_first_and_is_not_sound():
    rule = read("nplurals=2; plural=n")

    assert (rule.index(1), rule.index(7), rule.sound) == (1, 0, False)


def test_dividing_by_nothing_gives_a_form_and_no_error():
    assert read("nplurals=2; plural=n%0 + n/0").index(5) == 0


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=0; plural=0;",
        "nplurals=11; plural=0;",
        "nplurals=2; plural=",
        "nplurals=2; plural=n n",
        "nplurals=2; plural=(n",
        "nplurals=2; plural=n)",
        "nplurals=2; plural=n ? 1",
        "nplurals=2; plural=__import__('os')",
        "nplurals=2; plural=n**n**n",
        "nplurals=2; plural=n=1",
        "nplurals=2; plural=" + "(" * 31 + "n" + ")" * 31,
        "nplurals=2; plural=" + "!" * 400 + "n",
        "nplurals=2; plural=" + "n?0:" * 200 + "1",
        "nplurals=2; plural=" + "n+" * 600 + "n",
    ],
)
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(Refused, match="plural forms"):
        read(rule)


@given(st.text(st.sampled_from("n019+-*/%<>=!&|?: ()"), max_size=60))
def test_any_soup_is_read_or_refused(soup):
    try:
        rule = read(f"nplurals=3; plural={soup};")
    except Refused:
        return
    assert {rule.index(n) for n in range(30)} <= {0, 1, 2}
