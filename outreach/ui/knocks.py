"""The local socket of a window: a second start knocks at it, and the command line hands lines over (`services/open_window.py`)."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from outreach.log import Fact
from outreach.paths import socket_name
from outreach.services.open_window import COME_FORWARD, forget_address, frame, tell_address, unframe

log = logging.getLogger(__name__)

#: How long a caller may take to say what it wants, in milliseconds; one who never does would hold a connection for ever.
SAY_WITHIN = 5000


class Knocks(QObject):
    """Listens for the window of one workspace. `asked` and `called` are those of `SingleInstance`."""

    asked = Signal()
    called = Signal(object, object)

    def __init__(self, place: str, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        name = socket_name(place)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if self._server.listen(name):
            tell_address(place, self._server.fullServerName())
        else:
            log.warning("no local socket for a second start (%s)", Fact(self._server.serverError().name))

    def end(self) -> None:
        """Listen no more."""
        self._server.close()
        forget_address(self._place)
        self.deleteLater()

    def _answer(self) -> None:
        if not self._server.hasPendingConnections():
            return
        caller = self._server.nextPendingConnection()
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


def bring_forward(place: str, patience: int) -> bool:
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
