"""One signal for every write: each open page decides for itself what to read again (design, section 3)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from outreach.domain.changes import Changes


class ChangeBus(QObject):
    """`changed(changes, origin)`: `origin` is the object that caused it, or None, so that a form can ignore itself."""

    changed = Signal(object, object)

    def publish(self, changes: Changes, origin: QObject | None = None) -> None:
        """Tell everybody what was written; nothing is told when nothing was."""
        if changes.action is not None:
            self.changed.emit(changes, origin)
