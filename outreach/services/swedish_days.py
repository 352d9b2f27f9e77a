"""Days that Sweden keeps: public holidays, eves, half days and squeeze days; and what they mean for an event.

The names come from the library `holidays` (categories public, de_facto, optional and bank). It knows one squeeze day alone, the
Friday after Ascension Day; the others are worked out here. Sundays without a name are not listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from outreach.domain.swedish_day import DAY_KIND_LABELS, DayKind, SwedishDay
from outreach.domain.when import When
from outreach.language import N_, Language

_ORDER = tuple(DayKind)
_DAY = timedelta(days=1)
#: The library knows the Swedish calendar of these years; days outside have no name.
FIRST_YEAR, LAST_YEAR = 1953, 2100
#: Half days end at two in the afternoon ("från kl. 14.00" in the library's names).
HALF_DAY_ENDS = time(14)
#: ISO weeks in which most of Sweden is on holiday.
VACATION_WEEKS = range(28, 32)
_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class DayWarning:
    """Why few may come on a day: `text` with its values in the reader's language. `kind` None: vacation, or around Christmas."""

    day: date
    kind: DayKind | None
    text: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, language: Language) -> str:
        """Return the warning as a sentence. Names of days stay in the language that they were asked for."""
        return language.say(self.text, day=language.day(self.day, "d MMMM"), **self.values)


ON_PUBLIC = N_("{day} is {name}: a public holiday.")
ON_EVE = N_("{day} is {name}: most people are off.")
ON_SQUEEZE = N_("{day} is a squeeze day between days off: few may come.")
ON_HALF = N_("{day} is {name}: many stop working at 14.")
IN_VACATION = N_("Week {week} is in the middle of the holidays: few may come.")
AROUND_CHRISTMAS = N_("{day} is in the Christmas holidays: many are away.")

_SENTENCES = {
    DayKind.PUBLIC: ON_PUBLIC,
    DayKind.EVE: ON_EVE,
    DayKind.SQUEEZE: ON_SQUEEZE,
    DayKind.HALF: ON_HALF,
}


def days(first: date, last: date, language: str = "sv") -> dict[date, tuple[SwedishDay, ...]]:
    """Return the named days from `first` to `last` (both included), in order; `language` is "sv" or "en".

    A day may be two things, such as a squeeze day that is a half day too; the one that matters most stands first.
    """
    found: dict[date, tuple[SwedishDay, ...]] = {}
    for year in range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1):
        found |= {day: names for day, names in _of_year(year, language).items() if first <= day <= last}
    return found


def on(day: date, language: str = "sv") -> tuple[SwedishDay, ...]:
    """Return what a day is; empty for a day like others."""
    return _of_year(day.year, language).get(day, ()) if FIRST_YEAR <= day.year <= LAST_YEAR else ()


def is_off(day: date) -> bool:
    """Tell whether offices are closed: weekends, public holidays and the great eves."""
    return day.weekday() >= 5 or any(one.kind in (DayKind.PUBLIC, DayKind.EVE) for one in on(day))


def week_of(day: date) -> int:
    """Return the ISO week number, 1 to 53, that Swedish calendars show."""
    return day.isocalendar().week


def warnings_for(when: When, language: str = "sv") -> tuple[DayWarning, ...]:
    """Return what to think of before an event is held at this time, by day; nothing for a day like others.

    Of a long event its first 60 days are looked at. Each week of vacation is named once.
    """
    found: list[DayWarning] = []
    weeks: set[int] = set()
    for day in _days_of(when):
        about = _of_day(day, when, language)
        week = week_of(day)
        if about is None and week in VACATION_WEEKS and week not in weeks:
            weeks.add(week)
            about = DayWarning(day, None, IN_VACATION, {"week": str(week)})
        if about is not None:
            found.append(about)
    return tuple(found)


def _days_of(when: When) -> Iterator[date]:
    length = (when.last_day - when.first_day).days
    for number in range(min(length, _MOST_DAYS - 1) + 1):
        yield when.first_day + number * _DAY


def _of_day(day: date, when: When, language: str) -> DayWarning | None:
    for one in on(day, language):
        if one.kind is not DayKind.HALF or _reaches_afternoon(day, when):
            values = {} if one.kind is DayKind.SQUEEZE else {"name": one.name}
            return DayWarning(day, one.kind, _SENTENCES[one.kind], values)
    if (day.month == 12 and day.day >= 21) or (day.month == 1 and day.day <= 6):
        return DayWarning(day, None, AROUND_CHRISTMAS)
    return None


def _reaches_afternoon(day: date, when: When) -> bool:
    return when.all_day or when.last_day > day or when.end.time() > HALF_DAY_ENDS


@lru_cache(maxsize=256)
def _of_year(year: int, language: str) -> Mapping[date, tuple[SwedishDay, ...]]:
    named = _named(year, language)
    # The days around New Year look across the border of the year.
    around = _free_days(year)
    squeeze = Language(language).say(DAY_KIND_LABELS[DayKind.SQUEEZE])
    day = date(year, 1, 1)
    while day.year == year:
        if day not in around and day - _DAY in around and day + _DAY in around:
            named[day] = [one for one in named[day] if one.kind is not DayKind.SQUEEZE]
            named[day].append(SwedishDay(squeeze, DayKind.SQUEEZE))
        if day == date.max:
            break
        day += _DAY
    return {day: tuple(sorted(named[day], key=lambda one: _ORDER.index(one.kind))) for day in sorted(named) if named[day]}


def _free_days(year: int) -> set[date]:
    """Return the days off of a year and of the week on each side: weekends, public holidays and eves."""
    free = {
        day
        for near in (year - 1, year, year + 1)
        for day, names in _named(near, "sv").items()
        if any(one.kind in (DayKind.PUBLIC, DayKind.EVE) for one in names)
    }
    day, end = date(year, 1, 1) - 7 * _DAY, date(year, 12, 31) + 7 * _DAY
    while day <= end:
        if day.weekday() >= 5:
            free.add(day)
        day += _DAY
    return free


def _named(year: int, language: str) -> defaultdict[date, list[SwedishDay]]:
    from holidays import country_holidays

    found: defaultdict[date, list[SwedishDay]] = defaultdict(list)
    locale = "sv" if language == "sv" else "en_US"
    for category in ("public", "de_facto", "optional", "bank"):
        listed = country_holidays(
            "SE", years=year, expand=False, categories=(category,), language=locale, include_sundays=False
        )
        for day, names in listed.items():
            for name in names.split("; "):
                one = _swedish_day(day, name, category)
                if one.name not in [other.name for other in found[day]]:
                    found[day].append(one)
    return found


def _swedish_day(day: date, name: str, category: str) -> SwedishDay:
    plain, half, _ = name.partition(" (")
    if half:
        return SwedishDay(plain, DayKind.HALF)
    if category == "public":
        return SwedishDay(name, DayKind.PUBLIC)
    # The library's only plain optional days are the eves on a Saturday and its one squeeze day, a Friday.
    squeeze = category == "optional" and day.weekday() < 5
    return SwedishDay(name, DayKind.SQUEEZE if squeeze else DayKind.EVE)
