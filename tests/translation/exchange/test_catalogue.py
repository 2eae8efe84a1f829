"""A bundle as a catalogue: any editor of PO files may have had it."""

import shutil
import subprocess

import pytest
from hypothesis import given

from portal.core.errors import Refused
from portal.translation.exchange.bundle import State
from portal.translation.exchange.catalogue import read, write
from portal.translation.paragraphs import digest
from portal.translation.po.reading import read as read_catalogue
from tests.translation.exchange.samples import ADDRESS, FULL, bundle, bundles, unit


@given(bundles)
def test_any_bundle_comes_back(sent):
    if not any(each.source for each in sent.units):
        return

    returned = read(write(sent))

    written = [each for each in sent.units if each.source]
    assert [(each.id, each.digest, each.target) for each in returned.units] == [
        (each.id, each.digest, each.target) for each in written
    ]
    assert not any("changed" in problem.sentence for problem in returned.problems)


def test_where_it_belongs_and_what_was_said_of_it_is_in_the_file():
    catalogue = read_catalogue(write(FULL))
    returned = read(write(FULL))

    message = next(each for each in catalogue.live.values() if each.context == "p1")
    assert message.extracted[:3] == ("body, paragraph", "A name.", "Keep it short.")
    assert message.references == (f"{ADDRESS}:p1",)
    assert (returned.address, returned.source_locale, returned.target_locale) == (
        ADDRESS,
        "en",
        "ar",
    )


def test_unsure_states_go_out_as_fuzzy_and_come_back_as_drafts():
    states = {each.id: each.state for each in read(write(FULL)).units}

    assert states == {
        "title": State.REVIEW,
        "p1": State.REVIEW,
        "p2": State.MISSING,
        "p3": State.DRAFT,
        "p4": State.DRAFT,
        "p5": State.REVIEW,
    }


def test_a_note_of_the_translator_comes_back():
    content = write(bundle(unit("p1", "Rain", "مطر"))).replace(
        b"#. body, paragraph", b"# Is this right?\n#. body, paragraph"
    )

    assert read(content).units[0].note == "Is this right?"


def test_a_changed_source_is_recognised():
    content = write(bundle(unit("p1", "Rain", "مطر"))).replace(b'"Rain"', b'"Snow"')

    returned = read(content)

    assert returned.units[0].digest == digest("Rain")
    assert "source was changed" in returned.problems[0].sentence


def test_a_note_that_looks_like_a_digest_does_not_deceive():
    sent = bundle(unit("p1", "Rain", "مطر", notes=("digest: 00",)))

    assert read(write(sent)).units[0].digest == digest("Rain")


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b'msgid ""\nmsgstr "Language: fr\\n"\n'])
def test_what_is_no_catalogue_is_refused(content):
    with pytest.raises(Refused):
        read(content)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed.")
def test_gettext_itself_finds_nothing_wrong(tmp_path):
    (tmp_path / "a.po").write_bytes(write(FULL))

    subprocess.run(["msgfmt", "-o", "/dev/null", str(tmp_path / "a.po")], check=True)
