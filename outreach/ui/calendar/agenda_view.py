"""The agenda: what comes, day by day, as far as one scrolls; typing finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.agenda_sheet import Gap, Line, Row, found_lines, lay_out_agenda, rows_of
from outreach.domain.month_sheet import month_later, month_of
from outreach.language import N_
from outreach.services.calendar import Span
from outreach.ui.calendar.agenda_canvas import AgendaCanvas
from outreach.ui.calendar.calendar_view import CalendarView
from outreach.ui.icons import icon, put_icon
from outreach.ui.theme import set_role

#: Days that are read at first, and more each time the end comes near.
AT_FIRST, MORE_DAYS = 120, 184
#: A search looks so far ahead, in days.
SEARCHED = 5 * 366
NOTHING_MORE = N_("Nothing more is planned.")
NOTHING_FOUND = N_("Nothing in the calendar from here on fits “{text}”. Esc shows everything again.")
_TYPING_REST = 120
#: Days before the end of what was read without an event: so long no series that goes on for ever is silent.
_NO_SERIES = 60


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """What was read, in rows. `ended`: nothing comes after it."""

    lines: tuple[Line, ...]
    rows: list[Row]
    text: str
    ended: bool


class AgendaView(CalendarView):
    """What comes, day by day."""

    canvas: AgendaCanvas
    name = "agenda"
    patience: ClassVar[int] = 0
    previous_text: ClassVar[str] = N_("A month earlier")
    next_text: ClassVar[str] = N_("A month later")
    empty_text: ClassVar[str] = N_("Nothing planned. Press Enter to plan an event.")

    def make_canvas(self) -> AgendaCanvas:
        """Return the painted agenda."""
        self.first = self.today_is()
        self.last = self.first + timedelta(days=AT_FIRST)
        self._ended = False
        self._asked = False
        self._to_day: date | None = None
        canvas = AgendaCanvas(self.context.words, self.today_is)
        canvas.neared_end.connect(self._go_on)
        canvas.neared_start.connect(self._go_back)
        canvas.typed.connect(self._begin_search)
        return canvas

    def tools(self) -> list[QWidget]:
        """What is typed is looked for."""
        self.search = QLineEdit()
        set_role(self.search, "search")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(260)
        looking = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        put_icon(looking, "search", "muted")
        self.context.words.bind(self.search.setPlaceholderText, N_("Find in the agenda"))
        self.context.words.bind(self.search.setAccessibleName, N_("Find in the agenda"))
        self._rest = QTimer(self, interval=_TYPING_REST, singleShot=True)
        self._rest.timeout.connect(self._find)
        self.search.textChanged.connect(lambda: self._rest.start())
        self.search.returnPressed.connect(self.canvas.setFocus)
        return [self.search]

    def stretch(self, day: date) -> tuple[date, date]:
        """From the first day, which may lie back, as far as was scrolled; a search looks years ahead."""
        if self.search.text().strip():
            return self.first, max(self.last, self.first + timedelta(days=SEARCHED))
        return self.first, self.last

    def lay_out(self, day: date) -> Callable[[Span], AgendaPage]:
        """Days and gaps in rows; of a search the days that fit."""
        text, calendar, heights = self.search.text().strip(), self.context.house.calendar, self.canvas.heights

        def lay(span: Span) -> AgendaPage:
            end = calendar.last_day()
            latest = max((one.first for one in span.entries if one.event is not None), default=None)
            # A series that goes on for ever always has a date near the end.
            ended = (end is None or end < span.last) and (latest is None or (span.last - latest).days > _NO_SERIES)
            lines = found_lines(lay_out_agenda(span.first, span.last, span.entries, span.days), text)
            if ended:
                # It is said once that nothing comes.
                lines = tuple(one for one in lines if not isinstance(one, Gap) or one.last < span.last)
            return AgendaPage(lines, rows_of(lines, heights), text, ended)

        return lay

    def show_sheet(self, sheet: AgendaPage, span: Span) -> None:
        """Show lines."""
        self._asked = False
        self._ended = sheet.ended
        self.canvas.show_lines(sheet.lines, sheet.rows, span.days, self._end_words(sheet.text, bool(sheet.lines)))
        if self._to_day is not None:
            self.canvas.show_day(self._to_day)
            self._to_day = None

    def _end_words(self, text: str, any_line: bool) -> str:
        words = self.context.words
        if text:
            return "" if any_line else words(NOTHING_FOUND, text=text)
        return words(NOTHING_MORE) if self._ended else ""

    def shows(self, day: date) -> bool:
        """Say whether a day lies in what was read."""
        return self._read is not None and self._read.first <= day <= self._read.last

    def page(self) -> tuple[date, date]:
        """Everything that was read."""
        return self.first, self.last

    def title(self) -> str:
        """From when on."""
        language = self.context.words.language
        return self.context.words(N_("From {day}"), day=language.day(self.first, "d MMM y"))

    def turn(self, pages: int) -> None:
        """Begin some months later, or earlier."""
        self._begin_at(month_later(month_of(self.first), pages) if pages > 0 or self.first.day == 1 else month_of(self.first))

    def go_to(self, day: date) -> None:
        """Show a day on top; days before the first are read."""
        self._to_day = day
        if not self.first <= day <= self.last:
            self._start_at(day)
        super().go_to(day)
        if self.shows(day):
            self.canvas.show_day(day)
            self._to_day = None

    def go_today(self) -> None:
        """Begin at today."""
        self.search.clear()
        self._begin_at(self.today_is())
        self.canvas.setFocus()

    def begin_page(self, day: date) -> None:
        """Days before the first are read."""
        if not self.first <= day <= self.last:
            self._start_at(day)

    def _start_at(self, day: date) -> None:
        self.first = day
        self.last = max(day, self.today_is()) + timedelta(days=AT_FIRST)

    def _begin_at(self, day: date) -> None:
        self._start_at(day)
        self._to_day = day
        self.canvas.choose_day(day)
        self.refresh()

    def _go_on(self) -> None:
        """Read more; one reading at a time."""
        if not self._ended and not self._asked and not self.search.text().strip() and self._read is not None:
            self._asked = True
            self.last += timedelta(days=MORE_DAYS)
            self.refresh()

    def _go_back(self) -> None:
        if not self._asked and not self.search.text().strip():
            self._asked = True
            self.first = month_later(month_of(self.first), -1)
            self._to_day = None
            self.refresh()

    # Finding ---------------------------------------------------------------------------------------------------------

    def _begin_search(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends a search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        self._to_day = None
        self.canvas.bar.setValue(0)
        self.refresh()
