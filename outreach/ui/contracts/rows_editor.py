"""Rows of small editors below each other, with a button that adds one and a cross at each that takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT


class EditorRow(QWidget):
    """One row; a kind of row adds its editors to `row` and says its `value` (None: nothing is written in it)."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(TIGHT)
        self.remove = QToolButton()
        put_icon(self.remove, "close", "muted")
        context.words.bind(self.remove.setToolTip, N_("Take this line away"))
        context.words.bind(self.remove.setAccessibleName, N_("Take this line away"))

    def value(self) -> Any:
        """Return what the row says, or None. Raises InvalidInput."""
        raise NotImplementedError

    def first_editor(self) -> QWidget:
        """Return where the cursor goes in a new row."""
        raise NotImplementedError


class RowsEditor(QWidget):
    """Several rows of one kind."""

    changed = Signal()

    def __init__(self, context: Context, add_text: str) -> None:
        super().__init__()
        self.context = context
        self.rows: list[EditorRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(TIGHT)
        self.add_button = QPushButton()
        put_icon(self.add_button, "add")
        context.words.bind(self.add_button.setText, add_text)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add_empty)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        self.buttons.addWidget(self.add_button)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._column)
        layout.addLayout(self.buttons)
        self.setFocusProxy(self.add_button)

    def make_row(self, value: Any) -> EditorRow:
        """Return a row that shows a value, or an empty one for None."""
        raise NotImplementedError

    def value(self) -> tuple[Any, ...]:
        """Return what the rows say; empty ones are left out. Raises InvalidInput."""
        return tuple(found for one in self.rows if (found := one.value()) is not None)

    def set_value(self, values: Iterable[Any]) -> None:
        """Show values."""
        for one in list(self.rows):
            self._remove(one)
        for value in values:
            self.add(value)

    def add(self, value: Any) -> EditorRow:
        """Add a row."""
        made = self.make_row(value)
        made.row.addWidget(made.remove, 0, Qt.AlignmentFlag.AlignTop)
        made.remove.clicked.connect(lambda: self._remove(made))
        made.changed.connect(self.changed)
        self.rows.append(made)
        self._column.addWidget(made)
        self.changed.emit()
        return made

    def add_empty(self) -> None:
        """Add an empty row and put the cursor into it."""
        self.add(None).first_editor().setFocus()

    def _remove(self, row: EditorRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()
