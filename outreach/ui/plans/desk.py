"""Opens what belongs to plans from wherever it is wished: plan window, debrief, templates, new event from one, the year."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.plan import EventTemplate, Plan
from outreach.domain.record import Kind
from outreach.ui.context import Context
from outreach.ui.events.form import EventForm
from outreach.ui.plans.beginning import begin_from
from outreach.ui.plans.chooser import TemplateChooser
from outreach.ui.plans.debrief import open_debrief
from outreach.ui.plans.template_window import TemplateWindow
from outreach.ui.plans.window import PlanWindow
from outreach.ui.plans.year_window import YearWindow


class PlanDesk(QObject):
    """One a workspace; it listens to the wishes itself. Each event has at most one plan window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.plans: dict[UUID, PlanWindow] = {}
        self._templates: TemplateWindow | None = None
        wishes = context.wishes
        wishes.plan.connect(self.open_plan)
        wishes.debrief.connect(self.open_debrief)
        wishes.from_template.connect(self.choose_template)
        wishes.templates.connect(self.edit_templates)
        wishes.template_of.connect(self.make_template)
        wishes.year.connect(self.show_year)

    def open_plan(self, event: UUID, part: str = "") -> PlanWindow:
        """Show the plan of an event, at a part when one is named."""
        self.plans = {one: window for one, window in self.plans.items() if isValid(window)}
        if event not in self.plans:
            self.plans[event] = PlanWindow(self._context, event, self._window)
        self.plans[event].open(part)
        return self.plans[event]

    def open_debrief(self, event: UUID) -> None:
        """Ask the four questions about an event."""
        open_debrief(self._context, event, self._window)

    def choose_template(self) -> None:
        """Ask for a template, then open the form of an event that is filled in from it."""
        chooser = TemplateChooser(self._context, self._window)
        chooser.chosen.connect(self.begin)
        chooser.edit_wished.connect(self.edit_templates)
        chooser.open()

    def begin(self, template: EventTemplate) -> None:
        """Open the form of an event from a template, with the day in focus."""

        def show(made: tuple[Event, Plan]) -> None:
            event, plan = made
            form = EventForm(self._context, event, self._window, plan=plan)
            form.saved.connect(self._planned)
            form.open()
            form.when.start.day.line.setFocus()
            form.when.start.day.line.selectAll()

        context = self._context
        context.read(lambda: begin_from(context.house, template, context.words.language.code), show, self)

    def _planned(self, event: UUID) -> None:
        """Go on at the new event: its plan, its guests and its print are one key away."""
        self._context.open(Kind.EVENT, event)
        self._window.activateWindow()

    def edit_templates(self, template: UUID | None = None) -> TemplateWindow:
        """Show the templates, with one chosen when it is named."""
        if self._templates is None or not isValid(self._templates):
            self._templates = TemplateWindow(self._context, self._window)
        self._templates.open(template)
        return self._templates

    def make_template(self, event: UUID) -> None:
        """Make a template of an event and its plan, and show it."""
        house = self._context.house

        def work() -> Changes:
            return house.templates.save(house.templates.from_event(event))

        def show(changes: Changes) -> None:
            made = next((one for kind, one in changes.touched if kind is Kind.TEMPLATE), None)
            self.edit_templates(made)

        self._context.write(work, self, show)

    def show_year(self) -> None:
        """Show what the events of a year gave."""
        YearWindow(self._context, self._window).open()

    def close(self) -> None:
        """Close the windows, so that they keep what stands in them before the workspace closes."""
        for window in (*self.plans.values(), self._templates):
            if window is not None and isValid(window):
                window.close()
