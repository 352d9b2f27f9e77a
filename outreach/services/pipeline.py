"""The pipeline: tenders by stage and in time, dates moved by hand, and contracts that run out and ask for a new tender."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing
from outreach.domain.pipeline import EventMark, Mark, PipelineCard, Proposal
from outreach.domain.rule import Rule
from outreach.domain.rule_deadlines import RuleOn, after, before, months_before, working_day_by
from outreach.domain.tender import Lot, Stage, Tender
from outreach.domain.when import HOME_ZONE, home_day, to_instant
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.contract_truth import as_contracted, ending
from outreach.services.rules import is_day_off
from outreach.services.tenders import relate

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: A contract that ended so long ago without a successor is still proposed; older ones were let go.
_ENDED = timedelta(days=60)
#: The usual time of day of a last day to bid that had none.
_CLOSING = (23, 59)


class Pipeline:
    """The verbs for the board, the time line and what runs out."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    # Looking -----------------------------------------------------------------------------------------------------------

    def cards(self, listing: Listing) -> list[PipelineCard]:
        """Return the tenders of a list, in its order, with what the rules say of them and the events that feature them."""
        tenders = self._house.tenders.listed(listing)
        reckon = self._house.rules.reckoner()
        expiring = {one.tender.id for one in self.expiring()}
        with self.database.read() as view:
            events = _events_of(view, [tender.id for tender in tenders])
            renewed = set(view.tenders.renewing(tender.id for tender in tenders))
        tenders = [as_contracted(tender, reckon.contracted) for tender in tenders]
        return [
            PipelineCard(
                tender, reckon(tender), events.get(tender.id, ()), tender.id in renewed, expiring=tender.id in expiring
            )
            for tender in tenders
        ]

    def events_of(self, tender: UUID) -> tuple[EventMark, ...]:
        """Return the events that feature a tender, by day."""
        with self.database.read() as view:
            return _events_of(view, [tender]).get(tender, ())

    def successors(self, tender: UUID) -> list[Tender]:
        """Return the tenders that renew this one."""
        with self.database.read() as view:
            return view.tenders.by_term("renews", str(tender))

    # Moving ------------------------------------------------------------------------------------------------------------

    def move(self, tender: UUID, stage: Stage) -> Changes:
        """Put a tender into another stage. Raises NotFound."""
        with self.database.work(N_("Moved {name} to another stage"), name="") as work:
            known = _known(work, tender)
            work.rename_action(N_("Moved {name} to another stage"), name=known.title)
            if known.stage is not stage:
                self._house.tenders.keep(work, replace(known, stage=stage))
        return work.changes

    def set_date(self, tender: UUID, mark: Mark, day: date) -> Changes:
        """Move a date of a tender to a day; a last moment keeps its time of day. Raises NotFound, InvalidInput."""
        with self.database.work(N_("Moved a date of {name}"), name="") as work:
            known = _known(work, tender)
            work.rename_action(N_("Moved a date of {name}"), name=known.title)
            if mark is Mark.END and any(one.ends is not None for one in work.contracts.of_tender(tender)):
                raise InvalidInput(N_("Contract to"), N_("The contract itself says when it ends: change it there."))
            moved = with_date(known, mark, day)
            if moved != known:
                self._house.tenders.keep(work, moved)
        return work.changes

    def relate(self, tender: UUID, events: Iterable[UUID]) -> Changes:
        """Let exactly these events feature a tender. Raises NotFound."""
        with self.database.work(N_("Changed the events of {name}"), name="") as work:
            work.rename_action(N_("Changed the events of {name}"), name=_known(work, tender).title)
            relate(work, tender, events)
        return work.changes

    # What runs out -----------------------------------------------------------------------------------------------------

    def expiring(self, today: date | None = None, months: int | None = None) -> list[Proposal]:
        """Return the contracts that run out within the rule's time (or `months`) with nothing to follow, the soonest first."""
        day = today or home_day(self.database.signature.clock())
        rule_on = self._house.rules.reckoner(day).rule_on
        within = rule_on("renewal_within", day)
        if months is not None:
            last = months_before(day, -months)
        elif within is not None:
            last = after(day, within, is_day_off)
        else:
            return []
        with self.database.read() as view:
            found = [one for one in ending(view, day - _ENDED, last) if not one.not_renewed]
            renewed = view.tenders.renewing(one.id for one in found)
        return [proposal(one, rule_on, day) for one in found if one.id not in renewed]

    def renew(self, tender: UUID) -> Changes:
        """Make the tender that follows a contract: what is bought, its parts, buyer and officer come along. Raises NotFound."""
        rule_on = self._house.rules.reckoner().rule_on
        with self.database.work(N_("Made a new tender of {name}"), name="") as work:
            known = as_contracted(_known(work, tender), work.contracts.ends_by_tender())
            if known.contract_end is None:
                raise InvalidInput(N_("Contract to"), N_("Say first when the contract ends: the new tender is counted from there."))
            work.rename_action(N_("Made a new tender of {name}"), name=known.title)
            today = home_day(work.now)
            self._house.tenders.keep(work, successor(known, proposal(known, rule_on, today), today))
        return work.changes

    def dismiss(self, tender: UUID, *, dismissed: bool = True) -> Changes:
        """Propose no new tender for a contract (any more), or again. Raises NotFound."""
        with self.database.work(N_("Nothing follows {name}"), name="") as work:
            known = _known(work, tender)
            work.rename_action(N_("Nothing follows {name}") if dismissed else N_("Proposed again: {name}"), name=known.title)
            if known.not_renewed is not dismissed:
                self._house.tenders.keep(work, replace(known, not_renewed=dismissed))
        return work.changes


