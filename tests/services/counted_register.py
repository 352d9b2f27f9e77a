"""A register into which the statistics of 2021 were brought: made once in each process, then copied."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.ready import fresh_workspace
from tests.services.conftest import StillClock

STATISTICS = Path(__file__).resolve().parents[3] / "shared" / "data" / "uhm" / "antal_anbud_2021_dalarna.csv"


def house_with_statistics(path: Path, clock: StillClock) -> House:
    """Return a house on a workspace of its own in which the statistics are already."""
    path.write_bytes(_register())
    path.chmod(0o600)
    return House(open_workspace(path, _anna(clock)))


def _anna(clock: StillClock) -> Signature:
    return Signature("Anna Ek", "laptop", clock)


@cache
def _register() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.outreach"
        house = House(fresh_workspace(path, _anna(StillClock())))
        house.imports.run(house.imports.preview([STATISTICS]), accept_alarm=True)
        house.close()
        assert not path.with_name(f"{path.name}-wal").exists(), "all of it is in the one file"
        return path.read_bytes()
