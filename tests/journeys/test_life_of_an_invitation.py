"""One invitation from plan to cancellation: 40 guests, a move, answers as three programs write them, one uninvited, all cancelled.

After each step every message is looked at field by field, by readers that are not ours: the standard library's for the mail, a
dozen lines for the calendar, and a second calendar library (ical.js or libical) for what it means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from outreach.cli.main import run
from outreach.domain.contact import Email
from outreach.domain.guest import Answer, Standing
from outreach.domain.invitation import Delivery, Purpose
from outreach.domain.person import Person
from outreach.domain.plan import Outline, Plan
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.services.house import House
from outreach.settings import Settings
from outreach.storage.database import Signature, open_workspace
from tests.journeys.guests_answers import Invite, apple, google, outlook
from tests.journeys.invitation_messages import Taken, take
from tests.ready import fresh_workspace
from tests.second_reader import second_readers

ORGANIZER = "upphandling@alvbro.example"
TAG = "frukost"

#: Names that break files: commas, quotes, semicolons, emoji, brackets, and letters of two octets where a line must be folded.
ODD_NAMES = (
    "Berg, Anna",
    'Karl "Kalle" Ek',
    "Zoë; Ström",
    "Åsa Öberg 🌲",
    "Göran Ärlig-Österåker av det mycket långa släktnamnet vid ån i Älvbro socken",
    "Mona Lind <VD>",
    "Gabriella D'Orazio^n",
    "Søren Ångström: rör & el",
)
PLAIN_NAMES = tuple(f"{first} {family}" for first in ("Bo", "Eva", "Ida", "Kim") for family in (
    "Alm", "Dahl", "Falk", "Gran", "Holm", "Jonsson", "Kvist", "Lund"
))  # fmt: skip
NAMES = (*ODD_NAMES, *PLAIN_NAMES)


@dataclass
class Desk:
    """The officer's computer: one workspace, one clock, the services and the real command line."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    sent: list[Taken] = field(default_factory=list)

    @property
    def place(self) -> Path:
        return self.folder / "register.outreach"

    def later(self, **time: int) -> datetime:
        self.now += timedelta(**time)
        return self.now

    @contextmanager
    def house(self) -> Iterator[House]:
        signature = Signature("Maria Lind", "laptop", lambda: self.now)
        opened = House(open_workspace(self.place, signature) if self.place.exists() else fresh_workspace(self.place, signature))
        try:
            yield opened
        finally:
            opened.close()

    def command(self, *words: object) -> dict[str, Any]:
        """Run one command as the program does, and return its one JSON object."""
        signature = Signature("Maria Lind", "laptop", lambda: self.now)
        self.capsys.readouterr()
        code = run(
            ["--workspace", str(self.place), *map(str, words), "--json"],
            lambda place, writing: House(open_workspace(place, signature, writing=writing)),
            lambda place: House(fresh_workspace(Path(place), signature)),
            Settings(language="sv"),
        )
        said = self.capsys.readouterr()
        assert code == 0, said.err
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    def take(self, files: list[str]) -> dict[str, Taken]:
        """Take the messages apart and return them by the name in their To header; remember them all."""
        taken = [take(Path(file)) for file in files]
        self.sent += taken
        found = {one.to[0][0]: one for one in taken}
        assert len(found) == len(taken), "two messages to one guest"
        return found


