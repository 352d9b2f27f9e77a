"""The series of files that this copy of the workspace writes, and what it knows of the series of others.

A copy has an id of its own. A workspace file that was copied, or brought back from a backup, gets a new one, so that no two copies
number their files in one series; that follows from where the file lies, and from what lies in the folder. A series that ended with
a restore is remembered: what it says stands in the new one, and its files are taken away.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete, insert, select

from outreach.storage import travelling
from outreach.storage.tables import exchange_seen

if TYPE_CHECKING:
    from outreach.domain.travelling import Op
    from outreach.storage.work import View, Work

KEY, _DEVICE, _HOME, _EDITION, _PEER = "exchange.key", "exchange.device", "exchange.home", "exchange.edition", "exchange.peer."
_FORMER = "exchange.former."
#: So many changes go into one file at the most, and so many letters of what they say; one that says more has a file of its own.
MOST_OPS, MOST_SAID = 5_000, 8_000_000


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """One file of a series: the changes from number `first` to `last` of those that the writer knew; `name` of the laptop."""

    hash: str
    device: str
    edition: int
    number: int
    name: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Peer:
    """Another laptop: its id, its name, and when we last looked at what it wrote."""

    device: str
    name: str
    at: datetime


def device_of(view: View) -> str:
    """Return the id of this copy; empty before the first exchange."""
    return view.fact(_DEVICE)


def settle_device(work: Work, place: str) -> str:
    """Return the id of this copy, a new one if it never had one or lies in another place than when it got it.

    A file that was moved on one computer keeps its id: nobody else writes that series.
    """
    node = platform.node().partition(".")[0]
    home = f"{node}|{Path(place).resolve()}"
    known = work.fact(_HOME)
    if not work.fact(_DEVICE) or known != home:
        there, _, before = known.partition("|")
        if not work.fact(_DEVICE) or there.partition(".")[0] != node or Path(before).exists():
            new_device(work)
        work.keep_fact(_HOME, home)
    return work.fact(_DEVICE)


def new_device(work: Work) -> None:
    """Begin a series of our own: this is a copy, and the original goes on with the one that stands here."""
    work.keep_fact(_DEVICE, uuid4().hex)
    work.keep_fact(_EDITION, "1")


def end_series(work: Work) -> None:
    """Begin a series of our own after a restore: the one that stands here ended with the file that was replaced."""
    work.keep_fact(f"{_FORMER}{device_of(work)}", "ended")
    new_device(work)


def former_devices(view: View) -> set[str]:
    """Return the ids that this copy had before it was restored: nobody goes on with their series."""
    return {fact.removeprefix(_FORMER) for fact in view.facts(_FORMER)}


def edition_of(view: View) -> int:
    """Return which edition of the own series is being written."""
    return int(view.fact(_EDITION) or 1)


def begin_edition(work: Work) -> None:
    """Write the own series anew from the first file: what stood in it may not stand there any more."""
    device = device_of(work)
    if device:
        work.keep_fact(_EDITION, str(edition_of(work) + 1))
        work.connection.execute(delete(exchange_seen).where(exchange_seen.c.device == device))


def own_files(view: View) -> list[SeriesFile]:
    """Return the files of the own series, the first one first."""
    c = exchange_seen.c
    wanted = select(exchange_seen).where(c.device == device_of(view), c.edition == edition_of(view)).order_by(c.number)
    return [_file(row) for row in view.connection.execute(wanted)]


def seen_files(view: View) -> dict[str, SeriesFile]:
    """Return every file that was taken in or written, by its hash."""
    return {row.hash: _file(row) for row in view.connection.execute(select(exchange_seen))}


def _file(row: object) -> SeriesFile:
    return SeriesFile(**{name: getattr(row, name) for name in SeriesFile.__slots__})


def note_files(work: Work, files: Iterable[SeriesFile]) -> None:
    """Keep that files were taken in or written. In the transaction that takes them in, and in no other."""
    rows = [{name: getattr(one, name) for name in SeriesFile.__slots__} | {"at": work.now} for one in files]
    if rows:
        work.connection.execute(insert(exchange_seen), rows)


def next_ops(work: Work, after: int) -> tuple[int, int, list[Op]]:
    """Return the next changes that stand in no own file yet, with the first and last of their numbers; none when all do."""
    numbers = travelling.numbers_after(work, after, MOST_OPS, MOST_SAID)
    if not numbers:
        return 0, 0, []
    return numbers[0], numbers[-1], travelling.ops_between(work, numbers[0], numbers[-1])


def meet(work: Work, device: str, name: str) -> None:
    """Keep that we looked at what another laptop wrote."""
    work.keep_fact(f"{_PEER}{device}", json.dumps({"name": name, "at": work.now.isoformat()}))


def peers(view: View) -> list[Peer]:
    """Return the other laptops, the one met last first."""
    found = []
    for fact, value in view.facts(_PEER).items():
        plain = json.loads(value)
        found.append(Peer(fact.removeprefix(_PEER), plain["name"], datetime.fromisoformat(plain["at"])))
    own = device_of(view)
    return sorted((peer for peer in found if peer.device != own), key=lambda peer: peer.at, reverse=True)
