"""A translator changes words of the interface, and readers see them without a restart."""

import difflib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT

TRANSLATOR = "translator@example.org"
ADMINISTRATOR = "admin@example.org"
OFFICIAL = "official@example.org"

SHIPPED = ROOT / "translations/ar/LC_MESSAGES/messages.po"
SEARCH = "/ar/search?q=water"
ASKS = 8  # at once: more than one process of the server has to answer
FEW = 3  # place of the form for three to ten


def forms(mark: str) -> tuple[str, ...]:
    """The six forms of Arabic, each with a word by which it is known."""
    return (
        f"لا نتائج {mark}",
        f"نتيجة واحدة {mark}",
        f"نتيجتان {mark}",
        f"%(count)s نتائج {mark}",
        f"%(count)s نتيجة {mark}",
        f"%(count)s نتيجةً {mark}",
    )


def look_up(page: Page, words: str) -> None:
    """Go from the board to a message of the interface, by its words."""
    page.goto("/ar/translations/")
    page.locator("main a[href$='/translations/interface/']").first.click()
    page.locator("main a[href$='/interface/ar/']").first.click()
    page.locator("main input[name=q]").fill(words)
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_url(re.compile("q="))
    page.locator("main ol.matches a").first.click()
    page.wait_for_url(re.compile(r"/interface/ar/\d+"))


def save(page: Page, texts: tuple[str, ...]) -> None:
    for place, text in enumerate(texts):
        page.locator(f"#texts-{place}").fill(text)
    page.locator("main .submit-bar button").last.click()
    page.wait_for_load_state()


def press(page: Page, button: str, *, scripts: bool) -> None:
    """Press a button that asks first where a script can."""
    page.locator(button).first.click()
    if scripts:
        page.locator("dialog[open] .button--main, dialog[open] button[value=yes]").first.click()
    expect(page.locator(".flash-list")).to_be_visible()


def downloaded(page: Page) -> str:
    page.goto("/en/translations/interface/ar/")
    with page.expect_download() as started:
        page.locator("main a[href*='/ar/download']").click()
    return Path(started.value.path()).read_text(encoding="utf-8")


def changes(content: str) -> list[str]:
    """The lines in which a file differs from the shipped one."""
    shipped = SHIPPED.read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(shipped, content.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def says(page: Page, mark: str) -> set[bool]:
    """Whether the page of results has this word, asked of all processes of the server."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    wanted = Request(page.url, headers={"Cookie": cookies})  # noqa: S310  (our own server)

    def answer(_number: int) -> bool:
        with urlopen(wanted) as response:  # noqa: S310  (a connection of its own)
            return mark in response.read().decode()

    with ThreadPoolExecutor(ASKS) as asking:
        return set(asking.map(answer, range(ASKS)))


def test_changed_words_are_read_at_once_and_go_out_as_a_small_difference(visit, scripts):
    mark = "للتنقيب" if scripts else "للسؤال"
    words = forms(mark)
    official = visit(OFFICIAL, "ar", scripts)
    official.goto(SEARCH)
    translator = visit(TRANSLATOR, "ar", scripts)
    translator.set_viewport_size({"width": 390, "height": 844})

    look_up(translator, "%(count)s results")
    expect(translator.locator("main")).to_contain_text("%(count)s results")
    expect(translator.locator(".fact-list a[href='/ar/search']")).to_be_visible()
    lost = words[FEW].replace("%(count)s ", "")
    save(translator, (*words[:FEW], lost, *words[FEW + 1 :]))
    wrong = translator.locator(f"#texts-{FEW}")
    expect(wrong).to_have_value(lost)
    expect(wrong).to_be_focused()
    expect(translator.locator(f"#texts-{FEW}-faults")).to_contain_text("%(count)s")
    expect(translator.locator("main .notice--danger")).to_be_visible()
    save(translator, words)
    expect(translator.locator(".flash-list")).to_be_visible()
    expect(translator.locator("main .notice--danger")).to_have_count(0)
    assert says(official, mark) == {False}  # it is a draft

    administrator = visit(ADMINISTRATOR, "en", scripts)
    administrator.goto("/en/translations/interface/ar/")
    administrator.locator("main a[href$='/ar/publish']").click()
    administrator.wait_for_url(re.compile("/publish$"))
    expect(administrator.locator("main ol.matches > li")).to_have_count(1)
    expect(administrator.locator("main ol.matches ins").first).to_be_visible()
    press(administrator, "main form[action$='/ar/publish'] button", scripts=scripts)
    assert says(official, mark) == {True}
    official.reload()
    expect(official.locator("main")).to_contain_text(mark)

    lines = changes(downloaded(administrator))
    assert [line[0] for line in lines] == ["-"] * len(words) + ["+"] * len(words)
    assert lines[len(words) :] == [f'+msgstr[{i}] "{text}"' for i, text in enumerate(words)]

    administrator.goto("/en/translations/interface/ar/publish")
    again = "form[action$='/publications/0/again'] button"
    press(administrator, again, scripts=scripts)
    expect(administrator.locator(again)).to_have_count(0)
    assert says(official, mark) == {False}
    assert changes(downloaded(administrator)) == []
