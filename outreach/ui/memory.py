"""What the window remembers between starts: sizes, columns, the last page. Written a second after the last change.

It lies beside the settings and is not encrypted: no name, no typed text, nothing of a record but its id. What an officer types is a
draft in the workspace (`Context.keep_draft`). `tests/rules/test_memory.py` holds the list of what may be kept.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer

from outreach.settings import load_memory, save_memory

#: Names under which earlier versions kept typed texts: gone from the file at the next start.
_NO_MORE = ("mailings.text", "mailings.subject", "handouts.settings")


class Memory(QObject):
    """Remembered values by name; JSON types, and QByteArray for Qt's own states."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = load_memory()
        self._kept = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.write)
        for name in _NO_MORE:
            if self._values.pop(name, None) is not None:
                self._timer.start()

    def get(self, name: str, default: Any = None) -> Any:
        """Return what is remembered under a name."""
        return self._values.get(name, default)

    def keep(self, name: str, value: Any) -> None:
        """Remember a value."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._timer.start()

    def get_state(self, name: str) -> QByteArray | None:
        """Return a remembered Qt state (geometry, splitter, header), or None."""
        text = self._values.get(name)
        return QByteArray.fromBase64(text.encode()) if isinstance(text, str) else None

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember a Qt state."""
        self.keep(name, bytes(state.toBase64().data()).decode())

    def forget(self) -> None:
        """Remember nothing from now on, and nothing of before."""
        self._values = {}
        self._kept = False

    def write(self) -> None:
        """Write now what has changed."""
        self._timer.stop()
        if self._kept:
            save_memory(self._values)
