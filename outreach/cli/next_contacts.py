"""`outreach company contact|due|decline` and `outreach person decline`: when to hear of whom next, and who does not want it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_id, find_ids
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.company import Company
from outreach.domain.listing import Row
from outreach.domain.next_contact import MOST_MONTHS, WHY_LABELS
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_, Language
from outreach.services.declining import decline, read_channels


def add_to_company(company: click.Group) -> None:
    """Give the group `company` its commands."""
    _add_contact(company)
    _add_due(company)
    _add_decline(company, Kind.COMPANY)


def add_to_person(person: click.Group) -> None:
    """Give the group `person` its command."""
    _add_decline(person, Kind.PERSON)


def _add_contact(company: click.Group) -> None:
    @command(company, "contact", N_("Show or choose when a company is to be heard of next."))
    @argument("reference", metavar="ID")
    @option(
        "--on", "day", type=Day(), default=None, metavar="DAY", text=N_("This day; holds until the next conversation.")
    )
    @option(
        "--every",
        "months",
        type=click.IntRange(1, MOST_MONTHS),
        default=None,
        metavar="MONTHS",
        text=N_("So many months after each conversation."),
    )
    @option("--clear", is_flag=True, text=N_("Neither day nor rhythm."))
    def contact(door: Door, reference: str, day: date | None, months: int | None, clear: bool) -> Answer:
        if clear and (day or months):
            raise InvalidInput(N_("Next contact"), N_("Either a day or a rhythm, or nothing of both."))
        with door.house(writing=bool(clear or day or months)) as house:
            wanted = find_id(house, reference, Kind.COMPANY)
            if clear or day or months:
                known: Company = house.companies.get(wanted)
                chosen = None if clear else day or known.next_contact
                changes = house.next_contacts.choose(wanted, chosen, None if clear else months or known.contact_months)
                return done(door, changes, next_contact=_plain(house.next_contacts.of(wanted)))
            found = house.next_contacts.of(wanted)
        said = door.language.say(WHY_LABELS[found.why])
        line = f"{door.language.day(found.day)}, {said}" if found.day else said
        return Answer({"next_contact": _plain(found)}, lambda: [line])


def _plain(found: Any) -> dict[str, Any]:
    return {"day": to_plain(found.day), "why": found.why.value}


def _add_due(company: click.Group) -> None:
    @command(company, "due", N_("Show the companies that are to be heard of by today, the longest overdue first."))
    @option("--by", "day", type=Day(), default=None, metavar="DAY", text=N_("By this day instead of today."))
    def due(door: Door, day: date | None) -> Answer:
        with door.house() as house:
            found = house.next_contacts.due(day or home_day(house.now()))
        plain = [
            {"id": str(row.id), "name": row.cells["name"], "day": row.cells["next_contact"].isoformat()}
            for row in found
        ]
        return Answer({"companies": plain}, lambda: _due_lines(found, door.language))


def _due_lines(found: list[Row], language: Language) -> list[str]:
    if not found:
        return [language.say(N_("No company waits to be heard of."))]
    rows = [[language.day(row.cells["next_contact"]), str(row.cells["name"])] for row in found]
    return aligned([language.say(N_("Next contact")), language.say(N_("Company"))], rows)


def _add_decline(group: click.Group, kind: Kind) -> None:
    @command(
        group, "decline", N_("Note by which ways somebody does not want to hear from us: e-mail, post, telephone.")
    )
    @argument("reference", metavar="ID")
    @argument("ways", nargs=-1, required=True, metavar="WAY…")
    @option("--again", is_flag=True, text=N_("They may be reached so after all."))
    def decline_command(door: Door, reference: str, ways: tuple[str, ...], again: bool) -> Answer:
        channels = read_channels(ways)
        with door.house(writing=True) as house:
            ids = find_ids(house, (reference,), kind)
            changes = decline(house.database, kind, ids, channels, again=again)
            declines = [channel.value for channel in house.records(kind).get(ids[0]).declines]
            return done(door, changes, declines=declines)
