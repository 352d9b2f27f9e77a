"""The calm bar over a register that is not encrypted: it says so and leads to the dialog; it can be put off for a week."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QPushButton, QSizePolicy, QToolBar, QWidget

from outreach.domain.when import home_day
from outreach.language import N_
from outreach.ui.icons import pixmap
from outreach.ui.memory import Memory
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

#: What the window remembers: a mark of the workspace → the day from which it is told again.
LATER = "keys.later"
WEEK = timedelta(days=7)


class PlainBar(QToolBar):
    """A bar of the main window, hidden unless the open register is a plain file that could be protected."""

    def __init__(self, words: Words, memory: Memory, protect: Callable[[], None], window: QMainWindow) -> None:
        super().__init__(window)
        self._memory = memory
        self._house: House | None = None
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(inside)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        picture, self.sentence = QLabel(), QLabel()
        picture.setPixmap(pixmap("lock", 18, QColor(current_theme().accent), 2.0))
        self.protect_button, self.later_button = QPushButton(), QPushButton()
        set_role(self.later_button, "quiet")
        words.bind(self.sentence.setText, N_("This register is not encrypted."))
        words.bind(self.protect_button.setText, N_("Protect it…"))
        words.bind(self.later_button.setText, N_("Not this week"))
        words.bind(self.setWindowTitle, N_("Not encrypted"))
        self.protect_button.clicked.connect(protect)
        self.later_button.clicked.connect(self.put_off)
        row.addWidget(picture)
        row.addWidget(self.sentence)
        row.addSpacing(MARGIN)
        row.addWidget(self.protect_button)
        row.addWidget(self.later_button)
        row.addStretch(1)
        self.addWidget(inside)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self)
        self.hide()

    def show_for(self, house: House, *, sample: bool) -> None:
        """Show it for a plain file that is somebody's own and may be written; the sample holds invented people."""
        self._house = house
        plain = house.can_write and not house.is_shared and not house.database.is_encrypted
        self.setVisible(plain and not sample and not self._is_put_off(house))

    def put_off(self) -> None:
        """Say nothing for a week."""
        if self._house is not None:
            until = home_day(self._house.now()) + WEEK
            self._memory.keep(LATER, self._kept() | {_mark(self._house): until.isoformat()})
        self.hide()

    def forget(self) -> None:
        """The workspace closes."""
        self._house = None
        self.hide()

    def _is_put_off(self, house: House) -> bool:
        try:
            until = date.fromisoformat(str(self._kept().get(_mark(house), "")))
        except ValueError:
            return False
        # A day far ahead was kept under a clock that went wrong.
        today = home_day(house.now())
        return today < until <= today + WEEK

    def _kept(self) -> dict[str, Any]:
        kept = self._memory.get(LATER, {})
        return kept if isinstance(kept, dict) else {}


def _mark(house: House) -> str:
    return hashlib.sha256(house.place.encode()).hexdigest()[:16]
