"""What is known of one tender, beside the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.domain.codes import cpv_name, place_name
from outreach.domain.notice import Notification
from outreach.domain.record import Kind
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Lot, Stage, Tender, ValueClass
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_, Language
from outreach.services.disclosures import OpenItem
from outreach.services.notice_words import say_deadline, say_length
from outreach.services.notices import NoticeVersion
from outreach.services.plain_language import before_after, before_after_words
from outreach.services.printings import PrintedBefore
from outreach.services.tenders import TenderCard
from outreach.ui.bids.parts import BidFacts, add_bids, add_few_before, add_lessons, read_bid_facts
from outreach.ui.contracts.related import NO_CONTRACTS, RelatedContracts, add_contracts, contracts_of_tender
from outreach.ui.disclosures.item_words import item_line
from outreach.ui.handouts.printed_words import printed_lines
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, spaced, text_label
from outreach.ui.pipeline.rule_facts import PipelineFacts, add_facts, read_facts
from outreach.ui.tenders.link_question import LinkQuestion, web_host
from outreach.ui.tenders.notice_parts import RESULTS, notice_lines, result_lines
from outreach.ui.theme import GAP, set_role

if TYPE_CHECKING:
    from outreach.ui.tenders.page import TendersPage

IN_DAYS = NN_("in {n} day", "in {n} days")
MONTHS = NN_("{n} month", "{n} months")
TOLD = NN_("{n} company", "{n} companies")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the worker reads for the pane: the card, which day it is, who was told, the notices, and what the pipeline knows."""

    card: TenderCard
    today: date
    pipeline: PipelineFacts
    lists: tuple[Notification, ...] = ()
    notices: tuple[NoticeVersion, ...] = ()
    printed: tuple[PrintedBefore, ...] = ()
    disclosures: tuple[OpenItem, ...] = ()
    bids: BidFacts | None = None
    contracts: RelatedContracts = NO_CONTRACTS


class TenderDetail(DetailPane):
    """One tender in full."""

    hint: ClassVar[str] = N_("Choose a tender to see it here.")
    page: TendersPage

    def read(self, record_id: UUID) -> Shown:
        """Read the tender and what happened around it."""
        house = self.context.house
        card, today = house.tenders.card(record_id), house.now().astimezone(ZoneInfo(HOME_ZONE)).date()
        told, printed = tuple(house.matches.lists(record_id)), tuple(house.printings.with_tender(record_id))
        items, bids = tuple(house.disclosures.of_tender(record_id)), read_bid_facts(house, card.tender)
        facts, versions = read_facts(house, card.tender), house.notices.of(record_id)
        contracts = contracts_of_tender(house, record_id)
        return Shown(
            card, today, facts, told, versions, printed, disclosures=items, bids=bids, contracts=contracts
        )

    def fill(self, shown: Shown) -> None:
        """Title and stage, what can be done, then facts from the most to the least asked for."""
        tender, language = shown.card.tender, self.context.words.language
        self.add_title(
            tender.title, plain_line(tender.buyer, tender.reference), badges=[self.say(STAGE_LABELS[tender.stage])]
        )
        self.add_buttons(
            ("edit", N_("Edit"), self.page.edit_current),
            ("handouts", N_("Flyer"), self.page.flyer),
            ("capture", N_("Log a conversation"), self.page.log_conversation),
            ("list", N_("Bids…"), self.page.show_bids),
            ("companies", N_("Who may want to know…"), self.page.match),
            more=(
                ("history", N_("Log of the dialogue…"), self.page.show_log),
                ("phone", N_("Who did not bid…"), self.page.show_missing),
                ("list", N_("Requirement card…"), self.page.requirement_card),
            ),
        )
        if shown.bids is not None:
            add_few_before(self, shown.bids)
        self.add_text(N_("What it is"), tender.description)
        self.add_facts(N_("Dates"), list(date_facts(tender, language, shown.today)))
        self.add_facts(N_("Scope"), list(scope_facts(tender, language)))
        add_facts(self, tender, shown.pipeline, shown.today)
        self._add_codes(tender)
        self._add_parts(tender)
        named = shown.bids is not None and add_bids(self, shown.bids)
        # Where the bids stand by name with their number, only a notice has more to say of how each lot ended.
        if not named or any(one.winners or one.withheld or one.contract_signed for one in tender.results):
            self.add_section(RESULTS, *result_lines(tender, language))
        if shown.bids is not None:
            add_lessons(self, shown.bids.lessons)
        add_contracts(self, shown.contracts, tender.id)
        self._add_link(tender)
        self.add_facts(N_("Contact"), [(N_("Officer"), tender.officer)])
        self.add_tags(tender.tags)
        self.add_text(N_("Notes"), tender.notes)
        self._add_disclosures(shown.disclosures)
        self._add_notified(shown.lists)
        if shown.notices:
            self.add_section(N_("Notices"), *notice_lines(tender, shown.notices, language))
        else:
            self.add_facts(N_("Notice"), list(notice_facts(tender)))
        lines = printed_lines(shown.printed, language, with_event=True)
        self.add_section(N_("Printed"), *(text_label(line, "muted") for line in lines))
        self.add_time_line(shown.card.moments, Kind.TENDER)

    def ask_to_open(self, link: str) -> None:
        """Ask before the web browser is opened, naming the host."""
        LinkQuestion(self.context.words, link, self).open()

    def _add_codes(self, tender: Tender) -> None:
        lines = [self._code_line(code) for code in tender.cpv]
        if lines:
            self.add_section(N_("CPV"), spaced(*lines))

    def _code_line(self, code: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        number = QLabel(code)
        set_role(number, "muted")
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(cpv_name(code, self.context.words.language.code), selectable=True), 1)
        return line

    def _add_disclosures(self, items: tuple[OpenItem, ...]) -> None:
        words = self.context.words
        lines = [
            text_label(f"{(line := item_line(one, words)).detail} ({line.note})", "" if one.disclosure.published else "warning")
            for one in items
        ]
        self.add_section(N_("To everyone"), *lines)

    def _add_notified(self, lists: tuple[Notification, ...]) -> None:
        language = self.context.words.language
        lines = [
            plain_line(
                language.moment(one.at), language.count(TOLD, len(one.companies)), one.way, one.officer, one.note
            )
            for one in lists
        ]
        self.add_text(N_("Notified"), "\n".join(lines))

    def _add_parts(self, tender: Tender) -> None:
        if not tender.lots:
            return
        language = self.context.words.language
        title = N_("Parts") if all(lot.is_part for lot in tender.lots) else N_("Lots")
        self.add_section(title, *(_part_line(lot, language) for lot in tender.lots))

    def _add_link(self, tender: Tender) -> None:
        host = web_host(tender.link)
        if host:
            button = link_button(host, lambda: self.ask_to_open(tender.link))
            button.setToolTip(tender.link)
            self.add_section(N_("Link"), button)
        elif tender.link:
            self.add_text(N_("Link"), tender.link)


