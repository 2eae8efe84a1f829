"""authors of a place

Who reads a text because she wrote it: as one of its city or of the staff, no longer by herself.
The rule is `portal.content.audience`; here its rows are brought over, and pages find their menu.

Revision ID: 3c1f0a7d92b4
Revises: 6ba66551210f
"""

import sqlalchemy as sa
from alembic import op

revision = "3c1f0a7d92b4"
down_revision = "6ba66551210f"
branch_labels = None
depends_on = None

# Where the pages of a new portal stand in the menu of the page about it.
ABOUT = {"about": 10, "join": 40}

AUTHORS = """
INSERT INTO audience (entry_id, part, token, from_at)
SELECT a.entry_id, a.part, 'author:' || e.author_id || '@' || {place}, NULL
FROM audience AS a JOIN entry AS e ON e.id = a.entry_id
WHERE a.token = 'person:' || e.author_id
"""
THROWN_AWAY = """
DELETE FROM audience WHERE (token = 'staff' OR token LIKE 'staff:%') AND entry_id IN (
    SELECT id FROM entry
    WHERE kind = 'case_study' AND status = 'retired' AND published_id IS NULL
)
"""
TRANSLATORS = """
INSERT INTO audience (entry_id, part, token, from_at)
SELECT e.id, '', 'translators', NULL FROM entry AS e
WHERE e.kind != 'case_study' AND e.published_id IS NOT NULL AND e.status != 'retired'
AND e.visibility IN ('members', 'public')
AND NOT EXISTS (
    SELECT 1 FROM audience AS a
    WHERE a.entry_id = e.id AND a.part = '' AND a.token = 'translators'
)
"""
ALONE = """
INSERT INTO audience (entry_id, part, token, from_at)
SELECT DISTINCT a.entry_id, a.part, 'person:' || e.author_id, a.from_at
FROM audience AS a JOIN entry AS e ON e.id = a.entry_id
WHERE a.token = 'author:' || e.author_id || '@staff'
"""


def upgrade() -> None:
    for place in ("e.organisation_id", "'staff'"):
        op.execute(AUTHORS.format(place=place))
    op.execute("DELETE FROM audience WHERE token LIKE 'person:%'")
    op.execute(THROWN_AWAY)
    op.execute(TRANSLATORS)
    page = sa.table("page", sa.column("slug"), sa.column("about_position"))
    for slug, position in ABOUT.items():
        op.execute(
            page.update()
            .where(page.c.slug == slug, page.c.about_position.is_(None))
            .values(about_position=position)
        )


def downgrade() -> None:
    op.execute(ALONE)
    op.execute("DELETE FROM audience WHERE token LIKE 'author:%' OR token = 'translators'")
