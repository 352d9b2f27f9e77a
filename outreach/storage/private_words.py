"""What may never leave the house in a package: notes of conversations, and notes on people and companies, as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, or_, select

from outreach.storage import tables

_AT_ONCE, _WORDS_AT_ONCE = 5_000, 500


def private_notes(connection: Connection) -> Iterator[str]:
    """Yield what was noted of conversations and added to them, news not yet published, and notes on people and companies.

    None of them is empty. A question that was counted without a name is no conversation: its words stand in the bank.
    """
    meeting = tables.meeting.c
    named = or_(meeting.person.is_not(None), meeting.company.is_not(None), meeting.question.is_(None))
    spoken = select(meeting.note).where(meeting.note != "", named)
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(spoken).scalars()
    added = select(meeting.body["additions"].as_json()).where(meeting.body["additions"].as_string() != "[]")
    for additions in connection.execution_options(yield_per=_AT_ONCE).execute(added).scalars():
        yield from (one["text"] for one in additions or () if one["text"])
    waiting = tables.disclosure.c
    yield from connection.execute(select(waiting.body["text"].as_string()).where(waiting.published.is_(None))).scalars()
    for table in (tables.person, tables.company):
        note = table.c.body["notes"].as_string()
        yield from connection.execution_options(yield_per=_AT_ONCE).execute(select(note).where(note != "")).scalars()


def family_names(connection: Connection, words: Sequence[str]) -> list[str]:
    """Return those of these words that are the family name of somebody in the register, as they are written."""
    family = tables.person.c.family
    found: list[str] = []
    for start in range(0, len(words), _WORDS_AT_ONCE):
        part = words[start : start + _WORDS_AT_ONCE]
        found += connection.execute(select(family).where(family.in_(part)).distinct()).scalars()
    return found
