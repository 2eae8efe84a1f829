"""Which format a file has, and how each is read and written."""

from enum import StrEnum
from io import BytesIO
from typing import IO

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.crediting import UNCREDITED, Credit
from portal.thesaurus.exchange import csv_table, json_lines, rdf_xml, tbx, turtle, turtle_out
from portal.thesaurus.exchange.records import Reading, Record


class Format(StrEnum):
    """What can be written; also the ending of the file's name."""

    TURTLE = "ttl"
    TBX = "tbx"
    CSV = "csv"


def read(file: IO[bytes], name: str, scheme: str) -> Reading:
    """Read a thesaurus of any known format, told by the file's name and, for XML, its content.

    `scheme` chooses the lines of a file that holds several schemes. Raises Refused.
    """
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    match ending:
        case "ttl" | "turtle" | "n3":
            reading = turtle.read(file)
        case "tbx" | "rdf" | "xml" | "skos" | "owl":
            reading = _read_xml(file)
        case "csv":
            reading = csv_table.read(file)
        case "jsonl" | "ndjson":
            reading = json_lines.read(file, scheme)
        case _:
            raise Refused(
                _("Glossaries are read as SKOS (.rdf, .ttl), TBX (.tbx), CSV or JSON lines.")
            )
    return reading.finish()


def _read_xml(file: IO[bytes]) -> Reading:
    written = file.read(xml.LARGEST_BYTES + 1)
    root = xml.parse(BytesIO(tbx.without_bare_doctype(written)))
    return tbx.read_tree(root) if tbx.is_tbx(root) else rdf_xml.read_tree(root)


def write(records: list[Record], into: Format, credit: Credit = UNCREDITED) -> bytes:
    match into:
        case Format.TURTLE:
            return turtle_out.write(records, credit).encode()
        case Format.TBX:
            return tbx.write(records, credit)
        case Format.CSV:
            return csv_table.write(records, credit).encode()
