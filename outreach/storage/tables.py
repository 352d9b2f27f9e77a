"""The tables. What lists filter and sort by has a column of its own; the rest of a record lies in `body` as JSON.

Every record table has `row` (an integer that lists and the search index use) beside the record's `id`. Relations are real
foreign keys; `term` holds what is looked up exactly (tags, codes, e-mails, digits of telephones, names' keys, origins).
A change here needs a migration in `migrations/versions/`; tests compare the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)

from outreach.storage.columns import UtcDateTime, metadata, sort_column_type

RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def _record_columns() -> list[Column[object]]:
    return [
        Column("row", RowNumber, primary_key=True, autoincrement=True),
        Column("id", Uuid, nullable=False, unique=True),
        Column("version", Integer, nullable=False),
        Column("body", JSON, nullable=False),
        Column("created", UtcDateTime, nullable=False),
        Column("changed", UtcDateTime, nullable=False),
    ]


company = Table(
    "company",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("org_number", String, nullable=False),
    Column("municipality", String, nullable=False),
    Column("size", String, nullable=False),
    Index("ix_company_sort", "sort", "row"),
    Index("ix_company_org_number", "org_number"),
)

person = Table(
    "person",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("family", String, nullable=False),
    Column("family_sort", sort_column_type(), nullable=False),
    Column("company_sort", sort_column_type(), nullable=False),
    Index("ix_person_sort", "sort", "row"),
    Index("ix_person_family_sort", "family_sort", "sort", "row"),
    Index("ix_person_company_sort", "company_sort", "sort", "row"),
)

role = Table(
    "role",
    metadata,
    Column("person", Uuid, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False, index=True),
    Column("title", String, nullable=False),
)

event = Table(
    "event",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("place", String, nullable=False),
    Column("starts", UtcDateTime, nullable=False),
    Column("ends", UtcDateTime, nullable=False),
    Column("start_wall", DateTime, nullable=False),
    Column("end_wall", DateTime, nullable=False),
    Column("zone", String, nullable=False),
    Column("all_day", Boolean, nullable=False),
    Column("uid", String, nullable=False, index=True),
    Column("recurring", Boolean, nullable=False),
    Index("ix_event_starts", "starts", "row"),
    Index("ix_event_sort", "sort", "row"),
)

event_tender = Table(
    "event_tender",
    metadata,
    Column("event", Uuid, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("tender", Uuid, ForeignKey("tender.id"), nullable=False, index=True),
)

tender = Table(
    "tender",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("stage", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("buyer", String, nullable=False),
    Column("officer", String, nullable=False),
    Column("value_class", String, nullable=False),
    Column("expected_publication", Date),
    Column("question_deadline", UtcDateTime),
    Column("tender_deadline", UtcDateTime),
    Column("contract_start", Date),
    Column("contract_end", Date),
    Column("value_hundredths", BigInteger),
    Column("advertised", Date),
    Index("ix_tender_sort", "sort", "row"),
    Index("ix_tender_expected_publication", "expected_publication", "row"),
    Index("ix_tender_tender_deadline", "tender_deadline", "row"),
    Index("ix_tender_stage", "stage"),
    Index("ix_tender_advertised", "advertised"),
)

#: How the lots of tenders ended, for figures; written with the tender. `bids` is None where the number is not told.
lot_result = Table(
    "lot_result",
    metadata,
    Column("tender", Uuid, ForeignKey("tender.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("bids", Integer),
    Column("at_least", Integer, nullable=False),
    Column("bidders", Integer),
)

meeting = Table(
    "meeting",
    metadata,
    *_record_columns(),
    Column("at", UtcDateTime, nullable=False),
    Column("officer", String, nullable=False),
    Column("event", Uuid, ForeignKey("event.id")),
    Column("person", Uuid, ForeignKey("person.id")),
    Column("company", Uuid, ForeignKey("company.id")),
    Column("note", Text, nullable=False),
    Column("question", Uuid, ForeignKey("question.id")),
    Index("ix_meeting_at", "at", "row"),
    Index("ix_meeting_question", "question", "at"),
    Index("ix_meeting_event", "event", "at"),
    Index("ix_meeting_person", "person", "at"),
    Index("ix_meeting_company", "company", "at"),
)

meeting_tender = Table(
    "meeting_tender",
    metadata,
    Column("meeting", Uuid, ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("tender", Uuid, ForeignKey("tender.id"), nullable=False, index=True),
)

follow_up = Table(
    "follow_up",
    metadata,
    *_record_columns(),
    Column("due", Date, nullable=False),
    Column("done", UtcDateTime),
    Column("officer", String, nullable=False),
    Column("person", Uuid, ForeignKey("person.id")),
    Column("company", Uuid, ForeignKey("company.id")),
    Column("meeting", Uuid, ForeignKey("meeting.id"), index=True),
    Index("ix_follow_up_due", "done", "due"),
    # With `done` and `due`, so that "next step" of a list row reads one entry; without, SQLite walks all open ones for each row.
    Index("ix_follow_up_person", "person", "done", "due"),
    Index("ix_follow_up_company", "company", "done", "due"),
)

question = Table(
    "question",
    metadata,
    *_record_columns(),
    Column("text", Text, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Index("ix_question_sort", "sort", "row"),
)

guest = Table(
    "guest",
    metadata,
    *_record_columns(),
    Column("event", Uuid, ForeignKey("event.id"), nullable=False),
    Column("person", Uuid, ForeignKey("person.id"), index=True),
    Column("company", Uuid, ForeignKey("company.id"), index=True),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("attendance", String, nullable=False),
    Column("arrived", UtcDateTime),
    Index("ix_guest_event", "event", "sort", "row"),
)

inbox_card = Table(
    "inbox_card",
    metadata,
    *_record_columns(),
    Column("at", UtcDateTime, nullable=False),
    Column("done", UtcDateTime),
    Column("event", Uuid, ForeignKey("event.id"), index=True),
    Column("meeting", Uuid, ForeignKey("meeting.id"), index=True),
    Column("picture", Uuid),
    Index("ix_inbox_card_done", "done", "at", "row"),
)

picture = Table(
    "picture",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("media_type", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

apart = Table(
    "apart",
    metadata,
    *_record_columns(),
    Column("of", String, nullable=False),
    Column("one", Uuid, nullable=False),
    Column("other", Uuid, nullable=False, index=True),
    Index("ix_apart_one", "one", "other"),
)

saved_view = Table(
    "saved_view",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("of", String, nullable=False),
    Index("ix_saved_view_of", "of", "sort"),
)

plan = Table(
    "plan",
    metadata,
    *_record_columns(),
    Column("event", Uuid, ForeignKey("event.id"), nullable=False, unique=True),
)

template = Table(
    "template",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    *_record_columns(),
    Column("event", Uuid, ForeignKey("event.id")),
    Column("guest", Uuid, ForeignKey("guest.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("uid", String, nullable=False),
    Column("delivery", String, nullable=False),
    Index("ix_invitation_event", "event", "at"),
    Index("ix_invitation_guest", "guest", "at"),
    Index("ix_invitation_delivery", "delivery", "at"),
    Index("ix_invitation_uid", "uid"),
)

reply = Table(
    "reply",
    metadata,
    *_record_columns(),
    Column("event", Uuid, ForeignKey("event.id")),
    Column("guest", Uuid, ForeignKey("guest.id")),
    Column("received", UtcDateTime, nullable=False),
    Column("uid", String, nullable=False),
    Column("state", String, nullable=False),
    Index("ix_reply_event", "event", "received"),
    Index("ix_reply_guest", "guest", "received"),
    Index("ix_reply_state", "state", "received"),
    Index("ix_reply_uid", "uid"),
)

notice = Table(
    "notice",
    metadata,
    *_record_columns(),
    Column("tender", Uuid, ForeignKey("tender.id")),
    Column("notice_id", String, nullable=False),
    Column("notice_version", String, nullable=False),
    Column("published", Date),
    Index("ix_notice_tender", "tender"),
    Index("ix_notice_notice_id", "notice_id", "notice_version"),
)

notification = Table(
    "notification",
    metadata,
    *_record_columns(),
    Column("tender", Uuid, ForeignKey("tender.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_notification_tender", "tender", "at"),
)

#: `digest` tells versions of a handout apart.
printing = Table(
    "printing",
    metadata,
    *_record_columns(),
    Column("event", Uuid, ForeignKey("event.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("handout", String, nullable=False),
    Column("digest", String, nullable=False),
    Index("ix_printing_event", "event", "at"),
    Index("ix_printing_at", "at"),
)

rule = Table(
    "rule",
    metadata,
    *_record_columns(),
    Column("key", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Index("ix_rule_key", "key", "valid_from"),
)

watch = Table(
    "watch",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
)

plain_word = Table(
    "plain_word",
    metadata,
    *_record_columns(),
    Column("word", String, nullable=False),
    Column("language", String, nullable=False),
    Index("ix_plain_word_word", "language", "word"),
)

industry_link = Table(
    "industry_link",
    metadata,
    *_record_columns(),
    Column("sni", String, nullable=False, unique=True),
)

disclosure = Table(
    "disclosure",
    metadata,
    *_record_columns(),
    Column("tender", Uuid, ForeignKey("tender.id")),
    Column("meeting", Uuid, ForeignKey("meeting.id")),
    Column("opened", UtcDateTime, nullable=False),
    Column("published", UtcDateTime),
    Index("ix_disclosure_published", "published", "opened"),
    Index("ix_disclosure_tender", "tender"),
    Index("ix_disclosure_meeting", "meeting"),
)

#: `bidder` tells bidders apart (`domain/bid.py`); `workplaces` are codes between spaces, each with one before and behind it.
bid = Table(
    "bid",
    metadata,
    *_record_columns(),
    Column("tender", Uuid, ForeignKey("tender.id"), nullable=False),
    Column("lot", String, nullable=False),
    Column("company", Uuid, ForeignKey("company.id")),
    Column("bidder", String, nullable=False),
    Column("won", Boolean, nullable=False),
    Column("valid", Boolean, nullable=False),
    Column("municipality", String, nullable=False),
    Column("nuts", String, nullable=False),
    Column("workplaces", String, nullable=False),
    Column("size", String, nullable=False),
    Column("joint", String, nullable=False),
    Column("value_hundredths", BigInteger),
    Index("ix_bid_tender", "tender", "lot"),
    Index("ix_bid_company", "company"),
    Index("ix_bid_bidder", "bidder"),
)

no_bid = Table(
    "no_bid",
    metadata,
    *_record_columns(),
    Column("tender", Uuid, ForeignKey("tender.id"), nullable=False),
    Column("company", Uuid, ForeignKey("company.id"), nullable=False),
    Column("reason", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_no_bid_tender", "tender", "company"),
    Index("ix_no_bid_company", "company"),
)

contract = Table(
    "contract",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("supplier", String, nullable=False),
    Column("company", Uuid, ForeignKey("company.id")),
    Column("tender", Uuid, ForeignKey("tender.id")),
    Column("officer", String, nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("closed", Date),
    Column("next_check", Date),
    Column("value_hundredths", BigInteger),
    Index("ix_contract_sort", "sort", "row"),
    Index("ix_contract_ends", "ends", "row"),
    Index("ix_contract_next_check", "next_check", "row"),
    Index("ix_contract_company", "company"),
    Index("ix_contract_tender", "tender"),
)

requirement_card = Table(
    "requirement_card",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("buyer", String, nullable=False),
    Column("tender", Uuid, ForeignKey("tender.id"), index=True),
    Index("ix_requirement_card_sort", "sort", "row"),
)

inquiry = Table(
    "inquiry",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("question", Uuid, ForeignKey("question.id"), index=True),
    Column("drafted", UtcDateTime),
    Column("closed", Date),
    Index("ix_inquiry_sort", "sort", "row"),
)

neighbour_tender = Table(
    "neighbour_tender",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("buyer", String, nullable=False),
    Column("expected", Date),
    Index("ix_neighbour_tender_expected", "expected", "row"),
)

flyer_text = Table(
    "flyer_text",
    metadata,
    *_record_columns(),
    Column("title", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Column("language", String, nullable=False),
    Index("ix_flyer_text_sort", "sort", "row"),
)

benchmark = Table(
    "benchmark",
    metadata,
    *_record_columns(),
    Column("measure", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("area", String, nullable=False),
    Index("ix_benchmark_measure", "measure", "year"),
)

purpose = Table(
    "purpose",
    metadata,
    *_record_columns(),
    Column("key", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
    Index("ix_purpose_sort", "sort", "row"),
)

retention_rule = Table(
    "retention_rule",
    metadata,
    *_record_columns(),
    Column("sort", sort_column_type(), nullable=False),
    Column("purpose", String, nullable=False),
    Index("ix_retention_rule_sort", "sort", "row"),
)

privacy_text = Table(
    "privacy_text",
    metadata,
    *_record_columns(),
    Column("language", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Index("ix_privacy_text_valid_from", "language", "valid_from"),
)

#: Who took what out of the register or looked at much of it; each line holds the hash of the one before. Ids, never names.
audit = Table(
    "audit",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String, nullable=False),
    Column("device", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

#: Who was erased, as salted marks, so that a restored backup forgets them again.
erasure = Table(
    "erasure",
    metadata,
    Column("mark", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

#: Which change files were taken in, by the hash of what they hold, and which we wrote: those from op `first` to `last`.
exchange_seen = Table(
    "exchange_seen",
    metadata,
    Column("hash", String, primary_key=True),
    Column("device", String, nullable=False, index=True),
    Column("edition", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

#: Every change as it travels (`domain/travelling.py`), ours and theirs, in the order in which we learned of them. `shown`: it is in
#: the record as it is stored; one that is held back is not.
exchange_op = Table(
    "exchange_op",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),
    Column("dot", Uuid, nullable=False, unique=True),
    Column("stamp", BigInteger, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("record", Uuid, nullable=False, index=True),
    Column("verb", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String, nullable=False),
    Column("device", String, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
)

#: Records that cannot be as their changes say, for want of what they point to. Asked again at each exchange.
exchange_held = Table(
    "exchange_held",
    metadata,
    Column("record", Uuid, primary_key=True),
    Column("kind", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("wanted", String, nullable=False),
)

#: Conflicts that wait for an officer; what they are is told from the changes.
exchange_conflict = Table(
    "exchange_conflict",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record", Uuid, nullable=False, index=True),
    Column("path", String, nullable=False),
)

#: Actions that took changes in: what they wrote was done elsewhere and is told by `exchange_op` already.
exchange_action = Table("exchange_action", metadata, Column("action", Uuid, primary_key=True))

#: Messages that wait to be handed over, whole, so that a second try sends the very same bytes. Outside the journal.
outbox = Table(
    "outbox",
    metadata,
    Column("invitation", Uuid, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

officer = Table(
    "officer",
    metadata,
    *_record_columns(),
    Column("name", String, nullable=False),
    Column("sort", sort_column_type(), nullable=False),
)

unit = Table("unit", metadata, *_record_columns())

term = Table(
    "term",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("owner", Uuid, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", sort_column_type(), nullable=False),
    Index("ix_term_field_value", "field", "value", "kind", "owner"),
)

action = Table(
    "action",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String, nullable=False),
    Column("device", String, nullable=False),
    Column("title", String, nullable=False),
    Column("title_values", JSON, nullable=False),
    Column("undoes", Uuid, index=True),
    # What has left the computer cannot be taken back.
    Column("final", Boolean),
)

journal = Table(
    "journal",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),
    Column("action", Uuid, ForeignKey("action.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String, nullable=False),
    Column("device", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("record", Uuid, nullable=False, index=True),
    Column("verb", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("key", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("values", JSON, nullable=False),
)

fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
