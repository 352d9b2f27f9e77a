"""A bad line to the PostgreSQL server: a proxy here that cuts, swallows an answer to COMMIT, or lets nothing through."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Fault:
    """What happens to one connection: after `up` bytes from us, or when a COMMIT was sent (`at_commit`).

    `how`: "cut" (reset), "end" (closed politely) or "hole" (open, and nothing comes any more). At a commit the server gets it, and
    its answer is lost.
    """

    up: int | None = None
    at_commit: bool = False
    how: str = "cut"


class BadLine:
    """The proxy. The first connection gets the first fault, and so on; later ones are sound."""

    def __init__(self, address: str, faults: list[Fault], host: str = "127.0.0.1") -> None:
        self._target = socket_of(address)
        self._address = address
        self._faults = list(faults)
        self._listener = socket.create_server((host, 0))
        self._host, self.port = self._listener.getsockname()[:2]
        self._open: list[socket.socket] = []
        self._lines: list[tuple[_State, socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self.struck = 0
        #: Nobody gets through at all: "" (sound), "cut" (refused at once) or "hole" (taken, and never answered).
        self.down = ""
        #: The line goes down like that with the next fault that strikes.
        self.down_after_strike = ""

    @property
    def address(self) -> str:
        """The address of the same database through the bad line."""
        path = urlsplit(self._address).path
        return f"postgresql://postgres@{self._host}:{self.port}{path}"

    def arm(self, *faults: Fault) -> None:
        """Let these strike the next connections."""
        self._faults = list(faults)

    def fall(self, how: str) -> None:
        """Let the line go down: what is open breaks or falls silent, and nobody gets through until `down` is empty again."""
        self.down = how
        for state, client, server in self._lines:
            state.hole = True
            if how == "cut":
                for one in (client, server):
                    with contextlib.suppress(OSError):
                        one.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(2)

    def _begin(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.down:
                self._open.append(client)
                if self.down == "cut":
                    client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._target)
            self._open += [client, server]
            state = _State(self._faults.pop(0) if self._faults else None)
            self._lines.append((state, client, server))
            self._begin(self._up, client, server, state)
            self._begin(self._down, client, server, state)

    def _up(self, client: socket.socket, server: socket.socket, state: _State) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                fault, state.sent = state.fault, state.sent + len(data)
                if fault is not None and fault.up is not None and state.sent > fault.up:
                    server.sendall(data[: max(0, len(data) - (state.sent - fault.up))])
                    self._strike(client, server, state)
                    return
                if fault is not None and fault.at_commit and b"COMMIT" in data:
                    state.deaf = True
                if state.hole:
                    continue
                server.sendall(data)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _down(self, client: socket.socket, server: socket.socket, state: _State) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if state.deaf:
                    self._strike(client, server, state)
                    return
                if state.hole:
                    continue
                client.sendall(data)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_WR)

    def _strike(self, client: socket.socket, server: socket.socket, state: _State) -> None:
        self.struck += 1
        self.down = self.down_after_strike or self.down
        assert state.fault is not None
        if state.fault.how == "hole":
            state.hole = True
            return
        if state.fault.how == "cut":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for one in (client, server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        client.close()


class _State:
    def __init__(self, fault: Fault | None) -> None:
        self.fault = fault
        self.sent = 0
        self.deaf = self.hole = False


def socket_of(address: str) -> str:
    """Return the server's socket file that an address of the tests leads to."""
    folder = parse_qs(urlsplit(address).query)["host"][0]
    return str(next(iter(sorted(Path(folder).glob(".s.PGSQL.*[0-9]")))))
