"""Guest lists: who is expected, who came, who walked in, and what never happens to people of the register on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Email
from outreach.domain.event import Event, EventKind
from outreach.domain.guest import Answer, Attendance, Guest
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.plan import Outline, Plan
from outreach.domain.record import Kind
from outreach.domain.when import all_day, zoned
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.services.guest_names import Told, own_name, read_names
from outreach.services.guests import SELF, GuestLine, Tally
from outreach.services.house import House

BERGS = Company(name="Bergs Bygg AB")
EKS = Company(name="Eks El")
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id, "VD"),), emails=(Email("anna@bergsbygg.example"),))
ASA = Person(name="Åsa Öberg", roles=(Role(EKS.id),))
SEMINAR = Event(title="Frukost", kind=EventKind.BREAKFAST, when=all_day(date(2026, 11, 24)))


@pytest.fixture
def at(house: House) -> UUID:
    """A seminar with two people of the register on its list and one name that nobody knows."""
    house.events.save(SEMINAR)
    for company in (BERGS, EKS):
        house.companies.save(company)
    for person in (ANNA, ASA):
        house.people.save(person)
    house.guests.invite(SEMINAR.id, [ANNA.id, ASA.id])
    house.guests.add_named(SEMINAR.id, "Bo Ek")
    return SEMINAR.id


def tally(house: House) -> Tally:
    return house.guests.tally_at(SEMINAR.id)


def line(house: House, name: str) -> GuestLine:
    return house.guests.named(SEMINAR.id, name)


def names(house: House) -> list[str]:
    return [one.name for one in house.guests.at_event(SEMINAR.id).lines]


def test_unknown_is_never_counted_as_absent(house: House, at: UUID) -> None:
    assert tally(house) == Tally(listed=3, came=0, absent=0, unknown=3, walk_ins=0)
    house.guests.mark([line(house, "Anna Berg").guest.id], Attendance.CAME)
    house.guests.mark([line(house, "Bo Ek").guest.id], Attendance.ABSENT)
    assert tally(house) == Tally(listed=3, came=1, absent=1, unknown=1, walk_ins=0)
    house.guests.mark([line(house, "Bo Ek").guest.id], Attendance.UNKNOWN)
    assert tally(house) == Tally(listed=3, came=1, absent=0, unknown=2, walk_ins=0)


def test_arrival_is_when_the_guest_came_first_and_goes_with_the_mark(house: House, at: UUID, clock) -> None:
    guest = line(house, "anna").guest.id
    came = clock.now
    house.guests.mark([guest], Attendance.CAME)
    clock.now += timedelta(minutes=20)
    house.guests.mark([guest], Attendance.CAME)
    assert house.guests.get(guest).arrived == came
    house.guests.mark([guest], Attendance.UNKNOWN)
    assert house.guests.get(guest).arrived is None


def test_marking_many_is_one_action(house: House, at: UUID) -> None:
    guests = [one.guest.id for one in house.guests.at_event(at).lines]
    changes = house.guests.mark(guests, Attendance.ABSENT)
    assert changes.values == {"name": "3"}
    house.history.undo(changes.action)
    assert tally(house).unknown == 3


def test_inviting_twice_puts_nobody_there_twice(house: House, at: UUID) -> None:
    assert house.guests.invite(at, [ANNA.id, ASA.id]).action is None
    assert names(house) == ["Anna Berg", "Bo Ek", "Åsa Öberg"]


def test_nobody_is_invited_to_an_event_that_is_not_there(house: House, at: UUID) -> None:
    for call in (
        lambda: house.guests.invite(uuid4(), [ANNA.id]),
        lambda: house.guests.add_named(uuid4(), "Anna"),
        lambda: house.guests.walk_in(uuid4()),
        lambda: house.guests.at_event(uuid4()),
    ):
        with pytest.raises(InvalidInput):
            call()


def test_unnamed_walk_in_counts_and_makes_nobody(house: House, at: UUID) -> None:
    house.guests.walk_in(at)
    house.guests.walk_in(at)
    assert tally(house) == Tally(listed=5, came=2, absent=0, unknown=3, walk_ins=2)
    assert house.people.count() == 2


def test_walk_in_with_a_new_name_and_company_is_in_the_register_from_now_on(house: House, at: UUID) -> None:
    changes = house.guests.walk_in(at, "Eva Dahl", company="Dahls Måleri", contact="070-174 06 05, eva@dahl.example")
    guest = line(house, "Eva Dahl")
    assert guest.person is not None
    assert guest.company is not None
    assert guest.guest.walk_in
    assert guest.guest.attendance is Attendance.CAME
    assert (guest.person.emails[0].address, guest.person.phones[0].number) == ("eva@dahl.example", "+46701740605")
    assert guest.person.source == "Frukost 2026-11-24"
    assert guest.company.name == "Dahls Måleri"
    house.history.undo(changes.action)
    assert (house.people.count(), house.companies.count(), tally(house).listed) == (2, 2, 3)


def test_walk_in_who_is_known_is_not_made_again(house: House, at: UUID) -> None:
    cilla = Person(name="Cilla Nyström", roles=(Role(EKS.id),))
    house.people.save(cilla)
    house.guests.walk_in(at, "Cilla Nyström", company="Eks El")
    house.guests.walk_in(at, person=cilla.id)
    assert house.people.count() == 3
    assert [one.guest.person for one in house.guests.at_event(at).lines].count(cilla.id) == 1
    assert tally(house).walk_ins == 1


@pytest.mark.parametrize(("name", "company"), [("Anna Berg", ""), ("anna  berg", "Bergs Bygg AB"), ("Bo Ek", "Eks El")])
def test_walk_in_who_stands_on_the_list_is_checked_in(house: House, at: UUID, name: str, company: str) -> None:
    house.guests.walk_in(at, name, company=company)
    assert tally(house) == Tally(listed=3, came=1, absent=0, unknown=2, walk_ins=0)
    assert line(house, name).guest.attendance is Attendance.CAME


def test_second_one_of_the_same_name_is_another_guest_when_the_first_has_come(house: House, at: UUID) -> None:
    house.guests.walk_in(at, "Bo Ek")
    house.guests.walk_in(at, "Bo Ek", company="Eks El")
    assert names(house).count("Bo Ek") == 2
    assert tally(house).walk_ins == 1


def test_two_known_of_one_name_are_told_apart_by_who_was_invited(house: House, at: UUID) -> None:
    house.people.save(Person(name="Anna Berg", roles=(Role(EKS.id),)))
    house.guests.walk_in(at, "Anna Berg")
    assert line(house, "Anna Berg").guest.person == ANNA.id
    assert house.people.count() == 3


def test_stranger_at_the_self_service_screen_cannot_change_a_known_person(house: House, at: UUID) -> None:
    house.guests.walk_in(at, "Anna Berg", company="Bergs Bygg AB", contact="070-174 06 09", source=SELF)
    assert house.people.get(ANNA.id).phones == ()
    guest = line(house, "Anna Berg").guest
    assert (guest.note, guest.attendance) == ("070-174 06 09", Attendance.CAME)


def test_new_guest_at_the_self_service_screen_is_kept_with_where_it_came_from(house: House, at: UUID) -> None:
    house.guests.walk_in(at, "Eva Dahl", company="Eks El", contact="eva@dahl.example", source=SELF)
    guest = line(house, "Eva Dahl")
    assert guest.guest.source == SELF
    assert guest.person is not None
    assert guest.person.emails[0].address == "eva@dahl.example"


def test_personal_identity_number_is_kept_nowhere(house: House, at: UUID) -> None:
    house.guests.walk_in(at, "Eva Dahl 811228-9874", company="811228-9874")
    house.guests.add_named(at, "Ida Sten 19811228-9874")
    assert names(house) == ["Anna Berg", "Bo Ek", "Eva Dahl", "Ida Sten", "Åsa Öberg"]
    assert house.companies.count() == 2


def test_pasted_list_ties_the_known_makes_those_with_a_company_and_leaves_bare_names(house: House, at: UUID) -> None:
    changes = house.guests.add_named(at, "Anna Berg\nIda Sten\nKim Wall; Walls Rör AB; kim@wall.example\n\nIda Sten")
    assert changes.values == {"count": "2"}
    assert names(house) == ["Anna Berg", "Bo Ek", "Ida Sten", "Kim Wall", "Åsa Öberg"]
    assert line(house, "Ida Sten").person is None
    assert line(house, "Kim Wall").company_name == "Walls Rör AB"
    assert house.people.count() == 3


def test_bare_name_on_the_list_is_tied_when_its_company_is_told(house: House, at: UUID) -> None:
    house.guests.add_named(at, "Bo Ek, Eks El")
    assert tally(house).listed == 3
    assert line(house, "Bo Ek").company_name == "Eks El"


def test_text_without_a_name_is_refused(house: House, at: UUID) -> None:
    with pytest.raises(InvalidInput):
        house.guests.add_named(at, " \n;;\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna Berg", [Told("Anna Berg")]),
        ("Anna Berg, Bergs Bygg AB, anna@b.example", [Told("Anna Berg", "Bergs Bygg AB", "anna@b.example")]),
        ("anna@b.example\tAnna Berg\tBergs", [Told("Anna Berg", "Bergs", "anna@b.example")]),
        ('Anna;"Berg; Söner"', [Told("Anna", "Berg; Söner")]),
        ("Anna <a@b.example>; Bo <bo@b.example>", [Told("Anna", "", "a@b.example"), Told("Bo", "", "bo@b.example")]),
        ("Företag;Efternamn;Förnamn;Telefon\nBergs;Berg;Anna;070-174 06 05", [Told("Anna Berg", "Bergs", "070-174 06 05")]),
        ("Namn\nAnna\nBo", [Told("Anna"), Told("Bo")]),
        ("", []),
        ("\x00", []),
    ],
)  # fmt: skip
def test_pasted_lists_are_read_as_people_write_them(text: str, told: list[Told]) -> None:
    assert read_names(text) == told


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("an", []),
        ("ann", ["Anna Berg", "Anna Karlsson"]),
        ("anna b", ["Anna Berg"]),
        ("berg anna", ["Anna Berg"]),
        ("ann berg", []),
        ("asa", ["Åsa Öberg"]),
        ("bygg", []),
        ("anna berg bygg", []),
    ],
)
def test_guest_finds_only_the_own_name(typed: str, found: list[str]) -> None:
    listed = ["Anna Berg", "Anna Karlsson", "Åsa Öberg"]
    assert own_name(listed, typed, str) == (found, False)


def test_guest_sees_nobody_when_too_many_would_fit() -> None:
    assert own_name([f"Anna {letter}" for letter in "ABCDEF"], "anna", str) == ([], True)


def test_guest_is_named_by_words_or_id(house: House, at: UUID) -> None:
    guest = line(house, "öberg")
    assert line(house, str(guest.guest.id)) == guest
    assert line(house, "eks").name == "Åsa Öberg"
    with pytest.raises(NotFound):
        line(house, "nobody")
    with pytest.raises(NotFound):
        line(house, " ")
    with pytest.raises(Ambiguous):
        line(house, "b")


def test_taking_guests_off_leaves_the_register_and_can_be_undone(house: House, at: UUID) -> None:
    changes = house.guests.delete([line(house, "Anna Berg").guest.id])
    assert (changes.title, changes.values) == ("Taken off the guest list: {name}", {"name": "Anna Berg"})
    assert names(house) == ["Bo Ek", "Åsa Öberg"]
    assert house.people.get(ANNA.id).name == "Anna Berg"
    house.history.undo(changes.action)
    assert tally(house).listed == 3


def test_deleted_person_stays_on_the_list_by_name(house: House, at: UUID) -> None:
    house.people.delete([ANNA.id])
    assert names(house) == ["Anna Berg", "Bo Ek", "Åsa Öberg"]


def test_list_shows_the_name_of_today(house: House, at: UUID) -> None:
    from dataclasses import replace

    house.people.save(replace(house.people.get(ANNA.id), name="Anna Berg Dahl"))
    assert names(house)[0] == "Anna Berg Dahl"


def test_series_has_one_list_for_all_its_dates(house: House, at: UUID) -> None:
    series = Event(
        title="Rådgivning",
        when=zoned(datetime(2026, 11, 3, 15), datetime(2026, 11, 3, 17)),
        recurrence=("RRULE:FREQ=WEEKLY;COUNT=5",),
    )
    house.events.save(series)
    house.guests.walk_in(series.id, "Bo Ek")
    assert len(house.guests.at_event(series.id).lines) == 1
    assert tally(house).came == 0


def test_guests_are_listed_by_who_came_first(house: House, at: UUID) -> None:
    house.guests.mark([line(house, "Åsa").guest.id], Attendance.CAME)
    found = house.guests.listed(Listing(Kind.GUEST, filters=(("event", str(at)),), sort="attendance"))
    assert [one.name for one in found] == ["Åsa Öberg", "Anna Berg", "Bo Ek"]
    assert all(isinstance(one, Guest) for one in found)


# Answers and places --------------------------------------------------------------------------------------------------


def test_the_uninvited_are_not_on_the_list_unless_they_come(house: House, at: UUID) -> None:
    sent(house, "Anna Berg")
    house.guests.uninvite([line(house, "Anna Berg").guest.id, line(house, "Bo Ek").guest.id])
    assert names(house) == ["Åsa Öberg"], "who was never written to is taken off"
    assert tally(house).listed == 1
    assert [one.name for one in house.guests.at_event(at, uninvited=True).lines] == ["Anna Berg", "Åsa Öberg"]
    house.guests.walk_in(at, person=ANNA.id)
    assert names(house) == ["Anna Berg", "Åsa Öberg"]
    assert tally(house) == Tally(listed=2, came=1, absent=0, unknown=1, walk_ins=0)


def test_answers_are_counted_apart_from_attendance(house: House, at: UUID) -> None:
    house.plans.save(Plan(event=at, outline=Outline(capacity=1)))
    for name, answer in (("Anna Berg", Answer.ACCEPTED), ("Åsa Öberg", Answer.ACCEPTED), ("Bo Ek", Answer.TENTATIVE)):
        house.guests.answer([line(house, name).guest.id], answer)
    answers = house.guests.at_event(at).answers
    assert (answers.accepted, answers.waiting, answers.tentative, answers.none, answers.free) == (2, 1, 1, 0, 0)
    assert house.guests.offered(at) == []
    house.guests.delete([line(house, "Anna Berg").guest.id])
    assert [one.name for one in house.guests.offered(at)] == ["Åsa Öberg"]
    house.guests.promote([line(house, "Åsa Öberg").guest.id])
    assert house.guests.at_event(at).answers.waiting == 0
    house.guests.answer([line(house, "Åsa Öberg").guest.id], Answer.NONE)
    guest = line(house, "Åsa Öberg").guest
    assert (guest.answer, guest.answered, guest.answer_stamp) == (Answer.NONE, None, None)


def test_an_action_says_who_was_put_on_the_waiting_list(house: House, at: UUID) -> None:
    house.plans.save(Plan(event=at, outline=Outline(capacity=1)))
    house.guests.answer([line(house, "Anna Berg").guest.id], Answer.ACCEPTED)
    changes = house.guests.answer([line(house, "Bo Ek").guest.id], Answer.ACCEPTED)
    assert "waiting list" in changes.title
    assert changes.values == {"name": "Bo Ek"}


def test_an_address_of_ones_own_goes_before_the_registers_and_several_are_set_at_once(house: House, at: UUID) -> None:
    ids = [line(house, name).guest.id for name in ("Anna Berg", "Bo Ek")]
    house.guests.reach(ids, language="en")
    house.guests.reach(ids[0], email="Anna@NY.example")
    assert [house.guests.get(one).language for one in ids] == ["en", "en"]
    assert house.guests.get(ids[0]).email == "Anna@ny.example"
    with pytest.raises(NotFound):
        house.guests.reach(uuid4(), email="a@b.example")


def sent(house: House, name: str) -> None:
    """Say that an invitation left."""
    guest = line(house, name).guest
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    letter = Invitation(
        uid=SEMINAR.uid, purpose=Purpose.INVITE, method=Method.REQUEST, sequence=0, at=now, event=SEMINAR.id, guest=guest.id,
        delivery=Delivery.SENT,
    )  # fmt: skip
    house.invitations.save(letter)


def test_guests_chosen_by_id_are_those_of_this_event_who_are_expected(house: House, at: UUID) -> None:
    other = Event(title="Mässa", when=all_day(date(2026, 12, 9)))
    house.events.save(other)
    house.guests.add_named(at, "Anna Berg")
    house.guests.add_named(at, "Bo Ek")
    house.guests.add_named(other.id, "Eva Holm")
    everyone = [*house.guests.at_event(at).lines, *house.guests.at_event(other.id).lines]
    chosen = [one.guest.id for one in everyone if one.name in {"Anna Berg", "Eva Holm"}]
    assert [one.name for one in house.guests.chosen_at(at, chosen)] == ["Anna Berg"]
    house.guests.uninvite(chosen[:1])
    assert house.guests.chosen_at(at, chosen) == ()
