"""Whatever a glossary holds, each format gives it back."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.thesaurus.editing import About, many_lines, one_line
from portal.thesaurus.exchange import formats
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.records import Meaning, Record, Word, ordered
from portal.thesaurus.models import Kind

locales = st.sampled_from(["en", "fr", "pt-BR", "zh-Hant", "ar", "cnr"])
line = st.text(max_size=30).map(one_line)
term = line.filter(bool)
lines = st.text(max_size=60).map(many_lines)


@st.composite
def a_record(draw: st.DrawFn, number: int) -> Record:
    chosen = draw(st.lists(st.tuples(locales, term, st.sampled_from(Kind)), min_size=1, max_size=6))
    words: dict[tuple[str, str], Word] = {}
    preferred: set[str] = set()
    for locale, text, drawn in chosen:
        kind = Kind.ALTERNATE if drawn is Kind.PREFERRED and locale in preferred else drawn
        if (locale, text) not in words:
            words[locale, text] = Word(locale, text, kind)
            preferred |= {locale} if kind is Kind.PREFERRED else set()
    meanings = st.builds(Meaning, lines.filter(bool), line)
    return Record(
        key=f"concept-{number}",
        code=f"concept-{number}",
        about=About(draw(st.sampled_from([None, True])), draw(line) or None, draw(lines) or None),
        words=list(words.values()),
        definitions=draw(st.dictionaries(locales, meanings, max_size=3)),
        broader=[
            f"concept-{other}" for other in draw(st.sets(st.integers(0, 4))) if other < number
        ],
    )


@st.composite
def glossaries(draw: st.DrawFn) -> list[Record]:
    return [draw(a_record(number)) for number in range(draw(st.integers(1, 5)))]


@pytest.mark.parametrize("into", list(Format))
@given(records=glossaries())
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_each_format_gives_back_what_it_was_given(app, into: Format, records: list[Record]):
    if into is Format.TURTLE:
        _by_address(records)

    written = formats.write(records, into)
    reading = formats.read(BytesIO(written), f"a.{into}", "glossary")

    assert (reading.refused, reading.conflicts) == ([], [])
    assert [_said(record) for record in ordered(reading.records)] == [
        _said(record) for record in ordered(records)
    ]


def _by_address(records: list[Record]) -> None:
    for record in records:
        record.key = f"urn:plaza:concept:glossary:{record.code}"
        record.broader = [f"urn:plaza:concept:glossary:{key}" for key in record.broader]


def _said(record: Record) -> tuple[object, ...]:
    """A record without its place in the file."""
    return (
        record.key, record.code, record.uri, record.about,
        record.words, record.definitions, record.broader, record.related,
    )  # fmt: skip
