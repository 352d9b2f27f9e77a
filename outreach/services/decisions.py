"""What an officer can decide about an answer that waits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from outreach.domain.invitation import Way
from outreach.domain.reply import Reply, ReplyMethod
from outreach.language import N_


class DecisionKind(StrEnum):
    """The decisions.

    `ADD`: put who answers (or whom a guest sends) on the list as a guest. `MATCH`: it was this guest (`Decision.guest`;
    without, the one that the answer was taken for). `DISMISS`: put aside. `MOVE`: move the event to the proposed time, for
    all. `DECLINE`: no to the proposal, with a message. `NOTE`: keep what was proposed as a note. `SEND`: send the present
    version again.
    """

    ADD = "add"
    MATCH = "match"
    DISMISS = "dismiss"
    MOVE = "move"
    DECLINE = "decline"
    NOTE = "note"
    SEND = "send"


DECISION_LABELS = {
    DecisionKind.ADD: N_("Add as a guest"),
    DecisionKind.MATCH: N_("It was this guest"),
    DecisionKind.DISMISS: N_("Put it aside"),
    DecisionKind.MOVE: N_("Move the event for all"),
    DecisionKind.DECLINE: N_("Keep our time, and say so"),
    DecisionKind.NOTE: N_("Keep it as a note"),
    DecisionKind.SEND: N_("Send the present version again"),
}


#: Decisions that a message to the guest comes of.
WRITING = (DecisionKind.DECLINE, DecisionKind.SEND)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `guest` is for MATCH, `comment` and `way` for a message that goes out."""

    kind: DecisionKind
    guest: UUID | None = None
    comment: str = ""
    way: Way = Way.DRAFTS


def decisions_for(reply: Reply) -> tuple[DecisionKind, ...]:
    """Return what can be decided about an answer that waits, the likeliest first."""
    if reply.guest is not None and reply.method is ReplyMethod.COUNTER and reply.proposed is not None:
        return (DecisionKind.MOVE, DecisionKind.DECLINE, DecisionKind.NOTE, DecisionKind.DISMISS)
    if reply.guest is not None and reply.method is ReplyMethod.REFRESH:
        return (DecisionKind.SEND, DecisionKind.DISMISS)
    if reply.delegated_to or reply.delegated_from:
        return (DecisionKind.ADD, DecisionKind.MATCH, DecisionKind.DISMISS)
    if reply.guest is not None:
        return (DecisionKind.MATCH, DecisionKind.ADD, DecisionKind.DISMISS)
    return (DecisionKind.ADD, DecisionKind.MATCH, DecisionKind.DISMISS)
