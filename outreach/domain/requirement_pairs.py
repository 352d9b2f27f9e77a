"""Two requirement cards side by side, paired: which requirements mean the same thing, and which words of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `differs` says that the other side does not have them."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One requirement on both cards, or on one alone (the other is None). The pieces are the words of `text`, in order."""

    left: Requirement | None
    right: Requirement | None
    left_pieces: tuple[Piece, ...] = ()
    right_pieces: tuple[Piece, ...] = ()

    @property
    def alone(self) -> bool:
        """Say whether only one card has it."""
        return self.left is None or self.right is None

    @property
    def same(self) -> bool:
        """Say whether both sides require the same in the same words."""
        return not self.alone and not any(one.differs for one in (*self.left_pieces, *self.right_pieces))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cards with their requirements paired: those of both in the order of the left one, then what only one has."""

    left: RequirementCard
    right: RequirementCard
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementSheet:
    """One card on paper, or two side by side, ready to draw. `language` is "sv" or "en"."""

    unit: Unit
    printed: date
    card: RequirementCard
    compared: Comparison | None = None
    language: str = "sv"


def marked(pieces: tuple[Piece, ...]) -> str:
    """Return the words with signs around those that the other side does not have: “Svara inom ‹4 timmar›”."""
    return " ".join(f"‹{one.text}›" if one.differs else one.text for one in pieces)
