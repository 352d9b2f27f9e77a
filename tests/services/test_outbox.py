"""Letters that wait: each guest gets each version exactly once, whatever breaks; what is out of date is not sent silently.

The server is real (aiosmtpd, on loopback) and so is what breaks: a proxy that cuts the line, and a process that is killed.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.domain.accounts import MailServer
from outreach.domain.event import EventStatus
from outreach.domain.guest import Standing
from outreach.domain.invitation import Delivery, Invitation, Purpose, Way
from outreach.domain.record import Kind
from outreach.errors import AlreadySending, Cancelled, DiskFull, InvalidInput, OutreachError, ServerBusy, WrongPassword
from outreach.services import outdated
from outreach.services.house import House
from outreach.services.outbox import SENDING, Outbox, SendReport
from outreach.storage import engine
from outreach.storage.database import Signature, open_workspace
from tests.network.certificates import Certificates, make_certificates
from tests.network.cutting_proxy import CuttingProxy, Plan, plans_at_the_dot, random_plans
from tests.network.letters import PASSWORD, guests_of, letter, open_server_at, plan_event, prepare, server_at
from tests.network.mail_server import Letterbox, MailServerOnLoopback
from tests.ready import fresh_workspace
from tests.services.conftest import StillClock

#: `OUTREACH_SEARCH=1` looks further than each run has time for, here as in the tests at random (tests/conftest.py).
SEARCHING = bool(os.environ.get("OUTREACH_SEARCH"))
GUESTS = 200 if SEARCHING else 40
CUTS = 37 if SEARCHING else 10
SEEDS_OF_CUTS = range(1, 9) if SEARCHING else [1]
SEEDS_AT_THE_DOT = range(11, 19) if SEARCHING else [11]
#: What one process sends before it is killed, at the most: each start of a process costs half a second.
KILLED_AFTER = 25 if SEARCHING else 8
KILLED_GUESTS = GUESTS if SEARCHING else 12
LEAST_KILLS = 8 if SEARCHING else 2
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def server(box: Letterbox) -> Iterator[MailServerOnLoopback]:
    with MailServerOnLoopback(box) as running:
        yield running


def tell(*words: object) -> None:
    """Print seeds and counts: pytest shows them when a test fails."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def at_once(_seconds: float) -> None:
    """A pause that takes no time."""


def send(house: House, port: int, **options: object) -> SendReport:
    return house.outbox.send(open_server_at(port), "", pause=at_once, **options)  # type: ignore[arg-type]


def states(house: House, letters: list[Invitation]) -> Counter[Delivery]:
    return Counter(one.delivery for one in house.invitations.many([one.id for one in letters]).values())


# The plain way ----------------------------------------------------------------------------------------------------------


def test_everybody_gets_the_letter_and_it_is_on_record(
    house: House, box: Letterbox, server: MailServerOnLoopback, clock: StillClock
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 12))
    seen: list[tuple[int, int]] = []
    told = send(house, server.port, report=lambda done, total: seen.append((done, total)))
    assert len(told.sent) == 12
    assert seen[0] == (0, 12)
    assert seen[-1] == (12, 12)
    assert told.stopped is None
    assert not told.cancelled
    assert box.message_ids == Counter(one.message_id for one in letters)
    assert sorted(one.rcpt_tos[0] for one in box.letters) == sorted(one.address for one in letters)
    assert all(len(one.rcpt_tos) == 1 for one in box.letters), "no guest sees another one"
    kept = house.invitations.many([one.id for one in letters])
    assert {one.delivery for one in kept.values()} == {Delivery.SENT}
    assert {one.sent for one in kept.values()} == {clock.now}
    with house.database.read() as view:
        assert [view.outgoing(one.id) for one in letters] == [None] * 12
    assert send(house, server.port).sent == ()
    assert len(box.letters) == 12


