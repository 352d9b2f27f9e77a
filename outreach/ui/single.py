"""One window a workspace and person: a second start brings the first window forward and ends.

Who is first is settled by a lock file of the system's user (QLockFile: a killed process leaves none that counts); the others
knock at a local socket (`knocks.py`), over which the command line hands captured lines too. This is courtesy alone: what keeps two
processes from writing is the workspace's own lock, which the storage takes. Where knocking fails, the start goes on and that lock
decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

from outreach.paths import settings_folder, socket_name

if TYPE_CHECKING:
    from outreach.ui.knocks import Knocks

__all__ = ["PATIENCE", "SingleInstance", "bring_forward", "socket_name"]

#: How long a second start waits for the first one, in milliseconds; it may still be on its way up.
PATIENCE = 3000


class SingleInstance(QObject):
    """The right to show the window of one workspace. `asked` says that somebody started it once more.

    `called(question, reply)` carries any other question that came over the socket; `reply` takes the answer, now or later.
    """

    asked = Signal()
    called = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._place = ""
        self._lock: QLockFile | None = None
        self._knocks: Knocks | None = None

    def claim(self, place: str, patience: int = PATIENCE, *, listens: bool = True) -> bool:
        """Take the right for a workspace in place of the last one; return False when another window has come forward.

        The last one is kept in that case. Without `listens` nobody is heard who knocks before `listen` is called; they wait.
        """
        name = socket_name(place, _digest)
        if name == self._name and self._lock is not None:
            return True
        settings_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = QLockFile(str(settings_folder() / f"{name}.lock"))
        # Stale is what a dead process left, never what is merely old.
        lock.setStaleLockTime(0)
        first = lock.tryLock(0)
        if not first and bring_forward(place, patience):
            return False
        self.release()
        if first:
            self._name, self._place, self._lock = name, place, lock
            if listens:
                self.listen()
        return True

    def listen(self) -> None:
        """Hear who knocks, if the right is ours and nobody listens yet."""
        if self._lock is None or self._knocks is not None:
            return
        # The library of sockets is loaded behind the first picture.
        from outreach.ui.knocks import Knocks

        self._knocks = Knocks(self._place, self)
        self._knocks.asked.connect(self.asked)
        self._knocks.called.connect(self.called)

    def release(self) -> None:
        """Give the right back."""
        if self._knocks is not None:
            self._knocks.end()
            self._knocks = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def _digest(data: bytes) -> str:
    return bytes(QCryptographicHash.hash(data, QCryptographicHash.Algorithm.Sha256).toHex().data()).decode()


def bring_forward(place: str, patience: int = PATIENCE) -> bool:
    """Ask the window that has a workspace open to come forward; return whether one answered within `patience` milliseconds."""
    from outreach.ui import knocks

    return knocks.bring_forward(place, patience)
