"""A catalogue speaks from memory as one compiled to a file would."""

import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from portal.translation.po.binding import bound
from portal.translation.po.reading import read
from tests.translation.po.samples import ARABIC, SMALL, real_catalogues

CONTENT = f"""\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: {ARABIC}\\n"

msgid "Save"
msgstr "حفظ"

msgctxt "goal"
msgid "Save"
msgstr "ادخار"

msgid "one city"
msgid_plural "%d cities"
msgstr[0] "a"
msgstr[1] "b"
msgstr[2] "c"
msgstr[3] "d"
msgstr[4] "e"
msgstr[5] "f"

msgctxt "x"
msgid "one city"
msgid_plural "%d cities"
msgstr[0] "a"
msgstr[1] "b"
msgstr[2] "c"
msgstr[3] "d"
msgstr[4] "e"
msgstr[5] "g"

msgid "half"
msgid_plural "halves"
msgstr[0] "a"
msgstr[1] ""
msgstr[2] ""
msgstr[3] ""
msgstr[4] ""
msgstr[5] ""

#, fuzzy
msgid "Unsure"
msgstr "؟"

#~ msgid "Gone"
#~ msgstr "ذهب"
""".encode()


def test_words_and_plural_forms_are_found_with_and_without_context():
    words = bound(read(CONTENT))

    assert (words.gettext("Save"), words.ugettext("Save")) == ("حفظ", "حفظ")
    assert words.pgettext("goal", "Save") == "ادخار"
    assert [words.ungettext("one city", "%d cities", n) for n in (0, 1, 2, 3, 11, 100)] == [
        *"abcdef"
    ]
    assert words.npgettext("x", "one city", "%d cities", 100) == "g"


def test_what_is_missing_fuzzy_obsolete_or_unfinished_stays_in_the_source_language():
    words = bound(read(CONTENT))

    assert [words.gettext(each) for each in ("Unsure", "Gone", "New")] == ["Unsure", "Gone", "New"]
    assert words.pgettext("other", "Save") == "Save"
    assert [words.ngettext("half", "halves", n) for n in (1, 2)] == ["half", "halves"]
    assert [words.npgettext("y", "half", "halves", n) for n in (1, 2)] == ["half", "halves"]


def test_a_catalogue_without_a_rule_counts_as_english_does():
    words = bound(read(b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'))

    assert [words.ngettext("a", "b", n) for n in (0, 1, 2)] == ["y", "x", "y"]


@real_catalogues
def test_a_real_catalogue_says_what_babel_s_compiled_one_says(path):
    if path.suffix == ".pot" or path.name in ("cs.po", "cs-bom.po"):
        pytest.skip("Babel does not compile it: it is a template, or unfinished.")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes())))
    compiled.seek(0)
    theirs = Translations(compiled)

    catalogue = read(path.read_bytes())
    ours = bound(catalogue)

    for context, msgid in catalogue.live:
        if context is None:
            assert ours.gettext(msgid) == theirs.gettext(msgid)
        else:
            assert ours.pgettext(context, msgid) == theirs.pgettext(context, msgid)


def test_the_catalogue_itself_is_not_changed_by_speaking():
    catalogue = read(SMALL)

    bound(catalogue)

    assert catalogue == read(SMALL)
