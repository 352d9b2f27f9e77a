"""`outreach handout …`."""

from __future__ import annotations

from pathlib import Path

import click

from outreach.cli.command import command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.references import find_id, find_ids
from outreach.cli.values import one_of
from outreach.domain.handout import Paper
from outreach.domain.record import Kind
from outreach.language import LANGUAGES, N_, NN_

handout = group("handout", N_("Print: flyer."))


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
    pages = door.language.count(NN_("{n} page", "{n} pages"), printed.pages)
    return Answer(
        {"file": str(printed.file), "pages": printed.pages},
        lambda: [door.language.say(N_("Wrote {pages} to {file}"), pages=pages, file=str(printed.file))],
    )
