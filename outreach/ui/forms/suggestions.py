"""A line that offers choices while somebody types: the ground of the pickers of records, municipalities and codes.

`find(text)` runs on the worker, from the first letter that is enough: there is no pause to wait for. One question is under
way at a time; what was typed meanwhile is asked when its answer comes, and what nobody waits for any more is never asked.
Down and Enter choose, Esc closes the offers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from outreach.domain.hint import Fit, Typed
from outreach.ui.context import Context
from outreach.ui.theme import TIGHT, set_role

_VALUE = int(Qt.ItemDataRole.UserRole)
_DETAIL = _VALUE + 1
_SHOWN_AT_MOST = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One choice: `value` is handed back when it is taken; `detail` stands muted at the right."""

    value: object
    label: str
    detail: str = ""


class SuggestionLine(QLineEdit):
    """A line edit with offers below it. `taken` carries the chosen `Suggestion`."""

    taken = Signal(object)
    answered = Signal(str)
    """what stands in the line, once the offers for it are shown, or once there are none"""

    def __init__(self, context: Context, find: Callable[[str], list[Suggestion]], least: int = 1) -> None:
        super().__init__()
        self.context = context
        self.offers = _Offers(self)
        self._find = find
        self.least = least
        self._asking = self._typed_meanwhile = False
        self.textEdited.connect(self.ask)

    def ask(self) -> None:
        """Look for what stands in the line now."""
        text = self.text().strip()
        if len(text) < self.least:
            self._typed_meanwhile = False
            self.offers.hide()
        elif self._asking:
            self._typed_meanwhile = True
        else:
            self._asking = True
            self.context.tasks.run(
                lambda: self._find(text), lambda found: self._answer(text, found), owner=self, failed=self._fail
            )

    def take(self, suggestion: Suggestion) -> None:
        """Choose one of the offers."""
        self.offers.hide()
        self._typed_meanwhile = False
        self.taken.emit(suggestion)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the offers without leaving the line."""
        key = event.key()
        if self.offers.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.offers.step(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                chosen = self.offers.chosen()
                if chosen is not None and self._still_fits(chosen):
                    self.take(chosen)
                else:
                    # A quick hand: these are offers for fewer letters, and what was typed since is somebody else.
                    self.offers.hide()
                    self.keyPressEvent(event)
                return
            if key == Qt.Key.Key_Escape:
                self.offers.hide()
                return
        elif key == Qt.Key.Key_Down:
            self.ask()
            return
        super().keyPressEvent(event)

    def _still_fits(self, suggestion: Suggestion) -> bool:
        text = self.text().strip()
        if self.offers.stands_for == text:
            return True
        return Typed(text).fit(f"{suggestion.label} {suggestion.detail}") is not Fit.ELSEWHERE

    def _answer(self, text: str, found: list[Suggestion]) -> None:
        self._asking = False
        if self._typed_meanwhile:
            self._typed_meanwhile = False
            self.ask()
        elif text == self.text().strip() and self.hasFocus():
            self.offers.show_below(text, found)
            self.answered.emit(text)

    def _fail(self, error: Exception) -> None:
        self._asking = self._typed_meanwhile = False
        self.context.tasks.failed.emit(error)


class _Offers(QFrame):
    """The list under the line. It never takes the focus, so that typing goes on."""

    def __init__(self, line: SuggestionLine) -> None:
        super().__init__(line, Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        set_role(self, "card")
        self._line = line
        self.stands_for = ""
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_TwoTexts(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.list, "plain")
        self.list.itemClicked.connect(lambda item: line.take(item.data(_VALUE)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        layout.addWidget(self.list)
        line.installEventFilter(self)

    def show_below(self, text: str, found: list[Suggestion]) -> None:
        """Show the offers for `text` under the line; nothing when there are none."""
        self.stands_for = text
        self.list.clear()
        for suggestion in found:
            item = QListWidgetItem(suggestion.label)
            item.setData(_VALUE, suggestion)
            item.setData(_DETAIL, suggestion.detail)
            self.list.addItem(item)
        if not found:
            self.hide()
            return
        self.list.setCurrentRow(0)
        height = self.list.sizeHintForRow(0) * min(len(found), _SHOWN_AT_MOST) + 2 * TIGHT + 4
        self.resize(max(self._line.width(), 320), height)
        self._lie_below()
        if not self.isVisible():
            self.show()
            self.raise_()

    def step(self, by: int) -> None:
        """Go to the next or the last offer, round and round."""
        self.list.setCurrentRow((self.list.currentRow() + by) % max(1, self.list.count()))

    def chosen(self) -> Suggestion | None:
        """Return the marked offer."""
        item = self.list.currentItem()
        value = item.data(_VALUE) if item is not None else None
        return value if isinstance(value, Suggestion) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the focus of the line, and follow it when something above it grows while somebody types."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif event.type() == QEvent.Type.Move:
            self._lie_below()
        return super().eventFilter(watched, event)

    def _lie_below(self) -> None:
        self.move(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))


class _TwoTexts(QStyledItemDelegate):
    """Paints a label and, muted at the right, its detail."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line as the style does, then the detail."""
        detail = str(index.data(_DETAIL) or "")
        metrics = option.fontMetrics
        rect = option.rect
        room = min(metrics.horizontalAdvance(detail), rect.width() // 2) if detail else 0
        view = option.widget
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        label = drawn.text
        drawn.text = ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, view)
        painter.save()
        words = rect.adjusted(10, 0, -10, 0)
        left = words.adjusted(0, 0, -(room + 16) if room else 0, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, centre | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        cut = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, centre | Qt.AlignmentFlag.AlignRight, cut)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give each offer the same comfortable height."""
        return QSize(100, 34)
