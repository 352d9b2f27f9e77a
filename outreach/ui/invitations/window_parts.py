"""What the invite window is made of: head, what is due, counts, search line, list, empty states, foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.icons import icon, put_icon
from outreach.ui.invitations.counts import Counts
from outreach.ui.invitations.due_lines import DueLines
from outreach.ui.invitations.guest_model import InviteModel
from outreach.ui.invitations.guest_table import InviteTable
from outreach.ui.invitations.whom_list import WhomList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

LIST, NOBODY, EMPTY = range(3)
HINT = N_(
    "Ctrl+Enter – what is due on top. List: J – yes, N – no, K – perhaps, ? – no answer, E – address, S – language, "
    "H – who got what, Del – uninvite, 1–7 – which guests. Ctrl+V takes an answer in, Ctrl+Z takes it back."
)
DECIDE = NN_("{n} answer to decide", "{n} answers to decide")
SEARCH = N_("Search guests: name, company or address")


class WindowParts(QObject):
    """Builds the parts into a window, and holds them by name."""

    add_wished = Signal()
    answers_wished = Signal()
    down_wished = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self.title, self.where, self.status, self.nobody = QLabel(), QLabel(), QLabel(), QLabel()
        self.add_button, self.decide_button = QPushButton(), QPushButton()
        self.due, self.counts, self.search = DueLines(), Counts(context.words), QLineEdit()
        self.guests = InviteModel(context, self)
        self.table = InviteTable(self.guests)
        self.whom = WhomList(context)
        self.stack = QStackedWidget()
        self._column = QVBoxLayout(window)
        self._build(window)

    def put_outbox(self, lines: QWidget) -> None:
        """Put what waits in the outbox above what is due."""
        self._column.insertWidget(1, lines)

    def show_to_decide(self, count: int) -> None:
        """Say how many answers wait for an officer."""
        self.decide_button.setText(self._context.words.count(DECIDE, count))
        self.decide_button.setVisible(bool(count))

    def show_has_guests(self, has: bool) -> None:
        """Leave out what says nothing while nobody is on the list."""
        for part in (self.counts, self.search, self.hint, self.add_button):
            part.setVisible(has)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the search line into the list."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.down_wished.emit()
                return True
        return super().eventFilter(watched, event)

    def _build(self, window: QWidget) -> None:
        window.setMinimumSize(860, 520)
        self._column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        self._column.setSpacing(GAP + 4)
        self._column.addLayout(self._head())
        self._column.addWidget(self.due)
        self._column.addWidget(self.counts)
        self._column.addWidget(self.search)
        self._column.addWidget(self.stack, 1)
        self._column.addLayout(self._foot())
        words = self._context.words
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        set_role(self.search, "search")
        words.bind(self.search.setPlaceholderText, SEARCH)
        words.bind(self.search.setAccessibleName, SEARCH)
        words.bind(self.table.setAccessibleName, N_("Guests"))
        self.search.installEventFilter(self)
        for page in (self.table, self._nobody(), self._empty()):
            self.stack.addWidget(page)

    def _head(self) -> QHBoxLayout:
        for label, role in ((self.title, "title"), (self.where, "muted")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, role)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.where)
        self._dress(self.decide_button, "help", self.answers_wished.emit)
        self._dress(self.add_button, "add", self.add_wished.emit)
        self._context.words.bind(self.add_button.setText, N_("Add guests…"))
        self._context.words.bind(self.add_button.setToolTip, N_("Insert in the list"))
        self.decide_button.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(names, 1)
        for button in (self.decide_button, self.add_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _nobody(self) -> QWidget:
        self.nobody.setTextFormat(Qt.TextFormat.PlainText)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nobody.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        set_role(self.nobody, "muted")
        return self.nobody

    def _empty(self) -> QWidget:
        """Whom to invite is asked right here: letters and Enter are enough."""
        card, page = QFrame(), QWidget()
        set_role(card, "card")
        heading, text = QLabel(), QLabel()
        set_role(heading, "heading")
        set_role(text, "muted")
        text.setWordWrap(True)
        words = self._context.words
        words.bind(heading.setText, N_("Whom do you invite?"))
        words.bind(text.setText, N_("Write some letters of a saved view, a tag, a trade, a company or a person, and press Enter."))
        by_hand = QPushButton()
        self._dress(by_hand, "edit", self.add_wished.emit)
        words.bind(by_hand.setText, N_("Write names by hand…"))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(by_hand)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        inner.setSpacing(GAP)
        inner.addLayout(head)
        inner.addWidget(text)
        inner.addWidget(self.whom, 1)
        card.setMaximumWidth(760)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        return page

    def _foot(self) -> QVBoxLayout:
        self.hint = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.hint.setWordWrap(True)
        set_role(self.hint, "caption")
        self._context.words.bind(self.hint.setText, HINT)
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        column.addWidget(self.status)
        column.addWidget(self.hint)
        return column

    def _dress(self, button: QPushButton, name: str, call: Callable[[], object]) -> None:
        put_icon(button, name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
