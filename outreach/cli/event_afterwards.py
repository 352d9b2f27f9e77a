"""`outreach event debrief` and `outreach event yield`: how it went, and what it gave for what it took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import saved
from outreach.cli.references import find_id, find_record
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.event import Event
from outreach.domain.event_yield import PEOPLE_COUNTS, Figure, Yield, Yields, told_of_events
from outreach.domain.few import Told, count_words, few_words, is_few
from outreach.domain.plan import DEBRIEF_QUESTIONS, Plan
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import Money
from outreach.domain.when import home_day
from outreach.language import N_, Language

_YIELD_COLUMNS = (N_("Figure"), N_("Value"), "n")
_EVENT_COLUMNS = (
    N_("Day"),
    N_("Event"),
    N_("Conversations"),
    N_("Companies met"),
    N_("Of them new"),
    N_("Hours"),
    N_("Cost"),
    N_("Hours for each new"),
    N_("Cost for each new"),
)
_NOT_KNOWN = "–"


def declare_debrief(event: click.Group) -> None:
    """Give the group its `debrief` command."""

    @command(event, "debrief", N_("Answer the four questions of the next morning; without an event, show which ones wait."))
    @argument("reference", required=False, default="", metavar="[EVENT]")
    @option("--good", default=None, metavar="TEXT", text=DEBRIEF_QUESTIONS["good"])
    @option("--hard", default=None, metavar="TEXT", text=DEBRIEF_QUESTIONS["hard"])
    @option("--heard", default=None, metavar="TEXT", text=DEBRIEF_QUESTIONS["heard"])
    @option("--change", default=None, metavar="TEXT", text=DEBRIEF_QUESTIONS["change"])
    @option("--hours", type=click.FloatRange(min=0), default=None, text=N_("Hours that you spent in all."))
    @option("--cost", type=click.IntRange(min=0), default=None, metavar="KRONOR", text=N_("What it cost, in whole kronor."))
    def debrief(
        door: Door, reference: str, hours: float | None, cost: int | None, **answers: str | None
    ) -> Answer:
        if not reference:
            return _waiting(door)
        writing = hours is not None or cost is not None or any(text is not None for text in answers.values())
        with door.house(writing=writing) as house:
            found: Event = find_record(house, reference, Kind.EVENT)[1]
            plan = house.plans.of(found.id)
            if not writing:
                return _shown(door, found, plan)
            known = to_plain(plan.debrief)
            told = {name: known[name] if text is None else text for name, text in answers.items()}
            spent = Money(cost * 100) if cost is not None else None
            changes = house.plans.debrief(found.id, **told, hours=hours, cost=spent)
            return saved(door, changes, "plan", house.plans.of(found.id))


def _waiting(door: Door) -> Answer:
    with door.house() as house:
        found = house.plans.waiting_for_debrief(home_day(house.now()))
    rows = [(door.language.day(one.when.first_day), one.title, str(one.id)) for one in found]
    titles = [door.language.say(title) for title in (N_("Day"), N_("Event"), "id")]
    empty = [door.language.say(N_("No event waits for its debrief."))]
    return Answer({"events": [to_plain(one) for one in found]}, lambda: aligned(titles, rows) if rows else empty)


def _shown(door: Door, event: Event, plan: Plan) -> Answer:
    answers = to_plain(plan.debrief)
    plain = {"event": str(event.id), "debrief": answers, "hours": plan.hours, "cost": to_plain(plan.cost)}
    lines = [
        line
        for name, question in DEBRIEF_QUESTIONS.items()
        for line in (door.language.say(question), f"  {answers[name] or _NOT_KNOWN}")
    ]
    return Answer(plain, lambda: [event.title, *lines])


def declare_yield(event: click.Group) -> None:
    """Give the group its `yield` command."""

    @command(event, "yield", N_("Show what an event gave for what it took; without one, all events of a time (this year)."))
    @argument("reference", required=False, default="", metavar="[EVENT]")
    @option("--from", "first", type=Day(), default=None, metavar="DAY", text=N_("The first day; 1 January unless named."))
    @option("--to", "last", type=Day(), default=None, metavar="DAY", text=N_("The last day; 31 December unless named."))
    def yield_command(door: Door, reference: str, first: date | None, last: date | None) -> Answer:
        with door.house() as house:
            if reference:
                found = house.plans.yield_of(find_id(house, reference, Kind.EVENT))
                return Answer(_plain(found, door.language), lambda: _figures(found, door.language))
            year = home_day(house.now()).year
            several = house.plans.yields(first or date(year, 1, 1), last or date(year, 12, 31))
        plain = {**_plain(several.total, door.language), "events": [_plain(one, door.language) for one in several.each]}
        plain |= {"first": several.first.isoformat(), "last": several.last.isoformat()}
        return Answer(plain, lambda: _several(several, door.language))


def _plain(found: Yield, language: Language) -> dict[str, Any]:
    figures = [
        {**to_plain(figure), "name": language.say(figure.name), "definition": language.say(figure.definition)}
        for figure in found.figures()
    ]
    title = found.event.title if found.event else ""
    return {"event": str(found.event.id) if found.event else None, "title": title, "figures": figures}


def _figures(found: Yield, language: Language) -> list[str]:
    rows = [
        (language.say(figure.name), _value(figure, language), _basis(figure, language)) for figure in found.figures()
    ]
    table = aligned([language.say(title) for title in _YIELD_COLUMNS], rows)
    return [found.event.title, *table] if found.event else table


def _several(found: Yields, language: Language) -> list[str]:
    if not found.each:
        return [language.say(N_("No event in this time."))]
    told, below = told_of_events(found.each, found.total)
    rows = [_row(one, may, language) for one, may in zip(found.each, told, strict=True)]
    total = _row(found.total, below, language)
    return [*aligned([language.say(title) for title in _EVENT_COLUMNS], [*rows, total])]


def _row(one: Yield, told: Mapping[str, Told], language: Language) -> tuple[str, ...]:
    day = language.day(one.event.when.first_day) if one.event else ""
    counts = (count_words(getattr(one, name), told[name], language) for name in PEOPLE_COUNTS)
    # The last four figures are hours, cost, and both for each new company.
    spent = (_value(figure, language) for figure in one.figures()[-4:])
    title = one.event.title if one.event else language.say(N_("All together"))
    return (day, title, *counts, *spent)


def _basis(figure: Figure, language: Language) -> str:
    if figure.told is Told.AS_IS:
        return language.number(figure.n)
    return few_words(language) if is_few(figure.n) else _NOT_KNOWN


def _value(figure: Figure, language: Language) -> str:
    """Write a figure; what cannot be told is a dash, never a zero, and a few people are "fewer than 5"."""
    if figure.told is not Told.AS_IS:
        return few_words(language)
    if figure.value is None:
        return _NOT_KNOWN
    if figure.unit == "":
        return language.number(round(figure.value))
    if figure.unit == "h":
        return f"{language.number(round(figure.value, 1))} h"
    return language.money(Money(round(figure.value * 100), figure.unit))
