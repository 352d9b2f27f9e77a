"""What the window tests share: the names of the test workspace, and waiting until nothing is under way any more."""

from __future__ import annotations

import contextlib
from concurrent.futures import TimeoutError as TookTooLong
from datetime import UTC, datetime
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach.ui.tasks import Tasks

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICER = "Anna Ek"
MUNICIPALITY = "Älvbro kommun"

#: A pause after typing is at the most so long; what waits longer (a draft, a toast) does not count. In milliseconds.
PAUSE = 260
#: For how long anything may keep the window busy, in milliseconds: the machine may have other work, and this is no measure of ours.
PATIENCE = 60_000
#: So often in a row nothing may be under way: what has just arrived may ask for the next thing.
QUIET = 3


def come_to_rest(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until pauses of typing are over and the worker has nothing to do; what waits for a server gets a moment."""
    begun, quiet = monotonic(), 0
    while quiet < QUIET:
        qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE)
        qtbot.wait(5)
        far = monotonic() - begun < PAUSE / 1000 and any(not one.done() for one in tasks._far_ones.values())
        quiet = 0 if far or not tasks.idle else quiet + 1
        # To look for the pauses through all windows is dear: once when all else is over, and again when the longest has passed.
        if quiet == QUIET and (pause := _pause(tasks)) is not None:
            qtbot.wait(pause)
            quiet = 0
    with contextlib.suppress(RuntimeError, TookTooLong):
        tasks._beside.submit(lambda: None).result(PAUSE / 1000)


def _pause(tasks: Tasks) -> int | None:
    """Return how long a pause of typing still runs somewhere, in milliseconds: in a window, shown or not, or in what has none."""
    roots: list[QObject | None] = [*QApplication.topLevelWidgets(), QCoreApplication.instance(), tasks]
    left = [
        timer.remainingTime()
        for root in roots
        if root is not None
        for timer in root.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= PAUSE
    ]
    return max(0, *left) if left else None
