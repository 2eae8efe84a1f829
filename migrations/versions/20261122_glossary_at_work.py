"""glossary at work

Whose a thesaurus is that was taken in, and the file that an administrator looks through first.

Revision ID: 8d5b2e61c07f
Revises: 3c1f0a7d92b4
"""

import sqlalchemy as sa
from alembic import op

revision = "8d5b2e61c07f"
down_revision = "3c1f0a7d92b4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheme_credit",
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("licence", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("scheme", name=op.f("pk_scheme_credit")),
    )
    op.create_table(
        "glossary_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("rows_of", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_glossary_file_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_file")),
        sa.UniqueConstraint("person_id", name=op.f("uq_glossary_file_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_glossary_file_sent_at"), "glossary_file", ["sent_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_glossary_file_sent_at"), table_name="glossary_file")
    op.drop_table("glossary_file")
    op.drop_table("scheme_credit")
