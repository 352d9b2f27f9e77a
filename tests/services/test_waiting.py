"""What is typed while the server is away: kept sealed on this computer, sent once when the line is back, asked where it must."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import keyring
import pytest
from sqlalchemy.exc import IntegrityError

from outreach.domain.company import Company
from outreach.domain.follow_up import FollowUp
from outreach.domain.joining import settled
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.waiting import Waits
from outreach.errors import ChangedBySomeoneElse, InvalidInput, SameFieldChanged, WorkspaceUnreachable
from outreach.network import passwords
from outreach.paths import data_folder
from outreach.services.capturing import Capture, Captured
from outreach.services.house import House
from outreach.services.waiting import box_at, count_at, keep_line
from outreach.storage import server
from outreach.storage.database import Signature, open_workspace
from outreach.storage.server import PatientConnection
from tests.network.test_passwords import RingInMemory
from tests.services.conftest import StillClock
from tests.storage.bad_line import BadLine, Fault
from tests.storage.conftest import new_postgres_database, postgres_address  # noqa: F401 - a fixture

pytestmark = pytest.mark.postgres
NILS = Capture(person="Nils Holm", company="Norrgräv AB", note="vill veta mer om snöröjning !fredag")


class Desk:
    """One officer's computer: a house over a line that may fall."""

    def __init__(self, place: str, who: str, clock: StillClock) -> None:
        self.line = BadLine(place, [])
        self.line.__enter__()
        self._signature = Signature(who, who, clock)
        self.house = self.opened()

    def opened(self) -> House:
        house = House(open_workspace(self.line.address, self._signature))
        house.database.line.gives_up = True
        house.waiting.prepare()
        return house

    def close(self) -> None:
        self.house.close()
        self.line.__exit__()

    def answers(self) -> None:
        """The line is up again, and the window has noticed."""
        self.line.down = ""
        self.house.database.look()


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[RingInMemory]:
    before = keyring.get_keyring()
    ring = RingInMemory()
    keyring.set_keyring(ring)
    monkeypatch.setattr(passwords, "TRUSTED", passwords.TRUSTED | {(RingInMemory.__module__, RingInMemory.__name__)})
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def place(postgres_address: str) -> str:  # noqa: F811
    return new_postgres_database(postgres_address)


@pytest.fixture
def desk(place: str, clock: StillClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(PatientConnection, "patience", 0.5)
    monkeypatch.setattr(server, "ASKING", 0.5)
    monkeypatch.setattr(server, "CONNECTING", 2)
    monkeypatch.setattr(passwords, "TRUSTED", set())
    made = Desk(place, "Anna Ek", clock)
    yield made
    made.close()


@pytest.fixture
def bo(place: str, clock: StillClock) -> Iterator[House]:
    """The colleague, whose line is sound."""
    house = House(open_workspace(place, Signature("Bo Lind", "Bo Lind", clock)))
    yield house
    house.close()


def notes(house: House) -> list[str]:
    with house.database.read() as view:
        return sorted(one.note for one in view.meetings.all())


@pytest.mark.parametrize("how", ["cut", "hole"])
def test_a_talk_waits_and_is_there_once_with_its_promise(desk: Desk, bo: House, how: str, clock: StillClock) -> None:
    desk.line.fall(how)
    first = desk.house.waiting.capture(NILS)
    second = desk.house.waiting.capture_line("Eva Sten, Byggarna AB: ringer om tak")
    assert isinstance(first, Waits)
    assert isinstance(second, Waits)
    assert (second.count, [one.shown for one in desk.house.waiting.all()]) == (2, ["Nils Holm", second.operation.shown])
    clock.now += timedelta(days=3)
    desk.answers()
    sent = desk.house.waiting.send()
    assert (len(sent.done), sent.stuck, sent.away, desk.house.waiting.count()) == (2, (), False, 0)
    assert notes(bo) == ["ringer om tak", "vill veta mer om snöröjning"]
    with bo.database.read() as view:
        talk = next(one for one in view.meetings.all() if "snö" in one.note)
        promise = view.follow_ups.using(talk.id)[0]
    # When it was and what "Friday" meant is from when it was typed, and so is who.
    assert (talk.officer, talk.at, promise.due) == ("Anna Ek", clock.now - timedelta(days=3), date(2026, 11, 27))
    assert bo.history.actions(1)[0].who == "Anna Ek"


def test_what_waits_is_sealed_and_nobody_elses_business(desk: Desk) -> None:
    desk.line.fall("cut")
    desk.house.waiting.capture(NILS)
    desk.house.drafts.aside.keep({"capture": {"note": "Hemliga Holm"}})
    files = [one for one in data_folder().parent.rglob("*") if one.is_file()]
    waiting = [one for one in files if one.suffix == ".waits"]
    assert len(waiting) == 1
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in [*waiting, *data_folder().rglob("box.json")])
    assert stat.S_IMODE(waiting[0].parent.stat().st_mode) == 0o700
    assert any(one.suffix == ".drafts" for one in files)
    assert not [one for one in files if any(word in one.read_bytes() for word in (b"Holm", b"Norrgr", "snöröjning".encode()))]
    # The control: the look does find what lies open.
    (data_folder() / "open").write_bytes(b"Nils Holm")
    assert [one.name for one in data_folder().rglob("*") if one.is_file() and b"Holm" in one.read_bytes()] == ["open"]


