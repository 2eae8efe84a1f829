"""Other engines with the same texts and questions: stock Whoosh, SQLite FTS5 and tantivy.

All are given our tokens, so what differs is the engine. A question wants both words, one
language, the texts the reader may see, the top ten by BM25 and the counts of five facets.
"""

import importlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from whoosh import fields, index, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer

from bench.search_latency import FACETS
from portal import analysis
from portal.search.documents import Document, Query
from portal.search.port import Reached
from portal.search.whoosh_backend import WhooshBackend

Answer = tuple[int, int]  # hits in all and codes counted


def words_of(text: str, locale: str) -> str:
    return " ".join(analysis.words(text, locale))


def fields_of(document: Document) -> tuple[str, str]:
    text = f"{document.summary}\n{document.body}"
    return words_of(document.title, document.locale), words_of(text, document.locale)


class Engine(Protocol):
    def __init__(self, folder: Path) -> None: ...

    def build(self, documents: Iterable[Document]) -> None: ...

    def open(self) -> None: ...

    def ask(self, asked: Query) -> Answer: ...

    def replace(self, document: Document) -> None: ...


class Ours:
    """Does more than the others: sub-words, weights of fields, one hit per thing."""

    def __init__(self, folder: Path) -> None:
        self.engine = WhooshBackend(folder / "index")

    def build(self, documents: Iterable[Document]) -> None:
        self.engine.rebuild(documents, Reached(0))

    def open(self) -> None:
        self.engine.position()

    def ask(self, asked: Query) -> Answer:
        page = self.engine.search(asked)
        return page.total, sum(map(len, page.facets.values()))

    def replace(self, document: Document) -> None:
        self.engine.replace([document.thing], [document], Reached(1))


class StockWhoosh:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        tokens, labels = SpaceSeparatedTokenizer(), fields.KEYWORD
        schema = fields.Schema(
            key=fields.ID(stored=True, unique=True),
            title=fields.TEXT(analyzer=tokens),
            body=fields.TEXT(analyzer=tokens),
            locale=fields.ID,
            token=labels,
            **{name: fields.ID(sortable=True) for name in FACETS},
        )
        self.index = index.create_in(str(self.folder), schema)
        writer = self.index.writer(limitmb=256)
        for document in documents:
            writer.add_document(**self._fields(document))
        writer.commit()

    def open(self) -> None:
        self.searcher = index.open_dir(str(self.folder)).searcher()

    def ask(self, asked: Query) -> Answer:
        words = analysis.words(asked.text, asked.locale or "en")
        terms = [query.Or([query.Term("title", word), query.Term("body", word)]) for word in words]
        held = query.Or([query.Term("token", token) for token in asked.tokens])
        found = self.searcher.search(
            query.And(terms),
            limit=10,
            filter=query.And([query.Term("locale", asked.locale), held]),
            groupedby={name: sorting.FieldFacet(name) for name in FACETS},
            maptype=sorting.Count,
        )
        _top = [hit["key"] for hit in found]
        return len(found), sum(len(found.groups(name)) for name in FACETS)

    def replace(self, document: Document) -> None:
        writer = index.open_dir(str(self.folder)).writer()
        writer.update_document(**self._fields(document))
        writer.commit()

    def _fields(self, document: Document) -> dict[str, Any]:
        title, body = fields_of(document)
        codes = {name: document.facets[name][0] for name in FACETS}
        return {
            "key": document.key, "title": title, "body": body, "locale": document.locale,
            "token": " ".join(document.tokens), **codes,
        }  # fmt: skip


