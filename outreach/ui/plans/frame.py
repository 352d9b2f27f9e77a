"""Where the offsets of a plan lie: on the days and clock of its event, or, in a template, before and after a day to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from outreach.domain.due_task import DueTask, TaskState
from outreach.domain.event import Event
from outreach.domain.plan import EventTemplate, Shift, Task, day_of_task
from outreach.domain.plan_lines import DAY_MINUTES, clock_of
from outreach.language import N_, NN_
from outreach.ui.words import Words

BEFORE = NN_("{n} day before", "{n} days before")
AFTER = NN_("{n} day after", "{n} days after")
THE_DAY = N_("On the day")
LATE = NN_("{n} day late", "{n} days late")


@dataclass(frozen=True, slots=True)
class Frame:
    """`starts` is the event's start in minutes after midnight, `minutes` its length. A template has no `first_day`.

    `placed` are the tasks as the service places them: in a series each belongs to one of its dates.
    `printed` counts the copies that were printed of each kind of handout.
    """

    starts: int = 0
    minutes: int = 60
    first_day: date | None = None
    today: date | None = None
    officers: tuple[str, ...] = ()
    placed: Mapping[Task, DueTask] = field(default_factory=dict)
    printed: Mapping[str, int] = field(default_factory=dict)

    def due(self, task: Task) -> date | None:
        """Return the day by which a task is to be done; None in a template."""
        if task in self.placed:
            return self.placed[task].day
        return day_of_task(task, self.first_day) if self.first_day is not None else None

    def is_done(self, task: Task) -> bool:
        """Say whether a task is done, in a series for the date that it stands for now."""
        return self.placed[task].state is TaskState.DONE if task in self.placed else task.done is not None

    def is_late(self, task: Task) -> bool:
        """Say whether a task should have been done by now."""
        due = self.due(task)
        return not self.is_done(task) and due is not None and self.today is not None and due < self.today

    def offset_words(self, days: int, words: Words) -> str:
        """Say a number of days from the event: "5 days before"."""
        if not days:
            return words(THE_DAY)
        return words.count(BEFORE if days < 0 else AFTER, abs(days))

    def due_words(self, task: Task, words: Words) -> str:
        """Say when a task is due: a day and how late it is, or, in a template, the days before."""
        due = self.due(task)
        if due is None:
            return self.offset_words(task.days, words)
        said = words.language.day(due, "EEE d MMM")
        if self.today is not None and due.year != self.today.year:
            said = words.language.day(due, "EEE d MMM y")
        if self.is_late(task) and self.today is not None:
            return f"{said} · {words.count(LATE, (self.today - due).days)}"
        return said

    def clock_words(self, shift: Shift, words: Words) -> str:
        """Say when a shift is: "07:00–08:30", with the day where it is not the first one."""
        begins, ends = shift.begins + self.starts, shift.ends + self.starts
        clock = f"{clock_of(begins)}–{clock_of(ends)}"
        day = begins // DAY_MINUTES
        if not day:
            return clock
        if self.first_day is not None:
            return f"{words.language.day(self.first_day + timedelta(days=day), 'EEE d MMM')} {clock}"
        return f"{words(N_('Day {n}'), n=day + 1)} {clock}"


def frame_of_event(
    event: Event,
    today: date,
    officers: tuple[str, ...],
    tasks: Sequence[DueTask] = (),
    printed: Mapping[str, int] | None = None,
) -> Frame:
    """Return the frame of an event's plan. A series lies on the date that its tasks are for now."""
    start, end = event.when.start, event.when.end
    minutes = (end - start) // timedelta(minutes=1)
    first = max((task.held for task in tasks), default=start.date()) if event.recurrence else start.date()
    placed = {one.task: one for one in tasks}
    return Frame(start.hour * 60 + start.minute, minutes, first, today, officers, placed, printed or {})


def frame_of_template(template: EventTemplate, officers: tuple[str, ...]) -> Frame:
    """Return the frame of a template: its usual hours, on no day."""
    return Frame(template.starts, template.minutes, None, None, officers)
