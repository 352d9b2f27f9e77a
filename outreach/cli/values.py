"""How the words of a command become values: times of day in Sweden, days, amounts."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import click

from outreach.cli.usage import Misread
from outreach.domain.when import HOME_ZONE, to_instant
from outreach.language import N_

#: No day of ours lies before it; what a slip makes of a year does.
_FIRST_YEAR = 1000


def one_of(words: type[StrEnum]) -> click.Choice[str]:
    """Return the type of an option that takes one of an enumeration's values (click itself would take their names)."""
    return click.Choice([one.value for one in words])


class Day(click.ParamType[date]):
    """A day as 2026-11-24."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            found = date.fromisoformat(value.strip())
        except ValueError:
            found = date.min
        if found.year < _FIRST_YEAR:
            raise _misread(N_("“{word}” is not a day; write it as 2026-11-24."), value, param, ctx) from None
        return found


class Amount(click.ParamType[float]):
    """A number from 0, with a comma or a point: kronor, per cent. No word such as "nan" or "inf" is one."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        try:
            found = float(str(value).strip().replace(",", "."))
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or found < 0:
            raise _misread(N_("“{word}” is not a number from 0."), value, param, ctx)
        return found


class Moment(click.ParamType[datetime]):
    """An instant: a Swedish wall-clock time as 2026-11-24T10:15, or one with an offset as 2026-11-24T09:15Z."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant, aware and in UTC when it was written without an offset."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            raise _misread(N_("“{word}” is not a time; write it as 2026-11-24T10:15."), value, param, ctx) from None
        return found if found.tzinfo is not None else to_instant(found, HOME_ZONE)


class WallTime(click.ParamType[datetime | date | time]):
    """A wall-clock time without zone as 2026-11-24T07:30; a bare day or a bare time of day is told apart by its type."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime | date | time:
        """Return a datetime, a date for a bare day, or a time for a bare time of day."""
        if isinstance(value, date | time):
            return value
        for read in (date.fromisoformat, _wall_clock, _time_of_day):
            try:
                return read(value.strip())
            except ValueError:
                continue
        raise _misread(N_("“{word}” is not a time; write it as 2026-11-24T10:15."), value, param, ctx)


def _wall_clock(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError(text)
    return found


def _time_of_day(text: str) -> time:
    if ":" not in text:
        raise ValueError(text)
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError(text)
    return found


def _misread(text: str, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Misread:
    error = Misread(text, word=str(value))
    error.param, error.ctx = param, ctx
    return error
