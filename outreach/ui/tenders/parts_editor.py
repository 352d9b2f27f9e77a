"""The parts that a tender is divided into, so that small companies can bid on one: a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.tender import Lot
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.plain.meter import PlainMeter
from outreach.ui.theme import GAP, TIGHT


class PartsEditor(QWidget):
    """Titles of parts. What a notice said of a part besides its title is kept."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: list[_PartLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(TIGHT)
        self.add_button = QPushButton()
        put_icon(self.add_button, "add")
        context.words.bind(self.add_button.setText, N_("Add a part"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda: self.add(Lot("")).line.setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._column)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[Lot, ...]:
        """Return the parts; new ones get the next free number, empty new lines are left out."""
        given = [line.lot() for line in self._lines]
        kept = [lot for lot in given if lot.title or lot.number]
        taken = {lot.number for lot in kept}
        free = (f"LOT-{number:04}" for number in range(1, 10_000) if f"LOT-{number:04}" not in taken)
        return tuple(lot if lot.number else replace(lot, number=next(free)) for lot in kept)

    def set_value(self, lots: Iterable[Lot]) -> None:
        """Show parts."""
        for line in list(self._lines):
            self._remove(line)
        for lot in lots:
            self.add(lot)

    def add(self, lot: Lot) -> _PartLine:
        """Add a line."""
        line = _PartLine(self._context, lot)
        line.line.textChanged.connect(lambda: self.changed.emit())
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.addWidget(line)
        self.changed.emit()
        return line

    def _remove(self, line: _PartLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


class _PartLine(QWidget):
    """One part."""

    def __init__(self, context: Context, lot: Lot) -> None:
        super().__init__()
        self._lot = lot
        self.line = QLineEdit(lot.title)
        self.line.setCursorPosition(0)
        self.line.setToolTip(lot.number)
        context.words.bind(self.line.setPlaceholderText, N_("What this part is about"))
        context.words.bind(self.line.setAccessibleName, N_("What this part is about"))
        self.remove = QToolButton()
        put_icon(self.remove, "close", "muted")
        context.words.bind(self.remove.setToolTip, N_("Remove this part"))
        context.words.bind(self.remove.setAccessibleName, N_("Remove this part"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.line, 1)
        row.addWidget(PlainMeter(context, self.line))
        row.addWidget(self.remove)

    def lot(self) -> Lot:
        """Return the part with the title that stands here; a title that nobody touched is kept to the letter."""
        text = self.line.text()
        return self._lot if text == self._lot.title else replace(self._lot, title=" ".join(text.split()))
