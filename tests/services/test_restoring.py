"""Restoring a backup: what comes back, what stays away, what is kept; and the brake, which holds on retry."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from outreach.domain.company import Company
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose, Way
from outreach.domain.person import Person
from outreach.domain.processing import Deed
from outreach.domain.record import Kind
from outreach.errors import (
    BackupUnusable,
    DiskFault,
    InvalidInput,
    TooMuchRemoved,
    UnsafePlace,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceReadOnly,
)
from outreach.services.backups import QUARTER, Backups
from outreach.services.house import House
from outreach.services.rescue import take_as_it_is, way_back
from outreach.services.restoring import Restored, Restoring
from outreach.storage import database, forgetting, places, restoring
from outreach.storage.database import Database, Signature, open_workspace
from tests.services.conftest import StillClock

Reopen = Callable[[], House]


@pytest.fixture
def reopen(house: House, clock: StillClock) -> Reopen:
    """Open the workspace of the house anew, once that is closed."""

    def again() -> House:
        return House(open_workspace(Path(house.place), Signature("Anna Ek", "laptop", clock), patience=0))

    return again


def add(house: House, count: int, start: int = 0) -> list[Person]:
    with house.database.work("Some") as work:
        return [work.save(Kind.PERSON, Person(name=f"Person {number}")) for number in range(start, start + count)]


def names(house: House) -> set[str]:
    with house.database.read() as view:
        return {one.name for one in view.people.all()}


def restore(house: House, backup: Path, *, accept: bool = False) -> Restored:
    return Restoring(house.place, "Anna Ek", house.now).restore(backup, accept=accept)


def test_a_restore_brings_back_what_was_there_and_keeps_the_replaced_file(house: House, reopen: Reopen) -> None:
    add(house, 3)
    backup = house.backups.make().path
    add(house, 2, start=3)
    house.close()
    done = Restoring(house.place, "Anna Ek", house.now).restore(backup)
    assert done.kept is not None
    assert done.kept.name.startswith("register.replaced-2026-11-24T090000")
    opened = reopen()
    assert names(opened) == {"Person 0", "Person 1", "Person 2"}
    assert opened.check() == []
    with opened.database.read() as view:
        (action, *_) = view.actions()
        assert (action.title, action.final) == ("Restored the backup of {when}", True)
    opened.close()
    kept = House(open_workspace(done.kept))
    assert len(names(kept)) == 5
    kept.close()
    # And what was there a moment ago is a backup too.
    assert done.backup is not None
    assert done.backup.exists()


def test_a_preview_says_what_would_go_change_and_come_back_and_touches_nothing(house: House) -> None:
    people = add(house, 4)
    backup = house.backups.make().path
    with house.database.work("Later") as work:
        work.save(Kind.PERSON, replace(people[0], name="Changed"))
        work.delete(Kind.PERSON, people[1].id)
        work.save(Kind.PERSON, Person(name="New"))
        work.save(Kind.COMPANY, Company(name="Nytt AB"))
    house.close()
    before = Path(house.place).read_bytes()
    preview = Restoring(house.place, "Anna Ek", house.now).preview(backup)
    assert Path(house.place).read_bytes() == before
    assert preview.readable
    kinds = {one.kind: one for one in preview.kinds}
    person, company = kinds[Kind.PERSON], kinds[Kind.COMPANY]
    assert (person.now, person.gone, person.changed, person.back, person.names) == (4, 1, 1, 1, ("New",))
    assert (company.now, company.gone, company.names) == (1, 1, ("Nytt AB",))
    assert preview.counts["person"] == 4
    assert not preview.is_braked


def test_a_restore_that_takes_many_stops_until_it_is_said_twice_also_on_retry(house: House, reopen: Reopen) -> None:
    add(house, 30)
    backup = house.backups.make().path
    add(house, 30, start=30)
    house.close()
    for _ in range(3):
        with pytest.raises(TooMuchRemoved) as caught:
            restore(house, backup)
        assert caught.value.facts == {"count": 30, "known": 60}
    opened = reopen()
    assert len(names(opened)) == 60
    opened.close()
    restore(house, backup, accept=True)
    opened = reopen()
    assert len(names(opened)) == 30
    opened.close()


def erase(house: House, person: Person) -> None:
    with house.database.work("Erased") as work:
        work.many_wished()
        forgetting.forget(work, [person], Deed.ERASE)
    house.database.scrub()


def test_who_was_erased_after_the_backup_does_not_return(house: House, reopen: Reopen) -> None:
    people = add(house, 3)
    backup = house.backups.make().path
    erase(house, people[1])
    house.close()
    done = restore(house, backup)
    assert done.forgotten == 1
    opened = reopen()
    assert names(opened) == {"Person 0", "Person 2"}
    opened.close()
    assert b"Person 1" not in Path(house.place).read_bytes()


def test_without_the_replay_the_erased_return(house: House, reopen: Reopen, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control for the test above."""
    people = add(house, 3)
    backup = house.backups.make().path
    erase(house, people[1])
    house.close()
    monkeypatch.setattr(forgetting, "replay", lambda _work, _rows: 0)
    restore(house, backup)
    opened = reopen()
    assert "Person 1" in names(opened)
    opened.close()


