"""Documents into Whoosh: one commit per batch, with the number the index has then reached."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from portal import analysis
from portal.search.documents import KIND, LANGUAGE, Document
from portal.search.port import Reached
from portal.search.whoosh_backend import seal
from portal.search.whoosh_backend.codec import ArrayCodec
from portal.search.whoosh_backend.pool import ArrayPool
from portal.search.whoosh_backend.schema import SCHEMA, STAMP
from portal.search.whoosh_backend.snapshot import INDEX

PORTION = 20_000  # documents of one commit of a build: about 300 MB of postings in memory


def create(folder: Path) -> None:
    FileIndex.create(FileStorage(str(folder), supports_mmap=False), SCHEMA, INDEX)


def write(
    folder: Path, things: Collection[str], documents: Iterable[Document], upto: Reached
) -> None:
    """Commit `documents` in the place of all that `things` had, and `upto`."""
    with _committing(folder) as writer:
        for thing in things:
            writer.delete_by_term("thing", thing)
        writer.delete_by_term("state", "state")
        for document in documents:
            writer.add_document(**_fields(document))
        _add_state(writer, upto)
    seal.write(folder)


def build(folder: Path, documents: Iterable[Document], upto: Reached) -> Iterator[None]:
    """Fill a new folder in steps, one a document, in several commits where these are many.

    Nothing is merged: that would take minutes, in a single step.
    """
    create(folder)
    left = iter(documents)
    while first := next(left, None):
        portion = chain([first], islice(left, PORTION - 1))
        with _committing(folder, merge=False) as writer:
            for document in portion:
                writer.add_document(**_fields(document))
                yield
    with _committing(folder, merge=False) as writer:
        _add_state(writer, upto)
    seal.write(folder)


def _add_state(writer: SegmentWriter, upto: Reached) -> None:
    state = json.dumps({"number": upto.number, "mark": upto.mark, "stamp": STAMP})
    writer.add_document(state=["state"], thing=[""], card={"state": state})


@contextmanager
def _committing(folder: Path, *, merge: bool = True) -> Iterator[SegmentWriter]:
    """A writer whose block is one commit, or nothing if it fails."""
    index = FileIndex(FileStorage(str(folder), supports_mmap=False), SCHEMA, INDEX)
    writer = SegmentWriter(index, codec=ArrayCodec())
    writer.pool = ArrayPool()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=merge)


def _fields(document: Document) -> dict[str, Any]:
    locale = document.locale
    text = f"{document.summary}\n{document.body}"
    return {
        "title": analysis.words(document.title, locale),
        "body": analysis.words(text, locale),
        "sub": analysis.subwords(f"{document.title}\n{text}", locale),
        "token": sorted(document.tokens),
        "facet": sorted(_labels(document)),
        "thing": [document.thing],
        "day": document.date,
        "card": {"key": document.key, "kind": document.kind, "locale": locale},
    }


def _labels(document: Document) -> set[str]:
    labels = {f"{KIND}={document.kind}", f"{LANGUAGE}={document.locale}"}
    for name, codes in document.facets.items():
        labels |= {f"{name}={code}" for code in codes}
    return labels
