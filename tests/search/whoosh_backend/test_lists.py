"""Posting lists come back from the file as they went in, however they lie there."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.documents import Document
from portal.search.whoosh_backend import lists, packing, sets
from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.gathering import Gatherer
from portal.search.whoosh_backend.joining import Source
from portal.search.whoosh_backend.layout import Arrays, Damaged, Writer
from portal.search.whoosh_backend.lists import Chosen, Few, Many, in_all, in_any
from portal.search.whoosh_backend.merging import Merge
from portal.search.whoosh_backend.segment import Segment

sizes = st.integers(1, 400)
LETTERS = ("alpha", "beta", "gamma")


@st.composite
def lists_of_documents(draw):
    size = draw(sizes)
    rows = draw(st.lists(st.sets(st.integers(0, size - 1), min_size=1).map(sorted), max_size=9))
    return size, rows


@settings(deadline=None)
@given(lists_of_documents())
def test_packed_lists_are_unpacked_to_the_same(given_lists):
    size, rows = given_lists
    numbers = np.array([len(row) for row in rows], np.intp)
    documents = np.array([document for row in rows for document in row], np.uint32)

    values = packing.encoded(documents, numbers, size)

    assert len(values) == packing.widths(numbers, size).sum()
    assert packing.decoded(values, numbers, size).tolist() == documents.tolist()


documents_of = st.sets(st.integers(0, 199), min_size=1).map(sorted)


@settings(deadline=None)
@given(documents_of, documents_of)
def test_few_and_many_answer_alike(own, asked):
    counts = np.arange(len(own), dtype=np.uint16)
    few = Few(np.array(own, np.uint32), counts)
    many = Many(sets.of(np.array(own), 200), len(own), counts)
    wanted = np.array(asked, np.intp)

    both = sorted(set(own) & set(asked))
    for postings in (few, many):
        chosen = Chosen(wanted, sets.of(wanted, 200), 200)
        at, which = postings.among(chosen)
        assert [own[n] for n in at.tolist()] == [asked[n] for n in which.tolist()] == both
        assert postings.documents().tolist() == own
        assert postings.both(wanted).tolist() == both
        assert postings.common(sets.of(wanted, 200)) == len(both)
        times = [own.index(document) if document in own else 0 for document in asked]
        assert postings.times(chosen).tolist() == times
        chosen.size = lists.SMALL + 1  # where the shortest way is another
        assert postings.times(chosen).tolist() == times
    assert sets.listed(in_any([few, many], 200)).tolist() == own
    assert sets.listed(in_all([few, many], sets.of(wanted, 200), 200)).tolist() == both


texts = st.lists(
    st.lists(st.tuples(st.sampled_from(LETTERS), st.integers(1, 5)), max_size=4),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(texts, st.data())
def test_what_lives_of_merged_segments_keeps_counts_and_places(tmp_path_factory, rows, data):
    folder = tmp_path_factory.mktemp("segments")
    split = data.draw(st.integers(0, len(rows)))
    alive = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    sources = []
    for name, begin, end in (("one", 0, split), ("two", split, len(rows))):
        segment = written(folder / f"{name}.seg", rows[begin:end])
        sources.append(Source(segment, sets.packed(np.array(alive[begin:end], np.bool_))))

    merge = Merge(folder / "both.seg", sources)
    for _step in merge.steps():
        pass
    merge.close({})

    merged = Segment(folder / "both.seg", Cache(1 << 20))
    kept = [row for row, lives in zip(rows, alive, strict=True) if lives]
    assert merged.size == len(kept)
    for word in LETTERS:
        assert_lists(merged, word, kept)


def assert_lists(segment: Segment, word: str, rows) -> None:
    tokens = [[token for token, times in row for _ in range(times)] for row in rows]
    postings = segment.postings("body", word)
    assert postings.documents().tolist() == [n for n, row in enumerate(tokens) if word in row]
    assert postings.counts.tolist() == [row.count(word) for row in tokens if word in row]
    places = [n for row in tokens for n, token in enumerate(row) if token == word]
    assert segment.places("body", word).tolist() == places
    pieces = [Counter(row)[word] for row in tokens if word in row]
    assert segment.postings("sub", word[:4]).counts.tolist() == pieces


def written(path, rows) -> Segment:
    gatherer = Gatherer()
    for n, row in enumerate(rows):
        words = " ".join(token for token, times in row for _ in range(times))
        gatherer.add(text(n, words))
    gatherer.write(path, {})
    return Segment(path, Cache(1 << 20))


def text(number: int, body: str) -> Document:
    return Document(f"entry:{number}:id", f"entry:{number}", "page", "id", "", body=body,
                    date=date(2026, 1, 1))  # fmt: skip


@pytest.mark.parametrize("times", [255, 256, 65_535, 65_536, 70_001])
def test_no_text_is_too_long(tmp_path, times):
    """Neither for the count of a word nor for the place where the last one stands."""
    body = "alpha " * times + "beta gamma"
    one = written(tmp_path / "one.seg", [[("alpha", 1)]])
    gatherer = Gatherer()
    gatherer.add(text(1, body))
    gatherer.write(tmp_path / "two.seg", {})
    two = Segment(tmp_path / "two.seg", Cache(1 << 20))
    merge = Merge(tmp_path / "both.seg", [Source(each, sets.full(1)) for each in (one, two)])
    for _step in merge.steps():
        pass
    merge.close({})
    both = Segment(tmp_path / "both.seg", Cache(1 << 20))

    assert two.postings("body", "alpha").counts.tolist() == [times]
    assert two.places("body", "gamma").tolist() == [times + 1]
    assert both.postings("body", "alpha").counts.tolist() == [1, times]
    assert both.postings("sub", "alph").counts.tolist() == [1, times]
    assert both.places("body", "alpha").tolist() == [0, *range(times)]
    assert both.places("body", "gamma").tolist() == [times + 1]


# The file under them


arrays_of = st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=9), max_size=6)


@settings(deadline=None)
@given(arrays_of, st.data())
def test_a_file_gives_back_what_was_appended(tmp_path_factory, pieces, data):
    path = tmp_path_factory.mktemp("arrays") / "one.seg"
    writer = Writer(path)
    for piece in pieces:
        writer.append("numbers", np.array(piece, np.uint32))
        writer.append("others", np.zeros(len(piece), np.uint8))
    writer.append("numbers", np.array([7], np.uint32))
    writer.close({"told": "all"})
    whole = [number for piece in pieces for number in piece] + [7]
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))

    arrays = Arrays(path)

    assert arrays.whole("numbers").tolist() == whole
    assert arrays.slice("numbers", begin, end).tolist() == whole[begin:end]
    assert arrays.about == {"told": "all"}
    with pytest.raises(Damaged):
        arrays.slice("numbers", 0, len(whole) + 1)


def test_a_file_cut_short_under_a_reader_is_an_ordinary_error(tmp_path):
    path = tmp_path / "one.seg"
    writer = Writer(path)
    writer.append("numbers", np.arange(10_000))
    writer.close({})
    arrays = Arrays(path)

    with path.open("r+b") as file:
        file.truncate(100)

    with pytest.raises(Damaged):
        arrays.whole("numbers")
    with pytest.raises(Damaged):
        Arrays(path)