def letter(number: int) -> Invitation:
    return Invitation(
        uid=f"event-{number}",
        purpose=Purpose.INVITE,
        method=Method.REQUEST,
        sequence=0,
        at=datetime(2026, 11, 24, 9, 0, number, tzinfo=UTC),
        way=Way.SMTP,
        delivery=Delivery.PREPARED,
        name=f"Gäst {number}",
        address=f"gast{number}@example.se",
    )


def test_letters_that_waited_in_a_backup_are_not_sent_again(house: House, reopen: Reopen) -> None:
    with house.database.work("Letters") as work:
        first, second = (work.save(Kind.INVITATION, letter(number)) for number in (1, 2))
        for one in (first, second):
            work.keep_outgoing(one.id, b"message")
    backup = house.backups.make().path
    with house.database.work("Sent") as work:
        work.save(Kind.INVITATION, replace(first, delivery=Delivery.SENT, sent=house.now()))
    house.close()
    done = restore(house, backup)
    assert done.letters == 1
    opened = reopen()
    assert opened.outbox.waiting() == []
    assert [one.id for one in opened.outbox.unclear()] == [second.id]
    # An officer who knows that it did not go lets it wait again, the same to the last byte.
    opened.outbox.settle([second.id], arrived=False)
    assert [one.invitation.id for one in opened.outbox.waiting()] == [second.id]
    with opened.database.read() as view:
        assert view.outgoing(second.id) == b"message"
        assert view.outgoing(first.id) is None
    opened.close()


