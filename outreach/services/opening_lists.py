"""The list of bids from an opening, as a file: preview, confirm, undo. The list itself is secret until the award (OSL 19 kap. 3 §).

The same list again changes nothing. A number of bids that a notice tells stays, and the difference is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.bid import Bid, BidSource
from outreach.domain.changes import Changes
from outreach.domain.company import SizeClass, read_org_number
from outreach.domain.problem import Problem, cut
from outreach.domain.record import Kind
from outreach.domain.tender import Lot, Tender, titled_lots
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.bid_counts import counts_told
from outreach.services.bid_sheet import keep_bids
from outreach.services.bidders import (
    as_company_tells,
    kept_number,
    municipality_of_town,
    recognised,
    same_bidder,
    size_told,
)
from outreach.services.bids import the_tender
from outreach.services.winners import only_lot

if TYPE_CHECKING:
    from outreach.formats.opening_list import OpeningBid, OpeningReading
    from outreach.storage.database import Database
    from outreach.storage.work import View

READ = N_("Read the list of bids {file}")
NO_LOT = N_("The tender has no lot called {lot}.")
WHICH_LOT = N_("The tender has several lots, and the list does not say which is meant. Choose the lot.")
WRONG_NUMBER = N_("The check digit of the organisation number is wrong; it was left out.")
NOTHING_READ = N_("The list has no bid that can be kept.")
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One bid of a list, and what would become of it: `verdict` is "new", "update" or "same". `lot` is a title, else a number.

    `company` is the name of the company that the bidder was recognised as, empty for one that the register does not know.
    """

    line: int
    sheet: str
    lot: str
    bid: Bid
    verdict: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class OpeningPreview:
    """What a list holds for one tender, nothing kept yet. `new_lots` are titles that the tender will have as lots.

    `counts`: (lot, bids in the list, number told by a notice or typed before, None where none is known) for each lot of the list.
    """

    tender: Tender
    file: str
    lines: tuple[OpeningLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    new_lots: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int | None], ...] = ()
    lot: str = ""
    reading: OpeningReading | None = None

    @property
    def changes(self) -> int:
        """How many bids would be new or changed."""
        return sum(one.verdict != "same" for one in self.lines)


@dataclass(slots=True)
class _Plan:
    tender: Tender
    bids: list[Bid]
    lines: list[OpeningLine]
    problems: list[Problem]
    new_lots: tuple[str, ...]
    without: list[str]


