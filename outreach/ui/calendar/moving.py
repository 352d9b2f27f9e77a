"""Moving an event by mouse or keys: write it, follow it to its new place, and say whom that concerns.

What was moved can be taken back (the shell offers it). Nobody is told of it by itself: the officer is shown how many guests
have the old time, with a button to the messages.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outreach.domain.calendar_entry import Entry, entry_at
from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.repeat import Scope
from outreach.domain.shift import Shift, moved
from outreach.domain.when import When
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.ui.calendar.notice import Notice
from outreach.ui.context import Context
from outreach.ui.events.scope_choice import MOVE, ScopeChoice, ask_scope

OLD_TIME = NN_("{n} guest has the old time.", "{n} guests have the old time.")
TELL = N_("Tell them…")


class Mover(QObject):
    """Moves events for one picture of the calendar."""

    moved = Signal(object, object)
    """date, target: an event lies there now; the target finds its entry among those of the day."""
    tell_guests = Signal(object)
    """UUID of an event whose guests have the old time."""

    def __init__(self, context: Context, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._notice = notice
        self._picture = parent
        self.asked: ScopeChoice | None = None

    def shift(self, entry: Entry, shift: Shift) -> None:
        """Move an event by days and minutes."""
        if entry.event is None or entry.when is None or shift.is_none:
            return
        when = moved(entry.when, shift)
        if when != entry.when:
            self.move(entry, when)

    def move(self, entry: Entry, when: When) -> None:
        """Move an event to a time; of a series, ask first which dates are meant."""
        self._notice.hide()
        if entry.event is not None and entry.event.series and entry.when is not None:
            self.asked = ask_scope(
                self._context, MOVE, entry.title, when, lambda scope: self._move_date(entry, when, scope), self._picture
            )
            return
        events = self._context.house.events
        self._write(lambda: events.move(entry.record, when), entry, when)

    def _move_date(self, entry: Entry, when: When, scope: Scope) -> None:
        series, occurrence = self._context.house.series, entry.when
        if occurrence is not None:
            self._write(lambda: series.move_occurrence(entry.record, occurrence, when, scope), entry, when)

    def _write(self, work: Callable[[], Changes], entry: Entry, when: When) -> None:
        self._context.write(work, self, lambda changes: self._done(entry, when, changes))

    def _done(self, entry: Entry, when: When, changes: Changes) -> None:
        if entry.event is None or changes.action is None:
            return
        there = entry_at(entry.event, when)
        self.moved.emit(there.first, lambda one: (one.title, one.when) == (there.title, there.when))
        house = self._context.house
        self._context.read(lambda: outdated(house, changes), self._say, self)

    def _say(self, found: tuple[UUID | None, int]) -> None:
        event, count = found
        if event is not None and count:
            words = self._context.words
            self._notice.say(words.count(OLD_TIME, count), words(TELL), lambda: self.tell_guests.emit(event))


def outdated(house: House, changes: Changes) -> tuple[UUID | None, int]:
    """Return the event, of those that were changed, with most guests who have an older version, and how many. On the worker."""
    touched = house.events.many(record for kind, record in changes.touched if kind is Kind.EVENT)
    counts = [(len(house.invitations.due(event).older), str(event), event) for event in touched]
    if not counts:
        return None, 0
    count, _, event = max(counts)
    return event, count
