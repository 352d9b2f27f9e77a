"""The three pages of the self-service screen: type the own name, leave details, be greeted. Big type, few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.guest_names import Told, own_name
from outreach.services.guests import GuestLine
from outreach.services.meetings import read_contact
from outreach.ui.checkin.big import BigButton, BigLine, larger
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE

_WIDE = 720
MORE = N_("Write a little more of your name.")
NOT_FOUND = N_("I cannot find that name on the list. You are welcome all the same: leave your details below.")
NO_NAME = N_("Please write your name.")
NO_CONTACT = N_("Please write an e-mail address or a telephone number, so that we can reach you.")
BAD_CONTACT = N_("“{text}” is neither an e-mail address nor a telephone number that I can read.")


class NamePage(QWidget):
    """A guest types the own name; from the third letter those of the list are shown whom it may be, five at most."""

    touched = Signal()
    chosen = Signal(object)
    not_listed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: Sequence[GuestLine] = ()
        self.line, self.note = BigLine(), _note(self)
        self.buttons: list[BigButton] = []
        self.not_here = BigButton()
        self._found = QVBoxLayout()
        self._found.setSpacing(GAP)
        self._build()
        self.line.textChanged.connect(self._look)
        self.line.entered.connect(self._entered)
        self.line.down.connect(lambda: self.focusNextPrevChild(True))
        self.not_here.clicked.connect(self.not_listed)

    def show_guests(self, lines: Sequence[GuestLine]) -> None:
        """Take the list; it is never shown as a whole."""
        self._lines = lines
        self._look()

    def clear(self) -> None:
        """Be as before anybody came."""
        self.line.setText("")
        self.say("")

    def say(self, sentence: str) -> None:
        """Say a finished sentence under the line."""
        self.note.setText(sentence)

    def _look(self) -> None:
        typed = self.line.text()
        found, many = own_name(self._lines, typed, lambda one: one.name)
        for button in self.buttons:
            self._found.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(one) for one in found]
        self.say(self._context.words(MORE) if many else "")
        if typed:
            self.touched.emit()

    def _entered(self) -> None:
        if len(self.buttons) == 1:
            self.buttons[0].click()
        elif self.buttons:
            self.buttons[0].setFocus()
        elif self.line.text().strip() and not self.note.text():
            self.say(self._context.words(NOT_FOUND))
            self.not_here.setFocus()

    def _button(self, line: GuestLine) -> BigButton:
        button = BigButton()
        text = f"{line.name}  –  {line.company_name}" if line.company_name else line.name
        button.setText(text.replace("&", "&&"))
        button.clicked.connect(lambda: self.chosen.emit(line))
        self._found.addWidget(button)
        return button

    def _build(self) -> None:
        words = self._context.words
        title = QLabel()
        title.setFont(larger(self, 1.6))
        words.bind(title.setText, N_("What is your name?"))
        title.setBuddy(self.line)
        words.bind(self.line.setAccessibleName, N_("What is your name?"))
        words.bind(self.not_here.setText, N_("My name is not on the list"))
        inner = _middle(self)
        inner.addWidget(title)
        inner.addWidget(self.line)
        inner.addLayout(self._found)
        inner.addWidget(self.note)
        inner.addStretch(1)
        inner.addWidget(self.not_here)


class DetailsPage(QWidget):
    """A guest who is not on the list leaves name, company and how to be reached. `kept` carries a `Told`."""

    touched = Signal()
    kept = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.name, self.company, self.contact = BigLine(), BigLine(), BigLine()
        self.note, self.save, self.back = _note(self), BigButton("primary"), BigButton()
        self._build()
        self._wire()

    def begin(self, typed: str) -> None:
        """Start with the name that was typed before."""
        self.clear()
        self.name.setText(" ".join(typed.split()))

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty."""
        (self.company if self.name.text() else self.name).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for line in (self.name, self.company, self.contact):
            line.setText("")
        self.say("")

    def say(self, sentence: str) -> None:
        """Say a finished sentence under the fields."""
        self.note.setText(sentence)

    def keep(self) -> None:
        """Hand over what was written, or say what is missing; nothing typed is lost."""
        told = Told(*(" ".join(line.text().split()) for line in (self.name, self.company, self.contact)))
        emails, phones, unsure = read_contact(told.contact)
        words = self._context.words
        if not told.name:
            self._ask(self.name, words(NO_NAME))
        elif not (emails or phones):
            self._ask(self.contact, words(NO_CONTACT))
        elif unsure:
            self._ask(self.contact, words(BAD_CONTACT, text=unsure[0].text))
        else:
            self.kept.emit(told)

    def _ask(self, line: BigLine, sentence: str) -> None:
        self.say(sentence)
        line.setFocus()
        self.touched.emit()

    def _wire(self) -> None:
        fields = (self.name, self.company, self.contact)
        for line, after in zip(fields, (self.company, self.contact, None), strict=True):
            line.textEdited.connect(lambda: self.touched.emit())
            line.entered.connect(after.setFocus if after is not None else self.keep)
            line.down.connect(lambda: self.focusNextPrevChild(True))
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.left)

    def _build(self) -> None:
        words = self._context.words
        inner = _middle(self)
        titles = (N_("Your name"), N_("Your company"), N_("E-mail or telephone"))
        for title, line in zip(titles, (self.name, self.company, self.contact), strict=True):
            label = QLabel()
            label.setFont(larger(self, 1.3))
            label.setBuddy(line)
            words.bind(label.setText, title)
            words.bind(line.setAccessibleName, title)
            inner.addWidget(label)
            inner.addWidget(line)
            inner.addSpacing(TIGHT)
        inner.addWidget(self.note)
        inner.addStretch(1)
        words.bind(self.save.setText, N_("Save my details and check in"))
        words.bind(self.back.setText, N_("Back"))
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.back)
        row.addWidget(self.save, 1)
        inner.addLayout(row)


class ThanksPage(QWidget):
    """One friendly line; a key or a touch makes room for the next guest."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.greeting, below = QLabel(), QLabel()
        self.greeting.setTextFormat(Qt.TextFormat.PlainText)
        self.greeting.setFont(larger(self, 3.0, bold=True))
        below.setFont(larger(self, 1.6))
        context.words.bind(below.setText, N_("You are checked in. Come in and make yourself at home."))
        layout = QVBoxLayout(self)
        layout.setSpacing(MARGIN)
        layout.addStretch(2)
        for label in (self.greeting, below):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(3)

    def greet(self, name: str) -> None:
        """Greet by the name that was chosen or typed."""
        self.greeting.setText(self._context.words(N_("Welcome, {name}"), name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key but a held one goes on."""
        if not event.isAutoRepeat():
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch goes on."""
        del event
        self.left.emit()


def _note(parent: QWidget) -> QLabel:
    note = QLabel()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setWordWrap(True)
    note.setFont(larger(parent, 1.3))
    return note


def _middle(page: QWidget) -> QVBoxLayout:
    """Return a column in the middle of a page, as wide as a line of big type."""
    inner = QWidget()
    inner.setMaximumWidth(_WIDE)
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner, 100)
    row.addStretch(1)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, WIDE)
    column.setSpacing(GAP)
    return column
