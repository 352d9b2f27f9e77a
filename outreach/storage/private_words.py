"""What may never leave the house in a package: notes of conversations, and notes on people and companies, as a stream."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from outreach.storage import tables

_AT_ONCE = 5_000


def private_notes(connection: Connection) -> Iterator[str]:
    """Yield each note of a conversation with somebody, and each note on a person or a company, none of them empty.

    A question that was counted without a name is no conversation: its words stand in the bank.
    """
    meeting = tables.meeting.c
    spoken = select(meeting.note).where(meeting.note != "", or_(meeting.person.is_not(None), meeting.company.is_not(None)))
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(spoken).scalars()
    for table in (tables.person, tables.company):
        note = table.c.body["notes"].as_string()
        yield from connection.execution_options(yield_per=_AT_ONCE).execute(select(note).where(note != "")).scalars()
