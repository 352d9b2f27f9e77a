"""The widgets of the window of cards, laid out: list, picture, form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_
from outreach.ui.capture.form import CaptureForm
from outreach.ui.context import Context
from outreach.ui.line_list import LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.scan.picture_view import PictureView
from outreach.ui.scan.small_parts import WarningBanner, plain_label, text_button
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

CARDS, NOTHING = range(2)
_LIST_WIDTH = 220
_HINT = N_("Ctrl+Enter saves. Alt+↓ goes to the next card. In the picture: R turns, + and − size, 0 the whole.")


class WindowParts:
    """Builds itself into a window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        self._context = context
        self._cancel: Callable[[], None] | None = None
        self.list = LineList(tall=True)
        self.picture = PictureView()
        self.form = CaptureForm(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._cards())
        self.stack.addWidget(self._nothing())
        column = QVBoxLayout(window)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._head())
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        window.setMinimumSize(1000, 500)

    def say(self, sentence: str, role: str) -> None:
        """Say something at the bottom."""
        set_role(self.status, role)
        self.status.setText(sentence)

    def warn(self, sentence: str) -> None:
        """Say above the form what is only proposed."""
        self.warning.say(sentence)

    def show_text(self, text: str) -> None:
        """Show what text recognition read."""
        self._text.setText(" | ".join(text.splitlines()))
        self._text.setVisible(bool(text))

    def begin_work(self, cancel: Callable[[], None]) -> None:
        """Show that pictures are being read."""
        self._cancel = cancel
        self._working.show()

    def report(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def end_work(self) -> None:
        """It is done."""
        self._cancel = None
        self._working.hide()

    # Building --------------------------------------------------------------------------------------------------------

    def _button(self, text: str, icon_name: str, role: str = "") -> QPushButton:
        return text_button(self._context.words, text, icon_name, role)

    def _head(self) -> QHBoxLayout:
        title, self.count = QLabel(), QLabel()
        set_role(title, "title")
        set_role(self.count, "muted")
        self._context.words.bind(title.setText, N_("Cards to type in"))
        self._working = QWidget()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        stop = QPushButton()
        self._context.words.bind(stop.setText, N_("Cancel"))
        stop.clicked.connect(lambda: self._cancel() if self._cancel else None)
        inner = QHBoxLayout(self._working)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._bar)
        inner.addWidget(stop)
        self._working.hide()
        self.add_button = self._button(N_("Add pictures…"), "add")
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(title)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self._working)
        row.addWidget(self.add_button)
        return row

    def _cards(self) -> QWidget:
        words = self._context.words
        words.bind(self.list.setAccessibleName, N_("Cards to type in"))
        words.bind(self.picture.setAccessibleName, N_("The picture"))
        self.list.setFixedWidth(_LIST_WIDTH)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.list)
        row.addWidget(self._picture_side(), 5)
        row.addWidget(self._form_side(), 4)
        return page

    def _picture_side(self) -> QWidget:
        self.turn_button = self._button(N_("Turn (R)"), "rotate")
        self.read_button = self._button(N_("Read the print"), "cards")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.turn_button)
        row.addWidget(self.read_button)
        row.addStretch(1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        return side

    def _form_side(self) -> QWidget:
        self.warning = WarningBanner()
        self._text = plain_label(selectable=True)
        set_role(self._text, "caption")
        self._text.hide()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.warning)
        column.addWidget(scrolling(self.form))
        column.addWidget(self._text)
        column.addStretch(1)
        column.addLayout(self._acts())
        return side

    def _acts(self) -> QHBoxLayout:
        self.delete_button = self._button(N_("Delete"), "delete")
        self.skip_button = self._button(N_("Skip"), "chevron-down")
        self.save_button = self._button(N_("Save (Ctrl+Enter)"), "check", "primary")
        self._context.words.bind(self.skip_button.setToolTip, N_("Go to the next card; this one waits on"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        row.addWidget(self.skip_button)
        row.addWidget(self.save_button)
        return row

    def _nothing(self) -> QWidget:
        text = N_("Take a picture of each visiting card with your telephone, and drop the pictures here when there is time.")
        empty = EmptyState(self._context, "cards", N_("No card waits"), text)
        empty.add_button(N_("Add pictures…"), lambda: self._context.wishes.scan.emit(None), primary=True)
        return empty

    def _foot(self) -> QHBoxLayout:
        self.status, hint = plain_label(), QLabel()
        set_role(hint, "caption")
        self._context.words.bind(hint.setText, _HINT)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.status, 1)
        row.addWidget(hint)
        return row

