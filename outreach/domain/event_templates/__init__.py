"""The built-in templates, one module for each kind of event; source texts, said in a language by `built_in`.

A built-in template is never stored. Its id follows from its key; saved, it becomes the unit's own and stands in its place.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast
from uuid import NAMESPACE_URL, uuid5

from outreach.domain.event_templates.advice import ADVICE
from outreach.domain.event_templates.breakfast import BREAKFAST
from outreach.domain.event_templates.course import COURSE
from outreach.domain.event_templates.dialogue import DIALOGUE
from outreach.domain.event_templates.fair import FAIR
from outreach.domain.event_templates.gala import GALA
from outreach.domain.event_templates.network import NETWORK
from outreach.domain.event_templates.other import OTHER
from outreach.domain.event_templates.visit import VISIT
from outreach.domain.plan import EventTemplate
from outreach.language import Language

T = TypeVar("T")

#: All of them, in the order of menus.
PATTERNS = (BREAKFAST, GALA, FAIR, COURSE, ADVICE, DIALOGUE, NETWORK, VISIT, OTHER)
#: Fields that hold words of the program, not of people: they are never translated.
_NOT_SAID = frozenset({"instead_of", "recurrence", "officer"})


@cache
def built_in(language: str) -> tuple[EventTemplate, ...]:
    """Return the built-in templates with their texts in `language` ("sv" or "en")."""
    reader = Language(language)
    return tuple(
        replace(_said(pattern, reader), id=uuid5(NAMESPACE_URL, f"outreach:template:{pattern.instead_of}"))
        for pattern in PATTERNS
    )


def built_in_for(key: str, language: str) -> EventTemplate | None:
    """Return the built-in template with this key, or None."""
    return next((one for one in built_in(language) if one.instead_of == key), None)


def _said(value: T, language: Language) -> T:
    """Return a value with every text in it in the reader's language."""
    found: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        found = language.say(value)
    elif isinstance(value, tuple):
        found = tuple(_said(item, language) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        texts = (field.name for field in fields(value) if field.name not in _NOT_SAID)
        found = replace(value, **{name: _said(getattr(value, name), language) for name in texts})
    return cast("T", found)
