"""Choose a month and a year in a small window: a year to step through, and its twelve months."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.month_sheet import EARLIEST, LATEST
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT, set_role

ACROSS = 3


class MonthChooser(QFrame):
    """`chosen` carries the first day of a month. Page Up and Down step the year, arrows the month."""

    chosen = Signal(object)

    def __init__(self, context: Context, month: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._context = context
        self._month = month
        self.year = month.year
        self.months: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(self._years())
        layout.addLayout(self._grid())
        self._show_year()

    def open_below(self, button: QWidget) -> None:
        """Show under a button."""
        self.move(button.mapToGlobal(QPoint(0, button.height() + TIGHT)))
        self.show()
        self.months[self._month.month - 1].setFocus(Qt.FocusReason.PopupFocusReason)

    def step(self, years: int) -> None:
        """Go to another year."""
        self.year = min(max(self.year + years, EARLIEST), LATEST)
        self._show_year()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the months."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Down: ACROSS}
        years = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in years:
            self.step(years[Qt.Key(event.key())])
        elif event.key() in moves:
            place = next((number for number, one in enumerate(self.months) if one.hasFocus()), 0)
            place += moves[Qt.Key(event.key())]
            if not 0 <= place < 12:
                self.step(1 if place > 0 else -1)
            self.months[place % 12].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((one for one in self.months if one.hasFocus()), None)
            if focused is not None:
                focused.click()
        else:
            super().keyPressEvent(event)

    def _years(self) -> QHBoxLayout:
        self._name = QLabel()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._name, "subheading")
        row = QHBoxLayout()
        row.addWidget(self._step_button("chevron-left", N_("Previous year"), -1))
        row.addWidget(self._name, 1)
        row.addWidget(self._step_button("chevron-right", N_("Next year"), 1))
        return row

    def _step_button(self, name: str, text: str, years: int) -> QToolButton:
        button = QToolButton()
        put_icon(button, name)
        self._context.words.bind(button.setToolTip, text)
        self._context.words.bind(button.setAccessibleName, text)
        button.clicked.connect(lambda: self.step(years))
        return button

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(TIGHT)
        for number in range(12):
            button = QPushButton()
            name = self._context.words.language.day(date(2026, number + 1, 1), "LLL").rstrip(".")
            button.setText(name[:1].upper() + name[1:])
            button.setCheckable(True)
            button.setAutoDefault(False)
            set_role(button, "quiet")
            button.clicked.connect(lambda _=False, number=number: self._choose(number + 1))
            grid.addWidget(button, number // ACROSS, number % ACROSS)
            self.months.append(button)
        return grid

    def _show_year(self) -> None:
        self._name.setText(str(self.year))
        for number, button in enumerate(self.months):
            button.setChecked(self.year == self._month.year and number + 1 == self._month.month)
            button.setAccessibleName(self._context.words.language.day(date(self.year, number + 1, 1), "LLLL y"))

    def _choose(self, month: int) -> None:
        self.close()
        self.chosen.emit(date(self.year, month, 1))