def test_bytes_go_out_as_they_were_written(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    (one,) = prepare(house, event, guests_of(house, event, 1))
    send(house, server.port)
    assert bytes(box.letters[0].content or b"") == letter(one)


def test_sending_is_one_action_that_undo_passes_over(house: House, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 3)
    letters = prepare(house, event, guests)
    told = send(house, server.port)
    assert {record for _, record in told.changes.touched} == {one.id for one in letters}
    titles = [row.title for row in house.history.actions()]
    assert titles.count("Sent letters to guests") == 1
    house.history.undo()
    assert states(house, letters) == {Delivery.SENT: 3}, "undo took the preparing back, but not what has left"


def test_only_one_batch_is_sent_when_one_is_named(house: House, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 4)
    first, second = prepare(house, event, guests[:2]), prepare(house, event, guests[2:])
    assert len(send(house, server.port, batch=first[0].batch).sent) == 2
    assert states(house, second) == {Delivery.PREPARED: 2}
    assert [one.invitation.id for one in house.outbox.waiting()] == [one.id for one in second]


def test_drafts_are_not_sent(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 2), way=Way.DRAFTS)
    assert house.outbox.waiting() == []
    assert send(house, server.port).sent == ()
    assert not box.letters


# Refusals ---------------------------------------------------------------------------------------------------------------


def test_refused_guest_is_on_record_with_the_servers_words_and_the_others_get_theirs(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 5))
    box.rcpt_answers = lambda to: "550 5.1.1 No such user" if to == letters[2].address else None
    told = send(house, server.port)
    assert len(told.sent) == 4
    assert [one.id for one in told.refused] == [letters[2].id]
    assert "No such user" in house.invitations.get(letters[2].id).problem
    assert send(house, server.port).sent == (), "a refused letter is not tried again by itself"
    box.rcpt_answers = lambda _: None
    house.outbox.again([letters[2].id])
    assert len(send(house, server.port).sent) == 1
    assert set(box.message_ids.values()) == {1}


def test_greylisted_guest_waits_and_gets_the_letter_at_the_next_run(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 3))
    box.rcpt_answers = lambda to: "450 4.7.1 Greylisted" if to == letters[0].address else None
    told = send(house, server.port)
    assert [one.id for one in told.later] == [letters[0].id]
    assert "Greylisted" in house.outbox.waiting()[0].invitation.problem
    box.rcpt_answers = lambda _: None
    assert len(send(house, server.port).sent) == 1
    assert house.invitations.get(letters[0].id).problem == ""


def test_server_that_says_no_for_now_after_the_letter_has_not_got_it(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    box.data_answers = lambda _: "451 4.3.0 Try again"
    assert len(send(house, server.port).later) == 2
    assert states(house, letters) == {Delivery.PREPARED: 2}
    box.data_answers = lambda _: None
    send(house, server.port)
    assert set(box.message_ids.values()) == {1}


def test_throttled_run_stops_politely_and_goes_on_later(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 10))
    box.rcpt_answers = lambda _: "421 4.7.0 Too many letters" if len(box.letters) >= 4 else None
    told = send(house, server.port)
    assert len(told.sent) == 4
    assert isinstance(told.stopped, ServerBusy)
    assert [one.id for one in told.later] == [one.id for one in letters[4:]]
    box.rcpt_answers = lambda _: None
    assert len(send(house, server.port).sent) == 6
    assert box.message_ids == Counter(one.message_id for one in letters)


def test_refused_sender_stops_the_run_and_costs_no_letter(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 5))
    box.data_answers = lambda _: "554 5.2.252 SendAsDenied"
    told = send(house, server.port)
    assert told.stopped is not None
    assert states(house, letters) == {Delivery.PREPARED: 5}


def test_wrong_password_says_so_and_nothing_has_been_touched(house: House, certificates: Certificates) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    with MailServerOnLoopback(Letterbox(), certificates) as server, pytest.raises(WrongPassword):
        house.outbox.send(server_at(server.port, str(certificates.authority)), "fel")
    assert states(house, letters) == {Delivery.PREPARED: 2}
    with MailServerOnLoopback(Letterbox(), certificates) as server:
        told = house.outbox.send(server_at(server.port, str(certificates.authority)), PASSWORD)
    assert len(told.sent) == 2


