"""Half-typed forms: in the workspace, and outside it while that is busy; what a crash leaves there comes in at the next start."""

from __future__ import annotations

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from outreach.domain.company import MASK, Company
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import NotFound
from outreach.services.drafts import Drafts
from outreach.services.house import House
from outreach.services.meetings import Capture, read_contact
from outreach.storage.database import create_workspace, open_workspace
from outreach.storage.sealing import Cost

#: Made up, with a right check digit.
PERSONAL = "811228-9874"


def test_what_a_crash_left_outside_comes_in_once(house: House) -> None:
    house.drafts.keep("fair", {"person": "Anna"})
    house.drafts.keep_aside("fair:1", {"person": "Bo", "id": str(uuid4())}, instead_of="fair")
    assert house.drafts.all() == {"fair": {"person": "Anna"}}
    started = Drafts(house.database)  # the next start knows the file alone
    started.take_in()
    assert list(started.all()) == ["fair:1"]
    assert not started.aside.file.exists()
    started.take_in()
    assert started.all()["fair:1"]["person"] == "Bo"


def test_beside_an_encrypted_workspace_nobody_reads_what_stands_outside(tmp_path: Path) -> None:
    secret = Secret("fyra ord som ingen gissar")
    database = create_workspace(tmp_path / "a.outreach", secret=secret, cost=Cost(64, 1, 1))
    drafts = Drafts(database)
    drafts.keep_aside("fair:1", {"person": "Zuzanna Kanarie", "id": str(uuid4())})
    kept = drafts.aside.file.read_bytes()
    assert b"Zuzanna" not in kept
    assert b"person" not in kept
    database.close()
    drafts.aside.file.write_bytes(kept)  # a crash would have left it
    opened = open_workspace(tmp_path / "a.outreach", secret=secret)
    again = Drafts(opened)
    again.take_in()
    assert again.all()["fair:1"]["person"] == "Zuzanna Kanarie"
    opened.close()


def test_the_control_beside_a_plain_workspace_it_is_read(house: House) -> None:
    house.drafts.keep_aside("fair:1", {"person": "Zuzanna Kanarie", "id": str(uuid4())})
    assert b"Zuzanna" in house.drafts.aside.file.read_bytes()


def test_what_was_kept_before_the_crash_is_no_draft_any_more(house: House) -> None:
    named = uuid4()
    house.drafts.keep_aside("fair:1", {"person": "Bo", "id": str(named)})
    house.meetings.capture(Capture(person="Bo", id=named))
    house.drafts.take_in()
    assert house.drafts.all() == {}


def test_the_command_line_leaves_what_a_crashed_window_left(house: House) -> None:
    Drafts(house.database).keep_aside("fair", {"person": "Bo"})
    house.close()
    assert house.drafts.aside.left() == {"fair": {"person": "Bo"}}


def test_the_file_outside_is_the_users_own_and_goes_with_the_window(house: House) -> None:
    house.drafts.keep_aside("fair", {"person": "Bo", "note": f"har {PERSONAL}"})
    file = house.drafts.aside.file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PERSONAL not in file.read_text("utf-8")
    house.close()
    assert not file.exists()
    house.drafts.keep_aside("fair", {"person": "Bo"})
    assert not file.exists()


def test_a_personal_identity_number_is_kept_nowhere_in_the_workspace(house: House) -> None:
    said = f"ring {PERSONAL} eller 19{PERSONAL}"
    house.drafts.keep("fair", {"note": said, "addresses": [{"street": said}]})
    house.people.save(Person(name=f"Anna {PERSONAL}", notes=said, tags=(said,)))
    company = house.companies.save(Company(name=f"Bolag {PERSONAL}", notes=said))
    (company_id,) = (record for kind, record in company.touched if kind is Kind.COMPANY)
    house.meetings.capture(Capture(person=f"Bo {PERSONAL}", company="Ek AB", note=said, title=PERSONAL, source=said))
    house.meetings.capture(Capture(person="Cia Dal", phones=(PERSONAL, f"19{PERSONAL}"), note="ring"))
    emails, phones, unsure = read_contact(f"070-123 45 67 {PERSONAL}, a@b.example")
    assert (emails, phones, [one.text for one in unsure]) == (("a@b.example",), ("070-123 45 67",), [MASK])
    house.meetings.capture(Capture(company_id=company_id, note=f"#{PERSONAL} @{PERSONAL} {said}"))
    house.questions.ask(f"Varför {PERSONAL}?")
    with house.database.work("Ad hoc {name}", name=PERSONAL) as work:
        work.add_many(Kind.PERSON, [Person(name=f"Cia {PERSONAL}")])
        work.save(Kind.PERSON, Person(name=f"Dan {PERSONAL}"))
    place = house.place
    house.close()
    for file in Path(place).parent.glob(f"{Path(place).name}*"):
        assert PERSONAL.encode() not in file.read_bytes(), file
        assert PERSONAL.replace("-", "").encode() not in file.read_bytes(), file


def test_whoever_was_picked_and_is_gone_meanwhile_costs_no_word(house: House) -> None:
    gone = Capture(person="Anna Berg", person_id=uuid4(), company="Bergs", company_id=uuid4(), note="vill ha anbud")
    captured = house.meetings.capture(gone)
    assert captured.person is not None
    assert captured.company is not None
    assert (captured.person.name, captured.company.name) == ("Anna Berg", "Bergs")
    assert captured.meeting.note == "vill ha anbud"
    with pytest.raises(NotFound):  # nobody can be found by an id alone
        house.meetings.capture(Capture(person_id=uuid4(), note="hej"))
