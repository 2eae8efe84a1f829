"""A published case study, its translators into Arabic, and short ways to work on it."""

from types import SimpleNamespace

import pytest

from portal.content.models import Entry, Paragraph, Status
from portal.content.translations import actions
from portal.content.translations.actions import Typed, base_of
from portal.content.translations.models import Translation
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit, units
from portal.core.db import db
from portal.organisations.models import StaffRole
from tests import build


class Desk:
    """One text in one language, and what people do there."""

    def __init__(self, entry: Entry, locale: str = "ar"):
        self.entry = entry
        self.target = Target(entry, locale)

    @property
    def units(self) -> list[Unit]:
        return units(self.entry, self.target.locale)

    def unit(self, words: str) -> Unit:
        """The paragraph whose source holds these words."""
        return next(unit for unit in self.units if words in unit.source)

    def save(self, words: str, text: str, by, **given) -> Translation | None:
        unit = self.unit(words)
        typed = Typed(
            text,
            given.get("base", base_of(unit.wordings.newest)),
            given.get("source", unit.source),
            given.get("digest", unit.digest),
        )
        paragraph = db.session.get_one(Paragraph, unit.paragraph_id)
        return actions.save(self.target, paragraph, typed, by)


@pytest.fixture
def scene(cast) -> SimpleNamespace:
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    return SimpleNamespace(
        cast=cast,
        study=study,
        desk=Desk(study),
        tia=cast.tia,
        rim=build.staff(StaffRole.REVIEWER, locale="ar", name="Rim"),
    )
