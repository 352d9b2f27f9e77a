"""`outreach template …`: what an event of a kind begins with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id
from outreach.cli.table import aligned, pairs
from outreach.cli.usage import Misread
from outreach.domain.event import EVENT_KIND_LABELS
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.plan import EventTemplate, Printing
from outreach.domain.record import Kind, from_plain, to_plain
from outreach.errors import BadFile, InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.services.house import House

template = group("template", N_("Templates of events: list, show, save, delete."))
_COLUMNS = (N_("Template"), N_("Kind"), N_("Tasks"), N_("Whose"), "id")


@command(template, "list", N_("Show the templates: the built-in ones, those that you changed, and your own."))
def list_command(door: Door) -> Answer:
    """Show the templates."""
    with door.house() as house:
        found = house.templates.all(door.language.code)
        whose = [_whose(house, one) for one in found]
    plain = [{**to_plain(one), "whose": mark} for one, (mark, _) in zip(found, whose, strict=True)]
    rows = [
        (
            one.name,
            door.language.say(EVENT_KIND_LABELS[one.kind]),
            door.language.number(len(one.outline.tasks)),
            door.language.say(label),
            one.instead_of or str(one.id),
        )
        for one, (_, label) in zip(found, whose, strict=True)
    ]
    return Answer({"templates": plain}, lambda: aligned([door.language.say(title) for title in _COLUMNS], rows))


def _whose(house: House, one: EventTemplate) -> tuple[str, str]:
    if house.templates.is_built_in(one):
        return "built-in", N_("Built in")
    if one.credit:
        return "network", one.credit
    return ("changed", N_("Built in, changed by you")) if one.instead_of else ("own", N_("Your own"))


@command(template, "show", N_("Show a template: its checklist, what to bring, who stands where."))
@argument("name", metavar="NAME")
def show(door: Door, name: str) -> Answer:
    """Show a template."""
    with door.house() as house:
        found = house.templates.named(name, door.language.code)
    return Answer({"template": to_plain(found)}, lambda: list(_lines(found, door.language)))


@command(template, "save", N_("Keep a template under a name: from an event, like another one, or from a file of JSON."))
@argument("name", metavar="NAME")
@option("--from", "event", default="", metavar="EVENT", text=N_("Make it from this event and its plan."))
@option("--like", default="", metavar="TEMPLATE", text=N_("Make it like this template."))
@option(
    "--file",
    default="",
    metavar="FILE.json",
    text=N_("The template as `template show --json` prints it; a built-in one is then replaced by yours."),
)
def save(door: Door, name: str, event: str, like: str, file: str) -> Answer:
    """Keep a template."""
    if sum(map(bool, (event, like, file))) != 1:
        raise Misread(N_("Give one of --from, --like and --file."))
    with door.house(writing=True) as house:
        if event:
            made = house.templates.from_event(find_id(house, event, Kind.EVENT), name)
        elif like:
            known = house.templates.named(like, door.language.code)
            made = replace(house.templates.copy(known, door.language.code), name=name)
        else:
            made = replace(_read(Path(file)), name=name)
        changes = house.templates.save(made)
        return saved(door, changes, "template", fresh(house.templates, made))


def _read(file: Path) -> EventTemplate:
    try:
        plain = json.loads(file.read_text("utf-8"))
        return from_plain(EventTemplate, plain.get("template", plain))
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise BadFile(file, N_("This is not a template as `template show --json` prints it.")) from error


@command(template, "delete", N_("Delete templates of your own; a built-in one that you changed is put back as it was."))
@argument("names", nargs=-1, required=True, metavar="NAME…")
def delete(door: Door, names: tuple[str, ...]) -> Answer:
    """Remove templates."""
    with door.house(writing=True) as house:
        found = [house.templates.named(name, door.language.code) for name in names]
        for one in found:
            if house.templates.is_built_in(one):
                reason = N_("“{name}” is built in and cannot be deleted.")
                raise InvalidInput(N_("Template"), reason, name=one.name)
        return done(door, house.templates.delete([one.id for one in found]))


def _lines(found: EventTemplate, language: Language) -> list[str]:
    """Return a template as lines: what stands in it, part by part."""
    outline = found.outline
    hour, minute = divmod(found.starts, 60)
    facts = [
        (N_("Kind"), language.say(EVENT_KIND_LABELS[found.kind])),
        (N_("Title"), found.title),
        (N_("Starts"), f"{hour:02}:{minute:02}"),
        (N_("Length"), f"{found.minutes} min"),
        (N_("Where"), found.place),
        (N_("Places"), language.number(outline.capacity) if outline.capacity else ""),
        (N_("Resources"), ", ".join(outline.resources)),
        (N_("Print"), ", ".join(_printing(one, language) for one in outline.printing)),
    ]
    parts: list[tuple[str, list[str]]] = [
        (N_("Tasks"), [f"{task.days:+4d}  {task.text}" for task in outline.tasks]),
        (N_("Packing list"), [f"{item.count:4d}  {item.text}" for item in outline.packing]),
        (N_("Who stands where"), [f"{one.begins:+4d} … {one.ends:+4d} min  {one.post}" for one in outline.shifts]),
        (N_("Goals"), list(outline.goals)),
        (N_("Questions we want answered"), list(outline.questions)),
    ]
    lines = [found.name, *pairs([(language.say(label), value) for label, value in facts if value])]
    for title, some in parts:
        if some:
            lines += ["", language.say(title), *(f"  {line}" for line in some)]
    return lines


def _printing(one: Printing, language: Language) -> str:
    known: dict[str, Any] = {kind.value: HANDOUT_LABELS[kind] for kind in HandoutKind}
    return f"{one.copies} × {language.say(known.get(one.kind, one.kind))}"
