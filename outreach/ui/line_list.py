"""A short list of lines with an icon, a title, a detail and a note at the right: results, hints, follow-ups, what comes next.

For some hundred lines that are at hand; lists of all records are `ui/lists/`. Headings part the lines and cannot be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from outreach.ui.icons import icon
from outreach.ui.theme import GAP, current_theme

_ICON = 20
_SIDE = 12
_LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `tone` and `icon_tone` name colours of the theme; `data` says what it stands for, and finds it again.

    `done` strikes the title through: what is ticked off steps back. `low` keeps a line of a tall list to one row.
    """

    title: str
    detail: str = ""
    note: str = ""
    icon: str = ""
    tone: str = ""
    icon_tone: str = "muted"
    icon_colour: str = ""
    heading: bool = False
    done: bool = False
    low: bool = False
    data: Any = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(text for text in (self.note, self.title, self.detail) if text)


class LineModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Put other lines in place."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a line's title, the line itself, or what is spoken."""
        line = self.lines[index.row()]
        if not role:
            return line.title
        if role == _LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole and line.heading:
            return line.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and self.lines[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineList(QListView):
    """The list. `chosen` carries the `data` of a line on Enter or a double click (a single one with `one_click`)."""

    chosen = Signal(object)
    moved = Signal(object)
    """The `data` of the line that is current now, or None."""

    def __init__(self, *, tall: bool = False, one_click: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = LineModel(self)
        self._one_click = one_click
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(tall, self))
        self.setProperty("role", "plain")
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda: self.moved.emit(self.current()))

    @property
    def lines(self) -> list[Line]:
        """What stands there."""
        return self._lines.lines

    def show_lines(self, lines: Sequence[Line], *, first: bool = False) -> None:
        """Put other lines in place; the current one stays current by its data, else its neighbour does.

        With `first` the first line becomes current when none was.
        """
        old_row, old = self.currentIndex().row(), self.current()
        self._lines.show(lines)
        self.updateGeometry()
        place = next((row for row, line in enumerate(lines) if old is not None and _key(line.data) == _key(old)), -1)
        if place < 0 and (old is not None or first):
            place = self._near(max(old_row, 0))
        if place >= 0:
            self.setCurrentIndex(self._lines.index(place))

    def current(self) -> Any:
        """Return the data of the current line, or None."""
        index = self.currentIndex()
        return self._lines.lines[index.row()].data if index.isValid() and index.row() < len(self._lines.lines) else None

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) line that can be chosen."""
        row = self.currentIndex().row() + by if self.currentIndex().isValid() else (0 if by > 0 else len(self.lines) - 1)
        while 0 <= row < len(self.lines) and self.lines[row].heading:
            row += by
        if 0 <= row < len(self.lines):
            self.setCurrentIndex(self._lines.index(row))

    def take(self) -> bool:
        """Choose the current line; return whether there was one."""
        chosen = self.current()
        if chosen is None:
            return False
        self.chosen.emit(chosen)
        return True

    def height_of_all(self) -> int:
        """Return the height at which no line is hidden."""
        rows = sum(self.sizeHintForRow(row) for row in range(len(self.lines)))
        return rows + 2 * self.frameWidth() + GAP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; arrows step over headings."""
        keys = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() in keys and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With `one_click`, a click chooses."""
        super().mouseReleaseEvent(event)
        if self._one_click and event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.take()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click chooses."""
        super().mouseDoubleClickEvent(event)
        if not self._one_click and self.indexAt(event.position().toPoint()).isValid():
            self.take()

    def _near(self, row: int) -> int:
        rows = [number for number, line in enumerate(self.lines) if not line.heading]
        return min(rows, key=lambda number: abs(number - row), default=-1)


class _LineDelegate(QStyledItemDelegate):
    """Paints a line. Tall lines have the detail below the title, others beside it."""

    def __init__(self, tall: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._tall = tall

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading, a line, or a tall line."""
        line: Line = index.data(_LINE)
        text = option.fontMetrics.height()
        if line.heading:
            return QSize(0, text + 2 * GAP)
        return QSize(0, 2 * text + 2 * GAP + 4 if self._tall and not line.low else text + 2 * GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, icon, note, title and detail."""
        line: Line = index.data(_LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.heading:
            self._heading(painter, option, line)
        else:
            self._ground(painter, option)
            rect = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
            rect = self._icon(painter, rect, line)
            rect = self._note(painter, option, rect, line)
            self._texts(painter, option, rect, line)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        painter.setFont(_bold(option.font))
        painter.setPen(QColor(getattr(current_theme(), line.tone or "muted")))
        rect = option.rect.adjusted(_SIDE, GAP, -_SIDE, 0)
        said = QFontMetrics(painter.font()).elidedText(line.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = current_theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if not selected and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        rect = option.rect.adjusted(2, 1, -2, -1)
        painter.setBrush(QColor(theme.selection if selected else theme.hover))
        focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QColor(theme.focus) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, 6, 6)

    def _icon(self, painter: QPainter, rect: QRect, line: Line) -> QRect:
        if not line.icon:
            return rect
        colour = QColor(line.icon_colour or getattr(current_theme(), line.icon_tone))
        place = QRect(rect.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon(line.icon, colour).paint(painter, place)
        return rect.adjusted(_ICON + _SIDE, 0, 0, 0)

    def _note(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, line: Line) -> QRect:
        if not line.note:
            return rect
        painter.setFont(option.font)
        painter.setPen(QColor(getattr(current_theme(), line.tone or "muted")))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.note)
        return rect.adjusted(0, 0, -QFontMetrics(option.font).horizontalAdvance(line.note) - _SIDE, 0)

    def _texts(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, line: Line) -> None:
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        plain = option.palette.color(QPalette.ColorRole.Text)
        muted = QColor(current_theme().muted)
        title_font = _bold(option.font) if self._tall and not line.low else QFont(option.font)
        metrics = QFontMetrics(title_font)
        if self._tall and line.detail and not line.low:
            upper, lower = rect.adjusted(0, 6, 0, -rect.height() // 2), rect.adjusted(0, rect.height() // 2, 0, -6)
        else:
            used = metrics.horizontalAdvance(line.title) + _SIDE
            upper, lower = rect, rect.adjusted(min(used, rect.width() * 2 // 3), 0, 0, 0)
        wide = upper.width() if self._tall or not line.detail else max(lower.left() - upper.left() - GAP, 0)
        title_font.setStrikeOut(line.done)
        painter.setFont(title_font)
        painter.setPen(muted if line.done else plain)
        painter.drawText(upper, left, metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, wide))
        painter.setFont(option.font)
        painter.setPen(muted)
        detail = QFontMetrics(option.font).elidedText(line.detail, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, left, detail)


def _key(data: Any) -> Any:
    """What a line stands for is known again by its id, although its words have changed."""
    return getattr(data, "id", data)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
