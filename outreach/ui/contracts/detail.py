"""One contract in full: its period and options, each promise with what was seen and what is planned, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.domain.contract import Contract, Outcome, Promise
from outreach.domain.contract_days import STATE_LABELS, looked_at, open_deviations, state_of, to_do
from outreach.domain.record import Kind
from outreach.domain.supplier_letter import SupplierLetterKind
from outreach.domain.tender import Tender
from outreach.language import N_
from outreach.services.contract_words import say_check, say_number, say_option, say_period
from outreach.services.timeline import Moment
from outreach.ui.contracts.promise_card import PromiseCard
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, spaced, text_label

if TYPE_CHECKING:
    from outreach.ui.contracts.page import ContractsPage

NO_PROMISES = N_("Nothing promised is written down yet. Edit the contract, and pick three to eight things to look at.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the worker reads for the pane."""

    contract: Contract
    tender: Tender | None
    company: str
    today: date
    moments: tuple[Moment, ...]


class ContractDetail(DetailPane):
    """The pane beside the list of contracts."""

    hint: ClassVar[str] = N_("Choose a contract to see what was promised and how it was.")
    page: ContractsPage

    def read(self, record_id: UUID) -> Shown:
        """Read the contract and what belongs to it."""
        house = self.context.house
        contract = house.contracts.get(record_id)
        tender = house.tenders.many([contract.tender]).get(contract.tender) if contract.tender is not None else None
        company = (
            house.companies.many([contract.company]).get(contract.company) if contract.company is not None else None
        )
        moments = house.contracts.moments(record_id)
        return Shown(contract, tender, company.name if company is not None else "", house.contracts.today(), moments)

    def fill(self, shown: Shown) -> None:
        """Show it: how it stands, what can be done, the promises, then facts."""
        contract, language = shown.contract, self.context.words.language
        state = self.say(STATE_LABELS[state_of(contract, shown.today)])
        self.add_title(contract.title, plain_line(contract.supplier, contract.reference), badges=[state])
        self._add_buttons(contract)
        self.add_facts(
            N_("Contract"),
            [
                (N_("Period"), say_period(contract, language)),
                (N_("Options"), "\n".join(say_option(option, language) for option in contract.options)),
                (N_("Value"), language.money(contract.value) if contract.value is not None else ""),
                (N_("Signed"), language.day(contract.signed) if contract.signed is not None else ""),
                (N_("Lots"), ", ".join(_lot_names(contract, shown.tender))),
                (N_("Officer"), contract.officer),
                (N_("Closed"), language.day(contract.closed) if contract.closed is not None else ""),
            ],
        )
        self._add_promises(contract, shown.today)
        self._add_links(shown)
        self.add_tags(contract.tags)
        self.add_text(N_("Notes"), contract.notes)
        self.add_time_line([one for one in shown.moments if one.what != "check"], Kind.CONTRACT)

    def _add_buttons(self, contract: Contract) -> None:
        buttons = [("edit", N_("Edit"), self.page.edit_current)]
        if contract.closed is None and contract.promises:
            buttons.insert(0, ("check", N_("Kept"), self.page.look_ok))
            buttons.insert(1, ("info", N_("Deviation"), self.page.look_bad))
        if next(open_deviations(contract), None) is not None:
            buttons.append(("mail", N_("Letter to the supplier…"), self.page.letter))
        elif any(looks[-1].outcome is Outcome.OK for one in contract.promises if (looks := looked_at(one))):
            buttons.append(("mail", N_("Thank the supplier…"), self.page.thanks))
        self.add_buttons(*buttons)

    def _add_promises(self, contract: Contract, today: date) -> None:
        language = self.context.words.language
        number = say_number(contract, language) if contract.promises else self.say(NO_PROMISES)
        lines: list[QWidget] = [text_label(number, "caption")] if number else []
        lines += [self._promise(contract, promise, today) for promise in contract.promises]
        if lines:
            self.add_section(N_("What was promised"), spaced(*lines))

    def _promise(self, contract: Contract, promise: Promise, today: date) -> QWidget:
        language = self.context.words.language
        planned = to_do(promise) if contract.closed is None else ()
        card = PromiseCard(
            self.context, promise, [say_check(one, language) for one in reversed(looked_at(promise))], planned, today
        )
        page = self.page
        card.looked.connect(lambda outcome: page.look(outcome, promise.id))
        card.set_right_wished.connect(lambda number: page.set_right(promise.id, number))
        card.letter_wished.connect(lambda: page.write_letter(SupplierLetterKind.DEVIATION, promise.id))
        return card

    def _add_links(self, shown: Shown) -> None:
        contract, tender = shown.contract, shown.tender
        if contract.company is not None and shown.company:
            company = contract.company
            self.add_section(
                N_("Supplier"), link_button(shown.company, lambda: self.context.open(Kind.COMPANY, company))
            )
        if tender is not None:
            self.add_section(N_("Tender"), link_button(tender.title, lambda: self.context.open(Kind.TENDER, tender.id)))


def _lot_names(contract: Contract, tender: Tender | None) -> list[str]:
    """Return the lots by their titles where the tender knows them."""
    titles = {lot.number: lot.title for lot in tender.lots} if tender is not None else {}
    return [titles.get(number) or number for number in contract.lots]
