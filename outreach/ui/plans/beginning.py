"""The first event and plan from a template: on the day that is proposed, with the officer who works here among those who go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from outreach.domain.event import Event
from outreach.domain.plan import EventTemplate, Plan
from outreach.domain.when import home_day
from outreach.services.house import House
from outreach.services.proposed_day import proposed_day


def begin_from(house: House, template: EventTemplate, language: str, day: date | None = None) -> tuple[Event, Plan]:
    """Return an unsaved event and its plan; without `day` on the next suitable working day."""
    wanted = day or proposed_day(template, home_day(house.now()))
    event, plan = house.templates.event_from(template, wanted, language)
    staff = tuple(dict.fromkeys([*([house.officer] if house.officer else []), *event.staff]))
    return replace(event, staff=staff), plan
