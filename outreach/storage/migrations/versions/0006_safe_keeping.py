"""Safe keeping: purposes, retention rules and information texts; the audit chain, the erased, and files of other laptops."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from outreach.storage.columns import UtcDateTime, sort_column_type

revision = "0006"
down_revision = "0005"


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


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def sort() -> sa.Column[str]:
    return sa.Column("sort", sort_column_type(), nullable=False)


def moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, UtcDateTime(), nullable=False)


def upgrade() -> None:
    record_table("purpose", text("key"), sort())
    op.create_index("ix_purpose_sort", "purpose", ["sort", "row"])
    record_table("retention_rule", sort(), text("purpose"))
    op.create_index("ix_retention_rule_sort", "retention_rule", ["sort", "row"])
    record_table("privacy_text", text("language"), sa.Column("valid_from", sa.Date(), nullable=False))
    op.create_index("ix_privacy_text_valid_from", "privacy_text", ["language", "valid_from"])
    op.create_table(
        "audit",
        sa.Column("number", row_number(), autoincrement=True, nullable=False),
        moment("at"),
        *(text(name) for name in ("who", "device", "deed")),
        sa.Column("detail", sa.JSON(), nullable=False),
        *(text(name) for name in ("previous", "hash")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "erasure",
        *(text(name) for name in ("mark", "kind", "deed")),
        moment("at"),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erasure")),
    )
    exchange_tables()


def exchange_tables() -> None:
    op.create_table(
        "exchange_seen",
        *(text(name) for name in ("hash", "device")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("edition", "number")),
        text("name"),
        moment("at"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("first", "last")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_exchange_seen")),
    )
    op.create_index("ix_exchange_seen_device", "exchange_seen", ["device"])
    op.create_table(
        "exchange_op",
        sa.Column("number", row_number(), autoincrement=True, nullable=False),
        sa.Column("dot", sa.Uuid(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        text("kind"),
        sa.Column("record", sa.Uuid(), nullable=False),
        text("verb"),
        moment("at"),
        *(text(name) for name in ("who", "device")),
        sa.Column("detail", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("shown", "own")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_exchange_op")),
        sa.UniqueConstraint("dot", name=op.f("uq_exchange_op_dot")),
    )
    op.create_index("ix_exchange_op_stamp", "exchange_op", ["stamp"])
    op.create_index("ix_exchange_op_record", "exchange_op", ["record"])
    op.create_table(
        "exchange_held",
        sa.Column("record", sa.Uuid(), nullable=False),
        *(text(name) for name in ("kind", "reason", "wanted")),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_exchange_held")),
    )
    op.create_table(
        "exchange_conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        text("kind"),
        sa.Column("record", sa.Uuid(), nullable=False),
        text("path"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_conflict")),
    )
    op.create_index("ix_exchange_conflict_record", "exchange_conflict", ["record"])
    op.create_table(
        "exchange_action",
        sa.Column("action", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("action", name=op.f("pk_exchange_action")),
    )
    fact = sa.table("fact", sa.column("name", sa.String()), sa.column("value", sa.String()))
    op.execute(fact.insert().values(name="workspace.id", value=uuid4().hex))
