"""The events that others follow: which they are, and one calendar file on a folder or a share that is always up to date.

Nothing of notes, staff or guests stands in it. It is written in one go, so that a reader sees the old or the new file, and only
when its content is another one: a share that others look at every hour should not change for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.event import Event, EventStatus
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.services.house import House

#: What the calendar is called where nobody has named the unit.
USUAL_NAME = N_("Events")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The calendar file: how many events it holds, and whether it had to be written."""

    file: Path
    events: int
    written: bool


class Published:
    """Chooses and writes what others follow."""

    def __init__(self, house: House) -> None:
        self._house = house

    def events(self, view: str = "") -> list[Event]:
        """Return the events that others may see: all that are confirmed, or those of a saved view.

        Of a series that is among them, all exceptions are: a date that was moved or dropped must be seen. Raises NotFound for a
        view that is not there.
        """
        chosen = self._of_view(view) if view else self._confirmed()
        series = {event.uid for event in chosen if not event.recurrence_id}
        with self._house.database.read() as opened:
            families = [one for uid in series for one in opened.events.by_uid(uid) if one.recurrence_id]
        return list({event.id: event for event in (*chosen, *families)}.values())

    def write(self, path: Path, language: Language, view: str = "") -> PublishedFile:
        """Write the calendar file, unless it says the same already. Raises InvalidInput, CannotWrite, DiskFull, NotFound."""
        from outreach.formats.calendar_merge import same_calendar
        from outreach.services.exports import write_file

        if path.suffix.casefold() != ".ics":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".ics")
        events = self.events(view)
        data = self._bytes(events, language)
        try:
            there = path.read_bytes()
        except OSError:
            there = b""
        written = not same_calendar(there.decode("utf-8", "replace"), data.decode())
        if written:
            # Others are to read it, unlike all else that we write.
            write_file(path, data, mode=0o644)
        return PublishedFile(path, len(events), written)

    def name(self, language: Language) -> str:
        """Return what others see the calendar called."""
        unit = self._house.unit.unit()
        named = " – ".join(part for part in (unit.municipality, unit.department) if part)
        return named or language.say(USUAL_NAME)

    def _bytes(self, events: list[Event], language: Language) -> bytes:
        from outreach.formats.icalendar_file import write_calendar

        return write_calendar(events, stamp=self._house.now(), language=language, name=self.name(language))

    def _confirmed(self) -> list[Event]:
        listed = self._house.events.listed(Listing(Kind.EVENT))
        return [event for event in listed if event.status is EventStatus.CONFIRMED]

    def _of_view(self, name: str) -> list[Event]:
        views = self._house.views
        saved = views.named(name, Kind.EVENT)
        found = self._house.events.many(views.records_of(saved))
        return list(found.values())
