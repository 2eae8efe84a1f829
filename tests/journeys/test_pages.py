"""An editor changes the page about the portal, plans it, gives it up, plans again; and its menu."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

EDITOR = "editor@example.org"
ZONE = ZoneInfo("Europe/Paris")  # of the editor
SOON_S = (3, 10, 30)  # where the clock has overtaken the first one, she takes a later one
PATIENCE_S = 60

ABOUT = "/en/pages/about"
KEPT = "تواجه المدن والبلدات والمقاطعات"  # the first paragraph, which stays


def by_her_clock(ahead: timedelta) -> str:
    return (datetime.now(ZONE) + ahead).strftime("%Y-%m-%dT%H:%M:%S")


def change(editor: Page, words: str) -> None:
    editor.goto(ABOUT)
    editor.locator("main a[href$='/edit']").click()
    field = editor.locator("[name=body]")
    field.fill(re.sub(r"is read by a person[^.\n]*", words, field.input_value()))
    editor.locator("main .submit-bar button").first.click()
    editor.wait_for_url(re.compile("newest=1"))


def plan(editor: Page, ahead: timedelta) -> bool:
    """Plan what is newest for a moment; say whether the form took it."""
    editor.goto(f"{ABOUT}?newest=1")
    editor.locator("main a[href$='/schedule']").click()
    editor.locator("[name=publish_at]").fill(by_her_clock(ahead))
    editor.locator("main .submit-bar button").first.click()
    expect(editor.locator(".flash-list, .error-summary")).to_be_visible()
    return editor.locator(".error-summary").count() == 0


def give_up(editor: Page) -> None:
    editor.locator("form[action$='/unschedule'] button").click()
    expect(editor.locator(".flash-list")).to_be_visible()
    expect(editor.locator("form[action$='/unschedule']")).to_have_count(0)


def comes_out(page: Page, words: str) -> bool:
    """Whether a reader meets these words within her patience."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        page.goto(ABOUT)
        if words in page.locator("main").inner_text():
            return True
        time.sleep(0.3)
    return False


def test_a_page_comes_out_at_its_moment_and_its_translation_stays_where_it_can(visit, scripts):
    words = "is read by a person within two days" if scripts else "is read by two people"
    editor, reader = visit(EDITOR, "en", scripts), visit(None, scripts=scripts)
    change(editor, words)
    expect(editor.locator("main .prose")).to_contain_text(words)

    editor.locator("main a[href$='/history']").click()
    editor.locator("main .revision-list a[href*='/history/']").first.click()
    editor.wait_for_url(re.compile(r"history/\d+\.\.\d+"))
    expect(editor.locator(".word-diff ins")).to_contain_text(words.rpartition(" ")[2])
    expect(editor.locator(".word-diff")).to_have_count(1)

    assert not plan(editor, -timedelta(hours=1))
    assert plan(editor, timedelta(days=1))
    expect(editor.locator("main .panel").first).to_contain_text("Marguerite Osei-Laurent")
    give_up(editor)
    reader.goto(ABOUT)
    expect(reader.locator("main")).not_to_contain_text(words)

    assert any(plan(editor, timedelta(seconds=ahead)) for ahead in SOON_S)
    assert comes_out(reader, words)
    editor.goto(ABOUT)
    expect(editor.locator("form[action$='/unschedule']")).to_have_count(0)

    reader.set_viewport_size({"width": 390, "height": 844})
    reader.goto("/ar/pages/about")
    expect(reader.locator("main")).to_contain_text(KEPT)
    fragments = reader.locator("main .fragment")
    expect(fragments).to_have_count(1)
    expect(fragments).to_have_attribute("lang", "en")
    expect(fragments).to_contain_text(words)
    expect(fragments.locator(".fragment__label")).to_contain_text("الإنجليزية")


def footer(page: Page) -> list[str]:
    """The pages at the foot of every page, as a visitor sees them on the next one."""
    page.goto("/en/account/sign-in")
    return page.locator("footer a[href*='/en/pages/']").all_inner_texts()


def arrange(editor: Page, title: str, step: str) -> None:
    """Press a button in the row of a page in the menu at the foot."""
    editor.goto("/en/pages/menu")
    row = editor.locator("#footer li", has_text=title)
    row.locator(f"form[action$='/menu/footer/{step}'] button").click()
    editor.wait_for_url(re.compile("#footer"))


def test_a_page_stands_elsewhere_at_the_foot_at_once(visit, scripts):
    editor, visitor = visit(EDITOR, "en", scripts), visit(None, scripts=scripts)
    first, second, *rest = footer(visitor)

    arrange(editor, first, "down")
    assert footer(visitor) == [second, first, *rest]
    arrange(editor, first, "up")
    assert footer(visitor) == [first, second, *rest]

    arrange(editor, rest[-1], "out")
    expect(editor.locator(".flash-list")).to_be_visible()
    assert footer(visitor) == [first, second, *rest[:-1]]
    editor.locator("#footer select").select_option(label=rest[-1])
    editor.locator("#footer form button").last.click()
    expect(editor.locator(".flash-list")).to_be_visible()
    assert footer(visitor) == [first, second, *rest]
