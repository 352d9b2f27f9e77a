"""Long work that does not stop the window: Python's full collections are put off while it lasts.

A full collection walks everything that lives, with every thread waiting. An import lets a million small things live, so each
walk takes up to a second, and there are many of them. Almost nothing of ours hangs together in rings, which is all that a
collection is for: counting references frees the rest at once. The young are still collected, which takes a millisecond.

What a large piece of work leaves behind (a preview of a hundred thousand rows) would be walked at once when it is over. So it
is set aside, and `take_up` gives it back to the collector when it is likely to be gone.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: More collections of the middle generation than there will ever be.
_NEVER = 1_000_000_000

#: Collections of the middle generation (7,000 new things each) after which what is left is worth setting aside.
_MUCH = 100

_lock = threading.Lock()
_at_work = 0
_waits = False
_before = (700, 10, 10)


@contextmanager
def full_collections_put_off() -> Iterator[None]:
    """Walk the whole heap not before the end; several pieces of long work may overlap, the last one ends it.

    Works as a decorator too.
    """
    global _at_work
    with _lock:
        if _at_work == 0 and not _waits:
            _put_off()
        _at_work += 1
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            if _at_work == 0:
                if gc.get_count()[2] > _MUCH:
                    gc.freeze()
                if not _waits:
                    gc.set_threshold(*_before)


def wait_for_rest() -> None:
    """Put full collections off until the program rests (`take_up`).

    For what is read while somebody turns pages: thousands of small things would be walked, with everything else, right when they
    are to be painted.
    """
    global _waits
    with _lock:
        if _at_work == 0 and not _waits:
            _put_off()
        _waits = True


def take_up() -> None:
    """Let full collections look after everything again, also what was set aside after long work."""
    global _waits
    with _lock:
        if _waits and _at_work == 0:
            gc.set_threshold(*_before)
        _waits = False
    gc.unfreeze()


def _put_off() -> None:
    global _before
    _before = gc.get_threshold()
    gc.set_threshold(_before[0], _before[1], _NEVER)
