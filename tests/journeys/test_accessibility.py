"""No page has an accessibility fault that axe can find (WCAG 2.2, levels A and AA)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.conftest import sign_in

AXE = Path(__file__).parents[2] / "portal/ui/assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

VISITORS = ("/", "/account/sign-in", "/account/forgotten", "/pages/join", "/events/", "/nowhere")
OFFICIALS = (
    "/",
    "/case-studies/",
    "/case-studies/?topic=flood-drainage",
    "/case-studies/?map=1",
    "/case-studies/new",
    "{study}",
    "{study}/edit",
    "{history}",
    "/search?q=inondation",
    "/search?q=xyzzy",
    "/cities/",
    "/cities/dar-essalwane",
    "/events/COP31",
    "/pages/help",
    "/account/preferences",
    "/account/password",
    "/account/devices",
    "/account/tokens",
)
EDITORS = ("/desk/", "/events/new", "/briefings/new?event={event}", "/pages/", "/cities/new")


def faults(context: BrowserContext, locale: str, path: str) -> list[str]:
    page = context.new_page()
    page.goto(f"/{locale}{path}")
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160)))",
        RULES,
    )
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()
    wide = [f"wider than the window by {width}"] if width > 0 else []
    return [f"/{locale}{path} {each}" for each in found + wide]


@pytest.fixture
def context(browser: Browser, portal_address: str, request: pytest.FixtureRequest):
    scheme, width = request.param
    opened = browser.new_context(
        base_url=portal_address,
        bypass_csp=True,  # so that axe itself may run; the pages' own policy has its tests
        color_scheme=scheme,
        viewport={"width": width, "height": 844},
    )
    yield opened
    opened.close()


def places(context: BrowserContext) -> dict[str, str]:
    """The addresses of things that have numbers: a draft of the official's, an event."""
    page = context.new_page()
    page.goto("/ar/")
    study = page.locator("a[href*='/case-studies/']:not([href*='?'])").evaluate_all(
        "links => links.map(each => each.pathname.slice(3)).findLast(each => /\\d$/.test(each))"
    )
    page.goto("/en/events/COP31")
    event = page.url.rpartition("/")[2]
    page.close()
    return {"study": study, "history": f"/entries/{study.rpartition('/')[2]}/history",
            "event": event}  # fmt: skip


@pytest.mark.parametrize("context", [("light", 1280), ("dark", 390)], indirect=True)
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(
    ("email", "paths"),
    [
        (None, VISITORS),
        ("official@example.org", OFFICIALS),
        ("editor@example.org", EDITORS),
    ],
)
def test_axe_finds_nothing(context, locale, email, paths):
    if email:
        page = context.new_page()
        sign_in(page, email, locale)
        page.close()
    named = places(context) if email else {}

    found = [fault for path in paths for fault in faults(context, locale, path.format(**named))]

    assert found == []
