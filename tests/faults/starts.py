"""Many starts at once: one window owns the workspace, the others bring it forward and end; after kill -9 the next start works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.deeds import Deed, Say
from tests.faults.killing import Life

ROOT = Path(__file__).parents[2]


@dataclass
class Started:
    """What starting many at once found."""

    name: str
    starts: int = 0
    owners: int = 0
    ended: int = 0
    raised: int = 0
    """how often the owner came forward"""
    next_start: float = 0.0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


class Start(Deed):
    """The window, until it is closed or killed."""

    name = "starts"

    def act(self, folder: Path, say: Say, turns: int) -> None:
        from outreach.app import create_house, open_house
        from outreach.settings import Settings
        from outreach.ui.main import run_window
        from outreach.ui.main_window import MainWindow

        come_forward = MainWindow.come_forward

        def tell(window: MainWindow) -> None:
            come_forward(window)
            say("raised")

        MainWindow.come_forward = tell  # type: ignore[method-assign]
        code = run_window(open_house, create_house, Settings(language="en", officer="Bo", workspace=str(folder / "fair.outreach")))
        say(f"ended {code}")


def run(folder: Path, deed: Start, many: int, patience: float = 60) -> Started:
    """Start so many copies at once, kill the one that stays, and start once more."""
    found, began = Started("starts, copied", many), time.monotonic()
    deed.masters.copy("empty", folder)
    lives = [Life(deed, folder) for _ in range(many)]
    waiting, deadline = list(lives), time.monotonic() + patience
    while len(waiting) > 1 and time.monotonic() < deadline:
        for life in waiting:
            life.rest(0.02)
        waiting = [life for life in waiting if not life.ended]
    # The last call may be on its way.
    for life in waiting:
        life.rest(0.5)
    found.owners = len(waiting)
    found.raised = sum(life.lines().count("raised") for life in lives)
    found.ended = sum("ended 0" in life.lines() for life in lives)
    for life in lives:
        life.kill()
    found.next_start = _next(deed, folder, found)
    found.seconds = time.monotonic() - began
    found.faults += [line for life in lives for line in life.lines() if line.startswith("broke ")]
    _judge(found)
    return found


def _next(deed: Start, folder: Path, found: Started) -> float:
    """Start the window after the holder was killed; return how long it took until it held the workspace."""
    from outreach.storage.lock import read_holder

    began = time.monotonic()
    life = Life(deed, folder)
    while not read_holder(folder / "fair.outreach.lock").endswith(f" {life.pid}") and time.monotonic() < began + 20:
        life.rest(0.02)
    if not read_holder(folder / "fair.outreach.lock").endswith(f" {life.pid}"):
        found.faults.append("after kill -9 the next start did not get the workspace")
    seconds = time.monotonic() - began
    life.kill()
    return seconds


def run_real(folder: Path, deed: Start, many: int, patience: float = 240) -> Started:
    """The same with the program as an officer starts it, each reading its own libraries."""
    found, began = Started("starts, real", many), time.monotonic()
    deed.masters.copy("empty", folder)
    environment = os.environ | {"OUTREACH_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "outreach", "--workspace", str(folder / "fair.outreach")]
    running = [subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True) for _ in range(many)]
    deadline = time.monotonic() + patience
    while sum(one.poll() is None for one in running) > 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    found.owners = sum(one.poll() is None for one in running)
    found.ended = sum(one.poll() == 0 for one in running)
    found.raised = found.ended
    for one in running:
        if one.poll() is None:
            one.send_signal(signal.SIGKILL)
        one.wait()
    found.next_start = _next(deed, folder, found)
    found.seconds = time.monotonic() - began
    _judge(found)
    return found


def _judge(found: Started) -> None:
    if found.owners != 1:
        found.faults.append(f"{found.owners} windows stayed, of {found.starts}")
    if found.ended != found.starts - 1:
        found.faults.append(f"{found.ended} ended by themselves, of {found.starts - 1}")
    if found.raised != found.starts - 1:
        found.faults.append(f"the window came forward {found.raised} times, not {found.starts - 1}")
