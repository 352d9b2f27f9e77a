"""What holds for every test: a home of its own, Qt in memory, and no thread, dialog or window left behind."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import one_cache
from tests.order import ordered

# The same examples in every run: a new find belongs on the desk of who is looking for it, not into somebody else's change.
# `OUTREACH_SEARCH=1` looks for new ones, and for more. Nothing is measured by the clock: other work on the machine would break it.
UNHURRIED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, max_examples=40, **UNHURRIED)
settings.register_profile("search", max_examples=100, **UNHURRIED)
settings.load_profile("search" if os.environ.get("OUTREACH_SEARCH") else "steady")

# Before anything imports Qt. A test on a virtual screen sets its own in the process that it starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_ACCESSIBILITY"] = "0"
os.environ["LANGUAGE"] = "en"

one_cache.share()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the long ones begin, when several processes share the work."""
    workers = getattr(config, "workerinput", {}).get("workercount", 0)
    if workers:
        items[:] = ordered(items, [item.path.as_posix() for item in items], workers)


def pytest_collection_finish() -> None:
    """Spare Python from looking through all modules and ten thousand tests again whenever it looks for garbage."""
    gc.freeze()


#: How long a thread may take to end after its test, in seconds.
_GRACE = 2.0


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Make one more home. `mktemp` would read the names of all that are there first, which are thousands before the end."""
    homes, numbers = tmp_path_factory.mktemp("homes"), count()

    def make() -> Path:
        home = homes / str(next(numbers))
        home.mkdir(0o700)
        return home

    return make


@pytest.fixture(autouse=True)
def own_home(new_home: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test may read or write the settings, the log or the workspace of whoever runs it."""
    home = new_home()
    monkeypatch.setenv("OUTREACH_HOME", str(home))
    monkeypatch.setenv("OUTREACH_SITE_SETTINGS", str(home / "site.toml"))
    # Nor the key ring: this one of the library keyring keeps nothing and has nothing.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return home


@pytest.fixture(autouse=True)
def no_stray_threads() -> Iterator[None]:
    """A thread that outlives its test would write into the next one's workspace."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _GRACE
    while (left := _strays(before)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"threads left running: {', '.join(thread.name for thread in left)}"


@pytest.fixture(autouse=True)
def no_unexpected_dialogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A dialog that waits for an answer would hang the run; one that stays open was not expected."""
    if "PySide6.QtWidgets" not in sys.modules:
        yield
        return
    from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

    def refuse(dialog: QDialog, *_: object) -> int:
        raise AssertionError(f"an unexpected dialog waits: {dialog.windowTitle()!r}")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    yield
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    open_ones = [widget for widget in app.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]
    titles = [widget.windowTitle() for widget in open_ones]
    for widget in open_ones:
        widget.hide()
    assert not titles, f"dialogs left open: {titles}"


def _strays(before: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in before and thread.is_alive() and not thread.daemon]
