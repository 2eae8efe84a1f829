"""Which schemes of concepts there are: the closed vocabularies, our glossary, and imported ones."""

import csv
from collections.abc import Collection
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

OURS = Path(__file__).parent / "vocabularies.csv"
GLOSSARY = "glossary"

Name = tuple[str, str]  # scheme and code of a concept
Column = InstrumentedAttribute[str]


@cache
def closed() -> frozenset[str]:
    """The vocabularies whose concepts the program knows by code: topics, goals, regions …

    Their terms may be edited and added to; concepts come and go with `vocabularies.csv` only.
    """
    with OURS.open(newline="", encoding="utf-8") as file:
        return frozenset(row["scheme"] for row in csv.DictReader(file))


def is_foreign(scheme: str) -> bool:
    """Whether it was taken in from elsewhere: neither our glossary nor one of our vocabularies."""
    return scheme != GLOSSARY and scheme not in closed()


def are(scheme: Column, code: Column, names: Collection[Name]) -> sa.ColumnElement[bool]:
    """Whether these columns name one of some concepts.

    The two simple conditions are for SQLite, which takes no index for a list of pairs.
    """
    return sa.and_(
        scheme.in_({name[0] for name in names}),
        code.in_({name[1] for name in names}),
        sa.tuple_(scheme, code).in_(names),
    )
