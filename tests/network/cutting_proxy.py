"""A line that breaks: a TCP proxy before a server, which cuts each connection at a place that a plan names.

Plans look at the bytes that pass; a cut may be a polite end (FIN) or a reset (RST), and what was not let through is lost.
"""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

END = b"\r\n.\r\n"


@dataclass(frozen=True)
class Plan:
    """Where to cut: after `up` bytes from the client, or `down` bytes from the server; None lets all pass.

    `at_dot` counts from the end of a letter instead: 0 cuts right before the dot, 1 after the dot, 2 and 3 within and after its
    line's end. `letter` says of which letter on this connection. `answer` lets so many bytes of the answer to that dot through.
    """

    up: int | None = None
    down: int | None = None
    at_dot: int | None = None
    answer: int | None = None
    letter: int = 1
    reset: bool = False


class CuttingProxy:
    """The proxy. The first connection takes the first plan, and so on; when they are used up, all passes."""

    def __init__(self, port: int, plans: list[Plan]) -> None:
        self._target = ("127.0.0.1", port)
        self._plans = list(plans)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts = 0
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._closing = False

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._sockets:
            one.close()
        for thread in self._threads:
            thread.join(2)

    @property
    def left(self) -> int:
        """How many plans have not been used."""
        return len(self._plans)

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._sockets += [client, server]
            plan = self._plans.pop(0) if self._plans else Plan()
            line = _Line(self, client, server, plan)
            self._begin(line.up)
            self._begin(line.down)


class _Line:
    """One connection through the proxy."""

    def __init__(self, proxy: CuttingProxy, client: socket.socket, server: socket.socket, plan: Plan) -> None:
        self._proxy, self._client, self._server, self._plan = proxy, client, server, plan
        self._over = threading.Event()
        self._seen = b""
        self._up = self._down = self._letters = 0
        self._dot_passed = self._is_cut = False

    def up(self) -> None:
        self._pump(self._client, self._server, self._may_go_up)

    def down(self) -> None:
        self._pump(self._server, self._client, self._may_go_down)

    def _pump(self, source: socket.socket, target: socket.socket, allowed: Callable[[bytes], int]) -> None:
        while not self._over.is_set():
            try:
                data = source.recv(4096)
            except OSError:
                data = b""
            if not data:
                break
            most = allowed(data)
            try:
                target.sendall(data[:most])
            except OSError:
                break
            if most < len(data) or self._over.is_set():
                self._cut()
                return
        self._end()

    def _may_go_up(self, data: bytes) -> int:
        plan = self._plan
        if plan.up is not None:
            left = max(0, plan.up - self._up)
            self._up += len(data)
            return min(left, len(data)) if left < len(data) else len(data)
        if plan.at_dot is None and plan.answer is None:
            return len(data)
        before = len(self._seen)
        self._seen += data
        place = self._seen.find(END, max(0, before - len(END)))
        if place < 0:
            if plan.at_dot is not None and self._letters + 1 == plan.letter and self._seen.endswith(b"\r\n"):
                return len(data)
            return len(data)
        self._letters += 1
        self._seen = b""
        if self._letters != plan.letter:
            return len(data)
        if plan.answer is not None:
            self._dot_passed = True
            return len(data)
        assert plan.at_dot is not None
        wanted = place + 2 + plan.at_dot - before
        if wanted >= len(data):
            self._over.set()
        return max(0, wanted)

    def _may_go_down(self, data: bytes) -> int:
        plan = self._plan
        if plan.down is not None:
            left = max(0, plan.down - self._down)
            self._down += len(data)
            return min(left, len(data))
        if plan.answer is not None and self._dot_passed:
            self._over.set()
            return min(plan.answer, len(data))
        if self._over.is_set():
            return 0
        return len(data)

    def _cut(self) -> None:
        self._over.set()
        if not self._is_cut:
            self._is_cut = True
            self._proxy.cuts += 1
        for one in (self._client, self._server):
            if self._plan.reset:
                with contextlib.suppress(OSError):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _end(self) -> None:
        self._over.set()
        for one in (self._client, self._server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def random_plans(seed: int, count: int, most: int) -> list[Plan]:
    """Return plans that cut after a random number of bytes, in either direction, by an end or a reset."""
    chance = random.Random(seed)
    plans = []
    for _ in range(count):
        upwards = chance.random() < 0.6
        reset = chance.random() < 0.5
        amount = chance.randint(0, most if upwards else most // 8)
        plans.append(Plan(up=amount, reset=reset) if upwards else Plan(down=amount, reset=reset))
    return plans


def plans_at_the_dot(seed: int, count: int) -> list[Plan]:
    """Return plans that cut around the dot: right before it, in it, right after it, before the 250 and within the 250."""
    chance = random.Random(seed)
    plans = []
    for number in range(count):
        letter, reset = chance.randint(1, 6), chance.random() < 0.5
        kind = number % 7
        if kind < 4:
            plans.append(Plan(at_dot=kind, letter=letter, reset=reset))
        else:
            plans.append(Plan(answer=(0, 2, 7)[kind - 4], letter=letter, reset=reset))
    return plans
