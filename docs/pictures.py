"""Make the pictures of the README and of the help: `python docs/pictures.py ADDRESS [readme|help]`.

The address is that of a running sample network (`make run`). The pictures of the help are kept
beside the pages that show them, one for each language, so that an installation needs no browser.
"""

import base64
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
README = Path(__file__).parent / "pictures"
HELP = ROOT / "portal" / "pages" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOCALES = ("en", "es", "fr", "pt", "ar")

SCREEN = {"width": 1000, "height": 625}  # one with two columns; portal.pages.pictures says so too
QUALITY, WORST_QUALITY, LARGEST_BYTES = 40, 10, 40_000

QUESTIONS = {
    "en": "flood in an informal settlement",
    "es": "inundación en un barrio informal",
    "fr": "inondation quartier informel",
    "pt": "inundação em assentamento informal",
    "ar": "فيضان في حي عشوائي",
}


class Shot(NamedTuple):
    """A picture of the help: whose screen it is, how one gets there, and what stands at its top."""

    name: str
    person: str
    go: Callable[[Page, str], None]
    top: str = "main"


def _search(page: Page, code: str) -> None:
    page.goto(f"/{code}/search?q={QUESTIONS[code]}")


def _reading(page: Page, code: str) -> None:
    _search(page, code)
    _follow(page, "main h2 a")


def _write(page: Page, code: str) -> None:
    """A case study of the coordinator's own city, in its form."""
    page.goto(f"/{code}/cities/dar-essalwane")
    number = _number(page.locator("main a[href*='/case-studies/']").first.get_attribute("href"))
    page.goto(f"/{code}/case-studies/{number}/edit")


def _schedule(page: Page, code: str) -> None:
    page.goto(f"/{code}/desk/")
    number = _number(
        page.locator("main table a[href*='/case-studies/']").first.get_attribute("href")
    )
    page.goto(f"/{code}/entries/{number}/schedule")
    moment = page.locator("input[name=publish_at]")
    moment.fill("2027-03-01T09:00")
    moment.blur()


def _translate(page: Page, code: str) -> None:
    page.goto(f"/{code}/translations/?language=ar&state=done")
    _follow(page, "main table a[href*='/translations/']")


def _follow(page: Page, links: str) -> None:
    """Go where the first of these links leads."""
    page.goto(page.locator(links).first.get_attribute("href") or "")


def _number(address: str | None) -> str:
    return (address or "").rpartition("/")[2].partition("?")[0]


def _at(path: str) -> Callable[[Page, str], None]:
    def go(page: Page, code: str) -> None:
        page.goto(f"/{code}{path}")

    return go


SHOTS = (
    Shot("search", "official", _search),
    Shot("reading", "official", _reading),
    Shot("write", "coordinator", _write),
    Shot("city", "coordinator", _at("/cities/dar-essalwane/people")),
    Shot("desk", "editor", _at("/desk/")),
    Shot("schedule", "editor", _schedule),
    Shot("board", "translator", _at("/translations/?language=ar")),
    Shot("translate", "translator", _translate, top=".translating"),
    Shot("staff", "admin", _at("/staff/")),
)


def main(address: str, which: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium", args=FLAGS
        )
        if which in ("readme", "all"):
            _make_readme(chromium, address)
        if which in ("help", "all"):
            _make_help(chromium, address)
        chromium.close()


def _make_readme(chromium: Browser, address: str) -> None:
    README.mkdir(exist_ok=True)
    page = chromium.new_context(
        base_url=address, viewport={"width": 1180, "height": 800}
    ).new_page()
    _sign_in(page, "official")
    _take(page, "/en/", "home-en")
    _take(page, "/en/search?q=how to keep rain out of the market", "search-en")
    page.goto("/fr/search?q=inondation quartier informel")
    page.locator("main h2 a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=README / "case-study-fr.png")
    page.emulate_media(color_scheme="dark")
    _take(page, "/ar/", "home-ar-dark")


def _make_help(chromium: Browser, address: str) -> None:
    HELP.mkdir(exist_ok=True)
    for person in dict.fromkeys(shot.person for shot in SHOTS):
        page = chromium.new_context(base_url=address, viewport=SCREEN).new_page()
        _sign_in(page, person)
        for shot in SHOTS:
            if shot.person == person:
                for code in LOCALES:
                    shot.go(page, code)
                    page.wait_for_load_state("networkidle")
                    (HELP / f"{shot.name}-{code}.webp").write_bytes(_small(page, shot.top))


def _sign_in(page: Page, who: str) -> None:
    page.goto("/en/account/sign-in")
    page.locator("input[name=email]").fill(f"{who}@example.org")
    page.locator("input[name=password]").fill("plaza-demo-2026")
    page.locator("main .submit-bar button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def _take(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=README / f"{name}.png")


def _small(page: Page, top: str) -> bytes:
    """What the screen shows from `top` on, as WebP that is small enough for a weak connection."""
    page.locator(top).first.evaluate("it => window.scrollTo(0, it.getBoundingClientRect().top)")
    devtools = page.context.new_cdp_session(page)
    for quality in range(QUALITY, WORST_QUALITY - 1, -10):
        wanted = {"format": "webp", "quality": quality}
        picture = base64.b64decode(devtools.send("Page.captureScreenshot", wanted)["data"])
        if len(picture) < LARGEST_BYTES:
            return picture
    raise RuntimeError(f"{page.url} does not become small enough")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000",
        sys.argv[2] if len(sys.argv) > 2 else "all",
    )
