"""What an officer's hands do in the window tests: press a key where the focus is, and type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def press(qtbot, key, modifiers=NONE):
    """Press a key where the focus is, as a hand does."""
    assert QApplication.focusWidget() is not None
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def write(qtbot, text):
    """Type a text. Qt's test library knows the keys of a–z alone, so that other letters come as a Swedish board sends them."""
    for letter in text:
        if letter.isascii():
            qtbot.keyClick(QApplication.focusWidget(), letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter.upper()), NONE, letter)
            QApplication.sendEvent(QApplication.focusWidget(), event)