def test_without_a_ring_the_server_has_the_key_and_with_one_the_ring_too(desk: Desk, place: str, ring: RingInMemory) -> None:
    desk.line.fall("cut")
    desk.house.waiting.capture(NILS)
    # A new start with the line down: something can be put in, nothing taken out.
    address = desk.line.address
    waits = keep_line(address, "Eva Sten: ringer", "Anna Ek")
    box = box_at(address)
    assert waits is not None
    assert box is not None
    assert (waits.count, box.is_unlocked, count_at(address)) == (2, False, 2)
    other = House(open_workspace(place, Signature("Anna Ek", "other")))
    other.waiting.prepare()
    mine = box_at(other.database.place)
    assert mine is not None
    assert (mine.is_unlocked, mine.key_at) == (True, "ring")
    assert other.waiting.count() == 0  # another address, another box
    other.close()


def test_an_answer_that_is_lost_and_a_talk_that_was_removed_since_come_back_neither_twice_nor_at_all(
    desk: Desk, bo: House
) -> None:
    desk.house.database.engine.dispose()
    desk.line.arm(Fault(at_commit=True))
    desk.line.down_after_strike = "cut"
    person = Person(name="Nils Holm")
    outcome = desk.house.waiting.save(Kind.PERSON, person)
    assert isinstance(outcome, Waits)
    assert bo.people.get(person.id).version == 1  # it is there, and nobody could tell
    bo.people.delete([person.id])
    desk.line.down_after_strike = ""
    desk.answers()
    assert desk.house.waiting.count() == 1
    sent = desk.house.waiting.send()
    assert (len(sent.done), sent.stuck, desk.house.waiting.count()) == (1, (), 0)
    assert bo.people.count() == 0


