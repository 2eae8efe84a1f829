"""An official keeps a search; what a colleague publishes comes to her by letter."""

import re
import time

from playwright.sync_api import Page, expect

from tests.journeys.test_official import fill_in, number_in, save, search, send

OFFICIAL = "official@example.org"
COLLEAGUE = "coordinator@example.org"
EDITOR = "editor@example.org"
WORDS = "سطوح خضراء"  # green roofs


def publish(visit, scripts: bool, title: str) -> str:
    """A text of a colleague, published by an editor; returns its number."""
    colleague = visit(COLLEAGUE, "ar", scripts)
    colleague.set_viewport_size({"width": 390, "height": 844})
    colleague.goto("/ar/case-studies/new")
    colleague.locator("[name=title]").fill(title)
    send(colleague)
    colleague.wait_for_url(re.compile("/edit"))
    fill_in(colleague, title)
    save(colleague)
    key = number_in(colleague.url)
    colleague.locator("form[action$='/submit'] button").click()
    expect(colleague.locator("form[action$='/submit']")).to_have_count(0)

    editor = visit(EDITOR, "en", scripts)
    editor.goto(f"/en/case-studies/{key}")
    editor.locator("form[action$='/publish'] button").click()
    return key


def letter_with(page: Page, words: str, address: str) -> str:
    """Open the letter whose subject has these words and which leads to such an address."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page.goto("/dev/mail")
        letters = page.locator("a", has_text=words).evaluate_all("all => all.map(a => a.href)")
        for letter in letters:
            page.goto(letter)
            if found := re.search(address, page.content()):
                return found.group()
    raise TimeoutError(f"no letter about {words}")


def test_a_saved_search_brings_a_letter_and_the_letter_opens_it(visit, scripts):
    word = "قرميد" if scripts else "طحالب"
    official = visit(OFFICIAL, "ar", scripts)
    search(official, f"{WORDS} {word}")
    official.locator("main a[href*='/searches/new']").click()
    official.locator("[name=name]").fill(f"{WORDS} {word}")
    official.locator("[name=alert][value=weekly]").check(force=True)
    send(official)
    expect(official.locator("main")).to_contain_text(word)

    key = publish(visit, scripts, f"{WORDS} {word} فوق المدرسة")

    address = letter_with(official, word, r"/ar/searches/\d+")
    assert f"/ar/case-studies/{key}" in official.content()
    official.goto(address)
    official.wait_for_url(re.compile("/ar/search"))
    expect(official.locator(f"main a[href*='/case-studies/{key}']").first).to_be_visible()

    official.goto(f"{address}/stop")
    official.locator("main form button[type=submit]").last.click()
    official.wait_for_url(re.compile("/ar/searches/$"))
    official.locator(f"form[action$='{address}/remove'] button").click()
    official.locator(f"form[action$='{address}/bring-back'] button").click()
    expect(official.locator(f"main a[href='{address}']").first).to_be_visible()


def test_what_nobody_wrote_about_is_asked_and_answered(visit, scripts):
    words = "zzqqx kelpwald" if scripts else "zzqqx seegraswiese"
    official = visit(OFFICIAL, "ar", scripts)
    search(official, words)
    official.locator("main a[href*='/questions/new']").click()
    official.locator("[name=need]").fill("نريد أن نهدئ الأمواج قرب الميناء.")
    send(official)
    expect(official.locator("main")).to_contain_text(words)

    editor = visit(EDITOR, "en", scripts)
    editor.goto("/en/searches/gaps/")
    expect(editor.locator("main")).to_contain_text(words)
    editor.goto("/en/searches/questions/waiting")
    editor.locator("a", has_text=words).click()
    editor.locator("[name=answer]").fill("A sample city has tried it.")
    editor.locator("[name=link]").fill("/en/case-studies/")
    send(editor)
    editor.wait_for_url(re.compile("/waiting"))

    letter_with(official, words, r"/ar/searches/questions/\d+")
    official.goto("/ar/searches/questions/")
    expect(official.locator("main")).to_contain_text("A sample city has tried it.")
