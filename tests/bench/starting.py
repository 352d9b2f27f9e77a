"""Starting: from the start of the process to the first paint of the window, against an empty PySide6 window."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.pairs import LeftOut, Result, row_of
from tests.bench.setting import Setting

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def starting(setting: Setting) -> list[Result]:
    """Start both in turn, each in a process of its own."""
    name = "start to first paint"
    if importlib.util.find_spec("outreach.ui.main") is None:
        return [LeftOut(name, "there is no window to start yet")]
    workspace = setting.copied("start")
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(setting.rounds + 1):
        product, floor = _start(setting, "outreach", str(workspace)), _start(setting, "empty")
        if number:
            times[0].append(product)
            times[1].append(floor)
    meaning = (
        "Process start to the first paint of the main window, offscreen; floor: an empty PySide6 window, started alike."
    )
    return [row_of(name, meaning, {"start": times})]


def _start(setting: Setting, *words: str) -> float:
    """Return the milliseconds that one process told. Raises CalledProcessError when it failed."""
    # An installed program finds its modules compiled, and so do both sides here after the round that does not count.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings = kept | {
        "PYTHONPYCACHEPREFIX": str(setting.folder / "compiled"),
        "QT_QPA_PLATFORM": "offscreen",
        "OUTREACH_HOME": str(setting.folder / "home"),
        "PYTHONPATH": str(ROOT),
        "OUTREACH_BENCH_START": str(time.monotonic()),
    }
    command = [sys.executable, str(Path(__file__).with_name("first_paint.py")), *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=PATIENCE)
    return float(done.stdout.split()[-1])
