"""An Arabic translator and a reviewer: an outdated paragraph, a question, a second person."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

EDITOR = "editor@example.org"
COLLEAGUE = "editor2@example.org"
TRANSLATOR = "translator@example.org"
REVIEWER = "reviewer@example.org"

BODY = "The plenary was moved to the second hall.\n\nBring your badge."
CHANGED = BODY.replace("second hall", "third hall")
ARABIC = {
    "plenary": "نُقلت الجلسة العامة إلى القاعة الثانية.",
    "badge": "أحضر شارتك.",
    "Ask your": "اسأل وزارتك عن الفصل المحلي.",
}


def write_briefing(editor: Page, headline: str) -> str:
    editor.goto("/en/events/COP31")
    editor.locator("a[href*='/briefings/new']").first.click()
    editor.locator("[name=title]").fill(headline)
    editor.locator("main .submit-bar button").first.click()
    editor.wait_for_url(re.compile("/edit"))
    return save(editor, BODY)


def save(editor: Page, body: str) -> str:
    editor.locator("[name=meaning]").fill("Ask your ministry about the local chapter.")
    editor.locator("[name=body]").fill(body)
    editor.locator("main .submit-bar button").first.click()
    editor.wait_for_url(re.compile("newest=1"))
    return re.search(r"/briefings/(\d+)", editor.url).group(1)


def clear(visit, key: str) -> None:
    colleague = visit(COLLEAGUE)
    colleague.goto(f"/en/briefings/{key}?newest=1")
    colleague.locator("form[action$='/clear'] button").click()


def unit(page: Page, words: str):
    return page.locator("[data-unit]", has_text=words).first


def translate(page: Page, words: str, text: str, scripts: bool) -> None:
    """Type a translation; with a script it is saved by itself, without by the button."""
    field = unit(page, words).locator("textarea[name=text]").first
    field.fill(text)
    if scripts:
        field.press("Control+Enter")
        expect(unit(page, words).locator("[data-standing]")).to_contain_text("مسودة")
    else:
        unit(page, words).locator("[data-wording] button").click()
        page.wait_for_load_state()


def test_a_translator_hands_in_and_a_second_person_approves(visit, scripts):
    headline = "Rooms of day three" + ("" if scripts else ", repeated")
    editor = visit(EDITOR)
    key = write_briefing(editor, headline)
    clear(visit, key)

    translator = visit(TRANSLATOR, "ar", scripts)
    translator.goto("/ar/translations/")
    expect(translator.locator("main")).to_contain_text(headline)
    translator.goto(f"/ar/translations/{key}/ar")
    expect(translator.locator("html")).to_have_attribute("dir", "rtl")
    for words, text in ARABIC.items():
        translate(translator, words, text, scripts)
    translate(translator, headline, "قاعات اليوم الثالث" + ("" if scripts else " مجددًا"), scripts)

    translator.locator("form[action$='/hand-in'] button").click()
    expect(translator.locator(".flash-list")).to_be_visible()
    assert translator.request.post(f"/ar/translations/{key}/ar/approve").status in (400, 403)

    reviewer = visit(REVIEWER, "ar", scripts)
    reviewer.goto(f"/ar/translations/{key}/ar?show=review")
    unit(reviewer, "badge").locator("form[action$='/approve'] button").click()
    page = f"/ar/translations/{key}/ar"
    reviewer.goto(page)
    if scripts:
        reviewer.locator("main form[action$='/ar/approve'] button").click()
        reviewer.locator("dialog[open] button[value=yes], dialog[open] .button--main").first.click()
    else:
        reviewer.locator("main form[action$='/ar/approve'] button").click()
    expect(reviewer.locator(".flash-list")).to_be_visible()

    translator.goto(f"/ar/briefings/{key}")
    expect(translator.locator("main")).to_contain_text(ARABIC["plenary"])
    assert told(translator, "قاعات اليوم الثالث")

    editor.goto(f"/en/briefings/{key}/edit")
    save(editor, CHANGED)
    clear(visit, key)
    translator.goto(f"{page}?show=outdated")
    expect(translator.locator("[data-unit]")).to_have_count(1)
    expect(translator.locator("[data-unit] ins")).to_contain_text("third")
    expect(translator.locator("[data-unit] del")).to_contain_text("second")
    translator.goto(f"/ar/briefings/{key}")
    expect(translator.locator("main")).to_contain_text("third hall")
    expect(translator.locator("main")).to_contain_text(ARABIC["badge"])


def told(page: Page, words: str) -> bool:
    """Whether a letter about it has left in Arabic, within the patience of a person."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        page.goto("/dev/mail")
        if page.locator("a", has_text=words).count():
            return True
    return False


@pytest.mark.parametrize("scripts", [True], indirect=True, ids=["scripts"])
def test_a_question_goes_to_the_author_and_comes_back_answered(visit, scripts):
    editor = visit(EDITOR)
    key = write_briefing(editor, "A question of terms")
    clear(visit, key)
    translator = visit(TRANSLATOR, "ar")
    translator.goto(f"/ar/translations/{key}/ar")
    place = unit(translator, "badge")
    place.locator("details summary").last.click()
    place.locator("form[action$='/ask'] textarea").fill("أي شارة؟")
    place.locator("form[action$='/ask'] button").click()
    expect(translator.locator(".flash-list")).to_be_visible()

    editor.goto(f"/en/translations/{key}/questions")
    expect(editor.locator("main")).to_contain_text("أي شارة؟")
    editor.locator("main textarea").fill("The one with your photo.")
    editor.locator("main form button").click()

    translator.goto(f"/ar/translations/{key}/ar")
    expect(unit(translator, "badge")).to_contain_text("The one with your photo.")
