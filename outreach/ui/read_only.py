"""The line above everything that says that a workspace can only be read: on a disk or in a folder that takes no writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QSizePolicy, QToolBar, QWidget

from outreach.language import N_
from outreach.ui.icons import pixmap
from outreach.ui.theme import GAP, MARGIN, current_theme
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

TEXT = N_(
    "Read-only: you can look and search, but nothing can be saved here. "
    "Copy the workspace to a folder of your own to work in it."
)


class ReadOnlyBanner(QToolBar):
    """A bar of the main window, hidden unless the open workspace cannot be written."""

    def __init__(self, words: Words, window: QMainWindow) -> None:
        super().__init__(window)
        self.setMovable(False)
        self.setFloatable(False)
        # It cannot be put away by a right click: who works here must know.
        self.toggleViewAction().setEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(inside)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        picture, self.sentence = QLabel(), QLabel()
        picture.setPixmap(pixmap("warning", 18, QColor(current_theme().warning), 2.0))
        self.sentence.setProperty("role", "warning")
        words.bind(self.sentence.setText, TEXT)
        words.bind(self.setWindowTitle, N_("Read-only"))
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        self.addWidget(inside)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self)
        self.hide()

    def show_for(self, house: House) -> None:
        """Show it when the workspace cannot be written."""
        self.setVisible(not house.can_write)
