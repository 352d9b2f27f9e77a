"""`outreach export …`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import PLURALS, read_listing
from outreach.domain.record import Kind
from outreach.domain.usable import WHY_NOT_LABELS
from outreach.language import N_

LEFT_OUT = N_("Left out")

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
    @leaves
    def export(door: Door, what: str, file: str, find: str, filters: tuple[str, ...], deadlines: bool) -> Answer:
        kind = EXPORTED[what]
        with door.house() as house:
            listing = read_listing(house, kind, find, filters)
            written = house.exports.write(kind, Path(file), door.language, listing, deadlines=deadlines)
        text = N_("Wrote {records} to {file}")
        records = door.language.number(written.records)
        counted = Counter(why for _, why in written.left_out)
        said = [door.language.say(text, records=records, file=str(written.file))]
        said += [f"{door.language.say(LEFT_OUT)}: {n} – {door.language.say(WHY_NOT_LABELS[why])}" for why, n in counted.items()]
        left_out = [{"id": str(one), "reason": why.value} for one, why in written.left_out]
        plain = {"file": str(written.file), "records": written.records} | ({"left_out": left_out} if left_out else {})
        return Answer(plain, lambda: said)

