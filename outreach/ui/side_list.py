"""The side list: the pages of the program, by icon and word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from outreach.language import N_
from outreach.ui.icons import icon
from outreach.ui.registry import PAGES, page_key
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

_NAME = Qt.ItemDataRole.UserRole


class SideList(QListWidget):
    """One row a page. `chosen` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "side")
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        words.bind(self.setAccessibleName, N_("Pages"))
        for number, place in enumerate(PAGES, start=1):
            item = QListWidgetItem(self)
            item.setData(_NAME, place.name)
            item.setData(Qt.ItemDataRole.ToolTipRole, page_key(number))
        self._dress()
        self._say()
        words.changed.connect(self._say)
        self.currentItemChanged.connect(lambda item: self.chosen.emit(item.data(_NAME)) if item else None)

    def show_page(self, name: str) -> None:
        """Mark a page as the shown one, without asking for it."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icons anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.count():
            self._dress()

    def _dress(self) -> None:
        for row, place in enumerate(PAGES):
            self.item(row).setIcon(icon(place.name, QColor(current_theme().text)))

    def _say(self) -> None:
        for row, place in enumerate(PAGES):
            self.item(row).setText(self._words(place.title))
