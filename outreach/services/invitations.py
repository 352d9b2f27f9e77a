"""Messages to guests: invite, tell of changes, cancel, remind; who got what version when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.invitation import Invitation
from outreach.domain.record import Kind
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class Invitations(Records[Invitation]):
    """The verbs for invitations."""

    kind: ClassVar[Kind] = Kind.INVITATION

    def checked(self, work: Work, record: Invitation) -> Invitation:
        """Return the message as it is kept."""
        return record

    def of_event(self, event_id: UUID) -> list[Invitation]:
        """Return the messages about an event, in the order they were made."""
        with self.database.read() as view:
            return view.invitations.of_event(event_id)
