"""Rows of a table become tenders: rows that share the number of a purchase are one tender with lots.

A buyer is kept as the tender's buyer and made no company: buyers are municipalities and authorities, not suppliers. A
number of bids goes into the lot's result. Registers from before held it as a
line of the lot's text: the same file again mends them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.problem import Problem, cut
from outreach.domain.record import BOOKKEEPING, Kind
from outreach.domain.table_row import TenderRow
from outreach.domain.tender import Lot, Stage, Tender
from outreach.errors import OutreachError
from outreach.language import N_
from outreach.services.bid_counts import counts_told
from outreach.services.import_merge import Earlier, earlier, fingerprint, joined, says_something, taken_over, with_lines
from outreach.services.import_results import both_results, results_of, without_count
from outreach.services.import_tally import Line, Tally, verdict

if TYPE_CHECKING:
    from outreach.services.tenders import Tenders
    from outreach.storage.work import Work

_ORIGIN = "table-tender:"
_STAGES = list(Stage)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One tender as a table tells it, put together from `rows` rows."""

    line: int
    rows: int
    tender: Tender
    origin: str
    own_id: UUID | None = None


def purchases(rows: Iterable[TenderRow]) -> list[Purchase]:
    """Put rows of the same purchase together, in the order in which each purchase first appears."""
    groups: dict[str, list[TenderRow]] = {}
    for row in rows:
        key = _key(row)
        # Without a number, two rows of one title are two purchases, unless they are lots of it.
        if not row.purchase and row.lot is None:
            number = 1
            while (numbered := key if number == 1 else f"{key}#{number}") in groups:
                number += 1
            key = numbered
        groups.setdefault(key, []).append(row)
    return [_purchase(key, found) for key, found in groups.items()]


def _key(row: TenderRow) -> str:
    if row.own_id:
        return row.own_id
    # By name first: one buyer's number is written in several ways, and wrongly, in the statistics of 2021.
    buyer = " ".join(row.tender.buyer.casefold().split()) or row.buyer_number
    what = row.purchase or row.tender.reference or " ".join(row.tender.title.casefold().split())
    return f"{buyer}:{what}"


def _purchase(key: str, rows: list[TenderRow]) -> Purchase:
    first = rows[0]
    tender = first.tender
    for row in rows[1:]:
        tender = _both(tender, row.tender)
    lots: dict[str, Lot] = {}
    for row in rows:
        if row.lot is not None:
            known = lots.get(row.lot.number)
            lots[row.lot.number] = row.lot if known is None else _both_lots(known, row.lot, every_line=True)
    tender = replace(
        tender, lots=tuple(lots.values()), reference=tender.reference or first.purchase, results=results_of(rows)
    )
    own = UUID(first.own_id) if first.own_id else None
    return Purchase(first.line, len(rows), tender, "" if own else f"{_ORIGIN}{key}", own)


def _both(one: Tender, other: Tender) -> Tender:
    """What one row leaves open, another may tell; lists and notes are joined."""
    new: dict[str, Any] = {"notes": with_lines(one.notes, other.notes)}
    for field in dataclasses.fields(one):
        if field.name in BOOKKEEPING or field.name in new:
            continue
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, tuple):
            new[field.name] = joined(mine, theirs)
        elif not says_something(mine):
            new[field.name] = theirs
    return replace(one, **new)


def _both_lots(one: Lot, other: Lot, *, every_line: bool = False) -> Lot:
    """Join two tellings of a lot. Within a file each row counts (two suppliers of one size are two lines)."""
    text = "\n".join(part for part in (one.description, other.description) if part)
    return replace(
        one,
        title=one.title or other.title,
        description=text if every_line else with_lines(one.description, other.description),
        cpv=joined(one.cpv, other.cpv),
    )


