"""Fields in a question become filters; everything else stays what was typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.i18n import speaking
from portal.search.documents import Query
from portal.search.fields import applied

READ = [
    ("flood country:KE", "flood", {"country": {"KE"}}),
    ("country:Kenya flood", "flood", {"country": {"KE"}}),
    ('country:"South Africa"', "", {"country": {"ZA"}}),
    ("kind:briefing kind:event", "", {"kind": {"briefing", "event"}}),
    ("lang:fr", "", {"language": {"fr"}}),
    ("language:French", "", {"language": {"fr"}}),
    ("hazard:flooding", "", {"hazard": {"flooding"}}),
    ("year:2021", "", {"year": {"2021"}}),
    ("year:2021-2023 dams", "dams", {"year": {"2021", "2022", "2023"}}),
    ("year:2023..2022", "", {"year": {"2022", "2023"}}),
    ("KIND:Briefing", "", {"kind": {"briefing"}}),
]
LEFT = ["country:Atlantis", "title:flood", "12:30", "a:b", "http://example.org/x", "kind:", ":",
        "year:soon", "year:12345", "-country:KE", "sub:country:KE", '"country:KE"']  # fmt: skip


@pytest.mark.parametrize(("text", "rest", "filters"), READ)
def test_a_field_narrows_by_its_code_or_its_label(app, text, rest, filters):
    with app.test_request_context("/en/search"):
        found = applied(Query(text))

    assert found.text == rest
    assert found.filters == filters


def test_fields_are_called_as_the_readers_page_calls_them(app):
    with speaking("fr"):
        found = applied(Query("inondation pays:Maroc année:2024"))

    assert (found.text, found.filters) == ("inondation", {"country": {"MA"}, "year": {"2024"}})


@pytest.mark.parametrize(
    ("locale", "text", "code"),
    [("ja", "国:モロッコ", "MA"), ("ar", "البلد:المغرب", "MA"), ("zh", "国家：肯尼亚", "KE")],
)
def test_fields_are_called_so_in_every_script(app, locale, text, code):
    with speaking(locale):
        found = applied(Query(text))

    assert found.filters == {"country": {code}}


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_field_stays_a_word(app, text):
    with app.test_request_context("/en/search"):
        assert applied(Query(text)) == Query(text)


def test_a_field_widens_the_filter_beside_it(app):
    with app.test_request_context("/en/search"):
        found = applied(Query("country:KE", filters={"country": frozenset({"MA"})}))

    assert found.filters == {"country": {"KE", "MA"}}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(alphabet=':"country year21-.،：KE ', max_size=60))
def test_no_text_is_refused(app, text):
    with app.test_request_context("/en/search"):
        found = applied(Query(text))

    assert len(found.text) <= len(text)
