"""The lines of conflicts: what stands now, theirs, and what it was before; with who set it and when."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.language import N_, Language
from outreach.services.conflict_words import conflict_title, said_by, said_value
from outreach.services.exchange_conflicts import Conflict
from outreach.ui.line_list import Line


def conflict_lines(conflicts: Sequence[Conflict], language: Language) -> list[Line]:
    """Return them; each line of a conflict stands for it and for which of theirs it shows (-1: none)."""
    lines: list[Line] = []
    for one in conflicts:
        lines.append(Line(conflict_title(one, language), heading=True))
        sides = [(N_("stands now"), one.current, -1), *((N_("theirs"), side, place) for place, side in enumerate(one.others))]
        if not one.is_deletion:
            sides.append((N_("before"), one.original, -1))
        for text, side, which in sides:
            lines.append(Line(said_value(side, one, language), said_by(side, language), language.say(text), data=(one, which)))
    return lines
