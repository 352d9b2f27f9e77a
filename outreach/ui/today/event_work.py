"""What events ask for today: how yesterday's was, what to pack for tomorrow, and the tasks that are due.

Space does it, Enter opens the plan (or the four questions). The card reads for itself and is there only when something is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from outreach.domain.changes import Changes
from outreach.domain.due_task import TASK_STATE_LABELS, DueTask, TaskState
from outreach.domain.event import Event, EventStatus
from outreach.domain.plan import PackingItem
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plans.crafts import PIECES
from outreach.ui.theme import GAP, MARGIN, set_role
from outreach.ui.words import Words

HOW_WAS = N_("How was {event}?")
FOUR = N_("Four questions, while you remember")
PACK_TOMORROW, PACK_TODAY = N_("Pack for tomorrow: {event}"), N_("Pack for today: {event}")
_LATE = NN_("{n} day late", "{n} days late")
_CONCERNED = (Kind.PLAN, Kind.EVENT, Kind.MEETING)
#: The four questions are asked for so long; after a week nobody remembers.
_ASKED_FOR = timedelta(days=7)
_MOST_ASKED = 3


@dataclass(frozen=True, slots=True)
class ToPack:
    """Something that is not packed yet for an event."""

    event: Event
    item: PackingItem


@dataclass(frozen=True, slots=True)
class EventWork:
    """What there is to do for events on a day."""

    today: date
    to_debrief: tuple[Event, ...] = ()
    to_pack: tuple[ToPack, ...] = ()
    tasks: tuple[DueTask, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked."""
        return not (self.to_debrief or self.to_pack or self.tasks)


def look_at_work(house: House) -> EventWork:
    """Read what there is to do for events today."""
    today = home_day(house.now())
    asked = [one for one in house.plans.waiting_for_debrief(today) if one.when.last_day >= today - _ASKED_FOR]
    return EventWork(today, tuple(asked[:_MOST_ASKED]), _to_pack(house, today), tuple(house.plans.due_tasks(today)))


def work_lines(work: EventWork, words: Words, officer: str) -> list[Line]:
    """Return the lines of the card with their headings."""
    lines = [
        Line(words(HOW_WAS, event=event.title), words(FOUR), "", icon="note", icon_tone="accent", data=event)
        for event in work.to_debrief
    ]
    for state in (TaskState.OVERDUE, TaskState.TODAY):
        lines += _state_lines(work, state, words, officer)
    packed_for: UUID | None = None
    for one in work.to_pack:
        if one.event.id != packed_for:
            packed_for = one.event.id
            title = PACK_TODAY if one.event.when.first_day <= work.today else PACK_TOMORROW
            lines.append(Line(words(title, event=one.event.title), heading=True))
        note = words.count(PIECES, one.item.count) if one.item.count > 1 else ""
        lines.append(Line(one.item.text, "", note, icon="box", low=True, data=one))
    return lines + _state_lines(work, TaskState.SOON, words, officer)


class WorkList(LineList):
    """The lines. Space and D do what is asked."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__(tall=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space and D."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_D) and not event.modifiers():
            self.done.emit()
        else:
            super().keyPressEvent(event)


class EventWorkCard(QFrame):
    """The card. `filled` tells whether there is something to do."""

    filled = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._work: EventWork | None = None
        self.list = WorkList()
        self.done_button = QPushButton()
        set_role(self, "card")
        self._build()
        self.list.done.connect(self.finish)
        self.list.chosen.connect(self._open)
        self.done_button.clicked.connect(self.finish)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._fill)
        self.hide()

    def refresh(self) -> None:
        """Read what there is to do."""
        house = self.context.house
        self.context.read(lambda: look_at_work(house), self._show, self)

    def finish(self) -> None:
        """Tick the current task, pack the current thing, or open the four questions; the toast offers to take it back."""
        plans, chosen = self.context.house.plans, self.list.current()
        if isinstance(chosen, DueTask):
            self.context.write(lambda: plans.tick(chosen.event.id, chosen.task))
        elif isinstance(chosen, ToPack):
            self.context.write(lambda: plans.pack(chosen.event.id, chosen.item))
        elif isinstance(chosen, Event):
            self._open(chosen)

    def _open(self, chosen: object) -> None:
        wishes = self.context.wishes
        if isinstance(chosen, DueTask):
            wishes.plan.emit(chosen.event.id, "tasks")
        elif isinstance(chosen, ToPack):
            wishes.plan.emit(chosen.event.id, "packing")
        elif isinstance(chosen, Event):
            wishes.debrief.emit(chosen.id)

    def _show(self, work: EventWork) -> None:
        self._work = work
        self._fill()
        self.filled.emit(not work.is_empty)

    def _fill(self) -> None:
        if self._work is not None:
            self.list.show_lines(work_lines(self._work, self.context.words, self.context.house.officer), first=True)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.refresh()

    def _build(self) -> None:
        words = self.context.words
        heading = text_label("", "heading")
        words.bind(heading.setText, N_("For the events"))
        words.bind(self.list.setAccessibleName, N_("For the events"))
        words.bind(self.done_button.setText, N_("Done (Space)"))
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, GAP, GAP, 0)
        head.addWidget(heading, 1)
        head.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def changeEvent(self, event: QEvent) -> None:
        """The colours follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()


def _to_pack(house: House, today: date) -> tuple[ToPack, ...]:
    near = house.events.between(today, today + timedelta(days=1))
    begins = [one for one in near if one.when.first_day >= today and one.event.status is not EventStatus.CANCELLED]
    begun = [one for one in begins if one.when.start_utc <= house.now()]
    events = [one.event for one in begins if one not in begun]
    plans = house.plans.of_events([event.id for event in events])
    return tuple(
        ToPack(event, item)
        for event in events
        if event.id in plans
        for item in plans[event.id].outline.packing
        if not item.packed
    )


def _state_lines(work: EventWork, state: TaskState, words: Words, officer: str) -> list[Line]:
    some = [task for task in work.tasks if task.state is state]
    if not some:
        return []
    tone = "danger" if state is TaskState.OVERDUE else ""
    head = Line(words(TASK_STATE_LABELS[state]), heading=True, tone=tone)
    return [head, *(_task_line(task, work.today, words, officer) for task in some)]


def _task_line(task: DueTask, today: date, words: Words, officer: str) -> Line:
    late = (today - task.day).days
    who = task.task.officer if task.task.officer != officer else ""
    # Half of the page is narrow: how late a task is stands before its event, and its own words get the whole line.
    lateness = words.count(_LATE, late) if late > 0 else ""
    note = words.language.day(task.day, "EEE d MMM") if late < 0 else ""
    detail: Sequence[str] = [part for part in (lateness, task.event.title, who) if part]
    return Line(
        task.task.text,
        " · ".join(detail),
        note,
        icon="box",
        tone="danger" if late > 0 else "",
        icon_tone="danger" if late > 0 else "accent" if not late else "muted",
        data=task,
    )
