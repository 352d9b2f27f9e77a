"""What a proposed time clashes with, in sentences. Read on the worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.services.replies import AnswerLine
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

_MOST = 4


def clashes_of(house: House, line: AnswerLine, words: Words) -> list[str]:
    """Return what our event would clash with at the time that a guest proposes, the clashes first."""
    proposed, event = line.reply.proposed, line.event
    if proposed is None or event is None:
        return []
    found = house.clashes.of(replace(event, when=proposed, recurrence=()))
    return [clash.say(words.language) for clash in found[:_MOST]]
