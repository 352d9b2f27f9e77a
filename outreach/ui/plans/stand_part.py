"""The exhibitor's side: our stand at somebody else's fair, when it is built and taken down, who the organiser is, what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

from PySide6.QtCore import QTime

from outreach.domain.plan import Exhibitor
from outreach.domain.tender import Money
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.days import MomentField
from outreach.ui.plans.form_part import FormPart
from outreach.ui.tenders.money_field import VALUE, MoneyField

BOOTH, BUILD_UP, TEAR_DOWN = N_("Booth"), N_("Build-up"), N_("Tear-down")
ORGANISER, CONTACT, PHONE, EMAIL, COST = N_("Organiser"), N_("Contact there"), N_("Telephone"), N_("E-mail"), N_("Cost")


@dataclass(frozen=True, slots=True)
class Stand:
    """What the part edits: the exhibitor's side of the plan, the event's `booth`, and the cost."""

    exhibitor: Exhibitor = field(default_factory=Exhibitor)
    booth: str = ""
    cost: Money | None = None


class WallField(MomentField):
    """A day with a time as the clock on the wall shows it there, or none: the event's own zone is not asked."""

    def wall(self) -> datetime | None:
        """Return the wall-clock time. Raises InvalidInput for what is no day."""
        day, clock = self.day.value(), self.clock.time()
        return datetime.combine(day, time(clock.hour(), clock.minute())) if day is not None else None

    def set_wall(self, value: datetime | None) -> None:
        """Show a wall-clock time."""
        self.day.set_value(value.date() if value else None)
        if value is not None:
            self.clock.setTime(QTime(value.hour, value.minute))


class StandPart(FormPart):
    """Edits a `Stand`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.build_up = WallField(context, BUILD_UP, time(7))
        self.tear_down = WallField(context, TEAR_DOWN, time(16))
        self.cost = MoneyField(context)
        self.heading(N_("Our stand there"))
        self.booth = self.line(BOOTH, N_("Our stand, such as B14."))
        cost = self.field(COST, self.cost, N_("What we pay the organiser."))
        build = self.field(BUILD_UP, self.build_up)
        tear = self.field(TEAR_DOWN, self.tear_down)
        self.fields[VALUE] = cost  # the name under which an amount is refused
        self.organiser = self.line(ORGANISER)
        self.contact = self.line(CONTACT)
        self.phone = self.line(PHONE)
        self.email = self.line(EMAIL)
        of = self.fields
        self.rows((of[BOOTH], cost), (build, tear), (of[ORGANISER], of[CONTACT]), (of[PHONE], of[EMAIL]))
        self._column.addStretch(1)
        self._wire()

    def value(self) -> Stand:
        """Return what stands in the fields. Raises InvalidInput."""
        exhibitor = Exhibitor(
            build_up=self.build_up.wall(),
            tear_down=self.tear_down.wall(),
            organiser=self.organiser.text().strip(),
            contact=self.contact.text().strip(),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
        )
        return Stand(exhibitor, self.booth.text().strip(), self.cost.value())

    def fill(self, value: Stand) -> None:
        """Put a value into the fields."""
        there = value.exhibitor
        self.booth.setText(value.booth)
        self.cost.set_value(value.cost)
        self.build_up.set_wall(there.build_up)
        self.tear_down.set_wall(there.tear_down)
        lines = (self.organiser, self.contact, self.phone, self.email)
        for line, text in zip(lines, (there.organiser, there.contact, there.phone, there.email), strict=True):
            line.setText(text)

    def _wire(self) -> None:
        for moment in (self.build_up, self.tear_down):
            moment.changed.connect(self.touched)
            moment.day.line.editingFinished.connect(self.commit)
            moment.clock.editingFinished.connect(self.commit)
        self.cost.changed.connect(self.touched)
        self.cost.line.editingFinished.connect(self.commit)
