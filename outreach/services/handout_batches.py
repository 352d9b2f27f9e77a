"""Many handouts at once: one for each event, one for each guest, as files in a folder or as pages of one file.

Progress is told by the page or by the file, and a *Cancel* stops before the next one: files that are written by then stay.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.handout import HANDOUT_LABELS, HandoutOrder
from outreach.domain.printing import Printing
from outreach.domain.sorting import sort_key
from outreach.errors import CannotWrite, InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.handout_kinds.chosen import event_or_next, today
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.sign_in import may_come
from outreach.services.handout_kinds.trade import Progress, Setting, nobody
from outreach.services.handouts import Printed
from outreach.services.leaving import answering, leaving_by, paper_ground
from outreach.services.printings import Drawn

if TYPE_CHECKING:
    from outreach.services.house import House

#: More coming events than that are no batch but a mistake.
MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom one copy is for: a guest of the event, as it stands on the paper."""

    guest: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch wrote into a folder. `records` go to `printings.keep_all`; `complete` is False when it was stopped."""

    files: tuple[Printed, ...]
    records: tuple[Printing, ...]
    complete: bool


class HandoutBatches:
    """The verbs for many handouts at once."""

    def __init__(self, house: House) -> None:
        self._house = house

    def per_event(self, order: HandoutOrder, events: Sequence[UUID] | None = None) -> list[HandoutOrder]:
        """Return one order for each of the events, without any for each coming one.

        Each shows the tenders that are featured there, those of the order where none are. Raises InvalidInput when no event is
        coming, NotFound.
        """
        chosen = events
        if chosen is None:
            chosen = [one.id for one in self._house.events.coming(self._house.now(), MOST_EVENTS)]
        if not chosen:
            raise InvalidInput(N_("Event"), N_("There is no coming event. Name the one that it is for."))
        most, found = TRADES[order.kind].most_tenders, self._house.events.many(chosen)
        if len(found) < len(set(chosen)):
            raise NotFound(", ".join(str(one) for one in chosen if one not in found))
        return [
            replace(order, event=event, tenders=found[event].tenders[:most] or order.tenders)
            for event in dict.fromkeys(chosen)
        ]

    def addressees(self, order: HandoutOrder) -> list[Addressee]:
        """Return whom personal copies are for, in Swedish order: the named guests of the event, else all who may come.

        Raises InvalidInput when no event is coming, or when nobody is on its list.
        """
        event = event_or_next(self._house, order)
        lines = [line for line in self._house.guests.at_event(event.id).lines if line.name and may_come(line.guest)]
        wanted = [line for line in lines if not order.guests or line.guest.id in order.guests]
        if not wanted:
            raise InvalidInput(N_("Guests"), N_("Nobody is on the guest list of {event}."), event=event.title)
        wanted.sort(key=lambda line: (sort_key(line.name), sort_key(line.company_name)))
        return [Addressee(line.guest.id, ", ".join(filter(None, (line.name, line.company_name)))) for line in wanted]

    def per_guest(self, order: HandoutOrder) -> list[HandoutOrder]:
        """Return one order for each guest: with the name on it where the kind has room for it. Raises as `addressees`."""
        event = event_or_next(self._house, order)
        named = replace(order, event=event.id)
        return [replace(named, addressee=one.name, guests=(one.guest,)) for one in self.addressees(named)]

    def to_folder(self, orders: Sequence[HandoutOrder], folder: Path, progress: Progress | None = None) -> Written:
        """Write one PDF for each order into a folder, which comes into being. No file that lies there is written over.

        `progress` is told how many files are done; where it says no, what is written by then is the answer. Raises CannotWrite,
        DiskFull and what the kind raises.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(folder, error.strerror or "") from error
        done: list[Printed] = []
        records: list[Printing] = []
        people, kind = self._people(orders), orders[0].kind.value if orders else ""
        ground = paper_ground(self._house, orders[0]) if people else ""
        # Asked once for all, not for each file.
        with (
            leaving_by(self._house.database, kind, people, deed="print", form="folder", few=False, ground=ground) as said,
            answering(lambda _: said, said),
        ):
            for order in orders:
                drawn = self._house.printings.drawn(order)
                path = _free(folder, drawn.name)
                printed, _, way = self._house.printings.write(drawn, path)
                done.append(printed)
                # The pages lie in the files: of a thousand only the record is kept here.
                records.append(self._house.printings.record(drawn, way, file=path.name))
                if progress is not None and not progress(len(done)):
                    break
        return Written(tuple(done), tuple(records), complete=len(done) == len(orders))

    def _people(self, orders: Sequence[HandoutOrder]) -> int:
        """Return how many people the files will name together: a few on each are many in a folder."""
        handouts, naming = self._house.handouts, {kind for kind, trade in TRADES.items() if trade.people is not nobody}
        named = sum(bool(order.addressee) for order in orders)
        asked = (handouts.named(order) for order in orders if order.kind in naming)
        return named + sum(TRADES[order.kind].people(handouts.put_together(order)) for order in asked)

    def in_one(self, order: HandoutOrder, progress: Progress | None = None) -> Drawn:
        """Draw a copy for each guest into one PDF: pages come one by one, so that a thousand need no more memory than ten.

        `progress` is told how many pages are done. Raises InvalidInput for a kind that carries no name, Cancelled.
        """
        from outreach.print.document import DocumentFacts, write_document
        from outreach.print.pages import page_count

        trade = TRADES.get(order.kind)
        if trade is None or trade.pages is None or Setting.ADDRESSEE not in trade.uses:
            raise InvalidInput(N_("Kind of handout"), N_("This handout has no room for a name."))
        house = self._house
        named = house.handouts.named(replace(order, event=event_or_next(house, order).id))
        language = Language("en" if order.language == "en" else "sv")
        unit = house.unit.unit()
        facts = DocumentFacts(
            title=f"{language.say(HANDOUT_LABELS[order.kind])} – {unit.municipality}",
            author=", ".join(filter(None, (unit.municipality, unit.department))),
            subject=language.say(HANDOUT_LABELS[order.kind]),
            language=language.code,
            printed=today(house),
        )
        pdf = write_document(self._personal(trade.pages, named), facts, progress)
        people = len(self.addressees(named))
        return Drawn(named, pdf, page_count(pdf), house.handouts.file_name(named), people)

    def _personal(self, pages: Any, order: HandoutOrder) -> Iterator[Any]:
        # Read once: only the name differs.
        value = self._house.handouts.put_together(order)
        for one in self.addressees(order):
            made: Iterable[Any] = pages(replace(value, addressee=one.name))
            yield from made


def _free(folder: Path, name: str) -> Path:
    """Return a path in the folder where nothing lies yet: "Flygblad.pdf", else "Flygblad (2).pdf"."""
    path, number = folder / f"{name}.pdf", 1
    # A link to nowhere is there too, and is not followed.
    while os.path.lexists(path):
        number += 1
        path = folder / f"{name} ({number}).pdf"
    return path
