"""Twenty starts at once: exactly one may write, each of the others is told who does; and nobody has to remove a lock by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from outreach.storage.database import open_workspace

# The libraries are loaded once, then twenty processes wait for the same moment. The winner is killed at the end.
RACE = """
import os, signal, sys, time
from pathlib import Path
from outreach.errors import WorkspaceInUse
from outreach.storage.database import open_workspace

start, done = time.monotonic() + 0.5, os.pipe()
children = []
for _ in range(20):
    child = os.fork()
    if child:
        children.append(child)
        continue
    time.sleep(max(0.0, start - time.monotonic()))
    try:
        opened = open_workspace(Path(sys.argv[1]), patience=0)
    except WorkspaceInUse as error:
        os.write(1, f"told {error.facts['holder'].rpartition(' ')[2]}\\n".encode())
        os._exit(0)
    os.write(1, f"mine {os.getpid()}\\n".encode())
    time.sleep(1.5)
    os.kill(os.getpid(), signal.SIGKILL)
for child in children:
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="twenty processes at one moment need fork")
def test_of_twenty_simultaneous_starts_one_writes_and_the_others_are_told_who(sqlite_path: Path) -> None:
    words = [sys.executable, "-c", RACE, str(sqlite_path)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True, timeout=60)
    answers = [line.split(" ") for line in done.stdout.splitlines()]
    assert len(answers) == 20
    (winner,) = [who for what, who in answers if what == "mine"]
    told = [who for what, who in answers if what == "told"]
    assert len(told) == 19
    # The holder signs a moment after it has the lock: who comes in between hears no name, never a wrong one.
    assert set(told) <= {winner, ""}
    # It was killed; the next start needs nobody's help.
    open_workspace(sqlite_path, patience=0).close()
