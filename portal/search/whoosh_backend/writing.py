"""Documents into Whoosh: one commit per batch, with the number the index has then reached."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from portal.search import analysis
from portal.search.documents import KIND, LANGUAGE, Document
from portal.search.port import Reached
from portal.search.whoosh_backend import seal
from portal.search.whoosh_backend.codec import ArrayCodec
from portal.search.whoosh_backend.schema import SCHEMA, STAMP
from portal.search.whoosh_backend.snapshot import INDEX

_BATCH_MB = 64  # memory for postings before they are sorted and set aside
_BUILD_MB = 256  # a full build fits in one run; more runs cost a merge (30 % of the time)


def create(folder: Path) -> None:
    FileIndex.create(FileStorage(str(folder), supports_mmap=False), SCHEMA, INDEX)


def write(
    folder: Path,
    things: Collection[str],
    documents: Iterable[Document],
    upto: Reached,
    *,
    memory_mb: int = _BATCH_MB,
) -> None:
    """Commit `documents` in the place of all that `things` had, and `upto`."""
    index = FileIndex(FileStorage(str(folder), supports_mmap=False), SCHEMA, INDEX)
    writer = index.writer(limitmb=memory_mb, codec=ArrayCodec())
    try:
        for thing in things:
            writer.delete_by_term("thing", thing)
        writer.delete_by_term("state", "state")
        for document in documents:
            writer.add_document(**_fields(document))
        state = json.dumps({"number": upto.number, "mark": upto.mark, "stamp": STAMP})
        writer.add_document(state=["state"], thing=[""], card={"state": state})
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    seal.write(folder)


def build(folder: Path, documents: Iterable[Document], upto: Reached) -> None:
    create(folder)
    write(folder, (), documents, upto, memory_mb=_BUILD_MB)


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
