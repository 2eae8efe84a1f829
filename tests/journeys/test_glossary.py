"""A member misses a word, proposes it, and the translator of her language takes it up."""

import re

from playwright.sync_api import expect

OFFICIAL = "official@example.org"
TRANSLATOR = "translator@example.org"


def test_a_member_proposes_a_word_and_is_told_that_it_was_taken(visit, scripts):
    word = "طوفان حضري" if scripts else "غمر المدن"
    official = visit(OFFICIAL, "ar", scripts)
    official.goto("/ar/glossary/")
    official.locator("main [name=q]").fill("inondation")
    official.locator("main [name=q]").press("Enter")
    official.wait_for_url(re.compile(r"q=inondation"))
    official.locator("main a[href$='/glossary/glossary/flood']").first.click()
    expect(official.locator("h1")).to_have_text("فيضان")
    assert official.request.get("/ar/glossary/glossary/flood/words/ar").status == 403

    official.locator("main a[href$='/propose']").first.click()
    official.locator("[name=locale]").select_option("ar")
    official.locator("[name=text]").fill(word)
    official.locator("[name=kind][value=alternate]").check()
    official.locator("[name=reason]").fill("هكذا يقول الناس عندنا.")
    official.locator("main form button[type=submit]").last.click()
    expect(official.locator(".flash-list")).to_be_visible()

    translator = visit(TRANSLATOR, "ar", scripts)
    translator.goto("/ar/glossary/proposals/waiting")
    proposal = translator.locator("li.panel", has_text=word)
    proposal.locator("textarea").fill("شكرًا لكم.")
    proposal.locator("button").first.click()
    expect(translator.locator("li.panel", has_text=word)).to_have_count(0)

    official.goto("/ar/glossary/proposals")
    expect(official.locator("main")).to_contain_text("شكرًا لكم.")
    official.goto("/ar/glossary/?q=" + word.split()[0])
    expect(official.locator("main")).to_contain_text("فيضان")
