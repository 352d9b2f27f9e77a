"""Making a requirement card of a tender: what is known of it is filled in, what companies said of it is offered."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.domain.record import Kind
from outreach.domain.requirement_card import RequirementCard
from outreach.ui.context import Context
from outreach.ui.network.card_form import CardForm


def card_of_tender(context: Context, tender: UUID, parent: QWidget) -> None:
    """Open the form of a new card about a tender; one that has a card already is shown."""
    cards = context.house.requirement_cards

    def read() -> tuple[RequirementCard | None, RequirementCard, list[str]]:
        return cards.of_tender(tender), cards.from_tender(tender), cards.offered(tender)

    def show(found: tuple[RequirementCard | None, RequirementCard, list[str]]) -> None:
        known, made, offered = found
        if known is not None:
            context.open(Kind.REQUIREMENT_CARD, known.id)
            return
        form = CardForm(context, None, parent, made=made, offered=offered)
        form.saved.connect(lambda card: context.open(Kind.REQUIREMENT_CARD, card))
        form.open()

    context.read(read, show, parent)
