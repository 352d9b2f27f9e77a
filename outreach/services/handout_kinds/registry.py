"""The kinds of handouts that can be made, in the order of the list. A kind is added by a module and a line here."""

from __future__ import annotations

from typing import Any

from outreach.domain.handout import HandoutKind
from outreach.services.handout_kinds import (
    badges,
    booth_sign,
    contact_cards,
    door_sign,
    flyer,
    leaflet,
    meeting_sheet,
    poster,
    question_sheet,
    sign_in,
    table_tent,
    tender_calendar,
    top_questions,
)
from outreach.services.handout_kinds.trade import Trade

_TRADES: tuple[Trade[Any], ...] = (
    badges.TRADE,
    booth_sign.TRADE,
    contact_cards.TRADE,
    door_sign.TRADE,
    flyer.TRADE,
    leaflet.TRADE,
    meeting_sheet.TRADE,
    poster.TRADE,
    question_sheet.TRADE,
    sign_in.TRADE,
    table_tent.TRADE,
    tender_calendar.TRADE,
    top_questions.TRADE,
)

_FOUND = {trade.kind: trade for trade in _TRADES}
TRADES: dict[HandoutKind, Trade[Any]] = {kind: _FOUND[kind] for kind in HandoutKind if kind in _FOUND}


def kinds() -> list[HandoutKind]:
    """Return the kinds that can be made, in the order of `HandoutKind`."""
    return list(TRADES)


def is_made(word: str) -> bool:
    """Say whether a word is that of a kind that can be made."""
    return word in TRADES


def trade_of(value: object) -> Trade[Any]:
    """Return the trade that draws a value. Raises KeyError for what is no handout."""
    for trade in TRADES.values():
        if type(value) is trade.values:
            return trade
    raise KeyError(type(value).__name__)