def date_facts(tender: Tender, language: Language, today: date) -> Iterator[tuple[str, str]]:
    """Yield the dates that are known, with how far off those are that matter on a line of its own."""
    yield N_("Expected publication"), expected_words(tender.expected_publication, language)
    yield N_("Advertised"), language.day(tender.advertised, "EEE d MMM y") if tender.advertised else ""
    yield N_("Questions until"), _deadline(tender.question_deadline, language, today)
    open_for_bids = tender.stage not in (Stage.CONTRACT, Stage.CANCELLED)
    yield say_deadline(tender), _deadline(tender.tender_deadline, language, today if open_for_bids else None)
    yield N_("Contract"), _period(tender, language)


def scope_facts(tender: Tender, language: Language) -> Iterator[tuple[str, str]]:
    """Yield size, value and place."""
    if tender.withheld and tender.value is None:
        yield N_("Value"), language.say(N_("Not published"))
    elif tender.value is not None:
        yield N_("Value"), language.money(tender.value)
    if tender.value_class is not ValueClass.UNKNOWN:
        yield N_("Size"), language.say(VALUE_CLASS_LABELS[tender.value_class])
    yield N_("Place"), language.say(place_name(tender.place)) if tender.place else ""
    yield N_("Plain language"), "\n".join(before_after_words(pair, language) for pair in before_after(tender))


def notice_facts(tender: Tender) -> Iterator[tuple[str, str]]:
    """Yield what ties the tender to its notices."""
    yield N_("Publication number"), tender.publication_number
    yield N_("Notice"), f"{tender.notice_id}-{tender.notice_version}".strip("-")


def expected_words(day: date | None, language: Language) -> str:
    """Write an expected publication: the first of a month stands for the whole month."""
    if day is None:
        return ""
    return language.day(day, "MMMM y") if day.day == 1 else language.day(day, "EEE d MMM y")


def _deadline(instant: datetime | None, language: Language, today: date | None) -> str:
    if instant is None:
        return ""
    local = instant.astimezone(ZoneInfo(HOME_ZONE))
    said = f"{language.day(local.date(), 'EEE d MMM y')} {language.clock(local)}"
    if today is None:
        return said
    left = (local.date() - today).days
    return f"{said}\n{_how_far(left, language)}"


def _how_far(days: int, language: Language) -> str:
    if days < 0:
        return language.say(N_("passed"))
    return language.count(IN_DAYS, days) if days else language.say(N_("today"))


def _period(tender: Tender, language: Language) -> str:
    start = language.day(tender.contract_start) if tender.contract_start else ""
    end = language.day(tender.contract_end) if tender.contract_end else ""
    months = language.count(MONTHS, tender.contract_months) if tender.contract_months else ""
    if tender.option_months:
        longer = language.count(MONTHS, tender.option_months)
        months = language.say(N_("{length}, can be extended by {longer}"), length=months, longer=longer).removeprefix(", ")
    between = f"{start} – {end}" if start and end else ""
    if not between and start:
        between = language.say(N_("from {day}"), day=start)
    elif not between and end:
        between = language.say(N_("until {day}"), day=end)
    return "\n".join(part for part in (between, months) if part)


def _part_line(lot: Lot, language: Language) -> QWidget:
    """Return a part of a tender: its title, and below it what is known of it alone."""
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(text_label(lot.title or lot.number, selectable=True))
    codes = ", ".join(cpv_name(code, language.code) or code for code in lot.cpv)
    until = language.moment(lot.tender_deadline) if lot.tender_deadline else ""
    about = plain_line(
        lot.number if lot.title else "",
        language.money(lot.value) if lot.value else "",
        until,
        *say_length(lot, language),
        codes,
    )
    if about:
        column.addWidget(text_label(about, "caption"))
    return line
