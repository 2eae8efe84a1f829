"""The pages that come with the portal, and the pictures of the help."""

import re

import pytest

from portal.core.markup import render
from portal.pages import actions, pictures
from portal.pages.kind import KIND
from portal.pages.laying_out import laid_out
from portal.translation.alignment import line_up
from portal.translation.paragraphs import cut

TEXTS = {text.slug: text for text in actions.texts()}
LARGEST_BYTES = 40_000
PICTURE = re.compile(r"^!\[([^\]]+)\]\(/files/0/([a-z-]+)\.webp\)$", re.MULTILINE)
ROLES = ("reading", "officials", "coordinators", "editors", "translators", "administrators")


def bodies(text) -> dict[str, str]:
    return {locale: words["body"] for locale, words in text.words.items()}


def test_the_pages_of_the_network_are_there():
    editorial = {"about", "strategic-vision", "guidelines", "join", "privacy", "cookies", "help"}

    assert set(TEXTS) == editorial | {f"help-{role}" for role in ROLES}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_paragraph_of_a_translation_has_its_counterpart(text):
    source = cut(text.words["en"]["body"])

    for locale, body in bodies(text).items():
        assert line_up(source, cut(body)), locale


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_words_keep_their_limits(text):
    for words in text.words.values():
        assert all(0 < len(words[field.name]) <= field.limit for field in KIND.words)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_links_lead_to_pages_that_are_there(text):
    for body in bodies(text).values():
        for slug in re.findall(r"\]\(/pages/([\w-]+)\)", body):
            assert slug in TEXTS


def test_the_help_leads_to_the_part_of_every_role_and_back():
    for locale, body in bodies(TEXTS["help"]).items():
        for role in ROLES:
            assert f"(/pages/help-{role})" in body, (locale, role)
            assert "(/pages/help)" in TEXTS[f"help-{role}"].words[locale]["body"], (locale, role)


def test_the_vision_says_that_it_is_a_sample(app, visitor):
    said = {"en": "sample", "es": "muestra", "fr": "exemple", "pt": "amostra", "ar": "نموذج"}

    for locale, word in said.items():
        words = TEXTS["strategic-vision"].words[locale]
        assert word in words["summary"].lower()
        assert word in words["body"].split("\n\n")[0].lower()


# Pictures


def named() -> set[str]:
    return {name for text in TEXTS.values() for _alt, name in PICTURE.findall(bodies(text)["en"])}


def test_every_part_of_the_help_has_a_picture_described_in_each_language():
    for role in ROLES:
        described = {}
        for locale, body in bodies(TEXTS[f"help-{role}"]).items():
            described[locale] = PICTURE.findall(body)
            assert described[locale], (role, locale)
        assert len({alt for pairs in described.values() for alt, _name in pairs}) == sum(
            map(len, described.values())
        )


def test_every_picture_is_there_in_each_language_and_no_other():
    wanted = {f"{name}-{locale}.webp" for name in named() for locale in TEXTS["help"].words}

    assert pictures.names() == wanted


@pytest.mark.parametrize("path", sorted(pictures.FOLDER.glob("*.webp")), ids=lambda path: path.stem)
def test_a_picture_is_small_and_of_the_size_that_pages_say(path):
    data = path.read_bytes()

    assert len(data) < LARGEST_BYTES
    assert (data[:4], data[8:16]) == (b"RIFF", b"WEBPVP8X")  # the WebP container's extended form
    width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    assert (width, height) == (pictures.WIDTH, pictures.HEIGHT)


def test_a_picture_is_shown_in_the_readers_language_with_its_description(app, visitor):
    for slug in ("help", "help-editors"):
        actions.load_page(TEXTS[slug])

    text = visitor.get("/ar/pages/help-editors").text

    assert '<img src="/files/0/desk-ar.webp" alt="مكتب التحرير: ' in text
    assert 'width="1000" height="625" loading="lazy"' in text
    assert 'href="/ar/pages/help"' in text


def test_pictures_are_served_to_everybody(visitor):
    with visitor.get("/files/0/desk-en.webp") as answer:
        assert answer.status_code == 200
        assert answer.content_type == "image/webp"
        assert answer.data == (pictures.FOLDER / "desk-en.webp").read_bytes()
        assert "max-age=86400" in answer.headers["Cache-Control"]
    assert visitor.get("/files/0/../pictures.py").status_code != 200
    assert visitor.get("/files/0/none.webp").status_code == 404


def test_a_picture_without_one_in_the_language_is_shown_in_english(app):
    html = render("![Desk](/files/0/desk.webp)")

    assert "desk-en.webp" in pictures.in_language(html, "ja")


def test_a_picture_that_was_never_made_gives_way(app):
    html = render("Before.\n\n![Nothing](/files/0/never-made.webp)\n\nAfter.")

    assert "<img" not in pictures.in_language(html, "en")
    assert "After." in pictures.in_language(html, "en")


def test_attachments_of_people_are_left_alone(app):
    html = render("![Pump](/files/7/pump.webp)")

    assert pictures.in_language(html, "en") == html


def test_what_is_laid_out_lets_nothing_in(app):
    html = render(
        '## A <script>alert(1)</script>\n\n## B "x"\n\n## C\n\n![x"><b>](/files/0/desk.webp)'
    )

    page = laid_out(html)

    assert "<script" not in page["body"]
    assert "<b>" not in page["body"]
    assert [part.key for part in page["sections"]] == ["part-1", "part-2", "part-3"]
