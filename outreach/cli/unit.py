"""`outreach unit …` and `outreach officer …`: who we are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import saved
from outreach.cli.streets import with_values
from outreach.cli.table import aligned, pairs
from outreach.cli.values import one_of
from outreach.domain.bid import LocalBy
from outreach.domain.handout import Theme
from outreach.domain.record import to_plain
from outreach.domain.unit import Officer
from outreach.errors import BadFile
from outreach.language import N_
from outreach.services.field_words import field_lines

if TYPE_CHECKING:
    from outreach.services.house import House

unit = group("unit", N_("The unit whose workspace it is: show, set."))
officer = group("officer", N_("The officers of the unit: add, list."))


@command(unit, "show", N_("Show the unit as flyers and calendars show it."))
def show(door: Door) -> Answer:
    """Show the unit."""
    with door.house() as house:
        plain = to_plain(house.unit.unit())
    return Answer({"unit": plain}, lambda: pairs(field_lines(plain, door.language, {})))


@command(unit, "set", N_("Set the unit's details. What is not named stays."))
@option("--municipality", default=None, text=N_("The name, as in Smedjebackens kommun."))
@option("--code", default=None, text=N_("The municipality code."))
@option("--department", default=None, text=N_("The department."))
@option("--street", default=None, text=N_("Street and number."))
@option("--postal-code", default=None, text=N_("Postal code."))
@option("--city", default=None, text=N_("Town."))
@option("--phone", default=None, text=N_("Telephone."))
@option("--email", default=None, text=N_("E-mail."))
@option("--website", default=None, metavar="LINK", text=N_("The website, where the QR code of a flyer leads."))
@option("--colour", default=None, metavar="#RRGGBB", text=N_("The colour of handouts."))
@option("--local-by", type=one_of(LocalBy), default=None, text=N_("What counts as local in figures: seat, workplace or county."))
@option("--theme", type=one_of(Theme), default=None, text=N_("The look of handouts."))
@option("--light/--full-colour", "light", default=None, text=N_("Save ink on all handouts, or not."))
@option(
    "--information-sv",
    default=None,
    metavar="TEXT",
    text=N_('What guests are told in Swedish about their details; "" brings the usual text back.'),
)
@option("--information-en", default=None, metavar="TEXT", text=N_("The same in English."))
@option("--dpo", default=None, metavar="ADDRESS", text=N_("How to reach the data protection officer."))
@option("--registrator", default=None, metavar="ADDRESS", text=N_("Where requests about personal data go."))
@option("--handler", "handlers", multiple=True, metavar="NAME", text=N_("An officer who may see people with protected addresses."))
@option("--logo", default=None, metavar="FILE", text=N_("A PNG or JPEG picture or an SVG drawing, at most 2 MB."))
def set_unit(
    door: Door, street: str | None, postal_code: str | None, city: str | None, logo: str | None, **options: Any
) -> Answer:
    """Keep the unit's details."""
    with door.house(writing=True) as house:
        known = house.unit.unit()
        address = {"street": street, "postal_code": postal_code, "city": city}
        given = {name: value for name, value in address.items() if value is not None}
        if options["theme"]:
            options["theme"] = Theme(options["theme"])
        if options["local_by"]:
            options["local_by"] = LocalBy(options["local_by"])
        picture = _picture(house, Path(logo)) if logo else None
        changed = with_values(known, {**options, "logo": picture, "address": replace(known.address, **given)})
        changes = house.unit.save_unit(changed)
        return saved(door, changes, "unit", house.unit.unit())


@command(officer, "add", N_("Add an officer, or change the one of that name."))
@argument("name")
@option("--title", default=None, text=N_("The officer's title."))
@option("--phone", default=None, text=N_("Telephone."))
@option("--email", default=None, text=N_("E-mail."))
def add(door: Door, name: str, **options: Any) -> Answer:
    """Keep an officer."""
    with door.house(writing=True) as house:
        known = house.unit.officer_named(name) or Officer(name=name)
        changes = house.unit.save_officer(with_values(known, options))
        kept = next(one for one in house.unit.officers() if one.id == known.id)
        return saved(door, changes, "officer", kept)


@command(officer, "list", N_("Show the officers."))
def list_command(door: Door) -> Answer:
    """Show the officers."""
    with door.house() as house:
        officers = house.unit.officers()
    say = door.language.say
    header = [say(N_("Name")), say(N_("Title")), say(N_("Telephone")), say(N_("E-mail"))]
    rows = [[one.name, one.title, one.phone, one.email] for one in officers]
    plain = {"officers": [to_plain(one) for one in officers]}
    return Answer(plain, lambda: aligned(header, rows) if rows else [say(N_("There are no officers yet."))])


def _picture(house: House, path: Path) -> bytes:
    """Read a picture file. Raises BadFile."""
    try:
        return house.unit.logo_file(path)
    except OSError as error:
        raise BadFile(path, N_("The file cannot be read: {why}."), why=error.strerror or "") from error
