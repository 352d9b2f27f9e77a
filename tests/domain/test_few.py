"""Small counts are not told, and cannot be worked out of what is told beside them."""

from __future__ import annotations

import itertools
import random

from outreach.domain.few import FEWEST, Cell, Line, Told, count_words, hide, is_few, told_column
from outreach.language import Language


def test_none_and_five_are_told_one_to_four_are_fewer_than_five() -> None:
    assert [count for count in range(8) if is_few(count)] == [1, 2, 3, 4]
    sv, en = Language("sv"), Language("en")
    assert [count_words(3, told, sv) for told in Told] == ["3", "färre än 5", "anges inte"]
    assert [count_words(3, told, en) for told in Told] == ["3", "fewer than 5", "not told"]


def _possible(counts: tuple[int, ...], told: tuple[Told, ...], total: int | None) -> list[set[int]]:
    """What an outsider who knows the rule can still think of each number."""
    ranges = []
    for count, how in zip(counts, told, strict=True):
        if how is Told.AS_IS:
            ranges.append([count])
        else:
            ranges.append(list(range(1, FEWEST)) if how is Told.FEW else list(range(FEWEST, 40)))
    fits = [one for one in itertools.product(*ranges) if total is None or sum(one) == total]
    return [{one[place] for one in fits} for place in range(len(counts))]


def test_no_small_number_can_be_worked_out_of_a_column_and_its_sum() -> None:
    for counts in itertools.product((0, 1, 2, 4, 5, 9), repeat=3):
        told, whole = told_column(counts)
        total = sum(counts) if whole is Told.AS_IS else None
        for count, thought in zip(counts, _possible(counts, told, total), strict=True):
            assert count in thought, counts
            assert not is_few(count) or len(thought) > 1, (counts, told, whole)


def test_the_control_without_a_second_number_held_back_it_is_worked_out() -> None:
    counts = (3, 9, 20)
    alone = (Told.FEW, Told.AS_IS, Told.AS_IS)
    assert _possible(counts, alone, 32)[0] == {3}
    assert told_column(counts)[0] == (Told.FEW, Told.HELD, Told.AS_IS)


def test_what_is_told_is_told_when_nothing_is_few() -> None:
    assert told_column((0, 5, 12)) == ((Told.AS_IS,) * 3, Told.AS_IS)
    assert told_column(()) == ((), Told.AS_IS)
    assert told_column((3,)) == ((Told.FEW,), Told.FEW)


def test_in_a_table_no_line_has_one_hidden_number_alone_and_public_facts_stay() -> None:
    chance = random.Random(3)
    for _ in range(300):
        rows = [[Cell(chance.choice((0, 1, 3, 6, 14)), people=place > 0) for place in range(4)] for _ in range(4)]
        for row in rows:
            row.append(Cell(chance.choice((0, 1, 8)), people=False, may_be_held=False))
        sums = [Cell(sum(one.count for one in row), people=False) for row in rows]
        lines = [Line(tuple(row), total) for row, total in zip(rows, sums, strict=True)]
        below = [Cell(sum(row[place].count for row in rows), people=False) for place in range(5)]
        lines += [Line(tuple(row[place] for row in rows), below[place]) for place in range(5)]
        hide(lines)
        for line in lines:
            hidden = [one for one in line.parts if one.told is not Told.AS_IS]
            assert line.total.told is not Told.AS_IS or len(hidden) != 1
        assert all(row[4].told is Told.AS_IS for row in rows)
        assert all(one.told is Told.FEW for row in rows for one in row if one.people and is_few(one.count))
