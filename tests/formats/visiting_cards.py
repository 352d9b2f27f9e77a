"""Visiting cards of nobody, drawn for the tests of text recognition."""

from __future__ import annotations

from outreach.print.sample_card import sample_card

LINES = (
    "Öbergs Bygg & Måleri AB",
    "Åsa Öberg",
    "Platschef",
    "Hantverkargatan 12",
    "781 70 Borlänge",
    "070-174 06 05",
    "asa.oberg@obergsbygg.example",
)


def visiting_card(lines: tuple[str, ...] = LINES, turn: float = 0.0) -> bytes:
    """A card of 90 × 55 mm at 300 dpi, lying on a grey table, turned by `turn` degrees; JPEG."""
    return sample_card(lines, turn=turn)
