"""Backups: made while others write, compared before they count, thinned by no clock; and what is no backup is found out."""

from __future__ import annotations

import gzip
import shutil
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import BackupUnusable, Cancelled, DiskFull
from outreach.storage import backup_file, backups, dump
from outreach.storage.database import Database, open_workspace

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def write(database: Database, number: int) -> None:
    with database.work("One") as work:
        work.save(Kind.PERSON, Person(name=f"Person {number}", notes="x" * 400))


def make(database: Database, made: datetime = NOON, **more: object) -> backup_file.Backup:
    return backups.make(database.engine, Path(database.place), made, **more)  # type: ignore[arg-type]


def names_in(backup: Path, folder: Path) -> set[str]:
    target = folder / f"unpacked-{backup.name}.outreach"
    backup_file.unpack(backup, target)
    opened = open_workspace(target)
    with opened.read() as view:
        found = {one.name for one in view.people.all()}
    assert opened.check() == []
    opened.close()
    return found


def test_a_backup_made_while_another_writes_holds_one_whole_state(sqlite_path: Path, tmp_path: Path) -> None:
    """None is corrupt, none is older than the last commit before it began."""
    database = open_workspace(sqlite_path)
    stop = threading.Event()
    written = [0]

    def busy() -> None:
        while not stop.is_set():
            write(database, written[0])
            written[0] += 1

    writer = threading.Thread(target=busy)
    writer.start()
    try:
        for _ in range(3):
            before = written[0]
            made = make(database)
            assert made.manifest is not None
            assert before <= made.manifest.counts["person"] <= written[0] + 1
            names = names_in(made.path, tmp_path)
            assert names == {f"Person {number}" for number in range(made.manifest.counts["person"])}
    finally:
        stop.set()
        writer.join()
    assert written[0] > 3
    database.close()


def test_a_copy_of_the_open_file_is_caught_as_no_backup(sqlite_path: Path, tmp_path: Path) -> None:
    """The control: what R10 forbids. The copied file lacks what still stands in the log."""
    database = open_workspace(sqlite_path)
    write(database, 1)
    with database.engine.connect() as connection:
        taken = dump.dump_of(connection.connection.dbapi_connection)
    copied = tmp_path / "copied.outreach"
    shutil.copy(sqlite_path, copied)
    with pytest.raises(BackupUnusable):
        backups.compare(database.engine_for(copied), copied, taken)
    database.close()


def test_a_copy_that_lost_a_row_or_a_letter_never_counts(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database = open_workspace(sqlite_path)
    write(database, 1)
    for spoil in ("DELETE FROM person", "UPDATE person SET name = 'Persom 1'", "DELETE FROM person_search"):

        def flawed(path: Path, spoil: str = spoil) -> None:
            engine = database.engine_for(path)
            with engine.begin() as connection:
                connection.exec_driver_sql(spoil)
            engine.dispose()

        monkeypatch.setattr(backups, "flush", flawed)
        with pytest.raises(BackupUnusable):
            make(database)
    assert list(backups.folder_of(sqlite_path).iterdir()) == []
    database.close()


@pytest.mark.parametrize("at", [0.0, 0.02, 0.3, 0.6, 0.9, 0.9999])
def test_a_backup_with_a_flipped_bit_is_refused(sqlite_path: Path, tmp_path: Path, at: float) -> None:
    database = open_workspace(sqlite_path)
    made = make(database)
    database.close()
    data = bytearray(made.path.read_bytes())
    data[int(at * len(data))] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(BackupUnusable):
        backup_file.verify(made.path)
    with pytest.raises(BackupUnusable):
        backup_file.unpack(made.path, tmp_path / "x.outreach")
    assert not (tmp_path / "x.outreach").exists()


def test_what_is_no_backup_is_told_so(tmp_path: Path) -> None:
    for data in (b"", b"PK", b"not a backup" * 50):
        bad = tmp_path / "bad.outreach-backup"
        bad.write_bytes(data)
        assert backup_file.look(bad).manifest is None
        with pytest.raises(BackupUnusable):
            backup_file.verify(bad)
    other = tmp_path / "other.outreach-backup"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr(backup_file.MANIFEST, '{"form": 99}')
        packed.writestr(backup_file.WORKSPACE, b"")
    with pytest.raises(BackupUnusable) as caught:
        backup_file.read_manifest(other)
    assert caught.value.reason == backup_file.TOO_NEW
    with pytest.raises(BackupUnusable):
        backup_file.verify(tmp_path / "nowhere.outreach-backup")


def test_a_backup_that_is_given_up_leaves_nothing(sqlite_path: Path) -> None:
    database = open_workspace(sqlite_path)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make(database, report=stop)
    assert list(backups.folder_of(sqlite_path).iterdir()) == []
    write(database, 1)  # and nobody is kept from writing
    database.close()


def test_a_full_disk_leaves_no_half_backup(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = open_workspace(sqlite_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_file.os, "fsync", full)
    with pytest.raises(DiskFull) as caught:
        make(database)
    assert int(str(caught.value.facts["missing"])) > 0
    assert caught.value.facts["drive"]
    monkeypatch.undo()
    assert list(backups.folder_of(sqlite_path).iterdir()) == []
    database.close()


def test_backups_of_two_workspaces_on_one_stick_are_told_apart(tmp_path: Path) -> None:
    from outreach.storage.database import create_workspace

    stick = tmp_path / "stick"
    databases = [create_workspace(tmp_path / which / "register.outreach") for which in ("anna", "olof")]
    for database in databases:
        for day in range(3):
            make(database, NOON + timedelta(days=day), folder=stick)
    for database in databases:
        own = backups.identity(database.engine)
        assert [one.manifest.number for one in backups.listed(stick, own) if one.manifest] == [3, 2, 1]
        database.close()
    assert len(backups.listed(stick)) == 6


def test_a_second_place_gets_the_very_same_file(sqlite_path: Path, tmp_path: Path) -> None:
    database = open_workspace(sqlite_path)
    made = make(database)
    database.close()
    copied = backup_file.copy(made.path, tmp_path / "stick")
    assert copied.read_bytes() == made.path.read_bytes()
    again = backup_file.copy(made.path, tmp_path / "stick")
    assert again != copied
    assert len(list((tmp_path / "stick").iterdir())) == 2


def test_thinning_removes_files_but_never_one_it_cannot_read(sqlite_path: Path) -> None:
    database = open_workspace(sqlite_path)
    for hour in range(0, 24 * 6, 8):
        make(database, NOON + timedelta(hours=hour))
    folder, own = backups.folder_of(sqlite_path), backups.identity(database.engine)
    (folder / "old.outreach-backup").write_bytes(b"damaged")
    assert len(backups.thin(folder, own, "register")) > 4
    left = backups.listed(folder, own)
    assert left[-1].manifest is None
    assert 6 + 3 <= len(left) < 14
    assert backups.thin(folder, own, "register") == []
    database.close()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005"])
def test_a_workspace_of_every_older_version_has_a_backup_that_opens(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "old.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / f"{revision}.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path)
    with database.read() as view:
        people = {one.name for one in view.people.all()}
    database.close()
    (backup,) = backups.listed(backups.folder_of(path))
    assert backup.manifest is not None
    assert backup.manifest.revision == revision
    assert names_in(backup.path, tmp_path) == people
