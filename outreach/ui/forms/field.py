"""One field of a form: its label above, the editor, a line of help, and the sentence that says what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from outreach.ui.context import Context
from outreach.ui.theme import TIGHT, set_role


class Field(QWidget):
    """A labelled editor. `title` is a catalogue text; the same text in `InvalidInput.field` finds the field again."""

    def __init__(self, context: Context, title: str, editor: QWidget, help_text: str = "") -> None:
        super().__init__()
        self.title = title
        self.editor = editor
        self._help_text = help_text
        self._context = context
        self.label = QLabel()
        set_role(self.label, "subheading")
        self.label.setBuddy(editor)
        context.words.bind(self.label.setText, title)
        if not editor.accessibleName():
            context.words.bind(editor.setAccessibleName, title)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.label)
        layout.addWidget(editor)
        layout.addWidget(self.note)
        self.clear_error()
        context.words.changed.connect(self._speak)

    @property
    def has_error(self) -> bool:
        """Say whether the field shows that something is wrong."""
        return bool(self.editor.property("invalid"))

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, in a finished sentence."""
        self._mark(invalid=True)
        self._say(sentence, "danger")

    def show_note(self, sentence: str, role: str = "caption") -> None:
        """Say something that is not wrong; an empty text brings the help back."""
        self._mark(invalid=False)
        self._say(sentence or self._help(), role if sentence else "caption")

    def clear_error(self) -> None:
        """Say nothing but the help."""
        self.show_note("")

    def _help(self) -> str:
        return self._context.words(self._help_text) if self._help_text else ""

    def _speak(self) -> None:
        if not self.has_error:
            self.clear_error()

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.note, role)
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    def _mark(self, *, invalid: bool) -> None:
        if bool(self.editor.property("invalid")) != invalid:
            self.editor.setProperty("invalid", invalid)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class NotesEdit(QPlainTextEdit):
    """A field for several lines, in which Tab goes on to the next field."""

    def __init__(self, lines: int = 4) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 16)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * lines * 2 + 16)

    def value(self) -> str:
        """Return what is written."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Write a text."""
        self.setPlainText(text)
