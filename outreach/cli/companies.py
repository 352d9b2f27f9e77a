"""`outreach company …`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from outreach.cli.change_many import change_all, many_options
from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import fresh, saved
from outreach.cli.references import find_record
from outreach.cli.streets import add_delete, add_list, with_values
from outreach.cli.values import one_of
from outreach.domain.codes import find_municipality
from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_

F = TypeVar("F", bound=Callable[..., Any])

company = group("company", N_("Companies: add, change, list, delete."))
add_list(company, Kind.COMPANY)
add_delete(company, Kind.COMPANY)


def contact_options(function: F) -> F:
    """Add the options for telephone, mail, address, tags and notes, which companies and people share."""
    for add in reversed(
        (
            option(
                "--email",
                "emails",
                multiple=True,
                metavar="ADDRESS",
                text=N_("An e-mail address; replaces those there are."),
            ),
            option(
                "--phone",
                "phones",
                multiple=True,
                metavar="NUMBER",
                text=N_("A telephone number; replaces those there are."),
            ),
            option("--street", default=None, text=N_("Street and number.")),
            option("--postal-code", default=None, text=N_("Postal code.")),
            option("--city", default=None, text=N_("Town.")),
            option("--website", default=None, metavar="LINK", text=N_("The website.")),
            option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag; replaces those there are.")),
            option("--notes", default=None, text=N_("Notes.")),
            option("--source", default=None, text=N_("How we got to know them.")),
        )
    ):
        function = add(function)
    return function


def contact_values(options: dict[str, Any], address: Address) -> dict[str, Any]:
    """Return what the contact options say, as fields of a record. `address` is the one there was."""
    parts = {name: options.pop(name) for name in ("street", "postal_code", "city")}
    given = {name: value for name, value in parts.items() if value is not None}
    options["emails"] = tuple(Email(text) for text in options["emails"])
    options["phones"] = tuple(Phone(text) for text in options["phones"])
    if given:
        options["addresses"] = (replace(address, **given),)
    return options


def company_options(function: F) -> F:
    """Add the options for everything that a company has."""
    for add in reversed(
        (
            option("--org-number", default=None, metavar="NUMBER", text=N_("The organisation number.")),
            option("--municipality", default=None, metavar="NAME-or-CODE", text=N_("The municipality.")),
            option(
                "--workplace",
                "workplaces",
                multiple=True,
                metavar="NAME-or-CODE",
                text=N_("A municipality with a workplace; replaces those there are."),
            ),
            option("--sni", multiple=True, metavar="CODE", text=N_("An industry code; replaces those there are.")),
            option("--size", type=one_of(SizeClass), default=None, text=N_("The size class.")),
            option(
                "--cpv", multiple=True, metavar="CODE", text=N_("A CPV code of interest; replaces those there are.")
            ),
        )
    ):
        function = add(function)
    return contact_options(function)


@command(company, "add", N_("Add a company."))
@argument("name")
@company_options
def add(door: Door, name: str, **options: Any) -> Answer:
    """Keep a new company."""
    with door.house(writing=True) as house:
        made = with_values(Company(name=name), _values(options, Address()))
        changes = house.companies.save(made)
        return saved(door, changes, "company", fresh(house.companies, made))


@command(company, "change", N_("Change a company, or one field of many. What is not named stays."))
@argument("references", nargs=-1, metavar="ID…")
@many_options
@option("--name", default=None, text=N_("The new name."))
@company_options
def change(door: Door, references: tuple[str, ...], view: str, name: str | None, **options: Any) -> Answer:
    """Keep a changed company."""
    if view or len(references) != 1:
        return change_all(door, Kind.COMPANY, references, view, {"name": name, **options})
    with door.house(writing=True) as house:
        known: Company = find_record(house, references[0], Kind.COMPANY)[1]
        values = _values(options, known.addresses[0] if known.addresses else Address())
        changes = house.companies.save(with_values(known, {"name": name, **values}))
        return saved(door, changes, "company", fresh(house.companies, known))


def _values(options: dict[str, Any], address: Address) -> dict[str, Any]:
    values = contact_values(options, address)
    if values["size"] is not None:
        values["size"] = SizeClass(values["size"])
    if values["municipality"]:
        values["municipality"] = _code_of(values["municipality"])
    values["workplaces"] = tuple(_code_of(one) for one in values["workplaces"])
    return values


def _code_of(place: str) -> str:
    found = find_municipality(place)
    if found is None:
        raise InvalidInput(N_("Municipality"), N_("There is no municipality called {name}."), name=place)
    return found.code
