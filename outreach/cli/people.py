"""`outreach person …`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from outreach.cli.change_many import change_all, many_options
from outreach.cli.command import argument, command, group, option
from outreach.cli.companies import contact_options, contact_values
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import fresh, saved
from outreach.cli.references import find_id, find_record
from outreach.cli.streets import add_delete, add_list, with_values
from outreach.domain.contact import Address
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])

person = group("person", N_("People: add, change, list, delete."))
add_list(person, Kind.PERSON)
add_delete(person, Kind.PERSON)


def person_options(function: F) -> F:
    """Add the options for everything that a person has."""
    for add in reversed(
        (
            option(
                "--company",
                default=None,
                metavar="ID",
                text=N_("The company where the person works, which must be known."),
            ),
            option("--title", default=None, text=N_("What the person is there.")),
            option(
                "--speaks",
                "language",
                type=click.Choice(["sv", "en"]),
                default=None,
                text=N_("The language to write in."),
            ),
            option("--purpose", default=None, metavar="KEY", text=N_("What the person is registered for.")),
        )
    ):
        function = add(function)
    return contact_options(function)


@command(person, "add", N_("Add a person."))
@argument("name")
@person_options
def add(door: Door, name: str, **options: Any) -> Answer:
    """Keep a new person."""
    with door.house(writing=True) as house:
        made = Person(name=name)
        made = with_values(made, _values(house, made, options))
        changes = house.people.save(made)
        return saved(door, changes, "person", fresh(house.people, made))


@command(person, "change", N_("Change a person, or one field of many. What is not named stays."))
@argument("references", nargs=-1, metavar="ID…")
@many_options
@option("--name", default=None, text=N_("The new name."))
@person_options
def change(door: Door, references: tuple[str, ...], view: str, name: str | None, **options: Any) -> Answer:
    """Keep a changed person; a new name has new parts."""
    if view or len(references) != 1:
        return change_all(door, Kind.PERSON, references, view, {"name": name, **options})
    with door.house(writing=True) as house:
        known: Person = find_record(house, references[0], Kind.PERSON)[1]
        values = _values(house, known, options)
        parts = {"name": name, "given": "", "family": ""} if name is not None else {}
        changes = house.people.save(with_values(known, {**parts, **values}))
        return saved(door, changes, "person", fresh(house.people, known))


def _values(house: House, known: Person, options: dict[str, Any]) -> dict[str, Any]:
    company, title = options.pop("company"), options.pop("title")
    values = contact_values(options, known.addresses[0] if known.addresses else Address())
    if company is not None:
        found = find_id(house, company, Kind.COMPANY)
        others = (role for role in known.roles if role.company != found)
        values["roles"] = (Role(found, title or ""), *others)
    elif title is not None and known.roles:
        values["roles"] = (Role(known.roles[0].company, title), *known.roles[1:])
    return values