def test_cancel_ends_before_the_next_letter(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 6))

    def report(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    told = send(house, server.port, report=report)
    assert told.cancelled
    assert len(told.sent) == 2
    assert [one.id for one in told.later] == [one.id for one in letters[2:]]
    assert len(send(house, server.port).sent) == 4
    assert set(box.message_ids.values()) == {1}


def test_pace_is_kept_between_letters_and_can_be_cancelled_meanwhile(house: House, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 3))
    rests: list[float] = []
    account = replace(open_server_at(server.port), pace=3)
    told = house.outbox.send(account, "", pause=rests.append)
    assert len(told.sent) == 3
    # Two rests of twenty seconds; what the letters themselves took is taken off.
    assert 35.0 < sum(rests) <= 40.0
    assert max(rests) <= 0.25


def test_workspace_that_is_busy_when_the_server_says_yes_costs_no_certainty(
    tmp_path: Path, box: Letterbox, server: MailServerOnLoopback, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.3)
    house = House(fresh_workspace(tmp_path / "busy.outreach", Signature("Anna Ek", "laptop", clock)))
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 1))
    busy, held = threading.Event(), threading.Event()

    def import_something() -> None:
        with house.database.work("a large import"):
            held.set()
            busy.wait(1.5)  # longer than a writer waits for another one

    thread = threading.Thread(target=import_something)

    def answer(_: object) -> None:
        thread.start()
        held.wait(5)

    box.data_answers = answer
    told = send(house, server.port)
    thread.join()
    assert len(told.sent) == 1
    assert house.outbox.unclear() == []
    house.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where this machine lets us make one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


@pytest.mark.parametrize("when", ["before the dot", "after the dot"])
def test_a_disk_that_is_full_in_the_middle_of_a_run_sends_nothing_twice(
    small_disk: Path, box: Letterbox, server: MailServerOnLoopback, clock: StillClock, when: str
) -> None:
    house = House(fresh_workspace(small_disk / "register.outreach", Signature("Anna Ek", "laptop", clock)))
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 4))
    told_when: list[Path] = []

    def answer(_: object) -> None:
        if len(box.letters) == 1 and not told_when:
            told_when.append(fill(small_disk))

    def report(done: int, _total: int) -> None:
        if done == 2 and not told_when:
            told_when.append(fill(small_disk))

    if when == "after the dot":
        box.data_answers = answer
    told = send(house, server.port, report=report if when == "before the dot" else None)
    assert isinstance(told.stopped, DiskFull)
    assert len(told.unclear) == (1 if when == "after the dot" else 0), "the server said yes, and nobody could write it down"
    assert len(told.sent) + len(told.unclear) + len(told.later) == 4
    told_when[0].unlink()
    again = send(house, server.port)
    assert len(again.sent) == len(told.later)
    assert set(box.message_ids.values()) == {1}
    assert {one.id for one in house.outbox.unclear()} == {one.id for one in told.unclear}
    house.close()


# Out of date ------------------------------------------------------------------------------------------------------------


