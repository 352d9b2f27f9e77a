"""Where the columns and cards of the board lie. Pure reckoning in logical pixels of the whole board, before scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, QRect

from outreach.domain.pipeline import PipelineCard, stage_order
from outreach.domain.tender import Stage

GAP = 8
#: A column without cards is a strip: it costs little room, and a card can be put there all the same.
STRIP = 44
LEAST = 146


@dataclass(frozen=True, slots=True)
class Column:
    """One stage with its cards, what asks for something next on top."""

    stage: Stage
    left: int
    width: int
    cards: tuple[PipelineCard, ...]

    @property
    def is_strip(self) -> bool:
        """Say whether it is empty and narrow."""
        return not self.cards


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of a card: the numbers of its column and of its row."""

    column: int
    row: int


class BoardPlaces:
    """The columns in a room of a width, with heads and cards of given heights."""

    def __init__(self, cards: Sequence[PipelineCard], width: int, head: int, card: int) -> None:
        self.head, self.card = head, card
        by_stage: dict[Stage, list[PipelineCard]] = {stage: [] for stage in Stage}
        for one in cards:
            by_stage[one.tender.stage].append(one)
        self.columns = _columns({stage: sorted(some, key=stage_order) for stage, some in by_stage.items()}, width)
        self._seats = {
            one.tender.id: Seat(number, row)
            for number, column in enumerate(self.columns)
            for row, one in enumerate(column.cards)
        }
        longest = max((len(column.cards) for column in self.columns), default=0)
        self.height = head + longest * (card + GAP) + GAP
        self.width = max(column.left + column.width for column in self.columns)

    def seat(self, tender: UUID | None) -> Seat | None:
        """Return where a tender lies; None for one that is not shown."""
        return self._seats.get(tender) if tender is not None else None

    def card_at(self, seat: Seat) -> PipelineCard:
        """Return the card of a place that exists."""
        return self.columns[seat.column].cards[seat.row]

    def rect(self, seat: Seat) -> QRect:
        """Return the room of a card."""
        column = self.columns[seat.column]
        return QRect(column.left, self.head + seat.row * (self.card + GAP), column.width, self.card)

    def column_at(self, x: int) -> int:
        """Return the number of the column at, or nearest to, a place."""
        for number, column in enumerate(self.columns):
            if x < column.left + column.width + GAP // 2:
                return number
        return len(self.columns) - 1

    def seat_at(self, place: QPoint) -> Seat | None:
        """Return the card at a place; None between cards and below them."""
        number = self.column_at(place.x())
        row, within = divmod(place.y() - self.head, self.card + GAP)
        column = self.columns[number]
        inside = column.left <= place.x() < column.left + column.width
        return Seat(number, row) if inside and 0 <= row < len(column.cards) and within < self.card else None

    def rows_in(self, top: int, bottom: int) -> range:
        """Return the rows that show between two heights."""
        first = max(0, (top - self.head) // (self.card + GAP))
        return range(first, max(first, (bottom - self.head) // (self.card + GAP) + 1))

    def step(self, seat: Seat, across: int, down: int) -> Seat:
        """Return the next card in a direction; strips are passed over, and at an edge one stays."""
        column = seat.column + across
        while across and 0 <= column < len(self.columns) and self.columns[column].is_strip:
            column += across
        if not 0 <= column < len(self.columns):
            return seat
        last = len(self.columns[column].cards) - 1
        return Seat(column, min(max(seat.row + down, 0), last))


def _columns(by_stage: dict[Stage, list[PipelineCard]], width: int) -> tuple[Column, ...]:
    filled = sum(bool(some) for some in by_stage.values())
    free = width - (len(by_stage) - filled) * STRIP - (len(by_stage) - 1) * GAP
    wide = max(LEAST, free // filled) if filled else STRIP
    strip = STRIP if filled else max(STRIP, free // len(by_stage))
    columns, left = [], 0
    for stage, some in by_stage.items():
        columns.append(Column(stage, left, wide if some else strip, tuple(some)))
        left += columns[-1].width + GAP
    return tuple(columns)
