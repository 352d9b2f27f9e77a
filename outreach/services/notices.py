"""The notices of a tender: which came, in which order, and what each changed of the one before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.notice import KeptNotice
from outreach.domain.notice_order import changed_by, ordered
from outreach.domain.tender import Lot, LotResult, Tender
from outreach.errors import NotFound

if TYPE_CHECKING:
    from outreach.storage.database import Database

#: What a reader asks of a change, in this order; the size follows from the value.
_COMPARED = (
    "title", "description", "buyer", "reference", "cpv", "place", "stage", "expected_publication", "question_deadline",
    "tender_deadline", "contract_start", "contract_end", "contract_months", "value", "withheld", "link",
)  # fmt: skip
#: What is told of a lot besides; its field of the deadline only says what the deadline is for.
_OF_LOTS = tuple(one.name for one in dataclasses.fields(Lot) if one.name not in ("number", "is_part", "deadline_field"))
_OF_RESULTS = ("outcome", "reason", "bids", "winners", "contract_signed", "value", "withheld")


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """One field that a version changed. `lot` is the lot's number, empty for the tender as a whole.

    `field` is a name of `Tender`, `Lot` or `LotResult`, or "lot" for a lot that came or went. `before` and `after` are its
    values, None or empty where there was none. `bids` stands for a whole `LotResult`, whose count it is.
    """

    field: str
    before: Any
    after: Any
    lot: str = ""


@dataclass(frozen=True, slots=True)
class NoticeVersion:
    """One version of a notice; `before` is the version that it took the place of, `changes` what it changed of that one."""

    notice: KeptNotice
    before: KeptNotice | None = None
    changes: tuple[NoticeChange, ...] = ()


class Notices:
    """Reads what notices said. They are kept by the import and go with their tender."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, tender: UUID) -> tuple[NoticeVersion, ...]:
        """Return the notices of a tender, the latest first. Raises NotFound for a tender that does not exist."""
        with self.database.read() as view:
            if view.tenders.get(tender) is None:
                raise NotFound(str(tender))
            notices = view.notices.of(tender)
        return tuple(_version(one, notices) for one in reversed(ordered(notices)))


def changes_between(before: Tender, after: Tender) -> tuple[NoticeChange, ...]:
    """Return what a later version says otherwise than an earlier one: of the tender, of each lot, of each result."""
    whole = _differing(before, after, _COMPARED)
    lots = _of_lots({lot.number: lot for lot in before.lots}, {lot.number: lot for lot in after.lots})
    old = {one.number: one for one in before.results}
    results = (
        change
        for one in after.results
        for change in _of_result(old.get(one.number, LotResult(one.number)), one)
    )
    return (*whole, *lots, *results)


def _version(notice: KeptNotice, others: list[KeptNotice]) -> NoticeVersion:
    before = changed_by(notice, others)
    if before is None or before.said is None or notice.said is None:
        return NoticeVersion(notice, before)
    return NoticeVersion(notice, before, changes_between(before.said, notice.said))


def _of_lots(old: dict[str, Lot], new: dict[str, Lot]) -> Iterator[NoticeChange]:
    for number in dict.fromkeys([*old, *new]):
        before, after = old.get(number), new.get(number)
        if before is None or after is None:
            yield NoticeChange("lot", before and before.title, after and after.title, number)
        else:
            yield from _differing(before, after, _OF_LOTS, number)


def _of_result(before: LotResult, after: LotResult) -> Iterator[NoticeChange]:
    for change in _differing(before, after, _OF_RESULTS, after.number):
        if change.field != "bids":
            yield change
    if (before.bids, before.bids_at_least) != (after.bids, after.bids_at_least):
        yield NoticeChange("bids", before, after, after.number)


def _differing(before: Any, after: Any, names: tuple[str, ...], lot: str = "") -> Iterator[NoticeChange]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield NoticeChange(name, old, new, lot)
