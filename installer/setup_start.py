"""What `run.py` does: make the environment ready, then hand over to the program."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup_libraries import ensure_libraries
from setup_python import PROGRAM, Start, has_screen, how_to_start, program_environment
from setup_venv import ensure_environment


def start(arguments: Sequence[str]) -> int:
    """Set up if needed and start the program; return its exit code (on POSIX it takes this process over instead)."""
    screen = has_screen(sys.platform, os.environ)
    ensure_libraries(screen)
    python = ensure_environment()
    environment = program_environment(sys.platform, os.environ, screen)
    match how_to_start(arguments, screen):
        case Start.WINDOW:
            return hand_over(module_command(python, PROGRAM, []), environment)
        case Start.COMMAND:
            return hand_over(module_command(python, PROGRAM, arguments), environment)
        case Start.DEMO:
            return _demo(python, environment)


def module_command(python: Path, module: str, arguments: Sequence[str]) -> list[str]:
    """Return the command line that runs `module`. -P: a file in the current folder must never pose as a library."""
    return [str(python), "-P", "-m", module, *arguments]


def hand_over(command: list[str], environment: Mapping[str, str]) -> int:
    """Let the program take this process over; Windows has no such thing, so there we wait for it."""
    code = 0
    if os.name == "nt":
        code = subprocess.run(command, env=dict(environment), check=False).returncode
    else:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, dict(environment))  # noqa: S606 - no shell is the point
    return code


def _demo(python: Path, environment: Mapping[str, str]) -> int:
    folder = demo_folder(Path.home())
    print(f"There is no screen here, so Outreach shows its main job in files. They go to {folder}", flush=True)
    command = module_command(python, PROGRAM, ["demo", str(folder)])
    code = subprocess.run(command, env=dict(environment), check=False).returncode
    if code == 0:
        print(f"The results are in {folder}")
    return code


def demo_folder(home: Path) -> Path:
    """Return a folder for the sample that is empty or not yet there: `outreach-demo` under `home`, or under temp.

    An earlier sample is never written over: the next one is `outreach-demo-2`.
    """
    if not os.access(home, os.W_OK | os.X_OK):
        home = Path(tempfile.mkdtemp(prefix="outreach-"))
    number = 1
    while True:
        folder = home / ("outreach-demo" if number == 1 else f"outreach-demo-{number}")
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return folder
        number += 1
