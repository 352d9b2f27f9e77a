"""`outreach letter …`: the texts of messages to guests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import say_title
from outreach.cli.references import find_id
from outreach.cli.table import aligned, pairs
from outreach.cli.values import one_of
from outreach.domain.invitation import PURPOSE_LABELS, Purpose
from outreach.domain.letter import Letter
from outreach.domain.record import Kind, to_plain
from outreach.errors import BadFile
from outreach.language import LANGUAGES, N_
from outreach.services.house import House
from outreach.services.letters import FIELDS

letter = group("letter", N_("The letters to guests: list, show, set. Each has one text for each language."))

_MOST_CHARACTERS = 100_000


@command(letter, "list", N_("List the letters, and which of them are the unit's own."))
@option("--event", metavar="EVENT", text=N_("Those of this event."))
def list_command(door: Door, event: str | None) -> Answer:
    """List."""
    with door.house() as house:
        event_id = _event(house, event)
        found = house.letters.all(event_id)
        own = [house.letters.is_own(one.purpose, one.language, event_id) for one in found]
    say = door.language.say
    plain = [to_plain(one) | {"own": is_own} for one, is_own in zip(found, own, strict=True)]

    def lines() -> list[str]:
        header = [say(text) for text in (N_("Letter"), N_("Language"), N_("Subject"), N_("Words"))]
        rows = [
            (say(PURPOSE_LABELS[one.purpose]), one.language, one.subject, say(N_("own")) if is_own else say(N_("usual")))
            for one, is_own in zip(found, own, strict=True)
        ]
        return aligned(header, rows)

    return Answer({"letters": plain}, lines)


@command(letter, "show", N_("Show a letter, and the fields that it may hold."))
@argument("purpose", type=one_of(Purpose))
@option("--in", "code", type=click.Choice(LANGUAGES), default="sv", text=N_("The letter's language: sv or en."))
@option("--event", metavar="EVENT", text=N_("That of this event."))
def show(door: Door, purpose: str, code: str, event: str | None) -> Answer:
    """Show."""
    with door.house() as house:
        found = house.letters.of(Purpose(purpose), code, _event(house, event))
    say = door.language.say
    fields = {name: say(text) for name, text in FIELDS.items()}

    def lines() -> list[str]:
        listed = pairs([(f"{{{name}}}", text) for name, text in fields.items()])
        return [found.subject, "", *found.body.split("\n"), "", *listed]

    return Answer({"letter": to_plain(found), "fields": fields}, lines)


@command(letter, "set", N_("Give a letter the unit's own words. Fields stand in braces; see letter show."))
@argument("purpose", type=one_of(Purpose))
@option("--in", "code", type=click.Choice(LANGUAGES), default="sv", text=N_("The letter's language: sv or en."))
@option("--event", metavar="EVENT", text=N_("For this event alone."))
@option("--subject", default=None, text=N_("The subject; empty for the usual one."))
@option("--body", default=None, text=N_("The text; empty for the usual one."))
@option("--body-file", default=None, metavar="FILE|-", text=N_("The file that the text stands in; - for standard input."))
@option("--usual", is_flag=True, text=N_("Take the usual words again."))
def set_command(door: Door, purpose: str, code: str, event: str | None, usual: bool, **words: str | None) -> Answer:
    """Set."""
    body = _read(words["body_file"]) if words["body_file"] else words["body"]
    subject = words["subject"]
    if subject is None and body is None and not usual:
        raise click.MissingParameter(param_hint="--subject, --body", param_type="option")
    with door.house(writing=True) as house:
        event_id = _event(house, event)
        known = house.letters.of(Purpose(purpose), code, event_id)
        new = Letter(
            purpose=Purpose(purpose),
            language=code,
            subject="" if usual else known.subject if subject is None else subject,
            body="" if usual else known.body if body is None else body,
        )
        changes = house.letters.set(new, event_id)
        kept = house.letters.of(Purpose(purpose), code, event_id)
    said = say_title(changes.title, changes.values, door.language) if changes.action else door.language.say(_NO_CHANGE)
    plain: dict[str, Any] = {"letter": to_plain(kept), "action": to_plain(changes.action)}
    return Answer(plain, lambda: [f"{said.rstrip('.')}."])


_NO_CHANGE = N_("Nothing had to be changed.")


def _event(house: House, text: str | None) -> UUID | None:
    return find_id(house, text, Kind.EVENT) if text else None


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(_MOST_CHARACTERS)
    try:
        return Path(name).read_text("utf-8-sig", errors="replace")[:_MOST_CHARACTERS]
    except FileNotFoundError as error:
        raise BadFile(name, N_("There is no such file.")) from error
    except OSError as error:
        raise BadFile(name, error.strerror or "") from error