class TenderImporter:
    """Keeps the tenders of one table. `tags` are put on each; with `blanks` nothing is emptied: rows of lots say too little."""

    def __init__(self, work: Work, tenders: Tenders, tags: tuple[str, ...] = ()) -> None:
        self._work = work
        self._tenders = tenders
        self._tags = tags

    def keep(self, purchase: Purchase, file: str, tally: Tally) -> None:
        """Keep one tender and enter it in the account."""
        try:
            line = self._kept(purchase, file, tally)
        except OutreachError as error:
            reason = getattr(error, "reason", "") or N_("The record cannot be kept.")
            values = {name: str(value) for name, value in getattr(error, "values", {}).items()}
            tally.problems.append(Problem(purchase.line, reason, values, cut(purchase.tender.title), file))
        else:
            tally.lines.append(line)

    def _kept(self, purchase: Purchase, file: str, tally: Tally) -> Line:
        tender = replace(purchase.tender, tags=joined(purchase.tender.tags, self._tags))
        content = fingerprint("table-content", tender, "id", "version", "origins")
        known = self._known(purchase)
        if known is not None and content in known.origins:
            return _line(purchase, file, known, "same")
        if known is None:
            before = 0
            saved = self._save(replace(tender, origins=(purchase.origin, content) if purchase.origin else ()))
        else:
            before = known.version
            saved = self._save(self._merged(known, tender, purchase, content))
        what = verdict(before, saved.version)
        if known is not None and replace(saved, version=known.version, origins=known.origins) == known:
            what = "same"
        tally.touch(Kind.TENDER, known, saved, what)
        return _line(purchase, file, saved, what)

    def _save(self, tender: Tender) -> Tender:
        saved = self._tenders.keep(self._work, tender)
        self._by_title.setdefault(_title_key(saved), {})[saved.id] = saved
        return saved

    def _merged(self, known: Tender, tender: Tender, purchase: Purchase, content: str) -> Tender:
        values = {
            field.name: getattr(tender, field.name)
            for field in dataclasses.fields(tender)
            if field.name not in BOOKKEEPING and field.name not in ("origins", "lots", "notes", "results")
        }
        if _STAGES.index(tender.stage) < _STAGES.index(known.stage):
            del values["stage"]
        before = Earlier(everything=True) if purchase.own_id else earlier(self._work, known.id)
        merged = taken_over(known, values, before)
        lots = {lot.number: without_count(lot, tender.results) for lot in known.lots}
        for lot in tender.lots:
            lots[lot.number] = _both_lots(lots[lot.number], lot) if lot.number in lots else lot
        origins = known.origins
        if purchase.origin:
            # One mark of content for each shape of file: those of earlier contents stay, so that each is known again.
            origins = joined(origins, (purchase.origin, content))
        told = counts_told(self._work, known)
        results = both_results(known.results, tender.results, told, edited="results" in before.edited)
        return replace(
            merged,
            lots=tuple(lots.values()),
            notes=with_lines(known.notes, tender.notes),
            origins=origins,
            results=results,
            appealed=tender.appealed if merged.appealed is None else merged.appealed,
        )

    def _known(self, purchase: Purchase) -> Tender | None:
        if purchase.own_id is not None:
            return self._work.tenders.get(purchase.own_id) or self._alike(purchase)
        found = self._work.tenders.by_term("origin", purchase.origin)
        return found[0] if found else self._alike(purchase)

    def _alike(self, purchase: Purchase) -> Tender | None:
        """Return the one tender of this title that nothing speaks against: same reference and buyer, where both are told."""
        tender = purchase.tender
        fitting = [
            one
            for one in self._by_title.get(_title_key(tender), {}).values()
            if _agree(one.reference, tender.reference)
            and _agree(one.buyer, tender.buyer)
            and not any(origin.startswith(_ORIGIN) for origin in one.origins)
        ]
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def _by_title(self) -> dict[str, dict[UUID, Tender]]:
        # A unit has hundreds of tenders, seldom thousands: one reading of them all.
        found: dict[str, dict[UUID, Tender]] = {}
        for tender in self._work.tenders.all():
            found.setdefault(_title_key(tender), {})[tender.id] = tender
        return found


def _title_key(tender: Tender) -> str:
    return " ".join(tender.title.casefold().split())


def _agree(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def _line(purchase: Purchase, file: str, tender: Tender, what: str) -> Line:
    return Line(file, Kind.TENDER, tender.title, tender.buyer, what, purchase.line, tender.id, purchase.rows)
