"""Letters that are handed over as files: prepared and written in one go. What was not written is due again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.invitation import Delivery, Invitation, Purpose, Way
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
        write_or_forget(house, prepared.batch, folder, lambda done, total: report(total + done, 2 * total))
    except Cancelled:
        cut_short = True
    count = sum(one.delivery is Delivery.SENT for one in house.invitations.of_batch(prepared.batch))
    # What was handed over is final: the pages are told, and no undo is offered.
    return Written(count, prepared.left_out, replace(prepared.changes, final=True), cut_short)


def write_or_forget(house: House, batch: UUID, folder: Path, report: Report | None = None) -> list[Path]:
    """Write the files of a batch (`Invitations.write_files`); when that fails, what was not written does not wait.

    Nothing written at all: the whole action that prepared them is taken back, with what was decided or cancelled in it.
    Raises what `write_files` does.
    """
    try:
        return house.invitations.write_files(batch, folder, report)
    finally:
        _forget(house, batch, house.invitations.of_batch(batch))


def _forget(house: House, batch: UUID, letters: Sequence[Invitation]) -> None:
    waiting = [one.id for one in letters if one.delivery is Delivery.PREPARED]
    if waiting and len(waiting) == len(letters):
        house.history.undo(batch)
    elif waiting:
        house.invitations.drop(waiting)
