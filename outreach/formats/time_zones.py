"""Which IANA zone a calendar file means: names first, then the rules that the file itself gives.

The ladder (reference interop.md, section 4.3): IANA name, Windows name (CLDR map of icalendar), the tail of a path such
as /mozilla.org/…/Europe/Berlin, a display name such as "(UTC+01:00) Amsterdam, Berlin …", and last the file's own
VTIMEZONE, by offsets. A known name wins over a VTIMEZONE that redefines it, except a name without a place ("GMT") to which
the file gives summer time. What nothing explains is taken in the home zone, and said; it never floats silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from outreach.domain.when import HOME_ZONE
from outreach.formats.icalendar_lines import Block
from outreach.formats.time_zone_definitions import Definition, read_definition

_UTC_ALONE = frozenset({"UTC", "UCT", "ZULU", "UNIVERSAL"})
_UTC_NAMES = _UTC_ALONE | {f"ETC/{name}" for name in _UTC_ALONE} | {"Z", "COORDINATED UNIVERSAL TIME"}
_NOT_A_PLACE = frozenset({"Factory", "localtime"})
_DISPLAY_NAME = re.compile(r"\((?:UTC|GMT)(?P<offset>[+-]\d\d:\d\d)?\)\s*(?P<words>.{1,200})\Z")
_FIXED_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d\d?)(?::?00)?\Z")
#: A file with more unnamed zones than this is no calendar; the rest is taken in the home zone, with a warning.
_MOST_DEFINITIONS = 40


@cache
def known_zones() -> frozenset[str]:
    """Return every IANA zone name that this machine can compute with."""
    return frozenset(available_timezones() - _NOT_A_PLACE)


@cache
def _folded_names() -> dict[str, str]:
    """Zone names without case and punctuation: "europe_berlin" and "Europe-Berlin" find Europe/Berlin."""
    return {_folded(name): name for name in sorted(known_zones())}


@cache
def _windows_names() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def _cities() -> dict[str, str]:
    """City of a zone ("stockholm") → the zone; the home zone wins over another of the same city."""
    return {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in sorted(known_zones()) if "/" in name}


def _folded(name: str) -> str:
    return re.sub(r"[\s_/\-]", "", name).casefold()


@lru_cache(maxsize=4096)
def zone_by_name(tzid: str) -> str | None:
    """Return the IANA name that a TZID means by itself ("UTC" for all names of UTC), or None."""
    name = tzid.strip().strip("\"'").replace("\\,", ",").strip()
    if name.upper() in _UTC_NAMES:
        return "UTC"
    if name in known_zones():
        return name
    found = _windows_names().get(name.casefold()) or _folded_names().get(_folded(name))
    return found or _by_tail(name) or _by_display_name(name) or _by_fixed_offset(name)


def _by_tail(name: str) -> str | None:
    """Read the end of a path: /mozilla.org/20050126_1/America/Argentina/Buenos_Aires, tzone://Microsoft/Utc."""
    steps = [step for step in name.split("/") if step]
    if len(steps) < 2 or len(steps) > 20:
        return None
    for count in (3, 2, 1):
        tail = "/".join(steps[-count:])
        if tail.upper() in _UTC_NAMES:
            return "UTC"
        if tail in known_zones() and (count > 1 or name.startswith("/")):
            return tail
        if found := _windows_names().get(tail.casefold()):
            return found
    return None


def _by_display_name(name: str) -> str | None:
    """Read "(UTC+01:00) Amsterdam, Berlin, Stockholm" by its cities, "(UTC-05:00) Eastern Time (US & Canada)" by name.

    The winter offset of what was found must be the one in brackets.
    """
    shown = _DISPLAY_NAME.match(name)
    if shown is None:
        return None
    words = re.sub(r"\s*\([^()]*\)", "", shown["words"]).strip()
    cities = [_cities().get(city.strip().casefold()) for city in words.split(",")]
    found = [zone for zone in cities if zone]
    if HOME_ZONE in found:
        found = [HOME_ZONE]
    windows = _windows_names().get(words.casefold().removesuffix(" time") + " standard time")
    for zone in [*found, *([windows] if windows else [])]:
        if _standard_offset(zone) == _minutes(shown["offset"] or "+00:00"):
            return zone
    return "UTC" if words.upper() in _UTC_NAMES else None


def _by_fixed_offset(name: str) -> str | None:
    """Read "UTC+01:00", "GMT+0100", "+01": IANA writes the sign the other way round (Etc/GMT-1)."""
    fixed = _FIXED_OFFSET.match(name)
    if fixed is None:
        return None
    hours = int(fixed["hours"])
    zone = "UTC" if hours == 0 else f"Etc/GMT{'-' if fixed['sign'] == '+' else '+'}{hours}"
    return zone if zone in known_zones() else None


