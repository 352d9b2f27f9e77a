"""The month: reads what happens in it, and has its header, its cards and its menu around the painted sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.calendar.day_list import DayList
from outreach.ui.calendar.entry_card import EntryCard
from outreach.ui.calendar.month_canvas import MonthCanvas
from outreach.ui.calendar.month_chooser import MonthChooser
from outreach.domain.month_sheet import (
    Entry,
    entries_of_tender,
    entry_of_event,
    lay_out,
    month_later,
    month_of,
    span_of,
)
from outreach.ui.icons import put_icon
from outreach.ui.theme import BASE_POINTS, GAP, MARGIN, set_role

SHOW_TENDERS = "events.month.tenders"
MOST_TENDERS = 2000
IN_MONTH = NN_("{n} event", "{n} events")
EMPTY_MONTH = N_("Nothing planned. Double-click a day, or press Enter, to plan an event.")
#: How often the month looks whether a new day has begun.
A_MINUTE = 60_000


class MonthView(QWidget):
    """One month of events, and thinly the dates of tenders."""

    edit_event = Signal(object)
    """UUID: open the form."""
    show_event = Signal(object)
    """UUID: show the details in the list."""
    log_there = Signal(object)
    """UUID: log a conversation at this event."""
    new_on = Signal(object)
    """date: make a new event that day."""
    open_tender = Signal(object)
    """UUID."""
    chose = Signal(object)
    """UUID of the chosen event, or None."""
    menu_wanted = Signal(object)
    """QMenu, to be filled by the page before it opens."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._epoch = 0
        self._stale = True
        self._read_month: date | None = None
        self._entries: list[Entry] = []
        self._events = 0
        self._target: UUID | None = None
        self.canvas = MonthCanvas(context.words, self._today)
        self.card = EntryCard(context, self.canvas)
        self._day_seen = self._today()
        self._minute = QTimer(self, interval=A_MINUTE)
        self._build()
        self._wire()

    # What the page asks for ------------------------------------------------------------------------------------------

    def current_event(self) -> UUID | None:
        """Return the id of the chosen event."""
        entry = self.canvas.entry
        return entry.event.id if entry is not None and entry.event is not None else None

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.canvas.day

    def go_to(self, day: date) -> None:
        """Show a day and its month."""
        self.canvas.choose_day(day)

    def turn(self, months: int) -> None:
        """Go some months on, or back."""
        self.canvas.choose_day(month_later(self.canvas.day, months))

    def go_today(self) -> None:
        """Go to today."""
        self.canvas.choose_day(self._today())
        self.canvas.setFocus()

    def choose_event(self, event: UUID) -> None:
        """Choose an event that was just saved, on the day where it is now."""
        events = self.context.house.events

        def go(found: dict[UUID, Event]) -> None:
            for one in found.values():
                self.go_to(one.when.first_day)
                self._target = event
                self.refresh()

        self.context.read(lambda: events.many([event]), go, self)

    def refresh(self) -> None:
        """Read the month again."""
        self._epoch += 1
        self._stale = False
        epoch, house, month = self._epoch, self.context.house, month_of(self.canvas.day)
        with_tenders = self.tender_dates.isChecked()

        def read() -> list[Entry] | None:
            return read_month(house, month, with_tenders) if epoch == self._epoch else None

        def take(found: list[Entry] | None) -> None:
            if found is not None and epoch == self._epoch:
                self._take(month, found)

        self.context.read(read, take, self)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._header())
        layout.addWidget(self.canvas, 1)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.name = QPushButton()
        set_role(self.name, "quiet")
        self.name.setObjectName("month-name")
        self.name.setStyleSheet(f"QPushButton {{ font-size: {BASE_POINTS * 1.3:.1f}pt; font-weight: 600; }}")
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        put_icon(self.name, "chevron-down", "muted")
        self.context.words.bind(self.name.setToolTip, N_("Choose month and year"))
        self.name.clicked.connect(self._choose_month)
        self.today = QPushButton()
        self.context.words.bind(self.today.setText, N_("Today"))
        self.context.words.bind(self.today.setToolTip, N_("Go to today (Home)"))
        self.today.clicked.connect(self.go_today)
        self.count = QLabel()
        set_role(self.count, "muted")
        row.addWidget(self.today)
        row.addWidget(self._step("chevron-left", N_("Previous month (Page Up)"), -1))
        row.addWidget(self._step("chevron-right", N_("Next month (Page Down)"), 1))
        row.addWidget(self.name)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._make_tender_dates())
        return row

    def _step(self, name: str, text: str, months: int) -> QToolButton:
        button = QToolButton()
        put_icon(button, name)
        button.setIconSize(QSize(20, 20))
        self.context.words.bind(button.setToolTip, text)
        self.context.words.bind(button.setAccessibleName, text)
        button.clicked.connect(lambda: self.turn(months))
        return button

    def _make_tender_dates(self) -> QCheckBox:
        self.tender_dates = QCheckBox()
        self.context.words.bind(self.tender_dates.setText, N_("Show dates of tenders"))
        tip = N_("Expected publication, last day for questions and last day to bid of coming tenders")
        self.context.words.bind(self.tender_dates.setToolTip, tip)
        self.tender_dates.setChecked(bool(self.context.memory.get(SHOW_TENDERS, True)))
        return self.tender_dates

    def _wire(self) -> None:
        canvas, card = self.canvas, self.card
        canvas.moved.connect(self._moved)
        canvas.chose.connect(self._chose)
        canvas.opened.connect(self._open)
        canvas.wanted.connect(self.new_on)
        canvas.peeked.connect(self._peek)
        canvas.asked_more.connect(self._list_day)
        canvas.asked_menu.connect(self._open_menu)
        canvas.turned.connect(self.turn)
        canvas.installEventFilter(self)
        card.edit.connect(self.edit_event)
        card.show_event.connect(self.show_event)
        card.log_there.connect(self.log_there)
        card.open_tender.connect(self.open_tender)
        self.tender_dates.toggled.connect(self._toggle_tenders)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._speak)
        self._minute.timeout.connect(self._look_at_clock)
        self._speak()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _take(self, month: date, found: list[Entry]) -> None:
        self._entries, self._read_month = found, month
        first = month_of(month)
        after = month_later(first, 1)
        self._events = len([one for one in found if one.event is not None and one.first < after and one.last >= first])
        self.canvas.show_sheet(lay_out(month, found))
        self._find_target()
        if self.canvas.entry is None:
            self.card.hide()
        self._speak()

    def _find_target(self) -> None:
        target, self._target = self._target, None
        found = [one for one in self.canvas.sheet.on(self.canvas.day) if one.record == target]
        if target is not None and found:
            self.canvas.choose_entry(found[0], self.canvas.day)

    def _moved(self, day: date) -> None:
        self.card.hide()
        if month_of(day) != self.canvas.sheet.month:
            # At once with what is known of the neighbouring days; the answer fills in the rest.
            self.canvas.show_sheet(lay_out(day, self._entries))
            self._speak()
            self.refresh()

    def _written(self, changes: Changes, origin: QObject | None) -> None:
        if not changes.concern(Kind.EVENT, Kind.TENDER):
            return
        self.card.hide()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Read what may be stale."""
        super().showEvent(event)
        self._minute.start()
        if self._stale or self._read_month != self.canvas.sheet.month:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self._minute.stop()
        self.card.hide()
        super().hideEvent(event)

    def _toggle_tenders(self, shown: bool) -> None:
        self.context.memory.keep(SHOW_TENDERS, shown)
        self.refresh()

    def _today(self) -> date:
        return self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()

    def _look_at_clock(self) -> None:
        if self._today() != self._day_seen:
            self._day_seen = self._today()
            self.canvas.update()

    def _speak(self) -> None:
        words, month = self.context.words, self.canvas.sheet.month
        name = words.language.day(month, "LLLL y")
        self.name.setText(name[:1].upper() + name[1:])
        self.name.setAccessibleName(name)
        known = self._read_month == month
        said = words.count(IN_MONTH, self._events) if self._events else words(EMPTY_MONTH)
        self.count.setText(said if known else "")

    # What happens on a click -----------------------------------------------------------------------------------------

    def _chose(self, entry: Entry | None) -> None:
        self.card.hide()
        self.chose.emit(entry.event.id if entry is not None and entry.event is not None else None)

    def _open(self, entry: Entry) -> None:
        self.card.hide()
        if entry.event is not None:
            self.edit_event.emit(entry.record)
        else:
            self.open_tender.emit(entry.record)

    def _peek(self, entry: Entry | None) -> None:
        if entry is None:
            self.card.hide()
            return
        if self.card.isVisible() and self.card.entry is not None and self.card.entry.key == entry.key:
            self.card.hide()
            return
        self.canvas.choose_entry(entry, self.canvas.day)
        self.card.show_at(entry, self.canvas.rect_of(entry))

    def _list_day(self, day: date) -> None:
        self.card.hide()
        popup = DayList(self.context, day, self.canvas.sheet.on(day), self)
        popup.chosen.connect(lambda entry: self._from_list(entry, day))
        popup.new.connect(lambda: self.new_on.emit(day))
        popup.open_over(self.canvas, self.canvas.cell(day))

    def _from_list(self, entry: Entry, day: date) -> None:
        self.canvas.choose_entry(entry, day)
        self.canvas.setFocus()
        self.card.show_at(entry, self.canvas.rect_of(entry))

    def _choose_month(self) -> None:
        popup = MonthChooser(self.context, self.canvas.sheet.month, self)
        popup.chosen.connect(self._go_to_month)
        popup.open_below(self.name)

    def _go_to_month(self, month: date) -> None:
        today = self._today()
        self.go_to(today if month_of(today) == month else month)
        self.canvas.setFocus()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the card away before it takes the choice away."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.card.isVisible():
                self.card.hide()
                return True
        elif event.type() is QEvent.Type.Resize:
            self.card.hide()
        return super().eventFilter(watched, event)


def read_month(house: House, month: date, with_tenders: bool) -> list[Entry]:
    """Return what stands on the sheet of a month. To be called on the worker."""
    first, last = span_of(month)
    entries = [entry_of_event(occurrence) for occurrence in house.events.between(first, last)]
    if with_tenders:
        coming = house.tenders.coming(first, MOST_TENDERS)
        entries += _within([entry for tender in coming for entry in entries_of_tender(tender)], first, last)
    return entries


def _within(entries: Sequence[Entry], first: date, last: date) -> list[Entry]:
    return [entry for entry in entries if entry.first <= last and entry.last >= first]
