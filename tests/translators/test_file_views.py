"""A text out as a file and in again: who may, what comes down, what a returned file does."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from portal.content import writing
from portal.content.models import Status
from portal.content.translations import actions
from portal.content.translations.models import TranslationState
from portal.content.translations.offline import bundle_of
from portal.content.translations.standing import Standing
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.organisations.models import StaffRole
from portal.translation.exchange.files import Form, media_type, read, write
from portal.translators.offline_forms import ALL
from tests import build
from tests.build import CAST
from tests.content.translations.conftest import Desk
from tests.translation.exchange.samples import bundle, unit

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."
OTHER = "غادر التجار عند الظهر."
WHO = {"tia": 200, "visitor": 303, "max": 404}

FILES = list(Form)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en">&b;</xliff>"""
THIEF = b"""<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff/>"""
DEEP = b"<a>" * 5_000 + b"</a>" * 5_000


def address(scene, *more: str, locale: str = "ar") -> str:
    return "/".join([f"/en/translations/{scene.study.id}/{locale}/file", *more])


def seal(client) -> str:
    """The token that a form of ours would carry."""
    pages = (client.get(path).text for path in ("/en/", "/en/account/sign-in"))
    found = (re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) for page in pages)
    return next(token.group(1) for token in found if token)


def bring(client, url: str, content: bytes, name: str = "mine.xlf"):
    """Send a file, as the form of the page does."""
    fields = {"csrf_token": seal(client), "file": (io.BytesIO(content), name)}
    return client.post(url, data=fields, content_type="multipart/form-data")


def took(client, scene, form: Form = Form.XLIFF, which: str = "all") -> bytes:
    answer = client.get(address(scene, f"download?form={form}&which={which}"))
    assert answer.status_code == 200
    return answer.data


def translated(content: bytes, source: str, target: str) -> bytes:
    """An XLIFF file in which somebody has translated one paragraph without marks."""
    text = content.decode()
    place = text.index(f"<source>{source}</source>") + len(f"<source>{source}</source>")
    rest = re.sub(r"^\s*<target>.*?</target>", "", text[place:], count=1, flags=re.DOTALL)
    return f"{text[:place]}<target>{target}</target>{rest}".encode()


def change_source(scene, old: str, new: str) -> None:
    study = scene.study
    text = study.newest.words["situation"].replace(old, new)
    draft = Draft(study.newest.words | {"situation": text}, study.newest.facts)
    writing.revise(study, scene.cast.bo, study.version, draft)
    build.bring_to(study, scene.cast.ada, Status.PUBLISHED)


def fields_of(page: str) -> dict[str, str]:
    """What the form under the refused paragraphs would send."""
    inputs = re.findall(r'<input type="hidden" name="(rest-[^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea name="(rest-[^"]+)"[^>]*>([^<]*)</textarea>', page)
    return dict(inputs + areas)


def out(scene):
    return bundle_of(scene.desk.target, scene.desk.units)


def working(scene, words: str = TRADERS):
    return scene.desk.unit(words).wordings.working


@pytest.mark.parametrize("name", CAST)
def test_the_page_and_its_files_are_for_translators_of_the_language(sign_in, scene, name):
    client = sign_in(getattr(scene.cast, name))

    page = client.get(address(scene))
    files = client.get(address(scene, "download?form=po"))
    sent_in = bring(client, address(scene), b"")
    decided = client.post(address(scene, "rest"), data={"csrf_token": seal(client), "keep": ALL})

    expected = WHO.get(name, 403)
    assert [page.status_code, files.status_code] == [expected, expected]
    assert sent_in.status_code == {200: 422}.get(expected, expected)
    assert decided.status_code == expected


def test_another_language_can_be_chosen_where_only_forms_are_taken(sign_in, scene):
    client = sign_in(scene.tia)
    seal_, rest = seal(client), address(scene, "rest")

    answer = client.post(rest, data={"csrf_token": seal_, "keep": ALL})

    assert rest.replace("/en/", "/fr/") not in answer.text
    assert '<a class="menu__item" href="/fr/" hreflang="fr"' in answer.text


def test_the_way_to_the_translations_is_marked_as_the_current_one(sign_in, scene):
    page = sign_in(scene.tia).get(address(scene)).text

    assert '<a class="main-nav__link" href="/en/translations/" aria-current="page">' in page


@pytest.mark.parametrize(
    ("role", "locale", "status"),
    [
        (StaffRole.REVIEWER, "ar", 200),
        (StaffRole.TRANSLATOR, "fr", 403),
        (StaffRole.REVIEWER, "fr", 403),
    ],
)
def test_reviewers_translate_too_and_each_in_her_language(sign_in, scene, role, locale, status):
    client = sign_in(build.staff(role, locale=locale))

    assert client.get(address(scene)).status_code == status


