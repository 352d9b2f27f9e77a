"""Sentences about what is to be done, each with one button: "12 have not been invited – Invite…"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach.ui.icons import pixmap
from outreach.ui.lists.flow import clear
from outreach.ui.theme import GAP, MARGIN, TIGHT, current_theme, set_role

_ICON = 18


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: a finished text, and what it does."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line: a finished sentence, its icon and colour, and the buttons, the likeliest first. `name` finds the line again.

    A `quiet` one can wait: its button does not stand out, and nobody is led to it.
    """

    name: str
    text: str
    deeds: tuple[Deed, ...] = ()
    icon: str = "mail"
    tone: str = "accent"
    quiet: bool = False


class DueLines(QFrame):
    """The sentences in a frame; it hides when there are none. `press_first` does what stands on top."""

    def __init__(self, *, primary: bool = True) -> None:
        super().__init__()
        self.sentences: tuple[Sentence, ...] = ()
        self.buttons: list[QPushButton] = []
        self._primary = primary
        set_role(self, "banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, GAP, GAP, GAP)
        self._column.setSpacing(TIGHT)
        self.hide()

    def show_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Put other sentences in place. Whoever had the focus on a button keeps it on the same line."""
        if tuple(sentences) == self.sentences:
            return
        held = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), -1)
        self.sentences = tuple(sentences)
        clear(self._column)
        self.buttons = []
        for sentence in self.sentences:
            self._column.addWidget(self._line(sentence))
        self.setVisible(bool(self.sentences))
        if held >= 0 and self.buttons:
            self.buttons[min(held, len(self.buttons) - 1)].setFocus()

    def press_first(self) -> None:
        """Do what stands on top."""
        if self.buttons and self.isVisible():
            self.buttons[0].click()

    def focus_first(self) -> bool:
        """Put the focus on the first button, unless what stands there can wait; return whether there is one."""
        if not self.buttons or self.sentences[0].quiet:
            return False
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _line(self, sentence: Sentence) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        picture, text = QLabel(), QLabel(sentence.text)
        picture.setPixmap(
            pixmap(sentence.icon, _ICON, QColor(getattr(current_theme(), sentence.tone)), self.devicePixelRatioF())
        )
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if sentence.tone in ("danger", "warning"):
            set_role(text, sentence.tone)
        row.addWidget(picture)
        row.addWidget(text, 1)
        for deed in sentence.deeds:
            row.addWidget(self._button(sentence, deed))
        return line

    def _button(self, sentence: Sentence, deed: Deed) -> QPushButton:
        button = QPushButton(deed.text.replace("&", "&&"))
        button.setAutoDefault(True)
        button.setAccessibleDescription(sentence.text)
        if self._primary and not self.buttons and not sentence.quiet:
            set_role(button, "primary")
        button.clicked.connect(lambda: deed.run())
        self.buttons.append(button)
        return button
