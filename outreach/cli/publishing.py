"""`outreach calendar …`: the events that others follow, as a file or on a server."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import SpokenGroup, argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.mail import keep_settings, require_usable
from outreach.cli.passwords import find_password
from outreach.cli.progress import progress
from outreach.cli.table import pairs
from outreach.domain.record import to_plain
from outreach.errors import NotSetUp
from outreach.language import LANGUAGES, N_, NN_, Language
from outreach.services.accounts import Accounts
from outreach.settings import Settings, load_settings

if TYPE_CHECKING:
    from outreach.services.agreed_entries import Conflict, Pushed

calendar = group("calendar", "")

_FIELDS = {
    "file": ("calendar_file", N_("File")),
    "view": ("calendar_view", N_("Which events")),
    "language": ("calendar_language", N_("Language")),
    "url": ("calendar_url", N_("Address")),
    "user": ("calendar_user", N_("User")),
}
_view = option("--view", default=None, text=N_("Only the events of this saved view; else all that are confirmed."))


def add_calendar_sharing(street: SpokenGroup) -> None:
    """Put these commands into the street of the calendar."""
    for name, one in calendar.commands.items():
        street.add_command(one, name)


@command(calendar, "set", N_("Say which events others follow, and where. What is not named stays; nothing named shows it."))
@option("--file", default=None, metavar="FILE.ics", text=N_("The file, written anew after every change in the window."))
@_view
@option("--in", "language", type=click.Choice(list(LANGUAGES)), default=None, text=N_("The language of the calendar."))
@option("--url", default=None, metavar="URL", text=N_("The calendar on a server (CalDAV)."))
@option("--user", default=None, text=N_("The user there."))
def set_calendar(door: Door, **options: str | None) -> Answer:
    """Keep what is published."""
    before = load_settings()
    given = {_FIELDS[name][0]: value for name, value in options.items() if value is not None}
    changed = replace(before, **given)
    require_usable(changed)
    if given:
        keep_settings(changed)
    plain = {name: getattr(changed, field) for name, (field, _) in _FIELDS.items()}
    say = door.language.say
    lines = [(say(label), str(plain[name])) for name, (_, label) in _FIELDS.items() if plain[name]]
    nothing = [say(N_("Nothing is published yet."))]
    return Answer(plain, lambda: pairs(lines) if lines else nothing)


@command(calendar, "publish", N_("Write the calendar file that others follow, if its content is another one."))
@option("--to", "to", default=None, metavar="FILE.ics", text=N_("Another file than the one of the settings."))
@_view
def publish(door: Door, to: str | None, view: str | None) -> Answer:
    """Write the calendar file."""
    of = load_settings()
    named = to or of.calendar_file
    if not named:
        raise NotSetUp(N_("No calendar file has been named."))
    with door.house() as house:
        told = house.published.write(Path(named), calendar_language(of, door.language), _named(view, of))
    text = N_("{file} was written anew.") if told.written else N_("{file} says the same already.")
    plain = {"file": str(told.file), "events": told.events, "written": told.written}
    return Answer(plain, lambda: [door.language.say(text, file=told.file)])


@command(calendar, "push", N_("Bring the calendar on the server and the events here into step; both sides' work is kept."))
@_view
def push(door: Door, view: str | None) -> Answer:
    """Bring both sides into step."""
    of = load_settings()
    server = Accounts(of).calendar_server
    with door.house(writing=True) as house:
        secret = find_password(door, server.account)
        with progress(door.language, N_("Events")) as report:
            told = house.shared_calendar.push(
                server, secret, calendar_language(of, door.language), _named(view, of), report
            )
    return Answer(_plain(told), lambda: _lines(door, told))


@command(calendar, "decide", N_("Let our side or theirs stand, where both changed the same thing."))
@argument("uid")
@option("--ours/--theirs", "ours", required=True, text=N_("Whose side; what does not clash is kept from both."))
@_view
def decide(door: Door, uid: str, ours: bool, view: str | None) -> Answer:
    """Decide a conflict."""
    of = load_settings()
    server = Accounts(of).calendar_server
    with door.house(writing=True) as house:
        told = house.shared_calendar.decide(
            server,
            find_password(door, server.account),
            calendar_language(of, door.language),
            uid,
            ours=ours,
            view=_named(view, of),
        )
    return Answer(_plain(told), lambda: _lines(door, told))


def calendar_language(settings: Settings, usual: Language) -> Language:
    """Return the language of what others follow: the chosen one, else that of the officer."""
    return Language(settings.calendar_language) if settings.calendar_language in LANGUAGES else usual


def _named(view: str | None, of: Settings) -> str:
    return of.calendar_view if view is None else view


def _plain(told: Pushed) -> dict[str, Any]:
    return {
        "added": list(told.added),
        "changed": list(told.changed),
        "removed": list(told.removed),
        "taken": list(told.taken),
        "unchanged": told.unchanged,
        "conflicts": [asdict(one) for one in told.conflicts],
        "action": to_plain(told.changes.action),
    }


def _lines(door: Door, told: Pushed) -> list[str]:
    count = door.language.count
    lines = [
        count(text, number)
        for text, number in (
            (NN_("{n} event put there", "{n} events put there"), len(told.added)),
            (NN_("{n} event changed there", "{n} events changed there"), len(told.changed)),
            (NN_("{n} event removed there", "{n} events removed there"), len(told.removed)),
            (NN_("{n} event changed here", "{n} events changed here"), len(told.taken)),
        )
        if number
    ]
    for one in told.conflicts:
        lines += conflict_lines(door.language, one)
    return lines or [door.language.say(N_("Both sides say the same."))]


def conflict_lines(language: Language, conflict: Conflict) -> list[str]:
    """Say what waits for an officer: the event, why, and what each side says."""
    lines = [f"{conflict.title}: {language.say(conflict.reason)}  {conflict.uid}"]
    for one in conflict.differences:
        ours, theirs = (" ".join(side.split()) or "–" for side in (one.ours, one.theirs))
        lines.append(
            language.say(N_("  {what}: here {ours}, there {theirs}"), what=language.say(one.label), ours=ours, theirs=theirs)
        )
    return lines