class Fts5:
    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "fts.sqlite")
        self.connection.execute("PRAGMA journal_mode=WAL")

    def build(self, documents: Iterable[Document]) -> None:
        self.connection.executescript(f"""
            CREATE VIRTUAL TABLE text
                USING fts5(title, body, tokenize='unicode61 remove_diacritics 0');
            CREATE TABLE document (id INTEGER PRIMARY KEY, key TEXT UNIQUE, locale TEXT,
                                   {", ".join(f"{name} TEXT" for name in FACETS)});
            CREATE TABLE token (document INTEGER, token TEXT,
                                PRIMARY KEY (document, token)) WITHOUT ROWID;
        """)
        for document in documents:
            self._insert(document)
        self.connection.execute("INSERT INTO text(text) VALUES ('optimize')")
        self.connection.commit()

    def open(self) -> None:
        self.connection.execute("CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL)")

    def ask(self, asked: Query) -> Answer:
        words = analysis.words(asked.text, asked.locale or "en")
        held = sorted(asked.tokens)
        self.connection.execute("DELETE FROM temp.hit")
        self.connection.execute(
            f"""INSERT INTO temp.hit SELECT text.rowid, bm25(text, 2.5, 1.0)
            FROM text JOIN document ON document.id = text.rowid
            WHERE text MATCH ? AND document.locale = ? AND EXISTS (
                SELECT 1 FROM token WHERE token.document = text.rowid
                AND token.token IN ({", ".join("?" * len(held))}))""",  # noqa: S608
            [" AND ".join(f'"{word}"' for word in words), asked.locale, *held],
        )
        total = self.connection.execute("SELECT count(*) FROM temp.hit").fetchone()[0]
        codes = 0
        for name in FACETS:
            counts = f"""SELECT {name}, count(*) FROM temp.hit JOIN document USING (id)
                         GROUP BY {name}"""  # noqa: S608
            codes += len(self.connection.execute(counts).fetchall())
        self.connection.execute(
            "SELECT key FROM temp.hit JOIN document USING (id) ORDER BY score LIMIT 10"
        ).fetchall()
        return total, codes

    def replace(self, document: Document) -> None:
        row = self.connection.execute("SELECT id FROM document WHERE key = ?", [document.key])
        (number,) = row.fetchone()
        for statement in (
            "DELETE FROM text WHERE rowid = ?",
            "DELETE FROM token WHERE document = ?",
            "DELETE FROM document WHERE id = ?",
        ):
            self.connection.execute(statement, [number])
        self._insert(document)
        self.connection.commit()

    def _insert(self, document: Document) -> None:
        marks = ", ".join("?" * (3 + len(FACETS)))
        codes = [document.facets[name][0] for name in FACETS]
        row = self.connection.execute(
            f"INSERT INTO document VALUES ({marks})",  # noqa: S608
            [None, document.key, document.locale, *codes],
        ).lastrowid
        self.connection.execute(
            "INSERT INTO text(rowid, title, body) VALUES (?, ?, ?)", [row, *fields_of(document)]
        )
        self.connection.executemany(
            "INSERT INTO token VALUES (?, ?)", [(row, token) for token in document.tokens]
        )


class Tantivy:
    """Where it is installed: `pip install --target DIR tantivy`, then PYTHONPATH=DIR."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tantivy = importlib.import_module("tantivy")
        schema = self.tantivy.SchemaBuilder()
        for name in ("title", "body"):
            schema.add_text_field(name, tokenizer_name="whitespace")
        for name in ("key", "locale", "token", *FACETS):
            schema.add_text_field(
                name, stored=name == "key", tokenizer_name="raw", fast=True, index_option="basic"
            )
        self.schema = schema.build()

    def build(self, documents: Iterable[Document]) -> None:
        self.index = self.tantivy.Index(self.schema, path=str(self.folder))
        writer = self.index.writer(256_000_000, 1)
        for document in documents:
            writer.add_document(self._document(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index = self.tantivy.Index(self.schema, path=str(self.folder))
        self.writer: Any = None

    def ask(self, asked: Query) -> Answer:
        make, must, should = self.tantivy.Query, *self._occurs()
        words = analysis.words(asked.text, asked.locale or "en")
        terms = [
            make.boolean_query(
                [(should, make.term_query(self.schema, f, word)) for f in ("title", "body")]
            )
            for word in words
        ]
        held = make.term_set_query(self.schema, "token", sorted(asked.tokens))
        spoken = make.term_query(self.schema, "locale", asked.locale)
        wanted = make.boolean_query([(must, each) for each in (*terms, held, spoken)])
        searcher = self.index.searcher()
        found = searcher.search(wanted, 10)
        _top = [searcher.doc(address)["key"] for _score, address in found.hits]
        buckets = {name: {"terms": {"field": name, "size": 200}} for name in FACETS}
        counts = searcher.aggregate(wanted, buckets)
        return found.count or 0, sum(len(counts[name]["buckets"]) for name in FACETS)

    def replace(self, document: Document) -> None:
        if self.writer is None:
            self.writer = self.index.writer(50_000_000, 1)
        self.writer.delete_documents_by_term("key", document.key)
        self.writer.add_document(self._document(document))
        self.writer.commit()
        self.index.reload()

    def _occurs(self) -> tuple[Any, Any]:
        return self.tantivy.Occur.Must, self.tantivy.Occur.Should

    def _document(self, document: Document) -> Any:
        title, body = fields_of(document)
        made = self.tantivy.Document()
        texts = {"title": title, "body": body, "key": document.key, "locale": document.locale}
        for name, value in texts.items():
            made.add_text(name, value)
        for token in document.tokens:
            made.add_text("token", token)
        for name in FACETS:
            made.add_text(name, document.facets[name][0])
        return made


ENGINES: dict[str, type[Engine]] = {
    "ours": Ours,
    "stock Whoosh": StockWhoosh,
    "SQLite FTS5": Fts5,
    "tantivy": Tantivy,
}