class OpeningLists:
    """The verbs for lists of bids."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def preview(self, tender_id: UUID, path: Path, lot: str = "") -> OpeningPreview:
        """Read a file and say what it holds for a tender, keeping nothing. `lot` is where bids go that name none.

        A file that cannot be read is a problem, not an error. Raises NotFound.
        """
        from outreach.formats.opening_list import OpeningReading
        from outreach.services.readers import read_opening_list

        try:
            too_large = path.stat().st_size > _LARGEST
            reading = OpeningReading() if too_large else read_opening_list(path.read_bytes())
            if too_large:
                reason = N_("The file is larger than {limit} MB. A list of that size is not read.")
                reading.problems.append(Problem(0, reason, {"limit": str(_LARGEST // 1_000_000)}))
        except OSError as error:
            why = {"why": error.strerror or ""}
            reading = OpeningReading(problems=[Problem(0, N_("The file cannot be read: {why}."), why)])
        with self.database.read() as view:
            tender = the_tender(view, tender_id)
            plan = _plan(view, tender, reading, lot)
            told = counts_told(view, tender)
        known = {one.number: one.bids for one in tender.results}
        listed: dict[str, set[str]] = {}
        for line in plan.lines:
            listed.setdefault(line.bid.lot, set()).add(line.bid.joint or str(line.bid.id))
        counts = tuple(
            (_titled(plan.tender, number), len(bids), told.get(number, known.get(number)))
            for number, bids in listed.items()
        )
        problems = tuple(replace(one, file=str(path)) for one in (*reading.problems, *plan.problems))
        return OpeningPreview(tender, path.name, tuple(plan.lines), problems, plan.new_lots, counts, lot, reading)

    def run(self, preview: OpeningPreview) -> Changes:
        """Do what was previewed, as one action that can be undone. Raises InvalidInput for a list without a bid, NotFound."""
        if preview.reading is None or not (preview.reading.bids or preview.reading.without):
            raise InvalidInput(N_("List of bids"), NOTHING_READ)
        with self.database.work(READ, file=preview.file[:80]) as work:
            work.hold(f"bids {preview.tender.id}")
            tender = the_tender(work, preview.tender.id)
            plan = _plan(work, tender, preview.reading, preview.lot)
            if not plan.lines and not plan.without:
                raise InvalidInput(N_("List of bids"), NOTHING_READ)
            if plan.tender.lots != tender.lots:
                tender = work.save(Kind.TENDER, plan.tender)
            keep_bids(work, tender, plan.bids, None)
            empty = {lot: 0 for lot in plan.without if not any(bid.lot == lot for bid in plan.bids)}
            told = counts_told(work, tender)
            zero: dict[str, int | None] = {lot: 0 for lot in empty if lot not in told}
            if zero:
                keep_bids(work, the_tender(work, tender.id), work.bids.of(tender.id), zero)
        return work.changes


def _plan(view: View, tender: Tender, reading: OpeningReading, lot: str) -> _Plan:
    names = list(dict.fromkeys(one.lot for one in (*reading.bids,) if one.lot))
    names += [one for one in dict.fromkeys(reading.without) if one and one not in names]
    whole, new = _with_lots(tender, names)
    left = list(view.bids.of(tender.id))
    bids: list[Bid] = []
    plan = _Plan(whole, bids, [], [], new, [])
    for one in reading.bids:
        number = _lot_of(whole, one.lot or lot, names)
        if number is None:
            reason = NO_LOT if one.lot or lot else WHICH_LOT
            plan.problems.append(Problem(one.line, reason, {"lot": cut(one.lot or lot, 40)}, cut(one.name)))
            continue
        for name in one.members or (one.name,):
            _add(view, plan, one, name, number, left)
    plan.without = [number for name in reading.without if (number := _lot_of(whole, name or lot, names)) is not None]
    plan.bids += left
    return plan


def _add(view: View, plan: _Plan, one: OpeningBid, name: str, lot: str, left: list[Bid]) -> None:
    """Add one bidder's bid to a plan: a new one, or one that is known with what the list tells of it."""
    number = kept_number(one.org_number) if not one.members else ""
    told = read_org_number(one.org_number) if one.org_number else None
    # Ten digits with a wrong check digit are a slip; another country's number is of another form.
    if told is not None and not told.valid and len(told.digits) == 10 and told.digits.isdecimal():
        plan.problems.append(Problem(one.line, WRONG_NUMBER, text=cut(one.name), warning=True))
    company = recognised(view, name, number)
    fitting = [bid for bid in left if bid.lot == lot and same_bidder(bid, name, number, company)]
    known = next(iter(fitting), None)
    if known is not None:
        left.remove(known)
    bid = known or Bid(tender=plan.tender.id, lot=lot, name=name)
    size = size_told(one.size)
    written = replace(
        bid,
        source=BidSource.OPENING,
        org_number=bid.org_number or number or (company.org_number if company is not None else ""),
        value=one.value or bid.value,
        won=bid.won or one.won,
        valid=one.valid,
        size=bid.size if size is SizeClass.UNKNOWN else size,
        joint=bid.joint or (f"{one.line}: {' + '.join(one.members)}" if one.members else ""),
        opened=one.received or bid.opened,
        note=bid.note or one.note,
    )
    tied = written if written.company is not None else as_company_tells(written, company)
    if not tied.municipality:
        tied = replace(tied, municipality=municipality_of_town(one.place))
    verdict = "new" if known is None else "same" if tied == known else "update"
    plan.bids.append(tied)
    shown = company.name if company is not None else ""
    plan.lines.append(OpeningLine(one.line, one.sheet, _titled(plan.tender, lot), tied, verdict, shown))


def _with_lots(tender: Tender, names: Sequence[str]) -> tuple[Tender, tuple[str, ...]]:
    """Return a tender with the lots that a list names, where it has none; one name alone makes no lot."""
    known = tender.lots or tuple(Lot(one.number) for one in tender.results if one.number)
    if known or len(names) < 2:
        return tender, ()
    return replace(tender, lots=titled_lots((), names)), tuple(names)


def _lot_of(tender: Tender, name: str, names: Sequence[str]) -> str | None:
    """Return the number of the lot that a list means; None where that is not sure."""
    from outreach.formats.opening_headings import lot_number

    lots = tender.lots or tuple(Lot(one.number) for one in tender.results if one.number)
    if not lots:
        return ""
    if not name:
        return only_lot(tender) or None
    folded = " ".join(name.casefold().split())
    exact = [lot for lot in lots if folded in (lot.number.casefold(), " ".join(lot.title.casefold().split()))]
    if exact:
        return exact[0].number
    number = lot_number(name)
    numbered = [lot for lot in lots if number and number in (lot_number(lot.number), lot_number(lot.title))]
    if len(numbered) == 1:
        return numbered[0].number
    titled = [lot for lot in lots if lot.title and (lot.title.casefold() in folded or folded in lot.title.casefold())]
    if len(titled) == 1:
        return titled[0].number
    return lots[0].number if len(lots) == 1 and len(names) < 2 else None


def _titled(tender: Tender, number: str) -> str:
    return next((lot.title or lot.number for lot in tender.lots if lot.number == number), number)
