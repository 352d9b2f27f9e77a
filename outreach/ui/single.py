"""One window a workspace and person: a second start brings the first window forward and ends.

Who is first is settled by a lock file of the system's user (QLockFile: a killed process leaves none that counts); the others
knock at a local socket. This is courtesy alone: what keeps two processes from writing is the workspace's own lock, which the
storage takes. Where knocking fails, the start goes on and that lock decides.
"""

from __future__ import annotations

import getpass
import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from outreach.paths import settings_folder

log = logging.getLogger(__name__)

_ASK = b"come forward\n"
_ANSWER = b"yes\n"
#: How long a second start waits for the first one, in milliseconds; it may still be on its way up.
PATIENCE = 3000


def socket_name(place: str) -> str:
    """Return the name under which the window of a workspace listens: the same for every way to write its path."""
    where = place if "://" in place else str(Path(place).expanduser().resolve())
    return "outreach-" + hashlib.sha256(f"{getpass.getuser()}\n{where}".encode()).hexdigest()[:24]


class SingleInstance(QObject):
    """The right to show the window of one workspace. `asked` says that somebody started it once more."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None

    def claim(self, place: str, patience: int = PATIENCE) -> bool:
        """Take the right for a workspace in place of the last one; return False when another window has come forward.

        The last one is kept in that case.
        """
        name = socket_name(place)
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
            self._name, self._lock = name, lock
            self._listen(name)
        return True

    def release(self) -> None:
        """Give the right back."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _listen(self, name: str) -> None:
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name):
            log.warning("no local socket for a second start (%s)", self._server.serverError().name)

    def _answer(self) -> None:
        server = self._server
        caller = server.nextPendingConnection() if server is not None else None
        if caller is None:
            return
        caller.disconnected.connect(caller.deleteLater)
        caller.write(_ANSWER)
        caller.flush()
        self.asked.emit()


def bring_forward(place: str, patience: int = PATIENCE) -> bool:
    """Ask the window that has a workspace open to come forward; return whether one answered within `patience` milliseconds."""
    deadline = QDeadlineTimer(patience)
    while True:
        caller = QLocalSocket()
        caller.connectToServer(socket_name(place))
        if caller.waitForConnected(200):
            caller.write(_ASK)
            return bool(caller.waitForReadyRead(max(int(deadline.remainingTime()), 200)))
        if deadline.hasExpired():
            return False
        QThread.msleep(50)
