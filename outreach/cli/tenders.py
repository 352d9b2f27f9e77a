"""`outreach tender …`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

from outreach.cli.change_many import change_all, many_options
from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.notices import add_notices
from outreach.cli.outcome import fresh, saved
from outreach.cli.references import find_record
from outreach.cli.streets import add_delete, add_list, with_values
from outreach.cli.values import Day, Moment, one_of
from outreach.domain.record import Kind
from outreach.domain.tender import Money, Stage, Tender, ValueClass
from outreach.language import N_

F = TypeVar("F", bound=Callable[..., Any])

tender = group("tender", N_("Tenders: add, change, list, delete."))
add_list(tender, Kind.TENDER)
add_delete(tender, Kind.TENDER)
add_notices(tender)


def tender_options(function: F) -> F:
    """Add the options for everything that a tender has, besides its title."""
    for add in reversed(
        (
            option("--description", default=None, text=N_("What is bought, in plain words.")),
            option(
                "--reference", "buyers_reference", default=None, metavar="NUMBER", text=N_("The buyer's own reference.")
            ),
            option("--buyer", default=None, text=N_("Who buys.")),
            option(
                "--cpv",
                multiple=True,
                metavar="CODE",
                text=N_("A CPV code, the main one first; replaces those there are."),
            ),
            option("--place", default=None, text=N_("Where the work is done.")),
            option("--stage", type=one_of(Stage), default=None, text=N_("How far it has come.")),
            option("--publication", type=Day(), default=None, metavar="DAY", text=N_("Expected day of publication.")),
            option("--questions", type=Moment(), default=None, metavar="TIME", text=N_("Deadline for questions.")),
            option("--bids", type=Moment(), default=None, metavar="TIME", text=N_("Deadline for bids.")),
            option("--contract-from", type=Day(), default=None, metavar="DAY", text=N_("First day of the contract.")),
            option("--contract-to", type=Day(), default=None, metavar="DAY", text=N_("Last day of the contract.")),
            option(
                "--months",
                type=click.IntRange(min=1, max=1200),
                default=None,
                text=N_("Length of the contract in months."),
            ),
            option("--size", type=one_of(ValueClass), default=None, text=N_("Roughly how big it is.")),
            option(
                "--value",
                type=click.IntRange(min=0),
                default=None,
                metavar="KRONOR",
                text=N_("Its value in whole kronor, without VAT."),
            ),
            option("--link", default=None, metavar="LINK", text=N_("Where the notice can be read.")),
            option("--officer", default=None, metavar="NAME", text=N_("The contact officer.")),
            option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag; replaces those there are.")),
            option("--notes", default=None, text=N_("Notes for us alone.")),
        )
    ):
        function = add(function)
    return function


@command(tender, "add", N_("Add a tender, with a title in plain words."))
@argument("title")
@tender_options
def add(door: Door, title: str, **options: Any) -> Answer:
    """Keep a new tender."""
    with door.house(writing=True) as house:
        made = with_values(Tender(title=title), _values(options))
        changes = house.tenders.save(made)
        return saved(door, changes, "tender", fresh(house.tenders, made))


@command(tender, "change", N_("Change a tender, or one field of many. What is not named stays."))
@argument("references", nargs=-1, metavar="ID…")
@many_options
@option("--title", default=None, text=N_("The new title."))
@tender_options
def change(door: Door, references: tuple[str, ...], view: str, title: str | None, **options: Any) -> Answer:
    """Keep a changed tender."""
    if view or len(references) != 1:
        return change_all(door, Kind.TENDER, references, view, {"title": title, **options})
    with door.house(writing=True) as house:
        known: Tender = find_record(house, references[0], Kind.TENDER)[1]
        changes = house.tenders.save(with_values(known, {"title": title, **_values(options)}))
        return saved(door, changes, "tender", fresh(house.tenders, known))


def _values(options: dict[str, Any]) -> dict[str, Any]:
    size, value, stage = options.pop("size"), options.pop("value"), options.pop("stage")
    publication: date | None = options.pop("publication")
    return {
        **{
            name: options[name] for name in ("description", "buyer", "cpv", "place", "link", "officer", "tags", "notes")
        },
        "reference": options["buyers_reference"],
        "stage": Stage(stage) if stage is not None else None,
        "expected_publication": publication,
        "question_deadline": _utc(options["questions"]),
        "tender_deadline": _utc(options["bids"]),
        "contract_start": options["contract_from"],
        "contract_end": options["contract_to"],
        "contract_months": options["months"],
        "value_class": ValueClass(size) if size is not None else None,
        "value": Money(value * 100) if value is not None else None,
    }


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant is not None else None
