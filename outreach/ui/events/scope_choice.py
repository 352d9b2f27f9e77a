"""The question before a series is changed: this one, this and following, or all. One key each: 1, 2, 3; Esc leaves all as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.repeat import Scope
from outreach.domain.when import When
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

#: What was chosen last; the cursor stands there next time.
MEMORY = "events.series.scope"
EDIT = N_("Change which dates?")
MOVE = N_("Move which dates?")
DELETE = N_("Delete which dates?")
CANCEL = N_("Cancel which dates?")
CHOICES = {
    Scope.THIS: N_("1  This one"),
    Scope.FOLLOWING: N_("2  This and following"),
    Scope.ALL: N_("3  All"),
}


class ScopeChoice(QDialog):
    """Asks what is meant and hands the answer to `then`. `when` is the date that was chosen."""

    def __init__(
        self, context: Context, question: str, title: str, when: When | None, then: Callable[[Scope], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, question)
        heading = QLabel()
        set_role(heading, "heading")
        context.words.bind(heading.setText, question)
        name = QLabel(title)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(heading)
        layout.addWidget(name)
        if when is not None:
            day = QLabel(context.words.language.when(when))
            set_role(day, "muted")
            layout.addWidget(day)
        layout.addSpacing(GAP)
        self.buttons = {scope: self._button(scope) for scope in CHOICES}
        for button in self.buttons.values():
            layout.addWidget(button)
        self.setMinimumWidth(360)
        remembered = Scope(context.memory.get(MEMORY, Scope.THIS.value))
        self.buttons[remembered].setDefault(True)
        self.buttons[remembered].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3 choose at once; the arrows go up and down."""
        keys = {Qt.Key.Key_1: Scope.THIS, Qt.Key.Key_2: Scope.FOLLOWING, Qt.Key.Key_3: Scope.ALL}
        chosen = keys.get(Qt.Key(event.key()))
        if chosen is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose(chosen)
        else:
            super().keyPressEvent(event)

    def choose(self, scope: Scope) -> None:
        """Take an answer, and remember it."""
        self._context.memory.keep(MEMORY, scope.value)
        self.accept()
        self._then(scope)

    def _button(self, scope: Scope) -> QPushButton:
        button = QPushButton()
        button.setStyleSheet("text-align: left;")
        self._context.words.bind(button.setText, CHOICES[scope])
        button.clicked.connect(lambda: self.choose(scope))
        return button


def ask_scope(
    context: Context, question: str, title: str, when: When | None, then: Callable[[Scope], object], parent: QWidget
) -> ScopeChoice:
    """Open the question; `then` is called with the answer, and not at all when it is left open."""
    asked = ScopeChoice(context, question, title, when, then, parent)
    asked.open()
    return asked
