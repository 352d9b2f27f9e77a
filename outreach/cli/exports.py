"""`outreach export …`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import PLURALS, read_listing
from outreach.cli.values import Day
from outreach.domain.record import Kind
from outreach.domain.usable import WHY_NOT_LABELS
from outreach.language import N_
from outreach.services.leaving import MANY, Leaving

LEFT_OUT = N_("Left out")
ASK = N_("Many people leave the program. Why? (Enter for no reason)")

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
    @option("--reason", default="", metavar="TEXT", text=N_("Why people's data leave; kept in the file and the audit log."))
    @option("--delete-by", type=Day(), default=None, metavar="DAY", text=N_("By when the copy is to be deleted."))
    def export(
        door: Door,
        what: str,
        file: str,
        find: str,
        filters: tuple[str, ...],
        deadlines: bool,
        reason: str,
        delete_by: date | None,
    ) -> Answer:
        kind = EXPORTED[what]
        with door.house() as house:
            listing = read_listing(house, kind, find, filters)
            if kind is Kind.PERSON and not reason and len(house.people.ids(listing)) > MANY:
                reason = _asked(door)
            leaving = Leaving(reason, delete_by)
            written = house.exports.write(kind, Path(file), door.language, listing, deadlines=deadlines, leaving=leaving)
        text = N_("Wrote {records} to {file}")
        records = door.language.number(written.records)
        counted = Counter(why for _, why in written.left_out)
        said = [door.language.say(text, records=records, file=str(written.file))]
        said += [f"{door.language.say(LEFT_OUT)}: {n} – {door.language.say(WHY_NOT_LABELS[why])}" for why, n in counted.items()]
        left_out = [{"id": str(one), "reason": why.value} for one, why in written.left_out]
        plain = {"file": str(written.file), "records": written.records} | ({"left_out": left_out} if left_out else {})
        return Answer(plain, lambda: said)


def _asked(door: Door) -> str:
    """Ask for the reason where somebody sits at a terminal; a script goes on without one."""
    if door.json or not sys.stdin.isatty():
        return ""
    return str(click.prompt(door.language.say(ASK), default="", show_default=False, err=True))
