"""The real program, started as an officer starts it, in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


class Program:
    """`outreach COMMAND …` on one workspace; each call is a process of its own.

    `run` and `fails` start it as an officer does. A call, and `ask`, is answered by a copy of a process that has read the
    libraries, where processes can be copied: a journey asks some ten times.
    """

    def __init__(self, home: Path, copies: subprocess.Popen[str] | None = None) -> None:
        self.home = home
        self._copies = copies
        self.workspace = home / "register.outreach"

    def run(self, *words: str, workspace: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "outreach", *self._place(workspace), *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def __call__(self, *words: str) -> dict[str, Any]:
        """Run a command with --json and return its one object; it must succeed and say nothing else."""
        done = self.ask(*words, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def ask(self, *words: str, workspace: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in a copy, whatever comes of it."""
        if self._copies is None:
            return self.run(*words, workspace=workspace)
        assert self._copies.stdin is not None
        assert self._copies.stdout is not None
        out, err = self.home / "said.out", self.home / "said.err"
        asked = {"words": [*self._place(workspace), *words], "environment": self._environment(), "out": str(out), "err": str(err)}
        self._copies.stdin.write(f"{json.dumps(asked)}\n")
        self._copies.stdin.flush()
        code = int(self._copies.stdout.readline())
        return subprocess.CompletedProcess(words, code, out.read_text("utf-8"), err.read_text("utf-8"))

    def _place(self, workspace: bool = True) -> list[str]:
        return ["--workspace", str(self.workspace)] if workspace else []

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "OUTREACH_HOME": str(self.home),
            "LANGUAGE": "en",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
        }

    def fails(self, *words: str, code: int = 1) -> str:
        """Run a command that cannot succeed and return its sentence; there is never a traceback."""
        done = self.run(*words)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
        return done.stderr.strip()


@pytest.fixture(scope="session")
def copies() -> Iterator[subprocess.Popen[str] | None]:
    """The program that copies itself (copies.py); None where processes cannot be copied."""
    if not hasattr(os, "fork"):
        yield None
        return
    command = [sys.executable, "-m", "tests.journeys.copies"]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        yield running
        # Closing its input ends it.


@pytest.fixture(scope="session")
def new_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `outreach new` makes, made once; each journey begins with a copy."""
    made = Program(tmp_path_factory.mktemp("new"))
    assert made.run("new", str(made.workspace), "--json").returncode == 0
    assert not made.workspace.with_name("register.outreach-wal").exists(), "all of it is in the one file"
    return made.workspace


@pytest.fixture
def program(tmp_path: Path, new_workspace: Path, copies: subprocess.Popen[str] | None) -> Program:
    made = Program(tmp_path, copies)
    shutil.copy(new_workspace, made.workspace)
    return made


@pytest.fixture
def ask() -> Callable[[dict[str, Any], str], Any]:
    return lambda answer, path: _walk(answer, path)


def _walk(answer: Any, path: str) -> Any:
    for part in path.split("."):
        answer = answer[int(part)] if part.isdecimal() else answer[part]
    return answer
