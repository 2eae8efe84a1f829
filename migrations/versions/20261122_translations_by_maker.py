"""translations by maker

What a translator has under way is found without reading all wordings.

Revision ID: 5e0a94b7d31c
Revises: 8d5b2e61c07f
"""

from alembic import op

revision = "5e0a94b7d31c"
down_revision = "8d5b2e61c07f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_translation_made_by_id"), "translation", ["made_by_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_translation_made_by_id"), table_name="translation")
