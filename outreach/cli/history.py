"""`outreach history`, `outreach actions`, `outreach undo` and `outreach redo`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.finding import titles_of
from outreach.cli.outcome import say_title
from outreach.cli.references import find_id
from outreach.cli.table import aligned
from outreach.domain.changes import HistoryEntry, Kept, Reversal
from outreach.domain.record import to_plain
from outreach.errors import NotFound
from outreach.language import N_, NN_, Language
from outreach.services.field_words import FIELD_LABELS, FOR_PROGRAMS, written

_VERBS = {"create": N_("added"), "change": N_("changed"), "delete": N_("deleted")}
_REASONS = {
    "edited": N_("edited since"),
    "in use": N_("in use by others"),
    "frozen": N_("its tender is advertised or it has been published; it may only be added to"),
}


def add_history(root: Any) -> None:
    """Give the program its commands about what was done."""

    @command(root, "history", N_("Show who changed what on one record, latest first."))
    @argument("reference", metavar="ID")
    def history(door: Door, reference: str) -> Answer:
        with door.house() as house:
            try:
                entries = house.history.of(UUID(reference))
            except ValueError:
                entries = house.history.of(find_id(house, reference))
            if not entries:
                raise NotFound(reference)
            mentioned = {one for entry in entries for sides in entry.fields.values() for one in _ids(sides)}
            names = titles_of(house, mentioned)
        return Answer(
            {"entries": [_plain_entry(entry, door.language) for entry in entries]},
            lambda: [line for entry in entries for line in _entry_lines(entry, door.language, names)],
        )

    @command(root, "actions", N_("Show the latest actions, newest first; each can be undone by its id."))
    @option("--limit", type=click.IntRange(min=1), default=20, text=N_("At most so many; 20 unless named."))
    def actions(door: Door, limit: int) -> Answer:
        with door.house() as house:
            found = house.history.actions(limit)
        language = door.language

        def lines() -> list[str]:
            undone = language.say(N_("Undone: {what}"), what="{what}")
            rows = []
            for one in found:
                title = say_title(one.title, one.values, language)
                shown = undone.replace("{what}", title) if one.is_undo else title
                rows.append([language.moment(one.at), one.who, shown, str(one.id)])
            header = [language.say(N_("When")), language.say(N_("Who")), language.say(N_("What")), "id"]
            return aligned(header, rows) if rows else [language.say(N_("Nothing was done yet."))]

        plain = [
            {"id": str(one.id), "at": to_plain(one.at), "who": one.who, "undo": one.is_undo}
            | {"title": say_title(one.title, one.values, language)}
            for one in found
        ]
        return Answer({"actions": plain}, lines)

    @command(root, "undo", N_("Take the last action back, or the named one. What was edited since is kept."))
    @argument("action", required=False, default=None, metavar="[ACTION]")
    def undo(door: Door, action: str | None) -> Answer:
        with door.house(writing=True) as house:
            reversal = house.history.undo(_action_id(action) if action else None)
        return _reversed(reversal, door.language, N_("Undone: {what}"))

    @command(root, "redo", N_("Do again what was undone last."))
    def redo(door: Door) -> Answer:
        with door.house(writing=True) as house:
            reversal = house.history.redo()
        return _reversed(reversal, door.language, N_("Done again: {what}"))


def _action_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(text) from None


def _reversed(reversal: Reversal, language: Language, text: str) -> Answer:
    title = say_title(reversal.title, reversal.values, language)
    plain = {
        "action": to_plain(reversal.changes.action),
        "undone": str(reversal.undone),
        "title": title,
        "reversed": reversal.reversed,
        "kept": [_plain_kept(one) for one in reversal.kept],
    }

    def lines() -> list[str]:
        count = language.count(NN_("{n} record", "{n} records"), reversal.reversed)
        kept = [
            language.say(N_("Kept: {title} ({reason})"), title=one.title, reason=language.say(_REASONS[one.reason]))
            for one in reversal.kept
        ]
        return [f"{language.say(text, what=title)} ({count})", *kept]

    return Answer(plain, lines)


def _plain_kept(one: Kept) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": str(one.record),
        "title": one.title,
        "fields": list(one.fields),
        "reason": one.reason,
        "partly": one.partly,
    }


def _plain_entry(entry: HistoryEntry, language: Language) -> dict[str, Any]:
    return {
        "at": to_plain(entry.at),
        "who": entry.who,
        "device": entry.device,
        "action": str(entry.action),
        "title": say_title(entry.title, entry.values, language),
        "kind": entry.kind.value,
        "record": str(entry.record),
        "verb": entry.verb,
        "fields": entry.fields,
    }


def _entry_lines(entry: HistoryEntry, language: Language, names: dict[str, str]) -> list[str]:
    """One line for the action, and one for each field that a change touched."""
    title = say_title(entry.title, entry.values, language)
    lines = [f"{language.moment(entry.at)}  {entry.who}  {title} ({language.say(_VERBS[entry.verb])})"]
    if entry.verb == "change":
        for name, (before, after) in entry.fields.items():
            if name in FOR_PROGRAMS:
                continue
            label = language.say(FIELD_LABELS.get(name, name))
            old, new = (written(name, side, language, names) or "–" for side in (before, after))
            # A lot whose deadline moved keeps its title: saying that twice would tell of no change.
            told = language.say(_VERBS["change"]) if old == new else f"{old} → {new}"
            lines.append(f"    {label}: {told}")
    return lines


def _ids(sides: list[Any]) -> set[UUID]:
    found = set()
    for side in sides:
        for text in side if isinstance(side, list) else [side]:
            if isinstance(text, str) and len(text) == 36:
                try:
                    found.add(UUID(text))
                except ValueError:
                    continue
    return found
