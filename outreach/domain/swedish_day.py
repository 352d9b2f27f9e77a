"""What a day is in Sweden: a public holiday, an eve, a squeeze day, a half day. Which days: `services/swedish_days.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.language import N_


class DayKind(StrEnum):
    """What a day is to people at work."""

    PUBLIC = "public"
    EVE = "eve"
    SQUEEZE = "squeeze"
    HALF = "half"


DAY_KIND_LABELS = {
    DayKind.PUBLIC: N_("Public holiday"),
    DayKind.EVE: N_("Eve"),
    DayKind.SQUEEZE: N_("Squeeze day"),
    DayKind.HALF: N_("Half day"),
}


@dataclass(frozen=True, slots=True)
class SwedishDay:
    """The name of a day in the reader's language, and what it is."""

    name: str
    kind: DayKind


#: Days by what they are; the first name of a day matters most.
NamedDays = Mapping[date, Sequence[SwedishDay]]


def is_red(day: date, named: NamedDays) -> bool:
    """Say whether a wall calendar prints the day in red: Sundays and public holidays."""
    return day.weekday() == 6 or any(one.kind is DayKind.PUBLIC for one in named.get(day, ()))


def is_free(day: date, named: NamedDays) -> bool:
    """Say whether offices are closed: weekends, public holidays and the great eves."""
    return day.weekday() >= 5 or any(one.kind in (DayKind.PUBLIC, DayKind.EVE) for one in named.get(day, ()))


def day_name(day: date, named: NamedDays) -> str:
    """Return the name under which a day stands in a calendar; empty for a day like others."""
    found = named.get(day, ())
    return found[0].name if found else ""
