"""Case studies in the browser's terms: who gets which page, and what a form answers."""

import re

import pytest
import sqlalchemy as sa

from portal.case_studies import queries
from portal.case_studies.models import CaseStudy
from portal.content import actions
from portal.content.models import Status, Visibility, WorkingCopy
from portal.content.translations.taking import take_translation
from portal.core.db import db
from tests import build


def seal(page) -> str:
    """The CSRF token of a page's first form."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)


def post(client, path: str, page: str | None = None, **fields):
    return client.post(path, data={"csrf_token": seal(client.get(page or path)), **fields})


def edited(study, **fields) -> dict[str, str | list[str]]:
    """What the edit form sends for the newest words, with some fields typed anew."""
    newest, facts = study.newest, build.FACTS
    usual = newest.words | {
        "base": str(newest.number),
        "visibility": study.visibility.value,
        "pathways": facts["pathways"],
        "topics": facts["topics"],
        "hazards": facts["hazards"],
        "sdgs": facts["sdgs"],
        "stage": facts["stage"],
        "licence": facts["licence"],
        "lessons_visibility": "members",
    }
    return usual | fields


@pytest.mark.parametrize(
    ("name", "status", "answer"),
    [
        ("ada", Status.DRAFT, 200),
        ("eve", Status.DRAFT, 404),
        ("cy", Status.DRAFT, 404),
        ("di", Status.DRAFT, 404),
        ("tia", Status.DRAFT, 404),
        ("max", Status.DRAFT, 404),
        ("visitor", Status.DRAFT, 303),
        ("di", Status.SUBMITTED, 200),
        ("cy", Status.SUBMITTED, 404),
        ("cy", Status.PUBLISHED, 200),
        ("tia", Status.PUBLISHED, 200),
        ("max", Status.PUBLISHED, 404),
        ("visitor", Status.PUBLISHED, 303),
        ("cy", Status.RETIRED, 410),
        ("bo", Status.RETIRED, 200),
        ("visitor", Status.RETIRED, 303),
    ],
)
def test_the_page_of_a_case_study(cast, sign_in, name, status, answer):
    study = build.case_study(cast.ada, status=status)

    page = sign_in(getattr(cast, name)).get(f"/en/case-studies/{study.id}")

    assert page.status_code == answer
    assert ("market street" in page.text) == (answer == 200)


def test_a_public_case_study_is_for_everybody(cast, visitor):
    study = build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.PUBLIC)

    page = visitor.get(f"/fr/case-studies/{study.id}")

    assert page.status_code == 200
    assert "market street" in page.text


def test_what_does_not_exist_asks_a_visitor_to_sign_in_too(visitor):
    """So that an address never tells a stranger which numbers there are."""
    assert visitor.get("/en/case-studies/999").status_code == 303


@pytest.mark.parametrize(
    ("name", "answer"),
    [("ada", 200), ("bo", 200), ("eve", 403), ("cy", 403), ("di", 200), ("max", 404)],
)
def test_the_edit_page_opens_only_for_its_editors(cast, sign_in, name, answer):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)

    page = sign_in(getattr(cast, name)).get(f"/en/case-studies/{study.id}/edit")

    assert page.status_code == answer


def test_the_list_shows_what_one_may_read(cast, sign_in, visitor):
    build.case_study(cast.ada, status=Status.PUBLISHED, words={"title": "Shown to members"})
    build.case_study(cast.ada, words={"title": "Still a draft"})
    build.case_study(
        cast.ada, status=Status.PUBLISHED, visibility=Visibility.PUBLIC,
        words={"title": "Shown to all"},
    )  # fmt: skip

    member, stranger = (
        sign_in(cast.cy).get("/en/case-studies/").text,
        visitor.get("/en/case-studies/").text,
    )

    assert "Shown to members" in member
    assert "Shown to all" in member
    assert "Still a draft" not in member
    assert "Shown to all" in stranger
    assert "Shown to members" not in stranger


def test_filters_narrow_the_list_and_count_alike(cast, sign_in):
    for topic in ("coast", "coast", "health"):
        build.case_study(
            cast.ada, status=Status.PUBLISHED, words={"title": f"About {topic}"},
            facts={"topics": [topic]},
        )  # fmt: skip

    page = sign_in(cast.cy).get("/en/case-studies/?topic=coast").text

    assert page.count("About coast") == 2
    assert "About health" not in page
    assert "2 case studies" in page


def test_the_list_takes_the_same_number_of_statements_for_few_and_for_many(cast, sign_in):
    client = sign_in(cast.cy)
    build.case_study(cast.ada, status=Status.PUBLISHED)
    few = statements(lambda: client.get("/en/case-studies/"))
    for _number in range(11):
        build.case_study(cast.ada, status=Status.PUBLISHED)

    many = statements(lambda: client.get("/en/case-studies/"))

    assert many == few
    assert many <= 8


def test_the_map_shows_the_cities_of_the_list_to_those_who_may_read_it(cast, sign_in, visitor):
    home = build.organisation(name="Suntown", latitude=10.0, longitude=20.0, country="TD")
    author = build.member(home)
    for visibility in (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.MEMBERS):
        build.case_study(author, status=Status.PUBLISHED, visibility=visibility)
    build.case_study(author)

    closed = sign_in(cast.cy).get("/en/case-studies/").text
    member = sign_in(cast.cy).get("/en/case-studies/?map=1").text
    stranger = visitor.get("/en/case-studies/?map=1").text

    assert "Show on a map" in closed
    assert '<svg class="map-figure__map"' not in closed
    assert "Suntown · Chad: 3 case studies" in member
    assert "Suntown · Chad: 1 case study" in stranger
    assert f'href="/en/case-studies/?city={home.slug}"' in member


def test_the_map_follows_the_filters_and_stays_open_with_them(cast, sign_in):
    for name, topic in (("Coastville", "coast"), ("Fairhealth", "health")):
        city = build.organisation(name=name, latitude=1.0, longitude=2.0)
        build.case_study(
            build.member(city), status=Status.PUBLISHED, facts={"topics": [topic]}
        )  # fmt: skip

    page = sign_in(cast.cy).get("/en/case-studies/?topic=coast&map=1").text

    assert "Coastville · Morocco: 1 case study" in page
    assert "Fairhealth · Morocco" not in page
    assert '<input type="hidden" name="map" value="1">' in page
    assert 'href="/en/case-studies/?topic=coast"' in page  # hides the map


def test_a_city_without_a_place_is_not_on_the_map(cast, sign_in):
    city = build.organisation(name="Nowhere", latitude=None, longitude=None)
    build.case_study(build.member(city), status=Status.PUBLISHED)

    page = sign_in(cast.cy).get("/en/case-studies/?map=1")

    assert page.status_code == 200
    assert "Nowhere · Morocco: " not in page.text


def test_many_cities_share_a_point_for_each_country(cast, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "SINGLE_POINTS", 2)
    for country, studies in (("TD", 1), ("TD", 2), ("PE", 1)):
        city = build.organisation(country=country, latitude=1.0, longitude=2.0)
        for _number in range(studies):
            build.case_study(build.member(city), status=Status.PUBLISHED)
    client = sign_in(cast.cy)

    whole = client.get("/en/case-studies/?map=1").text
    land = client.get("/en/case-studies/?map=1&country=TD").text

    assert "Chad: 3 case studies" in whole
    assert "Peru: 1 case study" in whole
    assert 'href="/en/case-studies/?map=1&amp;country=TD"' in whole
    assert "· Chad: 2 case studies" in land


def test_the_map_takes_one_statement_more_however_many_cities_there_are(cast, sign_in):
    client = sign_in(cast.cy)
    author = build.member(build.organisation(latitude=1.0, longitude=2.0))
    build.case_study(author, status=Status.PUBLISHED)
    without = statements(lambda: client.get("/en/case-studies/"))
    for number in range(7):
        city = build.organisation(latitude=number, longitude=2.0)
        build.case_study(build.member(city), status=Status.PUBLISHED)

    assert statements(lambda: client.get("/en/case-studies/?map=1")) == without + 1


def statements(act) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_beginning_a_case_study_leads_to_its_form(cast, sign_in):
    answer = post(
        sign_in(cast.ada), "/ar/case-studies/new",
        title="ظل لشارع السوق", organisation=str(cast.home.id), locale="ar",
    )  # fmt: skip

    study = db.session.scalar(sa.select(CaseStudy))
    assert answer.location == f"/ar/case-studies/{study.id}/edit"
    assert (study.locale, study.newest.words["title"]) == ("ar", "ظل لشارع السوق")


def test_beginning_without_a_title_says_so_and_keeps_the_rest(cast, sign_in):
    answer = post(
        sign_in(cast.ada), "/en/case-studies/new",
        title="  ", organisation=str(cast.home.id), locale="fr",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "This is needed." in answer.text
    assert '<option selected value="fr">' in answer.text or 'value="fr" selected' in answer.text


def test_nobody_begins_for_a_city_that_is_not_hers(cast, sign_in):
    answer = post(
        sign_in(cast.ada), "/en/case-studies/new",
        title="Not mine", organisation=str(cast.far.id), locale="en",
    )  # fmt: skip

    assert answer.status_code == 422
    assert db.session.scalar(sa.select(CaseStudy)) is None


def test_saving_writes_a_revision(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"

    answer = post(sign_in(cast.ada), path, **edited(study, title="Shade for all"))

    assert answer.status_code == 302
    assert study.newest.words["title"] == "Shade for all"
    assert study.newest.facts["topics"] == ["heat-cooling"]


def test_a_text_that_is_too_long_is_kept_in_the_form(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"

    answer = post(sign_in(cast.ada), path, **edited(study, summary="x" * 501))

    assert answer.status_code == 422
    assert "at most 500" in answer.text
    assert "x" * 501 in answer.text
    assert study.version == 1


def test_too_many_topics_are_refused_in_words(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"
    topics = ["coast", "health", "governance", "data-digital", "food-systems"]

    answer = post(sign_in(cast.ada), path, **edited(study, topics=topics))

    assert answer.status_code == 422
    assert "Choose at most 4." in answer.text


def test_fields_that_are_not_the_forms_change_nothing(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"

    post(
        sign_in(cast.ada), path,
        **edited(study, status="published", organisation_id=str(cast.far.id), author_id="1"),
    )  # fmt: skip

    assert study.status is Status.DRAFT
    assert study.organisation_id == cast.home.id


def test_the_second_to_save_sees_both_texts_and_can_merge(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"
    mine = edited(study, title="My title", advice="Begin in winter.")
    post(sign_in(cast.bo), path, **edited(study, title="Her title"))

    client = sign_in(cast.ada)
    answer = post(client, path, **mine)

    assert answer.status_code == 409
    assert "My title" in answer.text
    assert "Her title" in answer.text
    assert "Begin in winter." in answer.text
    merged = post(client, path, **mine | {"base": "2", "title": "Our title"})
    assert merged.status_code == 302
    assert study.newest.words["title"] == "Our title"


def test_autosave_keeps_what_is_typed_for_its_typist_only(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"
    client = sign_in(cast.ada)

    answer = post(
        client, f"/en/case-studies/{study.id}/autosave", page=path,
        **edited(study, title="Half a ti"),
    )  # fmt: skip

    assert answer.status_code == 200
    assert db.session.scalar(sa.select(WorkingCopy.person_id)) == cast.ada.id
    assert "Half a ti" in client.get(path).text
    assert "Half a ti" not in sign_in(cast.bo).get(path).text
    assert study.version == 1


def test_a_preview_shows_the_text_as_readers_would_see_it_and_saves_no_revision(cast, sign_in):
    study = build.case_study(cast.ada)
    path = f"/en/case-studies/{study.id}/edit"

    answer = post(
        sign_in(cast.ada), path,
        **edited(study, advice="Begin **in winter**.", summary="<b>Plain</b>", preview="1"),
    )  # fmt: skip

    assert answer.status_code == 200
    assert "Begin <strong>in winter</strong>." in answer.text
    assert "<p>&lt;b&gt;Plain&lt;/b&gt;</p>" in answer.text
    assert "Begin **in winter**." in answer.text
    assert study.version == 1


def test_handing_in_with_gaps_says_what_is_missing(cast, sign_in):
    study = build.case_study(cast.ada, words={"advice": ""})
    client = sign_in(cast.ada)

    answer = post(client, f"/en/entries/{study.id}/submit", page=f"/en/case-studies/{study.id}")

    assert answer.status_code == 409
    assert "missing" in answer.text


@pytest.mark.parametrize(
    ("name", "step", "status", "answer"),
    [
        ("ada", "submit", Status.DRAFT, 302),
        ("cy", "submit", Status.DRAFT, 404),
        ("di", "take-up", Status.SUBMITTED, 302),
        ("ada", "take-up", Status.SUBMITTED, 403),
        ("di", "publish", Status.SUBMITTED, 302),
        ("ada", "publish", Status.SUBMITTED, 403),
        ("rex", "publish", Status.SUBMITTED, 404),
        ("bo", "retire", Status.PUBLISHED, 302),
        ("ada", "retire", Status.PUBLISHED, 403),
        ("cy", "retire", Status.PUBLISHED, 403),
    ],
)
def test_the_steps_of_the_workflow(cast, sign_in, name, step, status, answer):
    study = build.case_study(cast.ada, status=status)
    client = sign_in(getattr(cast, name))

    taken = post(client, f"/en/entries/{study.id}/{step}", page="/en/account/preferences")

    assert taken.status_code == answer


def test_an_editor_gives_it_back_with_words_the_author_reads(cast, sign_in):
    study = build.case_study(cast.ada, status=Status.IN_EDITING)
    path = f"/en/entries/{study.id}/request-changes"

    assert post(sign_in(cast.di), path, message=" ").status_code == 422
    assert post(sign_in(cast.di), path, message="Add the cost.").status_code == 302

    assert "Add the cost." in sign_in(cast.ada).get(f"/en/case-studies/{study.id}/edit").text


def test_the_history_is_for_those_who_work_on_it(cast, sign_in):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    path = f"/en/entries/{study.id}/history"

    assert sign_in(cast.ada).get(path).status_code == 200
    assert sign_in(cast.cy).get(path).status_code == 403
    assert sign_in(cast.max).get(path).status_code == 404


def test_older_words_can_be_compared_and_brought_back(cast, sign_in):
    study = build.case_study(cast.ada)
    client = sign_in(cast.ada)
    edit = f"/en/case-studies/{study.id}/edit"
    post(client, edit, **edited(study, title="Shade for all"))

    compared = client.get(f"/en/entries/{study.id}/history/1..2").text
    post(client, f"/en/entries/{study.id}/history/1/restore", page=edit)

    assert "Shade for all" in compared or "for all" in compared
    assert study.newest.words["title"] == "Shade for the market street"
    assert study.version == 3


def test_a_part_for_fewer_readers_stays_closed_to_others(cast, sign_in):
    study = build.case_study(
        cast.ada, status=Status.PUBLISHED, facts={"lessons_visibility": "team"}
    )

    outside = sign_in(cast.cy).get(f"/en/case-studies/{study.id}").text
    inside = sign_in(cast.eve).get(f"/en/case-studies/{study.id}").text

    assert "sails tore" not in outside
    assert "sails tore" in inside


def test_a_text_in_a_third_language_says_which_one_it_is_and_which_is_the_original(cast, sign_in):
    study = build.case_study(cast.ada, status=Status.PUBLISHED, locale="pt")
    take_translation(study, "fr", {"title": "De l’ombre pour la rue", "advice": "Commencez tôt."})
    reader = build.member(cast.far, reading_locales=["es", "fr"])

    page = sign_in(reader).get(f"/es/case-studies/{study.id}?lang=es").text
    original = sign_in(reader).get(f"/es/case-studies/{study.id}?original=1").text

    assert "De l’ombre pour la rue" in page
    assert "Francés" in page
    assert "Portugués" in page
    assert f"/es/case-studies/{study.id}?lang=es&amp;original=1" in page
    assert "De l’ombre pour la rue" not in original


def test_markup_in_a_title_is_text_on_every_page(cast, sign_in):
    title = "<img src=x onerror=alert(1)>"
    study = build.case_study(cast.ada, status=Status.IN_EDITING, words={"title": title})
    pages = [
        sign_in(cast.di).get(f"/en/case-studies/{study.id}"),
        sign_in(cast.di).get(f"/en/case-studies/{study.id}/edit"),
        sign_in(cast.di).get(f"/en/entries/{study.id}/request-changes"),
        sign_in(cast.di).get(f"/en/entries/{study.id}/history"),
    ]
    actions.publish(study, cast.di)
    pages.append(sign_in(cast.cy).get("/en/case-studies/"))

    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.text
        assert "&lt;img" in page.text
