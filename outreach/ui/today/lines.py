"""From what a day asks for to lines in the reader's language; the data of each line is the thing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach.domain.contract_days import DUE_LABELS, DueCheck
from outreach.domain.due_task import DueTask
from outreach.domain.event import Event
from outreach.domain.listing import Row
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import RuleDeadline
from outreach.domain.when import When
from outreach.language import N_, NN_
from outreach.services.events import Occurrence
from outreach.services.today import LACK_LABELS, LETTERS_DUE, AskedEvent, Day, ToPack, ToTell, Unheard, deadline_words
from outreach.ui.cards.reading import card_line
from outreach.ui.line_list import Line
from outreach.ui.plans.crafts import PIECES
from outreach.ui.theme import event_colours
from outreach.ui.words import Words

_OVERDUE = NN_("{n} day late", "{n} days late")
_LEFT = NN_("in {n} day", "in {n} days")
_TASKS = NN_("{n} task due", "{n} tasks due")
_TO_PACK = NN_("{n} thing to pack", "{n} things to pack")
_OPEN = NN_("open for {n} day", "open for {n} days")
_WHY_NOT = NN_("Ask {n} company why it did not bid", "Ask {n} companies why they did not bid")
HOW_WAS = N_("How was {event}?")
FOUR = N_("Four questions, while you remember")
HEAR_OF = N_("Time to get in touch")
NO_TENDER = N_("About no tender in particular")


@dataclass(frozen=True, slots=True)
class Contact:
    """A company that is to be heard of, as the data of a line."""

    row: Row


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a contract asks to be looked at, as the data of a line."""

    due: DueCheck


@dataclass(frozen=True, slots=True)
class _Entry:
    day: date
    line: Line


# Follow up -----------------------------------------------------------------------------------------------------------


def follow_up_lines(day: Day, words: Words, officer: str) -> list[Line]:
    """Return what is overdue, today's and what comes, each under its heading, the oldest first."""
    entries = [_Entry(row.cells["due"], _follow_up(row, day.today, words, officer)) for row in day.follow_ups]
    entries += [_Entry(row.cells["next_contact"], _contact(row, day.today, words)) for row in day.contacts]
    entries += [_Entry(one.act_by, _deadline(one, day.today, words)) for one in day.deadlines]
    entries += [_Entry(one.day, _check(one, day.today, words)) for one in day.checks]
    groups: dict[str, list[_Entry]] = {"overdue": [], "today": [], "coming": []}
    for entry in sorted(entries, key=lambda one: one.day):
        groups["overdue" if entry.day < day.today else "today" if entry.day == day.today else "coming"].append(entry)
    asked = [_unheard(one, words) for one in day.unheard]
    titles = {"overdue": N_("Overdue"), "today": N_("Today"), "coming": N_("Coming")}
    lines: list[Line] = []
    for name, group in groups.items():
        more = asked if name == "today" else []
        if group or more:
            lines.append(Line(words(titles[name]), heading=True, tone="danger" if name == "overdue" else ""))
            lines += [*(entry.line for entry in group), *more]
    return lines


def _dated(title: str, detail: str, due: date, today: date, words: Words, icon: str, data: object) -> Line:
    late = (today - due).days
    note = words.count(_OVERDUE, late) if late > 0 else "" if late == 0 else words.language.day(due, "EEE d MMM")
    tone = "danger" if late > 0 else "accent" if late == 0 else "muted"
    return Line(title, detail, note, icon=icon, tone="danger" if late > 0 else "", icon_tone=tone, data=data)


def _follow_up(row: Row, today: date, words: Words, officer: str) -> Line:
    cells = row.cells
    who = ", ".join(name for name in (cells["person"], cells["company"]) if name)
    other = cells["officer"] if cells["officer"] and cells["officer"] != officer else ""
    text = " ".join(str(cells["text"]).split())
    detail = " · ".join(part for part in (text if who else "", other) if part)
    return _dated(who or text or "–", detail, cells["due"], today, words, "follow-up", row)


def _contact(row: Row, today: date, words: Words) -> Line:
    return _dated(str(row.cells["name"]), words(HEAR_OF), row.cells["next_contact"], today, words, "companies", Contact(row))


def _deadline(one: RuleDeadline, today: date, words: Words) -> Line:
    return _dated(one.title, words(deadline_words(one)), one.act_by, today, words, "tenders", one)


def _check(one: DueCheck, today: date, words: Words) -> Line:
    what = one.promise.text if one.promise is not None else words(DUE_LABELS[one.kind])
    detail = " · ".join(part for part in (one.contract.supplier, what) if part)
    return _dated(one.contract.title, detail, one.day, today, words, "contracts", Check(one))


