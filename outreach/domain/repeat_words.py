"""A series in words: "Every second week on Tuesday, until 1 Jun 2026". What no words fit is told by its next dates.

Reads the raw lines that an event keeps (RFC 5545, 3.8.5): rules of other programs have words too, as far as they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from outreach.domain.repeat import WEEKDAY_CODES, Unit, last_day, rule_parts
from outreach.domain.when import When
from outreach.language import N_, NN_, Language

_EVERY = {
    Unit.DAY: NN_("Every day", "Every {n} days"),
    Unit.WEEK: NN_("Every week", "Every {n} weeks"),
    Unit.MONTH: NN_("Every month", "Every {n} months"),
    Unit.YEAR: NN_("Every year", "Every {n} years"),
}
_EVERY_SECOND = {
    Unit.DAY: N_("Every second day"),
    Unit.WEEK: N_("Every second week"),
    Unit.MONTH: N_("Every second month"),
    Unit.YEAR: N_("Every second year"),
}
NEVER = N_("Does not repeat")
ON_DAYS = N_("{every} on {days}")
ON_WORKDAYS = N_("Every weekday, Monday to Friday")
ON_NTH = N_("{every}, {days}")
ON_NUMBERS = N_("{every} on day {days}")
ON_LAST_DAY = N_("{every} on the last day of the month")
IN_MONTHS = N_("{every} in {months}")
UNTIL = N_("{every}, until {day}")
TIMES = NN_("{every}, {n} time", "{every}, {n} times")
CHOSEN = N_("On several dates")
OWN_RULE = N_("{every}, by a rule of another program")
NTH_WEEKDAYS = (
    N_("the {nth} Monday"),
    N_("the {nth} Tuesday"),
    N_("the {nth} Wednesday"),
    N_("the {nth} Thursday"),
    N_("the {nth} Friday"),
    N_("the {nth} Saturday"),
    N_("the {nth} Sunday"),
)
ORDINALS = {
    1: N_("first"),
    2: N_("second"),
    3: N_("third"),
    4: N_("fourth"),
    5: N_("fifth"),
    -1: N_("last"),
    -2: N_("last but one"),
}
_A_MONDAY = date(2026, 1, 5)


def repeat_words(lines: Sequence[str], when: When, language: Language) -> str:
    """Say how often a series that begins at `when` takes place; empty for an event that is none."""
    if not lines:
        return ""
    rules = [line.partition(":")[2] for line in lines if line[:5].upper() == "RRULE"]
    if len(rules) != 1:
        return language.say(CHOSEN)
    try:
        return _rule_words(rule_parts(rules[0]), when, language)
    except ValueError:
        return language.say(CHOSEN)


def nth_words(nth: int, weekday: int, language: Language) -> str:
    """Say "the second Tuesday"; `weekday` 0 is Monday. Raises ValueError where there is no word."""
    if nth not in ORDINALS:
        raise ValueError("no word")
    return language.say(NTH_WEEKDAYS[weekday], nth=language.say(ORDINALS[nth]))


def weekday_name(weekday: int, language: Language, style: str = "EEEE") -> str:
    """Return the name of a weekday; 0 is Monday."""
    return language.day(_A_MONDAY + timedelta(days=weekday), style)


def every_words(unit: Unit, every: int, language: Language) -> str:
    """Say "every week", "every second week", "every 3 weeks"."""
    return language.say(_EVERY_SECOND[unit]) if every == 2 else language.count(_EVERY[unit], every)


def _rule_words(parts: dict[str, str], when: When, language: Language) -> str:
    unit, every = Unit(parts.get("FREQ", "")), _number(parts.get("INTERVAL", "1"))
    said = every_words(unit, every, language)
    try:
        said = _on_days(said, _with_weekday(parts, unit, when), unit, every, language)
    except (ValueError, IndexError):
        said = language.say(OWN_RULE, every=said)
    if "UNTIL" in parts:
        return language.say(UNTIL, every=said, day=language.day(last_day(parts["UNTIL"], when)))
    return language.count(TIMES, _number(parts["COUNT"]), every=said) if "COUNT" in parts else said


def _with_weekday(parts: dict[str, str], unit: Unit, when: When) -> dict[str, str]:
    """Say the weekday that a rule by weeks takes from its start."""
    if unit is not Unit.WEEK or parts.get("BYDAY") or len(parts.keys() & {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}):
        return parts
    return {**parts, "BYDAY": WEEKDAY_CODES[when.start.weekday()]}


def _on_days(said: str, parts: dict[str, str], unit: Unit, every: int, language: Language) -> str:
    if parts.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY", "BYWEEKNO"}:
        raise ValueError("no words")
    if parts.get("BYDAY"):
        said = _on_weekdays(said, parts, unit, every, language)
    elif parts.get("BYSETPOS"):
        raise ValueError("no words")
    if parts.get("BYMONTHDAY"):
        said = _on_numbers(said, parts["BYMONTHDAY"], bool(parts.get("BYDAY")), language)
    if parts.get("BYMONTH"):
        months = [language.day(date(2026, int(one), 1), "LLLL") for one in parts["BYMONTH"].split(",")]
        said = language.say(IN_MONTHS, every=said, months=language.listed(months))
    return said


def _on_weekdays(said: str, parts: dict[str, str], unit: Unit, every: int, language: Language) -> str:
    found = [(one.strip()[:-2], WEEKDAY_CODES.index(one.strip()[-2:])) for one in parts["BYDAY"].split(",")]
    places = [int(one) for one in parts["BYSETPOS"].split(",")] if parts.get("BYSETPOS") else []
    if places and len(found) == 1 and not found[0][0]:
        found = [(str(place), found[0][1]) for place in places]
    elif places:
        raise ValueError("no words")
    if any(place for place, _ in found):
        if unit is Unit.YEAR and not parts.get("BYMONTH"):
            raise ValueError("no words")
        return language.say(ON_NTH, every=said, days=language.listed([nth_words(int(n), d, language) for n, d in found]))
    days = sorted({day for _, day in found})
    if days == [0, 1, 2, 3, 4] and unit in (Unit.DAY, Unit.WEEK) and every == 1:
        return language.say(ON_WORKDAYS)
    names = [weekday_name(day, language) for day in days]
    return language.say(ON_DAYS, every=said, days=language.listed(names))


def _on_numbers(said: str, text: str, with_weekdays: bool, language: Language) -> str:
    numbers = sorted(int(one) for one in text.split(","))
    if with_weekdays:
        raise ValueError("no words")
    if numbers == [-1]:
        return language.say(ON_LAST_DAY, every=said)
    if numbers[0] < 1:
        raise ValueError("no words")
    return language.say(ON_NUMBERS, every=said, days=language.listed([str(one) for one in numbers]))


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 5:
        raise ValueError("no number")
    return max(1, int(text))
