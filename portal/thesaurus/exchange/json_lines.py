"""Thesauri as JSON lines: a concept on each, with its labels by language."""

import json
from typing import IO, Any

from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.thesaurus.editing import slug
from portal.thesaurus.exchange.plain import text_of
from portal.thesaurus.exchange.records import Fault, Reading

FALLBACK = "en"  # the language of definitions


def read(file: IO[bytes], scheme: str) -> Reading:
    """Read lines of `{"scheme", "id", "labels": {locale: text}, "definition"}`, also gzipped.

    Lines of other schemes than `scheme` are left out; a notice counts them.
    """
    reading = Reading()
    others = 0
    for line, text in enumerate(text_of(file).splitlines(), 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            reading.refused.append(Fault(line, "", _("The line is no JSON.")))
            continue
        if isinstance(row, dict) and row.get("scheme", scheme) != scheme:
            others += 1
        elif not isinstance(row, dict) or not isinstance(row.get("labels"), dict):
            reading.refused.append(Fault(line, "", _("The line tells of no concept.")))
        else:
            _read_line(reading, row, line)
    if others:
        reading.notices.append(
            ngettext(
                "One line of another scheme was left out.",
                "%(count)s lines of other schemes were left out.",
                others,
            )
        )
    return reading


def _read_line(reading: Reading, row: dict[str, Any], line: int) -> None:
    labels = {str(locale): str(text) for locale, text in row["labels"].items()}
    given = str(row.get("id") or "").strip("[]'\" ")
    key = given
    if not given or reading.has(given):  # some catalogues use a number twice, or none
        named = labels.get(FALLBACK) or next(iter(labels.values()), "")
        key = " ".join(part for part in (given, slug(named) or f"line {line}") if part)
    if reading.has(key):
        key = f"{key} {line}"
    record = reading.concept(key, line)
    for locale, text in labels.items():
        reading.word(record, locale, text, line=line)
    if definition := row.get("definition"):
        reading.define(record, FALLBACK, str(definition), line=line)
