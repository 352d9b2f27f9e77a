"""A house loads nothing before it is needed, and every room of it opens."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from outreach.domain.record import Kind
from outreach.late import Late
from outreach.services.house import House
from outreach.services.records import Records

ROOT = Path(__file__).parents[2]
ROOMS = [name for name, room in vars(House).items() if isinstance(room, Late)]


def test_every_room_opens_as_what_its_bracket_says_and_stays(house: House) -> None:
    assert len(ROOMS) > 70
    for name in ROOMS:
        room = vars(House)[name]
        found = getattr(house, name)
        assert House.__annotations__[name] == f"Late[{type(found).__name__}]"
        assert room.place == f"{type(found).__module__}:{type(found).__name__}"
        assert getattr(house, name) is found


def test_every_kind_that_lists_show_has_its_service(house: House) -> None:
    served = [kind for kind in Kind if _serves(house, kind)]
    assert len(served) > 20
    assert all(house.records(kind).kind is kind for kind in served)


def _serves(house: House, kind: Kind) -> bool:
    try:
        return isinstance(house.records(kind), Records)
    except KeyError:
        return False


@pytest.mark.parametrize("name", ["drafts", "duplicates", "waiting"])
def test_two_threads_that_ask_at_once_get_the_same_room(house: House, name: str) -> None:
    """These keep something between two calls: one of two would forget it."""
    together = Barrier(2)

    def ask() -> object:
        together.wait()
        return getattr(house, name)

    with ThreadPoolExecutor(2) as threads:
        first, second = (threads.submit(ask) for _ in range(2))
    assert first.result() is second.result()


def test_a_house_alone_loads_no_service() -> None:
    code = "import sys, outreach.services.house; print(*(one for one in sys.modules if one.startswith('outreach.services.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["outreach.services.house"]
