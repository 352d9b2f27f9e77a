"""Merging keeps everything, and can be taken back for ever: random registers, random merges, and the same bytes after an undo."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.event import Event
from outreach.domain.follow_up import FollowUp
from outreach.domain.guest import Attendance
from outreach.domain.listing import Listing
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind, own_origin
from outreach.domain.saved_view import SavedView
from outreach.domain.when import all_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import Language
from outreach.services.house import House
from outreach.services.meetings import Capture
from tests.searching import searched
from tests.services.test_random_life import state

WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FILES = ("people.vcf", "people.csv", "people.json", "companies.csv", "companies.vcf", "companies.json", "events.ics")


def exports(house: House, folder: Path) -> dict[str, bytes]:
    """Every export that says the same when nothing has changed, as bytes. A workbook carries the time of writing."""
    folder.mkdir(exist_ok=True)
    kinds = {"people": Kind.PERSON, "companies": Kind.COMPANY, "events": Kind.EVENT}
    return {
        name: house.exports.write(kinds[name.partition(".")[0]], folder / name, Language("sv")).file.read_bytes()
        for name in FILES
    }


def kept(house: House, record: Any) -> Any:
    """Save a record and return it as it is kept."""
    service = {Person: house.people, Company: house.companies, Event: house.events, Meeting: house.meetings}.get(type(record))
    service = service or (house.follow_ups if isinstance(record, FollowUp) else house.views)
    service.save(record)
    return service.get(record.id)


@pytest.fixture
def berg(house: House) -> tuple[Person, Person]:
    """Anna Berg twice, each with something that the other has not."""
    firm = kept(house, Company(name="Bergs Bygg AB"))
    other = kept(house, Company(name="Berg & Söner HB"))
    first = Person(
        name="Anna Berg",
        roles=(Role(firm.id, "vd"),),
        emails=(Email("anna@bergs.example", "work"),),
        phones=(Phone("+46701740605", "mobile"),),
        tags=("bygg",),
        notes="Ringde i mars.",
        website="https://bergs.example",
        source="Galan",
        origins=("vcard:a",),
    )
    second = Person(
        name="Anna Bergh",
        roles=(Role(firm.id, "ägare"), Role(other.id, "delägare")),
        emails=(Email("ANNA@bergs.example"), Email("anna@hemma.example", "home")),
        phones=(Phone("+46701740606"),),
        addresses=(Address("Storgatan 1", "771 30", "Ludvika"),),
        tags=("städ",),
        notes="Vill ha snöröjning.",
        website="https://annabergh.example",
        source="Mässan",
        language="sv",
        origins=("vcard:b",),
    )
    return kept(house, first), kept(house, second)


def test_a_merge_keeps_every_word_of_both(house: House, berg: tuple[Person, Person]) -> None:
    first, second = berg
    house.duplicates.merge(Kind.PERSON, first.id, [second.id])
    whole = house.people.get(first.id)
    assert (whole.name, whole.given, whole.family) == ("Anna Berg", "Anna", "Berg")
    assert {role.title for role in whole.roles} == {"vd", "delägare"}
    assert {email.address for email in whole.emails} == {"anna@bergs.example", "anna@hemma.example"}
    assert {phone.number for phone in whole.phones} == {"+46701740605", "+46701740606"}
    assert whole.addresses == second.addresses
    assert set(whole.tags) == {"bygg", "städ"}
    assert whole.language == "sv"
    assert set(whole.origins) == {"vcard:a", "vcard:b", own_origin(second.id)}
    for text in ("Ringde i mars.", "Vill ha snöröjning.", "Anna Bergh", "https://annabergh.example", "Mässan", "ägare"):
        assert text in whole.notes.split("\n")
    with pytest.raises(NotFound):
        house.people.get(second.id)


def test_chosen_values_of_the_other_stand_and_ones_own_go_into_the_notes(
    house: House, berg: tuple[Person, Person]
) -> None:
    first, second = berg
    house.duplicates.merge(Kind.PERSON, first.id, [second.id], {"name": "other", "website": "other"})
    whole = house.people.get(first.id)
    assert (whole.name, whole.family, whole.website) == ("Anna Bergh", "Bergh", "https://annabergh.example")
    assert {"Anna Berg", "https://bergs.example"} <= set(whole.notes.split("\n"))
    assert house.people.ids(Listing(Kind.PERSON, text="anna berg")) == [first.id]


@pytest.mark.parametrize("choice", [{"nome": "other"}, {"name": "mine"}, {"emails": "other"}])
def test_a_choice_that_is_none_is_refused_and_nothing_is_merged(
    house: House, berg: tuple[Person, Person], choice: dict[str, str]
) -> None:
    first, second = berg
    with pytest.raises(InvalidInput):
        house.duplicates.merge(Kind.PERSON, first.id, [second.id], choice)
    assert house.people.get(second.id) == second


def test_a_record_cannot_be_merged_with_itself(house: House, berg: tuple[Person, Person]) -> None:
    with pytest.raises(InvalidInput):
        house.duplicates.merge(Kind.PERSON, berg[0].id, [berg[0].id])


def test_a_merge_that_fails_halfway_leaves_nothing(house: House, berg: tuple[Person, Person]) -> None:
    before = state(house)
    with pytest.raises(NotFound):
        house.duplicates.merge(Kind.PERSON, berg[0].id, [berg[1].id, uuid4()])
    assert state(house) == before


def test_all_that_pointed_to_the_one_points_to_the_other_and_comes_back(
    house: House, berg: tuple[Person, Person], tmp_path: Path
) -> None:
    first, second = berg
    event = kept(house, Event(title="Frukost", when=all_day(WHEN.date())))
    meeting = kept(house, Meeting(at=WHEN, person=second.id, event=event.id, note="snö"))
    promise = kept(house, FollowUp(due=WHEN.date(), text="ring", person=second.id))
    house.guests.invite(event.id, [first.id, second.id])
    at_second = next(line.guest for line in house.guests.at_event(event.id).lines if line.guest.person == second.id)
    house.guests.mark([at_second.id], Attendance.CAME)
    view = kept(house, SavedView(name="Mina", of=Kind.PERSON, filters=(("only", str(second.id)), ("tag", "x"))))
    third = kept(house, Person(name="Anna Berger"))
    house.duplicates.keep_apart(Kind.PERSON, [(second.id, third.id)])
    before, files = state(house), exports(house, tmp_path / "before")

    house.duplicates.merge(Kind.PERSON, first.id, [second.id])
    assert house.meetings.get(meeting.id).person == first.id
    assert house.follow_ups.get(promise.id).person == first.id
    (line,) = house.guests.at_event(event.id).lines
    assert (line.guest.person, line.guest.attendance) == (first.id, Attendance.CAME)
    assert house.views.get(view.id).filters[0] == ("only", str(first.id))
    with house.database.read() as reading:
        assert reading.apart.between(first.id, third.id) is not None

    reversal = house.history.undo()
    assert reversal.kept == ()
    assert state(house) == before
    assert exports(house, tmp_path / "after") == files


def test_companies_take_their_people_along(house: House, berg: tuple[Person, Person], tmp_path: Path) -> None:
    first, second = berg
    firm, other = second.roles[0].company, second.roles[1].company
    house.meetings.save(Meeting(at=WHEN, company=other, note="snö"))
    before, files = state(house), exports(house, tmp_path / "before")
    house.duplicates.merge(Kind.COMPANY, firm, [other])
    assert [role.company for role in house.people.get(second.id).roles] == [firm]
    assert [one.company for one in house.meetings.listed(Listing(Kind.MEETING))] == [firm]
    house.history.undo()
    assert state(house) == before
    assert exports(house, tmp_path / "after") == files
    assert house.people.get(first.id).roles == first.roles


def test_an_undo_after_later_edits_keeps_the_edits_and_lists_them(house: House, berg: tuple[Person, Person]) -> None:
    first, second = berg
    action = house.duplicates.merge(Kind.PERSON, first.id, [second.id]).action
    whole = house.people.get(first.id)
    house.people.save(replace(whole, notes="Nytt."))
    reversal = house.history.undo(action)
    (left,) = reversal.kept
    assert (left.record, left.fields, left.partly) == (first.id, ("notes",), True)
    assert house.people.get(first.id).notes == "Nytt."
    assert house.people.get(first.id).phones == first.phones
    assert replace(house.people.get(second.id), version=0) == replace(second, version=0)


def test_a_chain_becomes_one_record_in_one_action(house: House) -> None:
    people = [kept(house, Person(name="Anna Berg", phones=(Phone(f"+4670174060{n}"),))) for n in range(4)]
    a, b, c, d = (one.id for one in people)
    before = state(house)
    house.duplicates.merge_pairs(Kind.PERSON, [(a, b), (c, d), (b, c)])
    (whole,) = house.people.listed(Listing(Kind.PERSON))
    assert (whole.id, len(whole.phones)) == (a, 4)
    assert {own_origin(one) for one in (b, c, d)} == set(whole.origins)
    house.history.undo()
    assert state(house) == before
    house.history.redo()
    assert house.people.count() == 1


def test_files_of_both_are_known_again_after_a_merge(house: House, tmp_path: Path) -> None:
    cards = {
        "a": "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a-1\r\nFN:Anna Berg\r\nEMAIL:anna@a.example\r\nEND:VCARD\r\n",
        "b": "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:b-1\r\nFN:Anna Bergh\r\nEMAIL:anna@b.example\r\nEND:VCARD\r\n",
    }
    for name, text in cards.items():
        (tmp_path / f"{name}.vcf").write_text(text, "utf-8")
        bring_in(house, tmp_path / f"{name}.vcf")
    own = house.exports.write(Kind.PERSON, tmp_path / "own.vcf", Language("sv")).file
    first, second = sorted(house.people.listed(Listing(Kind.PERSON)), key=lambda one: one.name)
    house.duplicates.merge(Kind.PERSON, first.id, [second.id])
    whole = house.people.get(first.id)
    for name in cards:
        assert bring_in(house, tmp_path / f"{name}.vcf") == (0, 0)
    assert bring_in(house, own)[0] == 0
    assert house.people.count() == 1
    assert house.people.get(first.id).name == whole.name == "Anna Berg"
    # A card that has changed since brings its news, and does not undo what was decided.
    (tmp_path / "b.vcf").write_text(cards["b"].replace("EMAIL", "TEL:+46701740609\r\nEMAIL"), "utf-8")
    assert bring_in(house, tmp_path / "b.vcf") == (0, 1)
    again = house.people.get(first.id)
    assert again.name == "Anna Berg"
    assert "+46701740609" in {phone.number for phone in again.phones}


def bring_in(house: House, file: Path) -> tuple[int, int]:
    """Import a file; return how many were added and updated."""
    outcome = house.imports.run(house.imports.preview([file]))
    return outcome.added, outcome.updated


def test_a_capture_begun_with_the_one_that_went_is_kept_with_the_one_that_stays(
    house: House, berg: tuple[Person, Person]
) -> None:
    first, second = berg
    house.duplicates.merge(Kind.PERSON, first.id, [second.id])
    house.meetings.capture(Capture(person="Anna Bergh", person_id=second.id, note="snö"))
    assert [one.person for one in house.meetings.listed(Listing(Kind.MEETING))] == [first.id]


# Random registers ----------------------------------------------------------------------------------------------------

NAMES = ("Anna Berg", "Anna Bergh", "Åsa Öberg", "Kim", "Bo Ek")
TEXTS = ("", "snö", "snö\nis", "Ring i mars", "Åäö")


def furnish(house: House, chance: random.Random) -> tuple[list[UUID], list[UUID]]:
    """Fill a register at random; return its people and companies."""
    firms = [kept(house, _company(chance)) for _ in range(4)]
    people = [kept(house, _person(chance, firms)) for _ in range(6)]
    events = [kept(house, Event(title="Frukost", when=all_day(WHEN.date()))) for _ in range(2)]
    for _ in range(8):
        kept(
            house,
            Meeting(
                at=WHEN,
                person=chance.choice([None, chance.choice(people).id]),
                company=chance.choice([None, chance.choice(firms).id]),
                event=chance.choice(events).id,
                note=chance.choice(TEXTS) or "x",
            ),
        )
        kept(house, FollowUp(due=WHEN.date(), text="ring", person=chance.choice(people).id, company=chance.choice(firms).id))
    for event in events:
        house.guests.invite(event.id, [one.id for one in chance.sample(people, 4)])
        lines = house.guests.at_event(event.id).lines
        house.guests.mark([line.guest.id for line in lines[:2]], chance.choice(list(Attendance)))
    for kind, records in ((Kind.PERSON, people), (Kind.COMPANY, firms)):
        one, other = chance.sample(list(records), 2)
        house.duplicates.keep_apart(kind, [(one.id, other.id)])
        named = tuple(("only" if kind is Kind.PERSON else "company", str(r.id)) for r in chance.sample(list(records), 2))
        kept(house, SavedView(name=f"Vy {kind}", of=Kind.PERSON, filters=named))
    return [one.id for one in people], [one.id for one in firms]


def _company(chance: random.Random) -> Company:
    return Company(
        name=chance.choice(("Bergs Bygg AB", "Bergs Bygg HB", "Åkes Åkeri")),
        municipality=chance.choice(("", "2085", "2061")),
        notes=chance.choice(TEXTS),
        tags=tuple(chance.sample(("bygg", "städ", "el"), 2)),
        website=chance.choice(("", "https://a.example", "https://b.example")),
        phones=(Phone(f"+4670174060{chance.randrange(5, 8)}", chance.choice(("", "work"))),),
        addresses=(Address("Storgatan 1", city=chance.choice(("Mora", "Falun"))),),
    )


def _person(chance: random.Random, firms: Sequence[Company]) -> Person:
    roles = tuple(Role(one.id, chance.choice(("", "vd", "ägare"))) for one in chance.sample(list(firms), 2))
    return Person(
        name=chance.choice(NAMES),
        roles=roles,
        notes=chance.choice(TEXTS),
        emails=tuple(Email(f"{one}@a.example", chance.choice(("", "work"))) for one in chance.sample("abc", 2)),
        phones=(Phone(f"+4670174060{chance.randrange(5, 8)}"),),
        language=chance.choice(("", "sv", "en")),
        source=chance.choice(TEXTS),
        tags=tuple(chance.sample(("bygg", "städ", "el"), 1)),
    )


def merge_at_random(house: House, chance: random.Random, people: list[UUID], firms: list[UUID]) -> None:
    """Merge some of the people or companies that are left, one by one or as pairs."""
    kind, ids = chance.choice(((Kind.PERSON, people), (Kind.COMPANY, firms)))
    service: Any = house.people if kind is Kind.PERSON else house.companies
    left = sorted(service.many(ids))
    if len(left) < 2:
        return
    some = chance.sample(left, min(len(left), chance.randrange(2, 4)))
    if chance.random() < 0.5:
        house.duplicates.merge(kind, some[0], some[1:], {"name": chance.choice(("keep", "other"))})
    else:
        house.duplicates.merge_pairs(kind, list(pairwise(some)))


@pytest.mark.parametrize("seed", range(searched(2, 24)))
def test_random_merges_taken_back_give_the_same_bytes_and_redone_the_same_again(
    house: House, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    people, firms = furnish(house, chance)
    states, files = [state(house)], [exports(house, tmp_path / "x")]
    for _ in range(searched(3, 4)):
        before = house.history.next_undo()
        merge_at_random(house, chance, people, firms)
        if house.history.next_undo() != before:
            states.append(state(house))
            files.append(exports(house, tmp_path / "x"))
    nothing_is_lost(states[0], states[-1])
    for number in reversed(range(len(states) - 1)):
        assert house.history.undo().kept == ()
        assert state(house) == states[number]
        assert exports(house, tmp_path / "x") == files[number]
    for number in range(1, len(states)):
        house.history.redo()
        assert state(house) == states[number]
        assert exports(house, tmp_path / "x") == files[number]


def nothing_is_lost(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Every text of every person and company is still somewhere, and no conversation or promise is gone."""
    there = "\n".join(str(value) for key, value in after.items() if key.startswith(("person ", "company ")))
    for key, value in before.items():
        if not key.startswith(("person ", "company ")) or not isinstance(value, dict):
            continue
        for text in texts_of({name: part for name, part in value.items() if name not in ("id", "version", "size", "language")}):
            assert text in there, text
    for kind in ("meeting ", "follow_up "):
        assert {key for key in before if key.startswith(kind)} == {key for key in after if key.startswith(kind)}


