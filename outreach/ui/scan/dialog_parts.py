"""The widgets of the preview, laid out: where things come in, what is being read, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.scan.card_fields import CardFields
from outreach.ui.scan.picture_view import PictureView
from outreach.ui.scan.small_parts import WarningBanner, plain_label, text_button
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

START, WORK, DETAIL = range(3)
_LIST_WIDTH, _PICTURE_WIDTH, _SIDE_WIDTH = 220, 340, 400


class DialogParts:
    """Builds itself into a dialog."""

    def __init__(self, context: Context, dialog: QDialog) -> None:
        self._context = context
        self.small, self.large = QSize(760, 660), QSize(1080, 660)
        self.list = LineList(tall=True)
        self.picture = PictureView()
        self.fields = CardFields(context)
        self.known = LineList(one_click=True)
        self.stack = QStackedWidget()
        for page in (self._start(), self._work(), self._detail()):
            self.stack.addWidget(page)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(self._doors())
        column.addWidget(self.stack, 1)
        column.addWidget(self._status())
        column.addLayout(self._foot())
        for widget in (self.list, self.picture):
            widget.hide()

    def say(self, sentence: str, role: str) -> None:
        """Say something at the bottom; an empty text says nothing."""
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def warn(self, sentence: str) -> None:
        """Say above the fields what is not sure."""
        self.doubts.say(sentence)

    def show_text(self, text: str) -> None:
        """Show what a code held, where the fields do not say it."""
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def show_known(self, lines: Sequence[Line]) -> None:
        """Show who is known already."""
        self.known.show_lines(lines)
        for widget in (self.known, self._known_title):
            widget.setVisible(bool(lines))
        self.known.setFixedHeight(min(self.known.height_of_all(), 116))

    def report(self, done: int, total: int) -> None:
        """Show how far reading has come."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    # Building --------------------------------------------------------------------------------------------------------

    def _button(self, text: str, icon_name: str = "", role: str = "") -> QPushButton:
        return text_button(self._context.words, text, icon_name, role)

    def _doors(self) -> QHBoxLayout:
        self.choose_button = self._button(N_("Choose files…"), "folder")
        self.paste_button = self._button(N_("Paste (Ctrl+V)"), "copy")
        self.camera_button = self._button(N_("Camera…"), "camera")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.choose_button, self.paste_button, self.camera_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _start(self) -> QWidget:
        text = N_(
            "A picture of a QR code or a visiting card, a card file (.vcf) or a message (.eml). "
            "Or paste a picture, a signature or an address with Ctrl+V."
        )
        return EmptyState(self._context, "scan", N_("Drop it here"), text)

    def _work(self) -> QWidget:
        self.working = QLabel()
        self.working.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(280)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self.working)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _detail(self) -> QWidget:
        words = self._context.words
        words.bind(self.list.setAccessibleName, N_("What was found"))
        words.bind(self.picture.setAccessibleName, N_("The picture"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.picture.setMinimumWidth(_PICTURE_WIDTH)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.list)
        row.addWidget(self.picture, 1)
        row.addWidget(self._scrolling(self._side()), 1)
        return page

    def _scrolling(self, inner: QWidget) -> QScrollArea:
        set_role(inner, "page")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(_SIDE_WIDTH)
        area.setWidget(inner)
        return area

    def _side(self) -> QWidget:
        self.doubts = WarningBanner()
        self.text = plain_label(selectable=True)
        set_role(self.text, "muted")
        self.open_button = self._button("", "link")
        self.event_button = self._button(N_("Import the event…"), "import")
        self.read_button = self._button(N_("Read the print"), "cards")
        extras = QHBoxLayout()
        extras.setSpacing(GAP)
        for button in (self.open_button, self.event_button, self.read_button):
            extras.addWidget(button)
        extras.addStretch(1)
        self._known_title = QLabel()
        set_role(self._known_title, "subheading")
        self._context.words.bind(self._known_title.setText, N_("Known already"))
        self._context.words.bind(self.known.setAccessibleName, N_("Known already"))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self.doubts)
        column.addWidget(self.text)
        column.addWidget(self.fields)
        column.addWidget(self._known_title)
        column.addWidget(self.known)
        column.addLayout(extras)
        column.addStretch(1)
        return side

    def _status(self) -> QLabel:
        self.status = plain_label(selectable=True)
        self.status.hide()
        return self.status

    def _foot(self) -> QHBoxLayout:
        self.cancel_button = self._button(N_("Cancel"))
        self.inbox_button = self._button(N_("Type in later"), "cards")
        self.all_button = self._button("", "cards")
        self.keep_button = self._button(N_("Keep in the register"), "people")
        self.log_button = self._button(N_("Log a conversation"), "capture", "primary")
        self._context.words.bind(self.inbox_button.setToolTip, N_("Put it among the cards to type in"))
        self._context.words.bind(self.log_button.setToolTip, N_("Log a conversation (Ctrl+Enter)"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        for button in (self.all_button, self.inbox_button, self.keep_button, self.log_button):
            row.addWidget(button)
        return row

