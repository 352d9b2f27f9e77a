"""The lines of the capture form: hints below, Enter goes on, and a paste of several lines is taken apart, not squeezed in."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.suggestions import SuggestionLine


class HintLine(SuggestionLine):
    """A line with hints below. Enter without a hint goes on. `pasted` asks for the clipboard from the line's own menu."""

    onward = Signal()
    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the hint, or goes on to the next field."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self.offers.isVisible():
            self.onward.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let *Paste* of the menu do what the key does."""
        menu: QMenu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(self.pasted)
        menu.popup(event.globalPos())


class WhoLine(HintLine):
    """Offers the people of the company as soon as it is entered."""

    has_company = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask at once when the company is known and nobody is named."""
        super().focusInEvent(event)
        if self.has_company and not self.text():
            self.ask()


class NoteEdit(NotesEdit):
    """The note. A paste comes through `pasted` first, whatever key or menu it came by."""

    pasted = Signal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Let the form look at the clipboard; what is dropped goes in as it is."""
        if source is QApplication.clipboard().mimeData() or source.text() == QApplication.clipboard().text():
            self.pasted.emit()
        else:
            super().insertFromMimeData(source)
