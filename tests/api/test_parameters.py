"""How the API reads what it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.api.parameters import (
    FILTERS,
    LANG,
    LIMIT,
    MOST_CODES,
    OFFSET,
    SEARCH,
    SORT,
    BadParameter,
    Codes,
    Q,
    insist_known,
)
from portal.api.views import page_around

pytestmark = pytest.mark.usefixtures("portal")  # which registers the kinds

KIND, COUNTRY = FILTERS[:2]
COLOUR = Codes("colour", lambda: ("red", "green"))


def sent(*pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(pairs)


@pytest.mark.parametrize(
    ("parameter", "value", "read"),
    [
        (Q, "  water\tfor\x00all ", "water for all"),
        (LIMIT, "50", 50),
        (OFFSET, "0", 0),
        (LANG, "FR", "fr"),
        (LANG, "zh-hant", "zh-Hant"),
        (LANG, "pt-br", "pt-BR"),
        (LANG, "es-419", "es-419"),
        (SORT, "date", "date"),
        (KIND, "case-study", {"case_study"}),
        (KIND, "case_study", {"case_study"}),
        (COUNTRY, "ma", {"MA"}),
        (COLOUR, "Red", {"red"}),
    ],
)
def test_what_is_understood(parameter, value, read):
    assert parameter.read(sent((parameter.name, value))) == read


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *((LIMIT, value) for value in ("0", "51", "-1", "ten", "1.5", "1e1", "٣", "9" * 400)),
        *((OFFSET, value) for value in ("-1", "100001", "+5", " 5")),
        *((LANG, value) for value in ("french", "xx", "f", "fr_FR", "fr\x00", "../en", "ﬁ")),
        (SORT, "newest"),
        (KIND, "poem"),
        (COUNTRY, "ZZ"),
        (COLOUR, "blue\x00"),
    ],
)
def test_what_is_refused_names_its_parameter(parameter, value):
    with pytest.raises(BadParameter) as refused:
        parameter.read(sent((parameter.name, value)))

    assert refused.value.name == parameter.name
    assert f"“{parameter.name}”" in refused.value.message


@pytest.mark.parametrize("parameter", SEARCH, ids=lambda parameter: parameter.name)
def test_empty_is_the_same_as_not_given(parameter):
    assert parameter.read(sent((parameter.name, ""))) == parameter.read(sent())


@pytest.mark.parametrize("parameter", [Q, LANG, LIMIT, OFFSET, SORT])
def test_one_value_is_enough(parameter):
    with pytest.raises(BadParameter):
        parameter.read(sent((parameter.name, "1"), (parameter.name, "2")))


def test_several_codes_are_taken_together():
    assert COLOUR.read(sent(("colour", "red"), ("colour", "green"))) == {"red", "green"}


def test_very_many_codes_are_refused():
    with pytest.raises(BadParameter):
        COLOUR.read(sent(*[("colour", "red")] * (MOST_CODES + 1)))


def test_a_misspelt_parameter_is_refused():
    with pytest.raises(BadParameter) as refused:
        insist_known(sent(("limt", "5")), SEARCH)

    assert refused.value.name == "limt"


@given(st.integers(0, 100_000), st.integers(1, 50))
def test_a_page_holds_what_is_asked_for_and_little_more(offset, limit):
    page, size = page_around(offset, limit)

    begin = (page - 1) * size
    assert begin <= offset
    assert offset + limit <= begin + size
    assert limit <= size <= 2 * limit + 20
