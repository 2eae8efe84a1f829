"""Names of countries and languages, and names as they are compared."""

import pytest

from portal.core.i18n import speaking
from portal.organisations.names import (
    countries,
    country_name,
    folded,
    language_name,
    language_named,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("São Lourenço-a-Velha", "sao lourenco a velha"),
        ("Òkèlúmọ̀sí", "okelumosi"),
        ("ISTANBUL", "istanbul"),
        ("İzmir", "izmir"),
        ("Straße", "strasse"),
        ("أبو قَـير", "ابو قير"),
        ("المدينة", "المدينه"),
        ("  ", ""),
    ],
)
def test_names_are_compared_by_their_plain_letters(text, plain):
    assert folded(text) == plain


def test_folding_twice_changes_nothing():
    for name in countries("ar").values():
        assert folded(folded(name)) == folded(name)


def test_countries_are_named_and_ordered_in_the_language_of_the_reader():
    names = list(countries("es").values())

    assert countries("es")["DE"] == "Alemania"
    assert names[:2] == ["Afganistán", "Albania"]
    assert not {"EU", "UN", "ZZ"} & set(countries("es"))


def test_an_unknown_code_is_shown_as_it_is():
    assert (country_name("QQ"), language_name("qqq")) == ("QQ", "Qqq")


@pytest.mark.parametrize(("locale", "name"), [("en", "Wolof"), ("fr", "wolof"), ("en", "wo")])
def test_a_language_is_known_by_its_name_or_code(locale, name):
    with speaking(locale):
        assert language_named(name) == "wo"


def test_a_language_nobody_speaks_is_not_known():
    assert language_named("Quenya of Valinor") is None
