"""`outreach event plan`, `copy` and `hope …`: the plan of an event as a whole, and whom we hope to meet there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.event_afterwards import declare_debrief, declare_yield
from outreach.cli.event_tasks import declare_pack, packing_table, plain_tasks, task, task_table
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.references import find_id, find_record
from outreach.cli.shifts import read_shift, written_shift
from outreach.cli.table import aligned, pairs
from outreach.cli.values import Day, WallTime, one_of
from outreach.domain.contact import show_phone
from outreach.domain.event import Event
from outreach.domain.hope_line import HopeLine
from outreach.domain.plan import SIDE_LABELS, Exhibitor, Hope, Outline, Plan, Side
from outreach.domain.record import Kind, to_plain
from outreach.errors import InvalidInput
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.services.house import House

F = TypeVar("F", bound=Callable[..., Any])
_Wall = datetime | date | time

hope = group("hope", N_("Whom we hope to meet at an event: list, add, remove."))
_HOPE_COLUMNS = (N_("Company"), N_("Person"), N_("Why"), N_("Last met"))
_NEVER = N_("Never met")


def add_event_plans(event: click.Group) -> None:
    """Give the group of events everything about plans."""
    event.add_command(task)
    event.add_command(hope)
    _declare_plan(event)
    _declare_copy(event)
    declare_pack(event)
    declare_debrief(event)
    declare_yield(event)


def plan_options(function: F) -> F:
    """Add the options for what a plan has, besides tasks, packing and hopes, which have commands of their own."""
    when = {"type": WallTime(), "default": None, "metavar": "TIME"}
    for add in reversed(
        (
            option("--side", type=one_of(Side), default=None, text=N_("Our own event (host), or guests there (exhibitor).")),
            option("--capacity", type=click.IntRange(min=0), default=None, text=N_("How many can come; 0 for no limit.")),
            option("--answer-by", type=Day(), default=None, metavar="DAY", text=N_("Last day for answers.")),
            option("--goal", "goals", multiple=True, metavar="TEXT", text=N_("A goal; replaces those there are.")),
            option("--question", "questions", multiple=True, metavar="TEXT", text=N_("A question; replaces those there are.")),
            option(
                "--shift",
                "shifts",
                multiple=True,
                metavar="TEXT",
                text=N_("Who stands where, as “07:10-08:00 Door (Maria Ek)”; replaces those there are."),
            ),
            option(
                "--resource",
                "resources",
                multiple=True,
                metavar="TEXT",
                text=N_("A room or thing that only one event can have; replaces those there are."),
            ),
            option("--build-up", **when, text=N_("When the stand is built.")),
            option("--tear-down", **when, text=N_("When the stand comes down.")),
            option("--organiser", default=None, metavar="NAME", text=N_("Who holds the fair.")),
            option("--contact", default=None, metavar="NAME", text=N_("Whom to ask there.")),
            option("--phone", default=None, metavar="NUMBER", text=N_("Telephone number of the contact.")),
            option("--email", default=None, metavar="ADDRESS", text=N_("E-mail address of the contact.")),
        )
    ):
        function = add(function)
    return function


def _declare_plan(event: click.Group) -> None:
    @command(event, "plan", N_("Show the plan of an event, or change what is named."))
    @argument("reference", metavar="EVENT")
    @plan_options
    def plan(door: Door, reference: str, **options: Any) -> Answer:
        writing = any(value is not None and value != () for value in options.values())
        with door.house(writing=writing) as house:
            found: Event = find_record(house, reference, Kind.EVENT)[1]
            if writing:
                changed = _changed(house.plans.of(found.id), found, options)
                changes = house.plans.save(changed)
                return saved(door, changes, "plan", house.plans.of(found.id))
            return _shown(door, house, found)


def _changed(plan: Plan, event: Event, options: dict[str, Any]) -> Plan:
    """Return a plan with what was named on the command line."""
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    for name in ("build_up", "tear_down"):
        if name in given:
            given[name] = _at(given[name], event)
    if "side" in given:
        given["side"] = Side(given["side"])
    if "shifts" in given:
        given["shifts"] = tuple(read_shift(text, event.when) for text in given["shifts"])
    return replace(
        plan,
        outline=replace(plan.outline, **_named(Outline, given)),
        exhibitor=replace(plan.exhibitor, **_named(Exhibitor, given)),
        answer_by=given.get("answer_by", plan.answer_by),
    )


def _named(record: type[Any], given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in record.__dataclass_fields__}


def _at(value: _Wall, event: Event) -> datetime:
    """Return a time of the plan; a bare time of day is on the event's first day."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, time):
        return datetime.combine(event.when.first_day, value)
    raise InvalidInput(N_("When"), N_("Write the time too, as 2026-11-24T07:30."))


