"""Ctrl+V and Ctrl+Z in the lines of the invite window: a line keeps both for its own text, and the window would never hear them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.ui.invitations.answer_door import is_welcome


class LineKeys(QObject):
    """In a line an answer on the clipboard is read and not written, and Ctrl+Z in an empty line takes back what was done."""

    def __init__(self, paste: Callable[[], None], take_back: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._paste, self._take_back = paste, take_back

    def watch(self, *lines: QLineEdit) -> None:
        """Look at the keys of lines before they do."""
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the two keys where the line has no use for them."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if event.matches(QKeySequence.StandardKey.Paste) and is_welcome(QGuiApplication.clipboard().mimeData()):
                self._paste()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not watched.text():
                self._take_back()
                return True
        return super().eventFilter(watched, event)
