"""Hold the sample case studies to the rules of real ones, and to their promised variety."""

import csv
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.translation.paragraphs import Kind, cut

PORTAL = Path(__file__).parents[2] / "portal"
NETWORK = PORTAL / "demo" / "network"
FILES = sorted((NETWORK / "case_studies").glob("*.toml"))

# The limits are those of PRODUCT.md, in characters.
LIMITS = {
    "title": 120,
    "summary": 500,
    "situation": 1500,
    "action": 3000,
    "results": 1500,
    "enabling_factors": 1000,
    "lessons": 1500,
    "advice": 800,
}
LOCALES = {"en": 8, "fr": 6, "es": 6, "pt": 4, "ar": 6}
STATES = Counter(published=22, draft=3, submitted=2, in_editing=1, changes_requested=1, retired=1)
VISIBILITIES = {"members", "public", "region", "team"}
KEYS = {"key", "city", "author", "locale", "state", "visibility", "published_on"}
FACTS = {
    *("pathways", "topics", "hazards", "sdgs", "stage", "started", "ended"),
    *("licence", "lessons_visibility"),
}

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
LINK = re.compile(r"https?://[^\s)>\]]+")
OWN_LINK = re.compile(r"https://([a-z0-9-]+\.)*example\.org(/[^\s]*)?")
LETTER = re.compile(r"[^\W\d_]")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
LAST_DAY = dt.date(2026, 11, 19)

Study = dict[str, Any]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(scheme: str) -> set[str]:
    return {row["code"] for row in VOCABULARIES if row["scheme"] == scheme}


VOCABULARIES = rows(PORTAL / "thesaurus" / "vocabularies.csv")
CITIES = {row["key"]: row for row in rows(NETWORK / "cities.csv")}
PEOPLE = {row["email"]: row for row in rows(NETWORK / "people.csv")}


def load(path: Path) -> Study:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def kinds(text: str) -> list[Kind]:
    """Say in order what is translated by itself in a text: paragraphs, items, cells."""
    return [piece.kind for piece in cut(text)]


def word_count(words: dict[str, str]) -> int:
    """Count what a reader would call a word: numbers, signs of lists and tables are none."""
    return sum(1 for word in " ".join(words.values()).split() if LETTER.search(word))


def every_text(study: Study) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each language version of a study as its locale and its fields."""
    yield study["locale"], study["words"]
    for locale, translation in study.get("translations", {}).items():
        yield locale, translation["words"]


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return [load(path) for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_is_complete_and_uses_known_codes(path: Path) -> None:
    study = load(path)
    facts = study["facts"]

    assert study.keys() - {"facts", "words", "translations"} == KEYS
    assert study["key"] == path.stem
    assert study["locale"] in LOCALES
    assert study["visibility"] in VISIBILITIES
    assert facts.keys() - {"place"} == FACTS
    assert facts["stage"] in codes("stage")
    assert facts["licence"] in codes("licence")
    assert facts["lessons_visibility"] in {"members", "region"}
    for field, scheme, fewest, most in [
        ("pathways", "pathway", 1, 5),
        ("topics", "topic", 1, 4),
        ("hazards", "hazard", 0, 5),
        ("sdgs", "sdg", 1, 5),
    ]:
        assert set(facts[field]) <= codes(scheme), field
        assert fewest <= len(facts[field]) <= most, field
        assert len(set(facts[field])) == len(facts[field]), field


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_dates_of_a_sample_agree_with_its_state(path: Path) -> None:
    study = load(path)
    facts = study["facts"]

    if study["state"] in {"published", "retired"}:
        published_on = dt.date.fromisoformat(study["published_on"])
        assert dt.date(2025, 5, 1) <= published_on <= LAST_DAY
        assert published_on.isoformat()[:7] >= facts["started"]
    else:
        assert study["published_on"] == ""
    assert MONTH.fullmatch(facts["started"])
    assert facts["ended"] == "" or MONTH.fullmatch(facts["ended"])
    assert facts["ended"] == "" or facts["started"] <= facts["ended"] <= "2026-11"
    assert (facts["ended"] != "") == (facts["stage"] in {"ended", "stopped-early"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_of_a_sample_keep_the_limits(path: Path) -> None:
    study = load(path)

    for locale, words in every_text(study):
        assert words.keys() == LIMITS.keys(), locale
        for field, limit in LIMITS.items():
            assert len(words[field]) <= limit, f"{locale} {field}"
            assert words[field] or study["state"] == "draft", f"{locale} {field}"
        assert words["title"], locale
        assert words["summary"], locale
        for link in LINK.findall(" ".join(words.values())):
            assert OWN_LINK.fullmatch(link), link
        assert bool(ARABIC_LETTER.search(words["title"])) == (locale == "ar")
    if study["state"] == "published":
        assert 350 <= word_count(study["words"]) <= 600


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_lines_up_with_its_source(path: Path) -> None:
    study = load(path)

    for locale, translation in study.get("translations", {}).items():
        assert locale in LOCALES.keys() - {study["locale"]}
        for field, source in study["words"].items():
            assert kinds(translation["words"][field]) == kinds(source), f"{locale} {field}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_belongs_to_a_sample_city_and_one_of_its_people(path: Path) -> None:
    study = load(path)

    assert study["city"] in CITIES
    assert PEOPLE[study["author"]]["city"] == study["city"]
    assert PEOPLE[study["author"]]["staff"] == ""
    place = study["facts"].get("place")
    if place:
        assert abs(place["latitude"] - float(CITIES[study["city"]]["latitude"])) < 0.2
        assert abs(place["longitude"] - float(CITIES[study["city"]]["longitude"])) < 0.2


def test_the_samples_have_the_promised_numbers(studies: list[Study]) -> None:
    assert len({study["key"] for study in studies}) == 30
    assert Counter(study["locale"] for study in studies) == LOCALES
    assert Counter(study["state"] for study in studies) == STATES
    assert {study["visibility"] for study in studies} == VISIBILITIES
    translated = [study for study in studies if study.get("translations")]
    assert len(translated) == 10
    assert {code for study in translated for code in study["translations"]} == LOCALES.keys()


def test_the_published_samples_cover_all_subjects(studies: list[Study]) -> None:
    published = [study["facts"] for study in studies if study["state"] == "published"]

    def covered(field: str) -> set[str]:
        return {code for facts in published for code in facts[field]}

    assert covered("pathways") == codes("pathway")
    assert covered("topics") == codes("topic")
    assert covered("hazards") == codes("hazard")
    assert covered("sdgs") == codes("sdg")
    assert {facts["pathways"][0] for facts in published} == codes("pathway")
    assert {study["facts"]["stage"] for study in studies} == codes("stage")
    assert {CITIES[study["city"]]["region"] for study in studies} == codes("region")


def test_no_two_samples_share_a_title_or_a_paragraph(studies: list[Study]) -> None:
    texts = [words for study in studies for _, words in every_text(study)]
    pieces = [piece.text for words in texts for text in words.values() for piece in cut(text)]
    sentences = [text for text in pieces if len(text) > 40]

    assert len(sentences) == len(set(sentences))


def test_the_city_of_the_sample_official_shows_three_states(studies: list[Study]) -> None:
    official = PEOPLE["official@example.org"]
    own = [study for study in studies if study["city"] == official["city"]]

    assert len({study["state"] for study in own}) >= 3
    assert [study["state"] for study in own if study["author"] == official["email"]] == ["draft"]
