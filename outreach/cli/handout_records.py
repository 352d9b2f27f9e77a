"""`outreach handout printed`: what was printed, how many, which version."""

from __future__ import annotations

import click

from outreach.cli.command import command, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.printing import PRINT_WAY_LABELS, PrintWay
from outreach.domain.record import Kind, to_plain
from outreach.language import N_, Language
from outreach.services.printings import PrintedBefore

_COLUMNS = (N_("When"), N_("Handout"), N_("Event"), N_("Version"), N_("Copies"), N_("Pages"), N_("Way"))


def add_printed(handout: click.Group) -> None:
    """Give the group `handout` its command `printed`."""

    @command(
        handout, "printed", N_("Show what was printed, the latest first: for an event, about a tender, or at all.")
    )
    @option("--event", default=None, metavar="ID", text=N_("What was printed for this event."))
    @option("--tender", default=None, metavar="ID", text=N_("The prints on which this tender stood."))
    @option("--limit", type=click.IntRange(min=1), default=50, text=N_("So many at most."))
    def printed(door: Door, event: str | None, tender: str | None, limit: int) -> Answer:
        with door.house() as house:
            if event:
                found = house.printings.at_event(find_id(house, event, Kind.EVENT))
            elif tender:
                found = house.printings.with_tender(find_id(house, tender, Kind.TENDER))
            else:
                found = house.printings.latest(limit)
        shown = found[:limit]
        return Answer({"printings": [_plain(one) for one in shown]}, lambda: _lines(shown, door.language))


def _plain(one: PrintedBefore) -> dict[str, object]:
    return {**to_plain(one.printing), "number": one.number, "newest": one.newest, "event_title": one.event_title}


def _lines(found: list[PrintedBefore], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("Nothing has been printed yet."))]
    header = [language.say(title) for title in _COLUMNS]
    return aligned(header, [_row(one, language) for one in found])


def _row(one: PrintedBefore, language: Language) -> list[str]:
    printing = one.printing
    known = printing.handout in list(HandoutKind)
    return [
        language.moment(printing.at),
        language.say(HANDOUT_LABELS[HandoutKind(printing.handout)]) if known else printing.handout,
        one.event_title,
        str(one.number),
        str(printing.copies),
        str(printing.pages),
        language.say(PRINT_WAY_LABELS[PrintWay(printing.way)]),
    ]
