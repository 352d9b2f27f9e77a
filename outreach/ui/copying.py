"""The one way to the clipboard, and off it again: what holds more than one person does not stay there.

Such a copy carries the hints by which clipboard histories leave it out (KDE's Klipper, Windows' cloud clipboard, macOS managers),
and is taken away after a while, but only if it is still ours: what the officer has copied since, elsewhere, stays. A lock takes
away whatever of ours is there, copied by a button or by Ctrl+C in a field.
"""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

#: Seconds after which a copy of more than one person is taken away, unless the officer has chosen otherwise.
SECONDS = 30
_MARK = "application/x-outreach-copy"
#: What clipboard histories honour, and the word they look for: KDE and its followers, Windows, nspasteboard.org (macOS).
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "application/x-nspasteboard-concealed-type": b"1",
}


class Copies(QObject):
    """Knows the last copy that must not stay. One for the application."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds = SECONDS
        self._mark = b""
        self.clock = QTimer(self, singleShot=True)
        self.clock.timeout.connect(self._time_is_up)

    def put(self, data: QMimeData, people: int) -> None:
        """Put data on the clipboard; `people` says how many they tell of."""
        self.clock.stop()
        self._mark = uuid4().bytes
        data.setData(_MARK, self._mark)
        if people > 1:
            for name, word in _HINTS.items():
                data.setData(name, word)
            if self.seconds:
                self.clock.start(self.seconds * 1000)
        _clipboard().setMimeData(data)

    def forget(self) -> None:
        """Take away what this program has put there."""
        self.clock.stop()
        clipboard = _clipboard()
        if self._is_there() or clipboard.ownsClipboard():
            clipboard.clear()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        self._mark = b""

    def _time_is_up(self) -> None:
        if self._is_there():
            _clipboard().clear()
        self._mark = b""

    def _is_there(self) -> bool:
        data = _clipboard().mimeData()
        return bool(self._mark) and data is not None and bytes(data.data(_MARK).data()) == self._mark


def copies() -> Copies:
    """Return the application's keeper of copies."""
    app = QGuiApplication.instance()
    assert app is not None
    found = app.findChild(Copies)
    return found if isinstance(found, Copies) else Copies(app)


def copy_text(text: str, people: int = 0) -> None:
    """Put a text on the clipboard; `people` says how many people it tells of (more than one: it does not stay)."""
    data = QMimeData()
    data.setText(text)
    copies().put(data, people)


def copy_table(text: str, html: str, people: int = 0) -> None:
    """Put a table on the clipboard, for a spreadsheet (text) and for a mail (HTML, whose cells must be escaped)."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    copies().put(data, people)


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
