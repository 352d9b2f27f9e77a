"""What the panes of tenders and companies tell of bids: who bid and won, what companies said, few bids before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach.domain.bid import NO_BID_LABELS
from outreach.domain.record import Kind
from outreach.domain.tender import COMING, Tender, advertised_on
from outreach.language import N_, NN_
from outreach.services.bid_words import say_bid, say_history, say_lessons, say_local_by, say_lot, say_reasons
from outreach.services.bids import CompanyBid, LotBids, TenderBids
from outreach.services.no_bids import Lessons, Said
from outreach.services.radar import History
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.theme import GAP

if TYPE_CHECKING:
    from outreach.services.house import House

BIDS = N_("Bids")
LAST_TIME = N_("Last time companies said")
FEW_BEFORE = N_("Few bids came in this group before: {history}")
DID_NOT = NN_("{n} company that knew of it did not bid", "{n} companies that knew of it did not bid")
#: More of them would be a list, and that has a window of its own.
_MOST_SAID, _MOST_BIDS = 5, 40


@dataclass(frozen=True, slots=True)
class BidFacts:
    """What the pane of a tender shows of bids."""

    bids: TenderBids
    missing: int = 0
    reasons: tuple[tuple[object, int], ...] = ()
    lessons: Lessons = field(default_factory=Lessons)
    few: History | None = None


def read_bid_facts(house: House, tender: Tender) -> BidFacts:
    """Read it; what companies said of earlier ones only for a tender that is still to come."""
    coming = tender.stage in COMING
    missing = [] if coming else house.no_bids.list(tender.id)
    counts: dict[object, int] = {}
    for one in missing:
        if one.said is not None:
            counts[one.said.reason] = counts.get(one.said.reason, 0) + 1
    return BidFacts(
        house.bids.of(tender.id),
        len(missing),
        tuple(sorted(counts.items(), key=lambda item: -item[1])),
        house.no_bids.lessons(tender.id) if coming else Lessons(),
        house.radar.of_tender(tender.id) if coming else None,
    )


def add_few_before(pane: DetailPane, facts: BidFacts) -> None:
    """Add the one line of the radar to a coming tender."""
    if facts.few is not None:
        language = pane.context.words.language
        pane.add(text_label(language.say(FEW_BEFORE, history=say_history(facts.few, language)), "warning"))


def add_bids(pane: DetailPane, facts: BidFacts) -> bool:
    """Add the bids by lot with what counts as local; return whether any bid is known by name."""
    language = pane.context.words.language
    named = any(lot.bids for lot in facts.bids.lots)
    if named:
        lines = [_lot(pane, lot) for lot in facts.bids.lots if lot.bids or lot.count is not None]
        pane.add_section(BIDS, *lines, text_label(say_local_by(facts.bids, language), "caption"))
    if facts.missing:
        told = say_reasons(facts.reasons, language)  # type: ignore[arg-type]
        said = language.count(DID_NOT, facts.missing)
        pane.add_section(N_("Did not bid"), text_label(f"{said}: {told}" if told else said, selectable=True))
    return named


def add_lessons(pane: DetailPane, lessons: Lessons) -> None:
    """Add what companies said of earlier tenders in the group, with names: officers alone see this pane."""
    language = pane.context.words.language
    if not lessons.reasons:
        return
    lines: list[QWidget] = [text_label(say_lessons(lessons, language), selectable=True)]
    for one in lessons.said[:_MOST_SAID]:
        said = plain_line(one.company, language.say(NO_BID_LABELS[one.told.reason]), one.told.note, one.tender)
        lines.append(text_label(said, "caption", selectable=True))
    pane.add_section(LAST_TIME, *lines)


def add_company_bids(pane: DetailPane, bids: list[CompanyBid], said: list[Said]) -> None:
    """Add the bids of a company, and what it said of those that it did not make."""
    language = pane.context.words.language
    lines = [_company_bid(pane, one) for one in bids[:_MOST_BIDS]]
    pane.add_section(BIDS, *lines)
    told = [
        text_label(plain_line(one.tender, language.say(NO_BID_LABELS[one.told.reason]), one.told.note), selectable=True)
        for one in said[:_MOST_BIDS]
    ]
    pane.add_section(N_("Did not bid"), *told)


def _lot(pane: DetailPane, lot: LotBids) -> QWidget:
    language = pane.context.words.language
    lines: list[QWidget] = [text_label(say_lot(lot, language), "muted")]
    for seen in lot.bids[:_MOST_BIDS]:
        bid = seen.bid
        lines.append(_name(pane, bid.name, bid.company))
        lines.append(text_label(" · ".join(say_bid(seen, language)), "caption", selectable=True))
    return _close_together(*lines)


def _company_bid(pane: DetailPane, one: CompanyBid) -> QWidget:
    language, tender = pane.context.words.language, one.tender
    line = link_button(tender.title, lambda: pane.context.open(Kind.TENDER, tender.id))
    day = advertised_on(tender)
    said = language.day(day) if day is not None else ""
    about = " · ".join(part for part in (one.lot_title, said, *say_bid(one.seen, language)) if part)
    return _close_together(line, text_label(about, "caption", selectable=True))


def _name(pane: DetailPane, name: str, company: UUID | None) -> QWidget:
    if company is None:
        return text_label(name, selectable=True)
    return link_button(name, lambda: pane.context.open(Kind.COMPANY, company))


def _close_together(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, GAP // 2)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return part
