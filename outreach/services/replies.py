"""Answers of guests: read, matched with who was invited, taken in or kept for an officer to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from outreach.domain.record import Kind
from outreach.domain.reply import Reply
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class Replies(Records[Reply]):
    """The verbs for answers."""

    kind: ClassVar[Kind] = Kind.REPLY

    def checked(self, work: Work, record: Reply) -> Reply:
        """Return the answer as it is kept."""
        return record

    def pending(self) -> list[Reply]:
        """Return the answers that wait for an officer, in the order they came in."""
        with self.database.read() as view:
            return view.replies.pending()
