"""What a reminder says: how many are due today; names only where an officer has asked for them (others see a locked screen)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outreach.language import NN_, Language

DUE_TODAY = NN_("{n} to follow up today", "{n} to follow up today")
_MORE = NN_("and {n} more", "and {n} more")
#: So many names are told; a notification has room for a few words.
_MOST_NAMES = 3


def reminder(names: Sequence[str], language: Language, *, with_names: bool) -> str:
    """Return the words of a notification, empty when nothing is due. `names` say whom it is about, one each."""
    if not names:
        return ""
    said = language.count(DUE_TODAY, len(names))
    if not with_names:
        return said
    shown = list(dict.fromkeys(name for name in names if name))[:_MOST_NAMES]
    left = len(names) - len(shown)
    more = f" {language.count(_MORE, left)}" if left > 0 and shown else ""
    return f"{said}: {', '.join(shown)}{more}" if shown else said


def is_told(remembered: object, today: date, workspace: str) -> bool:
    """Say whether today's reminder was given already; `remembered` is what was kept then."""
    return remembered == told_mark(today, workspace)


def told_mark(today: date, workspace: str) -> str:
    """Return what is remembered once a day's reminder was given in a workspace."""
    return f"{today.isoformat()} {workspace}"
