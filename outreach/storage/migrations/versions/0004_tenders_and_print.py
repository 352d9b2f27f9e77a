"""Tenders and print: notices, who was notified, what was printed, rules, watched searches, plain words, industries and codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from outreach.storage.columns import UtcDateTime, sort_column_type

revision = "0004"
down_revision = "0003"


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


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def index(table: str, name: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{name}", table, list(columns), unique=False)


def upgrade() -> None:
    record_table(
        "notice",
        sa.Column("tender", sa.Uuid(), nullable=True),
        text("notice_id"),
        text("notice_version"),
        sa.Column("published", sa.Date(), nullable=True),
        link("notice", "tender"),
    )
    index("notice", "tender", "tender")
    index("notice", "notice_id", "notice_id", "notice_version")
    record_table(
        "notification",
        sa.Column("tender", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        link("notification", "tender"),
    )
    index("notification", "tender", "tender", "at")
    record_table(
        "printing",
        sa.Column("event", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        text("handout"),
        text("digest"),
        link("printing", "event"),
    )
    index("printing", "event", "event", "at")
    index("printing", "at", "at")
    record_table("rule", text("key"), sa.Column("valid_from", sa.Date(), nullable=False))
    index("rule", "key", "key", "valid_from")
    record_table("watch", text("name"), sa.Column("sort", sort_column_type(), nullable=False))
    record_table("plain_word", text("word"), text("language"))
    index("plain_word", "word", "language", "word")
    record_table("industry_link", text("sni"), sa.UniqueConstraint("sni", name=op.f("uq_industry_link_sni")))
