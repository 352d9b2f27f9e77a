"""`outreach export …`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import PLURALS, read_listing
from outreach.domain.record import Kind
from outreach.language import N_

#: The word on the command line → the kind that is exported.
EXPORTED = {PLURALS[kind]: kind for kind in (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.QUESTION, Kind.CONTRACT)}


def add_export(root: Any) -> None:
    """Give the program its `export` command."""

    @command(root, "export", N_("Write companies, people, events, tenders, questions or contracts to a file; its suffix says how."))
    @argument("what", type=click.Choice(list(EXPORTED)))
    @option(
        "--to", "file", required=True, metavar="FILE", text=N_("The file: .vcf .csv .xlsx .ics .json, or .ocds.json for tenders.")
    )
    @option("--find", metavar="TEXT", default="", text=N_("Only those that have these words."))
    @option("--filter", "filters", metavar="NAME=VALUE", multiple=True, text=N_("Only those with this value."))
    @option("--deadlines", is_flag=True, text=N_("Put the dates of coming tenders into an .ics of events too."))
    def export(door: Door, what: str, file: str, find: str, filters: tuple[str, ...], deadlines: bool) -> Answer:
        kind = EXPORTED[what]
        with door.house() as house:
            listing = read_listing(house, kind, find, filters)
            written = house.exports.write(kind, Path(file), door.language, listing, deadlines=deadlines)
        text = N_("Wrote {records} to {file}")
        records = door.language.number(written.records)
        return Answer(
            {"file": str(written.file), "records": written.records},
            lambda: [door.language.say(text, records=records, file=str(written.file))],
        )
