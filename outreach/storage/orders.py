"""The row keys of whole lists in their order, remembered as long as nobody writes: a search asks for the same order at each key.

Ordering fifty thousand takes longer than finding those that fit, and the list that is searched stands on the screen in its order
already. So a search asks the index alone, and takes out of the remembered order what fits. Eight bytes a row.

A workspace file has one writer, this process, which says when it has written (`Database.transaction`). On a server others write,
and nothing is remembered.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from threading import Lock

#: So many orders are remembered; who sorts by one column after the other wants the last ones.
MOST = 8


class Orders:
    """What is remembered for one open workspace. Safe over threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._writes = 0
        self._kept: dict[Hashable, array[int]] = {}

    def written(self) -> None:
        """Forget everything: something was written, and is committed by now."""
        with self._lock:
            self._writes += 1
            self._kept.clear()

    def glance(self) -> Glance:
        """Return what a reader may use whose transaction begins after this."""
        with self._lock:
            return Glance(self, self._writes)

    def kept(self, which: Hashable, writes: int) -> array[int] | None:
        """Return an order as it was after so many writes, if it is remembered."""
        with self._lock:
            return self._kept.get(which) if writes == self._writes else None

    def keep(self, which: Hashable, writes: int, keys: array[int]) -> None:
        """Remember an order that was read after so many writes, unless something was written meanwhile."""
        with self._lock:
            if writes != self._writes:
                return
            self._kept.pop(which, None)
            self._kept[which] = keys
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))


class Glance:
    """The remembered orders as one reader sees them."""

    def __init__(self, orders: Orders, writes: int) -> None:
        self._orders = orders
        self._writes = writes

    def whole(self, which: Hashable, read: Callable[[], array[int]]) -> array[int]:
        """Return all keys of an order, read if they are not remembered. Not to be changed."""
        known = self._orders.kept(which, self._writes)
        if known is None:
            known = read()
            self._orders.keep(which, self._writes, known)
        return known

    def known(self, which: Hashable) -> array[int] | None:
        """Return all keys of an order if they are remembered."""
        return self._orders.kept(which, self._writes)
