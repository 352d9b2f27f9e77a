"""At the event: questions, guests, cards to type in, pairs that are not the same, saved views, and keys for alike names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from outreach.storage import search_index
from outreach.storage.columns import UtcDateTime, sort_column_type
from outreach.storage.companies import CompanyStore
from outreach.storage.people import PersonStore

revision = "0002"
down_revision = "0001"


def row_number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def record_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("row", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
    )


def link(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{column}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    _questions(dialect)
    _guests()
    _inbox_cards()
    _apart()
    _saved_views()
    for statement in search_index.create_statements(dialect, ("question",)):
        op.execute(sa.text(statement))
    _write_alike_keys()


def _questions(dialect: str) -> None:
    record_table(
        "question",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
    )
    op.create_index("ix_question_sort", "question", ["sort", "row"], unique=False)
    # SQLite adds a column with its reference in one statement, and only so; rebuilding the table would copy every note.
    kind = "UUID" if dialect == "postgresql" else "CHAR(32)"
    op.execute(
        sa.text(f"ALTER TABLE meeting ADD COLUMN question {kind} CONSTRAINT fk_meeting_question REFERENCES question (id)")
    )
    op.create_index("ix_meeting_question", "meeting", ["question", "at"], unique=False)


def _guests() -> None:
    record_table(
        "guest",
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=True),
        sa.Column("company", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("arrived", UtcDateTime(), nullable=True),
        link("guest", "company"),
        link("guest", "event"),
        link("guest", "person"),
    )
    op.create_index(op.f("ix_guest_company"), "guest", ["company"], unique=False)
    op.create_index(op.f("ix_guest_person"), "guest", ["person"], unique=False)
    op.create_index("ix_guest_event", "guest", ["event", "sort", "row"], unique=False)


def _inbox_cards() -> None:
    record_table(
        "inbox_card",
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("done", UtcDateTime(), nullable=True),
        sa.Column("event", sa.Uuid(), nullable=True),
        sa.Column("meeting", sa.Uuid(), nullable=True),
        sa.Column("picture", sa.Uuid(), nullable=True),
        link("inbox_card", "event"),
        link("inbox_card", "meeting"),
    )
    op.create_index(op.f("ix_inbox_card_event"), "inbox_card", ["event"], unique=False)
    op.create_index(op.f("ix_inbox_card_meeting"), "inbox_card", ["meeting"], unique=False)
    op.create_index("ix_inbox_card_done", "inbox_card", ["done", "at", "row"], unique=False)
    op.create_table(
        "picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )


def _apart() -> None:
    record_table(
        "apart",
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("one", sa.Uuid(), nullable=False),
        sa.Column("other", sa.Uuid(), nullable=False),
    )
    op.create_index("ix_apart_one", "apart", ["one", "other"], unique=False)
    op.create_index(op.f("ix_apart_other"), "apart", ["other"], unique=False)


def _saved_views() -> None:
    record_table(
        "saved_view",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
    )
    op.create_index("ix_saved_view_of", "saved_view", ["of", "sort"], unique=False)


def _write_alike_keys() -> None:
    """People and companies that are kept already get the keys under which alike names meet."""
    companies, people = CompanyStore(op.get_bind()), PersonStore(op.get_bind())
    companies.write_terms(companies.all())
    people.write_terms(people.all())
