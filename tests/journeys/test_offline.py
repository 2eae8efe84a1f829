"""An Arabic translator takes a text along as a file; its city changes a paragraph meanwhile."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import SubElement, tostring

import pytest
from babel.messages import pofile
from playwright.sync_api import Page, expect

from portal.core import xml

TRANSLATOR = "translator@example.org"
EDITOR = "editor2@example.org"

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class Study:
    """A sample study: two of its sentences stay, and its city replaces a word in a third."""

    title: str
    author: str
    stays: tuple[str, str]
    changes: str
    old: str
    new: str


TENTS = Study(
    "Wool first, electricity second",
    "tserendulam.ganbold@altantenger.example.org",
    (
        "The night tariff existed, but nobody outside the apartment blocks could use it.",
        (
            "Women of the street committees chose the first streets and tried the first ten "
            "tents for a winter."
        ),
    ),
    "Grid and heating were planned in one office, at one table.",
    "one table",
    "one round table",
)
ROAD = Study(
    "We moved 1.9 km of coast road inland",
    "kirra.donnellan@port-averley.example.org",
    (
        "The 80-year comparison. Over 25 years the wall would have won.",
        "A mayor who said in an election year that the wall could not be saved.",
    ),
    "The water company needed to renew its main anyway; one trench paid twice.",
    "paid twice",
    "paid three times",
)
PATHS = Study(
    "Children’s routes cleared before seven",
    "aino.kivelampi@tuulisalmi.example.org",
    (
        (
            "The hospital shared its slipping data by street and week. It changed the debate "
            "from comfort to money."
        ),
        "Inspectors who are seen on the route every morning, also at −25 °C.",
    ),
    "A contract long enough that a firm buys a brush.",
    "a brush",
    "two brushes",
)
GAUGES = Study(
    "Painted gauges, youth readers",
    "liza.magbanua@san-isagani.example.org",
    (
        "Drivers’ associations were asked to design the routes, not to follow them.",
        (
            "The provincial weather office accepted our readings and now puts them into its "
            "own bulletin."
        ),
    ),
    "A yearly line of 61,000 USD in the ordinary budget since 2022, so that readers are paid "
    "even when the project money is over.",
    "61,000",
    "64,000",
)
LATRINES = Study(
    "Scheduled emptying of pit latrines",
    "naomi.chepsongol@kimerindi.example.org",
    (
        "The utility already billed 70 % of plots and was trusted to read a meter.",
        "A by-law of one page that makes emptying a public service, like rubbish collection.",
    ),
    "Former manual emptiers were given the first offer, a vaccination, a licence and a loan for "
    "the trolley. Without them we would have had a strike and nobody who knew the pits.",
    "a strike",
    "a long strike",
)


# What a translator's own program does to the file


def in_xliff(content: bytes, said: Mapping[str, str]) -> bytes:
    root = xml.parse(BytesIO(content))
    for segment in root.iter(f"{XLIFF}segment"):
        words = "".join(segment.find(f"{XLIFF}source").itertext())
        if words in said:
            SubElement(segment, f"{XLIFF}target").text = said[words]
    return tostring(root, encoding="utf-8", xml_declaration=True)


def in_docx(content: bytes, said: Mapping[str, str]) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = xml.parse(BytesIO(parts[DOCUMENT]))
    for row in root.iter(f"{WORD}tr"):
        _number, source, translation, _note = row.findall(f"{WORD}tc")
        words = "".join(text.text for text in source.iter(f"{WORD}t"))
        if words in said:
            run = next(translation.iter(f"{WORD}r"))
            SubElement(run, f"{WORD}t").text = said[words]
    parts[DOCUMENT] = tostring(root, encoding="utf-8", xml_declaration=True)
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def in_po(content: bytes, said: Mapping[str, str]) -> bytes:
    catalogue = pofile.read_po(BytesIO(content))
    for message in catalogue:
        if message.id in said:
            message.string = said[message.id]
    file = BytesIO()
    pofile.write_po(file, catalogue)
    return file.getvalue()


# What the people do


def find(page: Page, study: Study) -> str:
    """The number of the study, found as a reader finds it."""
    page.goto(f"/ar/search?q={study.title}")
    link = page.locator("main h2 a", has_text=study.title).first
    return re.search(r"case-studies/(\d+)", link.get_attribute("href")).group(1)


def take_along(page: Page, key: str, form: str) -> bytes:
    page.goto(f"/ar/translations/{key}/ar")
    page.locator("main a[href$='/ar/file']").click()
    page.wait_for_url(re.compile("/ar/file"))
    with page.expect_download() as started:
        page.locator(f"button[name=form][value={form}]").click()
    return Path(started.value.path()).read_bytes()


def bring_back(page: Page, key: str, name: str, content: bytes) -> None:
    page.goto(f"/ar/translations/{key}/ar/file")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("[name=file]").set_input_files(file)
    page.locator("main .submit-bar button").first.click()
    page.wait_for_load_state()


def change_and_publish(visit: Callable[..., Page], key: str, study: Study) -> None:
    author = visit(study.author)
    author.goto(f"/en/case-studies/{key}/edit")
    field = author.locator("[name=enabling_factors]")
    field.fill(field.input_value().replace(study.old, study.new))
    author.locator("main .submit-bar button").first.click()
    author.wait_for_url(re.compile("newest=1"))
    author.locator("form[action$='/submit'] button").click()
    expect(author.locator(".flash-list")).to_be_visible()
    editor = visit(EDITOR)
    editor.goto(f"/en/case-studies/{key}")
    editor.locator("form[action$='/publish'] button").click()
    expect(editor.locator("form[action$='/publish']")).to_have_count(0)


def unit(page: Page, words: str):
    return page.locator("[data-unit]", has_text=words).first


CASES = [
    pytest.param(True, "xliff", "mine.xlf", in_xliff, TENTS, id="scripts-XLIFF"),
    pytest.param(False, "xliff", "mine.xlf", in_xliff, ROAD, id="no scripts-XLIFF"),
    pytest.param(True, "docx", "mine.docx", in_docx, PATHS, id="scripts-DOCX"),
    pytest.param(False, "docx", "mine.docx", in_docx, GAUGES, id="no scripts-DOCX"),
    pytest.param(True, "po", "mine.po", in_po, LATRINES, id="scripts-PO"),
]


@pytest.mark.parametrize(("scripts", "form", "name", "translate", "study"), CASES)
def test_a_file_comes_back_and_only_what_was_changed_meanwhile_stays_out(
    visit, scripts, form, name, translate, study
):
    mine = dict(
        zip((*study.stays, study.changes), ("الأولى.", "الثانية.", "الثالثة."), strict=True)
    )
    translator = visit(TRANSLATOR, "ar", scripts)
    translator.set_viewport_size({"width": 390, "height": 844})
    key = find(translator, study)

    file = translate(take_along(translator, key, form), mine)
    change_and_publish(visit, key, study)
    bring_back(translator, key, name, file)

    expect(translator.locator("html")).to_have_attribute("dir", "rtl")
    expect(translator.locator("main .notice--success")).to_contain_text("2")
    refused = translator.locator("article.unit")
    expect(refused).to_have_count(1)
    expect(refused.locator(".word-diff")).to_have_text(in_pieces(study))
    expect(refused.locator(".unit__target")).to_contain_text(mine[study.changes])
    assert overlaps(translator) == 0
    taken = translator.locator("main details.more").first
    taken.locator("summary").click()
    for words in study.stays:
        expect(taken).to_contain_text(mine[words])

    refused.locator("button[name=keep]").click()
    translator.wait_for_url(re.compile("/rest"))
    expect(translator.locator("article.unit")).to_have_count(0)
    expect(translator.locator("main .notice--success")).to_be_visible()

    translator.locator("main .page-head__actions a").click()
    translator.wait_for_url(re.compile(f"/translations/{key}/ar$"))
    for words in study.stays:
        draft = unit(translator, words)
        expect(draft.locator("[name=text]").first).to_have_value(mine[words])
        expect(draft.locator("[data-standing]")).to_contain_text("مسودة")
    translator.goto(f"/ar/translations/{key}/ar?show=outdated")
    outdated = translator.locator("[data-unit]")
    expect(outdated).to_have_count(1)
    expect(outdated.locator("[name=text]").first).to_have_value(mine[study.changes])
    expect(outdated.locator(".word-diff")).to_have_text(in_pieces(study))


def in_pieces(study: Study) -> re.Pattern[str]:
    """The source of now, in which something is marked."""
    words = map(re.escape, study.changes.replace(study.old, "\0").split("\0"))
    return re.compile(".*".join(words), re.DOTALL)


def overlaps(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")


# Files that are none


ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en">&c;</xliff>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff/>"""
BOMB = packed({"[Content_Types].xml": b"<Types/>", DOCUMENT: b" " * 60_000_000})
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def test_a_hostile_file_is_refused_in_words_and_changes_nothing(visit, scripts):
    translator = visit(TRANSLATOR, "ar", scripts)
    key = find(translator, TENTS)
    before = drafts(translator, key)

    for name, content, told in (
        ("entities.xlf", ENTITIES, "DOCTYPE"),
        ("thief.xlf", THIEF, "DOCTYPE"),
        ("bomb.docx", BOMB, "Word"),
        ("picture.png", PICTURE, "XLIFF"),
    ):
        bring_back(translator, key, name, content)
        expect(translator.locator("main .error-summary")).to_contain_text(told)
        expect(translator.locator("[name=file]")).to_be_visible()
        if scripts:
            expect(translator.locator(".error-summary")).to_be_focused()

    bring_back(translator, key, "large.xlf", b"<a>" * 700_000)
    expect(translator.locator("main h1")).to_be_visible()
    translator.locator("main a[href$='/ar/file']").click()
    expect(translator.locator("[name=file]")).to_be_visible()
    assert drafts(translator, key) == before


def drafts(page: Page, key: str) -> list[str]:
    page.goto(f"/ar/translations/{key}/ar")
    return [field.input_value() for field in page.locator("[data-unit] [name=text]").all()]
