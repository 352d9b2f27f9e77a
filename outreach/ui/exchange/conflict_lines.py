"""The lines of conflicts: what stands now, theirs or ours, and what it was before; with who set it and when."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.language import Language
from outreach.services.conflict_words import conflict_title, said_by, said_sides, said_value
from outreach.services.exchange_conflicts import Conflict
from outreach.ui.line_list import Line


def conflict_lines(conflicts: Sequence[Conflict], language: Language) -> list[Line]:
    """Return them; each line stands for a conflict and for how the side that it shows is taken."""
    lines: list[Line] = []
    for one in conflicts:
        lines.append(Line(conflict_title(one, language), heading=True))
        for label, side, take, which in said_sides(one, language):
            lines.append(Line(said_value(side, one, language), said_by(side, language), label, data=(one, take, which)))
    return lines
