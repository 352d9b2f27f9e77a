"""The second step for tables: which sheet, how the text is read, where the headings stand, and what each row is.

Everything is guessed and shown; the officer changes what is wrong and the rows below follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.domain.table_mapping import TABLE_KINDS, Look, TableKind, TableWishes
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.imports.raw_grid import RawGrid
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, MARGIN, set_role

ROWS = NN_("{n} row below the headings", "{n} rows below the headings")
SHEET_ROWS = NN_("{name} ({n} row)", "{name} ({n} rows)")
HIDDEN_SHEET = N_("{sheet}, hidden")
DELIMITERS = {
    ";": N_("Semicolon  ;"),
    ",": N_("Comma  ,"),
    "\t": N_("Tabulator"),
    "|": N_("Upright line  |"),
}
_NARROW = 150


class TablePage(QWidget):
    """The choices and the first rows. `changed` carries the wishes that now hold."""

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._look: Look | None = None
        self._wishes = TableWishes()
        self.sheet_box, self.encoding_box, self.delimiter_box = QComboBox(), QComboBox(), QComboBox()
        self.heading_box, self.kind_box = QComboBox(), QComboBox()
        self.grid = RawGrid(context)
        self._fields = self._make_fields()
        self._title, self._sample = QLabel(), QLabel()
        self._build()
        self._wire()

    def show_look(self, look: Look, wishes: TableWishes) -> None:
        """Show a file as it is read with these wishes."""
        self._look, self._wishes = look, wishes
        self._fill_sheets(look)
        self._fill_text(look)
        self._fill_headings(look)
        self._fill_kinds(look)
        self.grid.show_look(look)
        self._say()

    def begin(self) -> None:
        """Put the cursor where a choice is most likely: the sheets when there are several, else the rows."""
        if self._look is not None and len(self._look.sheets) > 1:
            self.sheet_box.setFocus()
        else:
            self.grid.setFocus()

    # Filling ---------------------------------------------------------------------------------------------------------

    def _fill_sheets(self, look: Look) -> None:
        words = self._context.words
        entries = []
        for sheet in look.sheets:
            said = words.count(SHEET_ROWS, sheet.rows, name=sheet.name)
            entries.append((words(HIDDEN_SHEET, sheet=said) if sheet.hidden else said, sheet.name))
        _fill(self.sheet_box, entries, look.sheet)
        self._fields["sheet"].setVisible(len(look.sheets) > 1)

    def _fill_text(self, look: Look) -> None:
        words = self._context.words
        _fill(self.encoding_box, [(words(one.title), one.name) for one in look.encodings], look.encoding)
        shown = [(words(DELIMITERS.get(one, one)), one) for one in look.delimiters]
        _fill(self.delimiter_box, shown, look.delimiter)
        self._fields["encoding"].setVisible(bool(look.encodings))
        self._fields["delimiter"].setVisible(bool(look.delimiters))

    def _fill_headings(self, look: Look) -> None:
        words = self._context.words
        entries: list[tuple[str, object]] = [(words(N_("No headings")), 0)]
        entries += [(words(N_("Row {number}"), number=row.line), row.line) for row in look.head]
        if look.heading_row and all(row.line != look.heading_row for row in look.head):
            entries.append((words(N_("Row {number}"), number=look.heading_row), look.heading_row))
        _fill(self.heading_box, entries, look.heading_row)

    def _fill_kinds(self, look: Look) -> None:
        words = self._context.words
        _fill(self.kind_box, [(words(text), kind.value) for kind, text in TABLE_KINDS.items()], look.kind.value)

    def _say(self) -> None:
        look, words = self._look, self._context.words
        if look is None:
            return
        name = Path(look.file).name
        self._title.setText(f"{name} · {words.count(ROWS, look.rows)}")
        sample = next((one.sample for one in look.encodings if one.name == look.encoding), "")
        self._sample.setText(words(N_("Å ä ö are read as: {sample}"), sample=sample) if sample else "")
        self._sample.setVisible(bool(sample))

    # The officer's hands ---------------------------------------------------------------------------------------------

    def _sheet_chosen(self) -> None:
        # Another sheet has headings and columns of its own.
        self._change(replace(self._wishes, sheet=self.sheet_box.currentData(), heading_row=None, mapping=(), kind=None))

    def _encoding_chosen(self) -> None:
        self._change(replace(self._wishes, encoding=self.encoding_box.currentData()))

    def _delimiter_chosen(self) -> None:
        wishes = replace(self._wishes, delimiter=self.delimiter_box.currentData(), heading_row=None, mapping=())
        self._change(wishes)

    def _heading_chosen(self, line: int) -> None:
        self._change(replace(self._wishes, heading_row=line, mapping=()))

    def _kind_chosen(self) -> None:
        self._change(replace(self._wishes, kind=TableKind(self.kind_box.currentData()), mapping=()))

    def _change(self, wishes: TableWishes) -> None:
        self._wishes = wishes
        self.changed.emit(wishes)

    # Building --------------------------------------------------------------------------------------------------------

    def _make_fields(self) -> dict[str, Field]:
        context = self._context
        made = {
            "sheet": Field(context, N_("Sheet"), self.sheet_box),
            "kind": Field(context, N_("Each row is about"), self.kind_box),
            "heading": Field(context, N_("The headings stand in"), self.heading_box),
            "delimiter": Field(context, N_("Columns are parted by"), self.delimiter_box),
            "encoding": Field(context, N_("Letters are written as"), self.encoding_box),
        }
        for field in made.values():
            field.setMinimumWidth(_NARROW)
            assert isinstance(field.editor, QComboBox)
            field.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _build(self) -> None:
        set_role(self._title, "heading")
        set_role(self._sample, "muted")
        for label in (self._title, self._sample):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        choices = QWidget()
        flow = FlowLayout(choices, MARGIN)
        for field in self._fields.values():
            flow.addWidget(field)
        wrapping(choices)
        hint = QLabel()
        set_role(hint, "caption")
        self._context.words.bind(hint.setText, N_("Click the row with the headings, or press Space on it."))
        under = QHBoxLayout()
        under.addWidget(hint)
        under.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addWidget(choices)
        column.addWidget(self._sample)
        column.addWidget(self.grid, 1)
        column.addLayout(under)

    def _wire(self) -> None:
        self.sheet_box.activated.connect(self._sheet_chosen)
        self.encoding_box.activated.connect(self._encoding_chosen)
        self.delimiter_box.activated.connect(self._delimiter_chosen)
        self.heading_box.activated.connect(lambda: self._heading_chosen(int(self.heading_box.currentData())))
        self.kind_box.activated.connect(self._kind_chosen)
        self.grid.heading_chosen.connect(self._heading_chosen)
        self._context.words.changed.connect(self._speak)

    def _speak(self) -> None:
        if self._look is not None:
            self.show_look(self._look, self._wishes)


def _fill(box: QComboBox, entries: Sequence[tuple[str, object]], chosen: object) -> None:
    """Put entries in place, quietly, with one of them chosen."""
    with QSignalBlocker(box):
        box.clear()
        for text, data in entries:
            box.addItem(text, data)
        place = next((row for row, (_, data) in enumerate(entries) if data == chosen), -1)
        box.setCurrentIndex(place)
