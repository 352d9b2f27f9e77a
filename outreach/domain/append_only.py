"""What may no longer be edited: a talk once its tender is advertised or its news published, and whatever was published.

LOU 4 kap. 1 § (equal treatment, openness): the log must show what was said when it was said. From that day on the record only
grows, by `additions`. One gate holds it for every door (`storage/append_only.py`); what it holds is told here.

A tender counts as advertised by its day or its stage (`domain/tender.py`). Setting that day or stage right is possible, for a card
may have been dragged by mistake; it stands in the journal as every change does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from outreach.domain.equal_treatment import Disclosure
from outreach.domain.meeting import Meeting
from outreach.domain.record import BOOKKEEPING, Kind
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


def has_been_advertised(tender: Tender, day: date) -> bool:
    """Say whether a tender was advertised by a day: by its stage, or by the day that is written or follows."""
    on = advertised_on(tender)
    return tender.stage in _BEYOND or (on is not None and on <= day)


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
