"""No page has an accessibility fault that axe can find (WCAG 2.2, levels A and AA)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import sign_in

AXE = Path(__file__).parents[2] / "portal/ui/assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Words that do not fit into what they stand in, except where an ellipsis says that there is more;
# and what makes the whole page wider than its window.
CUT_OFF = r"""() => {
  const over = document.documentElement.scrollWidth - window.innerWidth;
  const found = over > 0 ? [`the page is too wide by ${over}`] : [];
  for (const each of document.querySelectorAll("body *:not(svg *)")) {
    const style = getComputedStyle(each);
    const speaks = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!speaks || style.display === "inline" || !each.checkVisibility({visibilityProperty: true}))
      continue;
    if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") continue;
    if (style.overflowX === "auto" || isHidden(each)) continue;
    const isFlat = style.overflowY === "hidden" || style.overflowY === "clip";
    if (each.scrollWidth > each.clientWidth + 1
        || (isFlat && each.scrollHeight > each.clientHeight + 1))
      found.push(`${each.tagName} “${each.textContent.trim().slice(0, 60)}”`);
  }
  return found;

  function isHidden(each) {  // from eyes only
    for (let one = each; one; one = one.parentElement)
      if (getComputedStyle(one).clipPath !== "none") return true;
    return false;
  }
}"""

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
    "/search",
    "/searches/",
    "/searches/new?q=flood&region=africa",
    "/searches/questions/new?q=xyzzy",
    "/cities/",
    "/cities/dar-essalwane",
    "/events/COP31",
    "/glossary/",
    "/glossary/glossary/flood",
    "/glossary/glossary/flood/propose",
    "/pages/help",
    "/account/preferences",
    "/account/password",
    "/account/devices",
    "/account/tokens",
)
EDITORS = (
    "/desk/",
    "/searches/gaps/",
    "/searches/questions/waiting",
    "/events/new",
    "/briefings/new?event={event}",
    "/pages/",
    "/pages/menu",
    "/cities/new",
    "/translations/",
)
TRANSLATORS = (
    "/translations/",
    "/translations/mine",
    "/translations/{event}/ar",
    "/translations/{event}/ar/1",
    "/translations/{event}/ar/file",
    "/translations/memory/?source=en&target=ar&words=city",
    "/translations/memory/import",
    "/translations/interface/",
    "/translations/interface/ar/",
    "/translations/interface/ar/3",
    "/translations/interface/ar/file",
    "/glossary/proposals/waiting",
    "/glossary/glossary/flood/words/ar",
)
ADMINISTRATORS = (
    "/translations/interface/ar/publish",
    "/pages/new",
    "/cities/",
    "/glossary/files/",
    "/glossary/glossary/flood/about",
)


def faults(page: Page, address: str, *, by_night: bool) -> list[str]:
    """What is wrong with a page, by day on a desk and `by_night` on a phone."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(address)
    page.add_script_tag(path=AXE)
    found = breaches(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    if by_night:
        found += [f"by night: {each}" for each in breaches(page) if each not in found]
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found += [f"wider than {width} by {over}"] * (over > 0)
    return [f"{address} {each}" for each in found]


def cut_off(page: Page, address: str) -> list[str]:
    """What has too little room for words half as long again, on a desk and on a phone."""
    found = []
    page.goto(f"{address}{'&' if '?' in address else '?'}pseudo=1")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{address} at {width}: {each}" for each in page.evaluate(CUT_OFF)]
    return found


def breaches(page: Page) -> list[str]:
    return page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160)))",
        RULES,
    )


@pytest.fixture
def page(browser: Browser, portal_address: str):
    # The pages' own policy has its tests; without it axe itself may run.
    # Motion is off, or colours would be looked at on their way from day to night.
    opened = browser.new_context(base_url=portal_address, bypass_csp=True, reduced_motion="reduce")
    yield opened.new_page()
    opened.close()


def places(page: Page) -> dict[str, str]:
    """The addresses of things that have numbers: a draft of the official's, an event."""
    page.goto("/ar/")
    study = page.locator("a[href*='/case-studies/']:not([href*='?'])").evaluate_all(
        "links => links.map(each => each.pathname.slice(3)).findLast(each => /\\d$/.test(each))"
    )
    page.goto("/en/events/COP31")
    event = page.url.rpartition("/")[2]
    return {"study": study, "history": f"/entries/{study.rpartition('/')[2]}/history",
            "event": event}  # fmt: skip


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(
    ("email", "paths"),
    [
        (None, VISITORS),
        ("official@example.org", OFFICIALS),
        ("editor@example.org", EDITORS),
        ("translator@example.org", TRANSLATORS),
        ("admin@example.org", ADMINISTRATORS),
    ],
)
def test_axe_finds_nothing(page, locale, email, paths):
    """By night in English only: the colours are those of every language."""
    if email:
        sign_in(page, email, locale)
    named = places(page) if email else {}

    found = [
        each
        for path in paths
        for each in faults(page, f"/{locale}{path.format(**named)}", by_night=locale == "en")
    ]

    assert found == []


@pytest.mark.parametrize(
    ("email", "paths"),
    [
        (None, VISITORS),
        ("official@example.org", OFFICIALS),
        ("editor@example.org", EDITORS),
        ("translator@example.org", TRANSLATORS),
    ],
)
def test_longer_words_have_room(page, email, paths):
    if email:
        sign_in(page, email, "en")
    named = places(page) if email else {}

    found = [each for path in paths for each in cut_off(page, f"/en{path.format(**named)}")]

    assert found == []
