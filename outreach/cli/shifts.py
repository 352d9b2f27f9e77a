"""How a shift is written on the command line: "07:10-08:00 Door and check-in (Maria Ek)"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from outreach.domain.plan import Shift, time_of_shift
from outreach.domain.when import When
from outreach.errors import InvalidInput
from outreach.language import N_

_WRITTEN = re.compile(r"\s*(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)\s+(.*?)\s*(?:\(([^()]*)\))?\s*")
_MINUTE = timedelta(minutes=1)


def read_shift(text: str, when: When) -> Shift:
    """Return a shift on the event's first day; one that ends earlier than it begins ends the next day. Raises InvalidInput."""
    found = _WRITTEN.fullmatch(text)
    try:
        begins, ends = (_minutes(found[place], when) for place in (1, 2))  # type: ignore[index]
    except (TypeError, ValueError):
        reason = N_("“{text}” is no shift; write it as “07:10-08:00 Door (Maria Ek)”.")
        raise InvalidInput(N_("Staffing"), reason, text=text) from None
    assert found is not None
    if ends < begins:
        ends += 24 * 60
    return Shift(officer=(found[4] or "").strip(), post=found[3], begins=begins, ends=ends)


def written_shift(shift: Shift, when: When) -> str:
    """Return a shift as it is written."""
    begins, ends = time_of_shift(shift, when)
    officer = f" ({shift.officer})" if shift.officer else ""
    return f"{begins:%H:%M}-{ends:%H:%M} {shift.post}{officer}"


def _minutes(text: str, when: When) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    return (datetime.combine(when.first_day, time(hour, minute)) - when.start) // _MINUTE
