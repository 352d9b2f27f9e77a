"""Every figure of the effect page equals an independent computation over the records, on both databases."""

from __future__ import annotations

import pytest

from outreach.domain.effect import Effect, Wish
from outreach.services.effect import EffectService
from outreach.storage.database import Database
from tests.services.effect_oracle import Oracle
from tests.services.effect_world import TAG, plant


@pytest.mark.parametrize("seed", [1, 5])
def test_all_figures_equal_an_independent_computation(database: Database, seed: int) -> None:
    plant(database, seed)
    for buyers, tag in (((), ""), (("ludvika kommun",), ""), ((), TAG)):
        effect = EffectService(database).figures(Wish(buyers, 2024, tag))
        compare(effect, rolling=False, oracle=Oracle(database, 2024, 2024, buyers, tag))
        compare(effect, rolling=True, oracle=Oracle(database, 2022, 2024, buyers, tag))


def compare(effect: Effect, *, rolling: bool, oracle: Oracle) -> None:
    told = effect.three_years if rolling else effect.figures
    expected = oracle.figures()
    assert {one.key for one in told} - {"nui"} == set(expected)
    for key, (value, n, count, unknown) in expected.items():
        one = effect.figure(key, rolling=rolling)
        assert (one.n, one.count, one.unknown) == (n, count, unknown), key
        assert one.value == (pytest.approx(value) if value is not None else None), key
