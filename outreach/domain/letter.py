"""The text of a message to a guest: subject and body with fields in braces, one for each purpose and language."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.invitation import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One text. `language` is "sv" or "en"; `subject` and `body` hold fields such as {guest}, {event}, {when}, {place}."""

    purpose: Purpose
    language: str
    subject: str = ""
    body: str = ""
