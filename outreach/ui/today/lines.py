"""From follow-ups and events to lines with headings, in the reader's language."""

from __future__ import annotations

from datetime import date

from outreach.domain.listing import Row
from outreach.language import N_, NN_
from outreach.services.events import Occurrence
from outreach.ui.line_list import Line
from outreach.ui.theme import event_colours
from outreach.ui.today.reading import Morning
from outreach.ui.words import Words

_OVERDUE = NN_("{n} day late", "{n} days late")
_LEFT = NN_("in {n} day", "in {n} days")


def follow_up_lines(morning: Morning, words: Words, officer: str) -> list[Line]:
    """Return overdue, today's and coming follow-ups under their headings; the data of each is its row."""
    groups: dict[str, list[Row]] = {"overdue": [], "today": [], "coming": []}
    for row in morning.follow_ups:
        due: date = row.cells["due"]
        groups["overdue" if due < morning.today else "today" if due == morning.today else "coming"].append(row)
    titles = {"overdue": N_("Overdue"), "today": N_("Today"), "coming": N_("Coming")}
    lines: list[Line] = []
    for name, rows in groups.items():
        if rows:
            lines.append(Line(words(titles[name]), heading=True, tone="danger" if name == "overdue" else ""))
            lines += [_follow_up(row, morning.today, words, officer) for row in rows]
    return lines


def event_lines(morning: Morning, words: Words) -> list[Line]:
    """Return the next events; the data of each is its occurrence."""
    return [_event(one, morning.today, words) for one in morning.events]


def _follow_up(row: Row, today: date, words: Words, officer: str) -> Line:
    cells = row.cells
    who = ", ".join(name for name in (cells["person"], cells["company"]) if name)
    other = cells["officer"] if cells["officer"] and cells["officer"] != officer else ""
    text = " ".join(str(cells["text"]).split())
    late = (today - cells["due"]).days
    note = words.count(_OVERDUE, late) if late > 0 else "" if late == 0 else words.language.day(cells["due"], "EEE d MMM")
    return Line(
        who or text or "–",
        " · ".join(part for part in (text if who else "", other) if part),
        note,
        icon="follow-up",
        tone="danger" if late > 0 else "",
        icon_tone="danger" if late > 0 else "accent" if late == 0 else "muted",
        data=row,
    )


def _event(one: Occurrence, today: date, words: Words) -> Line:
    ink, _ = event_colours(one.event.kind)
    days = (one.when.first_day - today).days
    near = {-1: N_("now"), 0: N_("today"), 1: N_("tomorrow")}
    note = words(near[max(days, -1)]) if days in near or days < 0 else words.count(_LEFT, days)
    detail = " · ".join(part for part in (words.language.when(one.when), one.event.place) if part)
    return Line(
        one.event.title,
        detail,
        note,
        icon=f"event-{one.event.kind.value}",
        icon_colour=ink.name(),
        tone="accent" if days <= 0 else "",
        data=one,
    )
