"""Where and by whom: the event that is going on is chosen already, and so is the officer; both can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from outreach.domain.event import Event, EventStatus
from outreach.language import N_
from outreach.services.house import House
from outreach.services.meetings import NO_EVENT
from outreach.ui.context import Context
from outreach.ui.icons import icon, put_icon
from outreach.ui.theme import GAP, event_colours

_AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Around:
    """What can be chosen: events near today, the one that is going on, and who works here."""

    events: tuple[Event, ...]
    current: UUID | None
    officers: tuple[str, ...]


def look_around(house: House, now: datetime) -> Around:
    """Read the choices. Runs on the worker."""
    current = house.events.under_way(now)
    day = now.date()
    near = house.events.between(day - _AROUND, day + _AROUND)
    events = {one.event.id: one.event for one in near if one.event.status is not EventStatus.CANCELLED}
    if current is not None:
        events = {current.id: current} | events
    return Around(tuple(events.values()), current.id if current else None, tuple(o.name for o in house.unit.officers()))


class Where(QWidget):
    """Event, officer and the pin that keeps the window on top."""

    officer_chosen = Signal(str)
    pinned = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._around = Around((), None, ())
        self._chosen: UUID | None = None
        self.event_box = QComboBox()
        self.event_box.setMinimumContentsLength(16)
        self.event_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.officer = QComboBox()
        self.pin = QToolButton()
        self.pin.setCheckable(True)
        put_icon(self.pin, "pin")
        words = context.words
        words.bind(self.event_box.setAccessibleName, N_("Event"))
        words.bind(self.officer.setAccessibleName, N_("Officer"))
        words.bind(self.pin.setToolTip, N_("Keep this window on top"))
        words.bind(self.pin.setAccessibleName, N_("Keep this window on top"))
        self.event_box.activated.connect(self._remember)
        self.officer.activated.connect(lambda: self.officer_chosen.emit(self.officer.currentText()))
        self.pin.toggled.connect(self.pinned)
        words.changed.connect(self._fill)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.event_box, 3)
        row.addWidget(self.officer, 2)
        row.addWidget(self.pin)

    @property
    def event_id(self) -> UUID:
        """The chosen event, or NO_EVENT."""
        chosen = self.event_box.currentData()
        return UUID(chosen) if chosen else NO_EVENT

    def show_around(self, around: Around, event: UUID | None = None) -> None:
        """Show what can be chosen. `event` is chosen from now on; without it what was chosen before, else the current one."""
        self._around = around
        if event is not None:
            self._chosen = event
        self._fill()

    def choose(self, event: UUID) -> None:
        """Choose an event, or NO_EVENT."""
        self._chosen = event
        self._fill()

    def _fill(self) -> None:
        words, around = self._context.words, self._around
        blockers = [QSignalBlocker(self.event_box), QSignalBlocker(self.officer)]
        self.event_box.clear()
        self.event_box.addItem(words(N_("At no event")), str(NO_EVENT))
        for event in around.events:
            ink, _ = event_colours(event.kind)
            day = words.language.day(event.when.first_day, "d MMM")
            self.event_box.addItem(icon(f"event-{event.kind.value}", ink), f"{event.title}, {day}", str(event.id))
        wanted = self._chosen if self._chosen is not None else around.current
        # Qt finds texts, not Python's own objects.
        self.event_box.setCurrentIndex(max(self.event_box.findData(str(wanted)), 0))
        self.officer.clear()
        here = self._context.house.officer
        for name in dict.fromkeys((*((here,) if here else ()), *around.officers)):
            self.officer.addItem(name)
        self.officer.setCurrentText(here)
        for blocker in blockers:
            blocker.unblock()

    def _remember(self) -> None:
        self._chosen = self.event_id
