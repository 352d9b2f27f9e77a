"""Shows the bare texts that were half typed when the window locked, to be copied or thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import MARGIN, WIDE, set_role


class KeptTexts(QDialog):
    """The texts, each with the window and the field it stood in. The button throws them away; Esc leaves them for another time."""

    def __init__(self, context: Context, texts: Sequence[tuple[str, str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        words = context.words
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words(N_("Half typed when the window locked")))
        self.text = QPlainTextEdit("\n\n".join(f"{_where(window, field)}\n{text}" for window, field, text in texts))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(words(N_("What was half typed")))
        copy, close = QPushButton(words(N_("Copy"))), QPushButton(words(N_("Throw it away and close")))
        copy.clicked.connect(lambda: copy_text(self.text.toPlainText(), 2))
        set_role(copy, "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(text_label(words(N_("It stood in windows that do not open again by themselves. Copy what you need."))))
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.resize(560, 400)


def _where(window: str, field: str) -> str:
    return " – ".join(part for part in (window, field) if part) + ":"
