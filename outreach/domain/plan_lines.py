"""The lines in which a plan is typed: "-5 flyers printed @Anna", "3 roll-ups", "7-8.30 Reception @Anna".

Both ways: what was typed becomes an entry of the plan, and an entry becomes the line that is changed. A sign before the number
means days from the event's first day, so that "3 posters" is three posters and "-3 posters" is due three days before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from outreach.domain.plan import PackingItem, Shift, Task

DAY_MINUTES = 24 * 60
#: No list of ours reaches further: two years before an event, or after it.
FARTHEST = 731
_MINUS = "-−–—"
_UNIT = r"(?:(?:(v|w|veckor|vecka|weeks|week)|d|dagar|dag|days|day)(?=\s|$))?"
_OFFSET = re.compile(rf"^([{_MINUS}+])\s?(\d{{1,3}})\s*{_UNIT}\s*(.*)$", re.DOTALL)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})\s+(.*)$", re.DOTALL)
_SHORT_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})\s+(.*)$", re.DOTALL)
_COUNT = re.compile(r"^(\d{1,4})\s*(?:st|x|pcs|×)?\.?\s+(.*)$", re.DOTALL | re.IGNORECASE)
_COUNT_AFTER = re.compile(r"^(.*\S)\s+[x×]\s?(\d{1,4})$", re.DOTALL | re.IGNORECASE)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_DAY = r"(?:(?:d|dag|day)\s*(\d{1,2})\s*:?\s+)?"
_SHIFT = re.compile(rf"^{_DAY}{_CLOCK}\s*[{_MINUS}]\s*{_CLOCK}(?!\d)\s*(.*)$", re.DOTALL | re.IGNORECASE)


def read_task(text: str, officers: Iterable[str] = (), first_day: date | None = None) -> Task | None:
    """Return what a typed line asks to be done, None when it says nothing.

    "-5 …" and "+1 …" count days, "-2v …" weeks; with `first_day`, the event's, "14/12 …" and "2026-12-14 …" name the day.
    "@Anna" names the officer among `officers`, or any name when it stands last.
    """
    bare, officer = _without_officer(_plain(text), officers)
    days, rest = _days(bare, first_day)
    return Task(text=rest, days=days, officer=officer) if rest else None


def write_task(task: Task) -> str:
    """Return the line that reads as this task."""
    sign = "−" if task.days < 0 else "+"
    day = f"{sign}{abs(task.days)} " if task.days else ""
    return f"{day}{task.text}{_at(task.officer)}"


def read_item(text: str) -> PackingItem | None:
    """Return what a typed line asks to be brought: "3 roll-ups", "roll-ups x3", "tape"; None when it says nothing."""
    bare = _plain(text)
    before, after = _COUNT.match(bare), _COUNT_AFTER.match(bare)
    if before is not None:
        return PackingItem(text=before[2], count=max(1, int(before[1])))
    if after is not None:
        return PackingItem(text=after[1], count=max(1, int(after[2])))
    return PackingItem(text=bare) if bare else None


def write_item(item: PackingItem) -> str:
    """Return the line that reads as this thing to bring."""
    return f"{item.count} {item.text}" if item.count > 1 else item.text


def read_shift(text: str, starts: int, officers: Iterable[str] = ()) -> Shift | None:
    """Return who stands where when, from "7-8.30 Reception @Anna" or "day 2 9-12 Booth"; None when it names no time.

    `starts` is the event's start in minutes after midnight. An end before the beginning lies on the next day.
    """
    bare, officer = _without_officer(_plain(text), officers)
    found = _SHIFT.match(bare)
    if found is None:
        return None
    begins, ends = _minutes(found[2], found[3]), _minutes(found[4], found[5])
    if begins is None or ends is None:
        return None
    day = (max(1, int(found[1])) - 1) * DAY_MINUTES if found[1] else 0
    begins += day
    ends += day
    ends += DAY_MINUTES if ends <= begins else 0
    return Shift(officer=officer, post=found[6].strip(" ,:"), begins=begins - starts, ends=ends - starts)


def write_shift(shift: Shift, starts: int) -> str:
    """Return the line that reads as this shift."""
    begins, ends = shift.begins + starts, shift.ends + starts
    day = begins // DAY_MINUTES
    first = f"d{day + 1} " if day > 0 else ""
    post = f" {shift.post}" if shift.post else ""
    return f"{first}{clock_of(begins)}–{clock_of(ends)}{post}{_at(shift.officer)}"


def clock_of(minutes: int) -> str:
    """Return minutes after midnight as a time of day, of whichever day: 450 is 07:30."""
    within = minutes % DAY_MINUTES
    return f"{within // 60:02}:{within % 60:02}"


def known_officer(text: str, officers: Iterable[str]) -> str:
    """Return the officer whose name begins so ("anna", "anna e", "ek"), or an empty text for none, or for several."""
    wanted = text.casefold().split()
    if not wanted:
        return ""
    found = [name for name in dict.fromkeys(officers) if _fits(name, wanted)]
    exact = [name for name in found if name.casefold().split() == wanted]
    return exact[0] if exact else found[0] if len(found) == 1 else ""


def _fits(name: str, wanted: list[str]) -> bool:
    own = name.casefold().split()
    if len(wanted) > 1:
        return len(own) >= len(wanted) and all(word.startswith(one) for word, one in zip(own, wanted, strict=False))
    return any(word.startswith(wanted[0]) for word in own)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _at(officer: str) -> str:
    return f" @{officer}" if officer else ""


def _without_officer(text: str, officers: Iterable[str]) -> tuple[str, str]:
    """Take the officer out of a line. A known name may stand anywhere; an unknown one is what stands behind the last @."""
    before, sign, after = text.rpartition("@")
    if not sign or (before and not before.endswith(" ")):
        return text, ""
    words, known = after.split(), list(officers)
    for many in range(min(len(words), 4), 0, -1):
        found = known_officer(" ".join(words[:many]), known)
        if found:
            return _plain(f"{before} {' '.join(words[many:])}"), found
    return before.strip(), after.strip()


def _days(text: str, first_day: date | None) -> tuple[int, str]:
    found = _OFFSET.match(text)
    if found is not None:
        days = int(found[2]) * (7 if found[3] else 1)
        if days <= FARTHEST:
            return (days if found[1] == "+" else -days), found[4]
    if first_day is not None:
        day, rest = _named_day(text, first_day)
        if day is not None and abs((day - first_day).days) <= FARTHEST:
            return (day - first_day).days, rest
    return 0, text


def _named_day(text: str, first_day: date) -> tuple[date | None, str]:
    whole, short = _ISO_DAY.match(text), _SHORT_DAY.match(text)
    try:
        if whole is not None:
            return date(int(whole[1]), int(whole[2]), int(whole[3])), whole[4]
        if short is not None:
            years = (first_day.year - 1, first_day.year, first_day.year + 1)
            days = [date(year, int(short[2]), int(short[1])) for year in years]
            return min(days, key=lambda day: abs(day - first_day) - timedelta(days=day <= first_day)), short[3]
    except ValueError:
        return None, text
    return None, text


def _minutes(hour: str, minute: str | None) -> int | None:
    found = int(hour) * 60 + int(minute or 0)
    return found if found <= DAY_MINUTES and int(minute or 0) < 60 else None
