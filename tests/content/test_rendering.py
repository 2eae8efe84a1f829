"""Reading in one's own language, paragraph by paragraph."""

import sqlalchemy as sa

from config import LOCALES
from portal.content import writing
from portal.content.models import Rendering, Status
from portal.content.rendering import assemble, reading, render
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.db import db
from tests import build

FRENCH = {
    "title": "De l'ombre pour la rue du marché",
    "summary": "Les étals sont restés ouverts pendant les mois chauds.",
    "situation": "Il faisait trop chaud pour y travailler.\n\nLes marchands partaient à midi.",
}


def translated(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    take_translation(study, "fr", FRENCH, by=cast.tia)
    return study


def test_a_reader_gets_what_is_translated_and_the_source_for_the_rest(cast):
    study = translated(cast)

    words = assemble(study, study.published, ["fr"])

    assert (words.title, words.title_locale) == (FRENCH["title"], "fr")
    assert "Les marchands" in words.html["situation"]
    assert 'lang="en"' in words.html["action"]
    assert "Sails between" in words.html["action"]
    assert 0 < words.completeness < 1


def test_only_the_changed_paragraph_falls_back_to_the_source(cast):
    study = translated(cast)
    text = study.newest.words["situation"].replace("left at noon", "left at ten")
    changed = Draft(study.newest.words | {"situation": text}, study.newest.facts)
    writing.revise(study, cast.ada, 1, changed)
    build.bring_to(study, cast.ada, Status.PUBLISHED)

    html = assemble(study, study.published, ["fr"]).html["situation"]

    assert "Il faisait trop chaud" in html
    assert "left at ten" in html
    assert "à midi" not in html


def test_moving_a_paragraph_makes_nothing_outdated(cast):
    study = translated(cast)
    parts = study.newest.words["situation"].split("\n\n")
    moved = {"situation": "\n\n".join(reversed(parts))}
    writing.revise(study, cast.ada, 1, Draft(study.newest.words | moved, study.newest.facts))
    build.bring_to(study, cast.ada, Status.PUBLISHED)

    html = assemble(study, study.published, ["fr"]).html["situation"]

    assert html.index("Les marchands") < html.index("Il faisait")


def test_the_next_reading_language_comes_before_the_source(cast):
    study = translated(cast)

    words = assemble(study, study.published, ["ar", "fr"])

    assert words.title_locale == "fr"


def test_a_version_that_does_not_line_up_is_shown_as_a_whole(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    take_translation(study, "fr", FRENCH | {"situation": "Un seul paragraphe pour tout dire."})

    html = assemble(study, study.published, ["fr"]).html["situation"]

    assert "Un seul paragraphe" in html
    assert "too hot" not in html


def test_the_worker_makes_a_rendering_in_every_language(cast, work):
    study = translated(cast)

    work()

    made = {row.locale: row for row in db.session.scalars(sa.select(Rendering))}
    assert set(made) == set(LOCALES)
    assert made["fr"].title == FRENCH["title"]
    assert made["es"].title_locale == "en"
    assert made["en"].completeness == 1
    assert made["en"].entry_id == study.id


def test_what_is_stored_is_what_would_be_put_together(cast):
    study = translated(cast)
    render(study)

    for code in ("en", "fr", "ar"):
        stored = reading(study, study.published, [code])
        assert stored == assemble(study, study.published, [code])


def test_nothing_a_member_writes_becomes_markup(cast):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    study = build.case_study(cast.ada, words={"situation": hostile}, status=Status.PUBLISHED)

    html = assemble(study, study.published, ["en"]).html["situation"]

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