def test_letter_of_an_event_that_was_changed_waits_for_the_officer(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    house.events.save(replace(event, place="Rådhuset"))
    assert {one.outdated for one in house.outbox.waiting()} == {outdated.EVENT_CHANGED}
    told = send(house, server.port)
    assert told.sent == ()
    assert {one.invitation.id for one in told.outdated} == {one.id for one in letters}
    assert not box.letters
    house.outbox.drop([one.id for one in letters])
    assert house.outbox.waiting() == []


def test_guest_who_was_uninvited_after_preparing_gets_nothing(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 3)
    prepare(house, event, guests)
    fresh = house.guests.get(guests[0].id)
    with house.database.work("uninvited") as work:
        work.save(Kind.GUEST, replace(fresh, standing=Standing.UNINVITED))
        work.save(Kind.GUEST, replace(house.guests.get(guests[1].id), email="ny@firma.example"))
    told = send(house, server.port)
    assert {one.outdated for one in told.outdated} == {outdated.GUEST_GONE, outdated.ADDRESS_CHANGED}
    assert [one.rcpt_tos for one in box.letters] == [[guests[2].email]]


def test_newer_version_replaces_the_older_that_had_not_gone(
    house: House, box: Letterbox, server: MailServerOnLoopback, clock: StillClock
) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 3)
    old = prepare(house, event, guests)
    house.events.save(replace(event, place="Rådhuset"))
    moved = house.events.get(event.id)
    clock.now = clock.now.replace(minute=30)
    new = prepare(house, moved, guests, Purpose.UPDATE)
    told = send(house, server.port)
    assert told.replaced == 3
    assert box.message_ids == Counter(one.message_id for one in new)
    assert states(house, old) == {Delivery.DROPPED: 3}


def test_cancellation_reaches_who_was_invited_and_nobody_who_never_heard_of_it(
    house: House, box: Letterbox, server: MailServerOnLoopback, clock: StillClock
) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 4)
    invited = prepare(house, event, guests[:2])
    send(house, server.port)
    prepare(house, event, guests[2:])
    house.events.cancel(event.id)
    clock.now = clock.now.replace(minute=30)
    cancelled = house.events.get(event.id)
    assert cancelled.status is EventStatus.CANCELLED
    letters = prepare(house, cancelled, guests, Purpose.CANCEL)
    told = send(house, server.port)
    assert len(told.sent) == 2
    assert told.replaced == 4
    assert box.message_ids == Counter(one.message_id for one in [*invited, *letters[:2]])


def test_letter_that_was_prepared_twice_goes_once(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    guests = guests_of(house, event, 3)
    prepare(house, event, guests)
    prepare(house, event, guests)
    told = send(house, server.port)
    assert told.replaced == 3
    assert Counter(one.rcpt_tos[0] for one in box.letters) == Counter(one.email for one in guests)


def test_event_that_changes_while_the_run_is_on_stops_its_letters(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 5))

    def report(done: int, _total: int) -> None:
        if done == 2:
            house.events.save(replace(house.events.get(event.id), place="Rådhuset"))

    told = send(house, server.port, report=report)
    assert len(told.sent) == 2
    assert {one.outdated for one in told.outdated} == {outdated.EVENT_CHANGED}
    assert len(told.outdated) == 3
    assert len(box.letters) == 2


def test_undone_preparing_is_not_sent_even_in_the_middle_of_a_run(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 5))

    def report(done: int, _total: int) -> None:
        if done == 3:
            house.history.undo()

    told = send(house, server.port, report=report)
    assert len(told.sent) == 3
    assert box.message_ids == Counter(one.message_id for one in letters[:3])
    assert house.outbox.waiting() == []


def test_letter_that_is_dropped_in_the_middle_of_a_run_stays_dropped(
    house: House, box: Letterbox, server: MailServerOnLoopback
) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 3))

    def refuse(to: str) -> str | None:
        # While the server takes its time, an officer drops the letter; then the server says: later.
        if to == letters[1].address:
            house.outbox.drop([letters[1].id])
            return "450 4.7.1 Greylisted"
        return None

    box.rcpt_answers = refuse
    assert len(send(house, server.port).sent) == 2
    assert house.invitations.get(letters[1].id).delivery is Delivery.DROPPED


