"""What a click or key on a calendar's canvas does: choose, open, the card, the list of a day, another month, the menu."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import month_of
from outreach.ui.calendar.day_list import DayList
from outreach.ui.calendar.month_chooser import MonthChooser

if TYPE_CHECKING:
    from outreach.ui.calendar.calendar_view import CalendarView


class Clicks(QObject):
    """Answers for one view; it lives with its canvas, card and heading."""

    def __init__(self, view: CalendarView) -> None:
        super().__init__(view)
        self._view = view
        self._canvas, self._card = view.canvas, view.card

    def wire(self) -> None:
        """Listen to the canvas and the heading."""
        canvas = self._canvas
        canvas.chose.connect(self.choose)
        canvas.opened.connect(self.open)
        canvas.peeked.connect(self.peek)
        canvas.asked_more.connect(self.list_day)
        canvas.asked_menu.connect(self.open_menu)
        self._view.heading.clicked.connect(self.choose_month)

    def choose(self, entry: Entry | None) -> None:
        """Tell which event is chosen now, or none."""
        self._card.hide()
        self._view.chose.emit(entry.event.id if entry is not None and entry.event is not None else None)

    def open(self, entry: Entry) -> None:
        """Edit an event, or open the tender of a date."""
        self._card.hide()
        if entry.event is not None:
            self._view.edit_event.emit(entry.record)
        else:
            self._view.open_tender.emit(entry.of, entry.record)

    def peek(self, entry: Entry | None) -> None:
        """Show the card of an entry; asked again, or for none, put it away."""
        card = self._card
        again = card.isVisible() and card.entry is not None and entry is not None and card.entry.key == entry.key
        if entry is None or again:
            card.hide()
            return
        self._canvas.choose_entry(entry, self._canvas.day)
        card.show_at(entry, self._canvas.rect_of(entry))

    def list_day(self, day: date) -> None:
        """Show all of a day that has more than there is room for."""
        self._card.hide()
        popup = DayList(self._view.context, day, self._canvas.on(day), self._view)
        popup.chosen.connect(lambda entry: self._from_list(entry, day))
        popup.new.connect(lambda: self._view.new_on.emit(day))
        popup.open_over(self._canvas, self._canvas.cell(day))

    def choose_month(self) -> None:
        """Let month and year be chosen."""
        popup = MonthChooser(self._view.context, month_of(self._canvas.day), self._view)
        popup.chosen.connect(self._go_to_month)
        popup.open_below(self._view.heading)

    def open_menu(self, place: QPoint) -> None:
        """Open the menu that the page fills; nothing when it has nothing to offer."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view.menu_wanted.emit(menu)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def _from_list(self, entry: Entry, day: date) -> None:
        self._canvas.choose_entry(entry, day)
        self._canvas.setFocus()
        self._card.show_at(entry, self._canvas.rect_of(entry))

    def _go_to_month(self, month: date) -> None:
        today = self._view.today_is()
        self._view.go_to(today if month_of(today) == month else month)
        self._canvas.setFocus()
