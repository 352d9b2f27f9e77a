"""The list of what becomes of each record, with a button for each verdict that shows only those."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_, NN_
from outreach.services.imports import ImportOutcome, ImportPreview
from outreach.ui.context import Context
from outreach.ui.imports.preview_model import Part, PreviewModel
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, calm_table

_PART_FORMS = {
    Part.ALL: NN_("All {n}", "All {n}"),
    Part.NEW: NN_("{n} new", "{n} new"),
    Part.UPDATED: NN_("{n} updated", "{n} updated"),
    Part.SAME: NN_("{n} already known", "{n} already known"),
    Part.PROBLEMS: NN_("{n} problem", "{n} problems"),
}
_WIDTHS = (180, 440, 240)


class RecordsView(QWidget):
    """Buttons above a table. With `opens`, `opened` carries (kind, id) of a record on Enter or a double click."""

    opened = Signal(object, object)

    def __init__(self, context: Context, *, opens: bool = False) -> None:
        super().__init__()
        self._context = context
        self._numbers: dict[Part, int] = {}
        self.model = PreviewModel(context.words, self)
        self.table = RecordsTable(context, self.model, opens=opens)
        self.buttons: dict[Part, QPushButton] = {}
        self._group = QButtonGroup(self)
        chips = QWidget()
        flow = FlowLayout(chips, GAP)
        for part in Part:
            flow.addWidget(self._button(part))
        wrapping(chips)
        self._head = QHBoxLayout()
        self._head.setSpacing(GAP)
        self._head.addWidget(chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._head)
        column.addWidget(self.table, 1)
        self.table.chosen.connect(self._open)
        context.words.changed.connect(self._speak)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the right of the buttons."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_records(self, found: ImportPreview | ImportOutcome) -> None:
        """Show all of them; verdicts that nothing has are not offered."""
        self._numbers = {
            Part.ALL: len(found.lines) + len(found.problems),
            Part.NEW: found.added,
            Part.UPDATED: found.updated,
            Part.SAME: found.unchanged,
            Part.PROBLEMS: len(found.problems),
        }
        self.model.show(found.lines, found.problems)
        self.buttons[Part.ALL].setChecked(True)
        several = sum(bool(self._numbers[part]) for part in Part if part is not Part.ALL) > 1
        for part, button in self.buttons.items():
            button.setVisible(bool(self._numbers[part]) and several)
        self._speak()

    def show_part(self, part: Part) -> None:
        """Show only one verdict."""
        self.buttons[part].setChecked(True)
        self.model.show_part(part)

    def _button(self, part: Part) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.show_part(part))
        self._group.addButton(button)
        self.buttons[part] = button
        return button

    def _speak(self) -> None:
        words = self._context.words
        for part, button in self.buttons.items():
            button.setText(words.count(_PART_FORMS[part], self._numbers.get(part, 0)))

    def _open(self, row: int) -> None:
        record = self.model.record_at(row)
        if record is not None:
            self.opened.emit(*record)


class RecordsTable(QTableView):
    """The table. With `opens`, Enter and a double click choose a row; otherwise Enter is left to the step's button."""

    chosen = Signal(int)

    def __init__(self, context: Context, model: PreviewModel, *, opens: bool) -> None:
        super().__init__()
        self._opens = opens
        calm_table(self)
        self.setModel(model)
        self.setIconSize(QSize(20, 20))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for number, width in enumerate(_WIDTHS):
            self.setColumnWidth(number, width)
        self.horizontalHeader().setStretchLastSection(True)
        context.words.bind(self.setAccessibleName, N_("What becomes of each record"))
        self.doubleClicked.connect(self._double)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record where that is possible."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._opens and self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
            else:
                event.ignore()
            return
        super().keyPressEvent(event)

    def _double(self, index: QModelIndex) -> None:
        if self._opens:
            self.chosen.emit(index.row())


def has_problem_rows(found: ImportPreview | ImportOutcome) -> bool:
    """Say whether a table file has rows with problems, which can be written to a file of their own."""
    tables = {one.file for one in found.opened if one.plan is not None}
    return any(problem.line and problem.file in tables for problem in found.problems)
