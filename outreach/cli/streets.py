"""What the commands of all kinds share: `delete` and `tag`, and the options for what every record has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.command import argument, command
from outreach.cli.door import Answer, Door
from outreach.cli.listing import give_list, list_options, read_listing
from outreach.cli.outcome import done
from outreach.cli.references import find_ids
from outreach.domain.record import Kind, Record
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=Record)


def service_of(house: House, kind: Kind) -> Any:
    """Return the service of a kind."""
    return {
        Kind.COMPANY: house.companies,
        Kind.PERSON: house.people,
        Kind.EVENT: house.events,
        Kind.TENDER: house.tenders,
        Kind.MEETING: house.meetings,
        Kind.FOLLOW_UP: house.follow_ups,
        Kind.QUESTION: house.questions,
        Kind.GUEST: house.guests,
        Kind.INBOX_CARD: house.inbox_cards,
        Kind.VIEW: house.views,
    }[kind]


def add_list(group: click.Group, kind: Kind) -> None:
    """Give a group its `list` command."""

    @command(group, "list", N_("Show those that fit."))
    @list_options
    def list_command(
        door: Door, find: str, filters: tuple[str, ...], sort: str, descending: bool, limit: int | None
    ) -> Answer:
        with door.house() as house:
            listing = read_listing(house, kind, find, filters, sort, descending)
            return give_list(door, service_of(house, kind), listing, limit)


def add_delete(group: click.Group, kind: Kind) -> None:
    """Give a group its `delete` command. It asks nothing: `undo` brings everything back."""

    @command(group, "delete", N_("Delete; undo brings it back."))
    @argument("references", nargs=-1, required=True, metavar="ID…")
    def delete_command(door: Door, references: tuple[str, ...]) -> Answer:
        with door.house(writing=True) as house:
            changes = service_of(house, kind).delete(find_ids(house, references, kind))
            return done(door, changes)


def with_values(record: R, values: dict[str, Any]) -> R:
    """Return a record with the options that were given; those left out (None, or an empty list) change nothing."""
    given = {name: value for name, value in values.items() if value is not None and value != ()}
    return replace(record, **given)
