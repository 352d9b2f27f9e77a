"""The third step for tables: what each column becomes, and below it how the first rows are understood with that."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from outreach.domain.table_mapping import LEFT_OUT, Look, TableKind, TableWishes, Why, is_gathered
from outreach.language import N_, NN_
from outreach.services.imports import ImportPreview
from outreach.ui.context import Context
from outreach.ui.imports.column_table import ColumnTable
from outreach.ui.imports.understood import UnderstoodTable
from outreach.ui.theme import GAP, set_role

USED = NN_("{used} of {n} column is used", "{used} of {n} columns are used")
UNSURE = NN_("{n} is not a perfect match", "{n} are not a perfect match")
MISSING = {
    TableKind.CONTACTS: N_("Say which column holds the company, or the person's name: nothing else is needed."),
    TableKind.TENDERS: N_("Say which column holds the tender's title: nothing else is needed."),
}
_SPLITTER = "import.columns"


class ColumnsPage(QWidget):
    """The columns and the first rows. `changed` carries the wishes that now hold, `forget` asks to forget the shape."""

    changed = Signal(object)
    forget = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._look: Look | None = None
        self._wishes = TableWishes()
        self.table = ColumnTable(context)
        self.preview = UnderstoodTable(context)
        self.said, self.missing = QLabel(), QLabel()
        self.remember = QCheckBox()
        self.forget_button = QPushButton()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self.table.mapped.connect(self._map)
        self.remember.toggled.connect(self._remember)
        self.forget_button.clicked.connect(self.forget)
        self._splitter.splitterMoved.connect(lambda: context.memory.keep_state(_SPLITTER, self._splitter.saveState()))
        context.words.changed.connect(self._say)

    @property
    def complete(self) -> bool:
        """Say whether the columns name somebody (or a tender), so that one may go on."""
        return self._look is not None and not self._look.missing

    def show_look(self, look: Look, wishes: TableWishes) -> None:
        """Show the columns of a file as it is read with these wishes."""
        self._look, self._wishes = look, wishes
        self.table.show_look(look)
        self.remember.blockSignals(True)
        self.remember.setChecked(wishes.use_memory)
        self.remember.blockSignals(False)
        self._say()

    def show_sample(self, sample: ImportPreview) -> None:
        """Show how the first rows are understood."""
        self.preview.show_sample(sample)

    def begin(self) -> None:
        """Put the cursor on the first column."""
        self.table.setFocus()

    def _map(self, index: int, key: str) -> None:
        decided = dict(self._wishes.mapping) | {index: key}
        if key != LEFT_OUT and self._look is not None and not is_gathered(key):
            # Whoever takes a field that another column has was shown which one; the other is no longer it.
            decided |= {one.index: LEFT_OUT for one in self._look.columns if one.field == key and one.index != index}
        self._wishes = replace(self._wishes, mapping=tuple(sorted(decided.items())))
        self.changed.emit(self._wishes)

    def _remember(self, wanted: bool) -> None:
        # Without the memory the columns would be guessed anew: what was read as last time is kept as if it were chosen.
        columns = self._look.columns if self._look is not None else ()
        kept = {one.index: one.field for one in columns if one.why is Why.REMEMBERED}
        mapping = tuple(sorted((kept | dict(self._wishes.mapping)).items()))
        self._wishes = replace(self._wishes, use_memory=wanted, mapping=mapping)
        self.changed.emit(self._wishes)

    def _say(self) -> None:
        look, words = self._look, self._context.words
        if look is None:
            return
        used = [column for column in look.columns if column.field != LEFT_OUT]
        parts = [words.count(USED, len(look.columns), used=words.language.number(len(used)))]
        unsure = sum(not column.perfect for column in used)
        if unsure:
            parts.append(words.count(UNSURE, unsure))
        if look.remembered:
            parts.append(words(N_("read as last time")))
        self.said.setText(" · ".join(parts))
        self.missing.setText("" if self.complete else words(MISSING[look.kind]))
        self.missing.setVisible(not self.complete)
        self.forget_button.setVisible(look.remembered)

    def _build(self) -> None:
        words = self._context.words
        set_role(self.missing, "danger")
        self.missing.setWordWrap(True)
        words.bind(self.remember.setText, N_("Remember for files of this shape"))
        words.bind(self.forget_button.setText, N_("Forget"))
        words.bind(self.forget_button.setToolTip, N_("Guess the columns of such files anew"))
        set_role(self.forget_button, "quiet")
        self.forget_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.said)
        head.addStretch(1)
        head.addWidget(self.forget_button)
        head.addWidget(self.remember)
        self._splitter.addWidget(
            self._titled(self.table, N_("Space or a letter chooses the field; Delete leaves a column out."))
        )
        self._splitter.addWidget(self._titled(self.preview, N_("How the first rows are understood")))
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(GAP)
        self._splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        state = self._context.memory.get_state(_SPLITTER)
        if state is not None:
            self._splitter.restoreState(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.missing)
        column.addWidget(self._splitter, 1)

    def _titled(self, view: QWidget, title: str) -> QWidget:
        part, label = QWidget(), QLabel()
        set_role(label, "caption")
        self._context.words.bind(label.setText, title)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(label)
        column.addWidget(view, 1)
        return part
