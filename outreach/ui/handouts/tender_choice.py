"""The list of tenders for a flyer: ticks choose, drag or Alt+Up and Alt+Down put them in order, as many as have room."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from outreach.ui.handouts.offer import OfferedTender
from outreach.ui.theme import GAP, current_theme

_ID = int(Qt.ItemDataRole.UserRole)
_DETAIL = _ID + 1
_NUMBER = _ID + 2
_BADGE = 20
_LINE_HEIGHT = 44

Index = QModelIndex | QPersistentModelIndex


class TenderChoice(QListWidget):
    """The tenders in the order of the flyer. `changed` tells of another choice or order, `full` of a tick too many."""

    changed = Signal()
    full = Signal()

    def __init__(self) -> None:
        super().__init__()
        #: How many may have a tick.
        self.most = 8
        self._filling = False
        self.setItemDelegate(_Lines(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(self._item_changed)
        self.model().rowsMoved.connect(self._moved)

    def fill(self, tenders: Iterable[OfferedTender], chosen: Iterable[UUID]) -> None:
        """Show tenders, with ticks at the chosen ones. The line under the cursor stays the same tender."""
        self._filling = True
        ticked = set(chosen)
        current = self.current_id()
        scrolled = self.verticalScrollBar().value()
        self.clear()
        for tender in tenders:
            self.addItem(_item(tender, tender.id in ticked))
            if tender.id == current:
                self.setCurrentRow(self.count() - 1)
        self._filling = False
        self._number()
        self.verticalScrollBar().setValue(scrolled)

    def chosen(self) -> tuple[UUID, ...]:
        """Return the ticked tenders, in order."""
        return tuple(_id(item) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def current_id(self) -> UUID | None:
        """Return the tender under the cursor."""
        item = self.currentItem()
        return _id(item) if item is not None else None

    def move_current(self, by: int) -> None:
        """Move the current line up (-1) or down (1), as far as it goes."""
        row, wanted = self.currentRow(), self.currentRow() + by
        if row < 0 or not 0 <= wanted < self.count():
            return
        parent = QModelIndex()
        # Qt counts the place before the line is taken out: one further down means two further in the old list.
        self.model().moveRow(parent, row, parent, wanted + (1 if by > 0 else 0))
        self.setCurrentRow(wanted)

    def toggle(self, item: QListWidgetItem) -> None:
        """Turn a tick."""
        ticked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the line; Enter turns its tick, as Space does."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in moves:
            self.move_current(moves[Qt.Key(event.key())])
            return
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.toggle(item)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click anywhere on the line turns its tick; one on the box has done so already, twice."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.position().x() > _BADGE + 3 * GAP:
            self.toggle(item)

    def _item_changed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        if len(self.chosen()) > self.most and item.checkState() is Qt.CheckState.Checked:
            self._filling = True
            item.setCheckState(Qt.CheckState.Unchecked)
            self._filling = False
            self.full.emit()
            return
        self._moved()

    def _moved(self) -> None:
        if not self._filling:
            self._number()
            self.changed.emit()

    def _number(self) -> None:
        """Write each ticked line's place on the flyer beside it."""
        self._filling = True
        number = 0
        for item in self._items():
            ticked = item.checkState() is Qt.CheckState.Checked
            number += int(ticked)
            item.setData(_NUMBER, number if ticked else 0)
        self._filling = False

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]


def _item(tender: OfferedTender, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(" ".join(tender.title.split()))
    item.setData(_ID, str(tender.id))
    item.setData(_DETAIL, tender.detail)
    item.setData(int(Qt.ItemDataRole.AccessibleDescriptionRole), tender.detail)
    item.setToolTip(f"{tender.title}\n{tender.detail}")
    # Not droppable upon: a line dropped on another would replace it.
    item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item


def _id(item: QListWidgetItem) -> UUID:
    return UUID(str(item.data(_ID)))


class _Lines(QStyledItemDelegate):
    """Draws a box, the title, the facts beneath it, and at the right the place on the flyer."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines of text."""
        return QSize(120, max(_LINE_HEIGHT, 2 * option.fontMetrics.height() + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the style draw ground and box, then write the texts."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.text = ""
        style = whole.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        painter.save()
        number = int(index.data(_NUMBER) or 0)
        box = whole.rect.adjusted(5 * GAP, GAP // 2, -(_BADGE + 2 * GAP), -GAP // 2)
        self._write(painter, whole, box, index)
        if number:
            self._draw_badge(painter, whole, number)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: Index) -> None:
        theme = current_theme()
        half = box.height() // 2
        upper, lower = QRect(box), QRect(box)
        upper.setHeight(half)
        lower.setTop(box.top() + half)
        elide = option.fontMetrics.elidedText
        painter.setPen(QColor(theme.text))
        painter.setFont(option.font)
        title = elide(str(index.data() or ""), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, title)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        detail = painter.fontMetrics().elidedText(
            str(index.data(_DETAIL) or ""), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(lower, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, detail)

    def _draw_badge(self, painter: QPainter, option: QStyleOptionViewItem, number: int) -> None:
        theme = current_theme()
        left = option.rect.right() - _BADGE - GAP
        place = QRect(left, option.rect.center().y() - _BADGE // 2, _BADGE, _BADGE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.info_fill))
        painter.drawEllipse(place)
        painter.setPen(QColor(theme.accent))
        bold = QFont(option.font)
        bold.setPointSizeF(option.font.pointSizeF() * 0.85)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
