"""Who may want to know of a tender: every hit says why, nobody is ranked, where one has its seat does not count."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Attendance, Guest
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind, Record
from outreach.domain.tender import Lot, LotResult, Tender, Winner
from outreach.domain.tender_match import ReasonKind, cpv_prefixes, read_reason, say_reason, shares
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import all_day
from outreach.errors import Cancelled, CannotWrite, InvalidInput, NotFound
from outreach.language import Language
from outreach.services.house import House
from outreach.services.tender_matches import telling_words
from tests.services.conftest import StillClock

SNOW = Tender(title="Snöröjning av gång- och cykelvägar", cpv=("90620000",), tags=("vinter",), description="Vi röjer snö.")


def keep(house: House, *records: tuple[Kind, Record]) -> None:
    with house.database.work("Test") as work:
        for kind, record in records:
            work.save(kind, record)


def company(house: House, name: str, **values: object) -> Company:
    made = Company(name=name, **values)  # type: ignore[arg-type]
    keep(house, (Kind.COMPANY, made))
    return made


def found(house: House, tender: UUID, digits: int = 3) -> dict[str, list[str]]:
    language = Language("en")
    return {
        match.name: [say_reason(reason, language) for reason in match.reasons]
        for match in house.matches.for_tender(tender, digits)
    }


def test_each_company_is_named_with_its_reasons_and_without_a_rank(house: House, clock: StillClock) -> None:
    keep(house, (Kind.TENDER, SNOW))
    company(house, "Åkeri Berg AB", cpv=("90620000", "60100000"))
    company(house, "Gata & Väg AB", cpv=("90600000",))
    company(house, "Allt i Utemiljö", cpv=("90000000",))
    company(house, "Vinterfirman", tags=("vinter",))
    company(house, "Städ i Falun", cpv=("90910000",))
    company(house, "Parkskötarna", sni=("81.300",))
    company(house, "Lokalvårdarna", sni=("81.2",))
    said = company(house, "Bergs Maskin")
    spoke = company(house, "Ek Entreprenad")
    at = clock.now - timedelta(days=50)
    keep(
        house,
        (Kind.MEETING, Meeting(at=at, company=said.id, note="Har två traktorer för snöröjning och sandning")),
        (Kind.MEETING, Meeting(at=at, company=spoke.id, note="Undrar när", tenders=(SNOW.id,))),
    )
    assert found(house, SNOW.id) == {
        "Allt i Utemiljö": ["interested in 90000000 Sewage, refuse, cleaning and environmental services"],
        "Bergs Maskin": ["said on 5 Oct 2026: “Har två traktorer för snöröjning och sandning”"],
        "Ek Entreprenad": ["talked about it on 5 Oct 2026"],
        "Gata & Väg AB": ["interested in 90600000 Cleaning and sanitation services in urban or rural areas, and related services"],
        "Lokalvårdarna": ["works in Building services, cleaning and landscaping"],
        "Parkskötarna": ["works in Building services, cleaning and landscaping"],
        "Vinterfirman": ["has the tag “vinter”"],
        "Åkeri Berg AB": ["interested in 90620000 Snow-clearing services"],
    }
    assert list(found(house, SNOW.id))[-1] == "Åkeri Berg AB", "in the order of their names, as Swedes sort them"


def test_fewer_digits_find_more_and_more_digits_find_fewer(house: House) -> None:
    keep(house, (Kind.TENDER, SNOW))
    company(house, "Städ i Falun", cpv=("90910000",))
    company(house, "Sandning", cpv=("90630000",))
    assert [set(found(house, SNOW.id, digits)) for digits in (2, 3, 4)] == [{"Sandning", "Städ i Falun"}, {"Sandning"}, set()]


def test_codes_of_lots_count_like_those_of_the_tender(house: House) -> None:
    tender = Tender(title="Vård", lots=(Lot("LOT-0001", cpv=("45453100",)),))
    keep(house, (Kind.TENDER, tender))
    company(house, "Målarna", cpv=("45442100",))
    company(house, "Ombyggarna", cpv=("45453000",))
    assert set(found(house, tender.id, 4)) == {"Ombyggarna"}


def test_who_won_in_the_same_group_may_want_to_know(house: House) -> None:
    before = Tender(
        title="Vinterväghållning 2022",
        cpv=("90620000",),
        results=(LotResult("LOT-0001", winners=(Winner("Norrsnö AB", "556677-8899"), Winner("Bara Namnet HB"))),),
    )
    other = replace(before, id=uuid4(), title="Städning", cpv=("90910000",))
    keep(house, (Kind.TENDER, SNOW), (Kind.TENDER, before), (Kind.TENDER, other))
    company(house, "Norra snö", org_number="5566778899")
    company(house, "Bara namnet HB")
    assert found(house, SNOW.id) == {
        "Bara namnet HB": ["won “Vinterväghållning 2022”"],
        "Norra snö": ["won “Vinterväghållning 2022”"],
    }


def test_who_won_another_lot_of_a_large_tender_is_not_named_for_it(house: House) -> None:
    before = Tender(
        title="Drift 2022",
        cpv=("90620000",),
        lots=(Lot("LOT-0001", cpv=("90620000",)), Lot("LOT-0002", cpv=("55500000",)), Lot("LOT-0003")),
        results=tuple(LotResult(f"LOT-000{number}", winners=(Winner(f"Vinnare {number}"),)) for number in (1, 2, 3)),
    )
    keep(house, (Kind.TENDER, SNOW), (Kind.TENDER, before))
    for number in (1, 2, 3):
        company(house, f"Vinnare {number}")
    assert set(found(house, SNOW.id)) == {"Vinnare 1", "Vinnare 3"}


def test_of_what_was_said_the_latest_is_told_and_the_list_keeps_no_more_of_it_than_it_shows(
    house: House, clock: StillClock
) -> None:
    keep(house, (Kind.UNIT, Unit(id=UNIT_ID, municipality="Älvbro kommun")))
    tender = Tender(title="Snöröjning och sandning i Älvbro")
    firm, talker = company(house, "Berg"), company(house, "Bara pratar om Älvbro")
    long = "Sandning gör vi gärna. " + "Ring min privata telefon på kvällen. " * 10
    keep(
        house,
        (Kind.TENDER, tender),
        (Kind.MEETING, Meeting(at=clock.now - timedelta(days=9), company=firm.id, note="Har plog för snöröjning")),
        (Kind.MEETING, Meeting(at=clock.now - timedelta(days=1), company=firm.id, note=long)),
        (Kind.MEETING, Meeting(at=clock.now, company=talker.id, note="Ska besöka Älvbro")),
    )
    (match,) = house.matches.for_tender(tender.id)
    assert (match.name, [reason.day for reason in match.reasons]) == ("Berg", ["2026-11-23"])
    house.matches.notify(tender.id, [firm.id])
    ((told,),) = (listed.companies for listed in house.matches.lists(tender.id))
    assert told.reasons[0].endswith("…")
    assert len(told.reasons[0]) < 100


def test_who_came_where_it_was_shown_may_want_to_know_and_who_stayed_away_not(house: House, clock: StillClock) -> None:
    event = Event(title="Frukost", kind=EventKind.BREAKFAST, when=all_day(clock.now.date()), tenders=(SNOW.id,))
    keep(house, (Kind.TENDER, SNOW), (Kind.EVENT, event))
    came, stayed = company(house, "Kom AB"), company(house, "Stannade hemma AB")
    keep(
        house,
        (Kind.GUEST, Guest(event=event.id, company=came.id, name="Anna", attendance=Attendance.CAME)),
        (Kind.GUEST, Guest(event=event.id, company=stayed.id, name="Bo", attendance=Attendance.ABSENT)),
    )
    assert found(house, SNOW.id) == {"Kom AB": ["came to “Frukost”, where it was shown"]}


def test_where_a_company_has_its_seat_is_neither_a_reason_nor_a_filter(house: House) -> None:
    keep(house, (Kind.TENDER, replace(SNOW, place="2061")))
    company(house, "Härifrån", municipality="2061")
    company(house, "Långt borta", municipality="1280", cpv=("90620000",))
    company(house, "Hemma", municipality="2061", cpv=("90620000",))
    assert list(found(house, SNOW.id)) == ["Hemma", "Långt borta"]


def test_the_list_of_the_notified_is_kept_with_its_reasons_and_can_be_undone(house: House, clock: StillClock) -> None:
    keep(house, (Kind.TENDER, SNOW))
    one, other = company(house, "Åkeri Berg AB", cpv=("90620000",)), company(house, "Utan skäl AB")
    house.matches.notify(SNOW.id, [other.id, one.id, one.id], way="e-mail", note="Efter mässan")
    (listed,) = house.matches.lists(SNOW.id)
    assert (listed.at, listed.way, listed.officer, listed.note) == (clock.now, "e-mail", "Anna Ek", "Efter mässan")
    assert [(told.name, told.reasons) for told in listed.companies] == [
        ("Utan skäl AB", ()),
        ("Åkeri Berg AB", ("cpv:-:90620000",)),
    ]
    assert [match.notified for match in house.matches.for_tender(SNOW.id)] == [True]
    assert house.matches.told_of(one.id) == [listed]
    house.history.undo()
    assert house.matches.lists(SNOW.id) == []


def test_a_company_that_goes_stays_by_name_and_two_that_become_one_stand_once(house: House) -> None:
    keep(house, (Kind.TENDER, SNOW))
    one, other, third = (company(house, name) for name in ("Berg AB", "Bergs AB", "Ek AB"))
    house.matches.notify(SNOW.id, [one.id, other.id, third.id])
    house.companies.delete([third.id])
    house.duplicates.merge(Kind.COMPANY, one.id, [other.id])
    (listed,) = house.matches.lists(SNOW.id)
    assert [(told.company, told.name) for told in listed.companies] == [(one.id, "Berg AB"), (None, "Ek AB")]


def test_a_tender_that_is_deleted_takes_its_lists_along_and_brings_them_back(house: House) -> None:
    keep(house, (Kind.TENDER, SNOW))
    one = company(house, "Berg AB")
    house.matches.notify(SNOW.id, [one.id])
    house.tenders.delete([SNOW.id])
    assert house.matches.told_of(one.id) == []
    house.history.undo()
    assert len(house.matches.lists(SNOW.id)) == 1


def test_an_empty_list_and_a_company_that_is_gone_are_refused(house: House) -> None:
    keep(house, (Kind.TENDER, SNOW))
    with pytest.raises(InvalidInput, match="Tick at least one"):
        house.matches.notify(SNOW.id, [])
    with pytest.raises(NotFound):
        house.matches.notify(SNOW.id, [uuid4()])
    with pytest.raises(NotFound):
        house.matches.for_tender(uuid4())
    assert house.matches.lists(SNOW.id) == []


def test_the_drafts_say_the_same_to_each_and_that_the_notice_is_public(house: House, tmp_path: Path) -> None:
    keep(
        house,
        (Kind.TENDER, replace(SNOW, link="https://alvbro.example/sno")),
        (Kind.UNIT, Unit(id=UNIT_ID, municipality="Älvbro kommun", email="upphandling@alvbro.example")),
    )
    one = company(house, "Berg & <b>Co</b> AB", emails=(Email("anna@berg.example"), Email("info@berg.example")))
    other = company(house, "Åkeri/Ek", emails=(Email("ake@ek.example"),))
    silent = company(house, "Utan adress")
    written = house.matches.drafts(SNOW.id, [one.id, other.id, silent.id], tmp_path / "brev")
    assert (len(written.files), written.without_address) == (2, ("Utan adress",))
    mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in written.files]
    assert [mail["To"].addresses[0].addr_spec for mail in mails] == ["info@berg.example", "ake@ek.example"]
    bodies = {mail.get_body(("plain",)).get_content() for mail in mails}  # type: ignore[union-attr]
    assert len(bodies) == 1, "everybody reads the same words"
    assert "öppen för alla företag" in bodies.pop()
    assert all(mail["X-Unsent"] == "1" for mail in mails)
    with pytest.raises(CannotWrite):
        house.matches.drafts(SNOW.id, [one.id], written.files[0])


def test_drafts_that_are_stopped_leave_none_behind(house: House, tmp_path: Path) -> None:
    keep(house, (Kind.TENDER, SNOW), (Kind.UNIT, Unit(id=UNIT_ID, email="upphandling@alvbro.example")))
    ids = [company(house, f"Berg {number}", emails=(Email(f"info@berg{number}.example"),)).id for number in range(3)]
    seen: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            assert len(list(tmp_path.glob("*.eml"))) == 2, "two are there when it is stopped"
            raise Cancelled

    with pytest.raises(Cancelled):
        house.matches.drafts(SNOW.id, ids, tmp_path, report=report)
    assert (seen, list(tmp_path.glob("*.eml"))) == ([(1, 3), (2, 3)], [])


def test_no_draft_without_an_address_of_the_unit(house: House, tmp_path: Path) -> None:
    keep(house, (Kind.TENDER, SNOW))
    one = company(house, "Berg", emails=(Email("info@berg.example"),))
    with pytest.raises(InvalidInput, match="no e-mail address"):
        house.matches.drafts(SNOW.id, [one.id], tmp_path)


def test_the_units_own_line_takes_the_place_of_a_built_in_one_and_can_be_put_back(house: House) -> None:
    keep(house, (Kind.TENDER, SNOW))
    company(house, "Åkeri", sni=("49.410",))
    assert found(house, SNOW.id) == {}
    house.matches.industries.put("49.4", ("9062",))
    assert found(house, SNOW.id) == {"Åkeri": ["works in Land transport and pipelines"]}
    house.matches.industries.put("494", ())
    assert found(house, SNOW.id) == {}, "a line without codes says nothing"
    house.matches.industries.restore("49.4")
    assert all(one.sni != "494" for one in house.matches.industries.table())
    for sni, cpv in (("x", ("45",)), ("04", ("45",)), ("43", ("4",)), ("43", ("abc",))):
        with pytest.raises(InvalidInput):
            house.matches.industries.put(sni, cpv)


def test_words_of_a_title_that_say_what_is_bought() -> None:
    assert telling_words("Ramavtal för snöröjning och halkbekämpning i Älvbro kommun") == ["halkbekämpning", "snöröjning", "älvbro"]
    assert telling_words("Snöröjning i Älvbro", ["älvbro", "kommun"]) == ["snöröjning"]
    assert telling_words("Smedjebackens kommuns skolmåltider") == ["skolmåltider"], "a municipality is nothing that is bought"
    assert telling_words("Upphandling av tjänster 20271") == []


def test_prefixes_and_keys() -> None:
    assert cpv_prefixes(("45000000", "90620000", "90630000"), 3) == ("45", "906")
    assert shares("90600000", ("9062",))
    assert not shares("90700000", ("9062",))
    assert read_reason("unheard-of:-:x") is None
    reason = read_reason("said:2026-10-05:Vi vill: gärna")
    assert reason is not None
    assert (reason.kind, reason.fact, reason.day) == (ReasonKind.SAID, "Vi vill: gärna", "2026-10-05")
