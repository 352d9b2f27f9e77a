"""What the window tests share: the names of the test workspace, and waiting until nothing is under way any more."""

from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from outreach.ui.tasks import Tasks

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OFFICER = "Anna Ek"
MUNICIPALITY = "Älvbro kommun"


def come_to_rest(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until pauses of typing are over and the worker has nothing to do."""
    for _ in range(2):
        qtbot.wait(130)
        qtbot.waitUntil(lambda: tasks.idle)
