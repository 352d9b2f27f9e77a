"""The invitation's state in the pane of an event: invited, answers, places, what is due, with links to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.guest import Answer, Standing
from outreach.language import NN_
from outreach.services.guest_answers import AnswerTally
from outreach.services.versions import NOTHING_YET, Due, standings_of
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

DUE = NN_("{n} guest is to be written to…", "{n} guests are to be written to…")
DECIDE = NN_("{n} answer to decide…", "{n} answers to decide…")
INVITED = NN_("{n} invited", "{n} invited")
ACCEPTED = NN_("{n} accepted", "{n} accepted")
PERHAPS = NN_("{n} perhaps", "{n} perhaps")
DECLINED = NN_("{n} declined", "{n} declined")
NO_ANSWER = NN_("{n} without an answer", "{n} without an answer")
WAITING = NN_("{n} waits for a place", "{n} wait for a place")
PLACES = NN_("{n} place left of {capacity}", "{n} places left of {capacity}")


@dataclass(frozen=True, slots=True)
class InvitationState:
    """How an invitation stands. `invited` have got something, `silent` of them have not answered; `due` are to be written to."""

    tally: AnswerTally
    invited: int
    silent: int
    due: int
    to_decide: int


def read_state(house: House, event: UUID) -> InvitationState | None:
    """Read the state; None where nobody is on the list."""
    listed = house.guests.at_event(event, uninvited=True)
    if not listed.lines:
        return None
    standings = standings_of(house.invitations.of_event(event))
    told = [line.guest for line in listed.lines if standings.get(line.guest.id, NOTHING_YET).once_told]
    silent = sum(one.answer is Answer.NONE and one.standing is Standing.LISTED for one in told)
    due, to_decide = house.invitations.due(event), len(house.replies.pending(event))
    return InvitationState(listed.answers, len(told), silent, _to_write(due) if told else 0, to_decide)


def state_words(state: InvitationState, words: Words) -> str:
    """Say the state in one line; what is nought says nothing."""
    tally = state.tally
    counts = (
        (INVITED, state.invited),
        (ACCEPTED, tally.accepted),
        (PERHAPS, tally.tentative),
        (DECLINED, tally.declined + tally.delegated),
        (NO_ANSWER, state.silent),
        (WAITING, tally.waiting),
    )
    said = [words.count(forms, count) for forms, count in counts if count]
    if tally.capacity:
        said.append(words.count(PLACES, tally.free, capacity=words.language.number(tally.capacity)))
    # A number never stands at the end of a line, with its word on the next one.
    return " · ".join(one.replace(" ", "\N{NO-BREAK SPACE}") for one in said)


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