def address_of(name: str) -> str:
    if name in ("Bo Alm", "Bo Dahl"):
        return "info@delad.example"  # two guests behind one shared mailbox
    number = NAMES.index(name)
    return f"gast{number:02}.x@firma{number:02}.example"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with a unit and 41 people, one of whom has no address."""
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))
    made = Desk(tmp_path, capsys)
    with made.house() as house:
        house.unit.save_unit(
            Unit(id=UNIT_ID, municipality="Älvbro kommun", department="Upphandling", email=ORGANIZER, phone="0240-66 00 00")
        )
        house.unit.save_officer(Officer(name="Maria Lind"))
        for name in NAMES:
            language = "en" if name.startswith("Kim") else ""
            house.people.save(Person(name=name, emails=(Email(address_of(name)),), tags=(TAG,), language=language))
        house.people.save(Person(name="Utan Adress", tags=(TAG,)))
    return made


def check(
    taken: dict[str, Taken],
    uid: str,
    *,
    method: str,
    sequence: int,
    start: str,
    end: str,
    status: str | None,
    partstat: dict[str, str],
    stamps: dict[str, str],
    place: str = "Folkets hus\\, Älvbro",
) -> None:
    """Look at every message field by field, and let a second reader say what it means. `stamps` are those of the last messages."""
    for name, message in taken.items():
        address = address_of(name)
        assert message.to == ((name, address),)
        assert message.sender[1] == ORGANIZER
        assert message.unsent == "1"
        assert message.mime_method == method == message.one("METHOD")
        assert message.attached == message.calendar
        assert message.one("UID") == uid
        assert message.one("SEQUENCE") == str(sequence)
        assert message.one("ORGANIZER") == f"mailto:{ORGANIZER}"
        (attendee,) = message.all("ATTENDEE")
        assert attendee.value == f"mailto:{address}"
        assert f"PARTSTAT={partstat.get(name, 'NEEDS-ACTION')}" in attendee.params
        assert ("RSVP=TRUE" in attendee.params) is (method == "REQUEST")
        assert [one.value for one in message.all("STATUS")] == ([status] if status else [])
        # A single event is written in UTC, the form that every program reads right (interop.md, 4.3).
        assert (message.one("DTSTART"), message.one("DTEND")) == (start, end)
        assert not [one for one in message.lines if one.value == "VTIMEZONE" or "TZID" in one.params]
        assert message.one("LOCATION") == place
        assert message.one("DTSTAMP") > stamps.get(name, ""), "DTSTAMP grows with each message to a guest"
        stamps[name] = message.one("DTSTAMP")
        assert "VALARM" not in message.calendar.decode()
        names_nobody_else(name, message)
    seen_by_others(taken, uid, method, sequence, start, status, partstat)


def names_nobody_else(name: str, message: Taken) -> None:
    for other in (*NAMES, "Utan Adress"):
        if other != name:
            assert other not in message.everything, (name, other)
            quoted = other.replace(",", "\\,").replace(";", "\\;")
            assert quoted not in message.everything, (name, other)
        if other in NAMES and address_of(other) != address_of(name):
            assert address_of(other) not in message.everything.casefold()


def seen_by_others(
    taken: dict[str, Taken], uid: str, method: str, sequence: int, start: str, status: str | None, partstat: dict[str, str]
) -> None:
    for reader in second_readers():
        seen = reader.read_many([message.calendar for message in taken.values()])
        for name, one in zip(taken, seen, strict=True):
            (event,) = one.events
            assert (one.method, event.uid, event.sequence, event.status) == (method, uid, sequence, status or ""), reader.name
            assert event.start == f"{start[:4]}-{start[4:6]}-{start[6:11]}:{start[11:13]}:{start[13:]}"
            (person,) = event.attendees
            assert person.address.casefold() == f"mailto:{address_of(name)}"
            assert person.partstat == partstat.get(name, "NEEDS-ACTION")
            assert person.name == name.replace('"', "'")
            assert event.organizer is not None
            assert event.organizer.address == f"mailto:{ORGANIZER}"


def invite_in(message: Taken) -> Invite:
    """What the guest's program has after reading a message."""
    ((name, address),) = message.to
    return Invite(
        message.one("UID"), int(message.one("SEQUENCE")), message.one("DTSTART"), message.one("DTEND"),
        message.one("SUMMARY"), ORGANIZER, address, name,
    )  # fmt: skip


