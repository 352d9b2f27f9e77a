"""What a list of bids from an opening holds, before it is kept: each bid with its lot, what is new, and what is wrong."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.explain import say_problem
from outreach.language import N_, NN_
from outreach.services.opening_lists import OpeningPreview
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, set_role, take_size

TITLES = (N_("Row"), N_("Lot"), N_("Bidder"), N_("Sum"), N_("In the register"), N_("What happens"))
VERDICTS = {"new": N_("new"), "update": N_("updated"), "same": N_("the same")}
HOLDS = NN_("{n} bid in the list", "{n} bids in the list")
LOTS = N_("The tender gets the lots {lots}.")
TOLD = N_("{lot}: the list has {listed}, {told} were told before. The number that was told stays.")
_MOST_PROBLEMS = 8


class OpeningDialog(QDialog):
    """Shows a list and asks whether to keep it. `wanted` carries the work to do."""

    wanted = Signal(object)
    was_read = Signal()

    def __init__(self, context: Context, tender: UUID, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context, self._tender, self._path = context, tender, path
        self.preview: OpeningPreview | None = None
        self.table = QTableWidget(0, len(TITLES))
        self.title, self.problems = QLabel(), QLabel()
        self.lot = QComboBox()
        self._build()
        self._read()

    def accept(self) -> None:
        """Keep the list."""
        preview, opening = self.preview, self._context.house.bids.opening
        if preview is not None:
            self.wanted.emit(lambda: opening.run(preview))
        super().accept()

    def _read(self) -> None:
        house, tender, path, lot = self._context.house, self._tender, self._path, str(self.lot.currentData() or "")
        self._context.read(lambda: house.bids.opening.preview(tender, path, lot), self._show, self)

    def _show(self, preview: OpeningPreview) -> None:
        words = self._context.words
        self.preview = preview
        if not self.lot.count() and len(preview.tender.lots) > 1:
            self.lot.addItem(words(N_("The list names the lots")), "")
            for lot in preview.tender.lots:
                self.lot.addItem(lot.title or lot.number, lot.number)
            self.lot_row.show()
        self.title.setText(f"{preview.file} – {words.count(HOLDS, len(preview.lines))}")
        self.table.setRowCount(len(preview.lines))
        for number, one in enumerate(preview.lines):
            value = words.language.money(one.bid.value) if one.bid.value is not None else ""
            marks = (words(N_("Won")) if one.bid.won else "", "" if one.bid.valid else words(N_("rejected")))
            happens = ", ".join(part for part in (words(VERDICTS[one.verdict]), *marks) if part)
            cells = (str(one.line), one.lot, one.bid.name, value, one.company, happens)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        self.problems.setText("\n".join(self._said(preview)))
        self.problems.setVisible(bool(self.problems.text()))
        without = preview.reading is not None and bool(preview.reading.without)
        self.keep_button.setEnabled(bool(preview.lines) or without)
        self.was_read.emit()

    def _said(self, preview: OpeningPreview) -> list[str]:
        words = self._context.words
        said = [words(LOTS, lots=words.language.listed(preview.new_lots))] if preview.new_lots else []
        said += [
            words(TOLD, lot=lot or words(N_("The whole tender")), listed=str(listed), told=str(told))
            for lot, listed, told in preview.counts
            if told is not None and told != listed
        ]
        problems = [say_problem(one, words.language) for one in preview.problems]
        left = len(problems) - _MOST_PROBLEMS
        return [*said, *problems[:_MOST_PROBLEMS], *([f"+ {left}"] if left > 0 else [])]

    def _build(self) -> None:
        words = self._context.words
        self.setWindowTitle(words(N_("List of bids")))
        take_size(self, 860, 520)
        set_role(self.title, "heading")
        for label in (self.title, self.problems):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_role(self.problems, "warning")
        calm_table(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setHorizontalHeaderLabels([words(title) for title in TITLES])
        self.table.setAccessibleName(words(N_("Bids in the list")))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 56), (1, 130), (3, 120), (4, 160), (5, 140)):
            header.resizeSection(column, width)
        words.bind(self.lot.setAccessibleName, N_("Lot"))
        self.lot.activated.connect(self._read)
        self.lot_row = QWidget()
        lots = QHBoxLayout(self.lot_row)
        lots.setContentsMargins(0, 0, 0, 0)
        label = QLabel(words(N_("Lot of bids for which the list names none")))
        label.setBuddy(self.lot)
        lots.addWidget(label)
        lots.addWidget(self.lot, 1)
        self.lot_row.hide()
        self.keep_button, leave = QPushButton(words(N_("Save"))), QPushButton(words(N_("Cancel")))
        set_role(self.keep_button, "primary")
        self.keep_button.setEnabled(False)
        self.keep_button.clicked.connect(self.accept)
        self.keep_button.setDefault(True)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.keep_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column_of.setSpacing(GAP)
        for part in (self.title, self.lot_row):
            column_of.addWidget(part)
        column_of.addWidget(self.table, 1)
        column_of.addWidget(self.problems)
        column_of.addLayout(foot)
