"""What the checks find in the wordings of an entry, and what of it was answered."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from portal.content.models import WHOLE
from portal.content.translations.models import CheckAnswer
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit
from portal.core.db import db
from portal.translation.checks.findings import Finding, Severity
from portal.translation.checks.registry import check
from portal.translation.glossary import terms
from portal.translation.paragraphs import Kind


def findings(target: Target, units: Iterable[Unit]) -> dict[int, list[Finding]]:
    """What the checks say of the wordings that are worked on, by paragraph."""
    worded = [(unit, made.text) for unit in units if (made := unit.wordings.working) and made.text]
    source, wanted = target.entry.locale, target.locale
    named = terms([unit.source for unit, _text in worded], source, wanted)
    return {
        unit.paragraph_id: check(
            unit.source,
            text,
            source_locale=source,
            target_locale=wanted,
            kind=_kind(unit),
            limit=unit.limit,
            terms=agreed,
        )
        for (unit, text), agreed in zip(worded, named, strict=True)
    }


def _kind(unit: Unit) -> Kind:
    """A field as a whole holds blocks of its own, so it is checked as a list item would be."""
    return Kind.PARAGRAPH if unit.kind == WHOLE else Kind(unit.kind)


def answers(target: Target, paragraphs: Iterable[int]) -> Mapping[tuple[int, str], CheckAnswer]:
    """What translators have answered to findings, by paragraph and key."""
    found = db.session.scalars(
        sa.select(CheckAnswer).where(
            CheckAnswer.paragraph_id.in_(list(paragraphs)), CheckAnswer.locale == target.locale
        )
    )
    return {(each.paragraph_id, each.key): each for each in found}


def unanswered(target: Target, units: Iterable[Unit]) -> dict[int, list[Finding]]:
    """The findings that stand in the way of handing in, by paragraph: errors, which nobody can
    answer away, and warnings without an answer."""
    worked_on = [unit for unit in units if unit.wordings.working is not None]
    given = answers(target, [unit.paragraph_id for unit in worked_on])
    open_ones: dict[int, list[Finding]] = {}
    for number, found in findings(target, worked_on).items():
        left = [
            finding
            for finding in found
            if finding.severity is Severity.ERROR or (number, finding.key) not in given
        ]
        if left:
            open_ones[number] = left
    return open_ones
