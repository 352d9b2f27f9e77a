"""The line above everything while the server of a shared workspace is away, or something still waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QPushButton, QSizePolicy, QToolBar, QWidget

from outreach.language import N_, NN_
from outreach.services.waiting_words import WAIT
from outreach.ui.icons import pixmap
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role
from outreach.ui.words import Words

AWAY = N_("The server does not answer. Conversations, follow-ups and forms are kept here, sealed, and sent when it is back.")
STUCK = NN_("{n} waits for the server and needs a look.", "{n} wait for the server and need a look.")


class WaitingBanner(QToolBar):
    """A bar of the main window, hidden while the server answers and nothing waits. `wanted`: the officer wants to look."""

    wanted = Signal()

    def __init__(self, words: Words, window: QMainWindow) -> None:
        super().__init__(window)
        self._words = words
        self._state = (False, 0, 0)
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._inside = inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(inside)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        picture, self.sentence, self.look = QLabel(), QLabel(), QPushButton()
        picture.setPixmap(pixmap("warning", 18, QColor(current_theme().warning), 2.0))
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "warning")
        set_role(self.look, "quiet")
        words.bind(self.look.setText, N_("Look…"))
        words.bind(self.setWindowTitle, N_("Waits for the server"))
        self.look.clicked.connect(self.wanted)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.look)
        self.addWidget(inside)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self)
        words.changed.connect(self._say)
        self.hide()

    def tell(self, *, away: bool, count: int, stuck: int) -> None:
        """Show how it stands: whether the server is away, how many wait, and how many of those cannot be sent as they are."""
        self._state = away, count, stuck
        self._say()
        self.look.setVisible(count > 0)
        self.setVisible(away or count > 0)

    def _say(self) -> None:
        away, count, stuck = self._state
        parts = [self._words(AWAY)] if away else []
        if count:
            parts.append(self._words.count(STUCK, stuck) if stuck and not away else self._words.count(WAIT, count))
        self.sentence.setText(" ".join(parts))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tool bar asks for what its words would need in a narrow column; here they have the whole width."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        layout = self._inside.layout()
        if layout is not None and layout.hasHeightForWidth() and self._inside.width() > self._inside.minimumSizeHint().width():
            self._inside.setFixedHeight(layout.totalHeightForWidth(self._inside.width()))
