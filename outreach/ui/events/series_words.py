"""A series in words: "Every second week on Tuesday, until 1 Jun 2026". Rules that say more are told by their next dates.

Reads the raw RRULE (RFC 5545, 3.3.10) that an event keeps; which dates follow from it is worked out by the service.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from outreach.language import N_, NN_
from outreach.ui.words import Words

_EVERY = {
    "DAILY": NN_("Every day", "Every {n} days"),
    "WEEKLY": NN_("Every week", "Every {n} weeks"),
    "MONTHLY": NN_("Every month", "Every {n} months"),
    "YEARLY": NN_("Every year", "Every {n} years"),
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ON_DAYS = N_("{every} on {days}")
UNTIL = N_("{every}, until {day}")
TIMES = NN_("{every}, {n} time", "{every}, {n} times")
CHOSEN = N_("On several dates")
A_MONDAY = date(2026, 1, 5)


def series_words(lines: Sequence[str], words: Words) -> str:
    """Say how often a series takes place."""
    rule = next((_parts(line) for line in lines if line[:5].upper() == "RRULE"), None)
    if rule is None or rule.get("FREQ", "") not in _EVERY:
        return words(CHOSEN)
    said = words.count(_EVERY[rule["FREQ"]], _number(rule.get("INTERVAL", "1")))
    days = _weekdays(rule.get("BYDAY", ""), words)
    if days and rule["FREQ"] == "WEEKLY":
        said = words(ON_DAYS, every=said, days=days)
    until = _day(rule.get("UNTIL", ""))
    if until is not None:
        return words(UNTIL, every=said, day=words.language.day(until))
    count = rule.get("COUNT", "")
    return words.count(TIMES, _number(count), every=said) if count else said


def _parts(line: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in line.partition(":")[2].upper().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _weekdays(text: str, words: Words) -> str:
    numbers = [_WEEKDAYS.index(part) for part in text.split(",") if part in _WEEKDAYS]
    names = [words.language.day(A_MONDAY + timedelta(days=number), "EEEE") for number in sorted(numbers)]
    return ", ".join(names)


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
