"""Items of a package with ticks, by sort, and beside them all that the chosen one says: what both package windows show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.network_package import SORT_LABELS, Item, Sort
from outreach.language import N_
from outreach.services.package_words import item_lines
from outreach.ui.context import Context
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, set_role

_NAME = Qt.ItemDataRole.UserRole
Name = tuple[Sort, str]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as it stands in the list: `note` says in a word what becomes of it, `about` in full.

    `may` False: it has no tick. `warns`: what is said about it is a warning.
    """

    item: Item
    note: str = ""
    about: str = ""
    ticked: bool = True
    may: bool = True
    warns: bool = False

    @property
    def name(self) -> Name:
        """What tells it from the others."""
        return self.item.sort, self.item.key


class ItemList(QWidget):
    """`changed` tells that other items are ticked. A tick on a sort holds for all of it; Space changes one."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: dict[Name, ItemLine] = {}
        self.tree, self.pane = QTreeWidget(), QScrollArea()
        self._quiet = False
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setUniformRowHeights(True)
        context.words.bind(self.tree.setAccessibleName, N_("What is in the package"))
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        right = QFrame()
        set_role(right, "card")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.tree, 11)
        row.addWidget(right, 9)
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(self._show_current)

    def show_lines(self, lines: Sequence[ItemLine]) -> None:
        """Put other items in place; what was ticked by hand stays as it was, and the current one current."""
        before = {name: on for name, on in self._ticks().items() if name in self.lines and on != self.lines[name].ticked}
        current = self.current()
        self.lines = {one.name: one for one in lines}
        self._quiet = True
        self.tree.clear()
        for sort in Sort:
            some = [one for one in lines if one.item.sort is sort]
            if some:
                self._add(sort, some, before)
        self.tree.expandAll()
        self._quiet = False
        self._choose(current)
        self._ticked()

    def chosen(self) -> set[Name]:
        """Return the names of the ticked items."""
        return {name for name, on in self._ticks().items() if on}

    def current(self) -> Name | None:
        """Return the name of the item that is shown in full."""
        row = self.tree.currentItem()
        found: Name | None = row.data(0, _NAME) if row is not None else None
        return found

    def _ticks(self) -> dict[Name, bool]:
        rows = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        inner = (head.child(place) for head in rows if head is not None for place in range(head.childCount()))
        return {row.data(0, _NAME): row.checkState(0) is Qt.CheckState.Checked for row in inner if row is not None}

    def _add(self, sort: Sort, some: Sequence[ItemLine], before: dict[Name, bool]) -> None:
        words = self.context.words
        head = QTreeWidgetItem([words(SORT_LABELS[sort]), words.language.number(len(some))])
        head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        self.tree.addTopLevelItem(head)
        for one in some:
            row = QTreeWidgetItem([one.item.title, one.note])
            row.setData(0, _NAME, one.name)
            row.setToolTip(0, one.item.title)
            row.setToolTip(1, one.note)
            if one.may:
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = before.get(one.name, one.ticked)
                row.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            head.addChild(row)

    def _choose(self, name: Name | None) -> None:
        for place in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(place)
            for number in range(head.childCount() if head is not None else 0):
                row = head.child(number) if head is not None else None
                if row is not None and (name is None or row.data(0, _NAME) == name):
                    self.tree.setCurrentItem(row)
                    return
        self._show_current()

    def _ticked(self) -> None:
        if self._quiet:
            return
        self._quiet = True
        for place in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(place)
            if head is not None:
                head.setText(1, self._counted(head))
        self._quiet = False
        self.changed.emit()

    def _counted(self, head: QTreeWidgetItem) -> str:
        """Return how many of a sort are ticked, of how many: what a half-ticked box says to the eye alone."""
        words, rows = self.context.words, [head.child(place) for place in range(head.childCount())]
        on = sum(row.checkState(0) is Qt.CheckState.Checked for row in rows if row is not None)
        return words(N_("{n} of {all}"), n=words.language.number(on), all=words.language.number(len(rows)))

    def _show_current(self) -> None:
        name = self.current()
        inner = QWidget()
        set_role(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        line = self.lines.get(name) if name is not None else None
        for part in self._parts(line) if line is not None else ():
            column.addWidget(part)
        column.addStretch(1)
        self.pane.setWidget(inner)

    def _parts(self, line: ItemLine) -> list[QLabel]:
        words = self.context.words
        parts = [text_label(line.item.title, "subheading", selectable=True)]
        if line.about:
            parts.append(text_label(line.about, "banner-warning" if line.warns else "muted"))
        credit = words(N_("From {name}"), name=line.item.credit) if line.item.credit else ""
        if credit:
            parts.append(text_label(credit, "muted"))
        parts.append(text_label("\n".join(item_lines(line.item, words.language)), selectable=True))
        return parts
