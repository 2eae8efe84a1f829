"""plans and menus

A plan to publish a text later, and two menus of pages where there was one order.

Revision ID: 6ba66551210f
Revises: a757fc92dac0
"""

import sqlalchemy as sa
from alembic import op

revision = "6ba66551210f"
down_revision = "a757fc92dac0"
branch_labels = None
depends_on = None

FURTHER = 100  # where pages stood that were in no menu


def upgrade() -> None:
    op.create_table(
        "publication_plan",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_publication_plan_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_publication_plan_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_publication_plan_revision_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_publication_plan")),
    )
    op.add_column("page", sa.Column("footer_position", sa.Integer(), nullable=True))
    op.add_column("page", sa.Column("about_position", sa.Integer(), nullable=True))
    page = _page()
    op.execute(
        page.update().where(page.c.position < FURTHER).values(footer_position=page.c.position)
    )
    op.drop_index(op.f("ix_page_position"), table_name="page")
    op.drop_column("page", "position")


def downgrade() -> None:
    op.add_column(
        "page", sa.Column("position", sa.Integer(), nullable=False, server_default=str(FURTHER))
    )
    page = _page()
    op.execute(
        page.update()
        .where(page.c.footer_position.is_not(None))
        .values(position=page.c.footer_position)
    )
    op.create_index(op.f("ix_page_position"), "page", ["position"], unique=False)
    op.drop_column("page", "about_position")
    op.drop_column("page", "footer_position")
    op.drop_table("publication_plan")


def _page() -> sa.TableClause:
    columns = (sa.column(name, sa.Integer) for name in ("position", "footer_position"))
    return sa.table("page", *columns)
