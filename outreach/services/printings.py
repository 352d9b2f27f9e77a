"""What was printed: every handout that went to a printer, into a file or into an e-mail stands on record, with its version.

A version is what was drawn: the same PDF (by its SHA-256) is the same version, the first one of a kind for an event is 1. So
the officer knows whether what lies on the stand is what stands in the file. Taking a record back takes no paper back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind, HandoutOrder
from outreach.domain.mailbox import Mailbox
from outreach.domain.printing import Printing, PrintWay
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.exports import write_file
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handouts import Printed
from outreach.services.leaving import Leaving, leaving_by, paper_ground

if TYPE_CHECKING:
    from outreach.services.handout_kinds.trade import Progress
    from outreach.services.house import House
    from outreach.storage.work import View

_DRAFT_TEXT = N_(
    "Hello,\n\nhere is what our municipality plans to buy. Every notice is public and open to all. Please tell us if you have "
    "questions, or pass it on to somebody who may want to know.\n\nKind regards\n{officer}\n{unit}"
)


@dataclass(frozen=True, slots=True)
class PrintedBefore:
    """A print on record. `number` is its version, 1 the first one of its kind for its event; `newest` the number of the last."""

    printing: Printing
    number: int
    newest: int
    event_title: str = ""
    tender_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A handout that was drawn: the order with everything named, its PDF, how many pages that has, and the usual name of its file.

    The name has no suffix. `people`: how many people of the register it names.
    """

    order: HandoutOrder
    pdf: bytes
    pages: int
    name: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a print: the file (None for the printer), what is on record now, and the version."""

    printed: Printed
    changes: Changes
    number: int


class Printings:
    """The verbs for what was printed."""

    def __init__(self, house: House) -> None:
        self._house = house

    # Printing --------------------------------------------------------------------------------------------------------

    def drawn(self, order: HandoutOrder, progress: Progress | None = None) -> Drawn:
        """Draw what an order makes. Raises InvalidInput, NotFound, Cancelled, TypefaceMissing."""
        from outreach.print.pages import page_count

        named = self._house.handouts.named(order)
        value = self._house.handouts.put_together(named)
        pdf = self._house.handouts.draw(value, progress)
        people = max(TRADES[named.kind].people(value), bool(named.addressee))
        return Drawn(named, pdf, page_count(pdf), self._house.handouts.file_name(named), people)

    def let_out(self, drawn: Drawn) -> Drawn:
        """Let a handout go to the printer, with what many people on it are for. Raises ReasonNeeded."""
        with self._leaving(drawn, PrintWay.PRINTER) as said:
            return self._marked(drawn, said)

    def save(self, what: HandoutOrder | Drawn, path: Path, progress: Progress | None = None) -> Kept:
        """Write a handout into a .pdf, or a draft of an e-mail with it into an .eml, and keep it on record.

        Raises CannotWrite, DiskFull, Cancelled, InvalidInput for another suffix.
        """
        printed, drawn, way = self.write(what, path, progress)
        changes, number = self.keep(drawn, way, file=path.name)
        return Kept(printed, changes, number)

    def write(
        self, what: HandoutOrder | Drawn, path: Path, progress: Progress | None = None
    ) -> tuple[Printed, Drawn, PrintWay]:
        """Write as `save` does, and keep nothing on record: for a workspace that is only read."""
        ways = {".pdf": PrintWay.FILE, ".eml": PrintWay.EMAIL}
        way = ways.get(path.suffix.casefold())
        if way is None:
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=", ".join(ways))
        drawn = self.drawn(what, progress) if isinstance(what, HandoutOrder) else what
        with self._leaving(drawn, way) as said:
            drawn = self._marked(drawn, said)
            write_file(path, self._draft(drawn) if way is PrintWay.EMAIL else drawn.pdf)
        return Printed(path, drawn.pages), drawn, way

    def _leaving(self, drawn: Drawn, way: PrintWay) -> AbstractContextManager[Leaving]:
        order, people = drawn.order, drawn.people
        ground = paper_ground(self._house, order) if people else ""
        return leaving_by(
            self._house.database, order.kind.value, people, deed="print", form=way.value, ground=ground, event=order.event
        )

    def _marked(self, drawn: Drawn, said: Leaving) -> Drawn:
        """Return a handout with what its people leave for at the foot, where its kind has room for that."""
        mark, language = TRADES[drawn.order.kind].marked, Language("en" if drawn.order.language == "en" else "sv")
        lines = said.lines(language) if drawn.people else ()
        if mark is None or not lines:
            return drawn
        handouts = self._house.handouts
        return replace(drawn, pdf=handouts.draw(mark(handouts.put_together(drawn.order), " ".join(lines))))

    def keep(self, drawn: Drawn, way: PrintWay, *, copies: int = 1, file: str = "") -> tuple[Changes, int]:
        """Keep on record that a handout went a way, and return its version. `copies` is 1 or more."""
        record = self.record(drawn, way, copies=copies, file=file)
        if way is PrintWay.PRINTER:
            # A file's line was added as it was written (`write`).
            self._house.audit.note("print", kind=drawn.order.kind, way=way, copies=copies)
        return self.keep_all([record]), self._number(record)

    def keep_all(self, records: Sequence[Printing]) -> Changes:
        """Keep several prints on record, as one action."""
        with self._house.database.work(N_("Noted a print")) as work:
            if len(records) > 1:
                work.rename_action(N_("Noted {count} prints"), count=str(len(records)))
            for record in records:
                work.save(Kind.PRINTING, record)
        return work.changes

    def record(self, drawn: Drawn, way: PrintWay, *, copies: int = 1, file: str = "") -> Printing:
        """Return what `keep_all` keeps of a print. Raises InvalidInput for no copies."""
        if copies < 1:
            raise InvalidInput(N_("Copies"), N_("At least one copy is printed."))
        order = drawn.order
        return Printing(
            event=order.event,
            at=self._house.now(),
            handout=order.kind.value,
            title=order.heading.strip(),
            copies=copies,
            pages=drawn.pages,
            digest=hashlib.sha256(drawn.pdf).hexdigest(),
            tenders=order.tenders or (),
            language=order.language,
            paper=order.paper.value,
            theme=order.theme.value,
            way=way.value,
            file=file,
            officer=self._house.officer,
        )

    def delete(self, ids: Sequence[UUID]) -> Changes:
        """Take prints off the record, where something was noted that nobody carried away."""
        with self._house.database.work(N_("Took prints off the record: {count}"), count=str(len(ids))) as work:
            for one in work.printings.many(ids):
                work.delete(Kind.PRINTING, one)
        return work.changes

    # Looking back ----------------------------------------------------------------------------------------------------

    def at_event(self, event: UUID) -> list[PrintedBefore]:
        """Return what was printed for an event, the latest first."""
        with self._house.database.read() as view:
            return _told(view, view.printings.of(event))

    def with_tender(self, tender: UUID) -> list[PrintedBefore]:
        """Return the prints on which a tender stood, the latest first."""
        with self._house.database.read() as view:
            return _told(view, view.printings.using(tender))

    def of_kind(self, kind: HandoutKind, event: UUID | None) -> list[PrintedBefore]:
        """Return what was printed of a kind for an event, or for none in particular, the latest first."""
        with self._house.database.read() as view:
            return _told(view, view.printings.alike(kind.value, event)[::-1])

    def latest(self, most: int = 50) -> list[PrintedBefore]:
        """Return what was printed last, the latest first."""
        with self._house.database.read() as view:
            return _told(view, view.printings.latest(most))

    def copies_at(self, event: UUID) -> dict[str, int]:
        """Return how many copies of each kind of handout went to a printer for an event."""
        copies: dict[str, int] = {}
        with self._house.database.read() as view:
            for one in view.printings.of(event):
                if one.way == PrintWay.PRINTER:
                    copies[one.handout] = copies.get(one.handout, 0) + one.copies
        return copies

    def get(self, printing: UUID) -> Printing:
        """Return one record. Raises NotFound."""
        with self._house.database.read() as view:
            found = view.printings.get(printing)
        if found is None:
            raise NotFound(str(printing))
        return found

    def _number(self, record: Printing) -> int:
        with self._house.database.read() as view:
            return _numbers(view, record)[record.digest]

    # Inside ----------------------------------------------------------------------------------------------------------

    def _draft(self, drawn: Drawn) -> bytes:
        from outreach.formats.handout_mail import write_handout_mail

        house, order = self._house, drawn.order
        language = Language("en" if order.language == "en" else "sv")
        unit, name = house.unit.unit(), order.officer or house.officer
        officer = house.unit.officer_named(name)
        text = language.say(_DRAFT_TEXT, officer=name, unit=unit.municipality)
        sender = Mailbox((officer.email if officer else "") or unit.email, name)
        subject = order.heading.strip() or language.say(HANDOUT_LABELS[order.kind])
        title = f"{subject} – {unit.municipality}" if unit.municipality else subject
        return write_handout_mail(sender, title, text, f"{drawn.name}.pdf", drawn.pdf, house.now())


def _numbers(view: View, printing: Printing) -> dict[str, int]:
    """Return the versions of a kind for an event: digest to number, in the order in which they first came."""
    digests = (one.digest for one in view.printings.alike(printing.handout, printing.event))
    return {digest: number for number, digest in enumerate(dict.fromkeys(digests), 1)}


def _told(view: View, printings: Sequence[Printing]) -> list[PrintedBefore]:
    events = view.events.many({one.event for one in printings if one.event is not None})
    tenders = view.tenders.many({tender for one in printings for tender in one.tenders})
    known: dict[tuple[str, UUID | None], dict[str, int]] = {}
    told = []
    for one in printings:
        series = (one.handout, one.event)
        if series not in known:
            known[series] = _numbers(view, one)
        told.append(
            PrintedBefore(
                one,
                known[series][one.digest],
                len(known[series]),
                events[one.event].title if one.event in events else "",
                tuple(tenders[tender].title for tender in one.tenders if tender in tenders),
            )
        )
    return told
