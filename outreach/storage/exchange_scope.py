"""What travels between laptops and what does not: every table of the workspace, decided in one place.

Records travel change by change, whatever their kind; a protected person whom nobody else knows, and what names one, stays
(`exchange_own.py`). A test holds this list against the tables that there are.
"""

from __future__ import annotations

from outreach.storage.references import kinds_by_table

#: Parts of records in tables of their own: they follow from the record and come into being with it on the other laptop.
WITHIN_RECORDS = frozenset({"role", "event_tender", "meeting_tender", "lot_result", "term"})

#: What travels in another form than its rows.
IN_ANOTHER_FORM = {
    "journal": "its lines are what the changes are made from",
    "action": "who did it and when goes with each change; an action is undone where it was done",
    "erasure": "the marks of the erased go with the change that erases, so that nobody comes back by a card either",
}

#: What stays on its laptop, and why.
STAYS = {
    "picture": "pictures of cards are large and are typed in where they were taken; the card travels without its picture",
    "audit": "each laptop answers for what was taken out of it; its chain cannot be joined with another",
    "draft": "what somebody is typing is nobody's record yet",
    "outbox": "a letter goes out from where it was prepared, once; elsewhere it is shown as waiting there",
    "fact": "settings of this copy: keys, what was read of mailboxes and lists, the exchange's own marks",
    "exchange_seen": "which files this copy read and wrote",
    "exchange_op": "the changes themselves, as this copy keeps them",
    "exchange_held": "what this copy waits for",
    "exchange_conflict": "follows from the changes, the same on every laptop",
    "exchange_action": "which actions of this copy took changes in",
}


def travelling_tables() -> frozenset[str]:
    """Return the tables whose rows another laptop has too after an exchange."""
    return frozenset(kinds_by_table()) | WITHIN_RECORDS
