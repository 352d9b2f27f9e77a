"""What month, week, agenda and year share: they read on the worker, and have a header, a card and a menu around a painted canvas.

A picture of its own kind says which days it needs (`stretch`), lays them out on the worker (`lay_out`), and shows them
(`show_sheet`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.calendar_entry import Entry
from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_
from outreach.services.calendar import Span
from outreach.ui.calendar.canvas import CalendarCanvas
from outreach.ui.calendar.clash_marks import ClashMarks
from outreach.ui.calendar.clicks import Clicks
from outreach.ui.calendar.entry_card import EntryCard
from outreach.ui.calendar.moving import Mover
from outreach.ui.calendar.notice import Notice
from outreach.ui.context import Context
from outreach.ui.forms.elided import ElidedLabel
from outreach.ui.icons import put_icon
from outreach.ui.theme import BASE_POINTS, GAP, MARGIN, set_role

SHOW_TENDERS = "events.month.tenders"
EVENTS = NN_("{n} event", "{n} events")
#: How often a picture looks whether a new minute or day has begun.
A_MINUTE = 60_000

Target = Callable[[Entry], bool]


class CalendarView(QWidget):
    """A stretch of events, and thinly the dates of tenders."""

    edit_event = Signal(object)
    """UUID: open the form."""
    show_event = Signal(object)
    """UUID: show the details in the list."""
    log_there = Signal(object)
    """UUID: log a conversation at this event."""
    new_on = Signal(object)
    """date, or datetime on the clock at home: make a new event then."""
    open_tender = Signal(object, object)
    """UUID."""
    chose = Signal(object)
    """UUID of the chosen event, or None."""
    shown = Signal()
    """What was read stands on the page."""
    menu_wanted = Signal(object)
    """QMenu, to be filled by the page before it opens."""

    name: ClassVar[str]
    """The word under which the picture is remembered: "month" …"""
    previous_text: ClassVar[str]
    next_text: ClassVar[str]
    empty_text: ClassVar[str]
    patience: ClassVar[int] = 120
    """Milliseconds for which the page before stays when another is asked for: most are read sooner, and painted once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._epoch = 0
        self._stale = True
        self._pending = False
        self._read: Span | None = None
        self._events = 0
        self._target: Target | None = None
        self.canvas = self.make_canvas()
        self.card = EntryCard(context, self.canvas)
        self.notice = Notice(context)
        self.mover = Mover(context, self.notice, self)
        self.clash_marks = ClashMarks(self)
        self._day_seen = self.today_is()
        self._minute = QTimer(self, interval=A_MINUTE)
        self._late = QTimer(self, interval=self.patience, singleShot=True)
        self._build()
        self._wire()

    # What a picture adds ---------------------------------------------------------------------------------------------

    def make_canvas(self) -> CalendarCanvas:
        """Return what is painted and obeys keys and mouse."""
        raise NotImplementedError

    def stretch(self, day: date) -> tuple[date, date]:
        """Return the days that have to be read to show `day`."""
        raise NotImplementedError

    def lay_out(self, day: date) -> Callable[[Span], Any]:
        """Return what lays out a span; it is called on the worker."""
        raise NotImplementedError

    def show_sheet(self, sheet: Any, span: Span) -> None:
        """Show what was laid out."""
        raise NotImplementedError

    def shows(self, day: date) -> bool:
        """Say whether a day lies on the page that is shown."""
        raise NotImplementedError

    def page(self) -> tuple[date, date]:
        """Return the first and the last day that the page is about, for its name, its count, and an export."""
        raise NotImplementedError

    def title(self) -> str:
        """Return what the page is called, such as "November 2026"."""
        raise NotImplementedError

    def turn(self, pages: int) -> None:
        """Go some pages on, or back."""
        raise NotImplementedError

    def tools(self) -> list[QWidget]:
        """Return what stands at the right of the header, left of the dates of tenders."""
        return []

    def begin_page(self, day: date) -> None:
        """Another page is asked for: show at once what is known of it; the answer fills in the rest."""

    # What the page asks for ------------------------------------------------------------------------------------------

    def current_event(self) -> UUID | None:
        """Return the id of the chosen event."""
        entry = self.canvas.entry
        return entry.event.id if entry is not None and entry.event is not None else None

    @property
    def span(self) -> Span | None:
        """What was read for the page that is shown."""
        return self._read

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.canvas.day

    def go_to(self, day: date) -> None:
        """Show a day and its page."""
        self.canvas.choose_day(day)

    def go_today(self) -> None:
        """Go to today."""
        self.canvas.choose_day(self.today_is())
        self.canvas.setFocus()

    def choose_event(self, event: UUID) -> None:
        """Choose an event that was just saved, on the day where it is now."""
        events = self.context.house.events

        def go(found: dict[UUID, Event]) -> None:
            for one in found.values():
                self.go_for(one.when.first_day, lambda entry: entry.record == event)

        self.context.read(lambda: events.many([event]), go, self)

    def go_for(self, day: date, target: Target) -> None:
        """Go to a day, and choose what fits there once it is read."""
        self._target = None
        self.go_to(day)
        self._target = target
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        self._epoch += 1
        self._stale, self._pending = False, True
        epoch, house, day = self._epoch, self.context.house, self.canvas.day
        first, last = self.stretch(day)
        with_tenders, code, lay = self.tender_dates.isChecked(), self.context.words.language.code, self.lay_out(day)

        def read() -> tuple[Span, Any] | None:
            if epoch != self._epoch:
                # The officer has turned the page again meanwhile.
                return None
            span = house.calendar.span(first, last, tenders=with_tenders, language=code)
            return span, lay(span)

        def take(found: tuple[Span, Any] | None) -> None:
            if found is not None and epoch == self._epoch:
                self._take(*found)

        self.context.read(read, take, self)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._header())
        layout.addWidget(self.notice)
        self.fill(layout)

    def fill(self, layout: QVBoxLayout) -> None:
        """Put the canvas, and what belongs to it, below the header."""
        layout.addWidget(self.canvas, 1)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.heading = QPushButton()
        set_role(self.heading, "quiet")
        self.heading.setObjectName("calendar-heading")
        self.heading.setStyleSheet(f"QPushButton {{ font-size: {BASE_POINTS * 1.3:.1f}pt; font-weight: 600; }}")
        self.heading.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        put_icon(self.heading, "chevron-down", "muted")
        self.context.words.bind(self.heading.setToolTip, N_("Choose month and year"))
        self.today = QPushButton()
        self.context.words.bind(self.today.setText, N_("Today"))
        self.context.words.bind(self.today.setToolTip, N_("Go to today (Home)"))
        self.today.clicked.connect(self.go_today)
        self.count = ElidedLabel()
        set_role(self.count, "muted")
        row.addWidget(self.today)
        row.addWidget(self._step("chevron-left", self.previous_text, -1))
        row.addWidget(self._step("chevron-right", self.next_text, 1))
        row.addWidget(self.heading)
        row.addWidget(self.count, 1)
        for tool in self.tools():
            row.addWidget(tool)
        row.addWidget(self._make_tender_dates())
        return row

    def _step(self, name: str, text: str, pages: int) -> QToolButton:
        button = QToolButton()
        put_icon(button, name)
        button.setIconSize(QSize(20, 20))
        self.context.words.bind(button.setToolTip, text)
        self.context.words.bind(button.setAccessibleName, text)
        button.clicked.connect(lambda: self.turn(pages))
        return button

    def _make_tender_dates(self) -> QCheckBox:
        self.tender_dates = QCheckBox()
        self.context.words.bind(self.tender_dates.setText, N_("Show dates of tenders"))
        tip = N_("Expected publication, last day for questions and last day to bid")
        self.context.words.bind(self.tender_dates.setToolTip, tip)
        self.tender_dates.setChecked(bool(self.context.memory.get(SHOW_TENDERS, True)))
        return self.tender_dates

    def _wire(self) -> None:
        canvas, card = self.canvas, self.card
        self.clicks = Clicks(self)
        self.clicks.wire()
        canvas.moved.connect(self._moved)
        canvas.wanted.connect(self.new_on)
        canvas.turned.connect(self.turn)
        canvas.shifted.connect(self.mover.shift)
        canvas.installEventFilter(self)
        self.mover.moved.connect(self.go_for)
        card.edit.connect(self.edit_event)
        card.show_event.connect(self.show_event)
        card.log_there.connect(self.log_there)
        card.open_tender.connect(self.open_tender)
        self.tender_dates.toggled.connect(self._toggle_tenders)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._spoken)
        self._minute.timeout.connect(self.look_at_clock)
        self._late.timeout.connect(self._begin)
        self.speak()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _take(self, span: Span, sheet: Any) -> None:
        self._late.stop()
        self._pending = False
        self._read = span
        self.show_sheet(sheet, span)
        first, last = self.page()
        self._events = sum(one.event is not None and one.first <= last and one.last >= first for one in span.entries)
        self._find_target()
        if self.canvas.entry is None:
            self.card.hide()
        self.speak()
        self.shown.emit()

    def _find_target(self) -> None:
        target, self._target = self._target, None
        if target is None:
            return
        found = next((one for one in self.canvas.on(self.canvas.day) if target(one)), None)
        if found is not None:
            self.canvas.choose_entry(found, self.canvas.day)

    def _moved(self, day: date) -> None:
        self.card.hide()
        if self.shows(day):
            if self._pending:
                # Another page was asked for and is on its way: this one is meant again.
                self._late.stop()
                self.refresh()
            return
        if self.isVisible() and self.patience:
            self._late.start()
        else:
            self._begin()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _begin(self) -> None:
        if not self.shows(self.canvas.day):
            self.begin_page(self.canvas.day)
            self.speak()

    def _written(self, changes: Changes, origin: QObject | None) -> None:
        if not changes.concern(Kind.EVENT, Kind.TENDER, Kind.CONTRACT):
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
        wanted = bool(self.context.memory.get(SHOW_TENDERS, True))
        if wanted != self.tender_dates.isChecked():
            # Switched in another picture meanwhile; this reads anew.
            self.tender_dates.setChecked(wanted)
        elif self._stale or self._read is None or not self.shows(self.canvas.day):
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self._minute.stop()
        self.card.hide()
        self.notice.hide()
        super().hideEvent(event)

    def _toggle_tenders(self, shown: bool) -> None:
        self.context.memory.keep(SHOW_TENDERS, shown)
        self.refresh()

    def today_is(self) -> date:
        """Return the day that it is in Sweden by the clock."""
        return self.context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date()

    def look_at_clock(self) -> None:
        """Paint anew when a day has begun."""
        if self.today_is() != self._day_seen:
            self._day_seen = self.today_is()
            self.canvas.update()

    def _spoken(self) -> None:
        """The names of the days are read in the language of the window."""
        self.speak()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def speak(self) -> None:
        """Say what the page is called and how much lies on it."""
        words, name = self.context.words, self.title()
        self.heading.setText(name[:1].upper() + name[1:])
        self.heading.setAccessibleName(name)
        known = self._read is not None and self.shows(self.canvas.day)
        self.count.setText(self.count_words() if known else "")
        self.count.setToolTip(words(self.empty_text) if known and not self.events_shown() else "")

    def count_words(self) -> str:
        """Say how many events lie on the page; without any, what can be done."""
        shown = self.events_shown()
        return self.context.words.count(EVENTS, shown) if shown else self.context.words(self.empty_text)

    def events_shown(self) -> int:
        """Return how many events lie on the page."""
        return self._events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc puts the card away before it takes the choice away."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.card.isVisible():
                self.card.hide()
                return True
        elif event.type() is QEvent.Type.Resize:
            self.card.hide()
        return super().eventFilter(watched, event)
