"""Lines as officers write them in a noisy hall: nothing is lost, nothing is guessed silently, and `similar` tells the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from outreach.domain.company import MASK, Company
from outreach.domain.contact import kept_email
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.quick_line import QuickLine, read_day, read_line
from outreach.domain.record import Kind
from outreach.errors import NotFound
from outreach.services.house import House
from outreach.services.meetings import Capture, read_contact

TODAY = date(2026, 11, 24)
ANNA, BERGS = "Anna Berg", "Bergs Bygg AB"
MOBILE, LANDLINE, MAIL = "070-123 45 67", "0240-66 00 00", "anna@bergs.example"


def taken_apart(line: QuickLine) -> tuple[object, ...]:
    return line.person, line.title, line.company, line.phones, line.emails, line.note.note


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        # Titles stand anywhere, and are neither a company nor lost.
        (f"{ANNA}, vd, {BERGS}, {MOBILE}: snö", (ANNA, "vd", BERGS, (MOBILE,), (), "snö")),
        (f"{BERGS}, {ANNA}, VD: snö", (ANNA, "VD", BERGS, (), (), "snö")),
        (f"{ANNA} (platschef), {BERGS}: snö", (ANNA, "platschef", BERGS, (), (), "snö")),
        (f"vd {ANNA}, {BERGS}: snö", (ANNA, "vd", BERGS, (), (), "snö")),
        (f"{ANNA}, vd på {BERGS}: snö", (ANNA, "vd", BERGS, (), (), "snö")),
        (f"{ANNA} på {BERGS}, inköpschef, {MOBILE}: snö", (ANNA, "inköpschef", BERGS, (MOBILE,), (), "snö")),
        # The company first, "på", dashes, slashes, brackets.
        (f"{BERGS}, {ANNA}: snö", (ANNA, "", BERGS, (), (), "snö")),
        ("Anna på Bergs Bygg: snö", ("Anna", "", "Bergs Bygg", (), (), "snö")),
        (f"{ANNA} - {BERGS} - {MOBILE}: snö", (ANNA, "", BERGS, (MOBILE,), (), "snö")),
        (f"{ANNA}/{BERGS}: snö", (ANNA, "", BERGS, (), (), "snö")),
        ("Jensen A/S, Bo Jensen: snö", ("Bo Jensen", "", "Jensen A/S", (), (), "snö")),
        (f"{ANNA} <{MAIL}>, {BERGS}: snö", (ANNA, "", BERGS, (), (MAIL,), "snö")),
        # Several numbers and addresses, with what people write before them.
        (f"{ANNA}, {MOBILE} / {LANDLINE}, {BERGS}: snö", (ANNA, "", BERGS, (MOBILE, LANDLINE), (), "snö")),
        (f"{ANNA}, 070-1234567 08-123456: snö", (ANNA, "", "", ("070-1234567", "08-123456"), (), "snö")),
        (f"{ANNA}, (0240) 66 00 00, {BERGS}: snö", (ANNA, "", BERGS, ("(0240) 66 00 00",), (), "snö")),
        (f"{ANNA}, tel: {MOBILE}, e-post: {MAIL}, {BERGS}: snö", (ANNA, "", BERGS, (MOBILE,), (MAIL,), "snö")),
        (f"{MAIL}, {ANNA}, {BERGS}, {MOBILE}: snö", (ANNA, "", BERGS, (MOBILE,), (MAIL,), "snö")),
        # Colons that divide nothing.
        (f"{ANNA}, {BERGS}: ring kl 10:30", (ANNA, "", BERGS, (), (), "ring kl 10:30")),
        (f"{ANNA}, {BERGS} kl 10:30: snö", (ANNA, "", BERGS, (), (), "kl 10:30 snö")),
        ("S:t Eriks Bygg AB, Bo Ek: snö", ("Bo Ek", "", "S:t Eriks Bygg AB", (), (), "snö")),
        (f"{ANNA},{BERGS},0701234567:snö", (ANNA, "", BERGS, ("0701234567",), (), "snö")),
        # Only one of them, lower case, long names.
        (f"{BERGS}: snö", ("", "", BERGS, (), (), "snö")),
        (f"{ANNA}: snö", (ANNA, "", "", (), (), "snö")),
        ("anna berg, bergs bygg ab, 0701234567: snö", ("anna berg", "", "bergs bygg ab", ("0701234567",), (), "snö")),
        ("Åsa Öberg-Ström, Öbergs Åkeri HB: snö", ("Åsa Öberg-Ström", "", "Öbergs Åkeri HB", (), (), "snö")),
        ("Anna-Lena von Essen Lind: snö", ("Anna-Lena von Essen Lind", "", "", (), (), "snö")),
        # What fits nowhere is said in the note.
        (f"{ANNA}, {BERGS}, vill veta mer", (ANNA, "", BERGS, (), (), "vill veta mer")),
        (f"{ANNA}, {BERGS}, https://bergs.example: snö", (ANNA, "", BERGS, (), (), "snö")),
        (f"{ANNA}, vd: snö", (ANNA, "", "", (), (), "vd snö")),
    ],
)
def test_a_line_is_taken_apart_as_it_was_meant(line: str, wanted: tuple[object, ...]) -> None:
    assert taken_apart(read_line(line, TODAY)) == wanted


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"{ANNA} och Bo Ek, {BERGS}: snö", f"{ANNA} och Bo Ek"),
        (f"{ANNA}, {BERGS}, Lunds Glas", "Lunds Glas"),
        ("Bergs Bygg: snö", "Bergs Bygg"),
        ("Anna: snö", "Anna"),
        ("Anna Berg, anna@bergs: snö", "anna@bergs"),
        ("Anna Berg, 070-12: snö", "070-12"),
    ],
)
def test_what_could_be_read_otherwise_is_marked(line: str, text: str) -> None:
    assert text in [item.text for item in read_line(line, TODAY).unsure]


@pytest.mark.parametrize(
    ("word", "day"),
    [("3/12", date(2026, 12, 3)), ("3/1", date(2027, 1, 3)), ("31/2", None), ("02-29", date(2028, 2, 29))],
)
def test_a_day_is_read_with_a_slash_and_on_leap_days(word: str, day: date | None) -> None:
    today = date(2027, 3, 1) if word == "02-29" else TODAY
    assert read_day(word, today) == day
    assert read_day("02-29", date(2028, 3, 1)) is None


def test_marks_leave_no_lonely_signs_behind() -> None:
    note = read_line(f"{ANNA}: snö #bygg, #el !3/12.", TODAY).note
    assert (note.note, note.tags, note.follow_up) == ("snö", ("bygg", "el"), date(2026, 12, 3))


def test_the_contact_field_keeps_numbers_whole_beside_an_address() -> None:
    assert read_contact(f"{MAIL} {MOBILE} / {LANDLINE}")[:2] == ((MAIL,), (MOBILE, LANDLINE))


def test_the_title_becomes_the_role_and_an_earlier_one_stays(house: House) -> None:
    first = house.meetings.capture_line(f"{ANNA}, {BERGS}, {MOBILE}: ett")
    second = house.meetings.capture_line(f"{ANNA}, vd, {BERGS}: två")
    third = house.meetings.capture_line(f"{ANNA}, {BERGS}: tre")
    assert first.person is not None
    assert second.person is not None
    assert third.person is not None
    assert [one.person.roles[0].title for one in (first, second, third) if one.person] == ["", "vd", "vd"]


def everything_kept(house: House) -> str:
    """Every word in the file: records, look-ups and journal."""
    with house.database.read() as view:
        names = ("company", "person", "meeting", "follow_up", "term", "journal", "action")
        rows: list[Any] = [row for name in names for row in view.connection.exec_driver_sql(f"SELECT * FROM {name}")]
    return " ".join(str(row) for row in rows)


@pytest.mark.parametrize(
    "line",
    [
        "Bo Ek, 811228-9874, Eks Städ: ville ha flygblad",
        "Eks Städ 811228-9874, Bo Ek: ville ha flygblad",
        "Bo Ek, org.nr 19811228-9874, Eks Städ: ville ha flygblad",
        "Bo Ek, 8112289874, Eks Städ: ville ha flygblad",
        "Bo Ek, Eks Städ: fakturera 811228-9874",
    ],
)
def test_a_sole_traders_number_leaves_no_trace(house: House, line: str) -> None:
    captured = house.meetings.capture_line(line)
    assert captured.company is not None
    assert captured.person is not None
    assert (captured.person.name, captured.company.name) == ("Bo Ek", "Eks Städ")
    kept = everything_kept(house)
    assert "9874" not in kept
    assert house.search.find("811228") == []
    assert MASK in [item.text for item in captured.unsure]


def test_the_four_fields_keep_no_personal_number_either(house: House) -> None:
    captured = house.meetings.capture(
        Capture(company="Eks Städ 811228-9874", note="nr 811228-9874", source="Eks Städ 811228-9874\nnr 811228-9874")
    )
    assert captured.company is not None
    assert (captured.company.name, captured.company.sole_trader) == ("Eks Städ", True)
    assert "9874" not in everything_kept(house)


def test_an_organisation_number_goes_to_the_company(house: House) -> None:
    captured = house.meetings.capture_line(f"{BERGS}, 212000-2205, {ANNA}: snö")
    assert captured.company is not None
    assert (captured.company.org_number, captured.company.name) == ("2120002205", BERGS)
    assert captured.person is not None
    assert captured.person.phones == ()


def similar(captured: Any) -> list[tuple[Kind, tuple[str, ...], bool]]:
    return [(item.kind, item.reasons, item.same) for item in captured.similar]


def test_whom_the_same_mail_names_more_briefly_is_the_same_person(house: House) -> None:
    first = house.meetings.capture_line(f"{ANNA}, {MAIL}: ett")
    second = house.meetings.capture_line(f"Anna, {MAIL}: två")
    other = house.meetings.capture_line(f"Bo Ek, {MAIL}: tre")
    assert first.person is not None
    assert second.person is not None
    assert (second.person.id, second.person.name) == (first.person.id, ANNA)
    assert similar(second) == [(Kind.PERSON, ("email",), True)]
    assert similar(other) == [(Kind.PERSON, ("email",), False)]


def test_a_first_name_at_a_company_hints_at_whom_we_know_there(house: House) -> None:
    house.meetings.capture_line(f"{ANNA}, {BERGS}: ett")
    again = house.meetings.capture_line(f"Anna på {BERGS}: två")
    assert house.people.count() == 2
    assert (Kind.PERSON, ("company",), False) in similar(again)


def test_a_number_beside_a_company_alone_hints_at_whose_it_is(house: House) -> None:
    house.meetings.capture_line(f"{ANNA}, {BERGS}, {MOBILE}: ett")
    again = house.meetings.capture_line(f"{BERGS}, {MOBILE}: två")
    assert again.person is None
    assert (Kind.PERSON, ("phone", "company"), False) in similar(again)


def test_two_legal_forms_are_two_companies_and_each_line_finds_its_own(house: House) -> None:
    for _ in range(2):
        for name in ("Bergs Bygg AB", "Bergs Bygg HB"):
            captured = house.meetings.capture_line(f"{ANNA}, {name}: snö")
            assert captured.company is not None
            assert captured.company.name == name
    assert house.companies.count() == 2


def test_of_two_workplaces_with_one_name_no_third_comes_into_being(house: House) -> None:
    for code in ("2061", "2085"):
        house.companies.save(Company(name=BERGS, municipality=code))
    captured = house.meetings.capture_line(f"{ANNA}, {BERGS}: snö")
    assert house.companies.count() == 2
    assert [item[2] for item in similar(captured) if item[0] is Kind.COMPANY] == [True, False]


def test_one_who_was_deleted_meanwhile_is_told_and_not_made_up(house: House) -> None:
    for wanted in (Capture(person_id=uuid4(), note="hej"), Capture(company_id=uuid4(), note="hej")):
        with pytest.raises(NotFound):
            house.meetings.capture(wanted)
    assert house.meetings.count() == 0


def test_the_latest_conversations_come_newest_first_and_no_more_than_asked_for(house: House) -> None:
    for number in range(12):
        house.meetings.capture(Capture(company="Ek AB", note=f"nr {number}", at=house.now().replace(hour=number)))
    assert [one.meeting.note for one in house.meetings.latest(None, 3)] == ["nr 11", "nr 10", "nr 9"]


def test_a_role_known_already_is_not_doubled(house: House) -> None:
    company = Company(name=BERGS)
    house.companies.save(company)
    person = Person(name=ANNA, roles=(Role(company.id, "vd"),), emails=(kept_email(MAIL),))
    house.people.save(person)
    house.people.save(replace(house.people.get(person.id), notes="x"))
    captured = house.meetings.capture_line(f"{ANNA}, {BERGS}, {MAIL}: snö")
    assert captured.person is not None
    assert captured.person.roles == (Role(company.id, "vd"),)
    assert len(house.people.listed(Listing(Kind.PERSON))) == 1
