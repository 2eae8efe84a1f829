"""Filling the vocabularies."""

import csv
from pathlib import Path

import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db
from portal.thesaurus.models import Concept, Term, VocabularyStamp

OURS = Path(__file__).parent / "vocabularies.csv"


@action
def load_vocabularies(path: Path = OURS) -> int:
    """Add the concepts and terms that are not there yet; what was edited stays.

    `path` is a CSV with the columns scheme, code, position and one per language.
    Returns how many terms were added.
    """
    terms = {
        tuple(row) for row in db.session.execute(sa.select(Term.scheme, Term.code, Term.locale))
    }
    concepts = {tuple(row) for row in db.session.execute(sa.select(Concept.scheme, Concept.code))}
    added = 0
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row.pop("scheme"), row.pop("code")
            position = int(row.pop("position"))
            if name not in concepts:
                db.session.add(Concept(scheme=name[0], code=name[1], position=position))
                db.session.flush()
            for locale, text in row.items():
                if text and (*name, locale) not in terms:
                    db.session.add(Term(scheme=name[0], code=name[1], locale=locale, text=text))
                    added += 1
    if added:
        _restamp()
    return added


def _restamp() -> None:
    stamp = db.session.get(VocabularyStamp, 1)
    if stamp is None:
        db.session.add(VocabularyStamp(id=1, version=1))
    else:
        stamp.version += 1
