"""The directory: what is found, and that its counts say what a choice would show."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.db import db
from portal.core.i18n import speaking
from portal.organisations import directory
from portal.organisations.directory import FACETS, SINGLE_POINTS, Wanted
from portal.organisations.models import Organisation
from portal.organisations.names import country_name, folded
from tests import build

CITIES = (
    {"name": "Dar Essalwane", "local_name": "دار السلوان", "country": "MA", "region": "africa"},
    {"name": "Borj Yasmina", "country": "TN", "region": "africa", "kind": "town"},
    {"name": "Auenbrück", "country": "DE", "region": "europe", "climate": "c"},
    {"name": "Ribalva", "country": "PT", "region": "europe", "kind": "town", "climate": "c"},
    {"name": "Łódeczka", "country": "PL", "region": "europe", "population": None},
    {"name": "San Isagani", "country": "PH", "region": "southeast-asia", "population": 30_000},
)


@pytest.fixture
def cities(app):
    for number, given_values in enumerate(CITIES):
        where = {"latitude": 10.0 + number, "longitude": 20.0, "member_since": 2000 + number}
        build.organisation(**where | given_values)
    build.organisation(name="The Office", kind="secretariat")


def names(**wanted):
    asked = Wanted(**wanted)
    total, _counts = directory.counts(asked)
    page = directory.listed(asked, 1, total)
    assert page.total == len(page.items)
    return [place.name for place in page.items]


def test_all_members_stand_in_the_order_of_their_plain_letters(cities):
    expected = ["Auenbrück", "Borj Yasmina", "Dar Essalwane", "Łódeczka", "Ribalva", "San Isagani"]
    assert names() == expected


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("auenbruck", ["Auenbrück"]),
        ("AUENBRÜCK", ["Auenbrück"]),
        ("السلوان", ["Dar Essalwane"]),
        ("lodecz", ["Łódeczka"]),
        ("isagani san", ["San Isagani"]),
        ("san borj", []),
        ("germany", ["Auenbrück"]),
        ("100%", []),
        ("_", ["Auenbrück", "Borj Yasmina", "Dar Essalwane", "Łódeczka", "Ribalva", "San Isagani"]),
    ],
)
def test_cities_are_found_by_their_names(cities, words, found):
    assert names(words=words) == found


@pytest.mark.parametrize(
    ("locale", "words"), [("fr", "allemagne"), ("ar", "ألمانيا"), ("es", "alemania")]
)
def test_countries_are_found_by_their_names_in_the_language_of_the_reader(cities, locale, words):
    with speaking(locale):
        assert names(words=words) == ["Auenbrück"]


def test_cities_are_ordered_by_size_and_by_age(cities):
    assert names(order="population")[-2:] == ["San Isagani", "Łódeczka"]
    assert names(order="member-since")[0] == "Dar Essalwane"


def test_codes_of_one_facet_widen_and_those_of_two_narrow(cities):
    assert len(names(chosen={"region": ["africa", "europe"]})) == 5
    assert names(chosen={"region": ["africa", "europe"], "kind": ["town"]}) == [
        "Borj Yasmina",
        "Ribalva",
    ]


def test_a_code_nobody_has_finds_nothing(cities):
    assert names(chosen={"region": ["atlantis"]}) == []


CODES = {
    "region": ["africa", "europe", "southeast-asia", "atlantis"],
    "country": ["MA", "PT", "PL"],
    "band": ["50k-250k", "under-50k"],
    "kind": ["city", "town"],
    "climate": ["c"],
}


@given(
    words=st.sampled_from(["", "a", "r", "san", "port"]),
    chosen=st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(codes), unique=True) for name, codes in CODES.items()}
    ),
)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_counts_say_what_a_choice_would_show(cities, words, chosen):
    """A code's count is the length of the list with only that code of its facet chosen."""
    total, counts = directory.counts(Wanted(words=words, chosen=chosen))

    assert total == len(reference(words, chosen))
    for facet in FACETS:
        codes = {getattr(place, facet) for place in everybody()} - {None}
        expected = {code: len(reference(words, {**chosen, facet: [code]})) for code in codes}
        assert counts[facet] == {code: number for code, number in expected.items() if number}


def everybody():
    return db.session.scalars(sa.select(Organisation).where(Organisation.kind != "secretariat"))


def reference(words, chosen):
    """The list, found in the plainest way."""
    return [
        place
        for place in everybody()
        if (words in place.folded or words in folded(country_name(place.country)))
        and all(not codes or getattr(place, facet) in codes for facet, codes in chosen.items())
    ]


def test_few_cities_have_each_a_point(cities):
    spots = directory.spots(Wanted(), 6)

    assert {spot.name for spot in spots} == {given_values["name"] for given_values in CITIES}
    assert {spot.count for spot in spots} == {1}


def test_many_cities_have_a_point_for_each_country(cities):
    build.organisation(name="Big", country="MA", population=5_000_000, latitude=1.0, longitude=2.0)

    spots = {spot.country: spot for spot in directory.spots(Wanted(), SINGLE_POINTS + 1)}

    assert (spots["MA"].name, spots["MA"].count) == ("Big", 2)
    assert spots["DE"].count == 1


def test_the_cities_of_one_country_have_each_a_point(cities):
    build.organisation(name="Big", country="MA", population=5_000_000, latitude=1.0, longitude=2.0)

    spots = directory.spots(Wanted(chosen={"country": ["MA"]}), SINGLE_POINTS + 1)

    assert sorted(spot.name for spot in spots) == ["Big", "Dar Essalwane"]


def test_a_city_without_a_place_has_no_point(app):
    build.organisation()

    assert directory.spots(Wanted(), 1) == []
