"""Events and invitations: plans, templates, messages to guests, answers, what waits to be sent; actions that are final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from outreach.storage.columns import UtcDateTime, sort_column_type

revision = "0003"
down_revision = "0002"


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
    record_table(
        "plan",
        sa.Column("event", sa.Uuid(), nullable=False),
        link("plan", "event"),
        sa.UniqueConstraint("event", name=op.f("uq_plan_event")),
    )
    record_table(
        "template",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
    )
    _messages("invitation", "at", "delivery")
    _messages("reply", "received", "state")
    op.create_table(
        "outbox",
        sa.Column("invitation", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("invitation", name=op.f("pk_outbox")),
    )
    op.execute(sa.text("ALTER TABLE action ADD COLUMN final BOOLEAN"))


def _messages(name: str, moment: str, state: str) -> None:
    record_table(
        name,
        sa.Column("event", sa.Uuid(), nullable=True),
        sa.Column("guest", sa.Uuid(), nullable=True),
        sa.Column(moment, UtcDateTime(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column(state, sa.String(), nullable=False),
        link(name, "event"),
        link(name, "guest"),
    )
    for column in ("event", "guest", state):
        op.create_index(f"ix_{name}_{column}", name, [column, moment], unique=False)
    op.create_index(f"ix_{name}_uid", name, ["uid"], unique=False)
