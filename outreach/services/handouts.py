"""Handouts: put together what an order names, draw it, look at it, keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.booth_paper import Flyer
from outreach.domain.event_sheets import MeetingSheet, SignIn
from outreach.domain.file_name import safe_name
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind, HandoutOrder, Paper
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.exports import write_file
from outreach.services.handout_kinds.chosen import chosen_event, chosen_tenders, event_or_next, today
from outreach.services.handout_kinds.registry import TRADES, trade_of
from outreach.services.handout_kinds.trade import Setting
from outreach.services.leaving import leaving_by, paper_ground

if TYPE_CHECKING:
    from outreach.services.handout_kinds.trade import Progress, Trade
    from outreach.services.house import House
    from outreach.storage.database import Database

#: What no file system takes in a name.


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

    def usual(self, kind: HandoutKind, language: str = "sv") -> HandoutOrder:
        """Return the order that a door begins with: the unit's look, the kind's first paper, label sheet and code."""
        trade, unit = TRADES[kind], self._house.unit.unit()
        return HandoutOrder(
            kind=kind,
            language=language,
            paper=trade.papers[0],
            code=trade.codes[0],
            theme=unit.theme,
            light=unit.light,
            labels=next(iter(trade.label_sheets), ""),
        )

    def put_together(self, order: HandoutOrder) -> Any:
        """Return the value that an order makes, ready to draw.

        Raises InvalidInput for what the kind cannot be told, and for a paper that it does not stand on; NotFound.
        """
        trade = self._trade(order)
        if order.paper not in trade.papers:
            papers = ", ".join(paper.value for paper in trade.papers)
            raise InvalidInput(N_("Paper"), N_("It is printed on {papers}."), papers=papers)
        return trade.make(self._house, order)

    def named(self, order: HandoutOrder) -> HandoutOrder:
        """Return the order with everything named that it leaves open: the next event, the coming tenders.

        The same order then makes the same handout tomorrow, and the record of prints knows what stood on it.
        Raises as `put_together`.
        """
        trade = self._trade(order)
        if trade.needs_event and order.event is None:
            order = replace(order, event=event_or_next(self._house, order).id)
        if Setting.TENDERS in trade.uses and order.tenders is None and trade.usual_tenders:
            event = chosen_event(self._house, order)
            most = trade.most_tenders if event is not None and event.tenders else trade.usual_tenders
            order = replace(order, tenders=tuple(one.id for one in chosen_tenders(self._house, order, most)))
        return order

    def file_name(self, order: HandoutOrder) -> str:
        """Return the usual name of the file, in the handout's language, without suffix. Raises NotFound."""
        language = Language("en" if order.language == "en" else "sv")
        event = chosen_event(self._house, order)
        day = event.when.first_day if event is not None else today(self._house)
        said = f"{event.title if event is not None else ''} {day.isoformat()}"
        parts = (language.say(HANDOUT_LABELS[order.kind]), said, order.addressee)
        return safe_name(" ".join(parts), otherwise=language.say(HANDOUT_LABELS[order.kind]))

    def draw(self, value: Any, progress: Progress | None = None) -> bytes:
        """Return a handout as a PDF. The same handout gives the same bytes. Raises TypefaceMissing, Cancelled."""
        return trade_of(value).draw(value, progress)

    def pictures(self, pdf: bytes, dpi: int = 96) -> list[bytes]:
        """Return each page of a PDF as a PNG picture."""
        from outreach.print.pages import page_pictures

        return page_pictures(pdf, dpi)

    def picture(self, pdf: bytes, page: int, dpi: int) -> bytes:
        """Return one page, counted from 0, as a PNG picture."""
        from outreach.print.pages import page_picture

        return page_picture(pdf, page, dpi)

    def page_sizes(self, pdf: bytes) -> list[tuple[float, float]]:
        """Return width and height of each page in points, 1/72 inch. Raises BadFile."""
        from outreach.print.pages import page_count, page_size

        return [page_size(pdf, page) for page in range(page_count(pdf))]

    def save(self, handout: Any, path: Path, progress: Progress | None = None) -> Printed:
        """Draw a handout, or what an order makes, into a file.

        Raises CannotWrite, DiskFull, Cancelled, InvalidInput for a name that is not a .pdf.
        """
        from outreach.print.pages import page_count

        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        value = self.put_together(handout) if isinstance(handout, HandoutOrder) else handout
        trade = trade_of(value)
        people = trade.people(value)
        ground = paper_ground(self._house, handout) if people and isinstance(handout, HandoutOrder) else ""
        with leaving_by(self._house.database, trade.kind.value, people, deed="print", form=".pdf", ground=ground) as said:
            lines = said.lines(Language("en" if value.language == "en" else "sv")) if people else ()
            marked = trade.marked(value, " ".join(lines)) if trade.marked is not None and lines else value
            pdf = self.draw(marked, progress)
            write_file(path, pdf)
        return Printed(path, page_count(pdf))

    def _trade(self, order: HandoutOrder) -> Trade[Any]:
        trade = TRADES.get(order.kind)
        if trade is None:
            raise InvalidInput(N_("Kind of handout"), N_("“{kind}” cannot be made."), kind=order.kind.value)
        return trade

    # In one line, for one kind ---------------------------------------------------------------------------------------

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
        made = self.put_together(
            HandoutOrder(
                kind=HandoutKind.FLYER,
                tenders=None if tenders is None else tuple(tenders),
                event=event,
                language=language,
                paper=paper,
                officer=officer,
                heading=heading,
                link=link,
            )
        )
        assert isinstance(made, Flyer)
        return made

    def meeting_sheet(self, event: UUID | None = None, language: str = "sv") -> MeetingSheet:
        """Put the one page for the officers at an event together; without an event: the next one. Raises NotFound."""
        made = self.put_together(HandoutOrder(kind=HandoutKind.MEETING_SHEET, event=event, language=language))
        assert isinstance(made, MeetingSheet)
        return made

    def sign_in(self, event: UUID | None = None, language: str = "sv", empty_lines: int = 12) -> SignIn:
        """Put the list that guests sign together; without an event: the next one. Raises NotFound, InvalidInput."""
        order = HandoutOrder(kind=HandoutKind.SIGN_IN, event=event, language=language, empty_lines=empty_lines)
        made = self.put_together(order)
        assert isinstance(made, SignIn)
        return made

    def for_event(self, kind: HandoutKind, event: UUID, language: str = "sv") -> Any:
        """Put a handout of any kind together for an event. Raises NotFound, InvalidInput."""
        return self.put_together(replace(self.usual(kind, language), event=event))
