"""The card inbox: pictures of visiting cards that somebody types in later, beside the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.contact import show_phone
from outreach.domain.inbox_card import InboxCard
from outreach.domain.listing import Listing
from outreach.domain.person import Card
from outreach.domain.record import Kind
from outreach.domain.scanned import EMPTY_CARD
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Picture, Work

#: How long the picture of a deleted card is kept, so that *Undo* can bring it back.
PICTURE_STAYS = timedelta(days=30)

OPEN = Listing(Kind.INBOX_CARD, filters=(("state", "open"),))
_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A card on its way into the inbox: a picture (JPEG, already small; empty for none), and what is known of the card."""

    picture: bytes = b""
    card: Card = EMPTY_CARD
    text: str = ""


class InboxCards(Records[InboxCard]):
    """The verbs for cards to type in."""

    kind: ClassVar[Kind] = Kind.INBOX_CARD

    def title_of(self, record: InboxCard) -> str:
        """Return whom the card seems to be of."""
        return record.person or record.company or record.contact

    def checked(self, work: Work, record: InboxCard) -> InboxCard:
        """Put the short texts on one line."""
        return replace(
            record,
            company=" ".join(record.company.split()),
            person=" ".join(record.person.split()),
            title=" ".join(record.title.split()),
            contact=" ".join(record.contact.split()),
        )

    def put(self, cards: Sequence[NewCard], event: UUID | None = None) -> Changes:
        """Put cards into the inbox, as one action. `event`: where they were handed over.

        Raises InvalidInput when a card has neither a picture nor anything to read.
        """
        with self.database.work(N_("Put {count} cards into the inbox"), count=str(len(cards))) as work:
            work.drop_old_pictures(work.now - PICTURE_STAYS)
            for new in cards:
                draft = drafted(new.card)
                if not (new.picture or new.text or draft != _NOTHING):
                    raise InvalidInput(N_("Card"), N_("There is nothing on it yet."))
                picture = work.keep_picture(new.picture, _JPEG) if new.picture else None
                company, person, title, contact, note = draft
                kept = InboxCard(
                    at=work.now,
                    officer=self.database.signature.who,
                    event=event,
                    picture=picture,
                    text=new.text,
                    company=company,
                    person=person,
                    title=title,
                    contact=contact,
                    note=note,
                )
                self.keep(work, kept)
            if len(cards) == 1:
                name = " ".join((drafted(cards[0].card)[1] or drafted(cards[0].card)[0]).split())
                text = N_("Put a card into the inbox: {name}") if name else N_("Put a card into the inbox")
                work.rename_action(text, name=name)
        return work.changes

    def waiting(self) -> list[InboxCard]:
        """Return the cards that wait, the oldest first."""
        return self.listed(OPEN)

    def count_open(self) -> int:
        """Return how many cards wait."""
        with self.database.read() as view:
            return view.inbox_cards.count_open()

    def picture(self, picture_id: UUID) -> Picture:
        """Return a card's picture. Raises NotFound."""
        with self.database.read() as view:
            found = view.picture(picture_id)
        if found is None:
            raise NotFound(str(picture_id))
        return found


_NOTHING = ("", "", "", "", "")


def drafted(card: Card) -> tuple[str, str, str, str, str]:
    """Return what the inbox keeps of a card: company, person, title, contact, note."""
    person = "" if card.is_company else card.name
    company = card.organisation or (card.name if card.is_company else "")
    ways = [*(show_phone(one.number) for one in card.phones), *(one.address for one in card.emails)]
    return company, person, card.title, ", ".join(ways), card.note
