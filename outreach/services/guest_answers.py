"""What guests have answered, in numbers, and who gets a place: capacity and waiting list.

Only who said yes holds a place. Beyond the capacity (`Plan.outline.capacity`, 0: no limit) a yes goes to the waiting list, in the
order of the answers. A place that becomes free is offered to the first one waiting; an officer gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach.domain.event import Event
from outreach.domain.guest import Answer, Attendance, Guest, Standing, answered_before_move


@dataclass(frozen=True, slots=True)
class AnswerTally:
    """How many were asked and what they said. `listed` leaves out the uninvited; `waiting` are among `accepted`.

    `before_move` of them answered before time, place or status changed last. `capacity` 0 means no limit, `free` is then 0 too.
    """

    listed: int = 0
    accepted: int = 0
    tentative: int = 0
    declined: int = 0
    delegated: int = 0
    none: int = 0
    waiting: int = 0
    uninvited: int = 0
    before_move: int = 0
    capacity: int = 0
    free: int = 0


def holds_place(guest: Guest) -> bool:
    """Say whether a guest takes one of the places."""
    return guest.standing is Standing.LISTED and (
        guest.answer is Answer.ACCEPTED or guest.attendance is Attendance.CAME
    )


def count_answers(event: Event, guests: Sequence[Guest], capacity: int) -> AnswerTally:
    """Count what guests of an event have answered."""
    asked = [one for one in guests if one.standing is not Standing.UNINVITED]
    said = {answer: sum(one.answer is answer for one in asked) for answer in Answer}
    return AnswerTally(
        listed=len(asked),
        accepted=said[Answer.ACCEPTED],
        tentative=said[Answer.TENTATIVE],
        declined=said[Answer.DECLINED],
        delegated=said[Answer.DELEGATED],
        none=said[Answer.NONE],
        waiting=sum(one.standing is Standing.WAITING for one in asked),
        uninvited=len(guests) - len(asked),
        before_move=sum(answered_before_move(one, event) for one in asked),
        capacity=capacity,
        free=free_places(guests, capacity),
    )


def free_places(guests: Sequence[Guest], capacity: int) -> int:
    """Return how many places are free; 0 where there is no limit."""
    return max(0, capacity - sum(map(holds_place, guests)))


def waiting_line(guests: Sequence[Guest]) -> list[Guest]:
    """Return who waits for a place, the first in line first."""
    waiting = [one for one in guests if one.standing is Standing.WAITING]
    return sorted(waiting, key=lambda one: (one.answered is None, one.answered.timestamp() if one.answered else 0.0))


def offered(guests: Sequence[Guest], capacity: int) -> list[Guest]:
    """Return to whom the free places are offered. Without a limit, everybody who still waits."""
    line = waiting_line(guests)
    return line[: free_places(guests, capacity)] if capacity else line


def seated(guest: Guest, before: Guest, others: Sequence[Guest], capacity: int) -> Guest:
    """Return a guest who has just answered where the answer puts them: on the list, or in line for a place.

    `before` is the guest as it was. Who holds a place keeps it; who waits goes before who says yes only now.
    """
    if guest.standing is Standing.UNINVITED:
        return guest
    if guest.answer is not Answer.ACCEPTED or holds_place(before) or not capacity:
        return replace(guest, standing=Standing.LISTED)
    rest = [one for one in others if one.id != guest.id]
    free = free_places(rest, capacity)
    in_line = sum(one.standing is Standing.WAITING for one in rest)
    waits = before.standing is Standing.WAITING or free <= in_line
    return replace(guest, standing=Standing.WAITING if waits else Standing.LISTED)