def test_letter_whose_bytes_are_gone_is_said_to_be_so(house: House, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    with house.database.work("") as work:
        work.drop_outgoing([letters[0].id])
    told = send(house, server.port)
    assert [one.id for one in told.refused] == [letters[0].id]
    with pytest.raises(InvalidInput):
        house.outbox.again([letters[0].id])


def test_dropped_letter_can_be_taken_up_again(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    house.outbox.drop([one.id for one in letters])
    house.history.undo()
    house.outbox.drop([letters[0].id])
    house.outbox.again([letters[0].id])
    assert len(send(house, server.port).sent) == 2


# One at a time ------------------------------------------------------------------------------------------------------------


def test_two_windows_do_not_send_at_once(house: House, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, 2))
    with house.database.alone(SENDING):
        with pytest.raises(AlreadySending):
            send(house, server.port)
        with pytest.raises(AlreadySending):
            house.outbox.settle([letters[0].id], arrived=False)
    assert len(send(house, server.port).sent) == 2


# Cuts -----------------------------------------------------------------------------------------------------------------------


def run_until_quiet(house: House, account: MailServer, password: str = "", outbox: Outbox | None = None) -> int:
    """Send again and again, as an officer would at each start, until nothing waits. Returns how many runs it took."""
    sender = outbox or house.outbox
    for runs in range(1, 200):
        try:
            sender.send(account, password, pause=at_once, tries=3)
        except OutreachError as error:
            tell("run", runs, type(error).__name__, error)
        if not house.outbox.waiting():
            return runs
    raise AssertionError("it never ends")


def settle_by_looking(house: House, box: Letterbox) -> None:
    """Do what an officer does: ask whether it has arrived."""
    there = box.message_ids
    unclear = house.outbox.unclear()
    house.outbox.settle([one.id for one in unclear if one.message_id in there], arrived=True)
    house.outbox.settle([one.id for one in unclear if one.message_id not in there], arrived=False)


@pytest.mark.parametrize("seed", SEEDS_OF_CUTS)
def test_cuts_at_random_moments_and_each_guest_has_each_version_once(
    house: House, certificates: Certificates, seed: int, clock: StillClock
) -> None:
    tell(f"seed {seed}")
    plans = random_plans(seed, CUTS, 9_000)
    box = Letterbox()
    event = plan_event(house)
    guests = guests_of(house, event, GUESTS)
    letters = prepare(house, event, guests)
    with MailServerOnLoopback(box, certificates) as server, CuttingProxy(server.port, plans) as proxy:
        account = server_at(proxy.port, str(certificates.authority))
        run_until_quiet(house, account, PASSWORD)
        server.settle()
        assert proxy.cuts >= 1
        assert max(box.message_ids.values()) == 1, "without settling nobody has two"
        unclear = house.outbox.unclear()
        tell(f"{proxy.cuts} cuts, {len(unclear)} unclear, {len(box.letters)} with the server")
        assert len(box.letters) + len(unclear) >= GUESTS, "what is neither there nor unclear is lost"
        settle_by_looking(house, box)
        run_until_quiet(house, account, PASSWORD)
        assert proxy.left == 0, "all the cuts were made"
        # The next version, over a line that holds.
        clock.now = clock.now.replace(minute=30)
        house.events.save(replace(event, place="Rådhuset"))
        second = prepare(house, house.events.get(event.id), guests, Purpose.UPDATE)
        run_until_quiet(house, account, PASSWORD)
    assert box.message_ids == Counter(one.message_id for one in [*letters, *second])
    assert Counter(one.rcpt_tos[0] for one in box.letters) == {guest.email: 2 for guest in guests}
    assert states(house, [*letters, *second]) == {Delivery.SENT: 2 * GUESTS}


@pytest.mark.parametrize("seed", SEEDS_AT_THE_DOT)
def test_cuts_before_in_and_after_the_dot_and_before_the_250(
    house: House, box: Letterbox, server: MailServerOnLoopback, seed: int
) -> None:
    tell(f"seed {seed}")
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, GUESTS))
    with CuttingProxy(server.port, plans_at_the_dot(seed, CUTS)) as proxy:
        account = open_server_at(proxy.port)
        run_until_quiet(house, account)
        server.settle()
        assert proxy.left == 0
        assert max(box.message_ids.values()) == 1, "without settling nobody has two"
        unclear = house.outbox.unclear()
        arrived = [one for one in unclear if one.message_id in box.message_ids]
        tell(f"{proxy.cuts} cuts, {len(unclear)} unclear, of them {len(arrived)} with the server")
        assert arrived
        assert len(arrived) < len(unclear), "some of the unclear ones were there, and some were not"
        settle_by_looking(house, box)
        run_until_quiet(house, account)
    assert box.message_ids == Counter(one.message_id for one in letters)
    assert states(house, letters) == {Delivery.SENT: GUESTS}


