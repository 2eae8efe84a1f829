"""The board and the editor: who may open them, and what they say."""

import json
import re

import pytest
import sqlalchemy as sa

from portal.content import writing
from portal.content.models import Status, Visibility
from portal.content.translations import actions
from portal.content.translations.models import Progress, Translation, TranslationState
from portal.content.translations.progress import reckon
from portal.core.actions import action
from portal.core.db import db
from portal.organisations.models import StaffRole
from portal.translation.machine import from_settings
from portal.translators import queries
from portal.translators.readership import readership
from tests import build
from tests.build import CAST
from tests.content.translations.conftest import Desk
from tests.statements import statement_count, statements
from tests.thesaurus.terms import concept
from tests.translation.machine.server import running

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."
BOARD = {"di": 200, "dan": 200, "rex": 200, "tia": 200, "max": 200, "visitor": 303}


def address(scene, *more: str) -> str:
    return "/".join([f"/en/translations/{scene.study.id}/ar", *more])


def seal(client) -> str:
    """The token that a form of ours would carry."""
    for page in ("/en/", "/en/account/sign-in"):
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text)
        if found:
            return found.group(1)
    raise AssertionError("no form on these pages")


def post(client, url: str, *, accept: str = "text/html", **values):
    given = {"csrf_token": seal(client), "number": 0, "version": 0, **values}
    return client.post(url, data=given, headers={"Accept": accept})


@pytest.mark.parametrize("name", CAST)
def test_the_board_is_for_translators_editors_and_administrators(sign_in, cast, name):
    answer = sign_in(getattr(cast, name)).get("/en/translations/")

    assert answer.status_code == BOARD.get(name, 403)


EDITOR = {"visitor": 303, "max": 404}


@pytest.mark.parametrize("name", CAST)
def test_members_see_how_a_text_is_translated(sign_in, scene, name):
    answer = sign_in(getattr(scene.cast, name)).get(address(scene))

    assert answer.status_code == EDITOR.get(name, 200)


@pytest.mark.parametrize("name", CAST)
def test_only_translators_of_the_language_save(sign_in, scene, name):
    unit = scene.desk.unit(TRADERS)
    client = sign_in(getattr(scene.cast, name))

    answer = post(client, address(scene, str(unit.paragraph_id)), text="كلمات", digest=unit.digest)

    expected = {"tia": 303, "visitor": 303, "max": 404}.get(name, 403)
    made = db.session.scalar(sa.select(sa.func.count()).select_from(Translation))
    assert answer.status_code == expected
    assert made == (1 if name == "tia" else 0)


def test_a_translator_of_another_language_saves_nothing(sign_in, scene):
    french = build.staff(StaffRole.TRANSLATOR, locale="fr")
    unit = scene.desk.unit(TRADERS)

    answer = post(
        sign_in(french), address(scene, str(unit.paragraph_id)), text="Mots", digest=unit.digest
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("target", ["en", "xx", "tlh"])
def test_a_language_that_is_no_target_is_not_found(sign_in, scene, target):
    answer = sign_in(scene.tia).get(f"/en/translations/{scene.study.id}/{target}")

    assert answer.status_code == 404


def test_a_hidden_text_is_not_found_by_translators(sign_in, cast):
    hidden = build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.TEAM)

    answer = sign_in(cast.tia).get(f"/en/translations/{hidden.id}/ar")

    assert answer.status_code == 404


def test_the_script_saves_and_hears_how_it_stands(sign_in, scene):
    unit = scene.desk.unit(TRADERS)

    answer = post(
        sign_in(scene.tia),
        address(scene, str(unit.paragraph_id)),
        accept="application/json",
        text=ARABIC,
        digest=unit.digest,
    )

    told = json.loads(answer.data)
    assert "error" not in told, told
    assert (told["number"], told["version"]) == (1, 1)
    assert "Draft" in told["html"]


