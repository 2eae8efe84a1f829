"""changes by language

A translated paragraph concerns the followers in its language only.

Revision ID: 2c7f15e9ab40
Revises: 5e0a94b7d31c
"""

import sqlalchemy as sa
from alembic import op

revision = "2c7f15e9ab40"
down_revision = "5e0a94b7d31c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("change", sa.Column("locale", sa.String(35), nullable=True))


def downgrade() -> None:
    op.drop_column("change", "locale")
