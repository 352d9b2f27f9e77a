"""The power fails again and again at a fair: what was shown as saved is there once, and what was half typed comes back.

The whole fair – 500 visitors, 100 kills – is `python -m tests.journeys.fair_hall`; here it is smaller. Three controls show that
the harness would see a fault of each sort.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.fair_hall import EVERY, Hall, prepare, ready_officer

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a start of the window is only cheap where processes are copied")
#: More patience than the program needs (EVERY and a write), because the tests of others may hold the machine.
LIMIT = 3 * EVERY
#: In the last life that is killed the officer stops half-way. More of both by hand, with `OUTREACH_SEARCH=1`.
VISITORS, KILLS = (10, 4) if os.environ.get("OUTREACH_SEARCH") else (6, 2)


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """The process that is copied for each life, in a fair of any test: to load the program is half of what they cost."""
    folder = tmp_path_factory.mktemp("officer")
    prepare(folder / "warm.outreach")
    ready = ready_officer(folder / "warm.outreach", folder / "home")
    yield ready
    ready.communicate()


def test_every_visitor_that_was_shown_as_saved_is_there_once_and_what_was_half_typed_comes_back(
    tmp_path: Path, officer: subprocess.Popen[str]
) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 - says how to see it again
    with Hall(tmp_path, visitors=VISITORS, seed=seed, officer=officer) as hall:
        hall.lingers_in_each = KILLS
        found = hall.run(kills=KILLS, limit=LIMIT)
    print(found)  # noqa: T201
    assert found.faults == []
    assert found.kills == KILLS
    assert found.kept == found.acknowledged == VISITORS


def test_the_harness_sees_an_acknowledgement_that_comes_before_the_commit(tmp_path: Path, officer: subprocess.Popen[str]) -> None:
    with Hall(tmp_path, visitors=2, seed=1, manner="early", officer=officer) as hall:
        found = hall.run(kills=1)
    assert found.missing


def test_the_harness_sees_a_visitor_who_is_entered_again_without_looking(tmp_path: Path, officer: subprocess.Popen[str]) -> None:
    with Hall(tmp_path, visitors=2, seed=1, manner="blind", officer=officer) as hall:
        found = hall.run(kills=1)
    assert any("conversation" in one for one in found.doubles)


def test_the_harness_sees_a_draft_that_was_never_kept(tmp_path: Path, officer: subprocess.Popen[str]) -> None:
    # Each life stops half-way; their drafts are an hour apart.
    with Hall(tmp_path, visitors=4, seed=1, officer=officer) as hall:
        hall.lingering, hall.lingers_in_each = (2, 3), 1
        found = hall.run(kills=1, every=3_600_000, limit=200)
    assert found.lost_drafts
