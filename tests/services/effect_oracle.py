"""The effect figures once more, by another road: loops over the records as they are kept, in plain Python.

It shares no line with `services/effect.py`, `storage/effect*.py` or `domain/effect_figures.py`: only the record classes.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID
from outreach.storage.database import Database

HOME = ZoneInfo("Europe/Stockholm")


class Oracle:
    """Reads everything, then counts for the years from `first` to `last`."""

    def __init__(self, database: Database, first: int, last: int, buyers: tuple[str, ...] = (), tag: str = "") -> None:
        with database.read() as view:
            self.all: dict[Kind, list[Any]] = {kind: view.store(kind).all() for kind in Kind}
            self.unit = view.units.get(UNIT_ID)
        assert self.unit is not None
        self.now = database.signature.clock()
        self.first, self.last, self.tag = date(first, 1, 1), date(last, 12, 31), tag
        self.event = {one.id: one for one in self.all[Kind.EVENT]}
        self.tender = {one.id: one for one in self.all[Kind.TENDER]}
        names = buyers or ("", self.unit.municipality, *self.unit.buyer_names)
        lowered = [name.lower() for name in names]
        self.ours = [
            one for one in self.all[Kind.TENDER]
            if self.day(one) and self.first <= self.day(one) <= self.last and one.buyer.lower() in lowered
            and (not tag or tag in one.tags)
        ]  # fmt: skip

    @staticmethod
    def day(tender: Any) -> Any:
        """Advertised, else (all made-up ones have neither date) unknown."""
        return tender.advertised

    @staticmethod
    def closed(tender: Any) -> list[Any]:
        return [one for one in tender.results if one.outcome != "open-nw"]

    def within(self, at: datetime) -> bool:
        return self.first <= at.astimezone(HOME).date() <= self.last

    def talks(self) -> list[Any]:
        found = [one for one in self.all[Kind.MEETING] if self.within(one.at)]
        if self.tag:
            found = [
                one for one in found
                if self.tag in one.tags
                or (one.event and self.tag in self.event[one.event].tags)
                or any(self.tag in self.tender[about].tags for about in one.tenders)
            ]  # fmt: skip
        return found

    @staticmethod
    def is_talk(meeting: Any) -> bool:
        return not (meeting.question and not meeting.person and not meeting.company)

    def before(self, tender: Any, at: datetime) -> bool:
        return at < datetime.combine(tender.advertised, time.min, HOME)

    def figures(self) -> dict[str, tuple[float | None, int, int | None, int | None]]:
        """Value, n, count, unknown by key."""
        found: dict[str, tuple[float | None, int, int | None, int | None]] = {}

        def number(key: str, value: float | None, n: int, unknown: int | None = None) -> None:
            found[key] = (value, n, None, unknown)

        def share(key: str, count: int, n: int, unknown: int | None = None) -> None:
            found[key] = (100 * count / n if n else None, n, count, unknown)

        self._lots(number, share)
        self._bids(number, share)
        self._talked(number, share)
        self._events(number)
        self._rest(number, share)
        return found

    def _lots(self, number: Callable[..., None], share: Callable[..., None]) -> None:
        lots = [lot for one in self.ours for lot in self.closed(one)]
        bids = [lot.bids for lot in lots if lot.bids is not None]
        number("lots_closed", len(lots), len(lots))
        number("bids_per_lot", _mean(bids), len(bids), len(lots) - len(bids))
        number("bids_per_lot_median", _median(bids), len(bids), len(lots) - len(bids))
        share("no_bid_share", bids.count(0), len(bids), len(lots) - len(bids))
        share("one_bid_share", bids.count(1), len(bids), len(lots) - len(bids))
        share("coverage_lots", len(bids), len(lots))
        bidders = [lot.bidders for lot in lots if lot.bidders is not None]
        number("bidders_per_lot", _mean(bidders), len(bidders), len(lots) - len(bidders))
        ended = [one for one in self.ours if self.closed(one)]
        number("tenders_advertised", len(self.ours), len(self.ours))
        share("coverage_tenders", len(ended), len(self.ours))
        whole = [one for one in ended if all(lot.bids is not None for lot in self.closed(one))]
        sums = [sum(lot.bids for lot in self.closed(one)) for one in whole]
        number("bids_per_tender", _mean(sums), len(sums), len(ended) - len(sums))
        number("bids_per_tender_median", _median(sums), len(sums), len(ended) - len(sums))
        named = []
        for one, counted in zip(whole, sums, strict=True):
            if counted and len(self._single(one)) == counted:
                named.append(len({self._who(bid) for bid in self._of(one)}))
        number("bidders_per_tender", _mean(named), len(named), len(ended) - sums.count(0) - len(named))
        kept = sum(min(len(self._single(one)), sum(lot.bids or 0 for lot in self.closed(one))) for one in ended)
        share("coverage_bidders", kept, sum(bids))

    def _of(self, tender: Any) -> list[Any]:
        return [one for one in self.all[Kind.BID] if one.tender == tender.id]

    def _single(self, tender: Any) -> set[Any]:
        return {(one.lot, one.joint) if one.joint else one.id for one in self._of(tender)}

    @staticmethod
    def _who(bid: Any) -> Any:
        return bid.company or bid.org_number or bid.name

    def _bids(self, number: Callable[..., None], share: Callable[..., None]) -> None:
        mine = {one.id: one for one in self.ours}
        bids = [one for one in self.all[Kind.BID] if one.tender in mine]
        kept = sum(len(self._single(one)) for one in self.ours if self.closed(one))
        who = {self._who(one) for one in bids}
        number("unique_bidders", len(who), kept)
        every: dict[Any, list[date]] = {}
        for one in self.all[Kind.BID]:
            if self.tender[one.tender].advertised:
                every.setdefault(self._who(one), []).append(self.tender[one.tender].advertised)
        new = {
            self._who(one)
            for one in bids
            if not any(day < mine[one.tender].advertised for day in every[self._who(one)])
        }
        share("first_time_bidders", len(new), len(who))
        for key, chosen in (("bids", bids), ("winners", [one for one in bids if one.won])):
            local = [self._is_local(one) for one in chosen]
            share(f"local_share_{key}", local.count(True), len(local) - local.count(None), local.count(None))
            sizes = [one.size.value for one in chosen]
            small = sum(size in ("micro", "small", "medium") for size in sizes)
            share(f"sme_share_{key}", small, len(sizes) - sizes.count("unknown"), sizes.count("unknown"))

    def _is_local(self, bid: Any) -> bool | None:
        by = self.unit.local_by.value  # type: ignore[union-attr]
        if bid.municipality == "2061" or (by != "seat" and "2061" in bid.workplaces):
            return True
        near = any(code.startswith("20") for code in (bid.municipality, *bid.workplaces)) or bid.nuts == "SE312"
        if near and by == "county":
            return True
        # The seat is not told, or only that it is in our county: it may be here.
        return None if not bid.municipality and bid.nuts in ("", "SE", "SE312") else False

    def _talked(self, number: Callable[..., None], share: Callable[..., None]) -> None:
        talks = self.talks()
        real = [one for one in talks if self.is_talk(one)]
        number("conversations", len(real), len(real))
        asked = [one for one in talks if one.question]
        questions = [one for one in self.all[Kind.QUESTION] if any(talk.question == one.id for talk in asked)]
        number("questions_asked", len(asked), len(questions))
        answered = [one for one in questions if one.answer]
        share("questions_answered", len(answered), len(questions))
        days = []
        for one in answered:
            if one.answered:
                first = min(talk.at for talk in self.all[Kind.MEETING] if talk.question == one.id)
                days.append(max(0, (one.answered - first.astimezone(HOME).date()).days))
        number("answer_days", _median(days), len(days), len(answered) - len(days))
        register = len(self.all[Kind.COMPANY])
        met = {one.company for one in real if one.company}
        curious = {one.company for one in asked if one.company}
        came = {
            one.company for one in self.all[Kind.GUEST]
            if one.company and one.attendance.value == "came" and self.within(self.event[one.event].when.start_utc)
            and (not self.tag or self.tag in self.event[one.event].tags)
        }  # fmt: skip
        told = {
            company.company for one in self.all[Kind.NOTIFICATION] for company in one.companies
            if company.company and self.within(one.at) and (not self.tag or self.tag in self.tender[one.tender].tags)
        }  # fmt: skip
        for key, those in (("met", met), ("came", came), ("asked", curious), ("notified", told),
                           ("reached", met | came | curious | told)):  # fmt: skip
            share(f"companies_{key}", len(those), register)
        pairs: set[tuple[UUID, UUID]] = {
            (one.company, tender.id) for tender in self.ours for one in self.all[Kind.MEETING]
            if one.company and tender.id in one.tenders and self.before(tender, one.at)
        }  # fmt: skip
        offered = {(one.company, one.tender) for one in self.all[Kind.BID]}
        won = {(one.company, one.tender) for one in self.all[Kind.BID] if one.won}
        share("chain_met_bid", len(pairs & offered), len(pairs))
        share("chain_met_won", len(pairs & won), len(pairs))

    def _events(self, number: Callable[..., None]) -> None:
        plans = {one.event: one for one in self.all[Kind.PLAN]}
        held = []
        for one in self.all[Kind.EVENT]:
            known = one.id in plans or any(
                (talk.event == one.id and self.is_talk(talk)) for talk in self.all[Kind.MEETING]
            ) or any(guest.event == one.id for guest in self.all[Kind.GUEST])  # fmt: skip
            if (known and one.status.value != "cancelled" and one.when.start_utc <= self.now
                    and self.first <= one.when.start.date() <= self.last and (not self.tag or self.tag in one.tags)):  # fmt: skip
                held.append(one.id)
        first_at: dict[Any, datetime] = {}
        for talk in sorted(self.all[Kind.MEETING], key=lambda one: one.at):
            if talk.company:
                first_at.setdefault(talk.company, talk.at)
        there = [talk for talk in self.all[Kind.MEETING] if talk.event in held and talk.company]
        new = {
            event: {one.company for one in there if one.event == event and one.at == first_at[one.company]}
            for event in held
        }
        timed = [one for one in held if one in plans and plans[one].hours]
        paid = [one for one in held if one in plans and plans[one].cost is not None]
        hours = sum(plans[one].hours for one in timed)
        cost = sum(plans[one].cost.hundredths for one in paid)
        of_timed, of_paid = len(_union(new, timed)), len(_union(new, paid))
        number("events", len(held), len(held))
        number("event_hours", hours if timed else None, len(timed))
        number("event_cost", cost / 100 if paid else None, len(paid))
        number("new_companies", len(_union(new, held)), len({one.company for one in there}))
        number("hours_per_new_company", hours / of_timed if hours and of_timed else None, of_timed)
        number("cost_per_new_company", round(cost / of_paid) / 100 if paid and of_paid else None, of_paid)  # whole öre

    def _rest(self, number: Callable[..., None], share: Callable[..., None]) -> None:
        read = [one.readability for one in self.ours if len(one.readability) > 1]
        number("lix_before", _mean([one[0].score / 100 for one in read]), len(read))
        number("lix_after", _mean([one[-1].score / 100 for one in read]), len(read))
        kept = looked = 0
        for contract in self.all[Kind.CONTRACT]:
            if self.tag and self.tag not in contract.tags and self.tag not in self.tender[contract.tender].tags:
                continue
            for promise in contract.promises:
                done = [
                    one
                    for one in promise.checks
                    if one.done and self.first <= one.done <= self.last and one.outcome.value
                ]
                if done:
                    looked += 1
                    kept += all(one.outcome.value == "ok" for one in done)
        share("promises_kept", kept, looked)
        groups: dict[bool, list[int]] = {True: [], False: []}
        unknown = {True: 0, False: 0}
        for one in self.ours:
            if not self.closed(one):
                continue
            bids = [lot.bids for lot in self.closed(one) if lot.bids is not None]
            with_it = self._had_dialogue(one)
            if bids:
                groups[with_it].append(round(100 * sum(bids) / len(bids)))
            else:
                unknown[with_it] += 1
        enough = min(map(len, groups.values())) >= 5
        for key, with_it in (("with_dialogue", True), ("without_dialogue", False)):
            median = statistics.median(groups[with_it]) / 100 if enough else None
            number(key, median, len(groups[with_it]), unknown[with_it])
        again = [
            one for one in self.ours
            if one.renews and self.tender[one.renews].advertised and self.tender[one.renews].advertised < one.advertised
            and all(any(lot.bids is not None for lot in self.closed(each)) for each in (one, self.tender[one.renews]))
        ]  # fmt: skip
        number("recurring_pairs", len(again), len(again))

    def _had_dialogue(self, tender: Any) -> bool:
        talked = any(
            tender.id in one.tenders and self.is_talk(one) and self.before(tender, one.at)
            for one in self.all[Kind.MEETING]
        )
        shown = any(
            one.kind.value == "dialogue" and one.status.value != "cancelled" and tender.id in one.tenders
            and self.before(tender, one.when.start_utc)
            for one in self.all[Kind.EVENT]
        )  # fmt: skip
        return talked or shown


def _mean(values: list[Any]) -> float | None:
    return sum(values) / len(values) if values else None


def _median(values: list[Any]) -> float | None:
    return statistics.median(values) if values else None


def _union(new: dict[Any, set[Any]], events: list[Any]) -> set[Any]:
    return set().union(*(new[one] for one in events))
