"""What the commands of all kinds share: `delete` and `tag`, and the options for what every record has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import give_list, list_options, read_listing, view_option
from outreach.cli.outcome import done
from outreach.cli.references import find_ids
from outreach.domain.record import Kind, Record
from outreach.errors import TooMuchRemoved
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House

#: So many names of what would go are written out.
_NAMED = 100

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=Record)


def service_of(house: House, kind: Kind) -> Any:
    """Return the service of a kind."""
    return house.records(kind)


def add_list(group: click.Group, kind: Kind) -> None:
    """Give a group its `list` command."""

    @command(group, "list", N_("Show those that fit."))
    @list_options
    @view_option(kind)
    def list_command(
        door: Door,
        find: str,
        filters: tuple[str, ...],
        sort: str,
        descending: bool,
        limit: int | None,
        view: str = "",
    ) -> Answer:
        with door.house() as house:
            saved = house.views.named(view, kind) if view else None
            listing = read_listing(house, kind, find, filters, sort, descending, saved)
            return give_list(door, service_of(house, kind), listing, limit, saved.columns if saved else ())


def add_delete(group: click.Group, kind: Kind) -> None:
    """Give a group its `delete` command. It asks nothing: `undo` brings everything back; many go only when that is said."""

    @command(group, "delete", N_("Delete; undo brings it back."))
    @argument("references", nargs=-1, required=True, metavar="ID…")
    @option("--accept", is_flag=True, text=N_("Yes, also when that removes a lot."))
    def delete_command(door: Door, references: tuple[str, ...], accept: bool) -> Answer:
        with door.house(writing=True) as house:
            ids, service = find_ids(house, references, kind), service_of(house, kind)
            try:
                changes = service.delete(ids, many=accept)
            except TooMuchRemoved:
                for title in service.titles(ids, _NAMED):
                    door.complain(title)
                raise
            return done(door, changes)


def with_values(record: R, values: dict[str, Any]) -> R:
    """Return a record with the options that were given; those left out (None, or an empty list) change nothing."""
    given = {name: value for name, value in values.items() if value is not None and value != ()}
    return replace(record, **given)
