"""Hold the vocabularies, the sample network and the pages to what their readers rely on."""

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "portal"
NETWORK = PORTAL / "demo" / "network"
REAL_CITIES = ROOT.parent / "shared" / "data" / "cities.csv"
LAUNCH = ("en", "es", "fr", "pt", "ar")
BRIEFINGS = sorted((NETWORK / "briefings").glob("*.toml"))
PAGES = sorted((PORTAL / "pages" / "texts").glob("*.toml"))
SIGN_INS = [
    "official",
    "coordinator",
    "editor",
    "editor2",
    "translator",
    "reviewer",
    "admin",
    "stranger",
]
SIZES = {  # how many concepts PRODUCT.md names
    "pathway": 5, "topic": 20, "hazard": 10, "sdg": 17, "region": 9, "band": 5, "stage": 6,
    "organisation-kind": 6, "climate": 5, "income": 4, "setting": 5, "licence": 3,
    "event-kind": 7, "briefing-kind": 6, "event-phase": 3,
}  # fmt: skip
BAND_LIMITS = (0, 50_000, 250_000, 1_000_000, 5_000_000)
ARABIC = re.compile(r"[\u0600-\u06ff]")
ADDRESS = re.compile(r"https?://([^/\s)]+)")

Row = dict[str, str]
Text = dict[str, Any]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(path: Path) -> Text:
    return tomllib.loads(path.read_text(encoding="utf-8"))


VOCABULARIES = rows(PORTAL / "thesaurus" / "vocabularies.csv")
CITIES = rows(NETWORK / "cities.csv")
MEMBERS = [city for city in CITIES if city["kind"] != "secretariat"]
PEOPLE = rows(NETWORK / "people.csv")
EVENTS: list[Text] = toml(NETWORK / "events.toml")["events"]
CITY_KEYS = {city["key"] for city in CITIES}


def codes(scheme: str) -> set[str]:
    return {row["code"] for row in VOCABULARIES if row["scheme"] == scheme}


def listed(cell: str) -> list[str]:
    return [each for each in cell.split("|") if each]


def versions(text: Text) -> Iterator[tuple[str, Row]]:
    """Yield each language of an event or a briefing with its words, the source first."""
    yield text["locale"], text["words"]
    for locale, translation in text.get("translations", {}).items():
        yield locale, translation["words"]


def shape(markdown: str) -> list[str]:
    return [token.type for token in MarkdownIt("commonmark").enable("table").parse(markdown)]


def staff() -> Iterator[tuple[Row, str, str]]:
    for person in PEOPLE:
        for office in listed(person["staff"]):
            name, _, scope = office.partition(":")
            yield person, name, scope


def by_email(name: str) -> Row:
    return next(person for person in PEOPLE if person["email"] == f"{name}@example.org")


# Vocabularies


def test_each_scheme_has_the_concepts_of_the_product():
    assert Counter(row["scheme"] for row in VOCABULARIES) == SIZES


def test_a_code_stands_once_in_its_scheme_and_positions_count_from_one():
    for scheme in SIZES:
        own = [row for row in VOCABULARIES if row["scheme"] == scheme]
        assert len({row["code"] for row in own}) == len(own)
        assert [int(row["position"]) for row in own] == list(range(1, len(own) + 1))


@pytest.mark.parametrize("locale", LAUNCH)
def test_each_concept_has_a_label_of_its_own_in_each_launch_language(locale):
    for scheme in SIZES:
        labels = [row[locale] for row in VOCABULARIES if row["scheme"] == scheme]
        assert all(label and label == label.strip() and len(label) <= 200 for label in labels)
        assert len(set(labels)) == len(labels), scheme


def test_arabic_labels_are_written_in_arabic():
    assert all(ARABIC.search(row["ar"]) for row in VOCABULARIES)


# Cities


def test_forty_invented_cities_and_a_secretariat_have_unique_keys_and_names():
    assert len(MEMBERS) == 40
    assert [city["key"] for city in CITIES if city["kind"] == "secretariat"] == ["secretariat"]
    for column in ("key", "name", "email_domain"):
        assert len({city[column] for city in CITIES}) == len(CITIES)


def test_cities_use_the_codes_of_the_vocabularies():
    for city in CITIES:
        assert city["kind"] in codes("organisation-kind")
        assert city["region"] in codes("region")
        assert city["climate"] in codes("climate")
        assert city["income"] in codes("income")
        assert set(listed(city["settings"])) <= codes("setting")
        assert listed(city["settings"])
        assert city["direct_submission"] in {"0", "1"}


