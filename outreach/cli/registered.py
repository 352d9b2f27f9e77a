"""`outreach person object|restrict|protect|consent …` and `outreach informing …`: what the registered ask, and who was told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.people import person
from outreach.cli.references import find_id, find_ids
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.language import N_

informing = group("informing", N_("Who must be told that we keep their data: due, told, drafts."))

NOBODY = N_("Nobody at present.")


@command(person, "object", N_("Note that people object to the use of their data (GDPR, article 21)."))
@argument("references", nargs=-1, required=True, metavar="ID…")
@option("--again", is_flag=True, text=N_("They no longer object."))
def object_command(door: Door, references: tuple[str, ...], again: bool) -> Answer:
    """Set or lift the flag."""
    with door.house(writing=True) as house:
        return done(door, house.registered.object_to(find_ids(house, references, Kind.PERSON), again=again))


@command(person, "restrict", N_("Leave people's data untouched from now on (GDPR, article 18)."))
@argument("references", nargs=-1, required=True, metavar="ID…")
@option("--lift", is_flag=True, text=N_("Let them be used again."))
def restrict(door: Door, references: tuple[str, ...], lift: bool) -> Answer:
    """Set or lift the flag."""
    with door.house(writing=True) as house:
        return done(door, house.registered.restrict(find_ids(house, references, Kind.PERSON), lift=lift))


@command(person, "protect", N_("Mark an address as protected: addresses, numbers and mailboxes go for good. Better: do not store."))
@argument("reference", metavar="ID")
def protect(door: Door, reference: str) -> Answer:
    """Set the flag; no undo."""
    with door.house(writing=True) as house:
        return done(door, house.registered.protect(find_id(house, reference, Kind.PERSON)))


@command(person, "protected", N_("Show who has a protected address; each look is kept in the audit log with its reason."))
@option("--reason", required=True, text=N_("Why you need to see them."))
@option("--lift", default="", metavar="ID", text=N_("Say of one that the address is protected no longer."))
def protected(door: Door, reason: str, lift: str) -> Answer:
    """Show those with a protected address, or lift it."""
    with door.house(writing=True) as house:
        found = house.registered.protected(reason)
        chosen = [one for one in found if lift and str(one.id) == lift.strip()]
        if lift:
            from outreach.errors import NotFound

            if not chosen:
                raise NotFound(lift)
            return done(door, house.registered.unprotect(chosen[0].id, reason))
    lines = [f"{one.id}  {one.name}" for one in found] or [door.language.say(NOBODY)]
    return Answer({"people": [to_plain(one) for one in found]}, lambda: lines)


@command(person, "consent", N_("Note that people said yes to news (GDPR, article 7)."))
@argument("references", nargs=-1, required=True, metavar="ID…")
@option("--how", required=True, text=N_("How the consent was given, such as “form at the fair”."))
def consent(door: Door, references: tuple[str, ...], how: str) -> Answer:
    """Keep a consent."""
    with door.house(writing=True) as house:
        return done(door, house.registered.consent(find_ids(house, references, Kind.PERSON), how))


@command(person, "withdraw", N_("Note that people took their consent to news back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def withdraw(door: Door, references: tuple[str, ...]) -> Answer:
    """Close a consent."""
    with door.house(writing=True) as house:
        return done(door, house.registered.withdraw(find_ids(house, references, Kind.PERSON)))


@command(person, "consent-proof", N_("Show how and when somebody said yes."))
@argument("reference", metavar="ID")
@option("--to", "file", default=None, metavar="FILE.txt", text=N_("A text file; without it the proof is shown."))
def proof(door: Door, reference: str, file: str | None) -> Answer:
    """Show or write the proof."""
    from outreach.services.exports import write_file

    with door.house() as house:
        found = house.registered.proof(find_id(house, reference, Kind.PERSON))
        if file:
            house.audit.note("export", kind="consent", count=1)
    lines = found.lines(door.language)
    plain: dict[str, Any] = {"in_force": found.in_force, "consents": [to_plain(one) for one in found.consents]}
    if file:
        write_file(Path(file), "\n".join(lines).encode())
        plain["file"] = file
    return Answer(plain, lambda: lines)


@command(informing, "due", N_("Show who must be told and by when (GDPR, article 14)."))
def due(door: Door) -> Answer:
    """Show the due list."""
    with door.house() as house:
        found, today = house.registered.due(), home_day(house.now())
    plain = [
        {
            "person": str(one.person.id),
            "name": one.person.name,
            "from_others": one.person.from_others.isoformat() if one.person.from_others else "",
            "last_day": one.last_day.isoformat(),
            "overdue": one.is_overdue(today),
        }
        for one in found
    ]
    say = door.language.say
    titles = [say(text) for text in (N_("Last day"), N_("Name"), N_("Source"), N_("State"))]
    rows = [
        (
            one.last_day.isoformat(),
            one.person.name,
            one.person.source,
            say(N_("overdue")) if one.is_overdue(today) else "",
        )
        for one in found
    ]
    return Answer({"due": plain}, lambda: aligned(titles, rows) if rows else [say(NOBODY)])


@command(informing, "told", N_("Note that people were told what we keep."))
@argument("references", nargs=-1, required=True, metavar="ID…")
@option("--how", default="", text=N_("How: sign-in, letter, call."))
@option("--on", "day", type=Day(), default=None, metavar="DAY", text=N_("When; today without it."))
def told(door: Door, references: tuple[str, ...], how: str, day: date | None) -> Answer:
    """Mark people as informed."""
    with door.house(writing=True) as house:
        return done(door, house.registered.inform(find_ids(house, references, Kind.PERSON), how, day))


@command(informing, "drafts", N_("Write an e-mail draft to each who must be told, and note them as told."))
@argument("references", nargs=-1, metavar="[ID…]")
@option("--to", "folder", required=True, metavar="DIR", text=N_("The folder of the drafts."))
@leaves
def drafts(door: Door, references: tuple[str, ...], folder: str) -> Answer:
    """Write the drafts; without names, to all on the due list."""
    with door.house(writing=True) as house:
        ids = find_ids(house, references, Kind.PERSON) if references else [one.person.id for one in house.registered.due()]
        done_now = house.registered.drafts(ids, Path(folder))
    files, left = done_now.files, done_now.left
    say = door.language.say
    lines = [str(path) for path in files]
    if left:
        lines.append(say(N_("Not written to, tell them another way: {names}"), names=", ".join(one.name for one in left)))
    plain = {"files": [str(path) for path in files], "left_out": [str(one.id) for one in left]}
    return Answer(plain, lambda: lines or [say(N_("Everybody has been told."))])
