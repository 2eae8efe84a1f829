"""Make the pictures of the README: `python docs/pictures.py http://127.0.0.1:8000`.

The address is that of a running sample network (`make run`).
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = {"width": 1180, "height": 800}


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium", args=FLAGS
        )
        page = chromium.new_context(base_url=address, viewport=SIZE).new_page()
        _sign_in(page)
        _take(page, "/en/", "home-en")
        _take(page, "/en/search?q=how to keep rain out of the market", "search-en")
        page.goto("/fr/search?q=inondation quartier informel")
        page.locator("main h2 a").first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / "case-study-fr.png")
        page.emulate_media(color_scheme="dark")
        _take(page, "/ar/", "home-ar-dark")
        chromium.close()


def _sign_in(page: Page) -> None:
    page.goto("/en/account/sign-in")
    page.locator("input[name=email]").fill("official@example.org")
    page.locator("input[name=password]").fill("plaza-demo-2026")
    page.locator("main .submit-bar button").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def _take(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
