"""The search over everything, at the top of the window: results by kind while one types; Enter opens the record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from outreach.domain.listing import Hit
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.kinds import grouped
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, TIGHT

_EACH_KIND = 5
_PAUSE = 80
_WIDEST = 560
_TALLEST = 460


class ResultPanel(QFrame):
    """The results below a field: a child of the window, so that the field keeps the keyboard."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        self._field = field
        self.setProperty("role", "palette")
        self.list = LineList(one_click=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, GAP, TIGHT, GAP)
        column.addWidget(self.list)
        self.hide()

    def show_lines(self, lines: list[Line], *, first: bool = True) -> None:
        """Show the lines under the field, or hide when there are none."""
        if not lines:
            self.hide()
            return
        self.list.show_lines(lines, first=first)
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + TIGHT))
        width = max(self._field.width(), min(_WIDEST, window.width() - corner.x() - GAP))
        room = window.height() - corner.y() - GAP
        self.setGeometry(corner.x(), corner.y(), width, min(self.list.height_of_all() + 2 * GAP, _TALLEST, room))
        self.show()
        self.raise_()


class SearchBox(QLineEdit):
    """The field; its results hang below it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._panel: ResultPanel | None = None
        self._found_for = ""
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        context.words.bind(self.setPlaceholderText, N_("Search everything"))
        context.words.bind(self.setAccessibleName, N_("Search everything"))
        glass = QAction(self)
        put_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(lambda: self._pause.start())
        self.textChanged.connect(lambda text: None if text.strip() else self._hide())

    @property
    def panel(self) -> ResultPanel:
        """The results."""
        if self._panel is None:
            self._panel = ResultPanel(self)
            self._panel.list.chosen.connect(self._open)
            self.window().installEventFilter(self)
        return self._panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the results, Enter opens one, Escape puts them away, a second one empties the field."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.panel.isVisible():
            self.panel.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            if self.panel.isVisible():
                self._hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the results of what stands here again."""
        super().focusInEvent(event)
        if self.text().strip():
            self._search()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the results away, unless it is a menu or another window that has the focus for a moment."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The results hang at a place that a resize moves."""
        if event.type() == QEvent.Type.Resize:
            self._hide()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        if self._pause.isActive() or self._found_for != self.text():
            # Typed faster than found: search now and open the first.
            self._pause.stop()
            self._search(open_first=True)
        else:
            self.panel.list.take()

    def _search(self, open_first: bool = False) -> None:
        text = self.text()
        if not text.strip():
            self._hide()
            return
        house = self._context.house

        def show(hits: list[Hit]) -> None:
            if text != self.text():
                return
            self._found_for = text
            lines = grouped(hits, self._context.words)
            nothing = Line(self._context.words(N_("Nothing found for “{text}”"), text=text.strip()), heading=True)
            if self.hasFocus() or open_first:
                self.panel.show_lines(lines or [nothing])
            if open_first:
                self.panel.list.take()

        self._context.read(lambda: house.search.find(text, most=_EACH_KIND), show, self)

    def _open(self, hit: Hit) -> None:
        self._hide()
        self.clear()
        self._context.open(Kind(hit.kind), hit.id)

    def _hide(self) -> None:
        self._pause.stop()
        if self._panel is not None:
            self._panel.hide()