def test_the_life_of_one_invitation(desk: Desk, tmp_path: Path) -> None:
    stamps: dict[str, str] = {}

    # Plan: a breakfast for at most 60, answers wanted by Tuesday.
    event = desk.command(
        "event", "add", "Frukost, snö & is", "--start", "2026-12-03T07:30", "--end", "09:00", "--place", "Folkets hus, Älvbro"
    )["event"]
    uid, event_id = event["uid"], UUID(event["id"])
    with desk.house() as house:
        house.plans.save(Plan(event=event_id, outline=Outline(capacity=60), answer_by=datetime(2026, 12, 1).date()))

    # Invite 40, by their tag, from the command line. Who has no address is named, with what to do.
    invited = desk.command("invite", event["id"], "--tag", TAG, "--to", tmp_path / "1")
    first = desk.take(invited["files"])
    assert set(first) == set(NAMES)
    assert [one["name"] for one in invited["left_out"]] == ["Utan Adress"]
    march = {"start": "20261203T063000Z", "end": "20261203T080000Z"}
    check(first, uid, method="REQUEST", sequence=0, **march, status="CONFIRMED", partstat={}, stamps=stamps)
    assert len({one.message_id for one in first.values()}) == len(NAMES)
    for name, message in first.items():
        english = name.startswith("Kim")
        assert ("personuppgiftsansvarig" in message.text) is not english
        assert ("is responsible for the details" in message.text) is english
        assert message.subject.startswith("Invitation: " if english else "Inbjudan: ")
    assert desk.command("invite", event["id"], "--to", tmp_path / "nobody")["files"] == []

    # Move by an hour: who has the old version is told, with a higher number.
    desk.later(minutes=5)
    desk.command("event", "change", event["id"], "--start", "2026-12-03T08:30", "--end", "2026-12-03T10:00")
    second = desk.take(desk.command("invite", event["id"], "--update", "--to", tmp_path / "2")["files"])
    assert set(second) == set(NAMES)
    moved = {"start": "20261203T073000Z", "end": "20261203T090000Z"}
    check(second, uid, method="REQUEST", sequence=1, **moved, status="CONFIRMED", partstat={}, stamps=stamps)

    # Two accept, one of them had answered the first version too; one declines; one proposes another time.
    at = desk.later(hours=1)
    anna, kalle, zoe, asa = NAMES[:4]
    answers = {
        "1 outlook.eml": outlook(invite_in(second[anna]), "ACCEPTED", at, comment="Kommer gärna\\, tack"),
        "2 google.eml": google(invite_in(second[kalle]), "ACCEPTED", at),
        "3 apple.eml": apple(invite_in(second[zoe]), "DECLINED", at),
        "4 another time.eml": outlook(
            invite_in(second[asa]), "TENTATIVE", at, proposed=("20261203T130000", "20261203T143000")
        ),
        "5 old version.eml": google(invite_in(first["Ida Holm"]), "ACCEPTED", at),
        "6 older.eml": outlook(invite_in(first[anna]), "DECLINED", at - timedelta(minutes=50)),
    }
    for name, data in answers.items():
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / name) for name in answers]
    read = desk.command("answer", *files)
    assert read["problems"] == []
    became = [(one["guest_name"], one["answer"], one["state"], one["verdict"]) for one in read["answers"]]
    assert became == [
        (anna, "accepted", "applied", "new"),
        (kalle, "accepted", "applied", "new"),
        (zoe, "declined", "applied", "new"),
        (asa, "tentative", "pending", "new"),
        ("Ida Holm", "accepted", "applied", "new"),
        (anna, "declined", "older", "new"),
    ]
    again = desk.command("answer", *files)
    assert {one["verdict"] for one in again["answers"]} == {"same"}
    assert again["action"] is None
    listed = {one["name"]: one for one in desk.command("guest", "list", event["id"])["guests"]}
    assert listed[anna]["answer"] == "accepted"
    assert listed[anna]["answer_note"] == "Kommer gärna, tack"
    assert listed["Ida Holm"]["before_move"] is True
    with desk.house() as house:
        due = house.invitations.due(event_id)
        line = house.guests.named(event_id, "Ida Holm")
        assert line.guest.id in due.unanswered, "who answered before the move is asked again"
        assert house.guests.named(event_id, anna).guest.id not in due.unanswered
        proposed = house.guests.named(event_id, asa).guest.proposed
        assert proposed is not None
        assert proposed.start == datetime(2026, 12, 3, 13, 0)

    # The time stays: the one who proposed another is told so, and nobody else.
    desk.later(minutes=5)
    declined = desk.command("answer", "decide", address_of(asa), "decline", "--to", tmp_path / "3", "--comment", "Salen är bokad")
    third = desk.take(declined["files"])
    assert set(third) == {asa}
    partstat = {anna: "ACCEPTED", kalle: "ACCEPTED", zoe: "DECLINED", asa: "TENTATIVE"}
    check(third, uid, method="DECLINECOUNTER", sequence=1, **moved, status="CONFIRMED", partstat=partstat, stamps=stamps)
    assert third[asa].one("COMMENT") == "Salen är bokad"

    # One guest is uninvited: CANCEL without STATUS, the same number.
    desk.later(minutes=5)
    fourth = desk.take(desk.command("invite", event["id"], "--uninvite", "Eva Kvist", "--to", tmp_path / "4")["files"])
    assert set(fourth) == {"Eva Kvist"}
    check(fourth, uid, method="CANCEL", sequence=1, **moved, status=None, partstat=partstat, stamps=stamps)
    standing = {line["name"]: line["standing"] for line in desk.command("guest", "list", event["id"])["guests"]}
    assert {name for name, where in standing.items() if where == "uninvited"} == {"Eva Kvist"}

    # All is cancelled: everybody who still has it, with a higher number and STATUS.
    desk.later(minutes=5)
    assert desk.command("event", "cancel", event["id"])["event"]["sequence"] == 2
    fifth = desk.take(desk.command("invite", event["id"], "--cancel", "--to", tmp_path / "5")["files"])
    assert set(fifth) == set(NAMES) - {"Eva Kvist"}
    asked_anew = partstat | dict.fromkeys(("Ida Holm",), "ACCEPTED")
    check(fifth, uid, method="CANCEL", sequence=2, **moved, status="CANCELLED", partstat=asked_anew, stamps=stamps)

    # The UID was one through it all, and what went out is on record, final.
    assert {one.one("UID") for one in desk.sent} == {uid}
    with desk.house() as house:
        history = house.invitations.history(house.guests.named(event_id, anna).guest.id)
        assert [(one.purpose, one.sequence, one.delivery) for one in history] == [
            (Purpose.INVITE, 0, Delivery.SENT),
            (Purpose.UPDATE, 1, Delivery.SENT),
            (Purpose.CANCEL, 2, Delivery.SENT),
        ]
        assert house.invitations.due(event_id).to_cancel == ()
        assert house.guests.named(event_id, "Eva Kvist").guest.standing is Standing.UNINVITED
        assert house.guests.named(event_id, zoe).guest.answer is Answer.DECLINED
        assert house.check() == []
