"""A small round of `python -m tests.damage`: each sort of damage twice, plain and encrypted, and the control."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.damage import HARMS, run


@pytest.mark.parametrize("encrypted", [False, True])
def test_damage_is_noticed_before_any_write_and_ends_in_a_restore(tmp_path: Path, encrypted: bool) -> None:
    tally = run(tmp_path / "bench", len(HARMS), encrypted=encrypted)
    assert (tally.noticed, tally.restored) == (tally.done, tally.done), tally.missed


def test_without_knowing_how_it_was_left_damage_goes_unnoticed(tmp_path: Path) -> None:
    tally = run(tmp_path / "bench", len(HARMS), encrypted=False, looking=False)
    assert tally.missed
