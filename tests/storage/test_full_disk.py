"""A full disk: the message names the drive and how much is missing; the reserve is let go, and the next save works."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import DiskFull
from outreach.explain import explain
from outreach.language import Language
from outreach.storage.database import Database, open_workspace
from outreach.storage.reserve import SIZE


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def database(disk: Path, sqlite_path: Path) -> Iterator[Database]:
    opened = open_workspace(shutil.copy(sqlite_path, disk / "register.outreach"))
    yield opened
    opened.close()


def save(database: Database, name: str) -> None:
    with database.work("One") as work:
        work.save(Kind.PERSON, Person(name=name, notes="x" * 200_000))


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb") as file:
        left = shutil.disk_usage(disk).free
        os.posix_fallocate(file.fileno(), 0, left - left % 4096)


def test_the_reserve_is_let_go_and_the_next_save_works_without_a_restart(database: Database, disk: Path) -> None:
    assert database.reserve.hold()
    assert database.reserve.path.stat().st_blocks * 512 >= SIZE
    fill(disk)
    with pytest.raises(DiskFull) as caught:
        save(database, "First")
    assert caught.value.facts["drive"] == str(disk)
    assert caught.value.relieved
    known = explain(caught.value, Language("sv"))
    assert known is not None
    assert str(disk) in known.sentence
    assert "MB" in known.sentence
    assert "spara igen" in known.next_step
    save(database, "First")
    with database.read() as view:
        assert [one.name for one in view.people.all()] == ["First"]
    assert database.check() == []
    assert not database.reserve.hold()  # no room for a new one yet
    (disk / "filler").unlink()
    assert database.reserve.hold()


def test_without_a_reserve_the_next_save_fails_too(database: Database, disk: Path) -> None:
    """The control."""
    fill(disk)
    for _ in range(2):
        with pytest.raises(DiskFull) as caught:
            save(database, "First")
        assert not caught.value.relieved
