"""A glossary that every test finds empty: the vocabularies stay, all else goes."""

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.thesaurus.models import Concept, Proposal, VocabularyStamp
from portal.thesaurus.schemes import closed


@pytest.fixture
def glossary(app):
    yield app
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(sa.delete(Proposal))
        connection.execute(sa.delete(Concept).where(Concept.scheme.not_in(closed())))
        connection.execute(sa.update(VocabularyStamp).values(version=VocabularyStamp.version + 1))
