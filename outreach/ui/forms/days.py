"""A day, or a day with a time, each of which may be unknown. Typed as people write them, or picked from a calendar."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.when import HOME_ZONE, to_instant
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT, set_role

WRONG_DAY = N_("Write a day as 2026-12-03, or leave the field empty.")


class DayField(QWidget):
    """One day or none. Empty means not known, or what `empty` says. `title` names the field in `InvalidInput`."""

    changed = Signal()

    def __init__(self, context: Context, title: str = N_("Day"), empty: str = N_("Not known")) -> None:
        super().__init__()
        self._context = context
        self._title = title
        self.line = QLineEdit()
        self.line.setMinimumWidth(120)
        self.line.setClearButtonEnabled(True)
        context.words.bind(self.line.setPlaceholderText, empty)
        context.words.bind(self.line.setAccessibleName, title)
        self.line.textChanged.connect(lambda: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        pick = QToolButton()
        put_icon(pick, "calendar", "muted")
        context.words.bind(pick.setToolTip, N_("Choose from a calendar"))
        context.words.bind(pick.setAccessibleName, N_("Choose from a calendar"))
        pick.clicked.connect(self._open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.line, 1)
        layout.addWidget(pick)
        self.setFocusProxy(self.line)

    def value(self) -> date | None:
        """Return the day, None for an empty field. Raises InvalidInput for what is no day."""
        text = self.line.text().strip()
        if not text:
            return None
        found = read_day(text, self._context.house.now().astimezone(ZoneInfo(HOME_ZONE)).date())
        if found is None:
            raise InvalidInput(self._title, WRONG_DAY)
        return found

    def set_value(self, day: date | None) -> None:
        """Show a day."""
        self.line.setText(day.isoformat() if day else "")

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidInput:
            return

    def _open_calendar(self) -> None:
        try:
            shown = self.value()
        except InvalidInput:
            shown = None
        popup = _Calendar(self._context, shown, self)
        popup.picked.connect(self.set_value)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()


class MomentField(QWidget):
    """A day with a time of the home zone, or none; `value` is an instant (aware, UTC)."""

    changed = Signal()

    def __init__(self, context: Context, title: str = N_("Day"), usual: time = time(23, 59)) -> None:
        super().__init__()
        self.day = DayField(context, title)
        self.clock = QTimeEdit()
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setTime(_qtime(usual))
        context.words.bind(self.clock.setAccessibleName, N_("Time"))
        self._usual = usual
        self.day.changed.connect(self._day_changed)
        self.clock.timeChanged.connect(lambda: self.changed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.day, 1)
        layout.addWidget(self.clock)
        self.setFocusProxy(self.day)
        self._day_changed()

    def value(self) -> datetime | None:
        """Return the instant, None for an empty day. Raises InvalidInput for what is no day."""
        day = self.day.value()
        if day is None:
            return None
        shown = self.clock.time()
        return to_instant(datetime.combine(day, time(shown.hour(), shown.minute())), HOME_ZONE)

    def set_value(self, instant: datetime | None) -> None:
        """Show an instant as it stands on the wall here."""
        local = instant.astimezone(ZoneInfo(HOME_ZONE)) if instant else None
        self.day.set_value(local.date() if local else None)
        self.clock.setTime(_qtime(local.time() if local else self._usual))

    def _day_changed(self) -> None:
        self.clock.setEnabled(bool(self.day.line.text().strip()))
        self.changed.emit()


def read_day(text: str, today: date) -> date | None:
    """Read a day as people write it: 2026-12-03, 20261203, 3/12, 3.12.2026, 3/12 26. Without a year: the next such day."""
    digits = "".join(char if char.isdigit() else " " for char in text).split()
    try:
        if len(digits) == 1 and len(digits[0]) == 8:
            return date(int(digits[0][:4]), int(digits[0][4:6]), int(digits[0][6:]))
        numbers = [int(part) for part in digits]
        if len(numbers) == 3 and len(digits[0]) == 4:
            return date(*numbers)
        if len(numbers) == 3:
            return date(numbers[2] + 2000 if numbers[2] < 100 else numbers[2], numbers[1], numbers[0])
        if len(numbers) == 2:
            day = date(today.year, numbers[1], numbers[0])
            return day if day >= today else date(today.year + 1, numbers[1], numbers[0])
    except (ValueError, OverflowError):
        return None
    return None


def _qtime(value: time) -> QTime:
    return QTime(value.hour, value.minute)


class _Calendar(QFrame):
    """A month in a small window."""

    picked = Signal(object)

    def __init__(self, context: Context, shown: date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        month = QCalendarWidget(self)
        month.setLocale(QLocale(context.words.language.locale))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        month.setGridVisible(False)
        if shown is not None:
            month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        month.clicked.connect(self._pick)
        month.activated.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(month)
        month.setFocus()

    def _pick(self, day: QDate) -> None:
        if self.isVisible():
            self.picked.emit(date(day.year(), day.month(), day.day()))
            self.close()
