"""What was acknowledged is there: kill -9 during a thousand writes, and a control that shows the harness can fail."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from outreach.storage.database import open_workspace
from tests.searching import searched

ROOT = Path(__file__).parents[2]

# Writes person after person and says each name once it is safe; with "early" it says so before the commit.
WRITER = """
import sys
from pathlib import Path
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.storage.database import open_workspace

database = open_workspace(Path(sys.argv[1]))
early = sys.argv[3] == "early"
for number in range(1000):
    name = f"P{sys.argv[2]}x{number}"
    with database.work("Added {name}", name=name) as work:
        work.save(Kind.PERSON, Person(name=name, tags=("kill",)))
        if early:
            print(name, flush=True)
            import time
            time.sleep(0.02)
    if not early:
        print(name, flush=True)
"""


def write_and_kill(path: Path, turn: int, seconds: float, manner: str) -> list[str]:
    """Let a writer run for a while, kill it, and return the names that it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(turn), manner], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate()
    # A line cut by the kill was never acknowledged as a whole.
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def kept(path: Path) -> set[str]:
    database = open_workspace(path, patience=2)
    with database.read() as view:
        names = {person.name for person in view.people.all()}
        actions = len(view.actions(100_000))
    assert database.check() == []
    # One action for each person: neither half of the two is ever there alone.
    assert actions == len(names)
    database.close()
    return names


def test_every_acknowledged_save_survives_kill_9(sqlite_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for turn in range(searched(4, 12)):
        lines = write_and_kill(sqlite_path, turn, chance.uniform(0.05, 0.5), "safe")
        acknowledged |= {line.strip() for line in lines}
        assert acknowledged <= kept(sqlite_path), turn
    assert len(acknowledged) > searched(10, 100)


def test_the_harness_notices_a_writer_that_acknowledges_too_early(sqlite_path: Path) -> None:
    for turn in range(20):
        lines = write_and_kill(sqlite_path, turn, 0.1, "early")
        if not {line.strip() for line in lines} <= kept(sqlite_path):
            return
    pytest.fail("twenty early acknowledgements and none was lost: the harness sees nothing")
