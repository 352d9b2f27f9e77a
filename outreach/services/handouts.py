"""Handouts: choose what stands on a flyer, draw it, look at it, keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.event_sheets import MeetingSheet, SignIn
from outreach.domain.handout import MOST_TENDERS, Flyer, HandoutKind, Paper
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer
from outreach.domain.when import HOME_ZONE
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.event_sheets import meeting_sheet, sign_in
from outreach.services.exports import write_file

if TYPE_CHECKING:
    from outreach.domain.event import Event
    from outreach.services.house import House
    from outreach.storage.database import Database


#: What can be drawn.
Handout = Flyer | MeetingSheet | SignIn


@dataclass(frozen=True, slots=True)
class Printed:
    """A handout as a file."""

    file: Path
    pages: int


class Handouts:
    """The verbs for what is printed."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    def flyer(
        self,
        tenders: Sequence[UUID] | None = None,
        event: UUID | None = None,
        language: str = "sv",
        paper: Paper = Paper.A4,
        officer: str = "",
        heading: str = "",
        link: str = "",
    ) -> Flyer:
        """Put a flyer together. Without tenders: those featured at the event, else the soonest coming ones, up to eight.

        Without an officer: who works here. Without a link: the unit's website. Raises InvalidInput for more than eight
        tenders, or for an unknown tender or event.
        """
        shown_event = self._event(event)
        chosen = self._tenders(tenders, shown_event)
        unit = self._house.unit.unit()
        name = officer or self._house.officer
        return Flyer(
            tenders=tuple(chosen),
            unit=unit,
            officer=self._house.unit.officer_named(name) or Officer(name=name),
            printed=self._today(),
            language=language,
            paper=paper,
            heading=heading.strip(),
            link=link.strip() or unit.website,
            event_title=shown_event.title if shown_event else "",
        )

    def meeting_sheet(self, event: UUID | None = None, language: str = "sv") -> MeetingSheet:
        """Put the one page for the officers at an event together; without an event: the next one. Raises NotFound."""
        return meeting_sheet(self._house, self._event_or_next(event), language, self._today())

    def sign_in(self, event: UUID | None = None, language: str = "sv", empty_lines: int = 12) -> SignIn:
        """Put the list that guests sign together; without an event: the next one. Raises NotFound, InvalidInput."""
        return sign_in(self._house, self._event_or_next(event), language, self._today(), empty_lines)

    def for_event(self, kind: HandoutKind, event: UUID, language: str = "sv") -> Handout:
        """Put a handout of any kind together for an event. Raises NotFound, InvalidInput."""
        made: dict[HandoutKind, Callable[[], Handout]] = {
            HandoutKind.FLYER: lambda: self.flyer(event=event, language=language),
            HandoutKind.MEETING_SHEET: lambda: self.meeting_sheet(event, language),
            HandoutKind.SIGN_IN: lambda: self.sign_in(event, language),
        }
        return made[kind]()

    def draw(self, handout: Handout) -> bytes:
        """Return a handout as a PDF. The same handout gives the same bytes."""
        from outreach.print.flyer import draw_flyer
        from outreach.print.meeting_sheet import draw_meeting_sheet
        from outreach.print.sign_in import draw_sign_in

        match handout:
            case MeetingSheet():
                return draw_meeting_sheet(handout)
            case SignIn():
                return draw_sign_in(handout)
            case Flyer():
                return draw_flyer(handout)

    def pictures(self, pdf: bytes, dpi: int = 96) -> list[bytes]:
        """Return each page of a PDF as a PNG picture."""
        from outreach.print.pages import page_pictures

        return page_pictures(pdf, dpi)

    def save(self, handout: Handout, path: Path) -> Printed:
        """Draw a handout into a file. Raises CannotWrite, DiskFull, InvalidInput for a name that is not a .pdf."""
        from outreach.print.pages import page_count

        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        pdf = self.draw(handout)
        write_file(path, pdf)
        return Printed(path, page_count(pdf))

    def _today(self) -> date:
        return self._house.now().astimezone(ZoneInfo(HOME_ZONE)).date()

    def _event_or_next(self, event: UUID | None) -> UUID:
        if event is not None:
            return event
        coming = self._house.events.coming(self._house.now(), 1)
        if not coming:
            raise InvalidInput(N_("Event"), N_("There is no coming event. Name the one that it is for."))
        return coming[0].id

    def _event(self, event: UUID | None) -> Event | None:
        return self._house.events.get(event) if event is not None else None

    def _tenders(self, tenders: Sequence[UUID] | None, event: Event | None) -> list[Tender]:
        if tenders is None and event is not None and event.tenders:
            tenders = event.tenders[:MOST_TENDERS]
        if tenders is None:
            return self._house.tenders.coming(self._today(), MOST_TENDERS)
        if len(tenders) > MOST_TENDERS:
            raise InvalidInput(N_("Tenders"), N_("A flyer has room for eight tenders."))
        found = self._house.tenders.many(tenders)
        if len(found) < len(set(tenders)):
            raise InvalidInput(N_("Tenders"), N_("One of the tenders is not there any more."))
        return [found[one] for one in tenders]
