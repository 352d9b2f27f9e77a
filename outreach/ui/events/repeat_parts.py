"""Small parts of the repeat editor: a choice that the wheel leaves alone, seven weekdays, the day of a month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from outreach.domain.repeat import LAST, Repeat, Unit, is_last_of_its_kind, nth_of
from outreach.domain.repeat_words import weekday_name
from outreach.ui.context import Context
from outreach.ui.theme import TIGHT


class CalmChoice(QComboBox):
    """A choice that the wheel changes only when it has the focus. Its values are kept beside it, whatever they are."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.installEventFilter(self)

    def offer(self, pairs: Sequence[tuple[Any, str]], chosen: Any) -> None:
        """Offer these values with their words, and choose one."""
        self.clear()
        self._values = [value for value, _ in pairs]
        self.addItems([text for _, text in pairs])
        self.choose(chosen)

    def choose(self, value: Any) -> None:
        """Choose a value; the first one when it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def chosen(self) -> Any:
        """Return the chosen value, None when nothing is offered."""
        return self._values[self.currentIndex()] if self._values else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel pass."""
        if event.type() is QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class MonthDays(CalmChoice):
    """Which day of a month or a year: its number, or the nth weekday. The values are repeats."""


class WeekdayButtons(QWidget):
    """Seven buttons, Monday first. At least one stays down."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        self.buttons = [QToolButton() for _ in range(7)]
        for button in self.buttons:
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, one=button: self._clicked(one))
            row.addWidget(button)
        row.addStretch(1)
        context.words.changed.connect(self._speak)
        self._speak()

    def value(self) -> tuple[int, ...]:
        """Return the weekdays; Monday is 0."""
        return tuple(number for number, button in enumerate(self.buttons) if button.isChecked())

    def set_value(self, weekdays: Sequence[int]) -> None:
        """Show these weekdays."""
        for number, button in enumerate(self.buttons):
            button.setChecked(number in weekdays)

    def _clicked(self, button: QToolButton) -> None:
        if not self.value():
            button.setChecked(True)
        self.changed.emit()

    def _speak(self) -> None:
        for number, button in enumerate(self.buttons):
            button.setText(weekday_name(number, self._context.words.language, "EEE"))
            button.setAccessibleName(weekday_name(number, self._context.words.language))


def day_options(unit: Unit, day: date) -> list[Repeat]:
    """Return the ways in which a day can come back by this unit, the usual one first."""
    if unit is Unit.DAY:
        return [Repeat(unit)]
    if unit is Unit.WEEK:
        return [Repeat(unit, weekdays=(day.weekday(),))]
    month = day.month if unit is Unit.YEAR else 0
    nths = [nth_of(day)] + ([LAST] if is_last_of_its_kind(day) and nth_of(day) != LAST else [])
    found = [Repeat(unit, month_day=day.day, month=month)]
    found += [Repeat(unit, weekdays=(day.weekday(),), nth=nth, month=month) for nth in nths]
    if unit is Unit.MONTH and day.day == monthrange(day.year, day.month)[1]:
        found.append(Repeat(unit, month_day=LAST))
    return found
