"""The first tables: companies, people, events, tenders, meetings, follow-ups, the unit, journal and search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from outreach.storage import search_index
from outreach.storage.columns import UtcDateTime, sort_column_type

revision = "0001"
down_revision = None


def row_number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("number", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_values", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_action")),
        sa.UniqueConstraint("id", name=op.f("uq_action_id")),
    )
    op.create_index(op.f("ix_action_undoes"), "action", ["undoes"], unique=False)
    op.create_table(
        "company",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("org_number", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_company")),
        sa.UniqueConstraint("id", name=op.f("uq_company_id")),
    )
    op.create_index("ix_company_org_number", "company", ["org_number"], unique=False)
    op.create_index("ix_company_sort", "company", ["sort", "row"], unique=False)
    op.create_table(
        "draft",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "event",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts", UtcDateTime(), nullable=False),
        sa.Column("ends", UtcDateTime(), nullable=False),
        sa.Column("start_wall", sa.DateTime(), nullable=False),
        sa.Column("end_wall", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_event")),
        sa.UniqueConstraint("id", name=op.f("uq_event_id")),
    )
    op.create_index("ix_event_sort", "event", ["sort", "row"], unique=False)
    op.create_index("ix_event_starts", "event", ["starts", "row"], unique=False)
    op.create_index(op.f("ix_event_uid"), "event", ["uid"], unique=False)
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_fact")),
    )
    op.create_table(
        "officer",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_officer")),
        sa.UniqueConstraint("id", name=op.f("uq_officer_id")),
    )
    op.create_table(
        "person",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("family_sort", sort_column_type(), nullable=False),
        sa.Column("company_sort", sort_column_type(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_person")),
        sa.UniqueConstraint("id", name=op.f("uq_person_id")),
    )
    op.create_index("ix_person_company_sort", "person", ["company_sort", "sort", "row"], unique=False)
    op.create_index("ix_person_family_sort", "person", ["family_sort", "sort", "row"], unique=False)
    op.create_index("ix_person_sort", "person", ["sort", "row"], unique=False)
    op.create_table(
        "tender",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sort", sort_column_type(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("buyer", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("value_class", sa.String(), nullable=False),
        sa.Column("expected_publication", sa.Date(), nullable=True),
        sa.Column("question_deadline", UtcDateTime(), nullable=True),
        sa.Column("tender_deadline", UtcDateTime(), nullable=True),
        sa.Column("contract_start", sa.Date(), nullable=True),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("value_hundredths", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_tender")),
        sa.UniqueConstraint("id", name=op.f("uq_tender_id")),
    )
    op.create_index("ix_tender_expected_publication", "tender", ["expected_publication", "row"], unique=False)
    op.create_index("ix_tender_sort", "tender", ["sort", "row"], unique=False)
    op.create_index("ix_tender_stage", "tender", ["stage"], unique=False)
    op.create_index("ix_tender_tender_deadline", "tender", ["tender_deadline", "row"], unique=False)
    op.create_table(
        "term",
        sa.Column("number", row_number(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sort_column_type(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_term")),
    )
    op.create_index("ix_term_field_value", "term", ["field", "value", "kind", "owner"], unique=False)
    op.create_index(op.f("ix_term_owner"), "term", ["owner"], unique=False)
    op.create_table(
        "unit",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_unit")),
        sa.UniqueConstraint("id", name=op.f("uq_unit_id")),
    )
    op.create_table(
        "event_tender",
        sa.Column("event", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tender", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_event_tender_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tender"], ["tender.id"], name=op.f("fk_event_tender_tender")),
        sa.PrimaryKeyConstraint("event", "position", name=op.f("pk_event_tender")),
    )
    op.create_index(op.f("ix_event_tender_tender"), "event_tender", ["tender"], unique=False)
    op.create_table(
        "journal",
        sa.Column("number", row_number(), autoincrement=True, nullable=False),
        sa.Column("action", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_journal_action")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_action"), "journal", ["action"], unique=False)
    op.create_index(op.f("ix_journal_record"), "journal", ["record"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("event", sa.Uuid(), nullable=True),
        sa.Column("person", sa.Uuid(), nullable=True),
        sa.Column("company", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["company"], ["company.id"], name=op.f("fk_meeting_company")),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_meeting_event")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_meeting_person")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_meeting")),
        sa.UniqueConstraint("id", name=op.f("uq_meeting_id")),
    )
    op.create_index("ix_meeting_at", "meeting", ["at", "row"], unique=False)
    op.create_index("ix_meeting_company", "meeting", ["company", "at"], unique=False)
    op.create_index("ix_meeting_event", "meeting", ["event", "at"], unique=False)
    op.create_index("ix_meeting_person", "meeting", ["person", "at"], unique=False)
    op.create_table(
        "role",
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("company", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["company"], ["company.id"], name=op.f("fk_role_company")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_role_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "position", name=op.f("pk_role")),
    )
    op.create_index(op.f("ix_role_company"), "role", ["company"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("row", row_number(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done", UtcDateTime(), nullable=True),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=True),
        sa.Column("company", sa.Uuid(), nullable=True),
        sa.Column("meeting", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["company"], ["company.id"], name=op.f("fk_follow_up_company")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_follow_up_meeting")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_follow_up_person")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("id", name=op.f("uq_follow_up_id")),
    )
    op.create_index("ix_follow_up_company", "follow_up", ["company", "done", "due"], unique=False)
    op.create_index("ix_follow_up_due", "follow_up", ["done", "due"], unique=False)
    op.create_index(op.f("ix_follow_up_meeting"), "follow_up", ["meeting"], unique=False)
    op.create_index("ix_follow_up_person", "follow_up", ["person", "done", "due"], unique=False)
    op.create_table(
        "meeting_tender",
        sa.Column("meeting", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("tender", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_meeting_tender_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tender"], ["tender.id"], name=op.f("fk_meeting_tender_tender")),
        sa.PrimaryKeyConstraint("meeting", "position", name=op.f("pk_meeting_tender")),
    )
    op.create_index(op.f("ix_meeting_tender_tender"), "meeting_tender", ["tender"], unique=False)
    for statement in search_index.create_statements(op.get_bind().dialect.name):
        op.execute(sa.text(statement))
