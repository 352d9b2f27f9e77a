"""The first step: where files are dropped, and the button for those who would rather choose them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role

_WIDEST = 620


class StartPage(QWidget):
    """An inviting ground with one button. `ask` wishes for the system's own file dialog."""

    ask = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._picture = QLabel()
        self.choose_button = QPushButton()
        put_icon(self.choose_button, "folder")
        context.words.bind(self.choose_button.setText, N_("Choose files…"))
        self.choose_button.clicked.connect(self.ask)
        self.said = self._make_said()
        self._build()
        self._draw()

    def say(self, sentence: str) -> None:
        """Say what was wrong with the files that came; an empty text says nothing."""
        self.said.setText(sentence)
        self._banner.setVisible(bool(sentence))

    def begin(self) -> None:
        """Put the cursor where the step begins."""
        self.choose_button.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture anew in another theme."""
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _make_said(self) -> QLabel:
        said = QLabel()
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        self._banner = QFrame()
        set_role(self._banner, "banner-danger")
        inside = QVBoxLayout(self._banner)
        inside.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        inside.addWidget(said)
        self._banner.hide()
        return said

    def _build(self) -> None:
        words = self._context.words
        title, text = QLabel(), QLabel()
        set_role(title, "heading")
        set_role(text, "muted")
        words.bind(title.setText, N_("Drop files here"))
        words.bind(
            text.setText,
            N_(
                "Lists (Excel, CSV, ODS), contact cards (.vcf), calendars (.ics), address books (.ldif) and notices "
                "(eForms). Nothing is kept before you say so."
            ),
        )
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(self._banner)
        column.addStretch(2)
        for widget in (self._picture, title):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not aligned: an aligned label is given the height of one line, whatever its words need.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(text, 8)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(GAP)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _draw(self) -> None:
        self._picture.setPixmap(pixmap("import", 48, QColor(current_theme().muted), self.devicePixelRatioF()))
