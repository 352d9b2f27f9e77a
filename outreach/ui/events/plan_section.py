"""The plan in the pane of an event: how far it has come and what is next; and afterwards, what the event gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.domain.due_task import DueTask, TaskState
from outreach.domain.event import Event, EventStatus
from outreach.domain.event_yield import Yield
from outreach.domain.plan import Debrief, Plan
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.plans.yield_view import figure_words, is_worth_showing
from outreach.ui.theme import MARGIN, TIGHT

if TYPE_CHECKING:
    from outreach.ui.events.detail import EventDetail

DONE_OF = N_("{done} of {all} done")
LATE_TASKS = NN_("{n} task is late", "{n} tasks are late")
NEXT = N_("Next: {task}, {day}")
_SHOWN_FIGURES = 12


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What the pane shows of a plan. `is_over`: the last day of the event has passed."""

    plan: Plan
    tasks: tuple[DueTask, ...]
    found: Yield | None
    is_over: bool

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(one.state is TaskState.DONE for one in self.tasks)

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(one.state is TaskState.OVERDUE for one in self.tasks)

    @property
    def next_task(self) -> DueTask | None:
        """The open task that is due first."""
        waiting = [one for one in self.tasks if one.state is not TaskState.DONE]
        return min(waiting, key=lambda one: one.day, default=None)


def read_summary(house: House, event: Event) -> PlanSummary:
    """Read what the pane shows; the yield once the event has begun."""
    today = home_day(house.now())
    begun = event.when.first_day <= today
    return PlanSummary(
        house.plans.of(event.id),
        tuple(house.plans.tasks_of(event.id, today)),
        house.plans.yield_of(event.id) if begun else None,
        event.when.last_day < today and not event.recurrence and event.status is not EventStatus.CANCELLED,
    )


def add_plan(pane: EventDetail, event: Event, summary: PlanSummary) -> None:
    """Add how far the plan has come."""
    words, wishes = pane.context.words, pane.context.wishes
    parts: list[QWidget] = []
    if summary.tasks:
        bar = QProgressBar()
        bar.setRange(0, len(summary.tasks))
        bar.setValue(summary.done)
        bar.setTextVisible(False)
        said = words(DONE_OF, done=summary.done, all=len(summary.tasks))
        bar.setAccessibleName(said)
        parts += [text_label(said), bar]
        parts += _what_is_next(pane, summary)
    elif summary.is_over:
        return
    else:
        parts.append(text_label(words(N_("No checklist yet.")), "muted"))
    button = QPushButton(words(N_("The plan…")))
    put_icon(button, "plan")
    button.clicked.connect(lambda: wishes.plan.emit(event.id, ""))
    column, row, box = QVBoxLayout(), QHBoxLayout(), QWidget()
    column.setSpacing(TIGHT)
    for part in parts:
        column.addWidget(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MARGIN)
    row.addLayout(column, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    box.setLayout(row)
    pane.add_section(N_("Plan"), box)


def add_yield(pane: EventDetail, summary: PlanSummary) -> None:
    """Add what the event gave, once it has begun, and the way to the debrief."""
    words, wishes, found = pane.context.words, pane.context.wishes, summary.found
    if found is None or found.event is None:
        return
    event, parts = found.event, []
    if is_worth_showing(found):
        pairs = [(figure.name, figure_words(figure, words)) for figure in found.figures() if figure.value]
        parts.append(pane.facts(pairs[:_SHOWN_FIGURES]))
    answered = summary.plan.debrief.at is not None
    if summary.is_over or answered:
        text = N_("Debrief: read or change it") if answered else N_("How was it? Four questions")
        parts.append(link_button(words(text), lambda: wishes.debrief.emit(event.id)))
    if not parts:
        return
    parts.append(link_button(words(N_("The whole year")), wishes.year.emit))
    pane.add_section(N_("What the event gave"), *parts)
    _add_answers(pane, summary.plan.debrief)


def _what_is_next(pane: EventDetail, summary: PlanSummary) -> list[QWidget]:
    words, coming = pane.context.words, summary.next_task
    if coming is None:
        return []
    if summary.late:
        return [text_label(words.count(LATE_TASKS, summary.late), "warning")]
    day = words.language.day(coming.day, "EEE d MMM")
    return [text_label(words(NEXT, task=coming.task.text, day=day), "muted")]


def _add_answers(pane: EventDetail, debrief: Debrief) -> None:
    pane.add_text(N_("What companies said"), debrief.heard)
    pane.add_text(N_("Next time"), debrief.change)
