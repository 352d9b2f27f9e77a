"""The recurrence of a VEVENT as the lines that an event keeps (RFC 5545, 3.8.5).

The lines stay as they stood, with two exceptions that make them stand alone: a TZID becomes its IANA name, and times in
a zone that only the file explains become UTC.
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.problem import Problem, cut
from outreach.domain.when import When
from outreach.formats.calendar_times import Stamp, read_duration, read_stamp, write_stamp
from outreach.formats.icalendar_lines import Block, Line
from outreach.formats.icalendar_when import Clock, Refused
from outreach.formats.recurrence_rules import MOST_RULES, RuleError, TooFrequentError, read_rule
from outreach.formats.time_zones import change_zone
from outreach.language import N_

TOO_FREQUENT = N_("The event repeats by the minute or the second; such events are not taken in")
BAD_RULE = N_("The repeat rule cannot be understood; the event was kept as a single one")
TOO_MANY_DATES = N_("The series has more than {limit} single dates; the rest was left out")
TOO_MANY_RULES = N_("The series has more than {limit} repeat rules; the rest was left out")
BAD_DATE = N_("A date of the series cannot be understood; it was left out")
BAD_OCCURRENCE = N_("The event does not say which occurrence of the series it replaces")
NO_EXRULE = N_("Rules for exceptions are not supported; the series may show more times than it has")
THIS_ONE_ALONE = N_("The change is for all later occurrences; it was kept for this one alone")
SUMMER_TIME_LOST = N_("The time zone of the series is none that we know; later occurrences may be off by an hour")

#: A daily series of ten years with every date named.
MOST_DATES = 4000


def read_recurrence(block: Block, clock: Clock) -> tuple[str, ...]:
    """Return the RRULE, RDATE and EXDATE lines of the event. Raises Refused for rules by the minute or second."""
    kept: list[str] = []
    room = MOST_DATES
    for line in block.lines:
        if line.name == "RRULE":
            if sum(one.startswith("RRULE") for one in kept) >= MOST_RULES:
                clock.warn(line, TOO_MANY_RULES, limit=str(MOST_RULES))
                break
            kept += _rule(line, clock)
        elif line.name in ("RDATE", "EXDATE"):
            room -= line.value.count(",") + 1
            if room < 0:
                clock.warn(line, TOO_MANY_DATES, limit=str(MOST_DATES))
                break
            kept += _dates(line, clock)
        elif line.name == "EXRULE":
            clock.warn(line, NO_EXRULE)
    if clock.shifting and any(one.startswith("RRULE") for one in kept):
        clock.warn(block.lines[0], SUMMER_TIME_LOST)
    return tuple(kept)


def read_recurrence_id(block: Block, when: When, clock: Clock) -> str:
    """Return the raw value of RECURRENCE-ID, empty when there is none.

    A value without "Z" is on the clock of `when`; one in another zone is turned into UTC, so that it stands alone.
    """
    line = block.first("RECURRENCE-ID")
    if line is None:
        return ""
    try:
        stamp = read_stamp(line.value)
    except ValueError as error:
        # Kept as a plain event it would take the place of its own series.
        raise Refused(Problem(line.number, BAD_OCCURRENCE, text=cut(line.value[:200]))) from error
    if line.param("RANGE").upper() == "THISANDFUTURE":
        clock.warn(line, THIS_ONE_ALONE)
    if stamp.is_date or stamp.utc:
        return write_stamp(stamp)
    wall, zone = clock.place(line, stamp)
    if zone in ("", when.zone):
        return write_stamp(Stamp(wall, utc=zone == "UTC"))
    return write_stamp(Stamp(change_zone(wall, zone, "UTC"), utc=True))


def _rule(line: Line, clock: Clock) -> list[str]:
    try:
        read_rule(line.value)
    except TooFrequentError as error:
        raise Refused(Problem(line.number, TOO_FREQUENT, text=cut(line.value[:200]))) from error
    except RuleError:
        clock.warn(line, BAD_RULE)
        return []
    return [f"RRULE:{line.value.strip()}"]


def _dates(line: Line, clock: Clock) -> Iterator[str]:
    """Yield the line again, one for each form of time in it (bad files mix them)."""
    forms: dict[str, list[str]] = {}
    sound = True
    for item in line.value.split(","):
        try:
            params, text = _item(line, item, clock)
        except (ValueError, OverflowError):
            sound = sound and not item.strip()
            continue
        forms.setdefault(params, []).append(text)
    if not sound:
        clock.warn(line, BAD_DATE)
    for params, texts in forms.items():
        yield f"{line.name}{params}:{','.join(texts)}"


def _item(line: Line, item: str, clock: Clock) -> tuple[str, str]:
    """Return (parameters, text) of one value. Raises ValueError when it is none."""
    start, slash, end = item.strip().partition("/")
    stamp = read_stamp(start)
    if line.param("VALUE").upper() == "DATE" and not slash:
        stamp = Stamp(stamp.wall, is_date=True)
    zone, text = _placed(line, stamp, clock)
    params = ";VALUE=DATE" if stamp.is_date else ""
    if slash:
        params = ";VALUE=PERIOD"
        text += "/" + _period_end(line, end.strip(), clock)
    return params + (f";TZID={zone}" if zone not in ("", "UTC") else ""), text


def _period_end(line: Line, end: str, clock: Clock) -> str:
    if end.upper().startswith("P"):
        read_duration(end)
        return end.upper()
    return _placed(line, read_stamp(end), clock)[1]


def _placed(line: Line, stamp: Stamp, clock: Clock) -> tuple[str, str]:
    """Return (zone, text) of a stamp; without a zone of its own it stays on the clock of the event."""
    if stamp.is_date or stamp.utc or not line.param("TZID"):
        return "", write_stamp(stamp)
    wall, zone = clock.place(line, stamp)
    return zone, write_stamp(Stamp(wall, utc=zone == "UTC"))