def test_settled_letter_goes_out_the_same_to_the_last_byte(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    (one,) = prepare(house, event, guests_of(house, event, 1))
    with CuttingProxy(server.port, [Plan(at_dot=1)]) as proxy:
        told = send(house, proxy.port)
        assert [each.id for each in told.unclear] == [one.id]
        assert house.outbox.waiting() == []
        house.outbox.settle([one.id], arrived=False)
        send(house, proxy.port)
    assert [bytes(each.content or b"") for each in box.letters] == [letter(one)]


class BlindOutbox(Outbox):
    """What must not be: an outbox that takes every letter without a yes as one that did not arrive."""

    def send(self, *args: object, **options: object) -> SendReport:  # type: ignore[override]
        try:
            return super().send(*args, **options)  # type: ignore[arg-type]
        finally:
            self.settle([one.id for one in self.unclear()], arrived=False)


def test_outbox_that_sends_blindly_again_is_caught(house: House, box: Letterbox, server: MailServerOnLoopback) -> None:
    event = plan_event(house)
    prepare(house, event, guests_of(house, event, 40))
    with CuttingProxy(server.port, plans_at_the_dot(11, 8)) as proxy:
        run_until_quiet(house, open_server_at(proxy.port), outbox=BlindOutbox(house.database))
        server.settle()
    assert max(box.message_ids.values()) > 1, "the control must find doubles, or the tests above prove nothing"


# Kill -9 --------------------------------------------------------------------------------------------------------------------

SENDER = """
import sys
from pathlib import Path
from outreach.services.house import House
from outreach.storage.database import Signature, open_workspace
from tests.network.letters import open_server_at
house = House(open_workspace(Path(sys.argv[1]), Signature("Anna Ek", "laptop"), patience=10))
print("ready", flush=True)
house.outbox.send(open_server_at(int(sys.argv[2])), "")
house.close()
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX")
@pytest.mark.parametrize("seed", [21])
def test_process_that_is_killed_at_random_moments_sends_nothing_twice(
    tmp_path: Path, box: Letterbox, server: MailServerOnLoopback, seed: int
) -> None:
    tell(f"seed {seed}")
    chance = random.Random(seed)
    place = tmp_path / "register.outreach"
    house = House(fresh_workspace(place, Signature("Anna Ek", "laptop", StillClock())))
    event = plan_event(house)
    letters = prepare(house, event, guests_of(house, event, KILLED_GUESTS))
    house.close()
    kills = 0
    for _ in range(40):
        child = subprocess.Popen(
            [sys.executable, "-c", SENDER, str(place), str(server.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        wanted = len(box.letters) + chance.randint(0, KILLED_AFTER)
        while len(box.letters) < wanted and child.poll() is None:
            time.sleep(0.0005)
        time.sleep(chance.uniform(0.0, 0.02))
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            kills += 1
        child.wait()
        finished = child.stdout.read() == "done\n"
        child.stdout.close()
        assert not box.letters or max(box.message_ids.values()) == 1
        if finished:
            break
    server.settle()
    house = House(open_workspace(place, Signature("Anna Ek", "laptop", StillClock())))
    tell(f"{kills} kills, {len(house.outbox.unclear())} unclear, {len(box.letters)} with the server")
    assert kills >= LEAST_KILLS
    assert max(box.message_ids.values()) == 1
    settle_by_looking(house, box)
    run_until_quiet(house, open_server_at(server.port))
    assert box.message_ids == Counter(one.message_id for one in letters)
    assert states(house, letters) == {Delivery.SENT: KILLED_GUESTS}
    house.close()


