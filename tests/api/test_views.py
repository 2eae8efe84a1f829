"""The API as programs use it: who gets what, in which language, and how it says no."""

import json

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal.api.parameters import LIMIT, BadParameter
from portal.case_studies.kind import KIND
from portal.case_studies.models import CaseStudy
from portal.content import actions, importing
from portal.content.importing import Report, Target
from portal.content.models import Status, Visibility
from portal.content.translations.taking import take_translation
from portal.core.db import db
from portal.core.i18n import speaking
from portal.organisations.models import StaffRole
from tests import build

FRENCH = {
    "title": "De l’ombre pour la rue du marché",
    "summary": "Les étals sont restés ouverts.",
    "situation": "Il faisait trop chaud.\n\nLes marchands partaient à midi.",
    "action": "- Des voiles entre les maisons\n- Des arbres en pots",
    "results": "Quatre degrés de moins à midi en **2025**.",
    "enabling_factors": "L’association des marchands a payé la moitié.",
    "lessons": "Les premières voiles se sont déchirées.",
    "advice": "Demandez d’abord aux pompiers.",
}
IMPORTED = (
    {"id": "net-7-en", "group": "net-7", "language": "en", "title": "Rain gardens along the tram"},
    {"id": "net-7-pt", "group": "net-7", "language": "pt", "title": "Jardins de chuva na linha"},
)


def published(cast, **words):
    return build.case_study(cast.ada, status=Status.PUBLISHED, words=words)


def imported(city):
    """Two versions of one text, as another network hands them over."""
    rows = [
        importing.parse(json.dumps(row | {"text": f"{row['title']}.", "licence": "CC BY 4.0"}))
        for row in IMPORTED
    ]
    target = Target(city.id, KIND, Visibility.MEMBERS, "action", lambda _row: {})
    importing.take_groups(importing.groups_of(rows), target, Report())


def titles(answer):
    return [result["title"] for result in answer.json["results"]]


# Who may call


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic YTpi"])
def test_without_a_valid_token_it_asks_for_one(visitor, insist_on, header):
    for path in ("/me", "/search", "/search?limit=x", "/case-studies/1"):
        answer = visitor.get(f"/api/v1{path}", headers={"Authorization": header} if header else {})

        assert answer.status_code == 401, path
        assert answer.content_type == "application/problem+json"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        insist_on("Problem", answer.json)


def test_a_session_cookie_opens_nothing(cast, sign_in):
    assert sign_in(cast.ada).get("/api/v1/me").status_code == 401


def test_answers_are_stored_nowhere_and_set_no_cookie(cast, ask):
    answer = ask(cast.ada, "/me")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["/me", "/search", "/case-studies/1", "/openapi.json"])
def test_nothing_can_be_changed(cast, visitor, bearer, insist_on, path):
    token = bearer(cast.ada)
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = visitor.open(f"/api/v1{path}", method=method, headers=token)

        assert answer.status_code == 405, method
        insist_on("Problem", answer.json)


def test_an_unknown_address_is_a_problem(cast, visitor, bearer, insist_on):
    token = bearer(cast.ada)
    for path in ("/nowhere", "/case-studies", "/case-studies/one", "/search/"):
        answer = visitor.get(f"/api/v1{path}", headers=token)

        assert answer.status_code == 404, path
        insist_on("Problem", answer.json)


def test_refusals_speak_the_persons_language(ask):
    answer = ask(build.person(locale="fr"), "/search", limit="0")

    with speaking("fr"), pytest.raises(BadParameter) as refused:
        LIMIT.read(MultiDict({"limit": "0"}))
    assert answer.json["detail"] == refused.value.message


# Oneself


def test_it_says_who_the_token_speaks_for(cast, ask, insist_on):
    answer = ask(cast.bo, "/me")

    insist_on("Person", answer.json)
    assert answer.json["email"] == cast.bo.email
    assert answer.json["memberships"][0]["role"] == "coordinator"
    assert answer.json["memberships"][0]["organisation"]["name"] == "Home"