@pytest.mark.parametrize("locale", ["en", "xx"])
def test_into_its_own_language_or_none_of_ours_there_is_no_page(sign_in, scene, locale):
    assert sign_in(scene.tia).get(address(scene, locale=locale)).status_code == 404


def test_what_is_not_published_has_no_file(sign_in, scene):
    draft = build.case_study(scene.cast.ada)

    answer = sign_in(scene.tia).get(f"/en/translations/{draft.id}/ar/file")

    assert answer.status_code == 404


@pytest.mark.parametrize("form", FILES)
def test_a_file_comes_down_under_a_proper_name(sign_in, scene, form):
    answer = sign_in(scene.tia).get(address(scene, f"download?form={form}"))

    ending = {"xliff": "xlf", "po": "po", "docx": "docx"}[form]
    name = f"shade-for-the-market-street-{scene.study.id}.ar.{ending}"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.mimetype == media_type(form)
    assert len(read(answer.data, "").units) == len(scene.desk.units)


@pytest.mark.parametrize(
    ("title", "name"),
    [("ظل لشارع السوق", "text"), ("Été à l'école / №5", "ete-a-l-ecole-no5"), ("../..", "text")],
)
def test_a_name_is_of_plain_letters_whatever_the_title(sign_in, scene, title, name):
    study = build.case_study(scene.cast.ada, status=Status.PUBLISHED, words={"title": title})

    answer = sign_in(scene.tia).get(f"/en/translations/{study.id}/ar/file/download?form=po")

    given = answer.headers["Content-Disposition"]
    assert given == f"attachment; filename={name}-{study.id}.ar.po"


def test_only_what_is_to_do_comes_down_if_wished(sign_in, scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)
    client = sign_in(scene.tia)

    whole, rest = took(client, scene), took(client, scene, which="open")

    assert TRADERS.encode() in whole
    assert TRADERS.encode() not in rest
    assert len(read(rest, "").units) == len(read(whole, "").units) - 1


@pytest.mark.parametrize("asked", ["", "form=pdf", "form=", "form=XLIFF"])
def test_there_is_no_file_of_another_form(sign_in, scene, asked):
    assert sign_in(scene.tia).get(address(scene, f"download?{asked}")).status_code == 404


def test_where_all_is_done_the_page_says_so_instead(sign_in, scene):
    take_translation(scene.study, "ar", scene.study.published.words, scene.rim)

    answer = sign_in(scene.tia).get(address(scene, "download?form=po&which=open"))

    assert (answer.status_code, answer.location) == (303, address(scene))


@pytest.mark.parametrize("form", FILES)
def test_a_returned_file_becomes_drafts_in_her_name(sign_in, scene, form):
    scene.desk.save(TRADERS, "أولًا", scene.tia)
    units = tuple(replace(each, target=each.target and ARABIC) for each in out(scene).units)
    content = write(replace(out(scene), units=units), form)

    answer = bring(sign_in(scene.tia), address(scene), content)

    assert answer.status_code == 200
    assert "1 paragraph is a draft in your name now." in answer.text
    assert (working(scene).text, working(scene).made_by_id) == (ARABIC, scene.tia.id)
    assert working(scene).state is TranslationState.DRAFT


def test_final_in_a_file_approves_nothing(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)
    final = content.replace(b'state="initial"', b'state="final"')

    bring(client, address(scene), final)

    assert final != content
    assert scene.desk.unit(TRADERS).standing is Standing.DRAFT


def test_every_paragraph_of_the_file_is_on_the_report(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)

    page = bring(client, address(scene), content).text

    listed = set(re.findall(r"#p(\d+)", page))
    assert listed == {str(each.paragraph_id) for each in scene.desk.units}


def test_a_changed_source_is_shown_as_a_difference_beside_her_words(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)
    change_source(scene, "left at noon", "left at ten")

    page = bring(client, address(scene), content).text

    assert "1 paragraph was not taken" in page
    assert re.search(r"<del>.*noon.*</del>.*<ins>.*ten.*</ins>", page)
    assert f">{ARABIC}</p>" in page
    assert working(scene, "left at ten") is None


def test_one_click_puts_refused_words_into_the_field_as_an_outdated_draft(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)
    change_source(scene, "left at noon", "left at ten")
    page = bring(client, address(scene), content).text

    answer = client.post(
        address(scene, "rest"), data=fields_of(page) | {"csrf_token": seal(client), "keep": "0"}
    )

    wording = working(scene, "left at ten")
    assert "1 paragraph is a draft in your name now." in answer.text
    assert (wording.text, wording.source_text) == (ARABIC, TRADERS)
    assert scene.desk.unit("left at ten").standing is Standing.OUTDATED


