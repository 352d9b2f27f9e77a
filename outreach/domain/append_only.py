"""What may no longer be edited: a talk once its tender is advertised or its news published, and whatever was published.

LOU 4 kap. 1 § (equal treatment, openness): the log must show what was said when it was said. From that day on the record only
grows, by `additions`. One gate holds it for every door (`storage/append_only.py`); what it holds is told here.

A tender counts as advertised by its day or its stage (`domain/tender.py`). Both can be set right, for a card may have been dragged
by mistake; but that alone frees no talk. Once a tender stood as advertised its talks stay as they are, unless the very action that
said so is taken back (undo, from the history too), which stands in the journal for everybody to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, cast

from outreach.domain.equal_treatment import Disclosure
from outreach.domain.meeting import Meeting
from outreach.domain.record import BOOKKEEPING, Kind, Record
from outreach.domain.tender import Stage, Tender, advertised_on

#: The kinds of record that the gate looks at.
GUARDED = frozenset({Kind.MEETING, Kind.DISCLOSURE})
ADDITIONS = "additions"
#: What of a talk tells who said what to whom, when, where and about which tender. Tags and the question stay free.
_OF_A_TALK = frozenset(
    {"at", "officer", "event", "person", "company", "note", "tenders", "source", "information", ADDITIONS}
)
_OF_A_DISCLOSURE = frozenset(field.name for field in fields(Disclosure)) - set(BOOKKEEPING)
_HELD = {Kind.MEETING: _OF_A_TALK, Kind.DISCLOSURE: _OF_A_DISCLOSURE}
#: Ids that go along when two records become one: the same person, company, tender or talk under another key.
MOVED = {Kind.MEETING: frozenset({"person", "company", "tenders"}), Kind.DISCLOSURE: frozenset({"tender", "meeting"})}

_BEYOND = (Stage.ADVERTISED, Stage.EVALUATION, Stage.CONTRACT)
_NO_SIDES: list[Any] = [None, None]


def has_been_advertised(tender: Tender, day: date) -> bool:
    """Say whether a tender was advertised by a day: by its stage, or by the day that is written or follows."""
    on = advertised_on(tender)
    return tender.stage in _BEYOND or (on is not None and on <= day)


@dataclass(frozen=True, slots=True)
class Told:
    """What a journal line tells of a tender: the day (home zone), and each changed field before and after, in plain data."""

    day: date
    fields: Mapping[str, list[Any]]


def was_advertised(lines: Sequence[Told], day: date) -> bool:
    """Say whether a tender stood as advertised at any time until a day. `lines`: its journal, the oldest first.

    A day to come that was taken out again before it came was none.
    """
    for place, line in enumerate(lines):
        if line.fields.get("stage", _NO_SIDES)[1] in _BEYOND:
            return True
        written = line.fields.get("advertised", _NO_SIDES)[1]
        until = next((one.day for one in lines[place + 1 :] if "advertised" in one.fields), day)
        if written and date.fromisoformat(written) <= until:
            return True
    return False


def becomes_bare_count(stored: Record, changes: Mapping[str, list[Any]]) -> bool:
    """Say whether these changes make of a talk with nobody in particular a question that was merely counted: no talk any more."""
    bare = isinstance(stored, Meeting) and stored.person is None and stored.company is None
    return bare and changes.get("question", _NO_SIDES)[1] is not None and not is_bare_count(cast("Meeting", stored))


def is_bare_count(meeting: Meeting) -> bool:
    """Say whether it is a question that was counted without anybody: no talk with a supplier."""
    return meeting.question is not None and meeting.person is None and meeting.company is None


def held_of(kind: Kind, changed: Iterable[str]) -> frozenset[str]:
    """Return which of the changed fields a frozen record holds on to."""
    return _HELD[kind].intersection(changed)


def only_grows(sides: list[Any]) -> bool:
    """Say whether additions were added and none was changed or taken out. `sides`: before and after, as the journal has them."""
    before, after = sides
    return list(after or ())[: len(before or ())] == list(before or ())


def violations(kind: Kind, changes: Mapping[str, list[Any]], *, moving: bool = False) -> frozenset[str]:
    """Return the fields of a frozen record that these changes ({name: [before, after]}) may not change.

    `moving`: two records become one, and ids may follow.
    """
    held = held_of(kind, changes) - (MOVED[kind] if moving else frozenset())
    if ADDITIONS in held and only_grows(changes[ADDITIONS]):
        held -= {ADDITIONS}
    return held