def test_two_at_once_both_see_the_other_wording(sign_in, scene):
    scene.desk.save(TRADERS, "أولًا", scene.rim)
    unit = scene.desk.unit(TRADERS)

    answer = post(
        sign_in(scene.tia), address(scene, str(unit.paragraph_id)), text=ARABIC, digest=unit.digest
    )

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert ARABIC in page
    assert "أولًا" in page


def test_words_made_from_an_older_source_are_kept_and_count_as_outdated(sign_in, scene):
    before = scene.desk.unit(TRADERS).digest
    number = scene.desk.unit(TRADERS).paragraph_id
    scene.desk.save(TRADERS, "قديم", scene.tia)
    _change(scene)

    answer = post(
        sign_in(scene.tia), address(scene, str(number)), text=ARABIC, digest=before, number=1,
        version=1,
    )  # fmt: skip

    assert answer.status_code == 303
    assert scene.desk.unit("at ten").wordings.working.text == ARABIC
    assert scene.desk.unit("at ten").wordings.shown is None


def _change(scene):
    study = scene.study
    words = study.newest.words
    changed = words | {"situation": words["situation"].replace("at noon", "at ten")}
    draft = writing.Draft(changed, study.newest.facts)
    writing.revise(study, scene.cast.ada, study.version, draft)
    build.bring_to(study, scene.cast.ada, Status.PUBLISHED)


@pytest.mark.parametrize("digest", ["", "x" * 64, "0" * 64])
def test_a_digest_that_nothing_has_saves_nothing(sign_in, scene, digest):
    unit = scene.desk.unit(TRADERS)

    answer = post(
        sign_in(scene.tia), address(scene, str(unit.paragraph_id)), text=ARABIC, digest=digest
    )

    assert answer.status_code in (303, 404)
    assert db.session.scalar(sa.select(Translation)) is None


def test_a_paragraph_of_another_text_is_not_found(sign_in, scene):
    other = build.case_study(scene.cast.cy, status=Status.PUBLISHED)
    theirs = Desk(other).unit(TRADERS)

    answer = post(
        sign_in(scene.tia), address(scene, str(theirs.paragraph_id)), text=ARABIC,
        digest=theirs.digest,
    )  # fmt: skip

    assert answer.status_code == 404


def test_nobody_approves_her_own_words_by_the_button(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.rim)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.rim)
    number = scene.desk.unit(TRADERS).paragraph_id

    client = sign_in(scene.rim)
    post(client, address(scene, str(number), "approve"))

    assert "Somebody else has to approve it" in client.get(address(scene)).text
    assert scene.desk.unit(TRADERS).wordings.working.state is TranslationState.IN_REVIEW


def test_a_translator_who_is_no_reviewer_cannot_approve(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.rim)
    number = scene.desk.unit(TRADERS).paragraph_id

    assert post(sign_in(scene.tia), address(scene, str(number), "approve")).status_code == 403


