"""The contract of every store, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from outreach.domain.apart import Apart
from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.bid import Bid, BidSource, NoBid, NoBidReason
from outreach.domain.company import Company, SizeClass
from outreach.domain.contact import Address, Email, kept_email, kept_phone
from outreach.domain.contract import Check, Contract, Option, Outcome, Promise
from outreach.domain.equal_treatment import Addition, Disclosure
from outreach.domain.event import Event, EventKind
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Attendance, Guest
from outreach.domain.inbox_card import InboxCard
from outreach.domain.inquiry import Inquiry, NetworkAnswer
from outreach.domain.listing import COLUMNS, Listing
from outreach.domain.meeting import Meeting
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.notice import KeptNotice, Notification, NotifiedCompany, Watch
from outreach.domain.person import Person, Role
from outreach.domain.printing import Printing
from outreach.domain.processing import Consent, Deed, Informed, PrivacyText, Purpose, RetentionRule, Since
from outreach.domain.question import Question
from outreach.domain.record import Kind, Record, own_origin
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.domain.rule import IndustryLink, PlainWord, Rule, RuleUnit
from outreach.domain.saved_view import SavedView
from outreach.domain.tender import Lot, LotResult, Money, Readability, Stage, Tender, ValueClass, Winner
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.domain.when import all_day, zoned
from outreach.errors import ChangedBySomeoneElse, NotFound, StillInUse
from outreach.storage.database import Database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def whole_records() -> dict[Kind, Record]:
    """One record of each kind with every field filled, tied to one another."""
    company = Company(
        name="Åkes Bygg & Mark AB",
        org_number="5560360793",
        municipality="2061",
        sni=("43.210",),
        size=SizeClass.SMALL,
        cpv=("45000000", "90620000"),
        tags=("bygg", "snö"),
        emails=(kept_email("info@akesbygg.example", "work"),),
        phones=(kept_phone("0240-66 00 00", "work"),),
        addresses=(Address("Storgatan 1", "777 30", "Smedjebacken"),),
        website="https://akesbygg.example",
        notes="Har plogbil; vill ha förfrågan tidigt.\nRad två – “citat”.",
        source="Företagsgalan",
        origins=("vcard:1",),
    )
    person = Person(
        name="Åsa Öberg",
        given="Åsa",
        family="Öberg",
        roles=(Role(company.id, "platschef"),),
        emails=(kept_email("asa@akesbygg.example"),),
        phones=(kept_phone("070-123 45 67", "mobile"), kept_phone("inte ett nummer")),
        tags=("gala",),
        language="sv",
        notes="Ringer helst före sju.",
        informed=(Informed(date(2026, 10, 11), "2026-1", "sign-in"),),
        consents=(Consent("newsletter", NOW, "2026-1", "form", NOW + timedelta(days=9)),),
        from_others=date(2026, 10, 12),
        objected=date(2026, 11, 1),
    )
    tender = Tender(
        title="Snöröjning 2027",
        description="Plogning och sandning.",
        cpv=("90620000",),
        stage=Stage.PLANNED,
        expected_publication=date(2027, 3, 1),
        question_deadline=NOW + timedelta(days=90),
        tender_deadline=NOW + timedelta(days=120),
        contract_start=date(2027, 10, 1),
        contract_end=date(2031, 9, 30),
        value_class=ValueClass.UNDER_2M,
        value=Money(1_500_000_00),
        lots=(Lot("LOT-0001", "Norr", cpv=("90620000",), value=Money(50), tender_deadline=NOW),),
        results=(
            LotResult(
                number="LOT-0001",
                outcome="selec-w",
                bids_at_least=2,
                counts=(("t-sme", 2),),
                winners=(Winner("Åkes Bygg & Mark AB", "556036-0793"),),
                contract_signed=date(2027, 6, 1),
                value=Money(100),
                withheld=("BT-720",),
            ),
        ),
        readability=(Readability(NOW, "lix", 4020, 100, 8, 3),),
        renews=UUID(int=3),
        option_months=24,
        planning_notice_sent=date(2026, 12, 1),
        result_notice_sent=date(2027, 6, 20),
        not_renewed=True,
    )
    event = Event(
        title="Företagsgala",
        when=zoned(datetime(2026, 11, 24, 17), datetime(2026, 11, 24, 23)),
        kind=EventKind.GALA,
        staff=("Anna Ek",),
        tenders=(tender.id,),
    )
    meeting = Meeting(
        at=NOW, officer="Anna Ek", event=event.id, person=person.id, company=company.id, note="Snö!", tenders=(tender.id,)
    )
    follow_up = FollowUp(due=date(2026, 11, 27), text="Ring", person=person.id, meeting=meeting.id, done=NOW)
    question = Question(text="Måste vi ha F-skatt?", tags=("skatt",), tenders=(tender.id,))
    return {
        Kind.COMPANY: company,
        Kind.PERSON: person,
        Kind.TENDER: tender,
        Kind.EVENT: event,
        Kind.QUESTION: question,
        Kind.MEETING: replace(meeting, question=question.id),
        Kind.FOLLOW_UP: follow_up,
        Kind.OFFICER: Officer(name="Anna Ek", title="upphandlare"),
        Kind.UNIT: Unit(id=UNIT_ID, municipality="Älvbro kommun", logo=b"\x89PNG\x00\xff"),
        Kind.GUEST: Guest(
            event=event.id, person=person.id, company=company.id, name="Åsa Öberg", attendance=Attendance.CAME, arrived=NOW
        ),
        Kind.INBOX_CARD: InboxCard(at=NOW, event=event.id, picture=UUID(int=7), text="Åsa", meeting=meeting.id, done=NOW),
        Kind.APART: Apart(of=Kind.COMPANY, one=UUID(int=1), other=UUID(int=2)),
        Kind.VIEW: SavedView(name="Bygg", of=Kind.COMPANY, filters=(("tag", "bygg"), ("cpv", "45")), columns=("name",)),
        Kind.NOTICE: KeptNotice(
            tender=tender.id,
            notice_id="7e0d",
            notice_version="02",
            kind="planning",
            subtype="4",
            published=date(2026, 11, 2),
            dispatched=NOW,
            publication_number="1-2026",
            changes_notice="7e0d-01",
            change_reason="Fel dag",
            languages=("SWE", "ENG"),
            language_used="SWE",
            deadline_texts=(("BT-131", "2027-03-24+01:00"),),
            makeshift=("title",),
            said=tender,
            read=NOW,
            file="a.xml",
        ),
        Kind.NOTIFICATION: Notification(
            tender=tender.id,
            at=NOW,
            companies=(NotifiedCompany(company.id, company.name, ("cpv:-:90620000",)), NotifiedCompany(None, "Borta HB")),
            way="e-mail",
            officer="Anna Ek",
            note="Efter mässan",
        ),
        Kind.PRINTING: Printing(
            event=event.id,
            at=NOW,
            handout="flyer",
            title="Å",
            copies=40,
            pages=2,
            digest="ab" * 32,
            tenders=(tender.id,),
            paper="A4",
            theme="clear",
            file="å.pdf",
            officer="Anna Ek",
        ),
        Kind.RULE: Rule(
            key="answers_before",
            title="Svar",
            amount=7,
            unit=RuleUnit.WORKING_DAYS,
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 12, 31),
            source="LOU 12 kap. 11 §",
            link="https://a.example",
            note="ja",
            dropped=True,
        ),
        Kind.WATCH: Watch(name="Ö", cpv=("906",), places=("2061",), words="snö", looked=NOW, seen=("7e0d/02",)),
        Kind.PLAIN_WORD: PlainWord(word="äska", forms=("äskar",), plain=("be om",), explanation="pengar", dropped=True),
        Kind.INDUSTRY_LINK: IndustryLink(sni="432", cpv=("45", "9062")),
        Kind.DISCLOSURE: Disclosure(
            tender=tender.id,
            meeting=meeting.id,
            text="Avtalet delas i två",
            opened=NOW,
            officer="Anna Ek",
            published=NOW,
            where="Kommunens sida",
            published_text="Avtalet delas i två områden",
            publisher="Anna Ek",
            additions=(Addition(NOW, "Anna Ek", "Gäller båda"),),
        ),
        Kind.BID: Bid(
            tender=tender.id,
            lot="LOT-0001",
            company=company.id,
            name="Åkes Schakt AB",
            org_number="5560360793",
            value=Money(900_000_00),
            won=True,
            municipality="2061",
            nuts="SE312",
            workplaces=("2085",),
            size=SizeClass.MICRO,
            joint="TEN-1",
            source=BidSource.OPENING,
            opened=date(2026, 6, 1),
            note="i tid",
        ),
        Kind.NO_BID: NoBid(
            tender=tender.id, company=company.id, reason=NoBidReason.TIME, note="sommaren", officer="Anna Ek", at=NOW
        ),
        Kind.CONTRACT: Contract(
            title="Snöröjning norra",
            supplier="Åkes Schakt AB",
            company=company.id,
            tender=tender.id,
            lots=("LOT-0001",),
            reference="KS 1",
            signed=date(2026, 6, 1),
            starts=date(2026, 10, 1),
            ends=date(2028, 9, 30),
            options=(Option(months=12, decide_by=date(2028, 6, 30), used=date(2028, 6, 1)),),
            value=Money(900_000_00),
            promises=(
                Promise(
                    id=UUID(int=7),
                    text="Snöröjt före sju",
                    checks=(
                        Check(
                            due=date(2026, 12, 1),
                            done=date(2026, 12, 2),
                            outcome=Outcome.DEVIATION,
                            evidence="klagomål",
                            next_step="ring",
                            next_day=date(2026, 12, 9),
                            officer="Anna Ek",
                        ),
                    ),
                ),
            ),
            officer="Anna Ek",
            notes="ja",
            tags=("snö",),
            origins=("result:7e0d:LOT-0001",),
            closed=date(2028, 10, 1),
        ),
        Kind.REQUIREMENT_CARD: RequirementCard(
            title="Snö",
            buyer="Älvbro",
            tender=tender.id,
            cpv=("90620000",),
            year=2026,
            requirements=(Requirement(text="Bil", why="väg", said="dyrt"),),
            bids=3,
            appealed=False,
            contact="upphandling@a.example",
            link="https://a.example",
            notes="ja",
            credit="Ludvika",
            origins=("package:1",),
        ),
        Kind.INQUIRY: Inquiry(
            title="Snö",
            text="Hur gör ni?",
            question=question.id,
            cpv=("90620000",),
            tags=("snö",),
            drafted=NOW,
            answer_by=date(2026, 6, 1),
            answers=(NetworkAnswer("Ludvika", date(2026, 5, 30), "Så här", "Eva"),),
            closed=date(2026, 6, 2),
            credit="Ludvika",
            origins=("package:2",),
        ),
        Kind.NEIGHBOUR_TENDER: NeighbourTender(
            title="Snö",
            buyer="Ludvika",
            cpv=("90620000",),
            expected=date(2026, 8, 1),
            deadline=date(2026, 9, 1),
            link="https://a.example",
            credit="Ludvika",
            origins=("package:3",),
        ),
        Kind.FLYER_TEXT: FlyerText(title="Snö", text="Vi köper", cpv=("90620000",), credit="Ludvika", origins=("package:4",)),
        Kind.BENCHMARK: Benchmark(measure=Measure.BIDS_PER_LOT, year=2021, area="Sverige", value=544, n=11395, source="UHM"),
        Kind.PURPOSE: Purpose(
            key="dialogue", name="Leverantörsdialog", law="LOU 4 kap. 1 §", categories=("Namn",), recipients="Upphandlingsenheten"
        ),
        Kind.RETENTION_RULE: RetentionRule(name="Kontakter", months=24, since=Since.COLLECTED, deed=Deed.ERASE, decision="KS § 12"),
        Kind.PRIVACY_TEXT: PrivacyText(
            language="sv", label="2026-1", valid_from=date(2026, 1, 1), short="Vi sparar ditt namn.", full="Allt."
        ),
    }


def save_all(database: Database) -> dict[Kind, Record]:
    with database.work("Made a small register") as work:
        return {kind: work.save(kind, record) for kind, record in whole_records().items()}


def test_every_field_of_every_kind_comes_back_equal(database: Database) -> None:
    saved = save_all(database)
    with database.read() as view:
        for kind, record in saved.items():
            assert view.store(kind).get(record.id) == record, kind
            assert view.find(record.id) == (kind, record)


def test_saving_without_a_change_writes_nothing(database: Database) -> None:
    saved = save_all(database)
    with database.work("Nothing") as work:
        for kind, record in saved.items():
            assert work.save(kind, record) == record
    assert work.changes.action is None
    with database.read() as view:
        assert len(view.actions()) == 1


def test_a_stale_version_is_refused_and_leaves_no_trace(database: Database) -> None:
    company = save_all(database)[Kind.COMPANY]
    assert isinstance(company, Company)
    with database.work("First") as work:
        work.save(Kind.COMPANY, replace(company, notes="först"))
    with pytest.raises(ChangedBySomeoneElse), database.work("Second") as work:
        work.save(Kind.COMPANY, replace(company, notes="sist"))
    with database.read() as view:
        found = view.companies.get(company.id)
        assert found is not None
        assert (found.notes, found.version) == ("först", 2)
        assert len(view.actions()) == 2


def test_two_officers_who_change_one_record_of_any_kind_do_not_write_over_each_other(database: Database) -> None:
    for kind, record in save_all(database).items():
        changed = replace(record, version=2)
        with pytest.raises(ChangedBySomeoneElse), database.work("Stale") as work:
            work.save(kind, changed)
        with pytest.raises(ChangedBySomeoneElse), database.work("Stale, among many") as work:
            work.save_many(kind, [changed])
    with database.read() as view:
        assert len(view.actions()) == 1


def test_lists_of_the_notified_and_prints_are_found_by_whom_they_name(database: Database) -> None:
    saved = save_all(database)
    company, tender, event = (saved[kind].id for kind in (Kind.COMPANY, Kind.TENDER, Kind.EVENT))
    with database.read() as view:
        assert view.notifications.using(company) == view.notifications.of(tender) == [saved[Kind.NOTIFICATION]]
        assert view.notifications.using(uuid4()) == []
        assert view.printings.using(tender) == view.printings.of(event) == [saved[Kind.PRINTING]]
        assert view.notices.of(tender) == view.notices.version_of("7e0d", "02") == [saved[Kind.NOTICE]]
        assert view.tenders.renewing([UUID(int=3)]) == {UUID(int=3): [tender]}


@pytest.mark.parametrize("text", ["åkes", "AKES", "bygg mark", "0240 66", "0240660", "556036", "info@akes", "smedje", "snö"])
def test_search_finds_a_company_by_any_of_its_words(database: Database, text: str) -> None:
    save_all(database)
    with database.read() as view:
        assert len(view.companies.keys(Listing(Kind.COMPANY, text=text))) == 1


@pytest.mark.parametrize(("text", "found"), [("asa", 2), ("åsa", 1), ("ÅSA", 1), ("ASA", 2), ("oberg", 1), ("åso", 0)])
def test_swedish_letters_are_found_as_themselves_and_as_a_and_o(database: Database, text: str, found: int) -> None:
    save_all(database)
    with database.work("One more") as work:
        work.save(Kind.PERSON, Person(name="Asa Berg"))
    with database.read() as view:
        assert len(view.people.keys(Listing(Kind.PERSON, text=text))) == found


def test_lists_are_in_swedish_order(database: Database) -> None:
    names = ["Öberg", "Zetterlund", "Ärlig", "Åkesson", "adam", "Éva", "Eva 10", "Eva 2", "Berg"]
    with database.work("Names") as work:
        for name in names:
            work.save(Kind.PERSON, Person(name=name))
    with database.read() as view:
        rows = view.people.rows(view.people.keys(Listing(Kind.PERSON)))
    expected = ["adam", "Berg", "Éva", "Eva 2", "Eva 10", "Zetterlund", "Åkesson", "Ärlig", "Öberg"]
    assert [row.cells["name"] for row in rows] == expected


def test_people_are_found_by_the_new_name_of_their_company(database: Database) -> None:
    company = save_all(database)[Kind.COMPANY]
    assert isinstance(company, Company)
    with database.work("Renamed") as work:
        work.save(Kind.COMPANY, replace(company, name="Norrbro Entreprenad AB"))
    with database.read() as view:
        assert len(view.people.keys(Listing(Kind.PERSON, text="norrbro"))) == 1
        assert len(view.people.keys(Listing(Kind.PERSON, text="mark"))) == 0


FILTERS: list[tuple[Kind, list[tuple[str, str]], int]] = [
    (Kind.COMPANY, [("tag", "bygg")], 1),
    (Kind.COMPANY, [("tag", "bygg"), ("tag", "finns inte")], 1),
    (Kind.COMPANY, [("tag", "bygg"), ("municipality", "0000")], 0),
    (Kind.COMPANY, [("cpv", "45")], 1),
    (Kind.COMPANY, [("cpv", "46")], 0),
    (Kind.COMPANY, [("sni", "43")], 1),
    (Kind.COMPANY, [("size", "small")], 1),
    (Kind.COMPANY, [("met", "ever")], 1),
    (Kind.COMPANY, [("met", "never")], 0),
    (Kind.COMPANY, [("met", "2027-01-01")], 0),
    (Kind.COMPANY, [("met", "<2027-01-01")], 1),
    (Kind.COMPANY, [("met", "<2026-01-01")], 0),
    (Kind.COMPANY, [("follow_up", "none")], 1),
    (Kind.COMPANY, [("follow_up", "open")], 0),
    (Kind.PERSON, [("follow_up", "none")], 1),
    (Kind.COMPANY, [("only", "")], 0),
    (Kind.PERSON, [("municipality", "2061")], 1),
    (Kind.PERSON, [("met", "2026-01-01")], 1),
    (Kind.EVENT, [("kind", "gala")], 1),
    (Kind.EVENT, [("from", "2026-11-24T20:00:00+00:00")], 1),
    (Kind.EVENT, [("from", "2026-11-25T00:00:00+00:00")], 0),
    (Kind.TENDER, [("stage", "planned")], 1),
    (Kind.TENDER, [("coming", "2026-11-24")], 1),
    (Kind.TENDER, [("coming", "2027-12-31")], 0),
    (Kind.FOLLOW_UP, [("state", "done")], 1),
    (Kind.FOLLOW_UP, [("state", "open")], 0),
]


def test_filters_choose_the_right_records(database: Database) -> None:
    save_all(database)
    with database.read() as view:
        found = [(kind, pairs, len(view.store(kind).keys(Listing(kind, filters=tuple(pairs))))) for kind, pairs, _ in FILTERS]
    assert found == FILTERS


def test_records_named_one_by_one_are_listed_in_the_order_of_the_list(database: Database) -> None:
    firms = [Company(name=name) for name in ("Cea", "Älg", "Ada")]
    with database.work("Made") as work:
        for firm in firms:
            work.save(Kind.COMPANY, firm)
    pairs = tuple(("only", str(firm.id)) for firm in firms[:2])
    with database.read() as view:
        assert view.companies.ids(Listing(Kind.COMPANY, filters=pairs)) == [firms[0].id, firms[1].id]
        many = tuple(("only", str(uuid4())) for _ in range(4_999))
        assert view.companies.ids(Listing(Kind.COMPANY, filters=(*many, *pairs[:1]))) == [firms[0].id]


def test_a_promise_is_overdue_from_the_day_after_and_no_more_when_it_is_done(database: Database) -> None:
    firm = Company(name="Bergs")
    promise = FollowUp(text="Ring", due=date(2026, 11, 24), company=firm.id)
    with database.work("Made") as work:
        work.save(Kind.COMPANY, firm)
        promise = work.save(Kind.FOLLOW_UP, promise)

    def found(value: str) -> int:
        with database.read() as view:
            return len(view.companies.keys(Listing(Kind.COMPANY, filters=(("follow_up", value),))))

    assert [found(value) for value in ("2026-11-24", "2026-11-25", "open", "none")] == [0, 1, 1, 0]
    with database.work("Done") as work:
        work.save(Kind.FOLLOW_UP, replace(promise, done=datetime(2026, 11, 24, tzinfo=UTC)))
    assert [found(value) for value in ("2026-11-25", "open", "none")] == [0, 0, 1]


def test_every_sortable_column_sorts_both_ways(database: Database) -> None:
    save_all(database)
    with database.read() as view:
        for kind, columns in COLUMNS.items():
            for column in columns:
                if column.sortable:
                    for descending in (False, True):
                        keys = view.store(kind).keys(Listing(kind, sort=column.name, descending=descending))
                        assert len(keys) == 1, (kind, column.name)


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_unknown_stands_last_either_way(database: Database, descending: bool) -> None:
    with database.work("Tenders") as work:
        for title, day in (("a", date(2027, 1, 1)), ("b", None), ("c", date(2026, 1, 1))):
            work.save(Kind.TENDER, Tender(title=title, expected_publication=day))
        met, _ = (work.save(Kind.COMPANY, Company(name=name)) for name in ("Träffad", "Aldrig träffad"))
        work.save(Kind.MEETING, Meeting(at=datetime(2026, 1, 1, tzinfo=UTC), company=met.id))
    with database.read() as view:
        tenders = view.tenders.rows(
            view.tenders.keys(Listing(Kind.TENDER, sort="expected_publication", descending=descending))
        )
        companies = view.companies.rows(
            view.companies.keys(Listing(Kind.COMPANY, sort="last_met", descending=descending))
        )
    assert [row.cells["title"] for row in tenders] == (["a", "c", "b"] if descending else ["c", "a", "b"])
    assert [row.cells["name"] for row in companies] == ["Träffad", "Aldrig träffad"]


def test_municipalities_places_and_buyers_are_in_the_order_that_people_read(database: Database) -> None:
    with database.work("Places") as work:
        for code in ("2085", "", "1880", "0180"):  # Ludvika, none, Örebro, Stockholm
            work.save(Kind.COMPANY, Company(name=f"Bolag {code}", municipality=code))
        for name in ("Ängen", "Åsen", "Zenit", "berget"):
            work.save(Kind.TENDER, Tender(title=name, buyer=name, officer=name))
            when = zoned(datetime(2026, 1, 1), datetime(2026, 1, 1))
            work.save(Kind.EVENT, Event(title=name, place=name, when=when))
    with database.read() as view:
        companies = view.companies.rows(view.companies.keys(Listing(Kind.COMPANY, sort="municipality")))
        assert [row.cells["municipality"] for row in companies] == ["2085", "0180", "1880", ""]
        for kind, column in ((Kind.TENDER, "buyer"), (Kind.TENDER, "officer"), (Kind.EVENT, "place")):
            rows = view.store(kind).rows(view.store(kind).keys(Listing(kind, sort=column)))
            assert [row.cells["title"] for row in rows] == ["berget", "Zenit", "Åsen", "Ängen"], column


def test_tags_are_named_in_swedish_order(database: Database) -> None:
    with database.work("Tags") as work:
        work.save(Kind.COMPANY, Company(name="Ett", tags=("öl", "äng", "å", "zon")))
    with database.read() as view:
        assert view.tags() == ["zon", "å", "äng", "öl"]


@pytest.mark.parametrize("typed", ["2026/118", "2026-118", "2026118", "KS 2026/118", "070 123 45", "0701234567"])
def test_grouped_numbers_are_found_however_they_are_written(database: Database, typed: str) -> None:
    with database.work("Numbers") as work:
        work.save(Kind.TENDER, Tender(title="Snö", reference="KS 2026/118", notes="ring 070-123 45 67, 0240-66 00 00"))
    with database.read() as view:
        assert len(view.tenders.keys(Listing(Kind.TENDER, text=typed))) == 1


def test_what_no_database_takes_is_left_out_and_the_rest_is_kept(database: Database) -> None:
    with database.work("Saved {name}", name="A\udce5") as work:
        saved = work.save(Kind.PERSON, Person(name="A\udce5sa\x00 Berg", tags=("x\x00",), emails=(Email("a\x00@b.se"),)))
        many = work.add_many(Kind.PERSON, [Person(name="B\x00o")])
    assert (saved.name, saved.tags, saved.emails) == ("A\N{REPLACEMENT CHARACTER}sa Berg", ("x",), (Email("a@b.se"),))
    with database.read() as view:
        assert view.people.get(saved.id) == saved
        assert [person.name for person in view.people.many([many[0].id]).values()] == ["Bo"]


def test_a_record_that_names_what_is_gone_is_refused_as_changed_meanwhile(database: Database) -> None:
    for kind, record in (
        (Kind.PERSON, Person(name="Anna", roles=(Role(uuid4()),))),
        (Kind.MEETING, Meeting(at=datetime(2026, 1, 1, tzinfo=UTC), company=uuid4())),
    ):
        with pytest.raises(ChangedBySomeoneElse), database.work("Too late") as work:
            work.save(kind, record)
    with database.read() as view:
        assert (view.people.count(), view.meetings.count(), view.actions()) == (0, 0, [])


def test_a_day_begins_at_midnight_in_sweden_wherever_the_computer_stands(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        with database.work("Night") as work:
            company = work.save(Kind.COMPANY, Company(name="Ett"))
            # 00:30 in Stockholm on 2 June, still 1 June in New York and in UTC.
            work.save(Kind.MEETING, Meeting(at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC), company=company.id))
            deadline = datetime(2026, 6, 1, 21, 59, tzinfo=UTC)
            work.save(Kind.TENDER, Tender(title="Slut", stage=Stage.ADVERTISED, tender_deadline=deadline))
        with database.read() as view:
            assert len(view.companies.keys(Listing(Kind.COMPANY, filters=(("met", "2026-06-02"),)))) == 1
            assert len(view.companies.keys(Listing(Kind.COMPANY, filters=(("met", "2026-06-03"),)))) == 0
            assert len(view.tenders.coming(date(2026, 6, 1), 5)) == 1
            assert view.tenders.coming(date(2026, 6, 2), 5) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_column_has_a_cell(database: Database) -> None:
    save_all(database)
    with database.read() as view:
        for kind, columns in COLUMNS.items():
            row = view.store(kind).rows(view.store(kind).keys(Listing(kind)))[0]
            assert {column.name for column in columns} <= row.cells.keys(), kind


def test_a_company_that_is_needed_cannot_be_removed_alone(database: Database) -> None:
    company = save_all(database)[Kind.COMPANY]
    with pytest.raises(StillInUse), database.work("Remove") as work:
        work.delete(Kind.COMPANY, company.id)
    with database.read() as view:
        assert view.companies.get(company.id) == company


def test_a_removed_person_is_gone_from_every_look_up(database: Database) -> None:
    with database.work("One") as work:
        person = work.save(Kind.PERSON, Person(name="Kort Besök", emails=(kept_email("kort@besok.example"),), tags=("a",)))
    with database.work("Gone") as work:
        work.delete(Kind.PERSON, person.id)
    with database.read() as view:
        assert view.people.get(person.id) is None
        assert len(view.people.keys(Listing(Kind.PERSON, text="kort"))) == 0
        assert view.people.by_term("email", "kort@besok.example") == []
        assert view.tags() == []
        with pytest.raises(NotFound):
            view.find(person.id)


def test_doubles_are_looked_up_by_terms_that_few_share(database: Database) -> None:
    firm = Company(name="Bergs Bygg AB")
    people = [Person(name="Anna Berg", roles=(Role(firm.id),), emails=(Email(f"{n}@x.example"),)) for n in range(3)]
    with database.work("Kept") as work:
        work.add_many(Kind.COMPANY, [firm])
        work.add_many(Kind.PERSON, people)
    with database.read() as view:
        store = view.people
        assert store.owners([("name", "anna berg")], 3) == {one.id for one in people}
        assert store.owners([("name", "anna berg"), ("email", "1@x.example")], 2) == {people[1].id}
        assert {one for one, _ in store.bodies_of([people[0].id, uuid4()])} == {people[0].id}
        assert set(store.ids_at_company(firm.id, 2)) < {one.id for one in people}
        first = store.bodies_after(0, 2)
        rest = store.bodies_after(first[-1][0], 2)
        assert [one for _, one, _ in (*first, *rest)] == [one.id for one in people]
        assert store.bodies_after(rest[-1][0], 2) == []


def test_a_record_that_went_into_another_one_is_present_in_it(database: Database) -> None:
    gone, other = uuid4(), Person(name="Anna Berg")
    other = replace(other, origins=(own_origin(gone),))
    with database.work("Kept") as work:
        work.save(Kind.PERSON, other)
    with database.read() as view:
        assert view.people.present(gone) == view.people.present(other.id) == view.people.get(other.id)
        assert view.people.present(uuid4()) is None


def test_an_action_that_fails_halfway_leaves_nothing(database: Database) -> None:
    class BoomError(Exception):
        pass

    with pytest.raises(BoomError), database.work("Half") as work:
        work.save(Kind.PERSON, Person(name="Halva Vägen"))
        raise BoomError
    with database.read() as view:
        assert view.people.count() == 0
        assert view.actions() == []
        assert len(view.people.keys(Listing(Kind.PERSON, text="halva"))) == 0


def test_coming_tenders_stand_in_order_of_time_and_past_ones_are_left_out(database: Database) -> None:
    today = date(2026, 11, 24)
    with database.work("Tenders") as work:
        for title, day, deadline, stage in [
            ("vår", date(2027, 4, 1), None, Stage.PLANNED),
            ("vinter", date(2027, 1, 10), None, Stage.IDEA),
            ("öppen", None, NOW + timedelta(days=20), Stage.ADVERTISED),
            ("öppnad tidigare", date(2026, 10, 1), NOW + timedelta(days=25), Stage.ADVERTISED),
            ("stängd", None, NOW - timedelta(days=2), Stage.ADVERTISED),
            ("avtal", date(2026, 1, 1), None, Stage.CONTRACT),
            ("okänd", None, None, Stage.IDEA),
        ]:
            tender = Tender(title=title, expected_publication=day, tender_deadline=deadline, stage=stage)
            work.save(Kind.TENDER, tender)
    with database.read() as view:
        assert [tender.title for tender in view.tenders.coming(today, 10)] == ["öppen", "öppnad tidigare", "vinter", "vår", "okänd"]


def test_events_of_a_time_include_those_that_only_touch_it(database: Database) -> None:
    with database.work("Events") as work:
        for title, when in [
            ("igår kväll till natt", zoned(datetime(2026, 11, 23, 22), datetime(2026, 11, 24, 1))),
            ("heldag", all_day(date(2026, 11, 24))),
            ("i morgon", zoned(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 10))),
        ]:
            work.save(Kind.EVENT, Event(title=title, when=when))
    first = datetime(2026, 11, 23, 23, tzinfo=UTC)
    with database.read() as view:
        found = view.events.between(first, first + timedelta(days=1))
    assert [event.title for event in found] == ["igår kväll till natt", "heldag"]


def test_a_sound_register_has_no_problems_and_a_lost_index_entry_is_one(database: Database) -> None:
    save_all(database)
    assert database.check() == []
    with database.engine.begin() as connection:
        column = "row" if database.is_shared else "rowid"
        connection.exec_driver_sql(f"DELETE FROM person_search WHERE {column} = 1")
    assert database.check() == ["person_search: 0 / 1"]
