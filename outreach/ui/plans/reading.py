"""What the plan window shows, read in one go on the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from outreach.domain.event import Event
from outreach.domain.hope_line import HopeLine
from outreach.domain.plan import Plan
from outreach.domain.when import home_day
from outreach.services.clashes import Clash
from outreach.services.house import House
from outreach.ui.plans.frame import Frame, frame_of_event

_MOST_SUGGESTIONS = 30


@dataclass(frozen=True, slots=True)
class PlanShown:
    """An event with its plan. `clashes` are those of one that is still ahead.

    `debrief_due` says that it is over and nobody has answered the four questions.
    """

    event: Event
    plan: Plan
    frame: Frame
    hopes: tuple[HopeLine, ...] = ()
    suggestions: tuple[HopeLine, ...] = ()
    clashes: tuple[Clash, ...] = ()
    debrief_due: bool = False

    @property
    def progress(self) -> tuple[int, int]:
        """How many tasks are done, and how many there are."""
        tasks = self.plan.outline.tasks
        return sum(self.frame.is_done(task) for task in tasks), len(tasks)


def read_plan(house: House, event_id: UUID, language: str) -> PlanShown:
    """Read the plan of an event. Raises NotFound."""
    event, today = house.events.get(event_id), home_day(house.now())
    plan = house.plans.of(event_id)
    officers = tuple(dict.fromkeys([*event.staff, *(one.name for one in house.unit.officers())]))
    return PlanShown(
        event,
        plan,
        frame_of_event(event, today, officers, house.plans.tasks_of(event_id, today), house.printings.copies_at(event_id)),
        tuple(house.plans.hopes(event_id)),
        tuple(house.plans.suggested_hopes(event_id, language, _MOST_SUGGESTIONS)),
        tuple(one for one in house.clashes.of(event, plan) if not one.is_remark) if event.when.last_day >= today else (),
        event.when.last_day < today and plan.debrief.at is None,
    )


def keep_outline(plan: Plan, changes: Sequence[tuple[str, object]]) -> Plan:
    """Return a plan with other values in fields of its outline."""
    return replace(plan, outline=replace(plan.outline, **dict(changes)))  # type: ignore[arg-type]