def with_date(tender: Tender, mark: Mark, day: date) -> Tender:
    """Return a tender with a date on another day; a last moment to bid keeps its time of day at home. Raises InvalidInput."""
    if mark is Mark.BIDS:
        if tender.expected_publication is not None and day < tender.expected_publication:
            raise InvalidInput(N_("Last day to bid"), N_("The last day to bid cannot come before the publication."))
        wall = datetime(day.year, day.month, day.day, *_CLOSING)  # noqa: DTZ001 - a wall-clock time, placed at once
        if tender.tender_deadline is not None:
            known = tender.tender_deadline.astimezone(ZoneInfo(HOME_ZONE))
            wall = datetime.combine(day, known.time().replace(tzinfo=None, fold=0))
        return replace(tender, tender_deadline=to_instant(wall, HOME_ZONE).astimezone(UTC))
    if mark is Mark.PUBLICATION:
        return replace(tender, expected_publication=day)
    moved = replace(tender, contract_start=day) if mark is Mark.START else replace(tender, contract_end=day)
    start, end = moved.contract_start, moved.contract_end
    if start is not None and end is not None and end < start:
        raise InvalidInput(N_("Contract to"), N_("The contract cannot end before it starts."))
    return moved


def proposal(tender: Tender, rule_on: RuleOn, today: date) -> Proposal:
    """Return when the notice of the next tender should be out: end of contract − start-up − evaluation − bid period."""
    ends = tender.contract_end or today
    day = ends + timedelta(days=1)
    for key in ("start_up_time", "evaluation_time", "bids_open"):
        rule = rule_on(key, today)
        day = before(day, rule, is_day_off) if isinstance(rule, Rule) else day
    publish = working_day_by(day, is_day_off)
    extended = months_before(ends, -tender.option_months) if tender.option_months else None
    return Proposal(tender, ends, publish, late=publish < today, extended_to=extended)


def successor(tender: Tender, found: Proposal, today: date) -> Tender:
    """Return the new, unsaved tender: the same purchase as an idea, without what belonged to the old procedure."""
    begins = found.ends + timedelta(days=1)
    months = tender.contract_months
    return Tender(
        id=uuid4(),
        title=tender.title,
        description=tender.description,
        buyer=tender.buyer,
        cpv=tender.cpv,
        place=tender.place,
        stage=Stage.PLANNED if not found.late else Stage.IDEA,
        expected_publication=max(found.publish, today),
        contract_start=begins,
        contract_end=months_before(begins, -months) - timedelta(days=1) if months else None,
        contract_months=months,
        option_months=tender.option_months,
        value_class=tender.value_class,
        value=tender.value,
        officer=tender.officer,
        lots=tuple(_bare(lot) for lot in tender.lots),
        tags=tender.tags,
        renews=tender.id,
    )


def _bare(lot: Lot) -> Lot:
    """Return a part without the dates of the old procedure."""
    return replace(lot, question_deadline=None, tender_deadline=None, contract_start=None, contract_end=None)


def _events_of(view: View, tenders: list[UUID]) -> dict[UUID, tuple[EventMark, ...]]:
    found: dict[UUID, list[EventMark]] = {}
    for tender, event, title, day in view.events.marks_of(tenders):
        found.setdefault(tender, []).append(EventMark(event, title, day))
    return {tender: tuple(sorted(marks, key=lambda one: one.day)) for tender, marks in found.items()}


def _known(work: View, tender: UUID) -> Tender:
    known = work.tenders.get(tender)
    if known is None:
        raise NotFound(str(tender))
    return known
