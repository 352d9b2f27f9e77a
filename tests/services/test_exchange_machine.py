"""Three real laptops with clocks days apart, steps in any order, a folder that misbehaves; and controls that the harness catches.

Small and the same each time; at full size by hand: `python -m tests.exchange`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from outreach.domain import converging
from outreach.domain.company import Company
from outreach.domain.follow_up import FollowUp
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import NotFound
from outreach.services import exchange_folder
from outreach.storage import settling_in, taking_in
from tests.exchange.world import START, Laptop, World

LAPTOPS = st.integers(0, 2)


class ThreeLaptops(RuleBasedStateMachine):
    """Deeds, exchanges and mischief in any order; in the end all are alike, and every conflict that the book knows is listed."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed: int) -> None:
        self.world = World(Path(self.scratch.name), seed, records=9)

    @rule(laptop=LAPTOPS, times=st.integers(1, 3))
    def deeds(self, laptop: int, times: int) -> None:
        for _ in range(times):
            self.world.deed(self.world.laptops[laptop])

    @rule(laptop=LAPTOPS)
    def exchange(self, laptop: int) -> None:
        self.world.exchange(self.world.laptops[laptop])

    @rule()
    def mischief(self) -> None:
        self.world.mischief()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.world.calm()
                self.world.check()
            finally:
                self.world.close()
        self.scratch.cleanup()


TestThreeLaptops = ThreeLaptops.TestCase
TestThreeLaptops.settings = settings(
    max_examples=2, stateful_step_count=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def small_life(place: Path) -> None:
    """Play what each of the four faults spoils: edits apart, a pointer before its target, a file cut and brought back."""
    world = World(place, 1, laptops=2, records=0)
    try:
        one, other = world.laptops[:2]
        firm = Company(name="Snö AB", notes="first")
        one.house.companies.save(firm)
        world.made[firm.id] = Kind.COMPANY
        world.calm()
        _edit(world, one, firm)
        _edit(world, other, firm)
        anna = Person(name="Anna Berg")
        one.house.people.save(anna)
        world.made[anna.id] = Kind.PERSON
        world.exchange(one)
        mine = one.house.exchange.status().device[:8]
        name = max(file for file in world._names() if file.startswith(mine))
        (world.folder / name).write_bytes(world.archive[name][0][:90])
        # The pointer comes while the file with its target is cut.
        task = FollowUp(due=START.date(), text="ring", person=anna.id)
        one.house.follow_ups.save(task)
        world.made[task.id] = Kind.FOLLOW_UP
        world.exchange(other)
        world.calm()
        assert world.check() > 0, "the book asks for a conflict"
    finally:
        world.close()


def _edit(world: World, laptop: Laptop, firm: Company) -> None:
    world.now = world.now.replace(microsecond=0)
    world.edit(laptop, Kind.COMPANY, firm.id)


def test_a_small_life_is_right(tmp_path: Path) -> None:
    small_life(tmp_path)


def _newest_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Last write wins by the wall clock: who wrote earlier is overwritten, and nobody is told."""
    real = converging._registers

    def registers(ops: Any) -> Any:
        return {path: sorted(heads, key=lambda head: head.op.at)[-1:] for path, heads in real(ops).items()}

    monkeypatch.setattr(converging, "_registers", registers)


def _conflict_untold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "note_conflicts", lambda *_: None)


def _seen_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file counts as seen though its changes were not taken in."""
    monkeypatch.setattr(exchange_folder.Found, "ops", lambda self: [op for one in self.new for op in one.ops][:-1])


def _half_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the writer of a half file has written counts as written; it is not looked at again and not written anew."""
    real = exchange_folder.Folder._read_one

    def read_one(self: Any, name: str, seen: Any, found: Any) -> Any:
        answer = real(self, name, seen, found)
        for head in seen.values():
            found.sound.add(head.hash)
        return answer

    monkeypatch.setattr(exchange_folder.Folder, "_read_one", read_one)
    monkeypatch.setattr(World, "bring_back", lambda *_: None)


def _orphans_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record whose target has not come is written all the same."""
    monkeypatch.setattr(settling_in.Settling, "_wait_for_others", lambda self: self.waiting.clear())


@pytest.mark.parametrize("fault", [_newest_wins, _conflict_untold, _seen_too_early, _half_is_read])
def test_the_harness_catches(fault: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises((AssertionError, NotFound)):
        small_life(tmp_path)


def _orphan(place: Path) -> None:
    """A later file comes without the earlier one that holds what it points to."""
    world = World(place, 1, laptops=2, records=0)
    try:
        one, other = world.laptops[:2]
        anna = Person(name="Anna Berg")
        one.house.people.save(anna)
        world.exchange(one)
        first = set(world._names())
        one.house.follow_ups.save(FollowUp(due=START.date(), text="ring", person=anna.id))
        world.exchange(one)
        for name in first:
            (world.folder / name).unlink()
        other.house.exchange.run(world.folder)
        assert other.house.exchange.status().waiting > 0
        assert other.house.check() == []
        world.calm()
        world.check()
    finally:
        world.close()


def test_what_points_to_something_missing_waits(tmp_path: Path) -> None:
    _orphan(tmp_path)


def test_the_harness_catches_orphans_that_are_not_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _orphans_not_held(monkeypatch)
    with pytest.raises(Exception, match=r"FOREIGN KEY|assert|KeyError|waiting"):
        _orphan(tmp_path)
