"""What every change of the thesaurus needs: the person, the trace, the stamp, and right words."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from portal.analysis.scripts import fold, normal
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.thesaurus.models import (
    LONGEST_CODE,
    LONGEST_LOCALE,
    LONGEST_TERM,
    LONGEST_TERM_BYTES,
    Concept,
    Stamp,
    VocabularyStamp,
)
from portal.thesaurus.schemes import closed

# Within words of Persian and of Indian languages; other signs without shape only hide things.
_JOINERS = "\u200c\u200d"
# BCP 47, as far as it is used here: language, script, region, variants.
_LOCALE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-[a-z0-9]{5,8})*)")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


PROPOSALS = "proposals"  # the stamp that is renewed whenever one comes, goes or is decided


class Acting(Protocol):
    """The person who acts; people are known on this floor by their number only."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class About:
    """What is to be known of a concept apart from its words; None leaves a value as it is."""

    untranslatable: bool | None = None
    domain: str | None = None
    note: str | None = None


UNSAID = About()


def one_line(text: str) -> str:
    """A term as it is kept: NFC, single spaces, nothing invisible but the joiners of letters."""
    shown = (c if c.isprintable() or c in _JOINERS else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(shown)).split())


def many_lines(text: str) -> str:
    """A definition or note as it is kept: as `one_line`, with its line ends as `\\n`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(one_line(line) for line in lines).strip()


def canonical(tag: str) -> str | None:
    """A language tag as we write it, “pt-BR” for “PT_br”; None where it is none."""
    match = _LOCALE.fullmatch(tag.strip().replace("_", "-").lower())
    if match is None or len(match.group()) > LONGEST_LOCALE:
        return None
    language, script, region, variants = match.groups()
    parts = (language, (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part) + variants


def fault_of(text: str) -> str:
    """Why these words cannot be a term, for people; nothing where they can."""
    if not text:
        return _("A term needs words.")
    if len(text) > LONGEST_TERM or len(text.encode()) > LONGEST_TERM_BYTES:
        return _("The term is longer than %(most)s characters.", most=LONGEST_TERM)
    return ""


def slug(text: str) -> str:
    """A code made of words: small Latin letters, digits, hyphens; empty where there are none."""
    letters = fold(normal(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:LONGEST_CODE].strip("-")


def is_code(code: str) -> bool:
    return len(code) <= LONGEST_CODE and _CODE.fullmatch(code) is not None


def insist_open(scheme: str) -> None:
    """Raise Refused where concepts may not come and go."""
    if scheme in closed():
        raise Refused(_("The concepts of this vocabulary are fixed; only their words may change."))


def touch(concept: Concept, by: Acting | None, verb: str) -> None:
    """Note who changed a concept and when, and let every worker forget what it remembers.

    The act is told as `verb`: docs/audit.md says what each means.
    """
    number = concept.changed_by_id = by.id if by else None
    concept.changed_at = now()
    restamp(concept.scheme)
    witness(number, verb, subject_of(concept.scheme), code=concept.code)


def subject_of(scheme: str) -> str:
    """How acts on a scheme name it; a concept's code is too long for the name."""
    return f"scheme:{scheme}"


def restamp(scheme: str) -> None:
    """Raise the stamp of the thesaurus and, for a vocabulary's change, that of vocabularies."""
    numbers = (Stamp.THESAURUS, Stamp.VOCABULARIES) if scheme in closed() else (Stamp.THESAURUS,)
    for number in numbers:
        stamp = db.session.get(VocabularyStamp, int(number))
        if stamp is None:
            db.session.add(VocabularyStamp(id=int(number), version=1))
        else:
            stamp.version += 1


def next_position(scheme: str) -> int:
    """The place behind all concepts of a scheme."""
    last = sa.select(sa.func.max(Concept.position)).where(Concept.scheme == scheme)
    return (db.session.scalar(last) or 0) + 1
