"""What the Events page can do about invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from outreach.language import N_
from outreach.ui.commands import Command

if TYPE_CHECKING:
    from outreach.ui.events.page import EventsPage

INVITE = N_("Invite and follow answers…")


def invitation_commands(page: EventsPage) -> list[Command]:
    """Return the commands, for the event that is chosen."""

    def invite() -> None:
        current = page.current_id()
        if current is not None:
            open_invite(page, current)

    return [Command("events.invite", INVITE, invite, "Ctrl+Alt+I", "mail", enabled=page.has_selection, apart=True)]


def open_invite(page: EventsPage, event: UUID) -> None:
    """Open the invite window of an event."""
    page.context.wishes.invite.emit(event)