def test_what_is_not_decided_yet_stays_on_the_page(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)
    content = translated(content, "The street was too hot to work in.", "كان الشارع حارًا.")
    change_source(scene, "left at noon", "left at ten")
    change_source(scene, "too hot", "far too hot")
    page = bring(client, address(scene), content).text

    rest = client.post(
        address(scene, "rest"), data=fields_of(page) | {"csrf_token": seal(client), "keep": "1"}
    ).text
    left = client.post(
        address(scene, "rest"), data=fields_of(rest) | {"csrf_token": seal(client), "keep": ALL}
    ).text

    assert "2 paragraphs were not taken" in page
    assert "1 paragraph was not taken" in rest
    assert not fields_of(left)
    assert working(scene, "left at ten").text == ARABIC
    assert working(scene, "too hot").text == "كان الشارع حارًا."


def test_anothers_newer_wording_is_shown_beside_hers_and_both_stay(sign_in, scene):
    client = sign_in(scene.tia)
    content = translated(took(client, scene), TRADERS, ARABIC)
    scene.desk.save(TRADERS, OTHER, scene.rim)

    page = bring(client, address(scene), content).text
    client.post(
        address(scene, "rest"), data=fields_of(page) | {"csrf_token": seal(client), "keep": "0"}
    )

    assert all(words in page for words in (ARABIC, OTHER, "Rim"))
    assert [row.text for row in scene.desk.unit(TRADERS).wordings.rows] == [OTHER, ARABIC]


def test_an_unknown_paragraph_is_shown_with_its_words(sign_in, scene):
    stray = replace(out(scene), units=(unit("p999999", "Gone.", ARABIC),))

    page = bring(sign_in(scene.tia), address(scene), write(stray, Form.PO), "a.po").text

    assert all(words in page for words in ("No such paragraph", "p999999", ARABIC))


def test_words_of_a_file_are_words_on_the_page_and_no_markup(sign_in, scene):
    evil = "</textarea><script>alert(1)</script>"
    stray = replace(out(scene), units=(unit("p999999", "Gone.", evil),))

    page = bring(sign_in(scene.tia), address(scene), write(stray, Form.DOCX)).text

    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page


def test_a_file_of_another_text_or_language_is_refused(sign_in, scene):
    other = Desk(build.case_study(scene.cast.ada, status=Status.PUBLISHED))
    client = sign_in(scene.tia)

    for wrong in (bundle_of(other.target, other.units), replace(out(scene), target_locale="fr")):
        answer = bring(client, address(scene), write(wrong, Form.XLIFF))

        assert answer.status_code == 422
        assert "another" in answer.text
    assert working(scene) is None


@pytest.mark.parametrize(
    "content", [BOMB, THIEF, DEEP, b"<xliff", b"\xff\xfe<", b"", b"PK\x03\x04"]
)
@pytest.mark.parametrize("name", ["a.xlf", "a.docx"])
def test_an_attack_or_a_damaged_file_gets_a_sentence(sign_in, scene, content, name):
    answer = bring(sign_in(scene.tia), address(scene), content, name)

    assert answer.status_code == 422
    assert re.search(r'id="file-errors".*?<span>[^<]+\.</span>', answer.text, re.DOTALL)


def test_a_bomb_within_a_word_file_gets_a_sentence(sign_in, scene):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", BOMB)
        archive.writestr("_rels/.rels", b" " * 30_000_000)

    answer = bring(sign_in(scene.tia), address(scene), packed.getvalue(), "a.docx")

    assert answer.status_code == 422


def test_without_a_file_the_form_asks_for_one(sign_in, scene):
    client = sign_in(scene.tia)

    answer = client.post(address(scene), data={"csrf_token": seal(client)})

    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_a_file_that_is_too_large_is_told_from_a_text_that_is(sign_in, scene):
    body = b"--x\r\n\r\n" + b" " * 1_100_000

    answer = sign_in(scene.tia).post(
        address(scene), data=body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "A file may have at most 1 MB" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"keep": "-1"},
        {"keep": "x"},
        {"keep": "0", "rest-0-digest": "not hexadecimal"},
        {"keep": "0", "rest-0-number": str(2**40)},
        {"keep": "0", "rest-0-name": "p" * 61},
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(sign_in, scene, fields):
    client = sign_in(scene.tia)

    answer = client.post(address(scene, "rest"), data={"csrf_token": seal(client)} | fields)

    assert answer.status_code == 422


def test_the_pages_are_in_the_language_of_the_reader(sign_in, scene):
    client = sign_in(scene.tia)

    page = client.get(address(scene).replace("/en/", "/ar/"))

    assert page.status_code == 200
    assert 'dir="rtl"' in page.text


def test_a_sample_bundle_of_the_exchange_is_another_text(sign_in, scene):
    foreign = write(bundle(unit("p1", "A", "B")), Form.PO)

    assert bring(sign_in(scene.tia), address(scene), foreign).status_code == 422
