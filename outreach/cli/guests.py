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
from outreach.domain.guest import (
    ANSWER_LABELS,
    ATTENDANCE_LABELS,
    STANDING_LABELS,
    Attendance,
    Standing,
    answered_before_move,
)
from outreach.domain.guest import Answer as Said
from outreach.domain.invitation import DELIVERY_LABELS, PURPOSE_LABELS
from outreach.domain.record import Kind, to_plain
from outreach.language import N_, NN_, Language
from outreach.services.guests import CHECK_IN, SIGN_IN, GuestLine, GuestList, Tally

if TYPE_CHECKING:
    from outreach.services.house import House

guest = group("guest", N_("Guests of our own events: list, add, answer, mark, walk-in, uninvite, remove. A series has one list."))

_COLUMNS = (N_("Name"), N_("Company"), N_("Answer"), N_("Came"), N_("Arrived"))
_ANSWERS = N_("{accepted} come, {tentative} perhaps, {declined} do not, {none} have not answered")
_LINE = N_("{waiting} on the waiting list, {free} places free of {capacity}")
_SENT_COLUMNS = (N_("When"), N_("Letter"), N_("Version"), N_("Address"), N_("How far"))
_TALLY = N_("{listed} on the list: {came} came, {unknown} not known, {absent} did not come; {walk_ins} walked in")


@command(guest, "list", N_("Show the guest list of an event, with the counts."))
@argument("event", metavar="EVENT")
def list_command(door: Door, event: str) -> Answer:
    """Show the list."""
    with door.house() as house:
        found = house.guests.at_event(find_id(house, event, Kind.EVENT), uninvited=True)
        house.audit.viewed(Kind.GUEST, len(found.lines))

    def lines() -> list[str]:
        return [*_table(found, door.language), *_answers(found, door.language), _counts(found.tally, door.language)]

    return Answer(_plain(found), lines)


@command(guest, "add", N_("Put people on the list, by name or id. Who is known by the name is tied to the register."))
@argument("event", metavar="EVENT")
@argument("names", nargs=-1, metavar="NAME|ID…")
@option("--view", default="", metavar="NAME", text=N_("Everybody whom this view of people or companies means."))
@option("--cpv", default="", metavar="CODE", text=N_("The people of companies with this CPV code, or one under it."))
@option("--tag", default="", metavar="TAG", text=N_("People with this tag, and those of companies with it."))
@option("--company", default="", metavar="NAME", text=N_("Where they work; who is new there is put into the register."))
def add(door: Door, event: str, names: tuple[str, ...], view: str, cpv: str, tag: str, company: str) -> Answer:
    """Put people on the list."""
    if not (names or view or cpv or tag):
        raise click.MissingParameter(param_hint="NAME|ID…", param_type="argument")
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        people = [find_id(house, name, Kind.PERSON) for name in names if _id_of(name)]
        if view:
            saved = house.views.named(view)
            people += house.views.people_of(saved.of, house.views.records_of(saved))
        others = [name for name in names if not _id_of(name)]
        done = [house.guests.invite(event_id, people)] if people else []
        if cpv or tag:
            done.append(house.guests.invite_by(event_id, cpv=cpv, tag=tag))
        if others:
            text = "\n".join(f'"{name}";"{company}"' if company else name for name in others)
            done.append(house.guests.add_named(event_id, text))
        return _did(door, house, event_id, *done)


@command(guest, "mark", N_("Say whether a guest came: came, absent or unknown."))
@argument("event", metavar="EVENT")
@argument("name", metavar="NAME")
@argument("attendance", type=click.Choice([one.value for one in Attendance]))
@option("--told", is_flag=True, text=N_("The guest signed the list, and was told by it what you keep."))
def mark(door: Door, event: str, name: str, attendance: str, told: bool) -> Answer:
    """Mark a guest."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        line = house.guests.named(event_id, name)
        return _did(door, house, event_id, house.guests.mark([line.guest.id], Attendance(attendance), SIGN_IN if told else ""))


@command(guest, "answer", N_("Keep what a guest said by telephone: accepted, tentative, declined, none."))
@argument("event", metavar="EVENT")
@argument("name", metavar="NAME")
@argument("said", type=click.Choice([one.value for one in Said if one is not Said.DELEGATED]))
@option("--note", default="", metavar="TEXT", text=N_("What was said besides."))
@option("--way", default="phone", metavar="WORD", text=N_("How it came in: phone, desk, mail …"))
def answer_command(door: Door, event: str, name: str, said: str, note: str, way: str) -> Answer:
    """Keep an answer."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        line = house.guests.named(event_id, name)
        return _did(door, house, event_id, house.guests.answer([line.guest.id], Said(said), way, note))


