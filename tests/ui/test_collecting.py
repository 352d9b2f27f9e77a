"""What Qt made is destroyed in the window's thread, whoever makes so many things that Python would look for garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from outreach.ui.collecting import Collector
from outreach.ui.tasks import Tasks


@pytest.fixture
def ends() -> Iterator[list[str]]:
    """The names of the threads in which rings ended; nothing old is left over before."""
    gc.collect()
    found: list[str] = []
    yield found
    gc.enable()


def ring(ends: list[str], made: QObject) -> None:
    """Leave something of Qt behind that only a look for rings finds."""
    made.me = made  # type: ignore[attr-defined]
    made.destroyed.connect(lambda: ends.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection)


def worker_makes_many() -> None:
    """Make more things than Python lets pass without looking, in all generations."""
    kept = [[number] for number in range(200_000)]
    assert len(kept) == 200_000


def in_the_worker() -> None:
    thread = threading.Thread(target=worker_makes_many, name="worker")
    thread.start()
    thread.join()


def test_the_control_without_it_the_worker_destroys_what_is_the_windows(ends: list[str], qapp) -> None:
    ring(ends, QObject())
    in_the_worker()
    assert ends == ["worker"]


def test_a_running_timer_in_a_ring_ends_in_the_windows_thread(ends: list[str], qtbot) -> None:
    collector = Collector()
    timer = QTimer(interval=1)
    timer.start()
    ring(ends, timer)
    del timer
    in_the_worker()
    assert ends == []
    kept = [[number] for number in range(2_000)]
    qtbot.waitUntil(lambda: bool(ends))
    collector.stop()
    assert ends == ["MainThread"]
    assert len(kept) == 2_000


def test_the_worker_of_a_window_never_looks_and_python_does_again_once_it_is_closed(qapp) -> None:
    first, second = Tasks(), Tasks()
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled(), "another window still has a worker"
    second.close()
    assert gc.isenabled()
