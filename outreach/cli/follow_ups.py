"""`outreach follow-up …`."""

from __future__ import annotations

from datetime import date

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import give_list, read_listing
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id, find_ids
from outreach.cli.streets import add_delete
from outreach.cli.values import Day
from outreach.domain.follow_up import FollowUp
from outreach.domain.record import Kind, to_plain
from outreach.language import N_

follow_up = group("follow-up", N_("Follow-ups: add, list, done, move, delete."))
add_delete(follow_up, Kind.FOLLOW_UP)


@command(follow_up, "list", N_("Show what is open, the longest overdue first."))
@option("--all", "everything", is_flag=True, text=N_("Show what is done too."))
@option("--filter", "filters", metavar="NAME=VALUE", multiple=True, text=N_("Only those with this value."))
@option("--limit", type=click.IntRange(min=0), default=None, text=N_("At most so many."))
def list_command(door: Door, everything: bool, filters: tuple[str, ...], limit: int | None) -> Answer:
    """Show the list."""
    with door.house() as house:
        chosen = any(text.startswith("state=") for text in filters)
        every = filters if everything or chosen else (*filters, "state=open")
        return give_list(door, house.follow_ups, read_listing(house, Kind.FOLLOW_UP, "", every), limit)


@command(follow_up, "add", N_("Promise something by a day."))
@argument("text")
@option("--due", type=Day(), required=True, metavar="DAY", text=N_("The day by which it is promised."))
@option("--person", default=None, metavar="ID", text=N_("To whom."))
@option("--company", default=None, metavar="ID", text=N_("To which company."))
@option("--officer", default=None, metavar="NAME", text=N_("Who promised; you, unless named."))
def add(door: Door, text: str, due: date, person: str | None, company: str | None, officer: str | None) -> Answer:
    """Keep a new promise."""
    with door.house(writing=True) as house:
        made = FollowUp(
            text=text,
            due=due,
            person=find_id(house, person, Kind.PERSON) if person else None,
            company=find_id(house, company, Kind.COMPANY) if company else None,
            officer=officer if officer is not None else house.officer,
        )
        changes = house.follow_ups.save(made)
        return saved(door, changes, "follow_up", fresh(house.follow_ups, made))


@command(follow_up, "done", N_("Mark as done, now."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def finish(door: Door, references: tuple[str, ...]) -> Answer:
    """Mark promises as kept."""
    with door.house(writing=True) as house:
        ids = find_ids(house, references, Kind.FOLLOW_UP)
        changes = house.follow_ups.finish(ids)
        return done(door, changes, follow_ups=[to_plain(one) for one in house.follow_ups.many(ids).values()])


@command(follow_up, "move", N_("Put off to another day; what was done is open again."))
@argument("references", nargs=-1, required=True, metavar="ID…")
@option("--to", "due", type=Day(), required=True, metavar="DAY", text=N_("The new day."))
def move(door: Door, references: tuple[str, ...], due: date) -> Answer:
    """Put promises off."""
    with door.house(writing=True) as house:
        ids = find_ids(house, references, Kind.FOLLOW_UP)
        changes = house.follow_ups.move(ids, due)
        return done(door, changes, follow_ups=[to_plain(one) for one in house.follow_ups.many(ids).values()])
