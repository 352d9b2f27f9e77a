"""Lists on the command line: which records (`--find`, `--filter`), in which order, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.command import option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.codes import find_municipality
from outreach.domain.company import SizeClass
from outreach.domain.event import EventKind, EventStatus
from outreach.domain.guest import Attendance
from outreach.domain.listing import COLUMNS, FIRST_SORT, Column, Listing
from outreach.domain.question_status import About, QuestionStatus
from outreach.domain.record import Kind, to_plain
from outreach.domain.saved_view import PICKED, VIEWED, SavedView
from outreach.domain.tender import Stage, ValueClass
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.errors import InvalidInput
from outreach.language import N_, NN_, Language
from outreach.services.field_words import written
from outreach.services.lists import shown_columns
from outreach.services.records import clean_tags

if TYPE_CHECKING:
    from outreach.services.house import House

#: Years that a list is narrowed by.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
F = TypeVar("F", bound=Callable[..., Any])
Read = Callable[["House", str], str]

#: The English plural of each kind: the word of `export` and the name of the list in JSON.
PLURALS: dict[Kind, str] = {
    Kind.COMPANY: "companies",
    Kind.PERSON: "people",
    Kind.EVENT: "events",
    Kind.TENDER: "tenders",
    Kind.MEETING: "meetings",
    Kind.FOLLOW_UP: "follow_ups",
    Kind.INBOX_CARD: "cards",
    Kind.QUESTION: "questions",
    Kind.CONTRACT: "contracts",
}

_COUNTS: dict[Kind, tuple[str, str]] = {
    Kind.COMPANY: NN_("{n} company", "{n} companies"),
    Kind.PERSON: NN_("{n} person", "{n} people"),
    Kind.EVENT: NN_("{n} event", "{n} events"),
    Kind.TENDER: NN_("{n} tender", "{n} tenders"),
    Kind.MEETING: NN_("{n} conversation", "{n} conversations"),
    Kind.FOLLOW_UP: NN_("{n} follow-up", "{n} follow-ups"),
    Kind.INBOX_CARD: NN_("{n} card to type in", "{n} cards to type in"),
    Kind.QUESTION: NN_("{n} question", "{n} questions"),
    Kind.CONTRACT: NN_("{n} contract", "{n} contracts"),
}


def list_options(function: F) -> F:
    """Add the options that choose, sort and limit a list."""
    for add in reversed(
        (
            option("--find", metavar="TEXT", default="", text=N_("Only those that have these words.")),
            option("--filter", "filters", metavar="NAME=VALUE", multiple=True, text=N_("Only those with this value.")),
            option("--sort", metavar="COLUMN", default="", text=N_("The column to sort by.")),
            option("--descending", is_flag=True, text=N_("The last first.")),
            option("--limit", type=click.IntRange(min=0), default=None, text=N_("At most so many.")),
        )
    ):
        function = add(function)
    return function


def view_option(kind: Kind) -> Callable[[F], F]:
    """Return what adds the option that begins with a view, for the kinds that have views."""
    text = N_("Begin with this view: a name or an id. What is given beside it narrows the list further.")
    return option("--view", default="", metavar="NAME", text=text) if kind in VIEWED else lambda function: function


def read_listing(
    house: House,
    kind: Kind,
    find: str,
    filters: tuple[str, ...],
    sort: str = "",
    descending: bool = False,
    view: SavedView | None = None,
) -> Listing:
    """Return the listing that the options describe, begun with a view. Raises InvalidInput for what the list has not."""
    sortable = [column.name for column in COLUMNS[kind] if column.sortable]
    if sort and sort not in sortable:
        reason = N_("It can be sorted by one of {names}.")
        raise InvalidInput(N_("Sort"), reason, names=", ".join(sortable))
    if descending and not sort:
        sort = FIRST_SORT[kind][0]
    pairs = tuple(_read_filter(house, kind, text) for text in filters)
    if view is None:
        return Listing(kind, find, pairs, sort, descending)
    order = (sort, descending) if sort else (view.sort, view.descending)
    return Listing(kind, " ".join(filter(None, (view.text, find))), (*view.filters, *pairs), *order)


def give_list(
    door: Door, service: Any, listing: Listing, limit: int | None, named: Sequence[str] = (), **more: Any
) -> Answer:
    """Return the answer of a `list` command: whole records in JSON, a table for people with the `named` columns.

    `more` stands in the JSON object too.
    """
    keys = service.keys(listing)
    shown = keys if limit is None else keys[:limit]
    service.viewed(len(shown))
    rows = service.rows(shown)
    ids = [row.id for row in rows]
    kind: Kind = listing.kind

    def lines() -> list[str]:
        columns = shown_columns(kind, named)
        table = [[_cell(column, row.cells, door.language) for column in columns] + [str(row.id)] for row in rows]
        header = [door.language.say(column.title) for column in columns] + ["id"]
        count = door.language.count(_COUNTS[kind], len(keys))
        return [*(aligned(header, table) if table else []), count]

    def plain() -> dict[str, Any]:
        records = service.many(ids)
        return {**more, PLURALS[kind]: [to_plain(records[one]) for one in ids if one in records], "count": len(keys)}

    return Answer(plain() if door.json else {}, lines)


def _cell(column: Column, cells: dict[str, Any], language: Language) -> str:
    value = cells.get(column.name)
    shape = column.shape if column.shape != "text" else ""
    if shape in ("cpv", "sni"):
        return ", ".join(value or ())
    if shape == "number" and not value:
        return ""
    return " ".join(written(shape, value, language).split())


# Filters ---------------------------------------------------------------------------------------------------------


def _one_of(*known: str) -> Read:
    def read(_house: House, text: str) -> str:
        if text not in known:
            raise InvalidInput(N_("Filter"), N_("It must be one of {choices}."), choices=", ".join(known))
        return text

    return read


def _reference(kind: Kind) -> Read:
    return lambda house, text: str(find_id(house, text, kind))


def _municipality(_house: House, text: str) -> str:
    found = find_municipality(text)
    if found is None:
        raise InvalidInput(N_("Municipality"), N_("There is no municipality called {name}."), name=text)
    return found.code


def _day(_house: House, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidInput(N_("Filter"), N_("“{word}” is not a day; write it as 2026-11-24."), word=text) from None


def _instant(house: House, text: str) -> str:
    day = date.fromisoformat(_day(house, text))
    return to_instant(datetime.combine(day, time.min), HOME_ZONE).isoformat()


def _met(house: House, text: str) -> str:
    if text in ("ever", "never") or text.removeprefix("<").isdecimal():
        return text
    sign, day = ("<", text[1:]) if text.startswith("<") else ("", text)
    return sign + _day(house, day)


def _word_or_day(*known: str) -> Read:
    return lambda house, text: text if text in known else _day(house, text)


def _months(_house: House, text: str) -> str:
    if not text.isdecimal() or not 0 < int(text) <= 1200:
        raise InvalidInput(N_("Filter"), N_("It must be a number of months."))
    return text


def _text(_house: House, text: str) -> str:
    return text


def _year(_house: House, text: str) -> str:
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise InvalidInput(N_("Filter"), N_("“{word}” is not a year; write it as 2026."), word=text)
    return text


def _tag(_house: House, text: str) -> str:
    return next(iter(clean_tags([text])), "")


_COMMON: dict[str, Read] = {"tag": _tag, "cpv": _text, "sni": _text}

FILTERS: dict[Kind, dict[str, Read]] = {
    Kind.COMPANY: {
        "municipality": _municipality,
        "size": _one_of(*SizeClass),
        "met": _met,
        "follow_up": _word_or_day("overdue", "open", "none"),
        "next_contact": _one_of("overdue", "today", "week", "any", "none"),
        "event": _reference(Kind.EVENT),
        **_COMMON,
    },
    Kind.PERSON: {
        "company": _reference(Kind.COMPANY),
        "municipality": _municipality,
        "met": _met,
        "follow_up": _word_or_day("overdue", "open", "none"),
        "event": _reference(Kind.EVENT),
        "tag": _tag,
    },
    Kind.EVENT: {
        "kind": _one_of(*EventKind),
        "status": _one_of(*EventStatus),
        "time": _one_of("near", "coming", "past"),
        "from": _instant,
        "before": _instant,
        "tag": _tag,
    },
    Kind.TENDER: {
        "stage": _one_of(*Stage),
        "value_class": _one_of(*ValueClass),
        "officer": _text,
        "coming": _word_or_day("yes"),
        "tag": _tag,
        "cpv": _text,
    },
    Kind.MEETING: {
        "person": _reference(Kind.PERSON),
        "company": _reference(Kind.COMPANY),
        "event": _reference(Kind.EVENT),
        "tender": _reference(Kind.TENDER),
        "from": _instant,
        "before": _instant,
        "tag": _tag,
    },
    Kind.FOLLOW_UP: {
        "state": _one_of("open", "done"),
        "due_by": _day,
        "officer": _text,
        "person": _reference(Kind.PERSON),
        "company": _reference(Kind.COMPANY),
    },
    Kind.QUESTION: {
        "event": _reference(Kind.EVENT),
        "tender": _reference(Kind.TENDER),
        "status": _one_of(*QuestionStatus),
        "about": _one_of(*About),
        "public": _one_of("yes", "no"),
        "times": _one_of("0", "1", "2-4", "5+"),
        "year": _year,
        "tag": _tag,
    },
    Kind.GUEST: {"event": _reference(Kind.EVENT), "attendance": _one_of(*Attendance)},
    Kind.INBOX_CARD: {"event": _reference(Kind.EVENT), "state": _one_of("open", "done")},
    Kind.VIEW: {"of": _one_of(*Kind)},
    Kind.CONTRACT: {
        "state": _one_of("running", "ended", "closed", "open"),
        "ends": _months,
        "deviation": _one_of("open"),
        "company": _reference(Kind.COMPANY),
        "tender": _reference(Kind.TENDER),
        "officer": _text,
        "tag": _tag,
    },
}


def _read_filter(house: House, kind: Kind, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    name = name.strip().replace("-", "_")
    known = FILTERS[kind] | ({PICKED: _reference(kind)} if kind in VIEWED else {})
    if not equals or name not in known:
        raise InvalidInput(N_("Filter"), N_("Write NAME=VALUE with one of the names {names}."), names=", ".join(known))
    return name, known[name](house, value.strip())
