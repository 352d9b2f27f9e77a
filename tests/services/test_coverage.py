"""Coverage as the officer uses it: the usual table, its lists, what a merge does to it, whom we never met before an event."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outreach.domain.bid import Bid
from outreach.domain.company import Company
from outreach.domain.coverage import (
    STAGES,
    Branch,
    BranchBy,
    CoverageOrder,
    Reached,
    Stage,
    branch_title,
    read_branch,
    read_reached,
    say_never_met,
    say_reached,
)
from outreach.domain.event import Event, EventStatus
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.record import Kind
from outreach.domain.saved_view import SavedView
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.house import House
from tests.print.good_pdf import assert_good_pdf, roles_of

TALKED = datetime(2026, 5, 5, 9, tzinfo=UTC)
ENGLISH, SWEDISH = Language("en"), Language("sv")


def a_company(house: House, name: str, *sni: str, tags: tuple[str, ...] = ()) -> Company:
    made = Company(name=name, sni=sni, tags=tags, municipality="2061")
    house.companies.save(made)
    return house.companies.get(made.id)


def in_all(house: House, order: CoverageOrder | None = None) -> dict[Stage, int]:
    return {stage: count for stage, count in zip(STAGES, house.coverage.table(order).totals, strict=True) if count}


def test_the_usual_rows_are_industries_when_half_of_the_companies_have_one_else_tags(house: House) -> None:
    a_company(house, "Bygg AB", "43.210")
    a_company(house, "Utan AB", tags=("bygg",))
    assert house.coverage.table().order.by is BranchBy.SNI
    a_company(house, "Också utan AB")
    assert house.coverage.table().order.by is BranchBy.TAG


def test_the_usual_companies_are_those_of_the_municipality_when_there_are_some(house: House) -> None:
    a_company(house, "Bygg AB", "43.210")
    house.companies.save(Company(name="Långt borta AB", sni=("43.210",), municipality="0180"))
    assert house.coverage.table().companies == 2, "the unit has not told its code"
    house.unit.save_unit(replace(house.unit.unit(), municipality="Smedjebackens kommun", code="2061"))
    assert (house.coverage.table().order.municipality, house.coverage.table().companies) == ("2061", 1)
    assert house.coverage.table(CoverageOrder(municipality="")).companies == 2
    assert house.coverage.municipalities() == ["2061", "0180"]


def test_a_cell_kept_as_a_view_is_counted_anew_and_is_an_invitation_list(house: House) -> None:
    first, second = a_company(house, "Bygg AB", "43.210"), a_company(house, "Mer bygg AB", "41.200")
    table = house.coverage.table()
    house.coverage.save_view(
        "Byggföretag vi aldrig träffat", house.coverage.listing(table, Branch("sni", "F"), Stage.NEVER)
    )
    kept = house.views.named("byggföretag vi aldrig träffat")
    assert set(house.views.records_of(kept)) == {first.id, second.id}
    with house.database.work("Talked") as work:
        work.save(Kind.MEETING, Meeting(at=TALKED, company=first.id))
    assert house.views.records_of(kept) == [second.id]
    assert in_all(house) == {Stage.NEVER: 1, Stage.MET: 1}


def test_a_view_that_asks_for_no_stage_or_branch_is_refused(house: House) -> None:
    for pair in (("reached", "sold"), ("branch", "43"), ("branch", "nace:43"), ("reached", "met@soon")):
        with pytest.raises(InvalidInput):
            house.views.save(SavedView(name="Fel", of=Kind.COMPANY, filters=(pair,)))


def test_two_that_become_one_stand_in_one_cell_and_undo_parts_them(house: House) -> None:
    kept, other = a_company(house, "Bygg AB", "43.210"), a_company(house, "Bygg Aktiebolag", "62.010")
    tender = Tender(title="Snö")
    house.tenders.save(tender)
    with house.database.work("Talked and told") as work:
        work.save(Kind.MEETING, Meeting(at=TALKED, company=kept.id))
        told = (NotifiedCompany(other.id, other.name),)
        work.save(Kind.NOTIFICATION, Notification(tender=tender.id, at=TALKED, companies=told))
    assert in_all(house) == {Stage.MET: 1, Stage.NOTIFIED: 1}
    house.duplicates.merge(Kind.COMPANY, kept.id, [other.id])
    table = house.coverage.table()
    assert [(row.branch.value, row.counts[STAGES.index(Stage.NOTIFIED)]) for row in table.rows] == [("F", 1), ("J", 1)]
    assert in_all(house) == {Stage.NOTIFIED: 1}, "it stands in two rows and is one company"
    house.history.undo()
    assert in_all(house) == {Stage.MET: 1, Stage.NOTIFIED: 1}


def test_what_goes_takes_its_stage_with_it(house: House) -> None:
    company = a_company(house, "Bygg AB", "43.210")
    tender = Tender(title="Snö")
    house.tenders.save(tender)
    meeting = Meeting(at=TALKED, company=company.id)
    with house.database.work("Talked and bid") as work:
        work.save(Kind.MEETING, meeting)
        work.save(Kind.BID, Bid(tender=tender.id, name="Bygg AB", company=company.id, won=True))
    assert in_all(house) == {Stage.WON: 1}
    house.tenders.delete([tender.id])
    assert in_all(house) == {Stage.MET: 1}
    house.meetings.delete([meeting.id])
    assert in_all(house) == {Stage.NEVER: 1}
    house.companies.delete([company.id])
    assert in_all(house) == {}


def test_before_an_event_the_officer_reads_whom_we_have_never_met(house: House) -> None:
    for number in range(3):
        a_company(house, f"Bygg {number} AB", "43.210", tags=("snö",) if number else ())
    a_company(house, "Program AB", "62.010")
    tender = Tender(title="Nytt tak", cpv=("45260000",))
    house.tenders.save(tender)
    event = Event(
        title="Frukost",
        when=zoned(datetime(2026, 12, 1, 8), datetime(2026, 12, 1, 10)),
        tenders=(tender.id,),
        tags=("snö",),
    )
    house.events.save(event)
    found = house.coverage.before(event.id)
    assert [say_never_met(one, ENGLISH) for one in found] == [
        "3 construction firms never met",
        "2 companies never met: #snö",
    ]
    assert say_never_met(found[0], SWEDISH) == "3 byggföretag aldrig träffade"
    assert [len(house.companies.ids(one.listing)) for one in found] == [3, 2]
    house.events.save(replace(house.events.get(event.id), status=EventStatus.CANCELLED))
    assert house.coverage.before(event.id) == []
    over = Event(title="Förra", when=zoned(datetime(2026, 1, 1, 8), datetime(2026, 1, 1, 9)), tags=("snö",))
    house.events.save(over)
    assert house.coverage.before(over.id) == []
    with pytest.raises(NotFound):
        house.coverage.before(tender.id)


def test_where_companies_have_no_industry_the_interests_of_the_tenders_count(house: House) -> None:
    house.companies.save(Company(name="Snö AB", cpv=("90620000",)))
    tender = Tender(title="Snöröjning", cpv=("90620000",))
    house.tenders.save(tender)
    event = Event(
        title="Frukost", when=zoned(datetime(2026, 12, 1, 8), datetime(2026, 12, 1, 10)), tenders=(tender.id,)
    )
    house.events.save(event)
    (found,) = house.coverage.before(event.id)
    assert (found.branch, found.companies) == (Branch("cpv", "90"), 1)
    assert "Sewage" in say_never_met(found, ENGLISH)


def test_the_table_leaves_as_numbers_in_a_workbook_and_as_a_paper_that_is_read_aloud_right(
    house: House, tmp_path: Path
) -> None:
    for number in range(40):
        a_company(house, f"Firma {number} AB", f"{number + 10}.110", tags=(f"etikett {number:02}",))
    table = house.coverage.table(CoverageOrder(by=BranchBy.TAG, cumulative=True, since=date(2026, 1, 1)))
    book, paper, plain = (tmp_path / f"coverage{suffix}" for suffix in (".xlsx", ".pdf", ".csv"))
    for path in (book, paper, plain):
        assert house.coverage.write(table, path, ENGLISH).records == 40
    with closing(load_workbook(book, read_only=True)) as opened:
        rows = list(opened.active.iter_rows(values_only=True))
    assert rows[41][:3] == ("All companies", 40, 0)
    text = plain.read_text("utf-8-sig")
    assert "All companies;40;0" in text
    assert "have come so far or further" in text
    for language in (ENGLISH, SWEDISH):
        said = house.coverage.said(table, language)
        pdf = house.coverage.draw(said, language)
        assert_good_pdf(pdf, texts=[said.title, *(str(row[0]) for row in said.rows)])
        scopes = [named.scope for one in roles_of(pdf) for named in one.all("TH")]
        assert (scopes.count("Column"), scopes.count("Row")) == (9, 41), "each column and each row has its name"
    with pytest.raises(InvalidInput):
        house.coverage.write(table, tmp_path / "coverage.docx", ENGLISH)


def test_what_a_list_asks_for_is_read_back_from_its_key() -> None:
    for stage in Stage:
        for at_least in (False, True):
            for since, programme in ((None, ""), (date(2026, 1, 1), "eu projekt #2")):
                reached = Reached(stage, at_least, since, programme)
                assert read_reached(reached.key) == reached
    for branch in (Branch("sni", "F"), Branch("sni"), Branch("sni", "43"), Branch("tag", "a:b"), Branch("cpv", "45")):
        assert read_branch(branch.key) == branch
    said = say_reached(Reached(Stage.MET, True, date(2026, 1, 1), "leader"), ENGLISH)
    assert said == "Met or further, since 1 Jan 2026, #leader"
    assert branch_title(Branch("sni", "F"), SWEDISH) == "F Byggverksamhet"
    assert branch_title(Branch("tag"), ENGLISH) == "No tag"
