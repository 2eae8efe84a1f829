"""Glossaries as CSV: a row for each term, or a column for each language."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from portal.core.cells import guarded, unguarded
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.crediting import UNCREDITED, Credit
from portal.thesaurus.editing import canonical, is_code, slug
from portal.thesaurus.exchange.plain import text_of
from portal.thesaurus.exchange.records import Fault, Reading, Record, is_address
from portal.thesaurus.models import LONGEST_URI, Kind

ROW_OF_TERM = (
    "concept", "locale", "term", "kind", "definition", "source",
    "uri", "untranslatable", "domain", "note", "broader", "related",
)  # fmt: skip
_OF_SCHEME = ("scheme_title", "scheme_licence", "scheme_source")  # in the first row only
_OF_CONCEPT = {
    "concept", "code", "scheme", "position", "uri", "untranslatable",
    "domain", "note", "definition", "broader", "related",
}  # fmt: skip
_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}
FALLBACK = "en"  # the language of definitions that name none


def read(file: IO[bytes]) -> Reading:
    """Read a CSV by its header: `concept,locale,term,kind,definition`, a row for each term, or
    one row for each concept with a column for each language (“en”, “pt-BR”).

    Raises Refused where the header is neither.
    """
    rows = csv.reader(io.StringIO(text_of(file), newline=""), strict=True)
    reading = Reading()
    try:
        header = [name.strip() for name in next(rows, [])]
        lower = [name.lower() for name in header]
        if {"concept", "locale", "term"} <= set(lower):
            _read_all(reading, lower, rows, _read_term)
        else:
            _read_all(reading, _columns(header), rows, _read_concept)
    except csv.Error as fault:
        raise Refused(
            _("The file is no CSV that can be read: line %(line)s.", line=rows.line_num)
        ) from fault
    return reading


def _columns(header: list[str]) -> list[str]:
    """The header of a table with a column per language, in our way of writing."""
    columns = []
    for name in header:
        spoken = None if name.lower() in _OF_CONCEPT else canonical(name)
        columns.append(spoken or name.lower())
    if not any(canonical(name) for name in columns if name not in _OF_CONCEPT):
        raise Refused(_("The first line of the file names no language, such as “en” or “fr”."))
    return columns


def _read_all(reading: Reading, columns: list[str], rows: Any, read: Any) -> None:
    for cells in rows:
        line = rows.line_num
        if len(cells) > len(columns):
            reason = _("The row has more cells than the header.")
            reading.refused.append(Fault(line, cells[0][:80], reason))
        elif any(cells):
            read(reading, {n: unguarded(c) for n, c in zip(columns, cells, strict=False)}, line)


def _read_term(reading: Reading, row: Mapping[str, str], line: int) -> None:
    key = row["concept"].strip()
    kind = row.get("kind", "").strip().lower() or Kind.PREFERRED
    if not key:
        reading.refused.append(Fault(line, row["term"][:80], _("The row names no concept.")))
        return
    if kind not in list(Kind):
        reason = _("“%(kind)s” is no kind of term.", kind=kind[:40])
        reading.refused.append(Fault(line, key[:80], reason))
        return
    if not reading.credit:
        reading.credits(*(row.get(name, "") for name in _OF_SCHEME))
    record = _record(reading, key, row, line)
    if row["term"].strip():
        reading.word(record, row["locale"], row["term"], Kind(kind), line)
    if definition := row.get("definition"):
        spoken = row["locale"].strip() or FALLBACK
        reading.define(record, spoken, definition, row.get("source", ""), line)


def _read_concept(reading: Reading, row: Mapping[str, str], line: int) -> None:
    terms = {name: text for name, text in row.items() if name not in _OF_CONCEPT and text.strip()}
    spoken = {name: text for name, text in terms.items() if canonical(name)}
    if not spoken:
        reason = _("The row has no term in any language.")
        reading.refused.append(Fault(line, "", reason))
        return
    given = (row.get("concept") or row.get("code") or "").strip()
    key = given or slug(next(iter(spoken.values()))) or f"row {line}"
    if reading.has(key) and not given:
        key = f"{key} {line}"  # another concept with the same name
    record = _record(reading, key, row, line)
    for locale, text in spoken.items():
        reading.word(record, locale, text, line=line)
    if definition := row.get("definition"):
        reading.define(record, FALLBACK, definition, line=line)


def _record(reading: Reading, key: str, row: Mapping[str, str], line: int) -> Record:
    """The concept of a row, with what the row says of it besides words."""
    record = reading.concept(key, line)
    record.code = key if is_code(key) else ""
    uri = row.get("uri", "").strip()[:LONGEST_URI]
    if is_address(uri):
        record.uri = uri
    if domain := row.get("domain"):
        reading.domain(record, domain)
    if note := row.get("note"):
        reading.note(record, note)
    if (kept := row.get("untranslatable", "").strip().lower()) in _YES | _NO:
        reading.untranslatable(record, kept in _YES)
    record.broader += row.get("broader", "").split()
    record.related += row.get("related", "").split()
    return record


def write(records: Iterable[Record], credit: Credit = UNCREDITED) -> str:
    """Write concepts as a CSV with a row for each term, which `read` takes for the same."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    columns = ROW_OF_TERM + (_OF_SCHEME if credit else ())
    rows.writerow(columns)
    parts = (credit.title, credit.licence, credit.source)
    told = dict(zip(_OF_SCHEME, parts, strict=True))
    for record in records:
        for row in _rows(record):
            rows.writerow([guarded((row | told).get(name, "")) for name in columns])
            told = {}
    return written.getvalue()


def _rows(record: Record) -> Iterator[dict[str, str]]:
    """One row per term; the first also holds what is said of the whole concept."""
    about = {
        "uri": record.uri or "",
        "untranslatable": "yes" if record.about.untranslatable else "",
        "domain": record.about.domain or "",
        "note": record.about.note or "",
        "broader": " ".join(record.broader),
        "related": " ".join(record.related),
    }
    told: set[str] = set()
    for word in record.words:
        row = {"concept": record.code, "locale": word.locale, "term": word.text} | about
        row["kind"] = word.kind.value
        if word.locale not in told:
            row |= _defined(record, word.locale)
        yield row
        told.add(word.locale)
        about = {}
    for locale in record.definitions:
        if locale not in told:
            yield {"concept": record.code, "locale": locale} | _defined(record, locale)


def _defined(record: Record, locale: str) -> dict[str, str]:
    meaning = record.definitions.get(locale)
    return {"definition": meaning.text, "source": meaning.source} if meaning else {}
