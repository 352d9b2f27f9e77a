"""From the plain values of a row to what stands in its cells, in the reader's language. Runs on the worker.

Each shape of `domain/listing.Column` has one writer in `WRITERS`; a value that is missing gives an empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.codes import cpv_name, municipality_name, sni_name
from outreach.domain.company import SIZE_LABELS, show_org_number
from outreach.domain.contact import show_phone
from outreach.domain.contract_days import STATE_LABELS
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS
from outreach.domain.guest import ATTENDANCE_LABELS
from outreach.domain.listing import Column, Row
from outreach.domain.question_status import ABOUT_LABELS, QUESTION_STATUS_LABELS
from outreach.domain.record import from_plain
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Money
from outreach.domain.when import HOME_ZONE, When
from outreach.language import N_, Language

SOLE_TRADER = N_("Sole trader")
#: Moments of which a list tells the day alone: the time of day is noise there.
DAY_IS_ENOUGH = frozenset({"last_met", "created", "last_asked"})

Writer = Callable[[Any, Language], str]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row as the table shows it. `texts` stand in the order of the kind's columns; `cells` are the plain values."""

    key: int
    id: UUID
    texts: tuple[str, ...]
    cells: dict[str, Any]


def write_rows(
    rows: Iterable[Row], columns: Sequence[Column], language: Language, *, whole: bool = False
) -> list[WrittenRow]:
    """Write the cells of rows. With `whole` every code is named, not the first alone: for files, which are not so narrow."""
    writers = [(column.name, _writer(column, whole)) for column in columns]
    return [
        WrittenRow(row.key, row.id, tuple(_written(row, name, writer, language) for name, writer in writers), row.cells)
        for row in rows
    ]


def _writer(column: Column, whole: bool) -> Writer:
    if column.name in DAY_IS_ENOUGH:
        return _day_of_moment
    if whole and column.shape in _WHOLE:
        return _WHOLE[column.shape]
    return WRITERS.get(column.shape, _text)


def _written(row: Row, name: str, writer: Writer, language: Language) -> str:
    value = row.cells.get(name)
    if name == "org_number" and not value and row.cells.get("sole_trader"):
        return language.say(SOLE_TRADER)
    return "" if value is None or value == "" else writer(value, language)


def _same(write: Callable[[Any], str]) -> Writer:
    """Make a writer of what is written alike in every language."""
    return lambda value, _: write(value)


def _one_line(value: Any) -> str:
    return " ".join(str(value).split())


_text = _same(_one_line)


def _day(value: Any, language: Language) -> str:
    return language.day(date.fromisoformat(value) if isinstance(value, str) else value)


def _moment(value: Any, language: Language) -> str:
    return language.moment(datetime.fromisoformat(value) if isinstance(value, str) else value)


def _day_of_moment(value: Any, language: Language) -> str:
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return language.day(instant.astimezone(ZoneInfo(HOME_ZONE)).date())


def _number(value: Any, language: Language) -> str:
    # A nought in every second row is noise.
    return language.number(value) if value else ""


def _cpv(value: Any, language: Language) -> str:
    return _first_and_more([cpv_name(code, language.code) or code for code in value])


def _sni(value: Any, language: Language) -> str:
    return _first_and_more([sni_name(code, language.code) or code for code in value])


def _first_and_more(names: list[str]) -> str:
    each = list(dict.fromkeys(names))
    return f"{each[0]} +{len(each) - 1}" if len(each) > 1 else "".join(each)


def _when(value: Any, language: Language) -> str:
    return language.when(from_plain(When, value) if isinstance(value, dict) else value)


def _label(labels: dict[Any, str], unknown: str = "") -> Writer:
    texts = {key.value: text for key, text in labels.items()}

    def write(value: Any, language: Language) -> str:
        # What nobody has told yet is left blank: a column full of "unknown" tells nothing.
        return "" if value == unknown else language.say(texts.get(value, str(value)))

    return write


#: How each shape of a column is written.
WRITERS: dict[str, Writer] = {
    "text": _text,
    "date": _day,
    "moment": _moment,
    "number": _number,
    "names": _same(", ".join),
    "tags": _same(" · ".join),
    "phone": _same(show_phone),
    "org_number": _same(show_org_number),
    "municipality": _same(lambda value: municipality_name(value) or str(value)),
    "cpv": _cpv,
    "codes": _cpv,
    "sni": _sni,
    "when": _when,
    "size": _label(SIZE_LABELS, "unknown"),
    "event_kind": _label(EVENT_KIND_LABELS),
    "event_status": _label(EVENT_STATUS_LABELS),
    "stage": _label(STAGE_LABELS),
    "value_class": _label(VALUE_CLASS_LABELS, "unknown"),
    "attendance": _label(ATTENDANCE_LABELS),
    "contract_state": _label(STATE_LABELS),
    "money": lambda value, language: language.money(from_plain(Money, value) if isinstance(value, dict) else value),
    "question_status": _label(QUESTION_STATUS_LABELS),
    "question_about": _label(ABOUT_LABELS),
    "yes": lambda value, language: language.say(N_("yes")) if value else "",
}

#: How those are written that a narrow cell cuts short.
_WHOLE: dict[str, Writer] = {
    "cpv": lambda value, language: ", ".join(dict.fromkeys(cpv_name(code, language.code) or code for code in value)),
    "sni": lambda value, language: ", ".join(dict.fromkeys(sni_name(code, language.code) or code for code in value)),
    "tags": _same(", ".join),
}

#: Shapes that are lined up on the right.
RIGHT_ALIGNED = frozenset({"number", "money"})
