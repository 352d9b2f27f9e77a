"""`outreach handout …`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from outreach.cli.command import command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id, find_ids
from outreach.cli.values import one_of
from outreach.domain.handout import Paper
from outreach.domain.record import Kind
from outreach.language import LANGUAGES, N_, NN_
from outreach.services.handouts import Printed

F = TypeVar("F", bound=Callable[..., Any])

handout = group("handout", N_("Print: flyer, meeting sheet, sign-in list."))


@command(handout, "flyer", N_("Put the coming tenders on one page, with a QR code. Up to eight are shown."))
@option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The file to write."))
@option("--event", default=None, metavar="ID", text=N_("The event it is for; its featured tenders are shown."))
@option(
    "--tender",
    "tenders",
    multiple=True,
    metavar="ID",
    text=N_("A tender to show; the soonest coming ones, unless named."),
)
@option("--paper", type=one_of(Paper), default=Paper.A4.value, text=N_("A4, or A5 for two halves on one A4."))
@option("--in", "printed_in", type=click.Choice(LANGUAGES), default=None, text=N_("The flyer's language: sv or en."))
@option("--officer", default="", metavar="NAME", text=N_("Whose name stands on it; yours, unless named."))
@option("--heading", default="", metavar="TEXT", text=N_("Another heading."))
@option("--link", default="", metavar="LINK", text=N_("Where the QR code leads; the unit's website, unless named."))
def flyer(
    door: Door,
    file: str,
    event: str | None,
    tenders: tuple[str, ...],
    paper: str,
    printed_in: str | None,
    officer: str,
    heading: str,
    link: str,
) -> Answer:
    """Draw a flyer into a file."""
    with door.house() as house:
        made = house.handouts.flyer(
            tenders=find_ids(house, tenders, Kind.TENDER) or None,
            event=find_id(house, event, Kind.EVENT) if event else None,
            language=printed_in or door.language.code,
            paper=Paper(paper),
            officer=officer,
            heading=heading,
            link=link,
        )
        printed = house.handouts.save(made, Path(file))
    return _wrote(door, printed)


def _for_event(function: F) -> F:
    """Add the options that the handouts of one event share."""
    for add in (
        option("--in", "printed_in", type=click.Choice(LANGUAGES), default=None, text=N_("Its language: sv or en.")),
        option("--event", default=None, metavar="ID", text=N_("The event it is for; the next one, unless named.")),
        option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The file to write.")),
    ):
        function = add(function)
    return function


@command(handout, "meeting-sheet", N_("Put on one page who stands where, what we want and whom we hope to meet."))
@_for_event
def meeting_sheet(door: Door, file: str, event: str | None, printed_in: str | None) -> Answer:
    """Draw the meeting sheet into a file."""
    with door.house() as house:
        found = find_id(house, event, Kind.EVENT) if event else None
        made = house.handouts.meeting_sheet(found, printed_in or door.language.code)
        return _wrote(door, house.handouts.save(made, Path(file)))


@command(handout, "sign-in", N_("Put the guests on a list to sign, with empty lines for those who walk in."))
@_for_event
@option("--empty-lines", type=click.IntRange(min=0), default=12, text=N_("So many empty lines at least."))
def sign_in(door: Door, file: str, event: str | None, printed_in: str | None, empty_lines: int) -> Answer:
    """Draw the sign-in list into a file."""
    with door.house() as house:
        found = find_id(house, event, Kind.EVENT) if event else None
        made = house.handouts.sign_in(found, printed_in or door.language.code, empty_lines)
        return _wrote(door, house.handouts.save(made, Path(file)))


def _wrote(door: Door, printed: Printed) -> Answer:
    pages = door.language.count(NN_("{n} page", "{n} pages"), printed.pages)
    return Answer(
        {"file": str(printed.file), "pages": printed.pages},
        lambda: [door.language.say(N_("Wrote {pages} to {file}"), pages=pages, file=str(printed.file))],
    )
