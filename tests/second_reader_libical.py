"""Reads calendars with libical (C, what GNOME and KDE use) through ctypes, in a process of its own: python FILE LIBRARY < JSON.

Asked and answered as `second_reader.js`. libical reads the DTSTART of a component with the VTIMEZONE of its calendar and
expands RRULE, RDATE and EXDATE; that a changed occurrence replaces one of the series is added here (RFC 5545, 3.8.4.4).
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_void_p
from datetime import UTC, datetime
from typing import Any


class Time(Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


class Span(Structure):
    """struct icaltime_span."""

    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", c_int)]


TAKE = CFUNCTYPE(None, c_void_p, POINTER(Span), c_void_p)
SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "icalparser_parse_string": (c_void_p, [c_char_p]),
    "icalcomponent_free": (None, [c_void_p]),
    "icalcomponent_string_to_kind": (c_int, [c_char_p]),
    "icalproperty_string_to_kind": (c_int, [c_char_p]),
    "icalcomponent_get_first_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_next_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_first_property": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_next_property": (c_void_p, [c_void_p, c_int]),
    "icalproperty_get_value_as_string": (c_char_p, [c_void_p]),
    "icalproperty_get_parameter_as_string": (c_char_p, [c_void_p, c_char_p]),
    "icalproperty_get_categories": (c_char_p, [c_void_p]),
    "icalcomponent_get_summary": (c_char_p, [c_void_p]),
    "icalcomponent_get_location": (c_char_p, [c_void_p]),
    "icalcomponent_get_description": (c_char_p, [c_void_p]),
    "icalcomponent_get_comment": (c_char_p, [c_void_p]),
    "icalcomponent_get_uid": (c_char_p, [c_void_p]),
    "icalcomponent_get_sequence": (c_int, [c_void_p]),
    "icalcomponent_get_dtstart": (Time, [c_void_p]),
    "icalcomponent_get_dtend": (Time, [c_void_p]),
    "icalproperty_get_datetime_with_component": (Time, [c_void_p, c_void_p]),
    "icaltime_convert_to_zone": (Time, [Time, c_void_p]),
    "icaltime_is_null_time": (c_int, [Time]),
    "icaltime_from_string": (Time, [c_char_p]),
    "icaltimezone_get_utc_timezone": (c_void_p, []),
    "icalcomponent_foreach_recurrence": (None, [c_void_p, Time, Time, TAKE, c_void_p]),
}


class Libical:
    """The few functions that are needed, with their types."""

    def __init__(self, library: str) -> None:
        loaded = ctypes.CDLL(library)
        for name, (result, arguments) in SIGNATURES.items():
            function = getattr(loaded, name)
            function.restype, function.argtypes = result, arguments
        self.call: Any = loaded
        self.utc = loaded.icaltimezone_get_utc_timezone()

    def components(self, root: int, kind: str) -> Iterator[int]:
        number = self.call.icalcomponent_string_to_kind(kind.encode())
        return self._each(root, number, self.call.icalcomponent_get_first_component, self.call.icalcomponent_get_next_component)

    def properties(self, component: int, name: str) -> Iterator[int]:
        number = self.call.icalproperty_string_to_kind(name.encode())
        first, following = self.call.icalcomponent_get_first_property, self.call.icalcomponent_get_next_property
        return self._each(component, number, first, following)

    @staticmethod
    def _each(parent: int, number: int, first: Callable[..., Any], following: Callable[..., Any]) -> Iterator[int]:
        found = first(parent, number)
        while found:
            yield found
            found = following(parent, number)

    def value(self, component: int, name: str) -> str:
        return next((text(self.call.icalproperty_get_value_as_string(one)) for one in self.properties(component, name)), "")

    def moment(self, component: int, name: str) -> str:
        """Return a time with the VTIMEZONE of its calendar, which icalcomponent_get_recurrenceid does not look for."""
        found = next(self.properties(component, name), None)
        return self.shown(self.call.icalproperty_get_datetime_with_component(found, component)) if found else ""

    def parameter(self, prop: int, name: str) -> str:
        return text(self.call.icalproperty_get_parameter_as_string(prop, name.encode()))

    def shown(self, time: Time) -> str:
        """Return a day, an instant in UTC ("…Z"), or a floating time, as ical.js shows them."""
        if self.call.icaltime_is_null_time(time):
            return ""
        if time.is_date:
            return f"{time.year:04}-{time.month:02}-{time.day:02}"
        there = self.call.icaltime_convert_to_zone(time, self.utc) if time.zone else time
        clock = f"{there.hour:02}:{there.minute:02}:{there.second:02}"
        return f"{there.year:04}-{there.month:02}-{there.day:02}T{clock}{'Z' if time.zone else ''}"


def text(raw: bytes | None) -> str:
    return raw.decode() if raw else ""


def person(lib: Libical, prop: int) -> dict[str, str]:
    return {
        "address": text(lib.call.icalproperty_get_value_as_string(prop)),
        "name": lib.parameter(prop, "CN").strip('"'),
        "partstat": lib.parameter(prop, "PARTSTAT"),
    }


def described(lib: Libical, event: int) -> dict[str, Any]:
    call = lib.call
    return {
        "uid": text(call.icalcomponent_get_uid(event)),
        "sequence": call.icalcomponent_get_sequence(event),
        "status": lib.value(event, "STATUS"),
        "stamp": lib.moment(event, "DTSTAMP"),
        "summary": text(call.icalcomponent_get_summary(event)),
        "place": text(call.icalcomponent_get_location(event)),
        "description": text(call.icalcomponent_get_description(event)),
        "comment": text(call.icalcomponent_get_comment(event)),
        "categories": [text(call.icalproperty_get_categories(one)) for one in lib.properties(event, "CATEGORIES")],
        "start": lib.shown(call.icalcomponent_get_dtstart(event)),
        "end": lib.shown(call.icalcomponent_get_dtend(event)),
        "recurrence_id": lib.moment(event, "RECURRENCE-ID"),
        "organizer": next((person(lib, one) for one in lib.properties(event, "ORGANIZER")), None),
        "attendees": [person(lib, one) for one in lib.properties(event, "ATTENDEE")],
    }


def times_of(lib: Libical, event: int, years: tuple[int, int]) -> list[tuple[str, str]]:
    """Return (start, end) of each time of one VEVENT, in the form of its DTSTART."""
    start = lib.call.icalcomponent_get_dtstart(event)
    spans: list[tuple[int, int]] = []
    first, last = (
        lib.call.icaltime_from_string(f"{year:04}0101T000000Z".encode()) for year in (years[0], years[1] + 1)
    )
    lib.call.icalcomponent_foreach_recurrence(
        event, first, last, TAKE(lambda _event, span, _data: spans.append((span[0].start, span[0].end))), None
    )

    def shown(seconds: int) -> str:
        moment = datetime.fromtimestamp(seconds, UTC)
        if start.is_date:
            return f"{moment:%Y-%m-%d}"
        return f"{moment:%Y-%m-%dT%H:%M:%S}{'Z' if start.zone else ''}"

    return [(shown(begin), shown(end)) for begin, end in spans]


def read(lib: Libical, calendar: str, years: tuple[int, int]) -> dict[str, Any]:
    root = lib.call.icalparser_parse_string(calendar.encode())
    if not root:
        raise ValueError("libical reads no calendar in this text")
    # The iterators of libical belong to the component: one walk at a time.
    found = list(lib.components(root, "VEVENT"))
    events = [described(lib, one) for one in found]
    replaced = {(event["uid"], event["recurrence_id"]) for event in events if event["recurrence_id"]}
    times = [
        [event["uid"], start, end]
        for event, component in zip(events, found, strict=True)
        for start, end in times_of(lib, component, years)
        if event["recurrence_id"] or (event["uid"], start) not in replaced
    ]
    answer = {"method": lib.value(root, "METHOD"), "events": events, "times": times}
    lib.call.icalcomponent_free(root)
    return answer


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    libical = Libical(sys.argv[1])
    json.dump([read(libical, calendar, tuple(asked["years"])) for calendar in asked["calendars"]], sys.stdout)
