"""An official, on a phone, in Arabic; an editor; and the official finds what was published."""

import re
import time

from playwright.sync_api import Page, expect

OFFICIAL = "official@example.org"
EDITOR = "editor@example.org"
COLLEAGUE = "editor2@example.org"


def fill_in(page: Page, title: str) -> None:
    """A snapshot in Arabic, all that is needed."""
    page.locator("[name=summary]").fill("ثلاث جمل عن المشكلة والإجراء والنتيجة.")
    for name in ("situation", "action", "results", "enabling_factors", "lessons", "advice"):
        page.locator(f"[name={name}]").fill(f"{title}. نص قصير عن هذا الجزء.")
    for name, value in (
        ("pathways", "resilient"),
        ("topics", "flood-drainage"),
        ("sdgs", "sdg-11"),
        ("stage", "running"),
        ("licence", "cc-by-4.0"),
    ):
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)


def send(page: Page) -> None:
    """Send the form of the page by its main button."""
    page.locator("main .submit-bar button").first.click()


def save(page: Page) -> None:
    send(page)
    page.wait_for_url(re.compile("newest=1"))


def search(page: Page, words: str) -> None:
    page.goto("/ar/search")
    page.locator("main input[name=q]").first.fill(words)
    page.locator("main input[name=q]").first.press("Enter")
    page.wait_for_url(re.compile("q="))


def number_in(url: str) -> str:
    return re.search(r"/case-studies/(\d+)", url).group(1)


def test_an_official_searches_reads_writes_and_finds_it_published(visit, scripts):
    title = "خزانات تحت الساحة القديمة" + (" أولا" if scripts else " ثانيا")
    official = visit(OFFICIAL, "ar", scripts)
    expect(official.locator("html")).to_have_attribute("dir", "rtl")

    search(official, "كيف نمنع مياه الأمطار من إغراق الأسواق؟")
    official.locator("main h2 a").first.click()
    expect(official.locator("main h1")).to_be_visible()
    official.wait_for_url(re.compile("/ar/case-studies/"))

    official.goto("/ar/case-studies/new")
    official.locator("[name=title]").fill(title)
    send(official)
    official.wait_for_url(re.compile("/edit"))
    fill_in(official, title)
    save(official)
    key = number_in(official.url)
    official.locator("form[action$='/submit'] button").click()
    expect(official.locator("form[action$='/submit']")).to_have_count(0)

    editor = visit(EDITOR, "en", scripts)
    editor.goto(f"/en/case-studies/{key}")
    editor.locator("form[action$='/take-up'] button").click()
    editor.goto(f"/en/entries/{key}/request-changes")
    editor.locator("[name=message]").fill("Please add the depth of the tanks.")
    send(editor)

    official.goto(f"/ar/case-studies/{key}/edit")
    expect(official.locator("main")).to_contain_text("Please add the depth of the tanks.")
    official.locator("[name=results]").fill("عمق الخزان 2.4 متر، والسعة 800 متر مكعب.")
    save(official)
    official.locator("form[action$='/submit'] button").click()

    editor.goto(f"/en/case-studies/{key}")
    editor.locator("form[action$='/publish'] button").click()
    published = time.monotonic()

    found = False
    while not found and time.monotonic() - published < 10:
        search(official, title)
        found = official.locator(f"main a[href*='/case-studies/{key}']").count() > 0
    assert found
    official.locator(f"main a[href*='/case-studies/{key}']").first.click()
    expect(official.locator("main")).to_contain_text("800 متر مكعب")


def test_two_editors_clear_a_briefing_and_its_followers_get_it_by_mail(visit, scripts):
    headline = "What a city can do on the last day" + ("" if scripts else ", once more")
    editor = visit(EDITOR, "en", scripts)
    editor.goto("/en/events/COP31")
    editor.locator("a[href*='/briefings/new']").first.click()
    editor.locator("[name=title]").fill(headline)
    send(editor)
    editor.wait_for_url(re.compile("/edit"))
    editor.locator("[name=meaning]").fill("Write to those you met while they still remember you.")
    editor.locator("[name=body]").fill("A sample text about the day.\n\n- Write\n- Report")
    save(editor)
    key = re.search(r"/briefings/(\d+)", editor.url).group(1)
    editor.goto(f"/en/briefings/{key}")
    expect(editor.locator("form[action$='/clear']")).to_have_count(0)

    colleague = visit(COLLEAGUE, "en", scripts)
    colleague.goto(f"/en/briefings/{key}")
    colleague.locator("form[action$='/clear'] button").click()

    official = visit(OFFICIAL, "ar", scripts)
    official.goto(f"/ar/briefings/{key}")
    expect(official.locator("main")).to_contain_text("while they still remember you")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        official.goto("/dev/mail")
        if official.locator("a", has_text=headline).count():
            break
    expect(official.locator("body")).to_contain_text(headline)
