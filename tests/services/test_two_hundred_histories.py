"""Two hundred synthetic histories: the log, the no-bid list, coverage and the yield equal an oracle written beside the services."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, time

import pytest

from outreach.domain.codes import municipalities
from outreach.domain.coverage import BRANCH_FIELDS, STAGES, Branch, BranchBy, Coverage, CoverageOrder
from outreach.domain.event_yield import Yield
from outreach.services.house import House
from outreach.services.yields import yields
from outreach.storage.database import Signature
from tests.ready import fresh_workspace
from tests.searching import searched
from tests.services import oracle
from tests.services.conftest import StillClock
from tests.services.histories import FIRST, HOME, LAST, PROGRAMME, History, draw, keep

HISTORIES = 200
SINCE = date(2025, 10, 1)


@pytest.fixture(scope="module")
def histories() -> list[History]:
    """Two hundred histories, each in a municipality of its own."""
    places = sorted(one.code for one in municipalities())
    return [draw(seed, places[seed]) for seed in range(HISTORIES)]


@pytest.fixture(scope="module")
def house(histories: list[History], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One workspace with all of them; what belongs to one never names another's."""
    clock = StillClock()
    path = tmp_path_factory.mktemp("histories") / "register.outreach"
    opened = House(fresh_workspace(path, Signature("Anna Ek", "laptop", clock)))
    keep(opened.database, clock, histories)
    yield opened
    opened.close()


def test_each_cell_of_coverage_counts_whom_the_definitions_put_there(house: House, histories: list[History]) -> None:
    seen: set[str] = set()
    # All of them are in the register; each sixth is looked at with an order of its own.
    for history in histories[:: searched(6, 1)]:
        chance = random.Random(history.seed)
        by, cumulative = list(BranchBy)[history.seed % 4], chance.random() < 0.3
        days = [tender.advertised for tender in history.purchases]
        talks = [talk.at.astimezone(HOME) for talk in history.talks if talk.firm]
        # Often the very midnight of a talk: what happens in that instant counts.
        days += 4 * [at.date() for at in talks if at.time() == time.min]
        since, programme = chance.choice((None, SINCE, *days)), chance.choice(("", "", PROGRAMME))
        order = CoverageOrder(
            by=by, cumulative=cumulative, municipality=history.place, programme=programme, since=since
        )
        coverage = house.coverage.table(order)
        wanted = oracle.cells(history, by.value, since, programme=bool(programme), cumulative=cumulative)
        assert _counts(coverage) == {row: [len(one) for one in cells] for row, cells in wanted.items()}, history.seed
        assert coverage.companies == len(history.firms)
        row = chance.choice(sorted(wanted))
        for stage in chance.sample(STAGES, 2):
            column = STAGES.index(stage)
            branch = None if row == "*" else Branch(BRANCH_FIELDS[by], row)
            listed = house.companies.ids(house.coverage.listing(coverage, branch, stage))
            assert set(listed) == wanted[row][column], (history.seed, row, stage)
        seen |= {stage.value for stage, there in zip(STAGES, wanted["*"], strict=True) if there}
    assert seen == set(oracle.STAGES), "every stage has been looked at"


def test_coverage_of_the_whole_register_is_the_sum_of_the_histories(house: House, histories: list[History]) -> None:
    for by in BranchBy:
        wanted: dict[str, list[int]] = {}
        for history in histories:
            for row, cells in oracle.cells(history, by.value).items():
                known = wanted.setdefault(row, [0] * len(STAGES))
                wanted[row] = [one + len(other) for one, other in zip(known, cells, strict=True)]
        assert _counts(house.coverage.table(CoverageOrder(by=by, municipality=""))) == wanted


def test_each_event_gave_what_the_definitions_say_and_so_did_all_together(
    house: House, histories: list[History]
) -> None:
    found = yields(house.database, FIRST, LAST)
    named = {one.event.id: one for one in found.each if one.event is not None}
    wanted = [
        (history, event)
        for history in histories
        for event in history.gatherings
        if oracle.was_held(event) and oracle.is_told(history, event)
    ]
    assert named.keys() == {event.id for _, event in wanted}
    for history, event in wanted:
        assert _plain(named[event.id]) == oracle.gave([history], [event]), history.seed
    assert _plain(found.total) == oracle.gave(histories, [event for _, event in wanted])
    begins, ends = date(2025, 6, 1), date(2025, 6, 30)
    june = yields(house.database, begins, ends)
    assert _plain(june.total) == oracle.gave(
        histories, [event for _, event in wanted if begins <= event.starts.date() <= ends]
    )


def test_the_log_waits_for_what_was_not_published_and_for_nothing_else(house: House, histories: list[History]) -> None:
    found = {
        item.disclosure.id: (item.tender.id if item.tender else None, item.days)
        for item in house.disclosures.open_items()
    }
    for history in histories:
        own = {news.id for news in history.news}
        assert {one: told for one, told in found.items() if one in own} == oracle.open_news(history), history.seed
    assert len(found) == sum(len(oracle.open_news(history)) for history in histories)


def test_the_no_bid_list_names_whom_the_definitions_name(house: House, histories: list[History]) -> None:
    named = 0
    for history in histories:
        for tender in history.purchases:
            found = {missing.company for missing in house.no_bids.list(tender.id)}
            assert found == oracle.did_not_bid(history, tender.id), (history.seed, tender)
            named += len(found)
    assert named > HISTORIES, "there is something to be right about"


def _counts(coverage: Coverage) -> dict[str, list[int]]:
    rows = {row.branch.value: list(row.counts) for row in coverage.rows}
    return rows | {"*": list(coverage.totals)}


def _plain(one: Yield) -> dict[str, object]:
    plain = {field.name: getattr(one, field.name) for field in fields(one) if field.name != "event"}
    return plain | {"cost": (one.cost.hundredths, one.cost.currency) if one.cost else None}
