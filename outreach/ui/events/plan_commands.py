"""What can be done with the plan of an event, on the Events page and in the menus of one event."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context

if TYPE_CHECKING:
    from outreach.ui.events.page import EventsPage

PLAN, DEBRIEF = N_("Plan of the event…"), N_("Debrief: four questions…")
TEMPLATE_OF = N_("Make a template of this event")


def plan_commands(page: EventsPage) -> list[Command]:
    """Return the commands of the Events page."""
    wishes = page.context.wishes

    def one(name: str, text: str, call: Callable[[UUID], object], keys: str, icon: str, *, apart: bool = False) -> Command:
        def run() -> None:
            chosen = page.current_id()
            if chosen is not None:
                call(chosen)

        return Command(f"events.{name}", text, run, keys, icon, enabled=page.has_selection, apart=apart)

    return [
        one("plan", PLAN, lambda event: wishes.plan.emit(event, ""), "Ctrl+Alt+P", "plan", apart=True),
        one("debrief", DEBRIEF, wishes.debrief.emit, "Ctrl+Alt+D", "note"),
        one("template", TEMPLATE_OF, wishes.template_of.emit, "", "copy"),
        Command("events.templates", N_("Templates of events…"), lambda: wishes.templates.emit(None), "", "events"),
        Command("events.year", N_("What the events gave…"), wishes.year.emit, "", "month", "View", apart=True),
    ]


def plan_entries(context: Context) -> list[tuple[str, str, Callable[[UUID], object]]]:
    """Return what stands in the menu of one event: icon, text and what is done with its id."""
    wishes = context.wishes
    return [
        ("plan", PLAN, lambda event: wishes.plan.emit(event, "")),
        ("note", DEBRIEF, wishes.debrief.emit),
        ("events", TEMPLATE_OF, wishes.template_of.emit),
    ]
