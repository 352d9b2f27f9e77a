"""The plan of an event: what to do before it, what to bring, who stands where, whom we hope to meet, and how it went.

A plan belongs to one event and lives beside it, so that a tick on a list never touches what guests' calendars show. A template
is a plan that no event has yet; its days and minutes are offsets, so that both move with the event by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from outreach.domain.event import EventKind
from outreach.domain.letter import Letter
from outreach.domain.record import Record
from outreach.domain.tender import Money
from outreach.domain.when import When
from outreach.language import N_


class Side(StrEnum):
    """Whether we hold the event ourselves or are guests at somebody else's."""

    HOST = "host"
    EXHIBITOR = "exhibitor"


SIDE_LABELS = {
    Side.HOST: N_("Our own event"),
    Side.EXHIBITOR: N_("We are guests there"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do. `days` counts from the event's first day: -5 is five days before, 1 the day after."""

    text: str
    days: int = 0
    officer: str = ""
    done: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingItem:
    """Something to bring; `count` is 1 or more."""

    text: str
    count: int = 1
    packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Who stands where when. `begins` and `ends` are minutes from the event's start (negative: before it)."""

    officer: str = ""
    post: str = ""
    begins: int = 0
    ends: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What to print: the kind of handout ("flyer", "sign-in" …) and how many copies."""

    kind: str
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """A company, or one person there, that we hope to meet, and why."""

    company: UUID | None = None
    person: UUID | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibitor:
    """Our side of somebody else's fair. The times are wall-clock times in the event's zone. The stand is the event's `booth`."""

    build_up: datetime | None = None
    tear_down: datetime | None = None
    organiser: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Four questions of the next morning. `DEBRIEF_QUESTIONS` has their wording; `at` is when they were answered (aware)."""

    good: str = ""
    hard: str = ""
    heard: str = ""
    change: str = ""
    at: datetime | None = None


DEBRIEF_QUESTIONS = {
    "good": N_("What went well?"),
    "hard": N_("What was hard?"),
    "heard": N_("What did companies say that our unit must know?"),
    "change": N_("What do we do differently next time?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What plans and templates share. `resources` are things and rooms that only one event can have at a time."""

    side: Side = Side.HOST
    capacity: int = 0
    tasks: tuple[Task, ...] = ()
    packing: tuple[PackingItem, ...] = ()
    shifts: tuple[Shift, ...] = ()
    printing: tuple[Printing, ...] = ()
    goals: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """The plan of one event. `capacity` 0 means as many as like to come; `answer_by` is the last day for answers.

    `hours` is the time that we spent in all, `cost` what it cost beside that. `template` names the one it was made from.
    """

    event: UUID
    outline: Outline = field(default_factory=Outline)
    hopes: tuple[Hope, ...] = ()
    exhibitor: Exhibitor = field(default_factory=Exhibitor)
    answer_by: date | None = None
    hours: float = 0.0
    cost: Money | None = None
    debrief: Debrief = field(default_factory=Debrief)
    template: str = ""


def plan_id(event: UUID) -> UUID:
    """Return the id of an event's plan. It follows from the event, so that two laptops begin the same plan and not two."""
    return uuid5(event, "plan")


def new_plan(event: UUID) -> Plan:
    """Return the plan of an event that has none yet."""
    return Plan(id=plan_id(event), event=event)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTemplate(Record):
    """A template of the unit. `instead_of` is the key of the built-in one that it replaces, empty for one of their own.

    `starts` are minutes after midnight, `minutes` the length on the wall clock; whole days from midnight make an all-day event.
    `title`, `place`, `description`, `tags` and `recurrence` (raw lines such as "RRULE:FREQ=WEEKLY;COUNT=12") are those of the
    event. `answer_days` counts from the first day as a task's days do. `build_up` is how many minutes before the start the
    stand is built, `tear_down` how many after the end it may come down; None where there is none. `credit` is the municipality
    that it came from in a package, empty for our own; `origins` are keys of packages.
    """

    name: str
    kind: EventKind = EventKind.OTHER
    title: str = ""
    starts: int = 540
    minutes: int = 120
    place: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    outline: Outline = field(default_factory=Outline)
    answer_days: int = -3
    instead_of: str = ""
    recurrence: tuple[str, ...] = ()
    build_up: int | None = None
    tear_down: int | None = None
    credit: str = ""
    origins: tuple[str, ...] = ()


def day_of_task(task: Task, first_day: date) -> date:
    """Return the day on which a task is due when the event begins on `first_day`."""
    return first_day + timedelta(days=task.days)


def time_of_shift(shift: Shift, when: When) -> tuple[datetime, datetime]:
    """Return from when to when somebody stands there, on the wall clock of the event; all-day events count from midnight."""
    return when.start + timedelta(minutes=shift.begins), when.start + timedelta(minutes=shift.ends)


def moved(plan: Plan, before: When, after: When) -> Plan:
    """Return a plan whose own days and times follow its event: last day for answers, build-up and tear-down.

    Tasks and shifts are offsets and follow by themselves.
    """
    days, whole = after.first_day - before.first_day, after.start - before.start
    booth = plan.exhibitor
    return replace(
        plan,
        answer_by=plan.answer_by + days if plan.answer_by else None,
        exhibitor=replace(
            booth,
            build_up=booth.build_up + whole if booth.build_up else None,
            tear_down=booth.tear_down + (after.end - before.end) if booth.tear_down else None,
        ),
    )


def cleared(plan: Plan) -> Plan:
    """Return a plan for another event like this one: nothing done, packed, spent or answered yet."""
    outline = plan.outline
    return replace(
        plan,
        outline=replace(
            outline,
            tasks=tuple(replace(task, done=None) for task in outline.tasks),
            packing=tuple(replace(item, packed=False) for item in outline.packing),
        ),
        hours=0.0,
        cost=None,
        debrief=Debrief(),
    )
