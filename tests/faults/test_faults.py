"""The proof at a small size: killed, cut from power, on a bad disk and on a full one; each with the control that it must catch.

The whole of it is `python -m tests.faults kill|power|io|full|starts|forms`.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are stopped and disks mounted as on Linux")

if sys.platform.startswith("linux"):
    from tests.faults import bad_disk, full_disk, killing, menu, power, starts
    from tests.faults.deeds import Masters, is_writing, opened


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    """A deed says where the program's files lie; the next test begins with its own."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Masters:
    return Masters(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Masters:
    return Masters(tmp_path_factory.mktemp("sealed"), encrypted=True)


@pytest.mark.parametrize("name", ["Save", "Migrate", "Settings"])
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(plain: Masters, tmp_path: Path, name: str) -> None:
    found = killing.run(menu.deed_named(name, plain), tmp_path / "run", 2, random.Random(7))
    assert found.faults == []
    assert found.rounds == 2


def test_the_last_passphrase_that_was_acknowledged_opens_after_a_kill(sealed: Masters, tmp_path: Path) -> None:
    found = killing.run(menu.deed_named("ChangePassphrase", sealed), tmp_path / "run", 2, random.Random(7))
    assert found.faults == []


@pytest.mark.parametrize("name", menu.KILL_CONTROLS if sys.platform.startswith("linux") else [])
def test_the_killer_catches_a_program_that_breaks_its_word(plain: Masters, tmp_path: Path, name: str) -> None:
    deed, chance = menu.deed_named(name, plain), random.Random(7)
    found = (killing.run(deed, tmp_path / "run", 1, chance) for _ in range(12))
    assert any("lost" in fault or "people" in fault for one in found for fault in one.faults)


def test_the_killer_knows_when_a_transaction_is_open(plain: Masters, tmp_path: Path) -> None:
    plain.copy("empty", tmp_path / "run")
    place = tmp_path / "run" / "fair.outreach"
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        house = opened(place)
        os.write(writer, b"o")
        with house.database.work("") as work:
            work.keep_fact("a", "b")
            os.write(writer, b"w")
            time.sleep(60)
        os._exit(0)
    assert os.read(reader, 1) == b"o"
    assert os.read(reader, 1) == b"w"
    try:
        assert is_writing(place)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert not is_writing(place)


def test_power_cuts_lose_nothing_and_lose_much_without_waiting_for_the_disk(plain: Masters, tmp_path: Path) -> None:
    if reason := power.why_not():
        pytest.skip(reason)
    chance = random.Random(7)
    found = power.run(menu.deed_named("Save", plain), tmp_path / "save", 2, chance)
    assert found.faults == []
    control = menu.deed_named("SavedWithoutWaiting", plain)
    assert any(power.run(control, tmp_path / f"control-{number}", 1, chance).losing for number in range(8))


def test_a_disk_that_fails_leaves_the_old_or_the_new_and_is_told_in_a_sentence() -> None:
    if shutil.which("gcc") is None:
        pytest.skip("the bad disk is compiled with gcc")
    swept = [*bad_disk.sweep(["Save", "Settings", "SettingsInPlace"], 3)]
    saved, settings, control = (swept[start : start + 4] for start in (0, 4, 8))
    assert [fault for one in (*saved, *settings) for fault in one.faults] == []
    assert all(one.calls["pwrite"] > 20 and one.calls["fsync"] for one in saved), "SQLite's own writes come here"
    assert all(one.runs == one.known > 1 for one in settings)
    assert all(one.faults for one in control)


def test_a_full_disk_keeps_the_text_and_saving_goes_on_once_there_is_room(plain: Masters, tmp_path: Path) -> None:
    if reason := full_disk.why_not():
        pytest.skip(reason)
    found = full_disk.run(full_disk.FillByService(plain), tmp_path / "full", plain)
    assert found.faults == []
    assert found.acknowledged > 1


def test_of_many_starts_one_owns_the_workspace_and_the_others_bring_it_forward(plain: Masters, tmp_path: Path) -> None:
    found = starts.run(tmp_path / "run", starts.Start(plain), 3)
    assert found.faults == []
    assert found.raised == 2
