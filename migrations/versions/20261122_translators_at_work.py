"""translators at work

The board and the editor of translations, the memory, the glossary, the catalogues of the
interface in the portal. Terms and translations may be several now; those there were stay.

Revision ID: a757fc92dac0
Revises: 3082358ada5c
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a757fc92dac0"
down_revision = "3082358ada5c"
branch_labels = None
depends_on = None

STATES = ("machine", "draft", "in_review", "approved")
KINDS = ("preferred", "alternate", "hidden", "forbidden")


def upgrade() -> None:
    _widen_concepts()
    _terms_with_kinds()
    _wordings()
    op.create_table(
        "memory_leftover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_leftover")),
    )
    op.create_table(
        "memory_sign",
        sa.Column("sign", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sign", "size", "text_id", name=op.f("pk_memory_sign")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memory_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_text")),
        sa.UniqueConstraint("locale", "digest", name=op.f("uq_memory_text_locale_digest")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "stamp",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamp")),
    )
    op.create_table(
        "catalogue_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_catalogue_answer_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_answer")),
        sa.UniqueConstraint(
            "locale", "number", "key", name=op.f("uq_catalogue_answer_locale_number_key")
        ),
    )
    op.create_table(
        "catalogue_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["person.id"],
            name=op.f("fk_catalogue_publication_published_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_publication")),
        sa.UniqueConstraint(
            "locale", "number", name=op.f("uq_catalogue_publication_locale_number")
        ),
    )
    op.create_table(
        "catalogue_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), nullable=True),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text(), nullable=True),
        sa.Column(
            "strings", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("is_fuzzy", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column(
            "shipped", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_catalogue_wording_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_wording")),
        sa.UniqueConstraint(
            "locale", "number", "version", name=op.f("uq_catalogue_wording_locale_number_version")
        ),
    )
    op.create_table(
        "memory_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("target_locale", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind IS NULL) = (number IS NULL)", name=op.f("ck_memory_unit_named_or_imported")
        ),
        sa.CheckConstraint(
            "NOT (restricted AND number IS NULL)", name=op.f("ck_memory_unit_imports_are_open")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_memory_unit_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["memory_text.id"], name=op.f("fk_memory_unit_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["memory_text.id"], name=op.f("fk_memory_unit_target_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_unit")),
    )
    with op.batch_alter_table("memory_unit", schema=None) as batch_op:
        batch_op.create_index("ix_memory_unit_pair", ["source_id", "target_locale"], unique=False)
        batch_op.create_index(batch_op.f("ix_memory_unit_target_id"), ["target_id"], unique=False)
        batch_op.create_index(
            "uq_memory_unit_imported",
            ["source_id", "target_id", "before", "after"],
            unique=True,
            sqlite_where=sa.text("number IS NULL"),
            postgresql_where=sa.text("number IS NULL"),
        )
        batch_op.create_index(
            "uq_memory_unit_learned",
            ["kind", "number", "target_locale"],
            unique=True,
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )

    op.create_table(
        "definition",
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme", "code"],
            ["concept.scheme", "concept.code"],
            name=op.f("fk_definition_scheme_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scheme", "code", "locale", name=op.f("pk_definition")),
    )
    op.create_table(
        "memory_reader",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["memory_unit.id"],
            name=op.f("fk_memory_reader_unit_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("unit_id", "token", name=op.f("pk_memory_reader")),
    )
    op.create_table(
        "progress",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("in_review", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("machine", sa.Integer(), nullable=False),
        sa.Column("outdated", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_progress_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "locale", name=op.f("pk_progress")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index("ix_progress_locale", ["locale", "entry_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=32), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=800), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "preferred",
                "alternate",
                "hidden",
                "forbidden",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "accepted",
                "declined",
                "withdrawn",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(scheme IS NULL) = (code IS NULL)", name=op.f("ck_proposal_whole_concept")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_proposal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_person_id")),
        sa.ForeignKeyConstraint(
            ["scheme", "code"],
            ["concept.scheme", "concept.code"],
            name=op.f("fk_proposal_scheme_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_proposal_waiting", ["state", "locale", "proposed_at"], unique=False
        )

    op.create_table(
        "published_wording",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["catalogue_publication.id"],
            name=op.f("fk_published_wording_publication_id"),
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"], ["catalogue_wording.id"], name=op.f("fk_published_wording_wording_id")
        ),
        sa.PrimaryKeyConstraint("publication_id", "wording_id", name=op.f("pk_published_wording")),
    )
    op.create_table(
        "relation",
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column(
            "link",
            sa.Enum(
                "broader",
                "related",
                name="link",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("other_scheme", sa.String(length=32), nullable=False),
        sa.Column("other_code", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "scheme <> other_scheme OR code <> other_code", name=op.f("ck_relation_not_to_itself")
        ),
        sa.ForeignKeyConstraint(
            ["other_scheme", "other_code"],
            ["concept.scheme", "concept.code"],
            name=op.f("fk_relation_other_scheme_other_code"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scheme", "code"],
            ["concept.scheme", "concept.code"],
            name=op.f("fk_relation_scheme_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "scheme", "code", "link", "other_scheme", "other_code", name=op.f("pk_relation")
        ),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index("ix_relation_other", ["other_scheme", "other_code"], unique=False)

    op.create_table(
        "check_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_check_answer_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_check_answer_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answer")),
        sa.UniqueConstraint(
            "paragraph_id", "locale", "key", name=op.f("uq_check_answer_paragraph_id_locale_key")
        ),
    )
    with op.batch_alter_table("check_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_answer_paragraph_id"), ["paragraph_id"], unique=False
        )

    op.create_table(
        "small_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("old_digest", sa.String(length=64), nullable=False),
        sa.Column("new_digest", sa.String(length=64), nullable=False),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("new_text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_small_change_entry_id")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_small_change_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_small_change_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_small_change")),
        sa.UniqueConstraint(
            "paragraph_id",
            "old_digest",
            "new_digest",
            name=op.f("uq_small_change_paragraph_id_old_digest_new_digest"),
        ),
    )
    with op.batch_alter_table("small_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_small_change_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_small_change_paragraph_id"), ["paragraph_id"], unique=False
        )

    op.create_table(
        "term_key",
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_key_term_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("language", "key", "term_id", name=op.f("pk_term_key")),
    )
    with op.batch_alter_table("term_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_key_term_id"), ["term_id"], unique=False)

    op.create_table(
        "translation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "question",
                "answer",
                "sent_back",
                "objection",
                name="notekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_translation_note_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_translation_note_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_note")),
    )
    with op.batch_alter_table("translation_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_translation_note_paragraph_id"), ["paragraph_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_translation_note_person_id"), ["person_id"], unique=False
        )


def _widen_concepts() -> None:
    op.add_column(
        "concept",
        sa.Column("untranslatable", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "concept", sa.Column("domain", sa.String(length=120), nullable=False, server_default="")
    )
    op.add_column("concept", sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("concept", sa.Column("uri", sa.String(length=500), nullable=True))
    op.add_column("concept", sa.Column("changed_at", sa.DateTime(), nullable=True))
    op.add_column("concept", sa.Column("changed_by_id", sa.Integer(), nullable=True))
    op.create_index("ix_concept_scheme_uri", "concept", ["scheme", "uri"], unique=True)
    op.add_column("revision", sa.Column("shown_at", sa.DateTime(), nullable=True))
    op.execute(
        "UPDATE revision SET shown_at = (SELECT published_at FROM entry "
        "WHERE entry.published_id = revision.id) "
        "WHERE id IN (SELECT published_id FROM entry WHERE published_id IS NOT NULL)"
    )


def _set_aside(table: str) -> None:
    """Keep the rows of a table that is made anew, because its keys or checks are others."""
    op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608
    op.drop_table(table)


def _put_back(table: str, columns: str, values: str, order: str) -> None:
    op.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM kept_{table} ORDER BY {order}"  # noqa: S608
    )
    op.execute(f"DROP TABLE kept_{table}")


def _terms_with_kinds() -> None:
    _set_aside("term")
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=800), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("keyed", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme", "code"],
            ["concept.scheme", "concept.code"],
            name=op.f("fk_term_scheme_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint(
            "scheme", "code", "locale", "text", name=op.f("uq_term_scheme_code_locale_text")
        ),
    )
    op.create_index(op.f("ix_term_keyed"), "term", ["keyed"], unique=False)
    op.create_index(
        "uq_term_preferred",
        "term",
        ["scheme", "code", "locale"],
        unique=True,
        sqlite_where=sa.text("kind = 'preferred'"),
        postgresql_where=sa.text("kind = 'preferred'"),
    )
    _put_back(
        "term",
        "scheme, code, locale, text, kind, folded, keyed",
        "scheme, code, locale, text, 'preferred', '', 0",
        "scheme, code, locale",
    )


def _wordings() -> None:
    _set_aside("translation")
    _create_translation(
        ("suggested", *STATES),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "paragraph_id",
            "locale",
            "number",
            name=op.f("uq_translation_paragraph_id_locale_number"),
        ),
        sa.CheckConstraint(
            "state != 'approved' OR approved_at IS NOT NULL",
            name=op.f("ck_translation_approval_dated"),
        ),
    )
    op.create_index("ix_translation_state_locale", "translation", ["state", "locale"])
    _put_back(
        "translation",
        f"{WORDING}, approved_at, number, source_text, version",
        f"{WORDING}, CASE WHEN state = 'approved' THEN COALESCE(approved_at, made_at) "
        "ELSE approved_at END, 1, '', 1",
        "id",
    )


WORDING = (
    "paragraph_id, locale, text, source_digest, state, engine, made_by_id, made_at, approved_by_id"
)


def _create_translation(states: tuple[str, ...], *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *states,
                name="translationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("engine", sa.String(length=64), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_translation_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_translation_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_translation_paragraph_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        *more,
    )
    op.create_index(
        op.f("ix_translation_paragraph_id"), "translation", ["paragraph_id"], unique=False
    )


def downgrade() -> None:
    with op.batch_alter_table("translation_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translation_note_person_id"))
        batch_op.drop_index(batch_op.f("ix_translation_note_paragraph_id"))

    op.drop_table("translation_note")
    with op.batch_alter_table("term_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_key_term_id"))

    op.drop_table("term_key")
    with op.batch_alter_table("small_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_small_change_paragraph_id"))
        batch_op.drop_index(batch_op.f("ix_small_change_entry_id"))

    op.drop_table("small_change")
    with op.batch_alter_table("check_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_answer_paragraph_id"))

    op.drop_table("check_answer")
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.drop_index("ix_relation_other")

    op.drop_table("relation")
    op.drop_table("published_wording")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_waiting")
        batch_op.drop_index(batch_op.f("ix_proposal_person_id"))

    op.drop_table("proposal")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index("ix_progress_locale")

    op.drop_table("progress")
    op.drop_table("memory_reader")
    op.drop_table("definition")
    with op.batch_alter_table("memory_unit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_memory_unit_learned",
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_memory_unit_imported",
            sqlite_where=sa.text("number IS NULL"),
            postgresql_where=sa.text("number IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_memory_unit_target_id"))
        batch_op.drop_index("ix_memory_unit_pair")

    op.drop_table("memory_unit")
    op.drop_table("catalogue_wording")
    op.drop_table("catalogue_publication")
    op.drop_table("catalogue_answer")
    op.drop_table("stamp")
    op.drop_table("memory_text")
    op.drop_table("memory_sign")
    op.drop_table("memory_leftover")
    _one_wording_each()
    _one_term_each()
    op.drop_index("ix_concept_scheme_uri", table_name="concept")
    for column in ("changed_by_id", "changed_at", "uri", "note", "domain", "untranslatable"):
        op.drop_column("concept", column)
    op.drop_column("revision", "shown_at")


def _one_wording_each() -> None:
    """Keep the newest wording of each paragraph that is no mere suggestion."""
    op.execute(
        "DELETE FROM translation WHERE state = 'suggested' OR EXISTS (SELECT 1 FROM translation "
        "AS later WHERE later.paragraph_id = translation.paragraph_id AND later.locale = "
        "translation.locale AND later.number > translation.number AND later.state <> 'suggested')"
    )
    _set_aside("translation")
    _create_translation(
        STATES,
        sa.UniqueConstraint(
            "paragraph_id", "locale", name=op.f("uq_translation_paragraph_id_locale")
        ),
    )
    _put_back("translation", f"{WORDING}, approved_at", f"{WORDING}, approved_at", "id")


def _one_term_each() -> None:
    op.execute("DELETE FROM term WHERE kind <> 'preferred'")
    _set_aside("term")
    op.create_table(
        "term",
        sa.Column("scheme", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme", "code"], ["concept.scheme", "concept.code"], name=op.f("fk_term_scheme_code")
        ),
        sa.PrimaryKeyConstraint("scheme", "code", "locale", name=op.f("pk_term")),
    )
    _put_back(
        "term",
        "scheme, code, locale, text",
        "scheme, code, locale, SUBSTR(text, 1, 200)",
        "scheme, code, locale",
    )