def texts_of(value: Any) -> list[str]:
    """Every text in a plain value that is no id."""
    if isinstance(value, str):
        return [line for line in value.split("\n") if len(value) != 36]
    if isinstance(value, dict):
        told = (inner for name, inner in value.items() if name not in ("label", "company", "family", "given"))
        return [text for inner in told for text in texts_of(inner)]
    return [text for inner in value for text in texts_of(inner)] if isinstance(value, list) else []


def test_of_a_sole_trader_and_a_company_with_a_number_the_notes_tell_that_one_traded_alone(house: House) -> None:
    alone = kept(house, Company(name="Lindens Måleri", sole_trader=True))
    numbered = kept(house, Company(name="Lindens Måleri AB", org_number="5560160680"))
    house.duplicates.merge(Kind.COMPANY, numbered.id, [alone.id])
    whole = house.companies.get(numbered.id)
    assert (whole.org_number, whole.sole_trader) == ("5560160680", False)
    assert "Lindens Måleri: enskild firma" in whole.notes.splitlines()


def test_of_two_labels_of_one_contact_the_other_stands_in_the_notes(house: House) -> None:
    one = kept(house, Person(name="Anna Berg", emails=(Email("anna@berg.example", "work"),), phones=(Phone("+46701234567"),)))
    other = kept(
        house,
        Person(
            name="Anna Berg", emails=(Email("Anna@berg.example", "Faktura"),), phones=(Phone("+46701234567", "mobile"),)
        ),
    )
    house.duplicates.merge(Kind.PERSON, one.id, [other.id])
    whole = house.people.get(one.id)
    assert whole.emails == (Email("anna@berg.example", "work"),)
    assert whole.phones == (Phone("+46701234567", "mobile"),)
    assert whole.notes == "anna@berg.example: Faktura"
