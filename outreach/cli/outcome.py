"""How a command that wrote something answers: what it did, the record as it is now, and the action to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outreach.cli.door import Answer, Door
from outreach.domain.changes import Changes
from outreach.domain.record import Record, to_plain
from outreach.language import N_, Language

if TYPE_CHECKING:
    from outreach.services.records import Records


def say_title(title: str, values: dict[str, str], language: Language) -> str:
    """Return the words for an action, as the history shows it."""
    return language.say(title, **values) if values else language.say(title)


def saved(door: Door, changes: Changes, name: str, record: Record) -> Answer:
    """Answer with one record, under `name` in JSON, and what was done with it."""
    plain = {name: to_plain(record), "action": to_plain(changes.action)}
    return Answer(plain, lambda: [_did(door, changes), f"id  {record.id}"])


def done(door: Door, changes: Changes, **more: Any) -> Answer:
    """Answer with what was done to several records."""
    touched = [{"kind": kind.value, "id": str(one)} for kind, one in sorted(changes.touched)]
    return Answer({**more, "touched": touched, "action": to_plain(changes.action)}, lambda: [_did(door, changes)])


def fresh(service: Records[Any], record: Record) -> Any:
    """Return a record as it is kept now, after a save."""
    return service.get(record.id)


def _did(door: Door, changes: Changes) -> str:
    if changes.action is None:
        return door.language.say(N_("Nothing had to be changed."))
    said = say_title(changes.title, changes.values, door.language)
    return said if said.endswith((".", "?", "…")) else f"{said}."
