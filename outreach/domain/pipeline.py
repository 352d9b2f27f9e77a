"""The pipeline of tenders: what a card of the board or a row of the time line shows, and contracts that ask for a new tender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from outreach.domain.rule_deadlines import Concern, RuleDeadline
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import home_day
from outreach.language import N_


class Mark(StrEnum):
    """A date of a tender that can be moved in the time line."""

    PUBLICATION = "publication"
    BIDS = "bids"
    START = "start"
    END = "end"


MARK_LABELS = {
    Mark.PUBLICATION: N_("Expected publication"),
    Mark.BIDS: N_("Last day to bid"),
    Mark.START: N_("Contract from"),
    Mark.END: N_("Contract to"),
}

#: So many last days to bid in one week are hard to manage for two people.
MANY_IN_A_WEEK = 3


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event that features a tender, with its first day."""

    event: UUID
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class PipelineCard:
    """A tender in the pipeline: `deadlines` by the rules, related `events`, and whether another tender `renewed` it."""

    tender: Tender
    deadlines: tuple[RuleDeadline, ...] = ()
    events: tuple[EventMark, ...] = ()
    renewed: bool = False
    expiring: bool = False
    """Its contract runs out within the rule's time, and nothing follows it."""

    @property
    def warnings(self) -> tuple[RuleDeadline, ...]:
        """What is too short, too late or missed."""
        return tuple(one for one in self.deadlines if one.concern in (Concern.WARNING, Concern.MISSED))

    def day_of(self, mark: Mark) -> date | None:
        """Return the day of a date that can be moved."""
        tender = self.tender
        if mark is Mark.BIDS:
            return home_day(tender.tender_deadline) if tender.tender_deadline is not None else None
        return {
            Mark.PUBLICATION: tender.expected_publication,
            Mark.START: tender.contract_start,
            Mark.END: tender.contract_end,
        }[mark]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The dates that are known, in the order of a tender's life."""
        return tuple(mark for mark in Mark if self.day_of(mark) is not None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contract that runs out with nothing to follow it.

    `publish` is the working day by which a notice should be out, counted backwards from the end by the rules; `late` says that
    it has passed. `extended_to` is the last day if every extension is used.
    """

    tender: Tender
    ends: date
    publish: date
    late: bool = False
    extended_to: date | None = None


def monday_of(day: date) -> date:
    """Return the first day of a week."""
    return day - timedelta(days=day.weekday())


def crowded_weeks(cards: Iterable[PipelineCard]) -> dict[date, int]:
    """Return how many last days to bid a week has, by its Monday, where there is more than one."""
    days = (card.day_of(Mark.BIDS) for card in cards if card.tender.stage is not Stage.CANCELLED)
    counted = Counter(monday_of(day) for day in days if day is not None)
    return {monday: count for monday, count in counted.items() if count > 1}


def time_order(card: PipelineCard) -> tuple[bool, int, date, str]:
    """Return by what the rows of the time line are ordered: what is to come, then contracts by their end, then the undated."""
    tender = card.tender
    group = {Stage.CONTRACT: 1, Stage.CANCELLED: 2}.get(tender.stage, 0)
    ahead = (tender.expected_publication, card.day_of(Mark.BIDS), tender.contract_start, tender.contract_end)
    days = ahead if group == 0 else tuple(reversed(ahead))
    day = next((one for one in days if one is not None), None)
    return day is None, group, day or date.max, tender.title.casefold()


def allowed(card: PipelineCard, mark: Mark, day: date) -> date:
    """Return the day nearest to `day` that keeps publication before bids, and the contract's end after its start."""
    least, most = {
        Mark.PUBLICATION: (None, card.day_of(Mark.BIDS)),
        Mark.BIDS: (card.day_of(Mark.PUBLICATION), None),
        Mark.START: (None, card.day_of(Mark.END)),
        Mark.END: (card.day_of(Mark.START), None),
    }[mark]
    if least is not None and day < least:
        return least
    return most if most is not None and day > most else day


def stage_order(card: PipelineCard) -> tuple[bool, date, str]:
    """Return by what cards of one stage are ordered: what asks for something next stands on top, the undated last."""
    tender = card.tender
    own = {
        Stage.ADVERTISED: card.day_of(Mark.BIDS),
        Stage.EVALUATION: tender.contract_start,
        Stage.CONTRACT: tender.contract_end,
    }.get(tender.stage)
    day = own or tender.expected_publication or card.day_of(Mark.BIDS)
    return day is None, day or date.max, tender.title.casefold()
