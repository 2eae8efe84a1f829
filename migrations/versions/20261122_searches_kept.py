"""searches kept

Saved searches and what they have found, the last words of each person, searches that found
nothing, and what members ask the network then.

Revision ID: 7a41d0c95e28
Revises: 2c7f15e9ab40
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "7a41d0c95e28"
down_revision = "2c7f15e9ab40"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fruitless_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("filters", sa.String(length=300), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "words", "locale", "filters", name=op.f("pk_fruitless_day")),
    )
    op.create_table(
        "fruitless_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("filters", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_fruitless_search_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fruitless_search")),
    )
    with op.batch_alter_table("fruitless_search", schema=None) as batch_op:
        batch_op.create_index("ix_fruitless_search_day", ["day", "words"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_fruitless_search_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "gap_answer",
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_gap_answer_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("words", "locale", name=op.f("pk_gap_answer")),
    )
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_inquiry_answered_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_inquiry_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiry_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_folded"), ["folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recent_search",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recent_search_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "folded", name=op.f("pk_recent_search")),
    )
    with op.batch_alter_table("recent_search", schema=None) as batch_op:
        batch_op.create_index("ix_recent_search_newest", ["person_id", "at"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column(
            "filters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("by_date", sa.Boolean(), nullable=False),
        sa.Column("literal", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column(
            "alert",
            sa.Enum(
                "none",
                "daily",
                "weekly",
                name="alert",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("alert_since", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.Column("is_begun", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_search_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("person_id", "digest", name=op.f("uq_saved_search_person_id_digest")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_search_due_at"), ["due_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_saved_search_removed_at"), ["removed_at"], unique=False
        )

    op.create_table(
        "search_habit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("remembers", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_search_habit_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_search_habit")),
    )
    op.create_table(
        "found_thing",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=True),
        sa.Column("letter", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_search.id"],
            name=op.f("fk_found_thing_search_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_id", "thing", name=op.f("pk_found_thing")),
    )


def downgrade() -> None:
    op.drop_table("found_thing")
    op.drop_table("search_habit")
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_search_removed_at"))
        batch_op.drop_index(batch_op.f("ix_saved_search_due_at"))

    op.drop_table("saved_search")
    with op.batch_alter_table("recent_search", schema=None) as batch_op:
        batch_op.drop_index("ix_recent_search_newest")

    op.drop_table("recent_search")
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_person_id"))
        batch_op.drop_index(batch_op.f("ix_inquiry_folded"))
        batch_op.drop_index(batch_op.f("ix_inquiry_asked_at"))

    op.drop_table("inquiry")
    op.drop_table("gap_answer")
    with op.batch_alter_table("fruitless_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fruitless_search_person_id"))
        batch_op.drop_index("ix_fruitless_search_day")

    op.drop_table("fruitless_search")
    op.drop_table("fruitless_day")