def _shown(door: Door, house: House, event: Event) -> Answer:
    plan = house.plans.of(event.id)
    tasks, hopes = house.plans.tasks_of(event.id), house.plans.hopes(event.id)
    plain = {
        "event": to_plain(event),
        "plan": to_plain(plan),
        "tasks": plain_tasks(tasks),
        "hopes": plain_hopes(hopes),
    }
    language = door.language
    parts = (
        (N_("Tasks"), task_table(tasks, language, of_one=True)),
        (N_("Packing list"), packing_table(plan.outline.packing, language) if plan.outline.packing else []),
        (N_("Who stands where"), [written_shift(shift, event.when) for shift in plan.outline.shifts]),
        (N_("Goals"), list(plan.outline.goals)),
        (N_("Questions we want answered"), list(plan.outline.questions)),
        (N_("Whom we hope to meet"), hope_table(hopes, language)),
    )
    return Answer(plain, lambda: list(_lines(event, plan, parts, language)))


def _lines(event: Event, plan: Plan, parts: Sequence[tuple[str, list[str]]], language: Language) -> Iterator[str]:
    yield f"{event.title}, {language.when(event.when)}"
    yield from pairs([(language.say(label), value) for label, value in _facts(plan, language) if value])
    for title, lines in parts:
        if lines:
            yield ""
            yield language.say(title)
            yield from (f"  {line}" for line in lines)


def _facts(plan: Plan, language: Language) -> list[tuple[str, str]]:
    booth = plan.exhibitor
    organiser = ", ".join(filter(None, (booth.organiser, booth.contact, show_phone(booth.phone), booth.email)))
    return [
        (N_("Side"), language.say(SIDE_LABELS[plan.outline.side])),
        (N_("Places"), language.number(plan.outline.capacity) if plan.outline.capacity else ""),
        (N_("Last day for answers"), language.day(plan.answer_by) if plan.answer_by else ""),
        (N_("Build-up"), _wall(booth.build_up, language)),
        (N_("Take-down"), _wall(booth.tear_down, language)),
        (N_("Organiser"), organiser),
        (N_("Resources"), ", ".join(plan.outline.resources)),
        (N_("Hours"), language.number(plan.hours) if plan.hours else ""),
        (N_("Cost"), language.money(plan.cost) if plan.cost else ""),
    ]


def _wall(moment: datetime | None, language: Language) -> str:
    return f"{language.day(moment.date())} {language.clock(moment)}" if moment else ""


def _declare_copy(event: click.Group) -> None:
    @command(event, "copy", N_("Plan another event like this one, on another day; nothing is done, packed or spent yet."))
    @argument("reference", metavar="EVENT")
    @option("--on", "day", type=Day(), required=True, metavar="DAY", text=N_("Its first day."))
    @option("--title", default="", text=N_("Another title."))
    def copy(door: Door, reference: str, day: date, title: str) -> Answer:
        with door.house(writing=True) as house:
            changes, made = house.plans.duplicate(find_id(house, reference, Kind.EVENT), day, title)
            return saved(door, changes, "event", fresh(house.events, made))


