"""What the registered may ask, through the services: the gate of storage, the journal, and what is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.guest import Guest
from outreach.domain.listing import Listing
from outreach.domain.person import Person
from outreach.domain.processing import Purpose
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, NotFound, Restricted
from outreach.language import Language
from outreach.services.house import House
from outreach.services.meetings import Capture

SV = Language("sv")


@pytest.fixture
def anna(house: House) -> Person:
    made = Person(name="Anna Berg", emails=(kept_email("anna@berg.example"),), phones=(kept_phone("070-123 45 67"),))
    house.people.save(made)
    return house.people.get(made.id)


def journal_of(house: House) -> str:
    with house.database.read() as view:
        return str([list(one) for one in view.connection.exec_driver_sql("SELECT fields FROM journal")])


def test_a_person_without_a_known_purpose_is_refused_on_every_way(house: House) -> None:
    stray = Person(name="Stray", purpose="because")
    with pytest.raises(InvalidInput):
        house.people.save(stray)
    with pytest.raises(InvalidInput), house.database.work("Many") as work:
        work.add_many(Kind.PERSON, [stray])
    house.privacy.save_purpose(Purpose(key="because", name="Because", law="beslut 2026"))
    house.people.save(stray)
    assert house.people.count() == 1


def test_restricted_data_stay_as_they_are_until_it_is_lifted(house: House, anna: Person) -> None:
    change = house.people.save(replace(anna, notes="before"))
    house.registered.restrict([anna.id])
    held = house.people.get(anna.id)
    for way in (
        lambda: house.people.save(replace(held, notes="after")),
        lambda: house.people.delete([anna.id]),
        lambda: house.people.tag([anna.id], add=["x"]),
    ):
        with pytest.raises(Restricted):
            way()
    assert change.action is not None
    house.history.undo(change.action)
    assert house.people.get(anna.id).notes == "before"
    talk = house.meetings.capture(Capture(person_id=anna.id, person="Anna Berg", emails=("new@berg.example",), note="road"))
    assert talk.meeting.person == anna.id
    assert house.people.get(anna.id) == held
    house.registered.restrict([anna.id], lift=True)
    house.people.save(replace(house.people.get(anna.id), notes="after"))
    assert house.people.get(anna.id).notes == "after"


def test_a_protected_person_is_not_there_and_leaves_no_way(house: House, anna: Person) -> None:
    assert "anna@berg.example" in journal_of(house)
    house.registered.protect(anna.id)
    with pytest.raises(NotFound):
        house.people.get(anna.id)
    assert house.people.ids(Listing(Kind.PERSON)) == []
    assert house.search.find("anna") == house.search.hints("anna") == []
    assert house.people.count() == 0
    with house.database.read() as view:
        assert view.history(anna.id) == []
    with pytest.raises(InvalidInput):
        house.registered.protected("")
    (shown,) = house.registered.protected("ärende 12, kontakt")
    assert (shown.name, shown.emails, shown.phones) == ("Anna Berg", (), ())
    assert "anna@berg.example" not in journal_of(house)


def test_a_consent_counts_until_it_is_taken_back_and_can_be_proved(house: House, anna: Person) -> None:
    with pytest.raises(InvalidInput):
        house.registered.consent([anna.id], "")
    house.registered.consent([anna.id], "form at the fair")
    assert house.registered.proof(anna.id).in_force
    assert any("form at the fair" in line for line in house.registered.proof(anna.id).lines(SV))
    house.registered.withdraw([anna.id])
    assert not house.registered.proof(anna.id).in_force


def test_who_objects_leaves_in_no_file(house: House, anna: Person, tmp_path: Path) -> None:
    for suffix in house.exports.suffixes(Kind.PERSON):
        file = tmp_path / f"people{suffix}"
        assert house.exports.write(Kind.PERSON, file, SV).records == 1
    house.registered.object_to([anna.id])
    for suffix in house.exports.suffixes(Kind.PERSON):
        written = house.exports.write(Kind.PERSON, tmp_path / f"without{suffix}", SV)
        assert (written.records, [one for one, _ in written.left_out]) == (0, [anna.id])
        if suffix != ".xlsx":
            assert b"anna@berg" not in written.file.read_bytes()
            assert b"anna@berg" in (tmp_path / f"people{suffix}").read_bytes()


def test_a_talk_notes_that_the_visitor_was_told(house: House) -> None:
    untold = house.meetings.capture(Capture(person="Bo Ek", note="road"))
    told = house.meetings.capture(Capture(person="Cia Alm", note="road", told=True))
    assert untold.person is not None
    assert untold.person.informed == ()
    assert told.person is not None
    (informed,) = told.person.informed
    assert (informed.version, informed.how) == (house.privacy.notice(SV).version, "capture")


def test_a_guest_of_a_protected_person_has_no_name_and_no_address(house: House, anna: Person) -> None:
    house.registered.protect(anna.id)
    event = house.events.listed(Listing(Kind.EVENT))
    with house.database.work("Guest") as work:
        guest = Guest(event=event[0].id if event else anna.id, person=anna.id, name="Anna Berg", email="a@b.example")
        from outreach.storage.registered import kept

        assert (kept(work, guest).name, kept(work, guest).email) == ("", "")


def test_a_protected_person_has_the_right_to_an_extract_that_is_asked_for_with_care(
    house: House, anna: Person, tmp_path: Path
) -> None:
    house.registered.protect(anna.id)
    file = tmp_path / "hers.json"
    with pytest.raises(NotFound):
        house.extracts.save_all(anna.id, [file], SV)
    assert not file.exists()
    with pytest.raises(InvalidInput):
        house.extracts.protected_named("Anna Berg", "nej")
    how = "vid disken, legitimation visad"
    assert house.extracts.protected_named("Nobody Here", how) is None
    assert house.extracts.protected_named("anna  berg", how) == anna.id
    house.extracts.save_all(anna.id, [file], SV, protected_checked=how)
    assert "Anna Berg" in file.read_text("utf-8")
    lines = [one.detail for one in house.audit.latest(10, "protected_view")]
    assert {"person": str(anna.id), "what": "extract", "ground": how} in lines
    unit = house.unit.unit()
    house.unit.save_unit(replace(unit, municipality="Ås kommun", handlers=("Eva Sten",)))
    with pytest.raises(InvalidInput, match="Protected addresses"):
        house.extracts.save_all(anna.id, [tmp_path / "again.json"], SV, protected_checked=how)
    assert not (tmp_path / "again.json").exists()
