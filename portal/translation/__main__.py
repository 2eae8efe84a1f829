"""`python -m portal.translation TEMPLATE CATALOGUE…`: a part of `make translations`.

Brings the catalogues up to the sentences of the template, and says what is left to do. One that
is not there yet begins empty.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel import UnknownLocaleError

from portal.core.errors import Refused
from portal.translation.catalogues.checking import errors
from portal.translation.catalogues.overview import known_forms
from portal.translation.catalogues.updating import updated
from portal.translation.po.messages import Catalogue
from portal.translation.po.reading import read
from portal.translation.po.starting import started
from portal.translation.po.writing import write


def main(words: list[str]) -> int:
    """Update each file; return 1 if one of them has an error that would break pages."""
    template, *files = map(Path, words)
    sentences = read(template.read_bytes())
    broken = False
    for path in files:
        locale = path.parts[-3].replace("_", "-")
        known = read(path.read_bytes()) if path.exists() else started(locale)
        catalogue = updated(known, sentences)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write(catalogue))
        click.echo(f"    {locale}: {_told(catalogue)}")
        for fault in _faults(catalogue, locale):
            broken = True
            click.echo(f"    {locale}: {fault}")
    return 1 if broken else 0


def _told(catalogue: Catalogue) -> str:
    live = catalogue.live.values()
    fuzzy = sum(message.fuzzy for message in live)
    bare = sum(not (message.fuzzy or message.translated) for message in live)
    return f"{len(live)} sentences, {bare} not translated, {fuzzy} fuzzy"


def _faults(catalogue: Catalogue, locale: str) -> Iterator[str]:
    """What would break a page; a fuzzy message is not spoken."""
    forms = known_forms(catalogue, locale)
    for message in catalogue.live.values():
        if message.translated:
            for fault in errors(message, message.strings, forms, locale):
                yield f"{message.msgid[:60]!r}: {fault.finding.message}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refusal:
        sys.exit(refusal.message)
    except UnknownLocaleError as error:
        sys.exit(f"{error}. A language is named as in “de” or “zh_Hant”.")
