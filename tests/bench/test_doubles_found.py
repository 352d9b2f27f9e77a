"""The shares that the search for doubles must reach, on small registers with known truth (`tests.bench doubles`: large ones)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from outreach.domain.likeness import Band
from outreach.domain.record import Kind
from tests.bench.doubles import Found, measure
from tests.bench.planted import DAMAGES, Planted, in_common, make_people
from tests.bench.planted_companies import make_companies
from tests.bench.planted_other import OTHER_DAMAGES, make_other_people
from tests.searching import searched

REGISTERS: dict[str, tuple[Callable[[Path], Planted], Kind]] = {
    "people": (lambda folder: make_people(folder, searched(1_500, 3_000), 150), Kind.PERSON),
    "people, other damage": (lambda folder: make_other_people(folder, searched(1_500, 3_000), 150), Kind.PERSON),
    "companies": (lambda folder: make_companies(folder, searched(1_000, 2_000), 150), Kind.COMPANY),
}


@pytest.fixture(scope="module", params=REGISTERS)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Planted, Found]]:
    make, kind = REGISTERS[request.param]
    planted = make(tmp_path_factory.mktemp("doubles"))
    yield planted, measure(planted, kind)
    planted.house.close()


def test_97_of_100_planted_doubles_are_found(found: tuple[Planted, Found]) -> None:
    assert found[1].planted == 150
    assert found[1].recall >= 0.97, found[1].recall_by_damage


def test_93_of_100_stand_among_the_sure_and_the_likely_pairs(found: tuple[Planted, Found]) -> None:
    assert found[1].recall_of_two >= 0.93, found[1]


def test_98_of_100_sure_pairs_are_one_and_the_traps_are_not_among_them(found: tuple[Planted, Found]) -> None:
    planted, outcome = found
    assert len(planted.traps) > 50
    assert outcome.pairs[Band.SURE] >= 60
    assert outcome.precision[Band.SURE] >= 0.98, outcome.sure_traps
    assert "workplaces" not in outcome.sure_traps


def test_every_planted_double_could_be_found_by_a_human(found: tuple[Planted, Found]) -> None:
    people = found[0].house.people
    pairs = [people.many(couple) for couple in found[0].truth]
    for records in pairs:
        if len(records) == 2:
            assert in_common(*records.values())


def test_the_scorer_and_the_planting_know_nothing_of_each_other() -> None:
    folder = Path(__file__).parent
    for name in ("planted", "planted_other", "planted_companies"):
        lines = (folder / f"{name}.py").read_text("utf-8").splitlines()
        imported = " ".join(line for line in lines if line.startswith(("from outreach", "import outreach")))
        for rule in ("likeness", "alike", "scanning", "matching", "duplicates", "is_shared", "is_mobile", "_key"):
            assert rule not in imported
    assert not set(DAMAGES) & set(OTHER_DAMAGES)