def test_without_holding_the_letters_they_would_go_twice(
    house: House, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.database.work("Letters") as work:
        work.save(Kind.INVITATION, letter(1))
    backup = house.backups.make().path
    house.close()
    monkeypatch.setattr(restoring, "hold_letters", lambda _work, _sent: 0)
    restore(house, backup)
    opened = reopen()
    assert len(opened.outbox.waiting()) == 1
    opened.close()


def test_nothing_is_restored_over_a_workspace_that_somebody_has_open(house: House) -> None:
    add(house, 1)
    backup = house.backups.make().path
    with pytest.raises(WorkspaceInUse):
        restore(house, backup)


def test_a_damaged_backup_changes_nothing(house: House) -> None:
    add(house, 1)
    backup = house.backups.make().path
    house.close()
    before = Path(house.place).read_bytes()
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 4
    backup.write_bytes(data)
    with pytest.raises(BackupUnusable):
        restore(house, backup)
    assert Path(house.place).read_bytes() == before
    assert not [one for one in Path(house.place).parent.iterdir() if "restoring" in one.name]


def test_a_cut_in_the_middle_of_the_swap_leaves_the_old_workspace_under_its_name(
    house: House, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(house, 2)
    backup = house.backups.make().path
    add(house, 1, start=2)
    house.close()

    def cut(self: Path, target: object) -> Path:
        raise OSError(5, "cut")

    monkeypatch.setattr(restoring.Path, "replace", cut)
    with pytest.raises(Exception, match="cut"):
        restore(house, backup)
    monkeypatch.undo()
    opened = reopen()
    assert len(names(opened)) == 3
    opened.close()


def test_a_restore_never_lands_in_a_cloud_folder(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    add(house, 1)
    backup = house.backups.make().path
    cloud = tmp_path / "OneDrive - Älvbro kommun"
    cloud.mkdir()
    with pytest.raises(UnsafePlace) as caught:
        Restoring(cloud / "register.outreach").restore(backup)
    assert caught.value.facts["place"] == places.CLOUD
    assert list(cloud.iterdir()) == []


# A damaged workspace ------------------------------------------------------------------------------------------------------


def spoil(path: Path, at: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= 1
    path.write_bytes(data)


def test_one_flipped_bit_is_noticed_before_anything_is_written(house: House, reopen: Reopen) -> None:
    add(house, 3)
    house.backups.make("closing")
    house.close()
    spoil(Path(house.place))
    spoiled = Path(house.place).read_bytes()
    for _ in range(2):
        with pytest.raises(WorkspaceDamaged):
            reopen()
    assert Path(house.place).read_bytes() == spoiled
    back = way_back(house.place, house.now() + timedelta(hours=5))
    assert back.backup is not None
    assert (back.people, back.age) == (3, timedelta(hours=5))
    done = Restoring(house.place, "Anna Ek", house.now).restore(back.backup)
    assert done.kept is not None
    assert done.kept.read_bytes() == spoiled
    assert ".damaged-" in done.kept.name
    # No backup of a damaged file passes for the newest good one.
    assert done.backup is None
    assert way_back(house.place, house.now()).backup == back.backup
    opened = reopen()
    assert len(names(opened)) == 3
    opened.close()


@pytest.mark.parametrize("fault", [DiskFault, WorkspaceReadOnly])
@pytest.mark.parametrize("spoiled", [False, True], ids=["sound", "damaged"])
def test_a_disk_that_fails_makes_nobody_forget_the_erased(
    house: House, monkeypatch: pytest.MonkeyPatch, spoiled: bool, fault: type[DiskFault | WorkspaceReadOnly]
) -> None:
    """A sound register that cannot be read this once stops the restore: its ledger of the erased would be missing."""
    anna = add(house, 2)[0]
    backup = house.backups.make().path
    house.erasures.erase(anna.id)
    house.close()
    if spoiled:
        spoil(Path(house.place))
    before = Path(house.place).read_bytes()

    def failing(place: str | Path, *rest: Any, **more: Any) -> Database:
        if Path(place) == Path(house.place):
            raise fault(place)
        return open_workspace(place, *rest, **more)

    monkeypatch.setattr(database, "open_workspace", failing)
    if spoiled:
        # The way back comes first where the file is not what was left: it may never be read again.
        done = restore(house, backup, accept=True)
        assert done.kept is not None
        assert done.kept.read_bytes() == before
        return
    with pytest.raises(fault):
        restore(house, backup, accept=True)
    assert Path(house.place).read_bytes() == before
    assert not list(Path(house.place).parent.glob("*.replaced-*"))
    monkeypatch.undo()
    assert restore(house, backup, accept=True).forgotten == 1
    opened = House(open_workspace(house.place, patience=0))
    assert names(opened) == {"Person 1"}
    opened.close()


def test_a_lost_log_is_noticed_after_a_crash(house: House, tmp_path: Path) -> None:
    """The newest actions stood in the log alone; somebody copied the folder without it."""
    add(house, 3)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for suffix in ("", "-wal", "-shm", ".lock"):
        shutil.copy(f"{house.place}{suffix}", crashed / f"register.outreach{suffix}")
    whole = open_workspace(crashed / "register.outreach", patience=0)
    with whole.read() as view:
        assert view.people.count() == 3
    whole.close()
    for suffix in ("", ".lock"):
        shutil.copy(f"{house.place}{suffix}", crashed / f"register.outreach{suffix}")
    with pytest.raises(WorkspaceDamaged):
        open_workspace(crashed / "register.outreach", patience=0)


def test_a_newer_backup_that_is_damaged_is_passed_over(house: House) -> None:
    add(house, 1)
    good = house.backups.make().path
    add(house, 1, start=1)
    bad = house.backups.make().path
    data = bytearray(bad.read_bytes())
    data[len(data) // 3] ^= 1
    bad.write_bytes(data)
    back = way_back(house.place, house.now())
    assert (back.backup, back.passed_over, back.people) == (good, 1, 1)


def test_the_officer_may_go_on_with_a_file_that_was_replaced_by_hand(house: House, reopen: Reopen, tmp_path: Path) -> None:
    add(house, 1)
    house.close()
    other = shutil.copy(house.place, tmp_path / "other")
    again = reopen()
    add(again, 1, start=1)
    again.close()
    shutil.copy(other, house.place)
    with pytest.raises(WorkspaceDamaged):
        reopen()
    take_as_it_is(house.place)
    opened = reopen()
    assert names(opened) == {"Person 0"}
    opened.close()


def test_a_line_of_the_audit_log_from_a_reader_is_no_damage_and_hides_none(house: House, reopen: Reopen) -> None:
    add(house, 1)
    place = Path(house.place)
    house.close()
    for _ in range(2):
        reader = House(open_workspace(place, writing=False))
        reader.database.audit("export", records=1)
        reader.close()
        reopen().close()
    spoil(place, 0.6)
    reader = House(open_workspace(place, writing=False))
    reader.database.audit("export", records=1)
    reader.close()
    with pytest.raises(WorkspaceDamaged):
        reopen()


# The service --------------------------------------------------------------------------------------------------------------


def test_a_backup_is_due_only_when_something_was_done(house: House, clock: StillClock) -> None:
    assert not house.backups.is_due()
    add(house, 1)
    assert house.backups.is_due()
    house.backups.make("closing")
    assert not house.backups.is_due()
    add(house, 1, start=1)
    assert house.backups.is_due()
    assert not house.backups.is_due(timedelta(hours=24))
    clock.now += timedelta(days=3650)
    assert house.backups.is_due(timedelta(hours=24))
    clock.now -= timedelta(days=7300)
    assert house.backups.is_due(timedelta(hours=24))


def test_a_rehearsal_compares_every_row_and_is_proposed_each_quarter(house: House, clock: StillClock) -> None:
    assert not house.backups.rehearsal_due()
    add(house, 5)
    made = house.backups.make()
    # Nobody who has begun today is told that nothing was rehearsed for three months.
    assert not house.backups.rehearsal_due()
    clock.now += QUARTER
    assert house.backups.rehearsal_due()
    done = house.backups.rehearse()
    assert made.manifest is not None
    assert (done.path, done.rows) == (made.path, sum(made.manifest.counts.values()))
    assert not house.backups.rehearsal_due()
    assert [one.name for one in house.backups.folder.iterdir()] == [made.path.name]
    clock.now += QUARTER
    assert house.backups.rehearsal_due()
    clock.now -= timedelta(days=3650)
    assert house.backups.rehearsal_due()
    spoil(made.path)
    with pytest.raises(BackupUnusable):
        house.backups.rehearse()


def test_a_plain_backup_leaves_the_computer_only_when_said_twice(house: House, tmp_path: Path) -> None:
    add(house, 1)
    cloud = tmp_path / "Dropbox"
    with pytest.raises(InvalidInput):
        house.backups.make("", cloud)
    assert not cloud.exists()
    assert house.backups.make("", cloud, plain_may_leave=True).path.parent == cloud
    assert [one.second for one in house.backups.listed(cloud)] == [True]


def test_a_large_import_begins_with_a_backup(house: House) -> None:
    add(house, 1)
    assert house.backups.before_large(200) is None
    assert house.backups.before_large(201) is not None
    assert house.backups.before_large(201) is None  # nothing was done since


def test_deleting_many_stops_and_undo_passes(house: House) -> None:
    people = add(house, 26)
    ids = [one.id for one in people]
    for _ in range(2):
        with pytest.raises(TooMuchRemoved):
            house.people.delete(ids)
    assert house.people.count() == 26
    changes = house.people.delete(ids, many=True)
    assert house.people.count() == 0
    house.history.undo(changes.action)
    assert house.people.count() == 26


@pytest.mark.parametrize(
    ("there", "gone", "stops"), [(26, 26, True), (11, 11, True), (10, 10, False), (200, 20, False), (200, 21, True)]
)
def test_the_brake_counts_against_what_there_was(house: House, there: int, gone: int, stops: bool) -> None:
    with house.database.work("Some") as work:
        made = [work.save(Kind.COMPANY, Company(name=f"Bolag {number} AB")) for number in range(there)]
    ids = [one.id for one in made[:gone]]
    if stops:
        with pytest.raises(TooMuchRemoved):
            house.companies.delete(ids)
    else:
        house.companies.delete(ids)
    assert house.companies.count() == (there if stops else there - gone)


def test_undo_of_a_delete_works_a_month_later_and_more(house: House, clock: StillClock) -> None:
    people = add(house, 26)
    changes = house.people.delete([one.id for one in people], many=True)
    clock.now += timedelta(days=45)
    house.history.undo(changes.action)
    assert house.people.count() == 26


def test_the_journal_keeps_its_order_when_the_clock_goes_back(house: House, clock: StillClock) -> None:
    for step in (0, 3650, -3650, 1):
        clock.now += timedelta(days=step)
        add(house, 1, start=step)
    with house.database.read() as view:
        (last, *_) = view.actions()
        assert view.last_undoable() == last
    house.history.undo()
    assert f"Person {1}" not in names(house)


def test_backups_of_a_shared_workspace_are_the_servers(house: House) -> None:
    house.database.place = "postgresql://server/register"
    with pytest.raises(InvalidInput):
        Backups(house.database).make()
    assert not Backups(house.database).is_due()
    house.database.place = str(house.backups.folder.parent / f"{uuid4()}")
