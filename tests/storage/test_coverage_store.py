"""Coverage is counted alike on SQLite and on PostgreSQL, and each cell's list holds whom the cell counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from outreach.domain.bid import Bid
from outreach.domain.company import Company
from outreach.domain.coverage import STAGES, Branch, BranchBy, CoverageOrder, Reached, Stage
from outreach.domain.event import Event
from outreach.domain.guest import Attendance, Guest
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.notice import Notification, NotifiedCompany
from outreach.domain.person import Person, Role
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.storage import coverage as counted_by
from outreach.storage.database import Database

OLD, NEW = datetime(2025, 5, 5, 9, tzinfo=UTC), datetime(2026, 5, 5, 9, tzinfo=UTC)
NAMES = ("never", "met", "came", "came through its person", "asked", "notified", "bid", "won", "elsewhere")


def furnish(database: Database) -> dict[str, UUID]:
    """Make a company for each stage, all of them builders but one that has no industry; one has its seat elsewhere."""
    firms = {name: Company(name=name, municipality="2061", sni=("43.210", "41.200"), tags=("bygg",)) for name in NAMES}
    firms["met"] = Company(name="met", municipality="2061")
    firms["elsewhere"] = Company(
        name="elsewhere", municipality="2080", sni=("43.210", "62.010", "34.000"), cpv=("90620000",)
    )
    ids = {name: firm.id for name, firm in firms.items()}
    question = Question(text="När betalar ni?")
    person = Person(name="Anna", roles=(Role(ids["came through its person"]),))
    event = Event(title="Mässan", when=zoned(datetime(2025, 5, 5, 8), datetime(2025, 5, 5, 10)), tags=("leader",))
    tender = Tender(title="Snö", advertised=date(2026, 6, 1), tags=("leader",))
    with database.work("Made") as work:
        work.add_many(Kind.COMPANY, firms.values())
        for kind, record in (
            (Kind.QUESTION, question),
            (Kind.PERSON, person),
            (Kind.TENDER, tender),
            (Kind.EVENT, event),
        ):
            work.save(kind, record)
        work.save(Kind.MEETING, Meeting(at=OLD, company=ids["met"]))
        work.save(Kind.MEETING, Meeting(at=NEW, company=ids["elsewhere"], event=event.id))
        work.save(Kind.MEETING, Meeting(at=NEW, company=ids["asked"], question=question.id))
        work.save(Kind.MEETING, Meeting(at=NEW, question=question.id))
        work.save(Kind.GUEST, Guest(event=event.id, company=ids["came"], attendance=Attendance.CAME))
        work.save(Kind.GUEST, Guest(event=event.id, company=ids["never"], attendance=Attendance.ABSENT))
        work.save(Kind.GUEST, Guest(event=event.id, person=person.id, attendance=Attendance.CAME))
        told = (NotifiedCompany(ids["notified"], "notified"), NotifiedCompany(None, "gone"))
        work.save(Kind.NOTIFICATION, Notification(tender=tender.id, at=NEW, companies=told))
        work.save(Kind.BID, Bid(tender=tender.id, name="B", company=ids["bid"]))
        work.save(Kind.BID, Bid(tender=tender.id, name="W", company=ids["won"], won=True))
        work.save(Kind.BID, Bid(tender=tender.id, name="Somebody"))
    return ids


def counted(database: Database, by: BranchBy, **limits: object) -> dict[str, list[int]]:
    order = CoverageOrder(**limits)  # type: ignore[arg-type]
    with database.read() as view:
        found = counted_by.count(view.connection, by, order)
    rows = {branch for branch, _ in found.by_branch}
    table = {row: [found.by_branch.get((row, stage), 0) for stage in STAGES] for row in rows}
    return table | {"*": [found.in_all.get(stage, 0) for stage in STAGES]}


def test_each_company_stands_in_the_furthest_stage_of_each_of_its_branches_once(database: Database) -> None:
    furnish(database)
    builders = [1, 0, 2, 1, 1, 1, 1]
    assert counted(database, BranchBy.SNI) == {
        "F": [1, 1, 2, 1, 1, 1, 1],
        "J": [0, 1, 0, 0, 0, 0, 0],
        "": [0, 1, 0, 0, 0, 0, 0],
        "*": [1, 2, 2, 1, 1, 1, 1],
    }
    divisions = counted(database, BranchBy.DIVISION)
    assert divisions["41"] == builders
    assert "34" not in divisions, "no list knows this code"
    assert counted(database, BranchBy.TAG) == {"bygg": builders, "": [0, 2, 0, 0, 0, 0, 0], "*": [1, 2, 2, 1, 1, 1, 1]}
    assert counted(database, BranchBy.CPV)["90"] == [0, 1, 0, 0, 0, 0, 0]


def test_municipality_day_and_programme_narrow_what_counts(database: Database) -> None:
    furnish(database)
    assert counted(database, BranchBy.SNI, municipality="2061")["*"] == [1, 1, 2, 1, 1, 1, 1]
    assert counted(database, BranchBy.SNI, since=date(2026, 1, 1))["*"] == [4, 1, 0, 1, 1, 1, 1]
    assert counted(database, BranchBy.SNI, since=date(2026, 6, 2))["*"] == [9, 0, 0, 0, 0, 0, 0]
    assert counted(database, BranchBy.SNI, programme="leader")["*"] == [3, 1, 2, 0, 1, 1, 1]


def test_a_list_asks_for_the_furthest_stage_or_for_this_one_and_further(database: Database) -> None:
    ids = furnish(database)
    names = {one: name for name, one in ids.items()}

    def listed(reached: Reached, *more: tuple[str, str]) -> set[str]:
        with database.read() as view:
            wanted = Listing(Kind.COMPANY, filters=(("reached", reached.key), *more))
            return {names[one] for one in view.companies.ids(wanted)}

    builders = ("branch", Branch("sni", "F").key)
    assert listed(Reached(Stage.NEVER), builders) == {"never"}
    assert listed(Reached(Stage.CAME), builders) == {"came", "came through its person"}
    assert listed(Reached(Stage.NOTIFIED, at_least=True)) == {"notified", "bid", "won"}
    assert listed(Reached(Stage.NEVER, at_least=True)) == set(NAMES)
    assert listed(Reached(Stage.MET), ("branch", "sni:")) == {"met"}
    assert listed(Reached(Stage.MET), ("branch", "cpv:90")) == {"elsewhere"}
    assert listed(Reached(Stage.NEVER, since=date(2026, 1, 1)), ("branch", "tag:bygg")) == {
        "never",
        "came",
        "came through its person",
    }
    with database.read() as view:
        counts = counted_by.count_never(
            view.connection, [Branch("tag", "bygg"), Branch("sni", "J"), Branch("sni")], "2061"
        )
        assert counts == [1, 0, 0]
        assert counted_by.count_never(view.connection, [], "") == []
        assert sorted(counted_by.municipalities(view.connection)) == ["2061", "2080"]


def test_an_empty_register_has_nobody_anywhere(database: Database) -> None:
    assert counted(database, BranchBy.TAG) == {"*": [0] * len(STAGES)}
    with database.read() as view:
        assert counted_by.share_with(view.connection, "sni") == (0, 0)
        assert not counted_by.any_in(view.connection, "2061")
        assert view.companies.ids(Listing(Kind.COMPANY, filters=(("branch", "tag:x"),))) == []
        assert view.companies.get(uuid4()) is None