def test_cities_fill_every_region_climate_income_kind_and_band():
    filled = {
        column: {city[column] for city in MEMBERS}
        for column in ("region", "climate", "income", "kind")
    }
    sizes = [int(city["population"]) for city in MEMBERS]

    assert filled["region"] == codes("region")
    assert filled["climate"] == codes("climate")
    assert filled["income"] == codes("income")
    assert filled["kind"] == codes("organisation-kind") - {"secretariat"}
    for low, high in pairwise([*BAND_LIMITS, 10**9]):
        assert any(low <= size < high for size in sizes)


def test_a_city_says_where_it_lies_and_where_it_answers():
    for city in CITIES:
        assert -90 <= float(city["latitude"]) <= 90
        assert -180 <= float(city["longitude"]) <= 180
        assert re.fullmatch(r"[A-Z]{2}", city["country"])
        assert city["email_domain"] == f"{city['key']}.example.org"
        assert city["website"] == f"https://{city['key']}.example.org"
        assert ZoneInfo(city["time_zone"])
        assert 1990 <= int(city["member_since"]) <= 2026
    for city in MEMBERS:
        assert 2015 <= int(city["population_year"]) <= 2026
        assert city["local_name"]
        assert city["leader_name"]
        assert city["leader_title"]


def test_profiles_are_short_and_in_a_launch_language():
    for city in CITIES:
        assert city["profile_locale"] in LAUNCH
        assert 60 <= len(city["profile"].split()) <= 120, city["key"]
        assert bool(ARABIC.search(city["profile"])) == (city["profile_locale"] == "ar")
    assert {city["profile_locale"] for city in MEMBERS} == set(LAUNCH)


def test_no_sample_city_is_a_real_one():
    if not REAL_CITIES.exists():
        pytest.skip("The list of real cities, ../shared/data/cities.csv, is not here.")
    real = rows(REAL_CITIES)
    columns = [name for name in real[0] if name.startswith("name")]
    names = {city[column].casefold() for city in real for column in columns}

    for city in MEMBERS:
        assert city["name"].casefold() not in names
        assert city["local_name"].casefold() not in names


# People


def test_sixty_people_begin_with_the_fixed_sign_ins():
    emails = [person["email"] for person in PEOPLE]

    assert len(emails) == len(set(emails)) == 60
    assert emails[:8] == [f"{name}@example.org" for name in SIGN_INS]


def test_people_belong_to_a_city_whose_domain_they_write_from():
    for person in PEOPLE:
        assert not person["city"] or person["city"] in CITY_KEYS
        assert person["role"] in {"official", "coordinator", "deputy", ""}
        assert bool(person["role"]) != bool(person["staff"]), person["email"]
        assert person["name"]
        assert person["title"]
    for person in PEOPLE[8:]:
        assert person["email"].endswith(f"@{person['city']}.example.org")


def test_people_read_first_what_their_interface_speaks():
    for person in PEOPLE:
        reading = listed(person["reading_locales"])
        assert reading[0] == person["locale"]
        assert set(reading) <= set(LAUNCH)
        assert ZoneInfo(person["time_zone"])
    assert {person["locale"] for person in PEOPLE} == set(LAUNCH)


def test_each_member_has_a_coordinator():
    coordinated = {person["city"] for person in PEOPLE if person["role"] == "coordinator"}

    assert coordinated == {city["key"] for city in MEMBERS}


def test_staff_have_an_office_with_a_scope_that_exists():
    scopes = {"editor": codes("region") | {""}, "administrator": {""}}
    scopes["translator"] = scopes["reviewer"] = set(LAUNCH)

    for person, office, scope in staff():
        assert person["city"] == "secretariat"
        assert scope in scopes[office], person["email"]


def test_the_fixed_sign_ins_are_who_they_are_said_to_be():
    official, coordinator, stranger = map(by_email, ("official", "coordinator", "stranger"))

    assert official["city"] == coordinator["city"]
    assert listed(official["reading_locales"]) == ["ar", "fr", "en"]
    assert stranger["city"] not in {official["city"], "secretariat"}
    assert stranger["locale"] == "pt"
    assert by_email("editor")["staff"] == by_email("editor2")["staff"] == "editor"
    assert by_email("translator")["staff"] == "translator:ar"
    assert by_email("reviewer")["staff"] == "reviewer:ar"
    assert by_email("admin")["staff"] == "administrator"


# Events and briefings


def test_events_are_in_all_launch_languages_within_their_limits():
    assert len({event["key"] for event in EVENTS}) == len({event["code"] for event in EVENTS}) == 5
    for event in EVENTS:
        assert {locale for locale, _words in versions(event)} == set(LAUNCH)
        assert event["kind"] in codes("event-kind")
        assert ZoneInfo(event["time_zone"])
        for locale, words in versions(event):
            assert 0 < len(words["title"]) <= 120
            assert 0 < len(words["summary"]) <= 500
            assert 0 < len(words["description"]) <= 3000
            assert bool(ARABIC.search(words["title"])) == (locale == "ar")
            assert shape(words["description"]) == shape(event["words"]["description"])


