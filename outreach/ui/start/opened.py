"""What an opened workspace brings to the window, and what becomes of one that could not be entered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.server_address import is_address, split_address

if TYPE_CHECKING:
    from outreach.domain.unit import Officer, Unit
    from outreach.services.house import House


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace with what decides whether work can begin."""

    house: House
    unit: Unit
    officers: tuple[Officer, ...]


def look(house: House) -> Opened:
    """Read whose workspace it is; one that cannot be read is closed. Runs on the worker."""
    try:
        return Opened(house, house.unit.unit(), tuple(house.unit.officers()))
    except BaseException:
        house.close()
        raise


def remove(path: Path) -> None:
    """Remove a workspace that was made a moment ago and never entered."""
    for suffix in ("", "-wal", "-shm", ".keys"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def full(place: str) -> str:
    """Return the whole path of a workspace; an address stays as it is."""
    return split_address(place)[0] if is_address(place) else str(Path(place).expanduser().absolute())
