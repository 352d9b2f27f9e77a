"""The contracts of a tender or with a company, as a section of its pane; and, of a tender, the winners that have none yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.contract import Contract
from outreach.domain.contract_days import STATE_LABELS, last_day, state_of
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.house import House
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.theme import GAP

PROPOSED = N_("The result names winners without a contract here: {names}")
ENDS = N_("ends {day}")


@dataclass(frozen=True, slots=True)
class RelatedContracts:
    """What the worker reads: the contracts, the names of winners without one, and whether none is wanted."""

    contracts: tuple[Contract, ...] = ()
    proposed: tuple[str, ...] = ()
    unwanted: bool = False
    today: date = date.min


NO_CONTRACTS = RelatedContracts()


def contracts_of_tender(house: House, tender: UUID) -> RelatedContracts:
    """Read the contracts of a tender and what its result proposes; called on the worker."""
    contracts = house.contracts
    proposed = tuple(one.supplier for one in contracts.proposed(tender))
    unwanted = house.tenders.get(tender).no_contract
    return RelatedContracts(tuple(contracts.of_tender(tender)), proposed, unwanted, contracts.today())


def contracts_of_company(house: House, company: UUID) -> RelatedContracts:
    """Read the contracts with a company; called on the worker."""
    return RelatedContracts(tuple(house.contracts.of_company(company)), today=house.contracts.today())


def add_contracts(pane: DetailPane, related: RelatedContracts, tender: UUID | None = None) -> None:
    """Put them into the pane, the one that ends last on top."""
    shown = sorted(related.contracts, key=lambda one: last_day(one) or date.max, reverse=True)
    lines: list[QWidget] = [_line(pane, one, related.today, named=tender is None) for one in shown]
    if tender is not None and related.proposed:
        lines.append(_proposal(pane, tender, related))
    pane.add_section(N_("Contracts"), *lines)


def _line(pane: DetailPane, contract: Contract, today: date, *, named: bool) -> QWidget:
    language = pane.context.words.language
    end = last_day(contract)
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    title = contract.title if named else contract.supplier
    column.addWidget(link_button(title, lambda: pane.context.open(Kind.CONTRACT, contract.id)))
    state = pane.say(STATE_LABELS[state_of(contract, today)])
    until = pane.say(ENDS, day=language.day(end)) if end is not None else ""
    column.addWidget(text_label(plain_line(state, until), "caption"))
    return block


def _proposal(pane: DetailPane, tender: UUID, related: RelatedContracts) -> QWidget:
    contracts, context = pane.context.house.contracts, pane.context
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP // 2)
    column.addWidget(text_label(pane.say(PROPOSED, names=", ".join(related.proposed)), "muted"))
    row = QHBoxLayout()
    row.setSpacing(GAP)
    language = context.words.language

    def make() -> None:
        context.write(lambda: contracts.from_results(tender, language), pane)

    def dismiss() -> None:
        context.write(lambda: contracts.dismiss(tender, dismissed=not related.unwanted), pane)

    for text, icon, call in (
        (N_("Make the contracts"), "add", make),
        (N_("Propose again") if related.unwanted else N_("No contracts are wanted"), "", dismiss),
    ):
        button = QPushButton(pane.say(text))
        if icon:
            put_icon(button, icon)
        button.clicked.connect(lambda _=False, call=call: call())
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    return block