def _unheard(one: Unheard, words: Words) -> Line:
    return Line(words.count(_WHY_NOT, one.count), one.tender.title, icon="phone", icon_tone="accent", data=one)


# Next events ---------------------------------------------------------------------------------------------------------


def event_lines(day: Day, words: Words, officer: str) -> list[Line]:
    """Return how the last events were, then the next ones with what is missing, and below each what can be ticked."""
    lines: list[Line] = []
    for one in day.events:
        if one.debrief:
            lines.append(Line(words(HOW_WAS, event=one.event.title), words(FOUR), icon="note", icon_tone="accent", data=one.event))
        else:
            lines.append(_event(one, day.today, words))
        lines += [_task(task, day.today, words, officer) for task in one.tasks]
        lines += [_pack(item, words) for item in one.packing]
    return lines


def _event(one: AskedEvent, today: date, words: Words) -> Line:
    ink, _ = event_colours(one.event.kind)
    when = one.next.when if one.next else one.event.when
    days = (when.first_day - today).days
    near = {-1: N_("now"), 0: N_("today"), 1: N_("tomorrow")}
    over = when.last_day < today
    note = words(near[max(days, -1)]) if days in near or days < 0 else words.count(_LEFT, days)
    missing = _missing(one, words)
    detail = [_short(when, words), *(missing or [one.event.place])]
    return Line(
        one.event.title,
        " · ".join(part for part in detail if part),
        "" if over else note,
        icon=f"event-{one.event.kind.value}",
        icon_colour=ink.name(),
        tone="accent" if days <= 0 and not over else "",
        data=one.next or Occurrence(one.event, one.event.when),
    )


def _short(when: When, words: Words) -> str:
    """Return day and time without the year: what comes next is near."""
    day = words.language.day(when.first_day, "EEE d MMM")
    if when.last_day > when.first_day:
        return f"{day} – {words.language.day(when.last_day, 'EEE d MMM')}"
    return day if when.all_day else f"{day} {words.language.clock(when.start)}–{words.language.clock(when.end)}"


def _missing(one: AskedEvent, words: Words) -> list[str]:
    """Return what is missing for an event in a few words, the most urgent first."""
    said = [words.count(_TASKS, len(one.tasks))] if one.tasks else []
    said += [words.count(_TO_PACK, len(one.packing))] if one.packing else []
    said += [words.count(LETTERS_DUE, one.letters)] if one.letters else []
    return said + [words(LACK_LABELS[lack]) for lack in one.lacks]


def _task(task: DueTask, today: date, words: Words, officer: str) -> Line:
    late = (today - task.day).days
    who = task.task.officer if task.task.officer != officer else ""
    day = words.language.day(task.day, "EEE d MMM") if late else words(N_("today"))
    note = words.count(_OVERDUE, late) if late > 0 else day
    return Line(
        f"{task.task.text} ({who})" if who else task.task.text,
        "",
        note,
        icon="box",
        tone="danger" if late > 0 else "",
        icon_tone="danger" if late > 0 else "accent" if not late else "muted",
        low=True,
        data=task,
    )


def _pack(one: ToPack, words: Words) -> Line:
    pieces = words.count(PIECES, one.item.count) if one.item.count > 1 else ""
    return Line(words(N_("Pack: {what}"), what=one.item.text), "", pieces, icon="box", low=True, data=one)


# To be told to everyone, cards ---------------------------------------------------------------------------------------


def tell_lines(day: Day, words: Words) -> list[Line]:
    """Return what is still to be published, the oldest first."""
    return [_tell(one, words) for one in day.to_tell]


def _tell(one: ToTell, words: Words) -> Line:
    title = one.tender.title if one.tender else words(NO_TENDER)
    text = " ".join(one.disclosure.text.split())
    note = words.count(_OPEN, one.days) if one.days else words(N_("today"))
    return Line(title, text, note, icon="info", icon_tone="warning", data=one)


def card_lines(day: Day, words: Words) -> list[Line]:
    """Return the cards that wait."""
    return [card_line(card, words) for card in day.cards]


def meant(data: object) -> tuple[Kind, Any] | None:
    """Return the record that a line opens, where it is one."""
    if isinstance(data, Contact):
        return Kind.COMPANY, data.row.id
    if isinstance(data, RuleDeadline):
        return Kind.TENDER, data.tender
    if isinstance(data, Unheard):
        return Kind.TENDER, data.tender.id
    if isinstance(data, Check):
        return Kind.CONTRACT, data.due.contract.id
    if isinstance(data, Occurrence):
        return Kind.EVENT, data.event.id
    if isinstance(data, Event):
        return Kind.EVENT, data.id
    return None
