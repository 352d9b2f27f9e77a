"""The brake: how many records one action may remove before somebody has to say so twice (reliability.md, R14).

More than 25 people, or more than ten and more than a tenth of a kind. It holds for the kinds that stand in lists of their own;
what belongs to another record (a guest list, the bids on a tender) goes and comes back with it. Undo passes.
"""

from __future__ import annotations

from outreach.domain.record import Kind

#: So many people may go at once, whatever their share.
MOST_PEOPLE = 25
#: So many of any kind may go, however small the workspace.
FEW = 10
#: The part of a kind that may go, as its denominator.
TENTH = 10

BRAKED = frozenset(
    {
        Kind.COMPANY,
        Kind.PERSON,
        Kind.EVENT,
        Kind.TENDER,
        Kind.MEETING,
        Kind.FOLLOW_UP,
        Kind.CONTRACT,
        Kind.QUESTION,
        Kind.REQUIREMENT_CARD,
    }
)


def is_too_many(kind: Kind, removed: int, known: int) -> bool:
    """Say whether removing `removed` of the `known` records of a kind (counted before) needs a second look."""
    if kind not in BRAKED:
        return False
    if kind is Kind.PERSON and removed > MOST_PEOPLE:
        return True
    return removed > FEW and removed * TENTH > known
