"""A language that comes to the portal is known to what was published before."""

import pytest
import sqlalchemy as sa

from config import LOCALES
from portal.content.models import Rendering, Status
from portal.content.translations import arriving
from portal.content.translations.models import Progress
from portal.core.db import db
from tests import build


@pytest.fixture
def study(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    build.case_study(cast.ada)  # a draft has nothing to show
    while arriving.bring_in():
        pass
    return study


def locales(table) -> set[str]:
    return set(db.session.scalars(sa.select(table.locale).distinct()))


@pytest.mark.parametrize("table", [Rendering, Progress])
def test_what_was_published_before_is_rendered_and_counted(study, table):
    db.session.execute(sa.delete(table).where(table.locale == "de"))
    db.session.commit()

    assert arriving.bring_in() == 1

    assert locales(Rendering) == set(LOCALES)
    assert locales(Progress) == set(LOCALES) - {"en"}
    assert arriving.bring_in() == 0


def test_a_text_in_a_language_that_is_not_ours_is_counted_in_all(study):
    study.locale = "nl"
    db.session.commit()

    assert arriving.bring_in() == 1
    assert locales(Progress) == set(LOCALES)
    assert arriving.bring_in() == 0


def test_many_are_brought_in_portions(study, cast):
    for _ in range(arriving.BATCH):
        build.case_study(cast.ada, status=Status.PUBLISHED)
    db.session.execute(sa.delete(Rendering))
    db.session.commit()
    duty = arriving.once()

    assert [duty() for _ in range(3)] == [arriving.BATCH, 1, 0]


def test_a_worker_looks_no_more_once_all_is_done(study):
    duty = arriving.once()
    assert duty() == 0
    db.session.execute(sa.delete(Rendering))
    db.session.commit()

    assert duty() == 0
