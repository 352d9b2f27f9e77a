"""The invitation's state in the pane of an event: invited, answers, places, what is due, with links to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.language import N_, NN_
from outreach.services.guest_answers import AnswerTally
from outreach.services.versions import Due, standings_of
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

DUE = NN_("{n} guest is to be written to…", "{n} guests are to be written to…")
DECIDE = NN_("{n} answer to decide…", "{n} answers to decide…")
OF = N_("{free} of {capacity}")


@dataclass(frozen=True, slots=True)
class InvitationState:
    """How an invitation stands. `invited` have got something; `due` are to be written to, reminders not among them."""

    tally: AnswerTally
    invited: int
    due: int
    to_decide: int


def read_state(house: House, event: UUID) -> InvitationState | None:
    """Read the state; None where nobody is on the list."""
    listed = house.guests.at_event(event, uninvited=True)
    if not listed.lines:
        return None
    standings = standings_of(house.invitations.of_event(event))
    invited = sum(line.guest.id in standings and standings[line.guest.id].once_told for line in listed.lines)
    due = house.invitations.due(event)
    return InvitationState(listed.answers, invited, _to_write(due) if invited else 0, len(house.replies.pending(event)))


def state_facts(state: InvitationState, words: Words) -> list[tuple[str, str]]:
    """Return the state as pairs of a catalogue text and a finished text; what is nought says nothing."""
    tally, number = state.tally, words.language.number
    places = words(OF, free=number(tally.free), capacity=number(tally.capacity)) if tally.capacity else ""
    counts = [
        (N_("Invited"), state.invited),
        (N_("Accepted"), tally.accepted),
        (N_("Perhaps"), tally.tentative),
        (N_("Declined"), tally.declined + tally.delegated),
        (N_("No answer"), tally.none),
        (N_("Waiting"), tally.waiting),
    ]
    return [*((name, number(count)) for name, count in counts if count), (N_("Places left"), places)]


def state_links(
    state: InvitationState, words: Words, invite: Callable[[], object], answers: Callable[[], object]
) -> list[tuple[str, Callable[[], object]]]:
    """Return the links: finished texts, and what they do."""
    links: list[tuple[str, Callable[[], object]]] = []
    if state.due:
        links.append((words.count(DUE, state.due), invite))
    if state.to_decide:
        links.append((words.count(DECIDE, state.to_decide), answers))
    return links


def _to_write(due: Due) -> int:
    groups = (due.new, due.older, due.to_cancel, due.to_uninvite, due.to_wait, due.offered)
    return len({guest for group in groups for guest in group})
