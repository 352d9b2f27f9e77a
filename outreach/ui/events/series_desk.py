"""What the Events page does with series: asks which dates are meant, opens the form for them, drops, cancels and brings back.

Single events pass through without a question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.repeat import Scope
from outreach.domain.when import When
from outreach.language import N_
from outreach.services.house import House
from outreach.services.series import Draft
from outreach.services.series_dates import DateState, SeriesDate
from outreach.ui.commands import Command
from outreach.ui.events.repeat_row import KEYS, Chosen
from outreach.ui.events.scope_choice import CANCEL, DELETE, EDIT, MOVE, ScopeChoice, ask_scope
from outreach.ui.icons import put_icon

if TYPE_CHECKING:
    from outreach.ui.events.page import EventsPage

DATES_DROP = N_("Drop this date")
DATES_CANCEL = N_("Cancel this date")
DATES_BACK = N_("Bring this date back")
DATES_EDIT = N_("Change…")


@dataclass(frozen=True, slots=True)
class Meant:
    """The event that was chosen and, of a series, which date."""

    event: Event
    occurrence: datetime | None = None
    when: When | None = None

    @property
    def is_series(self) -> bool:
        """Say whether there is something to ask."""
        return self.occurrence is not None


class SeriesDesk:
    """Serves one page. `occurrence` is what the page's calendar has chosen; None (a list) means the next date."""

    def __init__(self, page: EventsPage) -> None:
        self._page = page
        self._context = page.context
        self.asked: ScopeChoice | None = None

    def commands(self) -> list[Command]:
        """Repeat, for the chosen event."""
        text = N_("How it repeats…")
        return [Command("events.repeat", text, self._repeat_current, KEYS, "calendar", enabled=self._page.has_selection)]

    # From the page ---------------------------------------------------------------------------------------------------

    def edit(self, event_id: UUID, occurrence: datetime | When | None = None, *, repeat: bool = False) -> None:
        """Open the form of an event; of a series, ask first which dates are meant."""
        self._with(event_id, occurrence, EDIT, lambda meant, scope: self._open(meant, scope, repeat=repeat))

    def delete(self, event_id: UUID, occurrence: datetime | When | None = None) -> None:
        """Delete an event; of a series, ask first which dates are meant."""
        series = self._context.house.series
        self._ask_and_write(event_id, occurrence, DELETE, series.drop)

    def cancel(self, event_id: UUID, occurrence: datetime | When | None = None) -> None:
        """Mark an event as cancelled; of a series, ask first which dates are meant."""
        self._ask_and_write(event_id, occurrence, CANCEL, self._context.house.series.cancel)

    def move(self, event_id: UUID, occurrence: datetime | When, new_when: When) -> None:
        """Move an event, as by a drag in a calendar; of a series, ask first which dates are meant."""
        series = self._context.house.series

        def write(_: Meant, scope: Scope) -> None:
            self._write(lambda: series.move_occurrence(event_id, occurrence, new_when, scope))

        self._with(event_id, occurrence, MOVE, write)

    def date_menu(self, date: SeriesDate) -> QMenu:
        """Return the menu of one date in the list of next dates, open at the pointer."""
        menu = QMenu(self._page)
        menu.setToolTipsVisible(False)
        series = self._context.house.series
        event, occurrence = date.event, date.occurrence
        entries: list[tuple[str, str, Callable[[], object]]]
        if date.state in (DateState.DROPPED, DateState.CANCELLED):
            entries = [("undo", DATES_BACK, lambda: self._write(lambda: series.bring_back(event, occurrence)))]
        else:
            entries = [
                ("edit", DATES_EDIT, lambda: self.edit(event, occurrence)),
                ("delete", DATES_DROP, lambda: self._write(lambda: series.drop(event, occurrence))),
                ("close", DATES_CANCEL, lambda: self._write(lambda: series.cancel(event, occurrence))),
            ]
        for icon, text, call in entries:
            action = menu.addAction(self._context.words(text))
            put_icon(action, icon)
            action.triggered.connect(lambda _=False, call=call: call())
        menu.popup(QCursor.pos())
        return menu

    # Inside ----------------------------------------------------------------------------------------------------------

    def _repeat_current(self) -> None:
        current = self._page.current_id()
        if current is not None:
            self._with(current, None, EDIT, lambda meant, _: self._open(meant, Scope.ALL, repeat=True), ask=False)

    def _ask_and_write(
        self,
        event_id: UUID,
        occurrence: datetime | When | None,
        question: str,
        verb: Callable[[UUID, datetime | When, Scope], Changes],
    ) -> None:
        def write(meant: Meant, scope: Scope) -> None:
            date = meant.occurrence or meant.event.when
            self._write(lambda: verb(event_id, date, scope))

        self._with(event_id, occurrence, question, write)

    def _with(
        self,
        event_id: UUID,
        occurrence: datetime | When | None,
        question: str,
        then: Callable[[Meant, Scope], None],
        *,
        ask: bool = True,
    ) -> None:
        """Find out what is meant, ask where there is a choice, and go on."""
        house = self._context.house

        def decide(meant: Meant) -> None:
            if not meant.is_series or not ask:
                then(meant, Scope.ALL if meant.is_series else Scope.THIS)
                return
            self.asked = ask_scope(
                self._context, question, meant.event.title, meant.when, lambda scope: then(meant, scope), self._page
            )

        self._context.read(lambda: find_meant(house, event_id, occurrence), decide, self._page)

    def _open(self, meant: Meant, scope: Scope, *, repeat: bool = False) -> None:
        if meant.occurrence is None:
            self._page.open_form(meant.event, repeat=repeat)
            return
        series, event_id, occurrence = self._context.house.series, meant.event.id, meant.occurrence

        def show(draft: Draft) -> None:
            self._page.open_form(draft.event, chosen=Chosen(event_id, occurrence, draft.scope), repeat=repeat)

        self._context.read(lambda: series.draft(event_id, occurrence, scope), show, self._page)

    def _write(self, verb: Callable[[], Changes]) -> None:
        self._context.write(verb, self._page)


def find_meant(house: House, event_id: UUID, occurrence: datetime | When | None) -> Meant:
    """Return which date is meant: the one named, else the next of the series. To be called on the worker."""
    event = house.events.get(event_id)
    if not (event.recurrence or event.recurrence_id):
        return Meant(event)
    if occurrence is None and not event.recurrence_id:
        occurrence = house.series.nearest(event_id, house.now())
    date = house.series.date_of(event_id, occurrence or event.when)
    return Meant(event) if date is None else Meant(event, date.occurrence, date.when)
