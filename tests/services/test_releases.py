"""What is masked in a released paper is not in the file at all; a lost computer's figures are those of its list."""

from __future__ import annotations

import json
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.domain.contact import Email, Phone
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import BadFile, InvalidInput, NameStillThere
from outreach.language import Language
from outreach.print.read_back import hidden_text, seen_text
from outreach.services import releases
from outreach.services.house import House
from outreach.services.releases import Masking

SWEDISH = Language("sv")


@pytest.fixture
def people(house: House) -> list[Person]:
    with house.database.work("People") as work:
        return [
            work.save(
                Kind.PERSON,
                Person(
                    name=f"Person{number} Efternamn{number}",
                    emails=(Email(f"kanarie{number}@x.example"),),
                    phones=(Phone(f"+4670{number:07d}"),),
                    notes=f"Hemligord{number} sagt i förtroende. Öppetord{number}.",
                ),
            )
            for number in range(30)
        ]


def _all_text(file: Path) -> str:
    data = file.read_bytes()
    return seen_text(data) + hidden_text(data) + data.decode("latin-1")


def test_what_is_masked_is_not_in_the_file(house: House, people: list[Person], tmp_path: Path) -> None:
    masking = Masking({"phones": "OSL 21:3", "emails": "OSL 21:3"}, ("Hemligord3", "Hemligord4"), "OSL 31:16")
    with pytest.raises(InvalidInput):
        house.releases.save([one.id for one in people], tmp_path / "ut.pdf", SWEDISH, masking)
    done = house.releases.save([one.id for one in people], tmp_path / "ut.pdf", SWEDISH, masking, weighed=True)
    said = _all_text(done.file)
    assert "Hemligord5" in said
    assert "OSL 21:3" in said
    assert not [number for number in range(30) if f"kanarie{number}@" in said or f"4670{number:07d}" in said]
    assert "Hemligord4" not in said
    line = house.audit.latest(1)[0]
    assert line.detail["grounds"] == ["OSL 21:3", "OSL 31:16"]
    assert line.detail["records"] == 30
    assert not [one for one in people if str(one.id) in str(line.detail)]


