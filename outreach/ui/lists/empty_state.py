"""What stands where there is nothing to show: a drawing, a sentence, what to do, and the button to do it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.ui.context import Context
from outreach.ui.icons import pixmap
from outreach.ui.theme import GAP, MARGIN, TIGHT, current_theme, set_role


class EmptyState(QWidget):
    """An icon, a heading and a text in the middle; `title` and `text` are catalogue texts. A `small` one needs little height."""

    def __init__(self, context: Context, icon_name: str, title: str, text: str = "", *, small: bool = False) -> None:
        super().__init__()
        self._context = context
        self._icon_name = icon_name
        self._icon_size = 24 if small else 48
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title, self._text = QLabel(), QLabel()
        set_role(self._title, "subheading" if small else "heading")
        set_role(self._text, "empty")
        context.words.bind(self._title.setText, title)
        context.words.bind(self._text.setText, text)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        if not text:  # showing a label that has no parent yet would open a window for a moment
            self._text.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        margin = GAP if small else MARGIN
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(TIGHT if small else GAP)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        if not small:
            layout.addSpacing(GAP)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        self._draw()

    def add_button(self, text: str, call: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button below the text."""
        button = QPushButton()
        self._context.words.bind(button.setText, text)
        if primary:
            set_role(button, "primary")
        button.clicked.connect(lambda: call())
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, self._icon_size, QColor(current_theme().disabled), self.devicePixelRatioF()))
