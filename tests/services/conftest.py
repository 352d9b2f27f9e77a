"""A house on an empty workspace, with a clock that stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.services.house import House
from outreach.storage.database import Signature
from tests.ready import fresh_workspace


class StillClock:
    """Tuesday 24 November 2026, 10:00 in Stockholm."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def house(tmp_path: Path, clock: StillClock) -> Iterator[House]:
    opened = House(fresh_workspace(tmp_path / "register.outreach", Signature("Anna Ek", "laptop", clock)))
    yield opened
    opened.close()
