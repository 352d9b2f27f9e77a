"""The line above the preview: on which paper the handout stands, and on how many pages; and what a screen reader says of it."""

from __future__ import annotations

from outreach.domain.handout import HANDOUT_LABELS, PAPER_LABELS, HandoutOrder
from outreach.language import N_, NN_, Language
from outreach.services.handout_kinds.registry import TRADES


def facts(order: HandoutOrder, pages: int, language: Language) -> tuple[str, str]:
    """Return the line above the preview, and what a screen reader says of it."""
    count = language.count(NN_("{n} page", "{n} pages"), pages)
    several = len(TRADES[order.kind].papers) > 1
    paper = language.say(PAPER_LABELS[order.paper]) if several else order.paper.value
    shown = f"{paper} · {count}" if pages > 1 or not several else paper
    told = [language.say(HANDOUT_LABELS[order.kind]), paper, count]
    if order.tenders:
        told.append(language.count(NN_("with {n} tender", "with {n} tenders"), len(order.tenders)))
    if order.bleed:
        shown = f"{shown} · {language.say(N_('with bleed'))}"
    return shown, ", ".join(told)
