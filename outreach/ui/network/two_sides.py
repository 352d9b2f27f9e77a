"""A list at the left and what is chosen of it at the right: the frame that the tabs of the network share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import facts, text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, MARGIN, set_role

#: Milliseconds after the last letter before the list is read.
_PAUSE = 200
Button = tuple[str, str, Callable[[], object]]


class TwoSides(QWidget):
    """A searched list with details. Subclasses say `read_lines`, `fill` and what their buttons do."""

    kinds: tuple[Kind, ...] = ()
    title = ""
    search_text = N_("Search")
    icon = "list"
    empty_title = ""
    empty_text = ""
    hint = N_("Choose a line to see it here.")

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.list, self.search = LineList(tall=True), QLineEdit()
        self.whole, self.side = QStackedWidget(), QStackedWidget()
        self.pane = QScrollArea()
        self._body = QVBoxLayout()
        self._wanted: UUID | None = None
        self._stale = True
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._build()
        self._wire()

    # What a tab adds -------------------------------------------------------------------------------------------------

    def read_lines(self, text: str) -> Sequence[Line]:
        """Return the lines that fit a search; called on the worker."""
        raise NotImplementedError

    def fill(self, record: Any) -> None:
        """Put the parts of what is chosen into the empty pane."""
        raise NotImplementedError

    def tools(self) -> Iterable[Button]:
        """Return the buttons beside the search field: icon, catalogue text, what to do."""
        return ()

    # What the page asks ----------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Read what may be stale, and take the keyboard."""
        if self._stale:
            self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_record(self, record_id: UUID) -> None:
        """Select a record; a search that hides it is taken off."""
        self._wanted = record_id
        self.search.clear()
        self.read()

    def current_id(self) -> UUID | None:
        """Return the id of what is chosen."""
        chosen: UUID | None = getattr(self.list.current(), "id", None)
        return chosen

    def read(self) -> None:
        """Read the list."""
        self._stale = False
        text = self.search.text().strip()
        self.context.read(lambda: list(self.read_lines(text)), self._show, self)

    # Parts of the pane -----------------------------------------------------------------------------------------------

    def add(self, widget: QWidget) -> None:
        """Add any widget to the pane."""
        self._body.addWidget(widget)

    def add_title(self, title: str, about: str = "") -> None:
        """Add a name, and a muted line below."""
        self.add(text_label(title, "heading", selectable=True))
        if about:
            self.add(text_label(about, "muted"))

    def add_buttons(self, *buttons: Button) -> None:
        """Add buttons in a row that breaks where there is no room."""
        row = QWidget()
        flow = FlowLayout(row, GAP)
        for name, text, call in buttons:
            flow.addWidget(self.button(name, text, call))
        self.add(wrapping(row))

    def add_facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a table of catalogue texts and finished texts; those with nothing to say are left out."""
        told = [(self.context.words(name), value) for name, value in pairs if value]
        if told:
            self.add(facts(told))

    def add_text(self, title: str, text: str) -> None:
        """Add a heading with running text, unless it is empty."""
        if text.strip():
            self.add(text_label(self.context.words(title), "subheading"))
            self.add(text_label(text.strip(), selectable=True))

    def button(self, name: str, text: str, call: Callable[[], object]) -> QPushButton:
        """Return a button in the reader's words."""
        made = QPushButton(self.context.words(text))
        put_icon(made, name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _=False: call())
        return made

    # Inside ----------------------------------------------------------------------------------------------------------

    def _show(self, lines: list[Line]) -> None:
        words = self.context.words
        nothing = not lines and not self.search.text().strip()
        self.whole.setCurrentIndex(1 if nothing else 0)
        self.list.show_lines(lines or [Line(words(N_("Nothing fits.")), heading=True)], first=bool(lines))
        if self._wanted is not None:
            row = next((row for row, one in enumerate(lines) if getattr(one.data, "id", None) == self._wanted), -1)
            if row >= 0:
                self.list.setCurrentIndex(self.list.model().index(row, 0))
            self._wanted = None
        self._show_chosen(self.list.current())

    def _show_chosen(self, record: Any) -> None:
        if record is None:
            self.side.setCurrentIndex(1)
            return
        inner = QWidget()
        set_role(inner, "page")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._body.setSpacing(GAP)
        outer.addLayout(self._body)
        outer.addStretch(1)
        self.fill(record)
        self.pane.setWidget(inner)
        self.side.setCurrentIndex(0)

    def _written(self, changes: Changes, _origin: object) -> None:
        if not changes.concern(*self.kinds):
            return
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    def _said_anew(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def _build(self) -> None:
        words = self.context.words
        set_role(self.search, "search")
        words.bind(self.search.setPlaceholderText, self.search_text)
        words.bind(self.search.setAccessibleName, self.search_text)
        words.bind(self.list.setAccessibleName, self.title)
        self.search.setClearButtonEnabled(True)
        left, parts = QFrame(), QSplitter(Qt.Orientation.Horizontal)
        set_role(left, "card")
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(self._tool_row())
        column.addWidget(self.list, 1)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(MARGIN)
        parts.setStyleSheet("QSplitter::handle { background: transparent; }")  # as beside the lists
        parts.addWidget(left)
        parts.addWidget(self._right())
        parts.setSizes([520, 620])
        self.whole.addWidget(parts)
        empty = EmptyState(self.context, self.icon, self.empty_title, self.empty_text)
        for _, text, call in self.tools():
            empty.add_button(text, call)
        self.whole.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.whole, 1)

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.search, 1)
        for name, text, call in self.tools():
            made = QPushButton()
            put_icon(made, name)
            self.context.words.bind(made.setText, text)
            made.clicked.connect(lambda _=False, call=call: call())
            row.addWidget(made)
        return row

    def _right(self) -> QFrame:
        right = QFrame()
        set_role(right, "card")
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.addWidget(self.pane)
        self.side.addWidget(EmptyState(self.context, self.icon, self.hint))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.side)
        return right

    def _wire(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.read)
        self.list.moved.connect(self._show_chosen)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._said_anew)
