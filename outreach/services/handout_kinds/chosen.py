"""Reads what an order names: the event, the tenders, the officer, the day of print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.event import Event
from outreach.domain.handout import MOST_TENDERS, HandoutOrder
from outreach.domain.tender import Tender
from outreach.domain.unit import Officer
from outreach.domain.when import HOME_ZONE, When
from outreach.errors import InvalidInput
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House


def today(house: House) -> date:
    """Return the day of print, in Sweden."""
    return house.now().astimezone(ZoneInfo(HOME_ZONE)).date()


def chosen_event(house: House, order: HandoutOrder) -> Event | None:
    """Return the event that the order names, None without one. Raises NotFound."""
    return house.events.get(order.event) if order.event is not None else None


def event_or_next(house: House, order: HandoutOrder) -> Event:
    """Return the event that the order names, else the next one. Raises NotFound, InvalidInput when none is coming."""
    if order.event is not None:
        return house.events.get(order.event)
    coming = house.events.coming(house.now(), 1)
    if not coming:
        raise InvalidInput(N_("Event"), N_("There is no coming event. Name the one that it is for."))
    return coming[0]


def next_time(house: House, event: Event) -> When:
    """Return the event's time; of a series that of its next date, where there is one."""
    if not event.recurrence or event.recurrence_id:
        return event.when
    return next(iter(house.events.next_dates(event, house.now(), 1)), event.when)


def series_of(house: House, event: Event) -> Event | None:
    """Return the series of which an event is one date, moved or changed."""
    if not event.recurrence_id:
        return None
    with house.database.read() as view:
        return next((one for one in view.events.by_uid(event.uid) if one.recurrence and not one.recurrence_id), None)


def chosen_tenders(house: House, order: HandoutOrder, most: int = MOST_TENDERS) -> tuple[Tender, ...]:
    """Return the tenders that the order names, in order; else those featured at its event, else the soonest coming, up to `most`.

    Raises InvalidInput for more than `most`, or for one that is not there any more.
    """
    wished = order.tenders
    event = chosen_event(house, order) if wished is None else None
    if event is not None and event.tenders:
        wished = event.tenders[:most]
    if wished is None:
        return tuple(house.tenders.coming(today(house), most))
    return _named(house, wished, most)


def chosen_officer(house: House, order: HandoutOrder) -> Officer:
    """Return the officer that the order names, else who works here."""
    name = order.officer or house.officer
    return house.unit.officer_named(name) or Officer(name=name)


def _named(house: House, wished: tuple[UUID, ...], most: int) -> tuple[Tender, ...]:
    if len(wished) > most:
        raise InvalidInput(N_("Tenders"), N_("There is room for {most} tenders."), most=most)
    found = house.tenders.many(wished)
    if len(found) < len(set(wished)):
        raise InvalidInput(N_("Tenders"), N_("One of the tenders is not there any more."))
    return tuple(found[one] for one in wished)