def test_a_paper_in_which_it_still_stands_is_refused(
    house: House, people: list[Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def black_box(taking: releases._Taking, name: str, value: object) -> object:
        taking.taken |= set(releases._texts(value)) if name == "phones" else set()
        return value

    monkeypatch.setattr(releases._Taking, "field", black_box)
    with pytest.raises(NameStillThere):
        masking = Masking({"phones": "OSL 21:3"})
        house.releases.save([people[0].id], tmp_path / "ut.pdf", SWEDISH, masking, weighed=True)
    assert not (tmp_path / "ut.pdf").exists()


def test_the_questions_are_asked_where_they_matter(house: House, people: list[Person]) -> None:
    assert house.releases.weigh([one.id for one in people]).questions == ("OSL 21:3", "OSL 21:7", "OSL 31:16")
    assert "OSL 21:7" not in house.releases.weigh([people[0].id]).questions


def test_a_protected_person_stops_it(house: House, people: list[Person], tmp_path: Path) -> None:
    from dataclasses import replace

    with house.database.work("Protected") as work:
        work.save(Kind.PERSON, replace(people[0], protected=True))
    with pytest.raises(InvalidInput):
        house.releases.save([people[0].id], tmp_path / "ut.pdf", SWEDISH, Masking({}), weighed=True)
    assert not (tmp_path / "ut.pdf").exists()


def test_five_hundred_rows_take_seconds(house: House, tmp_path: Path) -> None:
    with house.database.work("Many") as work:
        many = work.add_many(Kind.PERSON, [Person(name=f"Namn{n} Namnsson{n}", notes="Ord " * 20) for n in range(500)])
    started = time.process_time()
    masking = Masking({"notes": "OSL 31:16"})
    done = house.releases.save([one.id for one in many], tmp_path / "ut.pdf", SWEDISH, masking, weighed=True)
    assert done.records == 500
    assert time.process_time() - started < 30


def test_a_lost_computer_is_told_by_its_figures(house: House, people: list[Person], tmp_path: Path) -> None:
    unknown = house.lost_devices.look("Laptop 2")
    assert unknown.encrypted is None, "that this one is encrypted says nothing of the other"
    assert (unknown.as_of, unknown.exchanged) == (house.now(), None)
    loss = house.lost_devices.look("Laptop 2", encrypted=True)
    assert (loss.people["all"], loss.people["with_address"], loss.records["person"]) == (30, 30, 30)
    assert (loss.due - loss.noticed).total_seconds() == 72 * 3600
    house.lost_devices.save(loss, tmp_path / "imy.pdf", SWEDISH)
    written = house.lost_devices.save(loss, tmp_path / "imy.txt", SWEDISH).read_text("utf-8")
    assert "Laptop 2" in written
    assert "30" in written
    assert house.audit.latest(1)[0].deed == "lost_device"
    assert people


def test_the_figures_of_a_backup_are_those_of_its_list(house: House, tmp_path: Path) -> None:
    backup = tmp_path / "a.outreach-backup"
    with zipfile.ZipFile(backup, "w") as made:
        made.writestr("manifest.json", json.dumps({"counts": {"person": 812, "meeting": 5}, "made": "2026-11-20T10:00:00+00:00"}))
        made.writestr("keys.json", "{}")
    loss = house.lost_devices.look("Laptop 3", backup=backup)
    assert (loss.people, loss.records["meeting"], loss.encrypted) == ({"all": 812}, 5, True)
    assert loss.as_of is not None
    (tmp_path / "not.outreach-backup").write_bytes(b"PK")
    with pytest.raises(BadFile):
        house.lost_devices.look("Laptop 3", backup=tmp_path / "not.outreach-backup")


def test_a_talk_that_points_at_or_names_a_protected_person_stops_it(
    house: House, people: list[Person], tmp_path: Path
) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    with house.database.work("Talks") as work:
        met = work.save(Kind.MEETING, Meeting(at=at, person=people[0].id, note="Vill lämna anbud."))
        named = work.save(Kind.MEETING, Meeting(at=at, person=people[1].id, note=f"Bor intill {people[0].name}."))
        other = work.save(Kind.MEETING, Meeting(at=at, person=people[1].id, note="Om något annat."))
    house.registered.protect(people[0].id)
    for talk in (met, named):
        with pytest.raises(InvalidInput, match="protected"):
            house.releases.save([talk.id], tmp_path / "ut.pdf", SWEDISH, Masking({}), weighed=True)
    done = house.releases.save([other.id], tmp_path / "ut.pdf", SWEDISH, Masking({}), weighed=True)
    said = seen_text(done.file.read_bytes())
    assert people[1].name in said, "a paper says who it was, not an id"
    assert str(people[1].id) not in said


@pytest.mark.parametrize(
    "masking",
    [
        Masking({"phone": "OSL 21:3"}),
        Masking({"phones": " "}),
        Masking({}, ("Hemligord1",)),
    ],
    ids=["a misspelt field", "a field without its paragraph", "words without their paragraph"],
)
def test_what_would_come_out_by_a_slip_is_refused(
    house: House, people: list[Person], tmp_path: Path, masking: Masking
) -> None:
    with pytest.raises(InvalidInput):
        house.releases.save([people[1].id], tmp_path / "ut.pdf", SWEDISH, masking, weighed=True)
    assert not (tmp_path / "ut.pdf").exists()


def test_marks_of_imports_are_on_no_paper_and_words_that_stand_nowhere_are_told(house: House, tmp_path: Path) -> None:
    with house.database.work("Imported") as work:
        origins = ("mailto:anna@x.example",)
        one = work.save(Kind.PERSON, Person(name="Anna Berg", emails=(Email("anna@x.example"),), notes="Kvarnen", origins=origins))
    masking = Masking({"emails": "OSL 21:3"}, ("kvarne", "Dalin"), "OSL 31:16")
    done = house.releases.save([one.id], tmp_path / "ut.pdf", SWEDISH, masking, weighed=True)
    assert "anna@x.example" not in _all_text(done.file)
    assert done.unfound == ("Dalin",)
