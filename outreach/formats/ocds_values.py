"""Values as OCDS files write them, and as they are found written: texts, days, instants, amounts, codes. None for the unreadable.

OCDS 1.1 wants RFC 3339 for moments; found are days alone, moments without a zone, blanks for the "T", and two-digit zones.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from outreach.domain.tender import Money
from outreach.domain.when import HOME_ZONE
from outreach.formats.eforms_values import read_money, read_months

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
#: "45233162-2" has a check digit, "45233130.0" went through a spreadsheet, "CPV45233130" through somebody's program.
_CPV = re.compile(r"(?:CPV[\s:-]*)?(\d{8})(?:-\d|\.0)?", re.ASCII | re.IGNORECASE)
_LAST_SECOND = time(23, 59, 59)
#: Signs that steer a terminal or a printer, and halves of signs, which no database keeps; line ends and tabs are words' own.
_NEVER_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def mapping(value: Any) -> dict[str, Any]:
    """Return an object as it is, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; one object alone counts as a list of it."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """Return the texts of a list; one text alone counts as a list of it."""
    found = [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]
    return [text for text in found if text]


def text_of(value: Any) -> str:
    """Return a text without blanks around it; numbers as text, nothing for anything else."""
    if isinstance(value, str):
        return _NEVER_SHOWN.sub("", value).strip()
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""


def identifier_of(value: Any) -> str:
    """Return an identifier; "9506232.0" went through a spreadsheet and lost nothing but its ".0"."""
    return re.sub(r"(?<=^)(\d+)\.0$", r"\1", text_of(value))


def read_day(value: Any) -> date | None:
    """Return the day that stands there; the zone beside it says nothing about a day."""
    match = _MOMENT.fullmatch(text_of(value))
    if match is None:
        return None
    try:
        return date.fromisoformat(match["day"])
    except ValueError:
        return None


def read_instant(value: Any) -> datetime | None:
    """Return a moment in UTC. Without a zone it is Swedish time; a day alone is its last second."""
    text = text_of(value)
    day, match = read_day(text), _MOMENT.fullmatch(text)
    if day is None or match is None:
        return None
    extra = timedelta()
    try:
        if match["clock"] is None:
            clock = _LAST_SECOND
        elif match["clock"].startswith("24:00"):
            clock, extra = time(), timedelta(days=1)
        else:
            clock = time.fromisoformat(match["clock"])
        wall = datetime.combine(day, clock, _zone(match["zone"])) + extra
        return wall.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def has_zone(value: Any) -> bool:
    """Say whether a moment tells its zone; a day alone needs none."""
    match = _MOMENT.fullmatch(text_of(value))
    return match is None or match["clock"] is None or match["zone"] is not None


def _zone(text: str | None) -> Any:
    if text is None:
        return ZoneInfo(HOME_ZONE)
    return UTC if text in "Zz" else datetime.fromisoformat(f"2000-01-01T00:00:00{text}").tzinfo


def read_value(value: Any) -> Money | None:
    """Return an amount of money ({amount, currency}); None for a broken one and for 0, which stands for "not known"."""
    told = mapping(value)
    amount = told.get("amount", told.get("amountNet"))
    found = read_money(_plain_amount(amount), text_of(told.get("currency")).upper())
    return found if found is not None and found.hundredths else None


def is_broken_value(value: Any) -> bool:
    """Say whether something stands there that is no amount of money and no 0."""
    told = mapping(value)
    amount = told.get("amount", told.get("amountNet"))
    if amount in (None, "") and (value is None or isinstance(value, dict)):
        return False
    return read_money(_plain_amount(amount), text_of(told.get("currency")).upper() or "SEK") is None or not told.get("currency")


def _plain_amount(value: Any) -> str:
    """Return an amount as a plain number. Texts come as "1 250 000,50" and "1,250,000.50" too."""
    if not isinstance(value, str):
        return text_of(value)
    bare = re.sub(r"[\s\xa0\u202f']", "", value)
    last = max(bare.rfind(","), bare.rfind("."))
    if last >= 0 and bare.count(bare[last]) == 1 and len(bare) - last - 1 in (1, 2):
        return re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    return re.sub(r"[.,]", "", bare) if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) else bare


def read_duration(value: Any) -> int | None:
    """Return a number of days as months, at least one."""
    return read_months(text_of(value), "DAY")


def read_count(value: Any) -> int | None:
    """Return a whole number from 0 up; "3" and 3.0 count too."""
    text = identifier_of(value)
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def cpv_of(classification: Any) -> str:
    """Return the CPV code of a classification, or "" for another scheme.

    A scheme that is not told may be CPV; a code that came as a number has lost the zero it began with.
    """
    told = mapping(classification)
    scheme = re.sub(r"[^a-z]", "", text_of(told.get("scheme")).casefold())
    if scheme and "cpv" not in scheme:
        return ""
    code = told.get("id")
    text = text_of(code)
    if isinstance(code, int | Decimal) or (scheme and re.fullmatch(r"\d{7}", text)):
        text = identifier_of(text).zfill(8)
    match = _CPV.fullmatch(text)
    return match[1] if match else ""


def claims_cpv(classification: Any) -> bool:
    """Say whether a classification says of itself that it is CPV and has a code."""
    told = mapping(classification)
    return "cpv" in text_of(told.get("scheme")).casefold() and bool(text_of(told.get("id")))
