"""Small counts of people, and of firms that may be one person, are not told in what leaves the house (reliability.md, G7: k ≥ 5).

One to four becomes "fewer than 5". Where the number could be had by subtracting what stands beside it from its sum, one more number
is held back, and says so: it is not told. Bids and contracts are public facts (offentlighetsprincipen) and are always told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from outreach.language import N_, Language

#: So many people at least stand behind a number that is told.
FEWEST = 5
FEWER = N_("fewer than {n}")
HELD_BACK = N_("not told")
#: Stands below tables in which something is not told.
NOTE = N_(
    "Where fewer than {n} people or firms would stand behind a number it is not told, nor one by which it could be worked out."
)


class Told(StrEnum):
    """Whether a number is told, is one of the few, or is held back for another one's sake."""

    AS_IS = "told"
    FEW = "few"
    HELD = "held"


def is_few(count: float | None) -> bool:
    """Say whether so few stand behind a count that it may point at one of them; none at all point at nobody."""
    return count is not None and 0 < count < FEWEST


def count_words(count: int, told: Told, language: Language) -> str:
    """Write a count as it may leave the house."""
    if told is Told.AS_IS:
        return language.number(count)
    return few_words(language) if told is Told.FEW else language.say(HELD_BACK)


def few_words(language: Language) -> str:
    """Write what stands for one to four."""
    return language.say(FEWER, n=FEWEST)


def note_words(language: Language) -> str:
    """Write the sentence that explains it."""
    return language.say(NOTE, n=FEWEST)


@dataclass(slots=True)
class Cell:
    """One number of a table. `people`: it counts people or firms that were met; `may_be_held`: it is no public fact."""

    count: int
    people: bool = True
    may_be_held: bool = True
    told: Told = Told.AS_IS


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers of a table and their sum."""

    parts: tuple[Cell, ...]
    total: Cell


def hide(lines: Sequence[Line]) -> None:
    """Mark in these lines, which may share numbers, what is not told."""
    for line in lines:
        for one in (*line.parts, line.total):
            if one.people and is_few(one.count):
                one.told = Told.FEW
    while any(_hold_one(line) for line in lines):
        pass


def _hold_one(line: Line) -> bool:
    """Hold one more number of a line back where one of the few could be worked out; say whether that was done."""
    if line.total.told is not Told.AS_IS or _is_safe(line):
        return False
    open_ones = [one for one in line.parts if one.told is Told.AS_IS and one.may_be_held and one.count]
    chosen = min(open_ones, key=lambda one: one.count, default=line.total if line.total.may_be_held else None)
    if chosen is None:
        return False
    chosen.told = Told.HELD
    return True


def _is_safe(line: Line) -> bool:
    """Say whether what is not told in a line with a told sum can be two different numbers each, for whoever subtracts."""
    few = sum(one.told is Told.FEW for one in line.parts)
    held = sum(one.told is Told.HELD for one in line.parts)
    if few + held == 0:
        return True
    if few + held == 1:
        return False
    left = sum(one.count for one in line.parts if one.told is not Told.AS_IS)
    if not few:
        return True
    # What one of the few can be at most and at least: the others of them are 1 to 4, what is held back is 5 or more.
    most = min(FEWEST - 1, left - (few - 1) - FEWEST * held)
    least = 1 if held else max(1, left - (FEWEST - 1) * (few - 1))
    return most > least


def told_column(counts: Sequence[int]) -> tuple[tuple[Told, ...], Told]:
    """Return what is told of counts of people that stand below each other with their sum."""
    cells = tuple(Cell(count) for count in counts)
    total = Cell(sum(counts))
    hide([Line(cells, total)])
    return tuple(one.told for one in cells), total.told
