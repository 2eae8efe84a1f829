"""The interface's catalogues: collect the sentences, update every language, compile."""

from pathlib import Path

from machine import PYTHON, ROOT, Stopped, call, say, stamp

FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
KEYWORDS = ("_", "_l", "lazy_gettext", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3")
BABEL = (PYTHON, "-m", "babel.messages.frontend", "--quiet")


def compile_all() -> None:
    """Compile what has changed; without any catalogue there is nothing to do."""
    sources = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
    mark = stamp("catalogues", *sources)
    if not sources or (mark.is_current() and all(map(_is_compiled, sources))):
        return
    say("Compiling the catalogues")
    if not call(*BABEL, "compile", "-d", FOLDER, quietly=True):
        raise Stopped("A catalogue under translations/ could not be compiled; see above.")
    mark.leave()


def _is_compiled(source: Path) -> bool:
    return source.with_suffix(".mo").exists()


def update(locale: str | None = None) -> None:
    """Bring all catalogues up to the sentences in the code, and start one for a new `locale`.

    A sentence that changed keeps its old translation, as fuzzy and beside the old sentence; what
    is used no more stays at the end of the file. Places are given as files without line numbers,
    so that a catalogue changes only when sentences do.
    """
    _extract()
    sources = set(FOLDER.glob("*/LC_MESSAGES/*.po"))
    if locale:
        sources.add(FOLDER / locale.replace("-", "_") / "LC_MESSAGES/messages.po")
    say("Updating and checking the catalogues")
    is_whole = not sources or call(PYTHON, "-m", "portal.translation", TEMPLATE, *sorted(sources))
    compile_all()
    if not is_whole:
        raise Stopped("The catalogues are not in order; see above what to mend.")


def _extract() -> None:
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    plainly = ("--no-wrap", "--sort-by-file", "--add-location=file", "--omit-header")
    say("Collecting the sentences")
    _babel("extract", "-F", FOLDER / "babel.cfg", *keywords, *plainly, "-o", TEMPLATE, ".")


def _babel(*words: str | Path) -> None:
    if not call(*BABEL, *words, quietly=True):
        raise Stopped(f"The catalogues could not be brought up to date ({words[0]}); see above.")
