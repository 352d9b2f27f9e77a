"""Conflicts of an exchange in words, for every door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.explain import KIND_WORDS
from outreach.language import N_, Language
from outreach.services.field_words import FIELD_LABELS, written

if TYPE_CHECKING:
    from outreach.services.exchange_conflicts import Conflict, Side


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


def said_by(side: Side, language: Language) -> str:
    """Return who said it, on what laptop and when."""
    when = language.moment(side.at) if side.at else ""
    return ", ".join(part for part in (side.who, side.device, when) if part)
