"""The columns of a file, one to a line: what its heading is, what stands in it, what it becomes, and how that was found.

Typing, Space, F2 or a click on the field opens the fields (`field_popover.py`); Delete leaves the column out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from outreach.domain.table_mapping import FIELDS, LEFT_OUT, WHY_WORDS, ColumnLook, Look, TableKind, field_title
from outreach.language import LANGUAGES, N_, Language
from outreach.services.import_words import say_column, say_misfits
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.imports.field_popover import FieldOption, FieldPopover
from outreach.ui.theme import GAP, calm_table, current_theme
from outreach.ui.words import Words

HEADERS = (N_("Column"), N_("What stands in it"), N_("Becomes"), N_("How it was found"))
LEAVE_OUT = N_("Leave out")
_HEADING, _CONTENT, _FIELD, _WHY = range(4)
_WIDTHS = {_HEADING: 150, _FIELD: 190, _WHY: 220}
_CHEVRON = 16
Index = QModelIndex | QPersistentModelIndex


def say_content(column: ColumnLook, words: Words) -> str:
    """Say in one sentence what stands in a column: "Bygg, El, Transport, 12 other values, 3 empty"."""
    if not column.filled:
        return words(N_("Nothing stands in it"))
    return say_column(replace(column, misfits=0), words.language)


def say_field(kind: TableKind, key: str, words: Words) -> str:
    """Say what a column becomes: "E-mail 2", "Leave out"."""
    if key == LEFT_OUT:
        return words(LEAVE_OUT)
    title, after = field_title(kind, key)
    return f"{words(title)} {after}".strip()


def field_options(look: Look, index: int, words: Words) -> list[FieldOption]:
    """Return the fields that a column may become; what another column has already is marked with that one's heading."""
    taken = {one.field: one.heading for one in look.columns if one.index != index and one.field != LEFT_OUT}
    everywhere = [Language(code) for code in LANGUAGES]
    options = [FieldOption(LEFT_OUT, words(LEAVE_OUT))]
    for choice in FIELDS[look.kind]:
        note = _short(taken[choice.key]) if choice.key in taken else ""
        others = " ".join(language.say(choice.title) for language in everywhere)
        options.append(FieldOption(choice.key, words(choice.title), words(choice.group), note, others))
    own = look.columns[index].field
    if all(option.key != own for option in options):
        # A numbered or labelled sibling ("Telephone 2") is no choice of its own, but this column has it.
        options.insert(1, FieldOption(own, say_field(look.kind, own, words)))
    return options


class ColumnModel(QAbstractTableModel):
    """The columns as Qt reads them."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._look: Look | None = None

    @property
    def columns(self) -> Sequence[ColumnLook]:
        """What is shown."""
        return self._look.columns if self._look is not None else ()

    def show(self, look: Look) -> None:
        """Show another look. The same columns keep their places, so that the chosen line stays chosen."""
        same = len(look.columns) == len(self.columns)
        if same:
            self._look = look
            self.speak()
            return
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def speak(self) -> None:
        """Ask Qt to read every cell anew."""
        if self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, len(HEADERS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many columns the file has."""
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many things are said of each."""
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a text, the mark of an uncertain match, a colour, or the whole text as a tip."""
        column, part = self.columns[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(column, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self._text(column, part)
            return "" if "<" in text else text  # markup of a stranger's file stays text
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, part)
        if role == Qt.ItemDataRole.DecorationRole and part == _WHY and column.field != LEFT_OUT and not column.perfect:
            return icon("warning", QColor(current_theme().warning))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a header."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words(HEADERS[section])
        return None

    def _text(self, column: ColumnLook, part: int) -> str:
        words = self._words
        if part == _HEADING:
            return " ".join(column.heading.split()) or words(N_("Column {number}"), number=column.index + 1)
        if part == _CONTENT:
            return say_content(column, words)
        if part == _FIELD:
            return say_field(self._look.kind, column.field, words) if self._look else ""
        if column.misfits and column.field != LEFT_OUT:
            return say_misfits(column, words.language)
        return words(WHY_WORDS[column.why])

    def _colour(self, column: ColumnLook, part: int) -> QColor | None:
        theme = current_theme()
        if column.field == LEFT_OUT:
            return QColor(theme.muted if part == _FIELD else theme.disabled)
        return QColor(theme.muted) if part in (_CONTENT, _WHY) else None


class ColumnTable(QTableView):
    """The table. `mapped` carries (column index, field key) of the officer's choice."""

    mapped = Signal(int, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._look: Look | None = None
        self.popover: FieldPopover | None = None
        self.rows = ColumnModel(context.words, self)
        calm_table(self)
        self.setModel(self.rows)
        self.setItemDelegateForColumn(_FIELD, _FieldDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        header = self.horizontalHeader()
        for part, width in _WIDTHS.items():
            self.setColumnWidth(part, width)
        header.setSectionResizeMode(_CONTENT, QHeaderView.ResizeMode.Stretch)
        context.words.bind(self.setAccessibleName, N_("The columns of the file"))
        context.words.changed.connect(self.rows.speak)
        self.clicked.connect(self._clicked)

    def show_look(self, look: Look) -> None:
        """Show the columns of a file."""
        self._look = look
        self.rows.show(look)
        if not self.currentIndex().isValid() and look.columns:
            self.setCurrentIndex(self.rows.index(0, _FIELD))

    def choose_field(self, typed: str = "") -> None:
        """Open the fields for the current column; `typed` has been typed already."""
        look, index = self._look, self.currentIndex()
        if look is None or not index.isValid():
            return
        column = look.columns[index.row()]
        options = field_options(look, column.index, self._context.words)
        self.popover = FieldPopover(self._context, options, column.field, self)
        self.popover.taken.connect(lambda key: self.mapped.emit(column.index, key))
        cell = self.visualRect(self.rows.index(index.row(), _FIELD))
        self.popover.open_at(self.viewport().mapToGlobal(cell.bottomLeft()), typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, Space and F2 open the fields; Delete leaves the column out; Enter goes on to the next step."""
        key, text = event.key(), event.text()
        current = self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and current.isValid():
            self.mapped.emit(self.rows.columns[current.row()].index, LEFT_OUT)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            # Qt would go to the ends of the line; here each line is one thing.
            self.setCurrentIndex(self.rows.index(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1, _FIELD))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.choose_field()
        elif text.isprintable() and text.strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.choose_field(text)
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _FIELD:
            self.choose_field()


class _FieldDelegate(QStyledItemDelegate):
    """Draws the field as something that can be chosen: with a chevron at its end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave room for the chevron."""
        super().initStyleOption(option, index)
        room = option.rect.width() - _CHEVRON - 3 * GAP
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, then the chevron at its end."""
        super().paint(painter, option, index)
        left, top = option.rect.right() - _CHEVRON - GAP, option.rect.center().y() - _CHEVRON // 2
        icon("chevron-down", QColor(current_theme().muted)).paint(painter, QRect(left, top, _CHEVRON, _CHEVRON))


def _short(text: str, most: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
