"""Files in and out of the memory: again and again the same, and nothing secret leaves."""

import gzip
import io
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Refused
from portal.translation.memory import exchange
from portal.translation.memory.exchange import Report, Selection, export_tmx, import_tmx
from portal.translation.memory.models import MemoryText, MemoryUnit
from portal.translation.memory.queries import suggestions
from portal.translation.memory.tmx import Wanted
from portal.translation.paragraphs import digest
from tests.translation.memory.lessons import taught
from tests.translation.memory.test_tmx import document, unit

DATA = Path(__file__).parents[4] / "shared" / "data"
NEWS = DATA / "tmx" / "news-10-languages-1000.tmx.gz"
EDGES = DATA / "po" / "edge-cases"


def taken(written: bytes, origin: str = "file", **wanted) -> Report:
    report = Report()
    for _count in import_tmx(io.BytesIO(written), origin, report, Wanted(**wanted)):
        pass
    return report


def units() -> set[tuple]:
    """All that makes the units what they are."""
    rows = db.session.scalars(sa.select(MemoryUnit))
    return {
        (row.source.locale, row.source.text, row.target.locale, row.target.text,
         row.before, row.after, row.approved_at)
        for row in rows
    }  # fmt: skip


def exported(**selection) -> bytes:
    return b"".join(export_tmx(Selection(**selection)))


@pytest.fixture(autouse=True)
def _empty(app):
    """All of these need a database."""


def test_a_second_run_finds_everything_known():
    written = document(unit(en="Tree", fr="Arbre", es="Árbol"), unit(en="Sun", fr=""), unit(fr="x"))

    first, second = taken(written), taken(written)

    assert (first.read, first.new, first.known) == (3, 2, 0)
    assert (second.read, second.new, second.known) == (3, 0, 2)
    assert [(fault.line, fault.unit) for fault in first.faults] == [(3, 2), (4, 3)]


def test_what_stands_in_a_file_twice_is_new_once():
    report = taken(document(unit(en="Tree", fr="Arbre"), unit(en=" Tree", fr="Arbre")))

    assert (report.new, report.known) == (1, 1)


def test_a_file_that_breaks_keeps_what_came_before(monkeypatch):
    monkeypatch.setattr(exchange, "_AT_ONCE", 2)
    many = [unit(en=f"Tree {n}", fr="Arbre " + "x" * 40_000) for n in range(5)]
    broken = document(*many).replace(b"</body>", b"")

    with pytest.raises(Refused):
        taken(broken)
    report = taken(document(*many))

    assert report.known >= 2
    assert report.new + report.known == 5


def test_what_is_exported_is_known_here_and_makes_the_same_units_elsewhere(app):
    taught("Tree & <b>sun</b>", "Arbre", before=digest("a"), after=digest("b"))
    taught("Tree", "樹\n木", "en zh-Hant")
    taken(document(unit(en="Sky", fr="Ciel")))
    there = units()

    written = exported()
    again = taken(written)
    for table in (MemoryUnit, MemoryText):
        db.session.execute(sa.delete(table))
    db.session.commit()
    elsewhere = taken(written)

    assert (again.new, again.known) == (0, 3)
    assert (elsewhere.new, elsewhere.known) == (3, 0)
    assert units() == there


def test_a_selection_is_exported_and_what_few_may_see_is_not():
    taught("Tree", "Arbre")
    taught("Tree", "Árbol", "en es")
    taught("Secret", "Secret", tokens={"city:5"})
    taken(document(unit(en="Sky", fr="Ciel")), origin="news")

    assert b"Secret" not in exported()
    assert b"Secret" in exported(tokens={"city:5"})
    assert exported(target_locale="es").count(b"<tu ") == 1
    assert exported(source_locale="fr").count(b"<tu ") == 0
    assert b"Ciel" in exported(origin="news")
    assert exported(origin="news", source_locale="en").count(b"<tu ") == 1
    assert exchange.count(Selection(target_locale="fr")) == 2


@pytest.mark.skipif(not NEWS.exists(), reason="the shared TMX file of news is not here")
def test_a_real_file_of_ten_languages_is_taken_in():
    with gzip.open(NEWS) as file:
        start = file.read(400_000).rpartition(b"</tu>")[0] + b"</tu></body></tmx>"

    report = taken(start, targets=frozenset({"zh", "ja", "ar"}))

    assert report.read > 50
    assert report.new + report.known == report.read * 3
    question = "Welsh AMs worry about looking like muppets"
    assert (
        suggestions(question, "en", "ja")[0].target == "恥さらしを危惧するウェールズ議会議員 (AM)"
    )


@pytest.mark.skipif(not EDGES.exists(), reason="the shared edge cases are not here")
def test_real_files_with_oddities_are_taken_in():
    many = taken((EDGES / "memory.tmx").read_bytes())
    older = taken((EDGES / "memory2.tmx").read_bytes())

    assert (many.read, many.new, many.faults) == (1, 2, [])
    assert (older.read, older.new, older.faults) == (1, 1, [])
    assert {row[0] for row in units()} == {"de-DE", "en"}
