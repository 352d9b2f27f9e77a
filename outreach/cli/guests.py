"""`outreach guest …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import say_title
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.changes import Changes
from outreach.domain.guest import ATTENDANCE_LABELS, Attendance
from outreach.domain.record import Kind, to_plain
from outreach.language import N_, Language
from outreach.services.guests import GuestLine, GuestList, Tally

if TYPE_CHECKING:
    from outreach.services.house import House

guest = group("guest", N_("Guests of our own events: list, add, mark, walk-in, remove. A series has one list."))

_COLUMNS = (N_("Name"), N_("Company"), N_("Came"), N_("Arrived"))
_TALLY = N_("{listed} on the list: {came} came, {unknown} not known, {absent} did not come; {walk_ins} walked in")


@command(guest, "list", N_("Show the guest list of an event, with the counts."))
@argument("event", metavar="EVENT")
def list_command(door: Door, event: str) -> Answer:
    """Show the list."""
    with door.house() as house:
        found = house.guests.at_event(find_id(house, event, Kind.EVENT))
    return Answer(_plain(found), lambda: [*_table(found.lines, door.language), _counts(found.tally, door.language)])


@command(guest, "add", N_("Put people on the list, by name or id. Who is known by the name is tied to the register."))
@argument("event", metavar="EVENT")
@argument("names", nargs=-1, metavar="NAME|ID…")
@option("--view", default="", metavar="NAME", text=N_("Everybody whom this view of people or companies means."))
@option("--company", default="", metavar="NAME", text=N_("Where they work; who is new there is put into the register."))
def add(door: Door, event: str, names: tuple[str, ...], view: str, company: str) -> Answer:
    """Put people on the list."""
    if not (names or view):
        raise click.MissingParameter(param_hint="NAME|ID…", param_type="argument")
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        people = [find_id(house, name, Kind.PERSON) for name in names if _id_of(name)]
        if view:
            saved = house.views.named(view)
            people += house.views.people_of(saved.of, house.views.records_of(saved))
        others = [name for name in names if not _id_of(name)]
        done = [house.guests.invite(event_id, people)] if people else []
        if others:
            text = "\n".join(f'"{name}";"{company}"' if company else name for name in others)
            done.append(house.guests.add_named(event_id, text))
        return _did(door, house, event_id, *done)


@command(guest, "mark", N_("Say whether a guest came: came, absent or unknown."))
@argument("event", metavar="EVENT")
@argument("name", metavar="NAME")
@argument("attendance", type=click.Choice([one.value for one in Attendance]))
def mark(door: Door, event: str, name: str, attendance: str) -> Answer:
    """Mark a guest."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        line = house.guests.named(event_id, name)
        return _did(door, house, event_id, house.guests.mark([line.guest.id], Attendance(attendance)))


@command(guest, "walk-in", N_("Count somebody who came without standing on the list; without a name, one more."))
@argument("event", metavar="EVENT")
@argument("name", required=False, default="", metavar="[NAME]")
@option("--company", default="", metavar="NAME", text=N_("Where the guest works."))
@option("--contact", default="", metavar="TEXT", text=N_("E-mail address or telephone number."))
def walk_in(door: Door, event: str, name: str, company: str, contact: str) -> Answer:
    """Let somebody in."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        person = _id_of(name)
        changes = house.guests.walk_in(event_id, "" if person else name, person, company, contact)
        return _did(door, house, event_id, changes)


@command(guest, "remove", N_("Take guests off the list; they stay in the register."))
@argument("event", metavar="EVENT")
@argument("names", nargs=-1, required=True, metavar="NAME…")
def remove(door: Door, event: str, names: tuple[str, ...]) -> Answer:
    """Take guests off."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        ids = [house.guests.named(event_id, name).guest.id for name in names]
        return _did(door, house, event_id, house.guests.delete(ids))


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _did(door: Door, house: House, event: UUID, *changes: Changes) -> Answer:
    found = house.guests.at_event(event)
    done = [one for one in changes if one.action is not None]
    said = [f"{say_title(one.title, one.values, door.language)}." for one in done]
    touched = {record for one in done for kind, record in one.touched if kind is Kind.GUEST}
    lines = [line for line in found.lines if line.guest.id in touched]
    action = to_plain(done[-1].action) if done else None
    actions = {"actions": [to_plain(one.action) for one in done], "action": action}
    nothing = [door.language.say(N_("Nothing had to be changed."))]
    return Answer(_plain(found, lines) | actions, lambda: [*(said or nothing), _counts(found.tally, door.language)])


def _plain(found: GuestList, lines: list[GuestLine] | None = None) -> dict[str, Any]:
    shown = found.lines if lines is None else lines
    guests = [{**to_plain(line.guest), "name": line.name, "company_name": line.company_name} for line in shown]
    return {"guests": guests, "tally": to_plain(found.tally)}


def _table(lines: tuple[GuestLine, ...], language: Language) -> list[str]:
    rows = [
        (
            line.name or language.say(N_("No name")),
            line.company_name,
            language.say(ATTENDANCE_LABELS[line.guest.attendance]),
            language.moment(line.guest.arrived) if line.guest.arrived else "",
        )
        for line in lines
    ]
    return aligned([language.say(title) for title in _COLUMNS], rows) if rows else []


def _counts(tally: Tally, language: Language) -> str:
    return language.say(
        _TALLY,
        listed=tally.listed,
        came=tally.came,
        unknown=tally.unknown,
        absent=tally.absent,
        walk_ins=tally.walk_ins,
    )
