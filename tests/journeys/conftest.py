"""The real program, started as an officer starts it, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


class Program:
    """`outreach COMMAND …` on one workspace; each call is a process of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.workspace = home / "register.outreach"

    def run(self, *words: str, workspace: bool = True) -> subprocess.CompletedProcess[str]:
        place = ["--workspace", str(self.workspace)] if workspace else []
        environment = os.environ | {
            "OUTREACH_HOME": str(self.home),
            "LANGUAGE": "en",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
        }
        return subprocess.run(
            [sys.executable, "-m", "outreach", *place, *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def __call__(self, *words: str) -> dict[str, Any]:
        """Run a command with --json and return its one object; it must succeed and say nothing else."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def fails(self, *words: str, code: int = 1) -> str:
        """Run a command that cannot succeed and return its sentence; there is never a traceback."""
        done = self.run(*words)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
        return done.stderr.strip()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    made("new", str(made.workspace))
    return made


@pytest.fixture
def ask() -> Callable[[dict[str, Any], str], Any]:
    return lambda answer, path: _walk(answer, path)


def _walk(answer: Any, path: str) -> Any:
    for part in path.split("."):
        answer = answer[int(part)] if part.isdecimal() else answer[part]
    return answer
