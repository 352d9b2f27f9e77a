"""Other people's programs that read our calendar files: ical.js (Thunderbird) through node, libical (GNOME, KDE) through ctypes.

Neither is part of Outreach. `python3 installer/test.py` brings them where it can (npm, apt as root); by hand:
`npm install --prefix /tmp ical.js` and `apt-get install libical3`. Each runs in a process of its own, so that a crash in
it is one failed test. Many calendars at once cost one process.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MISSING = "neither ical.js nor libical is here: npm install --prefix /tmp ical.js, or apt-get install libical3"
LIBICAL = ("libical.so.3", "libical.3.dylib", "libical.dylib")


@dataclass(frozen=True)
class Person:
    """ORGANIZER or ATTENDEE. `address` is the value as it stands ("mailto:…")."""

    address: str
    name: str
    partstat: str


@dataclass(frozen=True)
class SeenEvent:
    """One VEVENT. Times: "2026-10-14" a day, "2026-10-14T05:30:00Z" an instant, without "Z" floating; empty when absent."""

    uid: str
    sequence: int
    status: str
    stamp: str
    summary: str
    place: str
    description: str
    comment: str
    categories: tuple[str, ...]
    start: str
    end: str
    recurrence_id: str
    organizer: Person | None
    attendees: tuple[Person, ...]


@dataclass(frozen=True)
class Seen:
    """One calendar. `times` are (UID, start, end) of all times in the years that were asked for, in order."""

    method: str
    events: tuple[SeenEvent, ...]
    times: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class SecondReader:
    """One of the programs: its name and the command that reads JSON and answers with JSON."""

    name: str
    command: tuple[str, ...]

    def read(self, data: bytes, years: tuple[int, int] = (2026, 2026)) -> Seen:
        """Read one calendar; `years` (both included) bound the expansion of series."""
        return self.read_many([data], years)[0]

    def read_many(self, calendars: Sequence[bytes], years: tuple[int, int] = (2026, 2026)) -> list[Seen]:
        """Read calendars in one process."""
        asked = json.dumps({"calendars": [data.decode() for data in calendars], "years": years})
        # No TZ: a reader that falls back on the clock of this machine must not look right by chance.
        environment = os.environ | {"TZ": "Pacific/Auckland"}
        ran = subprocess.run(
            self.command, input=asked.encode(), capture_output=True, timeout=120, env=environment, check=False
        )
        assert ran.returncode == 0, ran.stderr.decode(errors="replace")
        return [_seen(one) for one in json.loads(ran.stdout)]


def _seen(plain: dict[str, Any]) -> Seen:
    events = tuple(
        SeenEvent(
            **event
            | {
                "organizer": Person(**event["organizer"]) if event["organizer"] else None,
                "attendees": tuple(Person(**one) for one in event["attendees"]),
                "categories": tuple(event["categories"]),
            }
        )
        for event in plain["events"]
    )
    return Seen(plain["method"], events, tuple(sorted((uid, start, end) for uid, start, end in plain["times"])))


@cache
def ical_js() -> SecondReader | None:
    """Return ical.js, looked for where OUTREACH_NODE_MODULES says, beside this Python, here and in /tmp."""
    node = shutil.which("node")
    told = os.environ.get("OUTREACH_NODE_MODULES")
    places = [*([Path(told)] if told else []), Path(sys.prefix) / "node_modules", HERE / "node_modules", Path("/tmp/node_modules")]
    build = next((file for place in places if (file := place / "ical.js" / "dist" / "ical.es5.cjs").is_file()), None)
    return SecondReader("ical.js", (node, str(HERE / "second_reader.js"), str(build))) if node and build else None


@cache
def libical() -> SecondReader | None:
    """Return libical, where the dynamic linker finds it."""
    for name in LIBICAL:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return SecondReader("libical", (sys.executable, "-I", str(HERE / "second_reader_libical.py"), name))
    return None


@cache
def second_readers() -> tuple[SecondReader, ...]:
    """Return those of the two that are here."""
    return tuple(reader for reader in (ical_js(), libical()) if reader is not None)


def every_second_reader() -> list[Any]:
    """Return parameters for pytest: each reader that is here, or one that is skipped with a sentence when none is."""
    found = [pytest.param(reader, id=reader.name) for reader in second_readers()]
    return found or [pytest.param(None, id="no second reader", marks=pytest.mark.skip(reason=MISSING))]
