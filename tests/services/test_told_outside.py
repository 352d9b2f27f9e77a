"""What leaves the house about people: never of fewer than five, and the same before and after somebody is erased."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from outreach.domain.company import Company
from outreach.domain.coverage import STAGES, BranchBy, Coverage, CoverageOrder, Stage
from outreach.domain.coverage_told import told_of
from outreach.domain.effect import Effect, Wish
from outreach.domain.event import Event
from outreach.domain.few import Told, is_few
from outreach.domain.guest import Attendance, Guest
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.processing import Deed
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import LotResult, Tender
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import zoned
from outreach.language import Language
from outreach.print.read_back import seen_text
from outreach.services.erasures import Erasures
from outreach.services.house import House
from outreach.services.yields import yields
from tests.bench.register import fill
from tests.services.effect_world import plant

SWEDISH, ENGLISH = Language("sv"), Language("en")
YEARS = (2025, 2026, 2027)
ORDERS = [CoverageOrder(by=by, cumulative=cumulative, municipality="") for by in BranchBy for cumulative in (False, True)]


def _reports(house: House) -> list[Any]:
    told: list[Any] = [house.effect.figures(Wish(year=year)) for year in YEARS]
    told += [house.effect.rows(Wish(), year) for year in YEARS]
    told += [house.coverage.table(order) for order in ORDERS]
    gave = [yields(house.database, date(year, 1, 1), date(year, 12, 31)).total for year in YEARS]
    # How many of the people came into the register then is lost with them: the one figure that asks who is in it now.
    return [*told, *(replace(one, new_people=0) for one in gave)]


def _populated(house: House) -> None:
    """People with talks, questions, guests and promises, beside tenders, bids and companies."""
    fill(house.database, 40)
    plant(house.database, 5, tenders=25)
    with house.database.work("More") as work:
        events = [one for one in work.events.all() if one.when.first_day.year in YEARS][:3]
        known = list(work.people.all())
        asked = work.save(Kind.QUESTION, Question(text="När annonseras snöröjningen?"))
        for number, person in enumerate(known[:12]):
            event = events[number % len(events)]
            at = event.when.start_utc
            company = person.roles[0].company if person.roles else None
            work.save(Kind.GUEST, Guest(event=event.id, person=person.id, company=company, attendance=Attendance.CAME))
            work.save(Kind.MEETING, Meeting(at=at, event=event.id, person=person.id, company=company, question=asked.id))


@pytest.mark.parametrize("deed", Deed)
def test_reports_are_equal_before_and_after_people_are_erased_or_made_anonymous(
    house: House, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The backup after each is not what is looked at.
    monkeypatch.setattr(Erasures, "finished", lambda *_rest: None)
    _populated(house)
    before = _reports(house)
    assert any(one.figure("conversations").value for one in before if isinstance(one, Effect))
    for person in house.people.ids(Listing(Kind.PERSON))[:15]:
        house.erasures.erase(person, deed)
    assert house.people.count() == 25
    for was, now in zip(before, _reports(house), strict=True):
        assert now == was
    # The control: what is deleted instead is missed.
    with house.database.work("Deleted") as work:
        for talk in list(work.meetings.all())[:20]:
            work.delete(Kind.MEETING, talk.id)
        work.many_wished()
    assert _reports(house) != before


def _met(house: House, companies: int, year: int, event: Event | None = None) -> None:
    with house.database.work("Met") as work:
        for number in range(companies):
            made = work.save(Kind.COMPANY, Company(name=f"Bolag {year} {number} AB", sni=("43210",), municipality="2061"))
            at = datetime(year, 3, 1, 9, number, tzinfo=UTC)
            work.save(Kind.MEETING, Meeting(at=at, company=made.id, note="hej", event=event.id if event else None))


@pytest.fixture
def small(house: House) -> House:
    """A year with two events, of three conversations and of twenty, and a tender that one sole trader was talked with about."""
    with house.database.work("Planted") as work:
        work.save(Kind.UNIT, Unit(id=UNIT_ID, municipality="Smedjebackens kommun", code="2061"))
        first, second = (
            work.save(Kind.EVENT, Event(title=title, when=zoned(datetime(2026, month, 1, 8), datetime(2026, month, 1, 12))))
            for title, month in (("Frukost", 2), ("Mässa", 3))
        )
        trader = work.save(Kind.COMPANY, Company(name="Rut Särskild Måleri", sole_trader=True, municipality="2061"))
        tender = Tender(title="Måleri", advertised=date(2026, 5, 1), results=(LotResult(bids=2),))
        tender = work.save(Kind.TENDER, tender)
        at = datetime(2026, 4, 1, 9, tzinfo=UTC)
        work.save(Kind.MEETING, Meeting(at=at, company=trader.id, tenders=(tender.id,), note="hej"))
    _met(house, 3, 2026, first)
    _met(house, 20, 2026, second)
    return house


def test_the_effect_report_tells_of_fewer_than_five_in_no_form(small: House, tmp_path: Path) -> None:
    wish = Wish(year=2026)
    for suffix in (".pdf", ".xlsx"):
        small.effect.save(wish, tmp_path / f"e{suffix}", SWEDISH)
    text = seen_text((tmp_path / "e.pdf").read_bytes())
    assert "färre än 5" in text
    assert "en enskild näringsidkare" in text
    assert "Särskild" not in text
    rows = list(openpyxl.load_workbook(tmp_path / "e.xlsx")["Siffror"].iter_rows(values_only=True))
    by_key = {row[-1]: row for row in rows if row[0] == "2026"}
    assert by_key["chain_met_bid"][2:5] == ("färre än 5", None, None)
    assert by_key["conversations"][2] == 24
    tenders = openpyxl.load_workbook(tmp_path / "e.xlsx")["Upphandlingar"]
    assert [row[-1] for row in tenders.iter_rows(min_row=2, values_only=True)] == ["färre än 5"]


def test_of_two_events_the_second_is_held_back_where_the_first_is_few(small: House) -> None:
    effect = small.effect.figures(Wish(year=2026))
    rows, below = effect.told_of_events()
    assert [row["conversations"] for row in rows] == [Told.FEW, Told.HELD]
    assert below["conversations"] is Told.AS_IS
    assert "people" in {one.key for one in effect.cautions}


def test_three_years_are_held_back_when_one_of_them_is_few(small: House) -> None:
    assert small.effect.figures(Wish(year=2026)).figure("conversations", rolling=True).told is Told.AS_IS
    _met(small, 2, 2025)
    held = small.effect.figures(Wish(year=2026)).figure("conversations", rolling=True)
    assert (held.value, held.told) == (26, Told.HELD)
    _met(small, 3, 2025)
    assert small.effect.figures(Wish(year=2026)).figure("conversations", rolling=True).told is Told.AS_IS


def test_the_coverage_is_written_without_small_cells_and_the_page_shows_them(small: House, tmp_path: Path) -> None:
    with small.database.work("More") as work:
        for name in ("Ett IT AB", "Två IT AB"):
            made = work.save(Kind.COMPANY, Company(name=name, sni=("62010",), municipality="2061"))
        work.save(Kind.MEETING, Meeting(at=datetime(2026, 6, 1, tzinfo=UTC), company=made.id, note="hej"))
    counted = small.coverage.table(CoverageOrder(by=BranchBy.SNI, municipality="2061"))
    assert any(is_few(count) for row in counted.rows for count in row.counts)
    for suffix in (".csv", ".xlsx", ".pdf"):
        small.coverage.write(counted, tmp_path / f"c{suffix}", SWEDISH)
    lines = list(csv.reader((tmp_path / "c.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    met = 1 + STAGES.index(Stage.MET)
    assert [row[met] for row in lines if row and row[0].startswith("J ")] == ["färre än 5"]
    assert "färre än 5" in seen_text((tmp_path / "c.pdf").read_bytes())
    assert any("anges inte" in " ".join(row) for row in lines[1:])


def _outside(counted: Coverage) -> list[list[int | None]]:
    return [[cell.count if cell.told is Told.AS_IS else None for cell in row] for row in told_of(counted)]


def test_no_cell_of_the_coverage_stands_alone_untold_in_a_row_or_column_with_its_sum(house: House) -> None:
    _populated(house)
    for order in ORDERS:
        counted = house.coverage.table(order)
        shown = _outside(counted)
        for row, cells in zip([*counted.rows, None], shown, strict=True):
            sensitive = cells[1 : STAGES.index(Stage.BID)]
            assert not [one for one in sensitive if is_few(one)]
            if not order.cumulative and row is not None and cells[-1] is not None:
                assert cells[:-1].count(None) != 1
        for column in zip(*shown, strict=True):
            if column[-1] is not None:
                assert column[:-1].count(None) != 1


def test_cumulative_columns_do_not_tell_a_few_by_their_difference(house: House) -> None:
    _populated(house)
    for order in (one for one in ORDERS if one.cumulative):
        for cells in _outside(house.coverage.table(order)):
            told = [(place, one) for place, one in enumerate(cells[:-1]) if one is not None]
            last = STAGES.index(Stage.BID)
            for (first, more), (later, less) in pairwise(told):
                if first < last and (first, later) != (0, 1):
                    assert not is_few(more - less), (order.by, cells)


def test_a_person_of_a_firm_is_no_reason_to_hold_a_bid_back(small: House) -> None:
    """The control: bids are public facts, whatever their number."""
    effect = small.effect.figures(Wish(year=2026))
    assert effect.figure("bids_per_lot").told is Told.AS_IS
    assert effect.figure("unique_bidders").told is Told.AS_IS
    person = Person(name="Rut Särskild", roles=(Role(small.companies.ids(Listing(Kind.COMPANY))[0], ""),))
    small.people.save(replace(person, notes="x"))
    assert small.effect.figures(Wish(year=2026)) == effect
