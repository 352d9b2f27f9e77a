"""Conflicts of an exchange in words, for every door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.explain import KIND_WORDS
from outreach.language import N_, Language
from outreach.services.exchange_conflicts import CURRENT, ORIGINAL, OURS, THEIRS
from outreach.services.field_words import FIELD_LABELS, written

if TYPE_CHECKING:
    from outreach.services.exchange_conflicts import Conflict, Side

#: What stands now, and what does not: theirs, or what was written on this laptop.
_NOW, _NOT_NOW = (N_("now, theirs"), N_("now, ours")), (N_("theirs"), N_("ours"))


def conflict_title(conflict: Conflict, language: Language) -> str:
    """Return what a conflict is about: "Person “Anna Berg”: Notes"."""
    kind = language.say(KIND_WORDS[conflict.kind])
    kind = kind[:1].upper() + kind[1:]
    if conflict.is_deletion:
        return language.say(N_("{kind} “{title}”: deleted by one, edited by another"), kind=kind, title=conflict.title)
    name = language.say(FIELD_LABELS.get(conflict.field, conflict.field))
    return language.say(N_("{kind} “{title}”: {field}"), kind=kind, title=conflict.title, field=name)


def said_value(side: Side, conflict: Conflict, language: Language) -> str:
    """Return what a side says, as it is read on paper."""
    if conflict.is_deletion:
        return language.say(N_("deleted") if side.gone else N_("kept"))
    if side.gone or side.value in (None, "", [], {}):
        return language.say(N_("(empty)"))
    value = [side.value] if conflict.element else side.value
    return written(conflict.field, value, language)


def said_sides(conflict: Conflict, language: Language) -> list[tuple[str, Side, str, int]]:
    """Return the sides in the order in which they are shown: what each is called, the side, and how it is taken."""
    found: list[tuple[str, Side, str, int]] = []
    for place, side in enumerate((conflict.current, *conflict.others)):
        words = _NOW[side.own] if place == 0 else _NOT_NOW[side.own]
        take, which = (CURRENT, 0) if place == 0 else (OURS, 0) if side is conflict.ours else (THEIRS, -1)
        if take == THEIRS:
            which = conflict.theirs.index(side)
        found.append((language.say(words), side, take, which))
    if not conflict.is_deletion:
        found.append((language.say(N_("before")), conflict.original, ORIGINAL, 0))
    return found


def said_by(side: Side, language: Language) -> str:
    """Return who said it, on what laptop and when."""
    when = language.moment(side.at) if side.at else ""
    return ", ".join(part for part in (side.who, side.device, when) if part)
