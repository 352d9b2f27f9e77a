"""What a list shows: which records (text, filters), in which order, and which columns there are to choose from.

A `Listing` is a value, so that one view can be at once a list on the screen, a file to export and, later, a mailing
list. Filters are (name, value) pairs; several values of one name mean "any of these", different names mean "all".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from outreach.domain.record import Kind
from outreach.language import N_


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of one kind that fit `text` and `filters`, ordered by column `sort`."""

    kind: Kind
    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `shape` says how a cell is written: text, date, moment, number, tags, phone, label, codes, when."""

    name: str
    title: str
    shape: str = "text"
    shown: bool = True
    sortable: bool = False
    width: int = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: `key` finds it again cheaply, `id` names the record, `cells` hold plain values by column."""

    key: int
    id: UUID
    cells: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search over everything."""

    kind: Kind
    id: UUID
    title: str
    detail: str = ""


COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.COMPANY: (
        Column("name", N_("Company"), sortable=True, width=230),
        Column("municipality", N_("Municipality"), "municipality", sortable=True, width=120),
        Column("industry", N_("Industry"), "sni", width=150),
        Column("people", N_("People"), "number", shown=False, width=90),
        Column("last_met", N_("Last met"), "moment", sortable=True, width=115),
        Column("next_step", N_("Follow up"), "date", shown=False, sortable=True, width=105),
        Column("next_contact", N_("Next contact"), "date", sortable=True, width=115),
        Column("tags", N_("Tags"), "tags", shown=False, width=200),
        Column("phone", N_("Telephone"), "phone", shown=False, width=140),
        Column("email", N_("E-mail"), shown=False, width=200),
        Column("org_number", N_("Organisation number"), "org_number", shown=False, sortable=True, width=150),
        Column("size", N_("Size"), "size", shown=False, sortable=True, width=170),
        Column("cpv", N_("CPV interests"), "cpv", shown=False, width=240),
        Column("created", N_("Added"), "moment", shown=False, sortable=True, width=140),
    ),
    Kind.PERSON: (
        Column("name", N_("Name"), sortable=True, width=170),
        Column("companies", N_("Company"), sortable=True, width=200),
        Column("phone", N_("Telephone"), "phone", width=120),
        Column("last_met", N_("Last met"), "moment", sortable=True, width=115),
        Column("tags", N_("Tags"), "tags", width=115),
        Column("title", N_("Title"), shown=False, width=160),
        Column("email", N_("E-mail"), shown=False, width=220),
        Column("family", N_("Family name"), shown=False, sortable=True, width=150),
        Column("next_step", N_("Follow up"), "date", shown=False, sortable=True, width=120),
        Column("source", N_("Source"), shown=False, width=220),
        Column("created", N_("Added"), "moment", shown=False, sortable=True, width=140),
    ),
    Kind.EVENT: (
        Column("when", N_("When"), "when", sortable=True, width=280),
        Column("title", N_("Event"), sortable=True, width=280),
        Column("kind", N_("Kind"), "event_kind", sortable=True, width=180),
        Column("place", N_("Place"), sortable=True, width=180),
        Column("status", N_("Status"), "event_status", width=110),
        Column("meetings", N_("Conversations"), "number", width=110),
        Column("staff", N_("Staff"), "names", shown=False, width=180),
        Column("booth", N_("Booth"), shown=False, width=90),
        Column("tags", N_("Tags"), "tags", shown=False, width=160),
    ),
    Kind.TENDER: (
        Column("title", N_("Tender"), sortable=True, width=230),
        Column("stage", N_("Stage"), "stage", sortable=True, width=116),
        Column("expected_publication", N_("Expected publication"), "date", sortable=True, width=135),
        Column("tender_deadline", N_("Last day to bid"), "moment", sortable=True, width=145),
        Column("value_class", N_("Size"), "value_class", sortable=True, width=154),
        Column("cpv", N_("CPV"), "cpv", shown=False, width=220),
        Column("buyer", N_("Buyer"), shown=False, sortable=True, width=200),
        Column("reference", N_("Reference"), shown=False, sortable=True, width=130),
        Column("officer", N_("Officer"), shown=False, sortable=True, width=140),
        Column("contract_start", N_("Contract from"), "date", shown=False, sortable=True, width=120),
        Column("contract_end", N_("Contract to"), "date", shown=False, sortable=True, width=120),
        Column("tags", N_("Tags"), "tags", shown=False, width=160),
    ),
    Kind.MEETING: (
        Column("at", N_("When"), "moment", sortable=True, width=150),
        Column("person", N_("Person"), width=180),
        Column("company", N_("Company"), width=220),
        Column("event", N_("Event"), width=220),
        Column("note", N_("What about"), width=360),
        Column("officer", N_("Officer"), width=140),
        Column("tags", N_("Tags"), "tags", shown=False, width=160),
    ),
    Kind.FOLLOW_UP: (
        Column("due", N_("Due"), "date", sortable=True, width=120),
        Column("text", N_("What"), width=320),
        Column("person", N_("Person"), width=180),
        Column("company", N_("Company"), width=220),
        Column("officer", N_("Officer"), width=140),
    ),
    Kind.QUESTION: (
        Column("text", N_("Question"), sortable=True, width=256),
        Column("asked", N_("Asked"), "number", sortable=True, width=70),
        Column("status", N_("Status"), "question_status", sortable=True, width=150),
        Column("about", N_("Concerns"), "question_about", width=112),
        Column("last_asked", N_("Last asked"), "moment", sortable=True, width=106),
        Column("answered", N_("Answered"), "date", shown=False, sortable=True, width=110),
        Column("public", N_("May be printed"), "yes", shown=False, width=110),
        Column("tags", N_("Tags"), "tags", shown=False, width=160),
    ),
    Kind.GUEST: (
        Column("name", N_("Name"), sortable=True, width=220),
        Column("company", N_("Company"), width=220),
        Column("attendance", N_("Came"), "attendance", sortable=True, width=120),
        Column("arrived", N_("Arrived"), "moment", sortable=True, width=140),
        Column("walk_in", N_("Walk-in"), "yes", width=90),
    ),
    Kind.INBOX_CARD: (
        Column("at", N_("When"), "moment", sortable=True, width=150),
        Column("person", N_("Person"), width=180),
        Column("company", N_("Company"), width=220),
        Column("officer", N_("Officer"), width=140),
    ),
    Kind.VIEW: (Column("name", N_("View"), sortable=True, width=260),),
    Kind.CONTRACT: (
        Column("title", N_("Contract"), sortable=True, width=185),
        Column("supplier", N_("Supplier"), sortable=True, width=150),
        Column("ends", N_("Ends"), "date", sortable=True, width=118),
        Column("next_check", N_("Next check"), "date", sortable=True, width=118),
        Column("state", N_("State"), "contract_state", width=122),
        Column("starts", N_("Begins"), "date", shown=False, sortable=True, width=115),
        Column("value", N_("Value"), "money", shown=False, sortable=True, width=130),
        Column("promises", N_("Promises"), "number", shown=False, width=90),
        Column("reference", N_("Reference"), shown=False, width=130),
        Column("officer", N_("Officer"), shown=False, sortable=True, width=140),
        Column("tags", N_("Tags"), "tags", shown=False, width=160),
    ),
}

#: The order of a list that nobody has sorted.
FIRST_SORT: dict[Kind, tuple[str, bool]] = {
    Kind.COMPANY: ("name", False),
    Kind.PERSON: ("name", False),
    Kind.EVENT: ("when", True),
    Kind.TENDER: ("expected_publication", False),
    Kind.MEETING: ("at", True),
    Kind.FOLLOW_UP: ("due", False),
    Kind.QUESTION: ("asked", True),
    Kind.GUEST: ("name", False),
    Kind.INBOX_CARD: ("at", False),
    Kind.VIEW: ("name", False),
    Kind.CONTRACT: ("ends", False),
}
