"""Three years of backups under a clock that lies: nothing goes that is young in truth, and never are there fewer than three."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from outreach.domain.thinning import DAILY, FEWEST, GRACE, MONTHLY, WEEKLY, Kept, may_go, next_position

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
TEN_YEARS = timedelta(days=3650)


def by_the_clock(kept: list[tuple[Kept, datetime]], now: datetime) -> list[int]:
    """What a program would do that trusts the clock: the control."""
    old = [one.number for one, made in kept if (now - made).total_seconds() > GRACE]
    days: dict[object, int] = {}
    for one, made in kept:
        days[made.date()] = one.number
    staying = set(list(days.values())[-(DAILY + WEEKLY + MONTHLY) :])
    return [number for number in old if number not in staying]


def lived(seed: int, *, trusting: bool) -> tuple[int, int, int]:
    """Live three years; return how many went that were younger than two days in truth, the fewest there were, the most."""
    chance = Random(seed)
    truth, wrong = START, timedelta(0)
    there: list[tuple[Kept, datetime, datetime]] = []
    too_young, fewest, most, number, position = 0, 99, 0, 0, 0.0
    shown = START
    while truth < START + timedelta(days=1095):
        truth += timedelta(hours=chance.choice([1, 3, 8, 24, 24, 24, 72]))
        if chance.random() < 0.02:
            wrong = chance.choice([TEN_YEARS, -TEN_YEARS, timedelta(0), timedelta(hours=1)])
        before, shown = shown, truth + wrong
        number += 1
        position = next_position(position, before, shown) if there else 0.0
        there.append((Kept(number, position), shown, truth))
        kept = [one for one, _, _ in there]
        gone = by_the_clock([(one, made) for one, made, _ in there], shown) if trusting else may_go(kept)
        for one, _, born in there:
            if one.number in gone and (truth - born).total_seconds() < GRACE - 3600:
                too_young += 1
        there = [row for row in there if row[0].number not in gone]
        fewest = min(fewest, len(there)) if number > FEWEST else fewest
        most = max(most, len(there))
    return too_young, fewest, most


@pytest.mark.parametrize("seed", range(6))
def test_three_years_with_a_clock_that_leaps_ten_years_to_and_fro(seed: int) -> None:
    too_young, fewest, most = lived(seed, trusting=False)
    assert too_young == 0
    assert fewest >= FEWEST
    assert most < 120


def test_thinning_by_the_clock_loses_what_is_an_hour_old() -> None:
    assert sum(lived(seed, trusting=True)[0] for seed in range(3)) > 0


def test_a_clock_that_leaps_makes_nothing_old() -> None:
    position = 0.0
    for then, now in ((0, 3650), (3650, 0), (0, -3650), (-3650, 0)):
        position = next_position(position, START + timedelta(days=then), START + timedelta(days=now))
    assert position == 0.0
    many = [Kept(number, 0.0) for number in range(50)]
    assert may_go(many) == []


def test_a_year_of_two_backups_a_day_leaves_days_weeks_and_months() -> None:
    kept: list[Kept] = []
    for number in range(730):
        kept.append(Kept(number, number * 43_200.0))
        gone = may_go(kept)
        kept = [one for one in kept if one.number not in gone]
    assert DAILY + WEEKLY < len(kept) <= 5 + DAILY + WEEKLY + MONTHLY
    newest = kept[-1].position
    ages = [(newest - one.position) / 86_400 for one in kept]
    assert max(ages) > 300
    assert sum(age <= 2 for age in ages) == 5
