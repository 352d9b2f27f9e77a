"""`outreach new` and `outreach tag`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.passphrases import made_house
from outreach.cli.references import find_ids
from outreach.cli.streets import service_of
from outreach.domain.record import Kind
from outreach.language import N_

_TAGGED = [kind.value for kind in (Kind.COMPANY, Kind.PERSON, Kind.EVENT, Kind.TENDER, Kind.MEETING)]


def add_workspace(root: Any) -> None:
    """Give the program its commands about the workspace as a whole."""

    @command(root, "new", N_("Make an empty workspace."))
    @argument("file", metavar="FILE")
    def new(door: Door, file: str) -> Answer:
        place = str(Path(file).absolute())
        with closing(made_house(door, place)) as house:
            encrypted = house.protection.state().encrypted
        lines = [door.language.say(N_("Made the workspace {place}"), place=place)]
        if encrypted:
            lines.append(door.language.say(N_("It is encrypted. Now make a recovery code: outreach key recovery --to FILE.pdf")))
        return Answer({"workspace": place, "encrypted": encrypted}, lambda: lines)

    @command(root, "tag", N_("Put tags on records and take others off."))
    @argument("kind", type=click.Choice(_TAGGED))
    @argument("references", nargs=-1, required=True, metavar="ID…")
    @option("--add", multiple=True, metavar="TAG", text=N_("A tag to put on."))
    @option("--remove", multiple=True, metavar="TAG", text=N_("A tag to take off."))
    def tag(
        door: Door, kind: str, references: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]
    ) -> Answer:
        with door.house(writing=True) as house:
            ids = find_ids(house, references, Kind(kind))
            changes = service_of(house, Kind(kind)).tag(ids, add, remove)
            return done(door, changes)
