"""The words of the interface in the browser: read, written, published, taken out and in."""

import io
import re

import pytest

from portal.organisations.models import StaffRole
from portal.translation.catalogues import queries
from portal.translation.catalogues.overview import overview
from tests import build
from tests.build import CAST
from tests.translation.catalogues.samples import (
    ARABIC,
    BARE,
    COUNTED,
    FUZZY,
    GREETING,
    SIGN_IN,
    catalogues,
    publish,
    row,
    say,
)

HOME = "/en/translations/interface/"
ARABIC_PAGE = f"{HOME}ar/"
FRENCH = ARABIC.replace("Language: ar", "Language: fr")


@pytest.fixture(autouse=True)
def shipped(app, tmp_path):
    with catalogues(app, tmp_path, ar=ARABIC, fr=FRENCH) as folder:
        yield folder


@pytest.fixture
def tia(cast, sign_in):
    """Who translates into Arabic."""
    return sign_in(cast.tia)


@pytest.fixture
def max_(cast, sign_in):
    """Who administers."""
    return sign_in(cast.max)


def address(msgid, context=None, code="ar"):
    return f"{HOME}{code}/{row(msgid, context, code).number}"


def send(client, path, *texts, version=0, **more):
    fields = {f"texts-{place}": text for place, text in enumerate(texts)}
    return post(client, path, version=version, **fields, **more)


def post(client, path, **fields):
    page = client.get(HOME)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    return client.post(path, data={"csrf_token": token, **fields})


MAY = {
    "tia": (200, 200, 200, 200, 200, 403),
    "max": (200, 200, 200, 200, 403, 200),
    "visitor": (303,) * 6,
}
NOBODY_ELSE = (403, 404, 404, 404, 404, 404)


