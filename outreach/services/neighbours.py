"""Neighbours' coming tenders beside ours, week by week, with a warning where two ask the same branch in the same week.

A branch is a CPV group (three digits); a code of a whole division (45000000) stands for all of its groups. Bidders read one
call at a time: two of the same kind in one week halve the bids of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.neighbour import NeighbourTender
from outreach.domain.record import Kind
from outreach.domain.tender import COMING, Tender
from outreach.domain.tender_match import cpv_prefixes, shares
from outreach.domain.unit import UNIT_ID
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.companies import checked_cpv
from outreach.services.records import Records
from outreach.services.tenders import checked_link

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: How many digits of a CPV code make a branch.
GROUP = 3


@dataclass(frozen=True, slots=True)
class Coming:
    """A coming tender, ours or a neighbour's. `expected` is the day on which it is to be advertised; `own` says whose it is."""

    id: UUID
    title: str
    buyer: str
    cpv: tuple[str, ...]
    expected: date | None
    own: bool
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two municipalities that plan the same branch in one week; `monday` is its first day, `group` the CPV group."""

    monday: date
    group: str
    one: Coming
    other: Coming


@dataclass(frozen=True, slots=True)
class Week:
    """What is to be advertised in one week, ours first; `monday` None holds what has no day yet."""

    monday: date | None
    ours: tuple[Coming, ...]
    theirs: tuple[Coming, ...]
    clashes: tuple[Clash, ...] = ()


class Neighbours(Records[NeighbourTender]):
    """The verbs for neighbours' tenders."""

    kind: ClassVar[Kind] = Kind.NEIGHBOUR_TENDER

    def all(self) -> list[NeighbourTender]:
        """Return them, the soonest first; those without a day last."""
        with self.database.read() as view:
            return sorted(view.neighbour_tenders.all(), key=lambda one: (one.expected or date.max, one.buyer, one.title))

    def checked(self, work: Work, record: NeighbourTender) -> NeighbourTender:
        """Clean the words. Raises InvalidInput without title or buyer, and for a code that does not exist."""
        del work
        title, buyer = " ".join(record.title.split()), " ".join(record.buyer.split())
        if not title:
            raise InvalidInput(N_("Title"), N_("Say what they are going to buy."))
        if not buyer:
            raise InvalidInput(N_("Buyer"), N_("Say which municipality it is."))
        return replace(record, title=title, buyer=buyer, cpv=known_codes(record.cpv), link=checked_link(record.link))

    def weeks(self) -> list[Week]:
        """Return the weeks from this one on in which anything is to be advertised; what has no day stands last."""
        today = home_day(self.database.signature.clock())
        with self.database.read() as view:
            every = [*own_coming(view), *(coming_of(one) for one in view.neighbour_tenders.all())]
        first = monday_of(today)
        dated = [one for one in every if one.expected is not None and one.expected >= first]
        clashes = find_clashes(dated)
        mondays = sorted({monday_of(one.expected) for one in dated if one.expected is not None})
        weeks = [_week(monday, dated, clashes) for monday in mondays]
        undated = [one for one in every if one.expected is None]
        return [*weeks, *([Week(None, *_parted(undated))] if undated else [])]

    def beside(self, tender: Tender) -> list[Clash]:
        """Return the neighbours' tenders that would be advertised in the same week as one of ours, in the same branch."""
        if tender.stage not in COMING or tender.expected_publication is None:
            return []
        with self.database.read() as view:
            theirs = [coming_of(one) for one in view.neighbour_tenders.all()]
            own = _own(tender, _municipality(view))
        return find_clashes([own, *theirs], about=own)


def known_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Return CPV codes, each once. Raises InvalidInput for one that does not exist."""
    return tuple(dict.fromkeys(checked_cpv(code) for code in codes if code.strip()))


def own_coming(view: View) -> Iterator[Coming]:
    """Yield our own coming tenders; those of other buyers, which notices brought in, are left out."""
    municipality = _municipality(view)
    names = _own_names(view)
    for tender in view.tenders.all():
        if tender.stage in COMING and (not tender.buyer or tender.buyer.casefold() in names):
            yield _own(tender, municipality)


def coming_of(tender: NeighbourTender) -> Coming:
    """Return a neighbour's tender as the calendar has it."""
    return Coming(tender.id, tender.title, tender.buyer, tender.cpv, tender.expected, False, tender.deadline)


def find_clashes(every: Sequence[Coming], about: Coming | None = None) -> list[Clash]:
    """Return the pairs of different buyers with the same branch in the same week, by week; with `about`, only its own."""
    weeks: dict[date, list[Coming]] = {}
    for one in every:
        if one.expected is not None and one.cpv:
            weeks.setdefault(monday_of(one.expected), []).append(one)
    found = []
    for monday, some in sorted(weeks.items()):
        for one, other in combinations(sorted(some, key=lambda each: (not each.own, each.buyer, each.title)), 2):
            group = _same_group(one, other)
            if group and (about is None or about in (one, other)):
                found.append(Clash(monday, group, one, other))
    return found


def monday_of(day: date) -> date:
    """Return the first day of a week (ISO 8601: Monday)."""
    return day - timedelta(days=day.weekday())


def _same_group(one: Coming, other: Coming) -> str:
    if one.own == other.own and (one.own or one.buyer.casefold() == other.buyer.casefold()):
        return ""
    theirs = cpv_prefixes(other.cpv, GROUP)
    same = next((code for code in one.cpv if shares(code, theirs)), "")
    if same:
        return same[:GROUP]
    ours = cpv_prefixes(one.cpv, GROUP)
    return next((code[:GROUP] for code in other.cpv if shares(code, ours)), "")


def _week(monday: date, dated: Sequence[Coming], clashes: Sequence[Clash]) -> Week:
    some = [one for one in dated if one.expected is not None and monday_of(one.expected) == monday]
    return Week(monday, *_parted(some), tuple(one for one in clashes if one.monday == monday))


def _parted(some: Sequence[Coming]) -> tuple[tuple[Coming, ...], tuple[Coming, ...]]:
    ordered = sorted(some, key=lambda one: (one.expected or date.max, one.buyer, one.title))
    return tuple(one for one in ordered if one.own), tuple(one for one in ordered if not one.own)


def _own(tender: Tender, municipality: str) -> Coming:
    deadline = home_day(tender.tender_deadline) if tender.tender_deadline else None
    return Coming(tender.id, tender.title, municipality or tender.buyer, tender.cpv, tender.expected_publication, True, deadline)


def _municipality(view: View) -> str:
    unit = view.units.get(UNIT_ID)
    return unit.municipality if unit else ""


def _own_names(view: View) -> set[str]:
    unit = view.units.get(UNIT_ID)
    return {one.casefold() for one in (unit.municipality, *unit.buyer_names) if one} if unit else set()
