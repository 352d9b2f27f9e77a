"""What the window of cards to type in reads on the worker, and how a card stands in its list and its form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from outreach.domain.inbox_card import InboxCard
from outreach.domain.person import Card
from outreach.errors import NotFound
from outreach.language import N_
from outreach.services.house import House
from outreach.ui.capture.entry import Entry, from_draft
from outreach.ui.line_list import Line
from outreach.ui.words import Words

_NAMELESS = N_("Card without a name yet")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The cards that wait, and what is half typed of them, by draft key."""

    cards: tuple[InboxCard, ...]
    drafts: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What text recognition makes of a card; `lack` is a finished catalogue text with its values when it cannot."""

    card: Card | None = None
    text: str = ""
    unsure: tuple[str, ...] = ()
    lack: str = ""
    values: dict[str, str] | None = None


def read_waiting(house: House) -> Waiting:
    """Return the cards that wait."""
    cards = tuple(house.inbox_cards.waiting())
    names = {draft_key(card) for card in cards}
    return Waiting(cards, {key: values for key, values in house.drafts.all().items() if key in names})


def read_picture(house: House, card: InboxCard) -> bytes:
    """Return the picture of a card; nothing when it has none, or when it is gone."""
    if card.picture is None:
        return b""
    try:
        return house.inbox_cards.picture(card.picture).data
    except NotFound:
        return b""


def propose(house: House, picture: bytes, degrees: int) -> Proposal:
    """Read the print on a picture that is shown turned by so many degrees."""
    lack, values = house.scan.lacks_for_text()
    if lack:
        return Proposal(lack=lack, values=values)
    scanned = house.scan.recognise(picture, degrees)
    if not scanned.findings:
        problem = scanned.problems[0]
        return Proposal(lack=problem.reason, values=problem.values)
    content = scanned.findings[0].content
    return Proposal(content.card, content.text, tuple(one.text for one in content.unsure))


def draft_key(card: InboxCard) -> str:
    """Return the name under which a half-typed card is kept."""
    return f"card:{card.id}"


def entry_of_waiting(card: InboxCard, draft: dict[str, Any] | None) -> Entry:
    """Return what stands in the form for a card: what is half typed, else its draft."""
    if draft:
        return replace(from_draft(draft), inbox_card=str(card.id))
    return Entry(
        company=card.company,
        person=card.person,
        contact=card.contact,
        note=card.note,
        title=card.title,
        inbox_card=str(card.id),
    )


def card_line(card: InboxCard, words: Words) -> Line:
    """Return a card as a line of the list."""
    title = card.person or card.company or card.contact or words(_NAMELESS)
    beside = card.company if card.person else ""
    moment = words.language.moment(card.at)
    return Line(title, " · ".join(part for part in (beside, moment) if part), icon="cards", data=card)
