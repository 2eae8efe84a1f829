"""The keys under which terms are found in texts, and the form in which people search them."""

import re
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from portal.analysis import VERSION, language_of
from portal.analysis.scripts import fold, normal
from portal.core.actions import action
from portal.core.db import db
from portal.thesaurus.editing import restamp
from portal.thesaurus.models import LONGEST_KEY, Term, TermKey
from portal.thesaurus.schemes import GLOSSARY
from portal.thesaurus.units import HYPHENS, Unit, units_of_term

LONGEST_WORDS = 10  # units of a term that is looked for in texts; longer ones are sentences
LONGEST_TEXT = 300  # characters of such a term, so that sentences need not be cut
LONGEST_PIECES = 16  # the same in scripts without spaces, where a unit is a character
KEYED = VERSION * 100 + 1  # raise the 1 whenever a term would get other keys than before
_AT_ONCE = 2000

_HYPHEN = re.compile(rf"(?<=\w)[{HYPHENS}](?=\w)")
_HANGUL_SPACE = re.compile(r"(?<=[\uac00-\ud7af]) (?=[\uac00-\ud7af])")
_QUALIFIER = re.compile(r"(?<=\S)\s*[(\uff08][^()\uff08\uff09]*[)\uff09]\s*$")


def folded(text: str) -> str:
    """A text as it is searched: normal form, no accents, single spaces."""
    return " ".join(fold(normal(text)).split())


def spellings(text: str) -> list[str]:
    """The ways a term stands in texts: without its qualifier in brackets, and written as one."""
    plain = _QUALIFIER.sub("", text)
    joined = _HANGUL_SPACE.sub("", _HYPHEN.sub("", plain))
    return list(dict.fromkeys((plain, joined)))


def keys(text: str, locale: str) -> list[str]:
    """The keys of a term; none where it has no letters or is too long to be a term."""
    if len(text) > LONGEST_TEXT or len(text.split()) > LONGEST_PIECES:
        return []
    made = (units_of_term(spelling, locale) for spelling in spellings(text))
    return list(dict.fromkeys(key_of(cut) for cut in made if _can_be_found(cut)))


def key_of(cut: Sequence[Unit]) -> str:
    return " ".join(unit.token for unit in cut)


def most_units(first: Unit) -> int:
    """How many units a term that begins with this one may have."""
    return LONGEST_PIECES if first.is_piece else LONGEST_WORDS


def _can_be_found(cut: Sequence[Unit]) -> bool:
    if not cut or len(cut) > most_units(cut[0]):
        return False
    return 1 < len(key_of(cut)) <= LONGEST_KEY  # a single letter or character is in every text


def rows_of(term_id: int, text: str, locale: str) -> list[dict[str, object]]:
    language = language_of(locale)
    return [{"language": language, "key": key, "term_id": term_id} for key in keys(text, locale)]


def rekey(terms: Iterable[Term]) -> None:
    """Write the keys of these terms, which have their numbers, in the caller's transaction."""
    chosen = list(terms)
    db.session.flush()
    numbers = [term.id for term in chosen]
    db.session.execute(sa.delete(TermKey).where(TermKey.term_id.in_(numbers)))
    rows = [row for term in chosen for row in rows_of(term.id, term.text, term.locale)]
    if rows:
        db.session.execute(sa.insert(TermKey), rows)
    for term in chosen:
        term.folded, term.keyed = folded(term.text), KEYED


@action
def catch_up() -> int:
    """Key some of the terms whose keys are missing or older than the analysis; how many."""
    waiting = sa.select(Term).where(Term.keyed < KEYED).order_by(Term.id).limit(_AT_ONCE)
    terms = db.session.scalars(waiting).all()
    if terms:
        rekey(terms)
        restamp(GLOSSARY)
    return len(terms)


def turn() -> int:
    """The worker's duty: `catch_up`, without a transaction of writing where nothing waits."""
    waiting = db.session.scalar(sa.select(Term.id).where(Term.keyed < KEYED).limit(1))
    return catch_up() if waiting is not None else 0