@pytest.mark.parametrize("name", CAST)
def test_who_may_look(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    paths = (HOME, ARABIC_PAGE, address(SIGN_IN), f"{ARABIC_PAGE}download", f"{ARABIC_PAGE}file",
             f"{ARABIC_PAGE}publish")  # fmt: skip

    assert tuple(client.get(path).status_code for path in paths) == MAY.get(name, NOBODY_ELSE)


@pytest.mark.parametrize(
    ("name", "saves", "publishes"),
    [("tia", 303, 403), ("max", 403, 422), ("ada", 404, 404), ("di", 404, 404)],
)
def test_who_may_write_and_publish(app, cast, sign_in, name, saves, publishes):
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        client = sign_in(getattr(cast, name))
        saved = client.post(address(SIGN_IN), data={"texts-0": "ادخل", "version": 0})
        published = client.post(f"{ARABIC_PAGE}publish", data={"mark": "0" * 64})
        restored = client.post(f"{ARABIC_PAGE}publications/0/again")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert (saved.status_code, published.status_code) == (saves, publishes)
    assert restored.status_code == (303 if name == "max" else publishes)


def test_a_translator_writes_in_her_own_language_only(tia):
    assert tia.get(address(SIGN_IN, code="fr")).status_code == 200
    assert send(tia, address(SIGN_IN, code="fr"), "Entrer").status_code == 403
    assert "<textarea" not in tia.get(address(SIGN_IN, code="fr")).text


@pytest.mark.parametrize("path", ["tlh/", "en/", "es/", "ar/7", "ar/9999999999999999999999"])
def test_what_does_not_exist_is_404(tia, path):
    assert tia.get(f"{HOME}{path}").status_code == 404


def test_the_languages_tell_how_far_they_are(cast, tia):
    say(SIGN_IN, "ادخل", by=cast.tia)

    page = tia.get(HOME).text

    for words in ("60%", "1 not translated", "1 fuzzy", "1 change not published", "As shipped"):
        assert words in page


def test_a_list_shows_what_its_filter_says(tia):
    page = tia.get(f"{ARABIC_PAGE}?show=fuzzy").text

    assert FUZZY in page
    assert SIGN_IN not in re.sub(r"<(header|footer).*?</\1>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("words", ["sign in", "الدخول"])
def test_messages_are_found_by_words_of_either_language(tia, words):
    page = tia.get(ARABIC_PAGE, query_string={"q": words}).text

    assert "1 message" in page
    assert GREETING not in page


def test_a_message_with_forms_has_a_field_for_each_with_its_number(tia):
    page = tia.get(address(COUNTED)).text

    labels = re.findall(r'<label class="field-row__label" for="texts-\d">([^<]*)<', page)
    assert labels == [
        "Zero: only for 0",
        "One: only for 1",
        "Two: only for 2",
        "Few, for example 3",
        "Many, for example 11",
        "Other numbers, for example 100",
    ]
    assert len(re.findall(r'<textarea[^>]* dir="rtl"[^>]* lang="ar"', page)) == 6
    assert "How many texts a list has." in page


def test_a_message_tells_its_context_its_note_and_where_it_is_read(tia):
    page = tia.get(address(GREETING, "letter")).text

    assert "letter" in page
    assert "Kept short." in page
    assert "portal/home/views.py" in page
    assert 'href="/ar/account/sign-in"' in tia.get(address(SIGN_IN)).text
    assert "cannot be told" in tia.get(address(BARE)).text


def test_a_fuzzy_message_shows_what_changed_in_its_source(tia):
    page = tia.get(address(FUZZY)).text

    assert "</span>rules</del>" in page
    assert "</span>guidelines</ins>" in page


def test_saving_leads_to_the_next_message_of_the_list(tia):
    answer = send(tia, address(BARE) + "?show=open", "اكتب إلى الأمانة اليوم.", next=1)

    assert answer.location == f"{ARABIC_PAGE}?show=open"
    assert row(BARE).message.strings == ("اكتب إلى الأمانة اليوم.",)


def test_saving_without_more_stays_and_shows_the_history(cast, tia):
    answer = send(tia, address(SIGN_IN), "ادخل")

    page = tia.get(answer.location).text
    assert answer.location == address(SIGN_IN)
    assert "Wording 1" in page
    assert "Tia" in page


def test_blanks_that_do_not_break_and_signs_of_direction_stay_as_typed(tia):
    typed = "\u200fادخل\u00a0الآن\u202f\u2068x\u2069"

    send(tia, address(SIGN_IN), typed)

    assert row(SIGN_IN).message.strings == (typed,)


def test_an_error_is_shown_at_its_field_and_the_words_stay_there(tia):
    answer = send(tia, address(GREETING, "letter"), "صباح الخير %(nom)s.", comment="Kept short.")

    assert answer.status_code == 422
    assert "%(name)s</" in answer.text.replace("\u2068", "").replace("\u2069", "</")
    assert "صباح الخير %(nom)s." in answer.text
    assert row(GREETING, "letter").wording is None


def test_an_error_in_one_form_of_many_has_the_focus_and_tells_its_field(tia):
    forms = ["%(count)s نصوص"] * 6
    answer = send(tia, address(COUNTED), *forms[:4], "نصوص", forms[5])

    field = re.search(r'<textarea[^>]*id="texts-4"[^>]*>', answer.text)[0]
    assert answer.status_code == 422
    assert len(re.findall(r"<textarea[^>]* autofocus", answer.text)) == 1
    assert "autofocus" in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="source-words texts-4-faults"' in field
    assert 'id="texts-4-faults"' in answer.text


def test_placeholders_run_from_left_to_right_within_arabic(cast, tia):
    say(GREETING, "مرحبًا %(name)s", context="letter", by=cast.tia)

    page = tia.get(f"{ARABIC_PAGE}?q=مرحبًا").text

    assert 'مرحبًا <bdi dir="ltr">%(name)s</bdi>' in page


def test_an_empty_field_is_refused_in_words(tia):
    answer = send(tia, address(SIGN_IN), "")

    assert answer.status_code == 422
    assert "Write the translation" in answer.text


def test_who_is_overtaken_sees_both_wordings_and_can_save_over_them(cast, tia):
    say(SIGN_IN, "دخول", by=cast.max)

    answer = send(tia, address(SIGN_IN), "ادخل", version=0)

    assert answer.status_code == 409
    for words in ("دخول", "ادخل", "Somebody else has saved another wording", "Max"):
        assert words in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert send(tia, address(SIGN_IN), "ادخل", version=1).status_code == 303


def test_remarks_are_shown_and_answered(cast, tia):
    say(SIGN_IN, "تسجيل تسجيل الدخول", by=cast.tia)
    key = row(SIGN_IN).open_remarks[0].key

    post(tia, f"{address(SIGN_IN)}/remarks", key=key, text="On purpose.")

    assert "On purpose." in tia.get(address(SIGN_IN)).text


def test_the_shipped_words_come_back_by_a_button(cast, tia):
    say(SIGN_IN, "ادخل", by=cast.tia)

    post(tia, f"{address(SIGN_IN)}/as-shipped", version=1)

    assert not row(SIGN_IN).is_ours


def test_an_administrator_publishes_what_she_saw_and_takes_it_back(cast, max_, visitor):
    say(SIGN_IN, "ادخل الآن", by=cast.tia)
    page = max_.get(f"{ARABIC_PAGE}publish").text
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', page)[1]

    answer = post(max_, f"{ARABIC_PAGE}publish", mark=mark)

    assert "ادخل الآن" in page
    assert answer.status_code == 303
    assert "ادخل الآن" in visitor.get("/ar/account/sign-in").text
    post(max_, f"{ARABIC_PAGE}publications/0/again")
    assert "ادخل الآن" not in visitor.get("/ar/account/sign-in").text
    after = max_.get(f"{ARABIC_PAGE}publish").text
    assert "as shipped" in after
    assert f'action="{ARABIC_PAGE}publications/1/again"' in after
    assert f'action="{ARABIC_PAGE}publications/0/again"' not in after


def test_a_wording_saved_after_the_look_stops_the_publication(cast, max_):
    say(SIGN_IN, "ادخل", by=cast.tia)
    mark = re.search(r'name="mark"[^>]*value="(\w+)"', max_.get(f"{ARABIC_PAGE}publish").text)[1]
    say(SIGN_IN, "دخول", by=cast.tia)

    answer = post(max_, f"{ARABIC_PAGE}publish", mark=mark)

    assert answer.status_code == 422
    assert "Look again" in answer.text
    assert queries.current("ar") is None


def test_what_waits_is_told_with_its_reason(cast, max_):
    say(SIGN_IN, "ادخل", by=cast.max)
    say(BARE, "اكتب", by=cast.tia, is_fuzzy=True)

    page = max_.get(f"{ARABIC_PAGE}publish").text

    assert "Another administrator has to publish these" in page
    assert "Not finished" in page
    assert "Nothing is ready" in page


def test_the_file_goes_out_with_what_is_published_or_with_all_drafts(cast, tia):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    say(SIGN_IN, "دخول", by=cast.tia)

    published = tia.get(f"{ARABIC_PAGE}download")
    drafted = tia.get(f"{ARABIC_PAGE}download?with=drafts")

    assert published.text == ARABIC.replace("تسجيل الدخول", "ادخل")
    assert drafted.text == ARABIC.replace("تسجيل الدخول", "دخول")
    assert "plaza-ar.po" in drafted.headers["Content-Disposition"]
    assert tia.get(f"{ARABIC_PAGE}download?with=all").status_code == 404


def upload(client, content):
    return post(client, f"{ARABIC_PAGE}file", file=(io.BytesIO(content), "ar.po"))


def test_a_file_comes_back_with_a_report(tia):
    content = ARABIC.replace("تسجيل الدخول", "ادخل").replace("الخير %(name)s", "الخير")

    page = upload(tia, content.encode()).text

    for words in ("Taken as drafts: 1", "Refused by the checks: 1", "The same as here: 2"):
        assert words in page
    assert row(SIGN_IN).message.strings == ("ادخل",)


@pytest.mark.parametrize("content", [b"msgid no", b"\xff\xfe\x00", FRENCH.encode()])
def test_a_file_that_is_none_of_ours_is_refused_in_words(tia, content):
    answer = upload(tia, content)

    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert all(not each.wording for each in overview("ar").rows)


def test_every_page_stands_in_arabic_too(cast, sign_in):
    client = sign_in(build.staff(StaffRole.TRANSLATOR, locale="ar"))
    for path in (HOME, ARABIC_PAGE, address(COUNTED), f"{ARABIC_PAGE}file"):
        assert 'dir="rtl"' in client.get(path.replace("/en/", "/ar/", 1)).text


def test_words_with_remarks_hold_her_back_once(cast, tia):
    words = "تسجيل تسجيل الدخول"

    first = send(tia, address(SIGN_IN), words, next=1)
    second = send(tia, address(SIGN_IN), words, version=1, next=1)

    assert first.location == address(SIGN_IN)
    assert second.location == address(COUNTED)
