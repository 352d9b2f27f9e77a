"""Letters that are handed over as files: prepared and written in one go, on the worker. What was not written is due again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.invitation import Delivery, Purpose, Way
from outreach.domain.letter import Letter
from outreach.errors import Cancelled
from outreach.services.batches import Prepared
from outreach.services.messages import LeftOut

if TYPE_CHECKING:
    from outreach.services.house import House

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer wants: which letter of which event to whom, by which way, in which words."""

    event: UUID
    purpose: Purpose
    guests: tuple[UUID, ...]
    way: Way
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, who got none, and whether the officer stopped it."""

    count: int
    left_out: tuple[LeftOut, ...]
    changes: Changes
    cut_short: bool = False


def prepare(house: House, wish: Wish, report: Report | None = None) -> Prepared:
    """Write the records and the bytes of the letters down."""
    return house.invitations.prepare(wish.event, wish.purpose, wish.guests, wish.way, wish.letters, report=report)


def write_batch(house: House, wish: Wish, folder: Path, report: Report) -> Written:
    """Prepare letters and write their files. Raises what `prepare` and `write_files` do; nothing waits then."""
    prepared = prepare(house, wish, lambda done, total: report(done, 2 * total))
    if prepared.batch is None:
        return Written(0, prepared.left_out, prepared.changes)
    cut_short = False
    try:
        house.invitations.write_files(prepared.batch, folder, lambda done, total: report(total + done, 2 * total))
    except Cancelled:
        cut_short = True
    finally:
        of_batch = house.invitations.of_batch(prepared.batch)
        waiting = [one.id for one in of_batch if one.delivery is Delivery.PREPARED]
        _forget(house, prepared, waiting, all_wait=len(waiting) == len(of_batch))
    count = sum(one.delivery is Delivery.SENT for one in of_batch)
    # What was handed over is final: the pages are told, and no undo is offered.
    return Written(count, prepared.left_out, replace(prepared.changes, final=True), cut_short)


def _forget(house: House, prepared: Prepared, waiting: list[UUID], *, all_wait: bool) -> None:
    if all_wait and prepared.changes.action is not None:
        house.history.undo(prepared.changes.action)
    elif waiting:
        house.invitations.drop(waiting)