def _standard_offset(zone: str) -> int:
    """Return the smaller of the offsets in January and July of the current rules, in minutes."""
    tz = ZoneInfo(zone)
    offsets = [datetime(2025, month, 1, tzinfo=tz).utcoffset() or timedelta() for month in (1, 7)]
    return int(min(offsets).total_seconds()) // 60


def _minutes(offset: str) -> int:
    total = int(offset[1:3]) * 60 + int(offset[4:6])
    return -total if offset[0] == "-" else total


@dataclass(frozen=True, slots=True)
class Placed:
    """A wall-clock time in a zone that we know. `certain` is False when the home zone had to be assumed.

    `shifting` says that the file's own rules fit no zone of the world and have summer time: the time was turned into
    UTC, and later times of a series will be off in the other half of the year.
    """

    wall: datetime
    zone: str
    certain: bool = True
    shifting: bool = False


class ZoneBook:
    """Answers for one file which zone a TZID means; remembers what it worked out."""

    def __init__(self, fallback: Mapping[str, Block] | None = None) -> None:
        self._everywhere = dict(fallback or {})
        self._definitions: dict[int, Definition | None] = {}
        self._matches: dict[tuple[int, int], str | None] = {}

    def place(self, tzid: str, wall: datetime, zones: Mapping[str, Block], year: int | None = None) -> Placed:
        """Say what the wall-clock time `wall` in `tzid` is.

        `zones` are the VTIMEZONE blocks beside the event, `year` the year whose rules decide (the event's own, so that
        all its times come into one zone).
        """
        named = zone_by_name(tzid)
        if named is not None and not _is_fixed(named):
            return Placed(wall, named)
        block = zones.get(tzid.strip()) or self._everywhere.get(tzid.strip())
        definition = self._definition(block) if block is not None else None
        if named is not None and (definition is None or not definition.shifts(year or wall.year)):
            return Placed(wall, named)
        if block is None or definition is None:
            return Placed(wall, HOME_ZONE, certain=False)
        matched = self._match(block, definition, year or wall.year)
        if matched is not None:
            return Placed(wall, matched)
        return Placed(wall - definition.offset(wall), "UTC", shifting=definition.shifts(wall.year))

    def _definition(self, block: Block) -> Definition | None:
        key = id(block)
        if key not in self._definitions:
            full = len(self._definitions) >= _MOST_DEFINITIONS
            self._definitions[key] = None if full else read_definition(block)
        return self._definitions[key]

    def _match(self, block: Block, definition: Definition, year: int) -> str | None:
        key = (id(block), year)
        if key not in self._matches:
            place = block.first("X-LIC-LOCATION")
            hint = zone_by_name(place.value) if place is not None else None
            self._matches[key] = None if len(self._matches) > 200 else matching_zone(definition, year, hint)
        return self._matches[key]


def _is_fixed(zone: str) -> bool:
    """Say whether a zone has no summer time by its very name: a file that gives "GMT" one means its own rules (pretalx#2588)."""
    return "/" not in zone or zone.startswith("Etc/")


def matching_zone(definition: Definition, year: int, hint: str | None = None) -> str | None:
    """Return the IANA zone with the offsets of `definition` on each day of `year`, if possible of the next year too.

    The home zone is tried first, then `hint`, then the main zone of each Windows name, then all others. A definition
    without summer time and with whole hours is Etc/GMT±N, which claims no place.
    """
    for years in ((year, year + 1), (year,)):
        offsets = definition.noon_offsets(years)
        if len(set(offsets.values())) == 1:
            return _fixed_zone(next(iter(offsets.values()))) or _first_fit(offsets, hint)
        if found := _first_fit(offsets, hint):
            return found
    return None


def _fixed_zone(offset: timedelta) -> str | None:
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    name = "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"
    return name if rest == 0 and name in known_zones() else None


@cache
def _loaded(name: str) -> ZoneInfo:
    """Keep every zone that was compared: zoneinfo itself remembers eight."""
    return ZoneInfo(name)


def _first_fit(offsets: Mapping[datetime, timedelta], hint: str | None) -> str | None:
    first = [HOME_ZONE, *([hint] if hint else []), *WINDOWS_TO_OLSON.values()]
    rest = sorted(name for name in known_zones() if "/" in name and not name.startswith("Etc/"))
    for name in dict.fromkeys([*first, *rest]):
        zone = _loaded(name)
        if all(noon.replace(tzinfo=zone).utcoffset() == offset for noon, offset in offsets.items()):
            return name
    return None


def change_zone(wall: datetime, source: str, target: str) -> datetime:
    """Return the wall clock of `target` at the instant when the clock of `source` shows `wall`."""
    if source == target:
        return wall
    instant = wall.replace(tzinfo=ZoneInfo(source)).astimezone(UTC)
    return instant.astimezone(ZoneInfo(target)).replace(tzinfo=None, fold=0)
