"""What the button of each decision says, and its letter, in each language."""

from __future__ import annotations

from outreach.language import N_
from outreach.services.decisions import DecisionKind

BUTTONS = {
    DecisionKind.ADD: N_("Add as a guest"),
    DecisionKind.MATCH: N_("It was this guest"),
    DecisionKind.DISMISS: N_("Put it aside"),
    DecisionKind.MOVE: N_("Move the event for all"),
    DecisionKind.DECLINE: N_("Keep our time, and say so"),
    DecisionKind.NOTE: N_("Note it only"),
    DecisionKind.SEND: N_("Send the invitation again"),
}
KEYS = {
    "en": {
        DecisionKind.ADD: "A",
        DecisionKind.MATCH: "I",
        DecisionKind.DISMISS: "P",
        DecisionKind.MOVE: "M",
        DecisionKind.DECLINE: "K",
        DecisionKind.NOTE: "N",
        DecisionKind.SEND: "S",
    },
    "sv": {
        DecisionKind.ADD: "L",
        DecisionKind.MATCH: "D",
        DecisionKind.DISMISS: "U",
        DecisionKind.MOVE: "F",
        DecisionKind.DECLINE: "B",
        DecisionKind.NOTE: "A",
        DecisionKind.SEND: "S",
    },
}
ICONS = {
    DecisionKind.ADD: "add",
    DecisionKind.MATCH: "people",
    DecisionKind.DISMISS: "close",
    DecisionKind.MOVE: "calendar",
    DecisionKind.DECLINE: "mail",
    DecisionKind.NOTE: "note",
    DecisionKind.SEND: "mail",
}


def decision_of(letter: str, language: str) -> DecisionKind | None:
    """Return what a letter decides in a language, or None."""
    wanted = letter.upper()
    return next((kind for kind, key in KEYS[language].items() if key == wanted), None)
