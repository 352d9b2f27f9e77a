"""What officers do with bids, contracts, questions, cards and packages, at random: deeds of a register's random life.

Publishing is not among them: it is final, and undo passes it over (`test_disclosures.py` tells that story).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import NoBidReason
from outreach.domain.contract import Contract, Option, Outcome
from outreach.domain.declining import Channel
from outreach.domain.equal_treatment import Given
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.tender import LotResult, Winner
from outreach.language import Language
from outreach.services.bid_sheet import BidDraft
from outreach.services.contracts import Seen
from outreach.services.declining import decline
from outreach.services.house import House
from outreach.services.winners import from_results

FIRMS = ("Bergs Bygg AB", "Bergs Bygg HB", "Åkes Åkeri", "Öst & Väst", "Okänd Firma AB", "Städ 24 AB")
WORDS = ("snö", "städ", "väg", "mat", "it")


@dataclass
class Deeds:
    """The deeds, on a house, with a draw and a `pick` of a random record of a kind."""

    house: House
    random: random.Random
    pick: Callable[[Kind], Any]
    folder: Path
    clock: Any

    def every(self) -> list[Callable[[], object]]:
        """Return all deeds, those that matter most several times."""
        return [
            *[self.bid, self.result, self.no_bid, self.inform, self.advertise] * 2,
            *[self.win, self.link, self.bidder_company, self.opening, self.contract, self.promise, self.look, self.option],
            *[self.question, self.inquiry, self.take_over, self.merge_questions, self.delete_one] * 2,
            *[self.card, self.neighbour, self.flyer_text, self.benchmark, self.package, self.dismiss],
            *[self.next_contact, self.decline, self.reword, self.add_words, self.colleagues, self.link_again],
        ]

    def word(self) -> str:
        return self.random.choice(WORDS)

    # Equal treatment ---------------------------------------------------------------------------------------------------

    def inform(self) -> None:
        meeting, tender = self.pick(Kind.MEETING), self.pick(Kind.TENDER)
        if meeting is not None and tender is not None:
            tenders = self.random.choice([(), (tender.id,)])
            self.house.meetings.inform(meeting.id, self.random.choice(list(Given)), self.word(), tenders)

    def advertise(self) -> None:
        tender = self.pick(Kind.TENDER)
        if tender is not None:
            day = self.clock.now.date() - timedelta(days=self.random.randrange(3))
            self.house.tenders.save(replace(tender, advertised=self.random.choice([None, day])))

    def reword(self) -> None:
        item = self.pick(Kind.DISCLOSURE)
        if item is not None:
            self.house.disclosures.reword(item.id, self.word())

    def add_words(self) -> None:
        item = self.pick(Kind.DISCLOSURE)
        if item is not None:
            self.house.disclosures.add(item.id, self.word())

    # Bids ----------------------------------------------------------------------------------------------------------------

    def bid(self) -> None:
        tender, company = self.pick(Kind.TENDER), self.pick(Kind.COMPANY)
        if tender is not None:
            name = company.name if company is not None and self.random.random() < 0.6 else self.random.choice(FIRMS)
            self.house.bids.add(tender.id, BidDraft(name, won=self.random.random() < 0.3))

    def win(self) -> None:
        bid = self.pick(Kind.BID)
        if bid is not None:
            self.random.choice([self.house.bids.win, self.house.bids.remove])(bid.id)

    def link(self) -> None:
        bid, company = self.pick(Kind.BID), self.pick(Kind.COMPANY)
        if bid is not None and company is not None:
            self.house.bids.link(bid.id, company.id)

    def bidder_company(self) -> None:
        bid = self.pick(Kind.BID)
        if bid is not None:
            self.house.bids.make_company(bid.id)

    def opening(self) -> None:
        tender = self.pick(Kind.TENDER)
        if tender is not None:
            file = self.folder / f"{self.random.random()}.csv"
            bidders = (f"{one};12000\n" for one in self.random.sample(FIRMS, 2))
            file.write_text("Anbudsgivare;Anbudssumma\n" + "".join(bidders), "utf-8")
            self.house.bids.opening.run(self.house.bids.opening.preview(tender.id, file))

    def result(self) -> None:
        tender = self.pick(Kind.TENDER)
        if tender is not None:
            won = tuple(Winner(name) for name in self.random.sample(FIRMS, 2))
            result = LotResult(outcome="selec-w", bids=2, winners=won)
            with self.house.database.work("Result") as work:
                from_results(work, work.save(Kind.TENDER, replace(tender, results=(result,))))

    def no_bid(self) -> None:
        tender, company = self.pick(Kind.TENDER), self.pick(Kind.COMPANY)
        if tender is not None and company is not None:
            self.house.no_bids.set(tender.id, company.id, self.random.choice(list(NoBidReason)), self.word())

    # Contracts -----------------------------------------------------------------------------------------------------------

    def contract(self) -> None:
        tender, company = self.pick(Kind.TENDER), self.pick(Kind.COMPANY)
        if tender is not None and self.random.random() < 0.5:
            self.house.contracts.from_results(tender.id)
        elif company is not None:
            made = Contract(
                title=self.word(), supplier="", company=company.id, tender=tender and tender.id, options=(Option(months=12),)
            )
            self.house.contracts.save(made)

    def promise(self) -> None:
        contract = self.pick(Kind.CONTRACT)
        if contract is not None:
            self.house.contracts.promise(contract.id, [self.word()], [date(2026, 12, self.random.randrange(1, 28))])

    def look(self) -> None:
        contract = self.pick(Kind.CONTRACT)
        if contract is not None and contract.promises:
            one = self.random.choice(contract.promises)
            seen = Seen(Outcome.DEVIATION, self.word(), "ring", date(2027, 1, 15))
            self.house.contracts.look(contract.id, one.id, self.random.choice([seen, Seen(Outcome.OK)]))

    def option(self) -> None:
        contract = self.pick(Kind.CONTRACT)
        if contract is not None:
            self.random.choice([self.house.contracts.call_option, self.house.contracts.close])(contract.id)

    def dismiss(self) -> None:
        tender = self.pick(Kind.TENDER)
        if tender is not None:
            self.house.contracts.dismiss(tender.id)

    # Questions and the network -------------------------------------------------------------------------------------------

    def question(self) -> None:
        event, tender = self.pick(Kind.EVENT), self.pick(Kind.TENDER)
        asked = f"När kommer {self.word()}? #{self.word()}" + (f" @{tender.title}" if tender else "")
        known = self.pick(Kind.QUESTION)
        if known is not None and self.random.random() < 0.4:
            self.house.questions.answer(known.id, self.word())
        else:
            self.house.questions.ask(asked, event=event.id if event is not None else None)

    def inquiry(self) -> None:
        question = self.pick(Kind.QUESTION)
        self.house.inquiries.save(Inquiry(title=self.word(), question=question and question.id))

    def take_over(self) -> None:
        inquiry = self.pick(Kind.INQUIRY)
        if inquiry is not None and inquiry.answers:
            self.house.inquiries.take_over(inquiry.id, 1)
        elif inquiry is not None:
            self.house.inquiries.answer(inquiry.id, self.word(), municipality="Mora")

    def merge_questions(self) -> None:
        one, other = self.pick(Kind.QUESTION), self.pick(Kind.QUESTION)
        if one is not None:
            self.house.questions.merge(one.id, [other.id])

    def colleagues(self) -> None:
        if self.house.unit.is_new():
            return
        self.house.inquiries.set_colleagues([Colleague(f"{self.word()}@ludvika.se")])

    def card(self) -> None:
        tender = self.pick(Kind.TENDER)
        known = self.house.requirement_cards.from_tender(tender.id) if tender is not None else RequirementCard(title=self.word())
        said = (Requirement(text=self.word(), why="lag"),)
        self.house.requirement_cards.save(replace(known, requirements=said))

    def neighbour(self) -> None:
        self.house.neighbours.save(NeighbourTender(title=self.word(), buyer="Sjöviks kommun", expected=date(2027, 1, 13)))

    def flyer_text(self) -> None:
        tender, text = self.pick(Kind.TENDER), self.pick(Kind.FLYER_TEXT)
        if tender is not None and text is not None:
            self.house.flyer_texts.describe(tender.id, text.id)
        else:
            self.house.flyer_texts.save(FlyerText(title=self.word(), text="Kom och ploga."))

    def benchmark(self) -> None:
        value = self.random.randrange(1, 9000)
        self.house.benchmarks.add(Benchmark(measure=Measure.NUI, year=self.random.choice([2025, 2026]), value=value))

    def package(self) -> None:
        if self.house.unit.is_new():
            return
        file = self.folder / f"{self.random.random()}.zip"
        self.house.packages.export(file, Language("sv"))
        self.house.packages.take_in(self.house.packages.open(file))

    # The rest ------------------------------------------------------------------------------------------------------------

    def next_contact(self) -> None:
        company = self.pick(Kind.COMPANY)
        if company is not None:
            day = self.random.choice([None, date(2026, 12, self.random.randrange(1, 28))])
            self.house.next_contacts.choose(company.id, day, self.random.choice([None, 3]))

    def decline(self) -> None:
        kind = self.random.choice([Kind.COMPANY, Kind.PERSON])
        record = self.pick(kind)
        if record is not None:
            again = self.random.random() < 0.3
            decline(self.house.database, kind, [record.id], [self.random.choice(list(Channel))], again=again)

    def link_again(self) -> None:
        later, earlier = self.pick(Kind.TENDER), self.pick(Kind.TENDER)
        if later is not None:
            self.house.effect.link(later.id, earlier.id)

    def delete_one(self) -> None:
        names = {
            Kind.QUESTION: self.house.questions,
            Kind.CONTRACT: self.house.contracts,
            Kind.INQUIRY: self.house.inquiries,
            Kind.REQUIREMENT_CARD: self.house.requirement_cards,
            Kind.NEIGHBOUR_TENDER: self.house.neighbours,
            Kind.FLYER_TEXT: self.house.flyer_texts,
        }
        kind = self.random.choice(list(names))
        record = self.pick(kind)
        if record is not None:
            names[kind].delete([record.id])