def test_it_says_what_somebody_does_for_the_secretariat(cast, ask, insist_on):
    answer = ask(cast.tia, "/me")

    insist_on("Person", answer.json)
    assert answer.json["appointments"] == [
        {"role": StaffRole.TRANSLATOR, "region": None, "locale": "ar"}
    ]


# Searching


def test_a_text_is_found_with_its_marks_and_its_page(cast, ask, indexed, insist_on):
    study = published(cast)
    indexed()

    answer = ask(cast.cy, "/search", q="sails between houses")

    insist_on("Found", answer.json)
    [found] = answer.json["results"]
    assert answer.json["total"] == 1
    assert found["id"] == study.id
    assert found["url"] == f"http://localhost/en/case-studies/{study.id}"
    assert "<mark>Sails</mark>" in found["highlights"][0]
    assert found["score"] > 0
    assert (found["external_id"], found["group"]) == (None, None)
    assert answer.json["facets"]["topic"] == {"heat-cooling": 1}
    assert answer.json["facets"]["kind"] == {"case_study": 1}


def test_markup_in_a_text_stays_text_in_its_highlights(cast, ask, indexed):
    published(cast, summary="<script>alert(1)</script> shade")
    indexed()

    [found] = ask(cast.cy, "/search", q="shade").json["results"]

    assert "<script" not in "".join(found["highlights"])


def test_imported_texts_keep_the_numbers_they_had(cast, ask, indexed, insist_on):
    imported(cast.home)
    indexed()

    answer = ask(cast.cy, "/search", q="rain gardens")

    insist_on("Found", answer.json)
    [found] = answer.json["results"]
    assert (found["external_id"], found["group"]) == ("net-7-en", "net-7")
    assert answer.json["total"] == 1


def test_lang_keeps_to_texts_in_that_language(cast, ask, indexed):
    imported(cast.home)
    published(cast, title="Jardins in name only")
    indexed()

    answer = ask(cast.cy, "/search", q="jardins", lang="pt")

    [found] = answer.json["results"]
    assert (found["external_id"], found["locale"]) == ("net-7-pt", "pt")
    assert found["url"].startswith("http://localhost/pt/")
    assert set(answer.json["facets"]["language"]) == {"en", "pt"}


def test_lang_reads_the_question_in_that_language(cast, ask, indexed):
    """A French reader's «étal» finds «étals», which English does not know as its plural."""
    study = published(cast)
    take_translation(study, "fr", FRENCH)
    indexed()

    answer = ask(cast.cy, "/search", q="l’ombre des marchés", lang="fr")

    assert titles(answer) == [FRENCH["title"]]
    assert titles(ask(cast.cy, "/search", q="ombre", lang="de")) == []


def test_without_lang_one_gets_the_version_one_reads(cast, ask, indexed):
    imported(cast.home)
    indexed()
    reader = build.member(cast.far, locale="pt", reading_locales=["pt"])

    answer = ask(reader, "/search", q="jardins gardens")

    assert titles(answer) == ["Jardins de chuva na linha"]
    assert answer.json["results"][0]["url"].startswith("http://localhost/pt/")


def test_the_filters_narrow(cast, ask, indexed):
    published(cast, title="Ours")
    build.case_study(cast.gus, status=Status.PUBLISHED, words={"title": "Theirs"})
    indexed()

    everything = ask(cast.cy, "/search")
    ours = ask(cast.cy, "/search", country="ma", kind="case-study", pathway="resilient")
    none = ask(cast.cy, "/search", topic="coast")

    assert sorted(titles(everything)) == ["Ours", "Theirs"]
    assert titles(ours) == ["Ours"]
    assert ours.json["facets"]["country"] == {"MA": 1, "PT": 1}
    assert none.json["total"] == 0


def test_pages_of_any_beginning_follow_each_other(cast, ask, indexed):
    for number in range(7):
        published(cast, title=f"Text {number}")
    indexed()
    everything = titles(ask(cast.cy, "/search", limit=50))

    rows = [titles(ask(cast.cy, "/search", limit=3, offset=offset)) for offset in range(9)]

    assert rows == [everything[offset : offset + 3] for offset in range(9)]
    assert len(everything) == 7


