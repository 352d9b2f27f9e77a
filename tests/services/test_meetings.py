"""Logging a conversation: from one line and from four fields; new people and companies come into being on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.when import zoned
from outreach.errors import InvalidInput
from outreach.services.house import House
from outreach.services.meetings import Capture, read_contact

LINE = "Anna Berg, Bergs Bygg AB, 070-123 45 67, anna@bergsbygg.example: frågade om snöröjning #bygg !fre"


def test_one_line_makes_person_company_meeting_tag_and_follow_up(house: House) -> None:
    captured = house.meetings.capture_line(LINE)
    assert captured.person is not None
    assert captured.company is not None
    assert captured.follow_up is not None
    assert captured.person.name == "Anna Berg"
    assert (captured.person.given, captured.person.family) == ("Anna", "Berg")
    assert captured.person.phones == (kept_phone("0701234567"),)
    assert captured.person.roles[0].company == captured.company.id
    assert captured.company.name == "Bergs Bygg AB"
    assert (captured.meeting.note, captured.meeting.tags) == ("frågade om snöröjning", ("bygg",))
    assert captured.meeting.officer == "Anna Ek"
    assert captured.follow_up.due == date(2026, 11, 27)
    assert (captured.similar, captured.unsure) == ((), ())


@pytest.mark.parametrize("text", ["anna", "070 123", "bergs", "ANNA BERG"])
def test_the_captured_person_is_found(house: House, text: str) -> None:
    house.meetings.capture_line(LINE)
    assert "Anna Berg" in [hit.title for hit in house.search.find(text)]


def test_undo_takes_all_of_a_capture_back(house: House) -> None:
    house.meetings.capture_line(LINE)
    reversal = house.history.undo()
    assert (reversal.reversed, reversal.kept) == (4, ())
    services = (house.people, house.companies, house.meetings, house.follow_ups)
    assert [service.count() for service in services] == [0, 0, 0, 0]


def test_the_same_line_twice_gives_two_meetings_with_one_person_and_says_so(house: House) -> None:
    first = house.meetings.capture_line(LINE)
    second = house.meetings.capture_line(LINE)
    assert (house.meetings.count(), house.people.count(), house.companies.count()) == (2, 1, 1)
    assert second.person == first.person
    assert {(item.kind, item.same) for item in second.similar} == {(Kind.PERSON, True), (Kind.COMPANY, True)}
    reasons = next(item.reasons for item in second.similar if item.kind is Kind.PERSON)
    assert set(reasons) == {"email", "phone", "name", "company"}


def test_a_known_person_keeps_old_numbers_and_gets_the_new_one(house: House) -> None:
    house.meetings.capture_line(LINE)
    again = house.meetings.capture_line("Anna Berg, Bergs Bygg AB, 0240-66 00 00: bytte nummer")
    assert again.person is not None
    assert [phone.number for phone in again.person.phones] == ["+46701234567", "+4624066000" + "0"]


def test_a_shared_mailbox_does_not_tie_two_people_together(house: House) -> None:
    first = house.meetings.capture_line("Kalle Ek, Eks El AB, info@eksel.example: hej")
    second = house.meetings.capture_line("Lisa Ek, Lisas Lack AB, info@eksel.example: hej")
    assert first.person is not None
    assert second.person is not None
    assert first.person.id != second.person.id
    assert [item.kind for item in second.similar] == []


def test_the_same_name_at_another_company_is_another_person_and_a_hint(house: House) -> None:
    house.meetings.capture_line("Anna Berg, Bergs Bygg AB: ett")
    other = house.meetings.capture_line("Anna Berg, Kommunens Kök AB: två")
    assert house.people.count() == 2
    assert [(item.reasons, item.same) for item in other.similar if item.kind is Kind.PERSON] == [(("name",), False)]


def test_a_number_only_company_field_capture_keeps_the_number_at_the_company(house: House) -> None:
    captured = house.meetings.capture(Capture(company="Vägmark AB", phones=("0240-66 00 00",), note="ring växeln"))
    assert captured.person is None
    assert captured.company is not None
    assert captured.company.phones == (kept_phone("0240-66 00 00"),)


def test_the_event_under_way_is_filled_in_and_named_as_the_source(house: House) -> None:
    gala = Event(title="Företagsgala", when=zoned(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 23)))
    house.events.save(gala)
    captured = house.meetings.capture_line("Lisa Lind: hej")
    assert captured.meeting.event == gala.id
    assert captured.person is not None
    assert captured.person.source == "Företagsgala 2026-11-24"


def test_a_tender_named_with_at_is_tied_to_the_meeting(house: House) -> None:
    tender = Tender(title="Snöröjning 2027")
    house.tenders.save(tender)
    captured = house.meetings.capture_line("Lisa Lind: undrar om @Snöröjning och @Rymdfärd")
    assert captured.meeting.tenders == (tender.id,)
    assert [(item.text, item.reason) for item in captured.unsure if item.text.startswith("@")] == [
        ("@Rymdfärd", "no tender fits")
    ]


def test_a_later_meeting_never_overwrites_an_earlier_note(house: House) -> None:
    house.meetings.capture_line("Lisa Lind: första gången")
    house.meetings.capture_line("Lisa Lind: andra gången")
    assert {one.meeting.note for one in house.meetings.latest(None)} == {"första gången", "andra gången"}


@pytest.mark.parametrize("line", ["", "   ", ":", " : "])
def test_an_empty_line_is_refused_with_a_reason(house: House, line: str) -> None:
    with pytest.raises(InvalidInput):
        house.meetings.capture_line(line)
    assert house.meetings.count() == 0


def test_what_could_not_be_read_is_marked_and_still_kept(house: House) -> None:
    captured = house.meetings.capture_line("Lisa Lind, Lind AB, lisa@lind: ring !snart")
    assert captured.person is not None
    assert {item.text for item in captured.unsure} >= {"!snart"}
    assert "!snart" in captured.meeting.note


def test_counting_the_day_uses_the_day_in_stockholm(house: House) -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    house.meetings.capture(Capture(company="Efter Midnatt AB", at=late))
    house.meetings.capture(Capture(company="Före Midnatt AB", at=late.replace(hour=22)))
    assert house.meetings.count_today(None, house.now()) == 1


def test_the_contact_field_tells_mail_from_telephone() -> None:
    assert read_contact("070-123 45 67, anna@bergs.example")[:2] == (("anna@bergs.example",), ("070-123 45 67",))
    emails, phones, unsure = read_contact("anna@bergs; 12")
    assert (emails, phones) == (("anna@bergs",), ("12",))
    assert [item.text for item in unsure] == ["anna@bergs", "12"]


def test_deleting_a_person_keeps_what_was_said(house: House) -> None:
    captured = house.meetings.capture_line(LINE)
    assert captured.person is not None
    house.people.delete([captured.person.id])
    assert house.meetings.get(captured.meeting.id).person is None
    house.history.undo()
    assert house.meetings.get(captured.meeting.id).person == captured.person.id


def test_an_e_mail_alone_becomes_a_person_under_that_address(house: House) -> None:
    captured = house.meetings.capture_line("anna@bergs.example: vill ha flygblad")
    assert captured.person is not None
    assert captured.person.name == "anna@bergs.example"
    assert captured.person.emails == (kept_email("anna@bergs.example"),)


def test_a_person_edited_meanwhile_is_not_overwritten(house: House) -> None:
    captured = house.meetings.capture_line(LINE)
    assert isinstance(captured.person, Person)
    house.people.save(replace(captured.person, notes="ringer helst före sju"))
    again = house.meetings.capture_line(LINE)
    assert again.person is not None
    assert again.person.notes == "ringer helst före sju"