@command(hope, "list", N_("Show whom we hope to meet, with the last contact; --suggest shows who suits the event."))
@argument("reference", metavar="EVENT")
@option("--suggest", is_flag=True, text=N_("Show companies that suit the featured tenders, the ones never met first."))
@option("--limit", type=click.IntRange(min=1), default=20, text=N_("At most so many suggestions."))
def list_command(door: Door, reference: str, suggest: bool, limit: int) -> Answer:
    """Show hopes or suggestions."""
    with door.house() as house:
        event = find_id(house, reference, Kind.EVENT)
        plans = house.plans
        found = plans.suggested_hopes(event, door.language.code, limit) if suggest else plans.hopes(event)
    empty = [door.language.say(N_("Nobody is on the list. --suggest shows who suits the event."))]
    return Answer({"hopes": plain_hopes(found)}, lambda: hope_table(found, door.language) or empty)


@command(hope, "add", N_("Hope to meet a company, or a person with --person; --suggested takes the suggestions."))
@argument("reference", metavar="EVENT")
@argument("names", nargs=-1, metavar="[COMPANY…]")
@option("--person", "people", multiple=True, metavar="ID", text=N_("A person whom we hope to meet."))
@option("--why", default="", metavar="TEXT", text=N_("Why."))
@option("--suggested", type=click.IntRange(min=0), default=0, metavar="COUNT", text=N_("So many of those suggested."))
def add(
    door: Door, reference: str, names: tuple[str, ...], people: tuple[str, ...], why: str, suggested: int
) -> Answer:
    """Put companies and people on the list."""
    if not (names or people or suggested):
        raise click.MissingParameter(param_hint="COMPANY…", param_type="argument")
    with door.house(writing=True) as house:
        event = find_id(house, reference, Kind.EVENT)
        hopes = [*_hopes(house, names, people, why)]
        if suggested:
            lines = house.plans.suggested_hopes(event, door.language.code, suggested)
            hopes += [replace(line.hope, why=why or line.hope.why) for line in lines]
        changes = house.plans.hope(event, hopes)
        return done(door, changes, hopes=plain_hopes(house.plans.hopes(event)))


@command(hope, "remove", N_("Take a company, or a person with --person, off the list."))
@argument("reference", metavar="EVENT")
@argument("names", nargs=-1, metavar="[COMPANY…]")
@option("--person", "people", multiple=True, metavar="ID", text=N_("A person whom we hope to meet."))
def remove(door: Door, reference: str, names: tuple[str, ...], people: tuple[str, ...]) -> Answer:
    """Take companies and people off the list."""
    if not (names or people):
        raise click.MissingParameter(param_hint="COMPANY…", param_type="argument")
    with door.house(writing=True) as house:
        event = find_id(house, reference, Kind.EVENT)
        named = {one.company or one.person: one for one in _hopes(house, names, people, "")}
        gone = [one for one in house.plans.of(event).hopes if _names(one, named)]
        changes = house.plans.drop_hopes(event, gone)
        return done(door, changes, hopes=plain_hopes(house.plans.hopes(event)))


def _names(one: Hope, named: dict[UUID | None, Hope]) -> bool:
    return one.person in named if one.person else one.company in named


def _hopes(house: House, names: Sequence[str], people: Sequence[str], why: str) -> Iterator[Hope]:
    yield from (Hope(company=find_id(house, name, Kind.COMPANY), why=why) for name in names)
    yield from (Hope(person=find_id(house, name, Kind.PERSON), why=why) for name in people)


def plain_hopes(lines: Sequence[HopeLine]) -> list[dict[str, Any]]:
    """Return hopes as JSON has them."""
    return [
        {
            **to_plain(line.hope),
            "company_name": line.company_name,
            "person_name": line.person_name,
            "last_contact": line.last_contact.isoformat() if line.last_contact else None,
            "last_note": line.last.note if line.last else "",
            "met_there": line.met_there,
        }
        for line in lines
    ]


def hope_table(lines: Sequence[HopeLine], language: Language) -> list[str]:
    """Return hopes as lines; none for nobody."""
    rows = [
        (
            line.company_name,
            line.person_name,
            line.hope.why,
            language.moment(line.last_contact) if line.last_contact else language.say(_NEVER),
        )
        for line in lines
    ]
    return aligned([language.say(title) for title in _HOPE_COLUMNS], rows) if rows else []
