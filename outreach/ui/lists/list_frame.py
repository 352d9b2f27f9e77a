"""What stands in a list page: the row of search and filters, the table, the details beside it, and the empty states."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN

LEAST_DETAIL_WIDTH = 300


class ListFrame(QWidget):
    """Puts the parts of a list page in their places, and shows those that fit what was found."""

    columns_wished = Signal()
    export_wished = Signal()
    clear_wished = Signal()

    def __init__(
        self, context: Context, name: str, search: QWidget, filters: QWidget, table: QWidget, details: QWidget
    ) -> None:
        super().__init__()
        self._context = context
        self._details = details
        self._picture: QWidget | None = None
        self._state = (1, 1)
        self._tools = self._tool_row(search, filters)
        self._left = QStackedWidget()
        self._left.addWidget(table)
        self._left.addWidget(self._nothing_fits())
        self._main = QStackedWidget()
        self._main.addWidget(self._splitter(f"splitter.{name}"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._tools)
        layout.addWidget(self._main, 1)

    def set_nothing_yet(self, empty: EmptyState) -> None:
        """Set what is shown while there is no record at all."""
        self._main.addWidget(empty)

    def show_picture(self, picture: QWidget | None) -> None:
        """Show a picture of what is listed in place of table and details, or these again. Search and filters stay."""
        if picture is not None and self._main.indexOf(picture) < 0:
            self._main.addWidget(picture)
        self._picture = picture
        self._columns.setVisible(picture is None)
        self.show_state(*self._state)

    def show_state(self, shown: int, total: int) -> None:
        """Show the list, "nothing fits" when `shown` is 0, or "nothing yet" when `total` is."""
        self._state = (shown, total)
        if self._picture is not None and total:
            self._main.setCurrentWidget(self._picture)
        else:
            self._main.setCurrentIndex(int(not total))
        self._tools.setVisible(bool(total))
        self._left.setCurrentIndex(int(not shown))
        self._details.setVisible(bool(shown))

    def _tool_row(self, search: QWidget, filters: QWidget) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(search, 0, top)
        row.addWidget(filters, 1)
        self._columns = self._tool("columns", N_("Columns"), self.columns_wished)
        row.addWidget(self._columns, 0, top)
        row.addWidget(self._tool("export", N_("Export…"), self.export_wished), 0, top)
        return tools

    def _tool(self, name: str, text: str, wish: SignalInstance) -> QToolButton:
        button = QToolButton()
        put_icon(button, name, "muted")
        button.setIconSize(QSize(20, 20))
        self._context.words.bind(button.setToolTip, text)
        self._context.words.bind(button.setAccessibleName, text)
        button.clicked.connect(lambda: wish.emit())
        return button

    def _nothing_fits(self) -> EmptyState:
        empty = EmptyState(self._context, "search", N_("Nothing fits"), N_("No record has all of what is asked for."))
        empty.add_button(N_("Clear search and filters"), self.clear_wished.emit)
        return empty

    def _splitter(self, memory: str) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(MARGIN)
        # The gap between the two cards is the handle; a line in it would be one line too many.
        splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        splitter.addWidget(self._left)
        splitter.addWidget(self._details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([900, self._details.width()])
        self._details.setMinimumWidth(LEAST_DETAIL_WIDTH)
        state = self._context.memory.get_state(memory)
        if state is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(lambda: self._context.memory.keep_state(memory, splitter.saveState()))
        return splitter
