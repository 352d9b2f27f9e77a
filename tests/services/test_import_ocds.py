"""OCDS beside the register: what a second time does, what partial releases leave alone, and the order in which files come."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from outreach.domain.listing import Listing
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import Lot, Stage, Tender
from outreach.language import Language
from outreach.services.house import House
from outreach.services.imports import ImportOutcome

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ocds"
ITEMS = [{"id": "1", "classification": {"id": "90620000"}}]
PLAN = {"tender": {"id": "t", "title": "Plan for snow", "status": "planned", "items": ITEMS}}
CALL = {"tender": {"id": "t", "title": "Snow", "status": "active", "lots": [{"id": "1", "title": "N"}, {"id": "2", "title": "S"}]}}
CLOSED = {"tender": {"id": "t", "status": "complete"}, "bids": {"statistics": [{"measure": "bids", "value": 3, "relatedLot": "1"}]}}
AWARD = {"awards": [{"id": "a", "title": "Award", "relatedLots": ["1"], "suppliers": [{"name": "Berg AB"}], "status": "active"}]}


def bring_in(house: House, *paths: Path) -> ImportOutcome:
    return house.imports.run(house.imports.preview(paths))


def saved(folder: Path, number: int, tag: str, members: dict[str, Any]) -> Path:
    told = {"ocid": "ocds-abc123-1", "id": f"r{number}", "date": f"2026-0{number}-01T10:00:00Z", "tag": [tag]}
    path = folder / f"{number}.json"
    path.write_text(json.dumps({"releases": [{**told, "buyer": {"name": "Bergs kommun"}, **members}]}))
    return path


def tenders(house: House) -> list[Tender]:
    return house.tenders.listed(Listing(Kind.TENDER))


def test_all_real_files_come_in_and_a_second_time_changes_nothing(house: House) -> None:
    if not SHARED.is_dir():
        pytest.skip("the real files (../shared/data/ocds) are not here")
    files = sorted(SHARED.glob("*.json"))
    first = bring_in(house, *files)
    assert {line.file for line in first.lines} == {str(path) for path in files}
    kept = [to_plain(one) for one in tenders(house)]
    # Six of the eight speak of one process; the natural person's file and the two plans bear its ocid too.
    assert sorted(one["procedure_id"] for one in kept) == ["ocds-03ad3f-331547-1", "ocds-213czf-000-00001"]
    again = bring_in(house, *files)
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(files))
    assert [to_plain(one) for one in tenders(house)] == kept
    (cycles,) = [one for one in tenders(house) if one.procedure_id == "ocds-213czf-000-00001"]
    versions = [one.notice.notice_version for one in house.notices.of(cycles.id)]
    # The person's file is a variant of the tender's release, and the plan of 1.0 one of the plan of 1.1: each is kept.
    assert (len(versions), len(set(versions))) == (7, 5)
    house.history.undo(first.changes.action) if first.changes.action else pytest.fail("nothing to undo")
    assert tenders(house) == []


def test_each_release_adds_what_it_tells_and_leaves_the_rest(house: House, tmp_path: Path) -> None:
    steps = [("planning", PLAN), ("tender", CALL), ("tenderUpdate", CLOSED), ("award", AWARD)]
    for number, (tag, members) in enumerate(steps, 1):
        outcome = bring_in(house, saved(tmp_path, number, tag, members))
        assert (outcome.added, outcome.updated) == ((1, 0) if number == 1 else (0, 1))
    (told,) = tenders(house)
    assert (told.title, told.stage, told.cpv) == ("Snow", Stage.CONTRACT, ("90620000",))
    assert [lot.title for lot in told.lots] == ["N", "S"]
    (result,) = [one for one in told.results if one.number == "1"]
    assert (result.bids, result.outcome, [one.name for one in result.winners]) == (3, "selec-w", ["Berg AB"])


def test_in_whatever_order_the_files_come_the_latest_release_counts(house: House, tmp_path: Path) -> None:
    steps = [saved(tmp_path, 1, "planning", PLAN), saved(tmp_path, 2, "tender", CALL), saved(tmp_path, 4, "award", AWARD)]
    for order in permutations(steps):
        first = bring_in(house, *order)
        (told,) = tenders(house)
        # An award has no title of its own: the tender's stays.
        assert (told.title, told.stage, told.notice_version[:7]) == ("Snow", Stage.CONTRACT, "2026-04"), order
        assert [lot.number for lot in told.lots] == ["1", "2"]
        assert bring_in(house, *order).updated == 0
        assert first.changes.action is not None
        house.history.undo(first.changes.action)


def test_what_the_officer_wrote_stays(house: House, tmp_path: Path) -> None:
    bring_in(house, saved(tmp_path, 1, "planning", PLAN))
    (told,) = tenders(house)
    house.tenders.save(replace(told, title="Snow in plain words"))
    bring_in(house, saved(tmp_path, 2, "tender", CALL))
    (told,) = tenders(house)
    assert (told.title, told.stage) == ("Snow in plain words", Stage.ADVERTISED)


def test_our_own_package_is_the_same_twice_and_changes_nothing_at_home(house: House, tmp_path: Path) -> None:
    road = Tender(title="Snöröjning", cpv=("90620000",), stage=Stage.PLANNED, expected_publication=date(2027, 2, 15))
    house.tenders.save(road)
    first, again = tmp_path / "plan.ocds.json", tmp_path / "again.ocds.json"
    for path in (first, again):
        assert house.exports.write(Kind.TENDER, path, Language("sv")).records == 1
    assert first.read_bytes() == again.read_bytes()
    before = [to_plain(one) for one in tenders(house)]
    outcome = bring_in(house, first)
    assert (outcome.added, outcome.updated, outcome.unchanged, outcome.problems) == (0, 0, 1, ())
    assert [to_plain(one) for one in tenders(house)] == before


def test_a_calendar_of_tenders_has_every_date_and_lots_that_differ(house: House, tmp_path: Path) -> None:
    moment = datetime(2027, 3, 30, 21, 59, tzinfo=UTC)
    lots = (Lot("1", "Norr", tender_deadline=moment), Lot("2", "Söder", tender_deadline=moment + timedelta(days=7)))
    snow = Tender(
        title="Snöröjning",
        stage=Stage.ADVERTISED,
        expected_publication=date(2027, 2, 15),
        question_deadline=moment,
        tender_deadline=moment,
        contract_start=date(2027, 10, 1),
        contract_end=date(2030, 9, 30),
        lots=lots,
    )
    house.tenders.save(snow)
    path = tmp_path / "deadlines.ics"
    house.exports.write(Kind.TENDER, path, Language("en"))
    text = path.read_text("utf-8").replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 7, "the six dates, and the last day to answer questions, which follows from a rule"
    heads = ("Expected publication", "Last day for questions", "Last day for tenders", "The contract begins")
    for words in (*heads, "The contract runs out"):
        assert f"SUMMARY:{words}: Snöröjning" in text
    assert "SUMMARY:Last day for tenders: Snöröjning (2 Söder)" in text
