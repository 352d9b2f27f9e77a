"""The long tests begin at once, on different processes, and none is lost."""

from __future__ import annotations

from tests.order import FIRST, ordered


def test_each_process_begins_with_its_long_tests_and_none_is_lost() -> None:
    long_ones = [file for group in FIRST for file in group for _ in range(3)]
    files = [f"tests/{file}" for file in (*(f"domain/test_{number}.py" for number in range(300)), *long_ones)]
    numbers = list(range(len(files)))
    found = ordered(numbers, files, 3)
    assert sorted(found) == numbers
    size = len(files) // 3
    firsts = [{files[one] for one in found[size * part : size * part + 9]} for part in range(3)]
    assert firsts[0] == {f"tests/{file}" for file in FIRST[0]}
    assert f"tests/{FIRST[1][0]}" in firsts[1]
    assert f"tests/{FIRST[2][0]}" in firsts[2]


def test_one_process_has_them_all_and_few_tests_stay_few() -> None:
    assert sorted(ordered([1, 2], ["tests/ui/test_tour.py", "tests/a.py"], 1)) == [1, 2]
    assert ordered([], [], 3) == []
    assert ordered([7], ["tests/ui/test_tour.py"], 4) == [7]
