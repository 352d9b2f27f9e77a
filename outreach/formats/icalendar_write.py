"""Events and tender deadlines as one calendar file that Outlook, Google, Apple and Thunderbird take.

METHOD:PUBLISH without attendees: "add to calendar", no buttons (RFC 5546, 3.2.1; reference interop.md, sections 4.1 to
4.4). What others show differently than we keep it travels beside it as X-OUTREACH-KIND, -PLACE and -BOOTH.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from outreach.domain.event import EVENT_KIND_LABELS, Event
from outreach.domain.rule_deadlines import RuleDeadline
from outreach.domain.tender import Tender
from outreach.domain.when import When
from outreach.formats.icalendar_contracts import ContractDay, entries_of_contracts
from outreach.formats.icalendar_deadlines import Deadline, deadlines_of, entry_of_rule
from outreach.formats.icalendar_event import (
    add_availability,
    add_identity,
    add_place_and_booth,
    add_texts,
    add_times,
    calendar_address,
)
from outreach.formats.icalendar_values import Component, add, add_list, add_text, one_line
from outreach.formats.time_zone_rules import time_zone_component
from outreach.language import Language

_LAST_YEAR_OF_RULES = 2100


def write_calendar(
    events: Iterable[Event],
    deadlines: Iterable[Tender] = (),
    *,
    stamp: datetime,
    language: Language,
    method: str = "PUBLISH",
    name: str = "",
    contracts: bool = False,
    by_rules: Iterable[tuple[Tender, RuleDeadline]] = (),
    of_contracts: Iterable[ContractDay] = (),
) -> bytes:
    """Return `events`, and the dates of the tenders in `deadlines`, as a calendar file (UTF-8, CR LF).

    `stamp` (aware) becomes DTSTAMP, the moment of this export. `language` is that of the words that we add: the kind of
    an event, the titles of deadlines. A tender gives an entry for each date: expected publication (a day), last day for
    questions and for tenders (instants, shown on the home clock), those of lots that differ, and with `contracts` the first
    and the last day of the contract. `name` is for a calendar that others subscribe to: what they
    see it called, and that an hour between two looks is enough. Without `method` it is an entry of a server (RFC 4791, 4.1).
    `by_rules` are the days that follow from rules, which are the buyer's own business: for the officer's file alone; so are
    the days `of_contracts`.
    """
    chosen = list(events)
    dated = [deadline for tender in deadlines for deadline in deadlines_of(tender, language, contracts=contracts)]
    dated += [entry_of_rule(tender, deadline, language) for tender, deadline in by_rules]
    dated += entries_of_contracts(of_contracts, language)
    whens = [event.when for event in chosen] + [deadline.event.when for deadline in dated]
    calendar = calendar_frame(method, whens, language, name)
    for event in chosen:
        calendar.append_part(_component(event, stamp, language).to_ical())
    for deadline in dated:
        calendar.append_part(_deadline_component(deadline, stamp, language).to_ical())
    return calendar.to_ical()


def calendar_frame(method: str, whens: Iterable[When], language: Language, name: str = "") -> Component:
    """Return a calendar without events: METHOD before the components, and the rules of each zone that `whens` are in."""
    calendar = Component("VCALENDAR")
    add(calendar, "PRODID", f"-//Outreach//Outreach//{language.code.upper()}")
    add(calendar, "VERSION", "2.0")
    add(calendar, "CALSCALE", "GREGORIAN")
    if method:
        add(calendar, "METHOD", method)
    if name:
        # Never in a file of one event: Outlook makes a calendar of its own of that (reference interop.md, 4.2).
        add_text(calendar, "X-WR-CALNAME", name)
        add(calendar, "REFRESH-INTERVAL", "PT1H", {"VALUE": "DURATION"})
        add(calendar, "X-PUBLISHED-TTL", "PT1H")
    for zone, year in sorted(_zones(whens).items()):
        calendar.append_part(_zone(zone, year))
    return calendar


@lru_cache(maxsize=64)
def _zone(zone: str, year: int) -> bytes:
    data: bytes = time_zone_component(zone, year).to_ical(sorted=False)
    return data


def _zones(whens: Iterable[When]) -> dict[str, int]:
    """Return the zones in use with the latest year of each: its rule is the one that the file gives."""
    found: dict[str, int] = {}
    for when in whens:
        if when.zone and when.zone != "UTC":
            found[when.zone] = min(max(found.get(when.zone, 0), when.start.year), _LAST_YEAR_OF_RULES)
    return found


def _component(event: Event, stamp: datetime, language: Language) -> Component:
    component = Component("VEVENT")
    add_identity(component, event, stamp)
    if event.organizer:
        add(component, "ORGANIZER", calendar_address(event.organizer))
    add_times(component, event)
    add_texts(component, event, language)
    label = language.say(EVENT_KIND_LABELS[event.kind])
    add_list(component, "CATEGORIES", [label, *event.tags])
    add(component, "X-OUTREACH-KIND", event.kind.value, {"X-LABEL": one_line(label)})
    add_place_and_booth(component, event)
    add_availability(component, event, busy=not event.when.all_day)
    return component


def _deadline_component(deadline: Deadline, stamp: datetime, language: Language) -> Component:
    component = Component("VEVENT")
    add_identity(component, deadline.event, stamp)
    add_times(component, deadline.event)
    add_texts(component, deadline.event, language)
    add_list(component, "CATEGORIES", [deadline.category])
    add(component, deadline.belongs, str(deadline.record))
    add_availability(component, deadline.event, busy=False)
    return component
