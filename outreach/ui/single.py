"""One window a workspace and person: a second start brings the first window forward and ends.

Who is first is settled by a lock file of the system's user (QLockFile: a killed process leaves none that counts); the others
knock at a local socket, over which the command line hands captured lines too (`services/open_window.py` says how). This is
courtesy alone: what keeps two processes from writing is the workspace's own lock, which the storage takes. Where knocking fails,
the start goes on and that lock decides.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from outreach.log import Fact
from outreach.paths import settings_folder
from outreach.services.open_window import COME_FORWARD, forget_address, frame, socket_name, tell_address, unframe

__all__ = ["PATIENCE", "SingleInstance", "bring_forward", "socket_name"]

log = logging.getLogger(__name__)

#: How long a second start waits for the first one, in milliseconds; it may still be on its way up.
PATIENCE = 3000
#: How long a caller may take to say what it wants, in milliseconds; one who never does would hold a connection for ever.
SAY_WITHIN = 5000


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
            self._name, self._place, self._lock = name, place, lock
            self._listen(name)
        return True

    def release(self) -> None:
        """Give the right back."""
        if self._server is not None:
            self._server.close()
            forget_address(self._place)
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
        if self._server.listen(name):
            tell_address(self._place, self._server.fullServerName())
        else:
            log.warning("no local socket for a second start (%s)", Fact(self._server.serverError().name))

    def _answer(self) -> None:
        server = self._server
        caller = server.nextPendingConnection() if server is not None else None
        if caller is None:
            return
        caller.disconnected.connect(caller.deleteLater)
        caller.readyRead.connect(partial(self._read, caller))
        silence = QTimer(caller, interval=SAY_WITHIN, singleShot=True)
        silence.timeout.connect(partial(_hang_up, caller))
        silence.start()
        self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        """Take a question once all of it has come; what is none is hung up on."""
        try:
            question = unframe(bytes(caller.peek(caller.bytesAvailable()).data()))
        except ValueError:
            caller.abort()
            return
        if question is None:
            return
        caller.readAll()
        silence = caller.findChild(QTimer)
        if silence is not None:
            silence.stop()
        if question.get("do") == COME_FORWARD:
            _reply(caller, {"yes": True})
            self.asked.emit()
        else:
            self.called.emit(question, partial(_reply, caller))


def _hang_up(caller: QLocalSocket) -> None:
    caller.abort()


def _reply(caller: QLocalSocket, answer: dict[str, Any]) -> None:
    """Send an answer to a caller that may have left meanwhile."""
    if shiboken6.isValid(caller) and caller.state() == QLocalSocket.LocalSocketState.ConnectedState:
        caller.write(frame(answer))
        caller.flush()


def bring_forward(place: str, patience: int = PATIENCE) -> bool:
    """Ask the window that has a workspace open to come forward; return whether one answered within `patience` milliseconds."""
    deadline = QDeadlineTimer(patience)
    while True:
        caller = QLocalSocket()
        caller.connectToServer(socket_name(place))
        if caller.waitForConnected(200):
            caller.write(frame({"do": COME_FORWARD}))
            return bool(caller.waitForReadyRead(max(int(deadline.remainingTime()), 200)))
        if deadline.hasExpired():
            return False
        QThread.msleep(50)
