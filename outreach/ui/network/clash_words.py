"""Two municipalities that ask the same branch in one week, in the reader's words."""

from __future__ import annotations

from outreach.domain.codes import cpv_name
from outreach.language import N_
from outreach.services.neighbours import Clash
from outreach.ui.words import Words

MEETS = N_("{one} and {other} plan the same branch in week {week}: {group}.")


def say_clash(clash: Clash, words: Words) -> str:
    """Say that two municipalities plan the same branch in one week."""
    group = cpv_name(f"{clash.group:0<8}", words.language.code) or clash.group
    one, other = (f"{each.buyer} ({each.title})" for each in (clash.one, clash.other))
    return words(MEETS, one=one, other=other, group=group, week=clash.monday.isocalendar().week)