def test_events_end_when_they_really_ended():
    ended = {event["key"]: event["actual_ends_on"] for event in EVENTS}

    assert {key: day for key, day in ended.items() if day} == {"cop30": "2025-11-22"}
    for event in EVENTS:
        assert date.fromisoformat(event["starts_on"]) <= date.fromisoformat(event["ends_on"])


def test_ten_briefings_are_of_all_kinds_and_mostly_published():
    briefings = [toml(path) for path in BRIEFINGS]

    assert [path.stem for path in BRIEFINGS] == sorted(each["key"] for each in briefings)
    assert Counter(each["state"] for each in briefings) == {
        "published": 8,
        "cleared": 1,
        "draft": 1,
    }
    assert {each["kind"] for each in briefings} == codes("briefing-kind")
    assert {each["event"] for each in briefings} == {"cop29", "cop30", "cop31"}
    assert sum(len(each.get("translations", {})) >= 2 for each in briefings) >= 5


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda path: path.stem)
def test_a_briefing_names_its_event_its_sources_and_who_cleared_it(path):
    briefing = toml(path)
    event = next(each for each in EVENTS if each["key"] == briefing["event"])
    people = {person["email"]: person["staff"] for person in PEOPLE}

    assert people[briefing["author"]] == "editor"
    if briefing["state"] == "draft":
        assert not briefing["cleared_by"]
    else:
        assert people[briefing["cleared_by"]] == "editor"
        assert briefing["cleared_by"] != briefing["author"]
    assert bool(briefing["embargo"]) == (briefing["state"] == "cleared")
    if briefing["embargo"]:
        assert datetime.fromisoformat(briefing["embargo"]).tzinfo is None
    if briefing["kind"] in {"daily", "flash"}:
        last = event["actual_ends_on"] or event["ends_on"]
        assert event["starts_on"] <= briefing["day"] <= last
    assert briefing["sources"]
    for source in briefing["sources"]:
        assert source["title"]
        assert ADDRESS.findall(source["url"]) == ["example.org"]
        assert date.fromisoformat(source["accessed_on"]) <= date.fromisoformat(briefing["day"])


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda path: path.stem)
def test_a_briefing_keeps_its_limits_and_is_cut_alike_in_each_language(path):
    briefing = toml(path)

    for locale, words in versions(briefing):
        assert locale in LAUNCH
        assert 0 < len(words["title"]) <= 120
        assert 0 < len(words["meaning"]) <= 400
        assert 150 <= len(words["body"].split()) <= 350
        assert bool(ARABIC.search(words["body"])) == (locale == "ar")
        assert shape(words["body"]) == shape(briefing["words"]["body"])
        assert not ADDRESS.search(words["body"])
        # The page lists the sources by itself.
        assert not any(source["title"] in words["body"] for source in briefing["sources"])
    assert briefing["sources"]


# Pages and passwords


def test_the_pages_have_their_place():
    pages = [toml(path) for path in PAGES]

    assert [page["slug"] for page in pages] == [path.stem for path in PAGES]
    slugs = {page["slug"] for page in pages}
    assert {"about", "help", "privacy", "cookies", "join", "guidelines"} <= slugs
    for menu in ("footer", "about"):
        places = [page[menu] for page in pages if page.get(menu)]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_cut_alike_in_each_launch_language(path):
    page = toml(path)

    assert tuple(page["words"]) == LAUNCH
    for locale, words in page["words"].items():
        assert set(words) == {"title", "summary", "body"}
        assert 0 < len(words["title"]) <= 200
        assert 0 < len(words["summary"]) <= 500
        assert 0 < len(words["body"]) <= 20_000
        assert bool(ARABIC.search(words["body"])) == (locale == "ar")
        assert shape(words["body"]) == shape(page["words"]["en"]["body"])
        assert "%(" not in "".join(words.values())
        assert not ADDRESS.search(words["body"])


def test_common_bases_are_normalised_and_spare_the_sample_password():
    lines = (PORTAL / "accounts" / "common_bases.txt").read_text(encoding="utf-8").splitlines()
    bases = [line for line in lines if line and not line.startswith("#")]

    assert len(bases) == len(set(bases)) >= 300
    for base in bases:
        assert base == unicodedata.normalize("NFC", base).lower()
        assert not any(sign.isspace() for sign in base)
        assert base not in "plaza-demo-2026"
