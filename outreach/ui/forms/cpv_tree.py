"""The whole of CPV as a tree, opened branch by branch, with boxes to tick and a search that shows the branches that fit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.codes import CpvCode, cpv_children, cpv_name, cpv_parent, find_cpv
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

CHOSEN = NN_("{n} code chosen", "{n} codes chosen")
_CODE = int(Qt.ItemDataRole.UserRole)


class CpvTreeDialog(QDialog):
    """Chooses CPV codes; `chosen` carries the tuple of codes when *Choose* was pressed."""

    chosen = Signal(object)

    def __init__(self, context: Context, codes: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._codes = dict.fromkeys(codes)
        self._filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("CPV codes"))
        self.search = self._make_search()
        self.tree = self._make_tree()
        self._count = QLabel()
        set_role(self._count, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(self._foot())
        self.resize(680, min(620, self.screen().availableGeometry().height() - 64))
        self._typed = QTimer(self, interval=80, singleShot=True)
        self._typed.timeout.connect(self._look)
        self.search.textChanged.connect(self._typed.start)
        self._fill_tree()
        self._say_count()

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setClearButtonEnabled(True)
        set_role(search, "search")
        self._context.words.bind(search.setPlaceholderText, N_("Search by words or number, such as snow or 9062"))
        self._context.words.bind(search.setAccessibleName, N_("Search CPV codes"))
        return search

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setColumnWidth(0, 500)
        self._context.words.bind(tree.setAccessibleName, N_("CPV codes"))
        tree.itemExpanded.connect(self._open_branch)
        tree.itemChanged.connect(self._ticked)
        return tree

    def _foot(self) -> QHBoxLayout:
        cancel, choose = QPushButton(), QPushButton()
        self._context.words.bind(cancel.setText, N_("Cancel"))
        self._context.words.bind(choose.setText, N_("Choose"))
        set_role(choose, "primary")
        cancel.setAutoDefault(False)
        choose.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._count, 1)
        row.addWidget(cancel)
        row.addWidget(choose)
        return row

    def _choose(self) -> None:
        self.chosen.emit(tuple(self._codes))
        self.accept()

    def _look(self) -> None:
        text = self.search.text().strip()
        if not text:
            self._fill_tree()
            return
        language = self._context.words.language.code

        def show(found: list[CpvCode]) -> None:
            if text == self.search.text().strip():
                self._fill([one.code for one in found])

        self._context.read(lambda: find_cpv(text, language, 200), show, self)

    def _fill_tree(self) -> None:
        """Show the divisions, with the branches of chosen codes open."""
        self._fill(cpv_children(""))
        for code in self._codes:
            self._open_to(code)

    def _open_to(self, code: str) -> None:
        path = [code]
        while parent := cpv_parent(path[0]):
            path.insert(0, parent)
        item = self.tree.invisibleRootItem()
        for step in path:
            below = [item.child(place) for place in range(item.childCount())]
            found = next((one for one in below if one is not None and one.data(0, _CODE) == step), None)
            if found is None:
                return
            if step != code:
                self._open_branch(found)
                found.setExpanded(True)
            item = found

    def _fill(self, codes: Iterable[str]) -> None:
        self._filling = True
        self.tree.clear()
        self.tree.addTopLevelItems([self._item(code) for code in codes])
        self._filling = False

    def _item(self, code: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([cpv_name(code, self._context.words.language.code), code])
        item.setData(0, _CODE, code)
        item.setToolTip(0, item.text(0))
        item.setCheckState(0, Qt.CheckState.Checked if code in self._codes else Qt.CheckState.Unchecked)
        if cpv_children(code):
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _open_branch(self, item: QTreeWidgetItem) -> None:
        if item.childCount() == 0:
            self._filling = True
            item.addChildren([self._item(code) for code in cpv_children(str(item.data(0, _CODE)))])
            self._filling = False

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling or column:
            return
        code = str(item.data(0, _CODE))
        if item.checkState(0) is Qt.CheckState.Checked:
            self._codes[code] = None
        else:
            self._codes.pop(code, None)
        self._say_count()

    def _say_count(self) -> None:
        self._count.setText(self._context.words.count(CHOSEN, len(self._codes)))
