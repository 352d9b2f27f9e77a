"""Events of a calendar file: recognised by UID and RECURRENCE-ID; the same file again changes nothing (RFC 5546, 2.1.5).

An event to which we invite is ours to change, whatever a file says: nobody else's file changes it, and a message of ours that comes
home, such as the cancellation for one guest, tells nothing that the register does not know better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import Event, EventKind
from outreach.domain.problem import Problem, cut
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID
from outreach.language import N_
from outreach.services.addressing import our_addresses, plain_address
from outreach.services.import_merge import earlier, fingerprint, joined
from outreach.services.import_tally import Line, Tally, verdict
from outreach.services.plan_links import move_plan
from outreach.services.versions import LEFT

if TYPE_CHECKING:
    from outreach.storage.work import Work

#: The UIDs under which our own export writes the dates of a tender.
_TENDER_DATE = re.compile(r"([0-9a-f-]{36})-[a-z0-9-]+@outreach")
#: Only who invites may change what guests were told (RFC 5546, 1.4).
NOT_THE_ORGANIZER = N_("You have invited guests to this event. A file from {organizer} does not change it.")
_TAKEN_OVER = ("title", "when", "status", "place", "booth", "description", "url", "recurrence", "organizer", "sequence")


class EventImporter:
    """Keeps the events of one file."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._us = our_addresses(work.units.get(UNIT_ID), work.officers.all())

    def keep(self, event: Event, file: str, tally: Tally) -> None:
        """Keep one event and enter it in the account."""
        dated = self._dated(event)
        if dated is not None:
            kind, one = dated
            tally.lines.append(Line(file, kind, event.title, "", "same", 0, one))
            return
        family = self._work.events.by_uid(event.uid)
        known = next((one for one in family if one.recurrence_id == event.recurrence_id), None)
        content = fingerprint("ics-content", event, "id", "version", "origins")
        if known is not None and content in known.origins:
            tally.lines.append(Line(file, Kind.EVENT, known.title, "", "same", 0, known.id))
            return
        from_us = plain_address(event.organizer) in self._us
        if event.organizer and family and self._is_settled(family, event, from_us=from_us):
            if not from_us:
                values = {"organizer": cut(event.organizer)}
                tally.problems.append(Problem(0, NOT_THE_ORGANIZER, values, cut(event.title), file, warning=True))
            told = known or family[0]
            tally.lines.append(Line(file, Kind.EVENT, told.title, "", "same", 0, told.id))
            return
        # What we hold has no organiser on record: the unit's address may be another one tomorrow.
        event = replace(event, organizer="" if from_us else event.organizer, origins=(*event.origins, content))
        saved = event if known is None else self._merged(known, event)
        before = known.version if known else 0
        saved = self._work.save(Kind.EVENT, replace(saved, version=before))
        if known is not None:
            move_plan(self._work, known, saved)
        detail = " ".join(part for part in (event.when.start.isoformat(" ", "minutes"), event.place) if part)
        tally.lines.append(Line(file, Kind.EVENT, saved.title, detail, verdict(before, saved.version), 0, saved.id))

    def _merged(self, known: Event, event: Event) -> Event:
        """An older revision changes nothing; a newer or equal one renews what guests see, but no field edited by hand."""
        if event.sequence < known.sequence:
            return known
        edited = earlier(self._work, known.id).edited
        new = {name: getattr(event, name) for name in _TAKEN_OVER if name not in edited}
        if event.kind is not EventKind.OTHER and "kind" not in edited:
            new["kind"] = event.kind
        if "tags" not in edited:
            new["tags"] = joined(known.tags, event.tags)
        # Our own event coming home from a calendar needs no mark of where it came from.
        same = all(getattr(known, name) == value for name, value in new.items())
        origins = known.origins if same and not known.origins else joined(known.origins, event.origins)
        return replace(known, origins=origins, **new)

    def _is_settled(self, family: Sequence[Event], event: Event, *, from_us: bool) -> bool:
        """Say whether guests were invited to the event, so that a file from somebody else, or of what we sent, is no news."""
        if not any(one.delivery in LEFT for one in self._work.invitations.with_uid(event.uid)):
            return False
        if from_us:
            return event.sequence <= max(one.sequence for one in family)
        return plain_address(event.organizer) not in {plain_address(one.organizer) for one in family}

    def _dated(self, event: Event) -> tuple[Kind, UUID] | None:
        """Return the tender or contract of which this is a date that we exported ourselves."""
        match = _TENDER_DATE.fullmatch(event.uid)
        if match is None:
            return None
        try:
            one = UUID(match.group(1))
        except ValueError:
            return None
        kinds = (Kind.TENDER, Kind.CONTRACT)
        return next(((kind, one) for kind in kinds if self._work.store(kind).get(one) is not None), None)