def test_the_harness_sees_who_does_not_look_whether_it_was_done(desk: Desk, bo: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.storage.certain._is_there", lambda *_: False)
    monkeypatch.setattr(desk.house.waiting, "drop", lambda _: True)  # killed between the answer and taking it out
    desk.house.waiting.capture(NILS)
    with bo.database.read() as view:
        talks = [one.id for one in view.meetings.all()]
    bo.meetings.delete(talks)
    # The journal's own key is the last wall behind the look.
    with pytest.raises(IntegrityError):
        desk.house.waiting.send()


def test_the_same_field_is_asked_about_with_both_values_and_names_and_the_rest_is_joined(desk: Desk, bo: House) -> None:
    person = Person(name="Nils Holm", notes="Ringer före sju")
    desk.house.people.save(person)
    read = desk.house.people.get(person.id)
    desk.line.fall("cut")
    other = Company(name="Norrgräv AB")
    assert isinstance(desk.house.waiting.save(Kind.COMPANY, other), Waits)
    mine = replace(read, notes="Ringer på lunchen", website="https://h.example")
    assert isinstance(desk.house.waiting.save_person(mine, []), Waits)
    bo.people.save(replace(bo.people.get(person.id), notes="Ringer aldrig", language="sv"))
    desk.answers()
    sent = desk.house.waiting.send()
    assert [type(one.error) for one in sent.stuck] == [SameFieldChanged]
    assert (len(sent.done), desk.house.waiting.count()) == (1, 1)
    stuck = sent.stuck[0]
    asked = stuck.error
    assert isinstance(asked, SameFieldChanged)
    clash = asked.clashes[0]
    assert (clash.mine, clash.theirs, clash.who) == ("Ringer på lunchen", "Ringer aldrig", "Bo Lind")
    assert bo.people.get(person.id).notes == "Ringer aldrig"
    # Asked again only when somebody wants it.
    assert desk.house.waiting.send(frozenset({stuck.operation.action})).stuck == ()
    desk.house.waiting.settle(stuck.operation, Kind.PERSON, settled(asked.joined, asked.clashes, {"notes"}))
    kept = bo.people.get(person.id)
    assert (kept.notes, kept.website, kept.language) == ("Ringer på lunchen", "https://h.example", "sv")
    assert desk.house.waiting.count() == 0


def test_a_promise_that_a_colleague_moved_meanwhile_is_not_moved_over(desk: Desk, bo: House, clock: StillClock) -> None:
    mine, theirs = FollowUp(due=date(2026, 11, 25), text="Ring"), FollowUp(due=date(2026, 11, 25), text="Skriv")
    for one in (mine, theirs):
        desk.house.follow_ups.save(one)
    desk.line.fall("cut")
    clock.now += timedelta(minutes=1)
    desk.house.waiting.finish([mine.id])
    desk.house.waiting.move([theirs.id], date(2026, 12, 1))
    clock.now += timedelta(minutes=1)
    bo.follow_ups.move([theirs.id], date(2026, 11, 30))
    desk.answers()
    sent = desk.house.waiting.send()
    assert [type(one.error) for one in sent.stuck] == [ChangedBySomeoneElse]
    assert bo.follow_ups.get(theirs.id).due == date(2026, 11, 30)
    assert bo.follow_ups.get(mine.id).done is not None
    assert desk.house.waiting.drop(sent.stuck[0].operation.action)
    assert desk.house.waiting.count() == 0


def test_what_cannot_be_kept_at_all_does_not_wait_and_a_dead_line_is_not_waited_for_twice(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        desk.house.waiting.capture(Capture())
    assert desk.house.waiting.count() == 0
    desk.line.fall("hole")
    desk.house.waiting.capture(NILS)
    with pytest.raises(WorkspaceUnreachable):
        desk.house.people.count()
    assert desk.house.database.line.is_dead
    with pytest.raises(WorkspaceUnreachable):
        desk.house.people.save(Person(name="Eva"))  # everything else says so at once
    desk.answers()
    assert isinstance(desk.house.waiting.capture(replace(NILS, person="Eva")), Captured)


_KILLED = """
    import os, signal, sys
    from outreach.services.capturing import Capture
    from outreach.services.house import House
    from outreach.services.waiting import Waiting
    from outreach.storage.database import Signature, open_workspace
    for when in ("before", "after"):
        child = os.fork()
        if child == 0:
            house = House(open_workspace(sys.argv[1], Signature("Anna Ek", "killed")))
            house.waiting.prepare()
            setattr(Waiting, "_perform" if when == "before" else "drop", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            house.waiting.capture(Capture(person="Nils Holm", note=when))
            os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
"""


def test_a_kill_before_and_after_the_server_has_it_leaves_it_there_once(place: str, bo: House) -> None:
    words = [sys.executable, "-c", textwrap.dedent(_KILLED), place]
    subprocess.run(words, env=os.environ | {"PYTHONPATH": str(Path.cwd())}, check=True)
    assert notes(bo) == ["after"]
    assert count_at(place) == 2
    again = House(open_workspace(place, Signature("Anna Ek", "killed")))
    again.waiting.prepare()
    assert len(again.waiting.send().done) == 2
    again.close()
    assert notes(bo) == ["after", "before"]
    assert count_at(place) == 0
