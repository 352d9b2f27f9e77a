"""Small widgets that the preview and the cards to type in share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, set_role
from outreach.ui.words import Words


def text_button(words: Words, text: str, icon_name: str = "", role: str = "") -> QPushButton:
    """Return a button that Enter in a field does not press. `text` is a catalogue text; "primary" marks the main one."""
    button = QPushButton()
    words.bind(button.setText, text)
    if role:
        set_role(button, role)
    if icon_name:
        put_icon(button, icon_name, "on_accent" if role == "primary" else "text")
    button.setAutoDefault(False)
    return button


def plain_label(*, selectable: bool = False) -> QLabel:
    """Return a label that shows a stranger's text as it is, never as markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class WarningBanner(QFrame):
    """A sentence that must not be overlooked; gone while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "banner-warning")
        self._label = plain_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN - 4, GAP, MARGIN - 4, GAP)
        column.addWidget(self._label)
        self.hide()

    def text(self) -> str:
        """Return what is said."""
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Say a sentence; an empty one says nothing."""
        self._label.setText(sentence)
        self.setVisible(bool(sentence))