def test_scores_are_told_where_they_say_something(cast, ask, indexed):
    published(cast)
    indexed()

    best = ask(cast.cy, "/search", q="shade").json["results"]
    newest = ask(cast.cy, "/search", q="shade", sort="date").json["results"]

    assert best[0]["score"] > 0
    assert newest[0]["score"] == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "51"), ("offset", "-1"), ("lang", "klingon"),
        ("kind", "poem"), ("topic", "nothing"), ("sort", "up"), ("page", "2"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_named(cast, ask, insist_on, name, value):
    answer = ask(cast.ada, "/search", **{name: value})

    assert answer.status_code == 422
    assert answer.json["parameter"] == name
    insist_on("Problem", answer.json)


@pytest.mark.parametrize("name", build.CAST[:-1])
def test_search_shows_what_each_may_read_and_hides_the_rest(cast, ask, indexed, name):
    for visibility in Visibility:
        for status in (Status.DRAFT, Status.SUBMITTED, Status.PUBLISHED, Status.RETIRED):
            build.case_study(
                cast.ada, status=status, visibility=visibility,
                words={"title": f"{status} for {visibility}"},
            )  # fmt: skip
    indexed()
    reach = {
        "team": ("ada", "eve", "bo", "fay", "di", "dan"),
        "region": ("ada", "eve", "bo", "fay", "cy", "di", "dan"),
        "members": ("ada", "eve", "bo", "fay", "cy", "gus", "di", "dan", "rex", "tia"),
        "public": build.CAST,
    }

    answer = ask(getattr(cast, name), "/search", q="shade market street", limit=50)

    readable = {f"published for {each}" for each, names in reach.items() if name in names}
    assert set(titles(answer)) == readable
    assert answer.json["total"] == len(readable)


def test_an_index_that_lags_shows_too_little_and_never_too_much(cast, ask, indexed):
    study = published(cast)
    indexed()
    actions.retire(study, build.some_editor())

    answer = ask(cast.cy, "/search", q="shade")

    assert answer.json["results"] == []
    assert answer.json["total"] == 0


def test_without_an_index_it_says_when_to_come_back(app, cast, ask, indexed, insist_on):
    published(cast)

    answer = ask(cast.cy, "/search", q="shade")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    insist_on("Problem", answer.json)


# Reading a case study


def test_a_case_study_comes_with_all_its_words_and_facts(cast, ask, insist_on):
    study = build.case_study(
        cast.ada,
        status=Status.PUBLISHED,
        facts={"started": "2024-06", "place": {"latitude": 31.6, "longitude": -8.0}},
    )

    answer = ask(cast.cy, f"/case-studies/{study.id}")

    insist_on("CaseStudy", answer.json)
    told = answer.json
    assert told["words"]["results"] == {
        "text": build.WORDS["results"],
        "locale": "en",
        "html": "<p>Four degrees less at noon in <strong>2025</strong>.</p>\n",
    }
    assert {name: words["text"] for name, words in told["words"].items()} == build.WORDS
    assert told["facts"]["topics"][0]["code"] == "heat-cooling"
    assert told["facts"]["started"] == "2024-06"
    assert told["facts"]["place"] == {"latitude": 31.6, "longitude": -8.0}
    assert told["licence"]["code"] == "cc-by-4.0"
    assert told["organisation"]["name"] == "Home"
    assert told["urls"]["ar"] == f"http://localhost/ar/case-studies/{study.id}"
    assert told["status"] == "published"
    assert (told["translations"], told["origins"], told["withheld"]) == ([], [], [])


def test_it_is_read_in_the_language_asked_for(cast, ask, insist_on):
    study = published(cast)
    take_translation(study, "fr", FRENCH)

    answer = ask(cast.cy, f"/case-studies/{study.id}", lang="fr")

    insist_on("CaseStudy", answer.json)
    told = answer.json
    assert {name: words["text"] for name, words in told["words"].items()} == FRENCH
    assert {words["locale"] for words in told["words"].values()} == {"fr"}
    assert told["translations"] == [{"locale": "fr", "completeness": 1.0}]
    assert told["locale"] == "en"
    assert told["organisation"]["country"] == {"code": "MA", "label": "Maroc"}
    assert told["url"] == told["urls"]["fr"]


def test_what_is_not_translated_comes_in_the_original_and_is_marked(cast, ask, insist_on):
    study = published(cast)
    take_translation(study, "fr", {"title": FRENCH["title"]})

    told = ask(cast.cy, f"/case-studies/{study.id}", lang="fr").json

    insist_on("CaseStudy", told)
    assert told["words"]["title"]["locale"] == "fr"
    assert told["words"]["advice"]["locale"] == "en"
    assert 'lang="en"' in told["words"]["advice"]["html"]
    assert 0 < told["translations"][0]["completeness"] < 0.5


def test_an_imported_one_says_where_it_came_from(cast, ask, insist_on):
    imported(cast.home)
    [study] = db.session.scalars(sa.select(CaseStudy))

    told = ask(cast.cy, f"/case-studies/{study.id}").json

    insist_on("CaseStudy", told)
    assert [(each["external_id"], each["locale"]) for each in told["origins"]] == [
        ("net-7-en", "en"),
        ("net-7-pt", "pt"),
    ]
    assert told["origins"][0]["licence"] == "CC BY 4.0"
    assert told["licence"] is None


def test_markup_in_a_title_is_text_in_its_html(cast, ask):
    study = published(cast, title="<img src=x onerror=alert(1)>")

    told = ask(cast.cy, f"/case-studies/{study.id}").json["words"]["title"]

    assert told["text"] == "<img src=x onerror=alert(1)>"
    assert told["html"] == "&lt;img src=x onerror=alert(1)&gt;"


def test_a_hidden_part_is_named_and_left_out(cast, ask, insist_on):
    study = build.case_study(
        cast.ada, status=Status.PUBLISHED, facts={"lessons_visibility": "team"}
    )

    outside = ask(cast.cy, f"/case-studies/{study.id}")
    inside = ask(cast.eve, f"/case-studies/{study.id}")

    insist_on("CaseStudy", outside.json)
    assert "sails tore" not in outside.text
    assert outside.json["withheld"] == ["lessons"]
    assert "sails tore" in inside.json["words"]["lessons"]["text"]
    assert inside.json["withheld"] == []


@pytest.mark.parametrize(
    ("name", "status", "answer"),
    [
        ("ada", Status.DRAFT, 200),
        ("eve", Status.DRAFT, 404),
        ("bo", Status.DRAFT, 200),
        ("di", Status.DRAFT, 404),
        ("max", Status.DRAFT, 404),
        ("di", Status.SUBMITTED, 200),
        ("cy", Status.SUBMITTED, 404),
        ("cy", Status.PUBLISHED, 200),
        ("max", Status.PUBLISHED, 404),
        ("cy", Status.RETIRED, 410),
        ("ada", Status.RETIRED, 200),
        ("max", Status.RETIRED, 404),
    ],
)
def test_who_may_read_a_case_study(cast, ask, insist_on, name, status, answer):
    study = build.case_study(cast.ada, status=status)

    given = ask(getattr(cast, name), f"/case-studies/{study.id}")

    assert given.status_code == answer
    insist_on("CaseStudy" if answer == 200 else "Problem", given.json)


@pytest.mark.parametrize("number", ["0", "999", "2147483648", "9" * 40])
def test_what_does_not_exist_is_not_found(cast, ask, number):
    assert ask(cast.ada, f"/case-studies/{number}").status_code == 404


def test_a_case_study_refuses_other_parameters(cast, ask):
    study = published(cast)

    answer = ask(cast.cy, f"/case-studies/{study.id}", original="1")

    assert answer.status_code == 422
    assert answer.json["parameter"] == "original"


def test_an_edit_that_is_not_published_yet_is_not_told(cast, ask):
    study = published(cast)
    first = build.Draft(build.WORDS | {"title": "A better title"}, build.FACTS)
    build.writing.revise(study, cast.ada, study.version, first)
    db.session.commit()

    assert (
        ask(cast.ada, f"/case-studies/{study.id}").json["words"]["title"]["text"]
        == (build.WORDS["title"])
    )