def test_a_reviewer_approves_what_a_translator_handed_in(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    post(sign_in(scene.tia), address(scene, "hand-in"))

    post(sign_in(scene.rim), address(scene, "approve"))

    assert scene.desk.unit(TRADERS).wordings.shown.state is TranslationState.APPROVED


def test_the_memory_fills_what_it_knows(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    post(sign_in(scene.tia), address(scene, "hand-in"))
    post(sign_in(scene.rim), address(scene, "approve"))
    other = build.case_study(scene.cast.cy, status=Status.PUBLISHED)

    post(sign_in(scene.tia), f"/en/translations/{other.id}/ar/from-memory")

    wording = Desk(other).unit(TRADERS).wordings.working
    assert (wording.text, wording.state, wording.engine) == (
        ARABIC,
        TranslationState.DRAFT,
        "memory",
    )


def test_help_shows_what_the_memory_knows(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    post(sign_in(scene.tia), address(scene, "hand-in"))
    post(sign_in(scene.rim), address(scene, "approve"))
    number = scene.desk.unit(TRADERS).paragraph_id

    page = sign_in(scene.tia).get(address(scene, str(number), "help")).get_data(as_text=True)

    assert ARABIC in page


def test_the_preview_runs_in_the_direction_of_the_target(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    page = sign_in(scene.tia).get(address(scene, "preview")).get_data(as_text=True)

    assert re.search(r'class="preview" lang="ar" dir="rtl"', page)
    assert ARABIC in page


def test_an_author_answers_a_question_and_others_may_not(sign_in, scene):
    question = actions.ask(scene.desk.target, scene.desk.unit(TRADERS), "Which?", scene.tia)
    page = f"/en/translations/{scene.study.id}/questions"

    assert sign_in(scene.cast.ada).get(page).status_code == 200
    assert sign_in(scene.cast.cy).get(page).status_code == 403
    assert post(sign_in(scene.cast.cy), f"{page}/{question.id}").status_code == 403

    post(sign_in(scene.cast.ada), f"{page}/{question.id}", text="Those of the market.")

    assert "Those of the market." in sign_in(scene.tia).get(address(scene)).get_data(as_text=True)


def test_only_editors_call_a_change_small(sign_in, scene):
    url = f"/en/translations/{scene.study.id}/small-change"

    assert post(sign_in(scene.cast.ada), url).status_code == 403
    assert post(sign_in(scene.tia), url).status_code == 403
    assert post(sign_in(scene.cast.di), url).status_code == 303


def test_the_counts_of_the_board_agree_with_a_fresh_count(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)
    scene.desk.save("Four degrees", "أربع درجات", scene.tia)
    kept = _numbers(scene)

    action(lambda: reckon(scene.study))()

    assert _numbers(scene) == kept


def _numbers(scene) -> dict[str, dict[str, int]]:
    rows = db.session.scalars(sa.select(Progress).where(Progress.entry_id == scene.study.id))
    return {
        row.locale: {
            name: getattr(row, name)
            for name in ("words", "approved", "in_review", "draft", "outdated", "missing")
        }
        for row in rows
    }


def test_to_count_in_all_languages_takes_as_many_statements_as_in_one(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    counts = []
    for locales in (["ar"], None):
        with statements() as seen:
            action(reckon)(scene.study, locales)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_every_word_of_a_text_is_counted_once(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    for numbers in _numbers(scene).values():
        assert numbers.pop("words") == sum(numbers.values())


def test_the_board_puts_first_what_many_wait_for(app, cast):
    """Two texts, one nearly done: the untouched one asks for more."""
    started = build.case_study(cast.ada, status=Status.PUBLISHED)
    untouched = build.case_study(cast.ada, status=Status.PUBLISHED)
    desk = Desk(started)
    for unit in desk.units[1:]:
        desk.save(unit.source, f"ترجمة {unit.paragraph_id}", cast.tia)

    with app.test_request_context("/en/translations/"):
        page = queries.board(cast.tia, ["ar"], [], None, readership())

    assert [row.card.id for row in page.items] == [untouched.id, started.id]


def test_the_board_puts_first_what_cannot_be_read_in_the_original(app, cast):
    """Those who read Arabic read English too, and sooner; French they do not read at all."""
    for number in range(3):
        build.person(email=f"r{number}@example.org", locale="en", reading_locales=["en", "ar"])
    in_french = build.case_study(cast.ada, status=Status.PUBLISHED, locale="fr")
    in_english = build.case_study(cast.ada, status=Status.PUBLISHED, locale="en")

    with app.test_request_context("/en/translations/"):
        page = queries.board(cast.tia, ["ar"], [], None, readership())

    assert [row.card.id for row in page.items] == [in_french.id, in_english.id]


def test_board_and_own_work_take_as_many_statements_for_one_text_as_for_many(sign_in, scene):
    counts = []
    for more in (1, 3):
        for _text in range(more):
            desk = Desk(build.case_study(scene.cast.ada, status=Status.PUBLISHED))
            desk.save(TRADERS, ARABIC, scene.tia)
            for unit in desk.units[:3]:
                actions.ask(desk.target, unit, "Which street?", scene.tia)
        client = sign_in(scene.tia)
        counts.append(
            [statement_count(client, f"/en/translations/{page}") for page in ("", "mine")]
        )

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 8


def test_the_editor_takes_as_many_statements_for_one_draft_as_for_many(sign_in, scene):
    for words in ({"en": "trader", "ar": "تاجر"}, {"en": "sail", "ar": "شراع"}):
        concept(words)
    client = sign_in(scene.tia)
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    of_one = statement_count(client, address(scene))
    for unit in scene.desk.units:
        scene.desk.save(unit.source, f"ترجمة {unit.paragraph_id}", scene.tia)
    of_many = statement_count(client, address(scene))

    assert of_one == of_many <= 20


def test_the_board_shows_nothing_that_she_may_not_read(app, cast):
    build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.TEAM)
    shown = build.case_study(cast.ada, status=Status.PUBLISHED)

    with app.test_request_context("/en/translations/"):
        page = queries.board(cast.tia, ["ar", "fr"], [], None, readership())

    assert [row.card.id for row in page.items] == [shown.id]
    assert page.total == 1


@pytest.mark.parametrize("more", [(), ("preview",)])
def test_a_part_for_fewer_readers_is_hidden_from_others_here_too(sign_in, cast, more):
    facts = {"lessons_visibility": "team"}
    study = build.case_study(cast.ada, status=Status.PUBLISHED, facts=facts)

    page = sign_in(cast.tia).get("/".join([f"/en/translations/{study.id}/ar", *more]))

    assert page.status_code == 200
    assert "tore in the wind" not in page.text


def test_a_paragraph_of_a_hidden_part_cannot_be_worked_on(sign_in, cast):
    facts = {"lessons_visibility": "team"}
    study = build.case_study(cast.ada, status=Status.PUBLISHED, facts=facts)
    number = Desk(study).unit("tore in the wind").paragraph_id

    answer = sign_in(cast.tia).get(f"/en/translations/{study.id}/ar/{number}/help")

    assert answer.status_code == 404


def test_a_draft_has_no_translation_yet(sign_in, cast):
    draft = build.case_study(cast.ada)

    assert sign_in(cast.ada).get(f"/en/translations/{draft.id}/ar").status_code == 404


@pytest.fixture
def machine(app):
    """A translation server that this portal asks."""
    with running() as server:
        app.extensions["translation machine"] = from_settings(server.url, "", "Sample machine")
        yield server
    app.extensions["translation machine"] = None


def test_the_machine_fills_what_nobody_has_begun(sign_in, scene, machine):
    machine.translate = lambda text: f"ترجمة {text}"
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    client = sign_in(scene.tia)

    offered = client.get(address(scene)).text
    post(client, address(scene, "from-machine"))

    db.session.expire_all()
    made = {unit.source: unit.wordings.working for unit in scene.desk.units}
    assert "Fill by machine" in offered
    assert made.pop(TRADERS).text == ARABIC
    assert {each.state for each in made.values()} == {TranslationState.MACHINE}
    assert {each.engine for each in made.values()} == {"Sample machine"}
    assert "Fill by machine" not in client.get(address(scene)).text
    page = client.get(f"/ar/case-studies/{scene.study.id}")
    assert "ترجمة Shade for the market street" in page.text


def test_a_machine_that_is_down_changes_nothing_and_says_so(sign_in, scene, machine):
    machine.fault = "error"
    client = sign_in(scene.tia)

    post(client, address(scene, "from-machine"))

    assert "cannot be reached" in client.get(address(scene)).text
    assert not any(unit.wordings.rows for unit in scene.desk.units)


def test_where_there_is_no_machine_none_is_offered(sign_in, scene):
    client = sign_in(scene.tia)

    assert "Fill by machine" not in client.get(address(scene)).text
    assert post(client, address(scene, "from-machine")).status_code == 303
