"""What both sides of a shared calendar looked like when they last agreed, kept as facts, and what waits for an officer."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from outreach.domain.accounts import CalendarServer
from outreach.domain.changes import Changes
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import Work

#: What the properties of an entry are called.
PROPERTY_LABELS = {
    "SUMMARY": N_("Title"),
    "DTSTART": N_("When"),
    "LOCATION": N_("Place"),
    "DESCRIPTION": N_("Description"),
    "URL": N_("Link"),
    "STATUS": N_("Status"),
    "RRULE": N_("Repeats"),
    "CATEGORIES": N_("Tags"),
    "VEVENT": N_("The whole event"),
    "VALARM": N_("Reminder"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that both sides changed, as each has it now (raw calendar lines; empty: taken away)."""

    name: str
    ours: str
    theirs: str

    @property
    def label(self) -> str:
        """The catalogue text for what it is; an unknown property is called by its own name."""
        return PROPERTY_LABELS.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An event that waits for an officer, why (a catalogue text), and what differs."""

    uid: str
    title: str
    reason: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Pushed:
    """What one pass did, by UID: entries put there for the first time, changed or removed there, and events changed here."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unchanged: int = 0
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What is remembered of one event: where it lies, its version, and both sides' text when they agreed.

    `waiting` is why it waits for an officer, `theirs` and `seen` the other side's text and version then. `left` says that the
    officer chose to leave it out.
    """

    href: str = ""
    etag: str = ""
    ours: str = ""
    base: str = ""
    title: str = ""
    waiting: str = ""
    theirs: str = ""
    seen: str = ""
    differences: tuple[Difference, ...] = ()
    left: bool = False


def conflict_of(uid: str, state: Agreed) -> Conflict:
    """Return what waits for an officer about one event."""
    return Conflict(uid, state.title, state.waiting, state.differences)


def _fact(server: CalendarServer, uid: str) -> str:
    return f"calendar {server.url} {uid}"


def agreed_entries(house: House, server: CalendarServer) -> dict[str, Agreed]:
    """Return what is remembered of a calendar, by UID."""
    start = _fact(server, "")
    with house.database.read() as view:
        facts = view.facts(start)
    found: dict[str, Agreed] = {}
    for name, text in facts.items():
        plain: dict[str, Any] = json.loads(text)
        differences = tuple(Difference(**one) for one in plain.pop("differences", ()))
        found[name[len(start) :]] = Agreed(**plain, differences=differences)
    return found


def keep_agreed(work: Work, server: CalendarServer, uid: str, state: Agreed | None) -> None:
    """Remember what is agreed on about one event; None forgets it."""
    work.keep_fact(_fact(server, uid), json.dumps(asdict(state), ensure_ascii=False) if state is not None else "")
