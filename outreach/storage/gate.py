"""Keeps work out of a workspace while its file is exchanged for another: whoever comes waits, whoever is inside ends first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Any number may be inside, or one has closed it. A thread that is inside may enter again."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: dict[int, int] = {}
        self._closer: int | None = None

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Be inside; waits while somebody else has closed the gate."""
        me = threading.get_ident()
        with self._changed:
            while self._closer not in (None, me) and me not in self._inside:
                self._changed.wait()
            self._inside[me] = self._inside.get(me, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Be alone. Waits until those inside have left; must not be asked for from inside."""
        me = threading.get_ident()
        with self._changed:
            while self._closer is not None:
                self._changed.wait()
            self._closer = me
            while self._inside:
                self._changed.wait()
        try:
            yield
        finally:
            with self._changed:
                self._closer = None
                self._changed.notify_all()
