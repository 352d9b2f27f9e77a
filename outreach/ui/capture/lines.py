"""The lines of the capture form: hints below, Enter goes on, and a paste of several lines is taken apart, not squeezed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from outreach.ui.context import Context
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine

#: How long Enter waits for hints at most, in milliseconds: then what is typed counts as it stands.
_PATIENCE = 1500


class HintLine(SuggestionLine):
    """A line with hints below. Enter without a hint goes on. `pasted` asks for the clipboard from the line's own menu.

    Hands that know the way are faster than the answer: Enter waits for it, and so do the keys that come after Enter. What they
    do is the same as if the hints had stood there at once.
    """

    onward = Signal()
    pasted = Signal()
    # Of the class, because Qt sends events before the line is whole.
    _waits = False

    def __init__(self, context: Context, find: Callable[[str], list[Suggestion]], least: int = 1) -> None:
        super().__init__(context, find, least)
        self._unanswered = False
        self._later: list[QKeyEvent | Callable[[], None]] = []
        self._patience = QTimer(self, interval=_PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._resolve)
        self.textEdited.connect(self._edited)
        self.answered.connect(self._arrived)

    @property
    def waits(self) -> bool:
        """Say whether Enter was pressed and its hints are still on their way."""
        return self._waits

    def call_later(self, call: Callable[[], None]) -> None:
        """Call when the keys that were pressed until now have been done."""
        self._later.append(call)

    def event(self, event: QEvent) -> bool:
        """Let Tab wait like any other key; Qt would go on with it before it is a key press."""
        if self._waits and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._later.append(event.clone())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the hint, or goes on to the next field."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            super().keyPressEvent(event)
        elif self._unanswered:
            self._waits = True
            self._patience.start()
        elif self.offers.isVisible():
            super().keyPressEvent(event)
        else:
            self.onward.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever clicks elsewhere waits for nothing: what is typed counts as it stands."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._unanswered = False
            if self._waits:
                self._resolve()

    def _edited(self) -> None:
        self._unanswered = len(self.text().strip()) >= self.least

    def _arrived(self, text: str) -> None:
        if text == self.text().strip():
            self._unanswered = False
            if self._waits:
                self._resolve()

    def _resolve(self) -> None:
        """Do what Enter was pressed for, then hand the keys that came after it to whoever has the keyboard now."""
        later = self._stop_waiting()
        self._unanswered = False
        chosen = self.offers.chosen() if self.offers.isVisible() else None
        if chosen is not None:
            self.take(chosen)
        else:
            self.onward.emit()
        for one in later:
            focus = QApplication.focusWidget()
            if not isinstance(one, QKeyEvent):
                one()
            elif focus is not None:
                QApplication.sendEvent(focus, one)

    def _stop_waiting(self) -> list[QKeyEvent | Callable[[], None]]:
        self._waits = False
        self._patience.stop()
        later, self._later = self._later, []
        return later

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
