"""`change` for many records at once: one field of all that are named, or of all that a view shows, as one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import click

from outreach.cli.command import option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.progress import progress
from outreach.cli.references import find_ids
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.bulk import FIELDS, change_many

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])


def many_options(function: F) -> F:
    """Add the option that names many records."""
    text = N_(
        "All that this view shows. Of several, only some fields can be changed; CPV codes are added to those there are."
    )
    return option("--view", default="", metavar="NAME", text=text)(function)


def change_all(door: Door, kind: Kind, references: tuple[str, ...], view: str, options: Mapping[str, Any]) -> Answer:
    """Change what the options say of every record that is named or shown by the view."""
    if not (references or view):
        raise click.MissingParameter(param_hint="ID…", param_type="argument")
    values = _values(kind, options)
    with door.house(writing=True) as house:
        ids = _named(house, kind, references, view)
        with progress(door.language, N_("Changing")) as report:
            changes = change_many(house, kind, ids, values, report)
    return done(door, changes, records=len(ids), changed=len(changes.touched))


def _values(kind: Kind, options: Mapping[str, Any]) -> dict[str, str]:
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if not given or not set(given) <= set(FIELDS[kind]):
        reason = N_("Of several at once, these can be changed: {names}.")
        raise InvalidInput(N_("Field"), reason, names=", ".join(FIELDS[kind]))
    return {name: " ".join(value) if isinstance(value, tuple) else str(value) for name, value in given.items()}


def _named(house: House, kind: Kind, references: tuple[str, ...], view: str) -> list[UUID]:
    shown = house.views.records_of(house.views.named(view, kind)) if view else []
    return list(dict.fromkeys([*find_ids(house, references, kind), *shown]))