@command(guest, "promote", N_("Give guests on the waiting list a place."))
@argument("event", metavar="EVENT")
@argument("names", nargs=-1, required=True, metavar="NAME…")
def promote(door: Door, event: str, names: tuple[str, ...]) -> Answer:
    """Give places."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        ids = [house.guests.named(event_id, name).guest.id for name in names]
        return _did(door, house, event_id, house.guests.promote(ids))


@command(guest, "uninvite", N_("Withdraw invitations; who was written to stays as uninvited, to be told."))
@argument("event", metavar="EVENT")
@argument("names", nargs=-1, required=True, metavar="NAME…")
def uninvite(door: Door, event: str, names: tuple[str, ...]) -> Answer:
    """Withdraw invitations."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        ids = [house.guests.named(event_id, name).guest.id for name in names]
        return _did(door, house, event_id, house.guests.uninvite(ids))


@command(guest, "reach", N_("Set where a guest's letters go, and in which language; empty for what the register says."))
@argument("event", metavar="EVENT")
@argument("name", metavar="NAME")
@option("--email", default=None, metavar="ADDRESS", text=N_("The e-mail address."))
@option("--in", "code", default=None, metavar="sv|en", text=N_("The language of the letters: sv or en."))
def reach(door: Door, event: str, name: str, email: str | None, code: str | None) -> Answer:
    """Set address and language."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        line = house.guests.named(event_id, name)
        return _did(door, house, event_id, house.guests.reach(line.guest.id, email, code))


@command(guest, "letters", N_("Show which version a guest got when."))
@argument("event", metavar="EVENT")
@argument("name", metavar="NAME")
def letters(door: Door, event: str, name: str) -> Answer:
    """Show what was sent."""
    with door.house() as house:
        line = house.guests.named(find_id(house, event, Kind.EVENT), name)
        found = house.invitations.history(line.guest.id)
    language = door.language

    def lines() -> list[str]:
        rows = [
            (
                language.moment(one.sent or one.at),
                language.say(PURPOSE_LABELS[one.purpose]),
                language.number(one.sequence),
                one.address,
                language.say(DELIVERY_LABELS[one.delivery]),
            )
            for one in found
        ]
        table = aligned([language.say(title) for title in _SENT_COLUMNS], rows) if rows else []
        return [*table, language.count(NN_("{n} letter", "{n} letters"), len(rows))]

    return Answer({"letters": [to_plain(one) for one in found]}, lines)


@command(guest, "walk-in", N_("Count somebody who came without standing on the list; without a name, one more."))
@argument("event", metavar="EVENT")
@argument("name", required=False, default="", metavar="[NAME]")
@option("--company", default="", metavar="NAME", text=N_("Where the guest works."))
@option("--contact", default="", metavar="TEXT", text=N_("E-mail address or telephone number."))
@option("--told", is_flag=True, text=N_("The guest was told what you keep; kept with day and version of the text."))
def walk_in(door: Door, event: str, name: str, company: str, contact: str, told: bool) -> Answer:
    """Let somebody in."""
    with door.house(writing=True) as house:
        event_id = find_id(house, event, Kind.EVENT)
        person = _id_of(name)
        told_by = CHECK_IN if told else ""
        changes = house.guests.walk_in(event_id, "" if person else name, person, company, contact, told_by=told_by)
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
    guests = [
        {
            **to_plain(line.guest),
            "name": line.name,
            "company_name": line.company_name,
            "before_move": answered_before_move(line.guest, found.event),
        }
        for line in shown
    ]
    return {"guests": guests, "tally": to_plain(found.tally), "answers": to_plain(found.answers)}


def _table(found: GuestList, language: Language) -> list[str]:
    rows = [
        (
            line.name or language.say(N_("No name")),
            line.company_name,
            _answer(line, found, language),
            language.say(ATTENDANCE_LABELS[line.guest.attendance]),
            language.moment(line.guest.arrived) if line.guest.arrived else "",
        )
        for line in found.lines
    ]
    return aligned([language.say(title) for title in _COLUMNS], rows) if rows else []


def _answer(line: GuestLine, found: GuestList, language: Language) -> str:
    guest = line.guest
    if guest.standing is not Standing.LISTED:
        return language.say(STANDING_LABELS[guest.standing])
    said = language.say(ANSWER_LABELS[guest.answer])
    return language.say(N_("{answer} (before the change)"), answer=said) if answered_before_move(guest, found.event) else said


def _answers(found: GuestList, language: Language) -> list[str]:
    counts = {name: language.number(value) for name, value in to_plain(found.answers).items()}
    lines = [language.say(_ANSWERS, **counts)] if found.answers.listed else []
    if found.answers.capacity:
        lines.append(language.say(_LINE, **counts))
    return lines


def _counts(tally: Tally, language: Language) -> str:
    return language.say(
        _TALLY,
        listed=tally.listed,
        came=tally.came,
        unknown=tally.unknown,
        absent=tally.absent,
        walk_ins=tally.walk_ins,
    )
