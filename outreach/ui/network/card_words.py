"""Requirement cards in the reader's words: a line of the list, and the facts of one."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.codes import cpv_name
from outreach.domain.requirement_card import RequirementCard
from outreach.language import N_, NN_, Language
from outreach.services.requirement_cards import CardGroup
from outreach.ui.line_list import Line
from outreach.ui.words import Words

REQUIREMENTS = NN_("{n} requirement", "{n} requirements")
NO_CODE, NOT_KNOWN = N_("Without a CPV code"), N_("Not known")
OURS = N_("ours")


def group_lines(groups: list[CardGroup], words: Words) -> Iterator[Line]:
    """Yield the cards under the headings of their CPV groups."""
    for group in groups:
        name = cpv_name(f"{group.group:0<8}", words.language.code) if group.group else words(NO_CODE)
        yield Line(f"{group.group} {name}".strip(), heading=True)
        for card in group.cards:
            yield card_line(card, words)


def card_line(card: RequirementCard, words: Words) -> Line:
    """Return one card as a line."""
    parts = (card.buyer, str(card.year or ""), words.count(REQUIREMENTS, len(card.requirements)))
    said = " · ".join(part for part in parts if part)
    return Line(card.title, said, "" if card.credit else words(OURS), icon="list", data=card)


def card_facts(card: RequirementCard, language: Language) -> list[tuple[str, str]]:
    """Return what is known of the purchase, as pairs of a catalogue text and a finished text."""
    unknown = language.say(NOT_KNOWN)
    appealed = unknown if card.appealed is None else language.say(N_("Yes") if card.appealed else N_("No"))
    codes = "\n".join(f"{code} {cpv_name(code, language.code)}" for code in card.cpv)
    return [
        (N_("Buyer"), card.buyer),
        (N_("Year"), str(card.year or "")),
        (N_("Bids received"), unknown if card.bids is None else language.number(card.bids)),
        (N_("Appealed"), appealed),
        (N_("CPV"), codes),
        (N_("Contact"), card.contact),
        (N_("From"), card.credit),
    ]
