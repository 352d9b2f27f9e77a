"""The card inbox: pictures of visiting cards that somebody types in later, beside the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.inbox_card import InboxCard
from outreach.domain.record import Kind
from outreach.errors import NotFound
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Picture, Work


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
