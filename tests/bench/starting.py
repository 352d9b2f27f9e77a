"""Starting: from the start of the process to the first paint of the window, against an empty PySide6 window."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.pairs import Case, Figure, LeftOut, Result, measure, row_of
from tests.bench.setting import Setting

#: None of these has a place in a first picture (goal U3).
HEAVY = ("sqlalchemy", "icalendar", "vobject", "reportlab", "psycopg")
ROOT = Path(__file__).parents[2]
PATIENCE = 60


def starting(setting: Setting) -> list[Result]:
    """Start both in turn, each in a process of its own."""
    name = "start to first paint"
    if importlib.util.find_spec("outreach.ui.main") is None:
        return [LeftOut(name, "there is no window to start yet")]
    workspace = setting.copied("start")
    times: tuple[list[float], list[float]] = ([], [])
    held: tuple[list[float], list[float]] = ([], [])
    loaded: set[str] = set()
    for number in range(setting.rounds + 1):
        product, floor = _start(setting, "outreach", str(workspace)), _start(setting, "empty")
        loaded |= product.loaded
        if number:
            times[0].append(product.took)
            times[1].append(floor.took)
            held[0].append(product.megabytes)
            held[1].append(floor.megabytes)
    meaning = (
        "Process start to the first paint of the main window, offscreen; floor: an empty PySide6 window, started alike."
    )
    more = median(one / other for one, other in zip(*held, strict=True)) if all(held[1]) else 0.0
    names = ", ".join(sorted(loaded)) or "none"
    return [
        row_of(name, meaning, {"start": times}),
        Figure("memory at the first paint", f"An empty window: {median(held[1]):.0f} MB, {more:.2f}×.", median(held[0]), "MB"),
        Figure("heavy libraries at the first paint", f"Of {', '.join(HEAVY)}: {names}.", len(loaded), "loaded"),
        _command(setting, workspace),
    ]


def _command(setting: Setting, workspace: Path) -> Result:
    """A search from the command line, as a script asks it, against a Python that ends at once."""

    def run(*words: str) -> Callable[[], object]:
        command, surroundings = [sys.executable, *words], _surroundings(setting)
        return lambda: subprocess.run(
            command, env=surroundings, capture_output=True, check=True, timeout=PATIENCE, cwd=setting.folder
        )

    find = run("-m", "outreach", "find", "lind", "--workspace", str(workspace))
    meaning = "outreach find, as a process of its own; floor: a Python that does nothing. Processor time of the processes."
    return measure("a command: find", meaning, [Case("find", find, run("-c", "pass"))], setting.rounds, _processor_of_children)


def _processor_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


@dataclass(frozen=True, slots=True)
class _Start:
    """Milliseconds, megabytes, and the heavy libraries that were loaded."""

    took: float
    megabytes: float
    loaded: frozenset[str]


def _surroundings(setting: Setting) -> dict[str, str]:
    # An installed program finds its modules compiled, and so do both sides here after the round that does not count.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(setting.folder / "compiled"),
        "QT_QPA_PLATFORM": "offscreen",
        "OUTREACH_HOME": str(setting.folder / "home"),
        "PYTHONPATH": str(ROOT),
    }


def _start(setting: Setting, *words: str) -> _Start:
    """Return what one process told. Raises CalledProcessError when it failed."""
    surroundings = _surroundings(setting) | {"OUTREACH_BENCH_HEAVY": ",".join(HEAVY), "OUTREACH_BENCH_START": str(time.monotonic())}
    command = [sys.executable, str(Path(__file__).with_name("first_paint.py")), *words]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=PATIENCE)
    took, megabytes, loaded = done.stdout.split()[-3:]
    return _Start(float(took), float(megabytes), frozenset(loaded.split(",")) - {"-"})
