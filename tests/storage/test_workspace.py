"""The workspace file: made private, opened safely, refused with the right error, and upgraded in real transactions."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from outreach.domain.alike import person_blocks
from outreach.domain.company import Company
from outreach.domain.guest import Answer, Standing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.errors import (
    DiskFull,
    NotAFile,
    NotAWorkspace,
    OutreachError,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceExists,
    WorkspaceInUse,
    WorkspaceMissing,
    WorkspaceReadOnly,
    WorkspaceTooNew,
    WorkspaceUnreachable,
)
from outreach.storage import backup_file, backups, migrate, tables
from outreach.storage.columns import metadata
from outreach.storage.database import Database, Signature, create_workspace, open_workspace
from outreach.storage.engine import APPLICATION_ID, is_safe_sqlite, sqlite_engine

assert tables.company is not None


def pragma(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_new_workspace_is_ours_private_and_set_to_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register.outreach"
    database = create_workspace(path, Signature("Anna"))
    with database.work("One") as work:
        work.save(Kind.PERSON, Person(name="Anna"))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}
    assert set(modes) == {"register.outreach", "register.outreach-wal", "register.outreach-shm", "register.outreach.lock"}
    assert pragma(database, "application_id") == APPLICATION_ID
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "secure_delete") == 1
    database.close()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_only_a_sqlite_with_the_wal_reset_fix_is_safe(version: tuple[int, int, int], safe: bool) -> None:
    assert is_safe_sqlite(version) is safe


def test_the_driver_that_is_shipped_has_the_fix() -> None:
    from sqlcipher3 import dbapi2

    assert is_safe_sqlite(dbapi2.sqlite_version_info)


def test_a_second_writer_is_told_who_holds_the_file_and_gets_it_afterwards(sqlite_path: Path) -> None:
    first = open_workspace(sqlite_path)
    with pytest.raises(WorkspaceInUse) as caught:
        open_workspace(sqlite_path, patience=0)
    assert str(os.getpid()) in str(caught.value.facts["holder"])
    reader = open_workspace(sqlite_path, writing=False)
    with reader.read() as view:
        assert view.people.count() == 0
    with pytest.raises(WorkspaceReadOnly), reader.work("No"):
        pass
    reader.close()
    first.close()
    open_workspace(sqlite_path, patience=0).close()


HOLDER = """
import sys, time
from pathlib import Path
from outreach.storage.database import open_workspace

open_workspace(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_killed_holder_leaves_no_lock_behind(sqlite_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(sqlite_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(WorkspaceInUse):
        open_workspace(sqlite_path, patience=0)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    open_workspace(sqlite_path, patience=2).close()


def expect(error: type[WorkspaceError | NotAFile], path: Path) -> None:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error):
        open_workspace(path, patience=0)
    assert before is None or path.read_bytes() == before


def test_what_is_not_a_workspace_is_refused_and_left_untouched(tmp_path: Path) -> None:
    text = tmp_path / "letter.outreach"
    text.write_text("Hej! " * 100)
    expect(NotAWorkspace, text)
    empty = tmp_path / "empty.outreach"
    empty.touch()
    expect(NotAWorkspace, empty)
    import sqlite3

    foreign = tmp_path / "foreign.outreach"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    expect(NotAWorkspace, foreign)
    expect(NotAFile, tmp_path)
    expect(WorkspaceMissing, tmp_path / "nowhere.outreach")


@pytest.mark.parametrize("name", ["x" * 300 + ".outreach", "taken/inside.outreach", "ring.outreach", "zero\0.outreach"])
def test_a_place_where_nothing_can_be_is_told_as_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    (tmp_path / "ring.outreach").symlink_to(tmp_path / "ring.outreach")
    with pytest.raises(WorkspaceMissing):
        open_workspace(tmp_path / name)
    with pytest.raises(OutreachError):
        create_workspace(tmp_path / name.replace("\0", "y" * 300))
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix != ".lock") == ["ring.outreach", "taken"]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:hemligt@127.0.0.1:1/register",
        "postgresql://anna:hemligt@server:notaport/register",
        "mysql://anna:hemligt@server/register",
        "https://anna:hemligt@server/register",
        "postgresql://[bad",
    ],
)
def test_a_server_that_does_not_answer_is_told_without_the_password(address: str) -> None:
    with pytest.raises(WorkspaceUnreachable) as caught:
        open_workspace(address)
    assert "hemligt" not in str(caught.value)


def test_a_shared_workspace_opened_for_reading_is_not_written(postgres_address: str) -> None:
    open_workspace(postgres_address).close()
    reader = open_workspace(postgres_address, writing=False)
    with reader.read() as view:
        assert view.people.count() == 0
    with pytest.raises(WorkspaceReadOnly), reader.work("No"):
        pass
    reader.close()


READER = """
import sys
from pathlib import Path
from outreach.domain.record import Kind
from outreach.storage.database import open_workspace
database = open_workspace(Path(sys.argv[1]), writing=False)
print("open", flush=True)
seen = 0
while seen < int(sys.argv[2]):
    with database.read() as view:
        people = view.people.all()
        companies = view.companies.many(role.company for person in people for role in person.roles)
        assert len(people) == view.people.count() >= seen
        assert all(role.company in companies for person in people for role in person.roles)
        assert len(view.actions(10_000)) == len(people)
        seen = len(people)
print("done", seen)
"""


def test_a_reader_in_another_process_always_sees_whole_actions(sqlite_path: Path) -> None:
    database = open_workspace(sqlite_path)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(sqlite_path), "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    for number in range(60):
        with database.work("Both") as work:
            company = work.save(Kind.COMPANY, Company(name=f"Bolag {number}"))
            work.save(Kind.PERSON, Person(name=f"Person {number}", roles=(Role(company.id),)))
    out, error = reader.communicate(timeout=60)
    assert (out, error) == ("done 60\n", "")
    database.close()


def test_a_workspace_of_a_later_version_is_refused_and_left_untouched(sqlite_path: Path) -> None:
    database = open_workspace(sqlite_path)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    expect(WorkspaceTooNew, sqlite_path)


def test_a_damaged_workspace_is_known_as_damaged(sqlite_path: Path) -> None:
    data = bytearray(sqlite_path.read_bytes())
    data[4096 : len(data)] = bytes(len(data) - 4096)
    sqlite_path.write_bytes(data)
    with pytest.raises((WorkspaceDamaged, NotAWorkspace)):
        open_workspace(sqlite_path, patience=0)


def test_a_new_workspace_never_overwrites_a_file(tmp_path: Path) -> None:
    path = tmp_path / "taken.outreach"
    path.write_text("mine")
    with pytest.raises(WorkspaceExists):
        create_workspace(path)
    assert path.read_text() == "mine"


def test_the_migrated_schema_is_that_of_the_tables(sqlite_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = open_workspace(sqlite_path)
    with database.engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or "_search" not in (name or "")}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    database.close()
    assert found == []


def test_every_revision_is_known_to_the_program() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "outreach:storage/migrations")
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert tuple(step.revision for step in reversed(list(script.walk_revisions()))) == migrate.REVISIONS


def test_a_migration_that_fails_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    """The whole point of emitting BEGIN ourselves: CREATE TABLE is taken back too."""
    path = tmp_path / "half.outreach"
    create_workspace(path).close()
    database = open_workspace(path)
    with pytest.raises(RuntimeError), database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE half (a)")
        connection.exec_driver_sql("CREATE TABLE done (a)")
        raise RuntimeError
    assert not {"half", "done"} & set(sa.inspect(database.engine).get_table_names())
    database.close()


def test_no_personal_data_stands_in_an_error_of_the_database(sqlite_path: Path) -> None:
    database = open_workspace(sqlite_path)
    with pytest.raises(sa.exc.IntegrityError) as caught, database.engine.begin() as connection:
        connection.execute(sa.insert(tables.draft).values(key="Anna Berg", at=None, values={}))
    assert "Anna Berg" not in str(caught.value)
    database.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where this machine lets us make one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_loses_nothing_that_was_saved(small_disk: Path, sqlite_path: Path) -> None:
    path = small_disk / "register.outreach"
    shutil.copy(sqlite_path, path)
    database = open_workspace(path)
    saved = 0
    with pytest.raises(DiskFull):
        for number in range(10_000):
            with database.work("One") as work:
                work.save(Kind.PERSON, Person(name=f"Person {number}", notes="x" * 5000))
            saved += 1
    with database.read() as view:
        assert view.people.count() == saved > 0
    assert database.check() == []
    database.close()
    with pytest.raises(DiskFull):
        create_workspace(small_disk / "another.outreach")
    assert not (small_disk / "another.outreach").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, sqlite_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    shutil.copy(sqlite_path, place / "register.outreach")
    bound = subprocess.run(["mount", "--bind", str(place), str(place)], capture_output=True, check=False)
    if bound.returncode != 0:
        pytest.skip("this machine lets nobody mount a folder read-only")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True, capture_output=True)
        with pytest.raises(WorkspaceReadOnly):
            open_workspace(place / "register.outreach")
        with pytest.raises(WorkspaceReadOnly):
            create_workspace(place / "new.outreach")
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_workspace_of_the_first_version_is_brought_up_to_date_with_a_copy_of_it_beside(tmp_path: Path) -> None:
    path = tmp_path / "first.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / "0001.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path, writing=False)
    with database.read() as view:
        assert sorted(person.name for person in view.people.all()) == ["Nils Holm", "Åsa Öberg"]
        assert [meeting.question for meeting in view.meetings.all()] == [None, None]
        assert {one.name for key in person_blocks("Öberg Asa") for one in view.people.by_term("alike", key)} == {"Åsa Öberg"}
        assert view.fact("nothing") == ""
    assert database.check() == []
    database.close()
    (backup,) = backups.listed(backups.folder_of(path))
    assert backup.manifest is not None
    assert backup.manifest.reason == "upgrade"
    unpacked = tmp_path / "unpacked.outreach"
    backup_file.unpack(backup.path, unpacked)
    assert migrate.current_revision(sqlite_engine(unpacked)) == "0001"


def test_a_workspace_of_the_second_version_keeps_its_guests_who_have_not_answered_yet(tmp_path: Path) -> None:
    path = tmp_path / "second.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / "0002.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path)
    with database.read() as view:
        (event,) = view.events.all()
        guests = view.guests.at_event(event.id)
        assert [(guest.name, guest.answer, guest.standing) for guest in guests] == [
            ("Nils Holm", Answer.NONE, Standing.LISTED),
            ("Åsa Öberg", Answer.NONE, Standing.LISTED),
        ]
        assert view.plans.of(event.id) is None
        assert view.last_undoable() is not None
    assert database.check() == []
    database.close()


def test_a_workspace_of_the_third_version_keeps_its_tenders_which_have_no_notices_yet(tmp_path: Path) -> None:
    path = tmp_path / "third.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / "0003.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path)
    with database.read() as view:
        (tender,) = view.tenders.all()
        assert (tender.title, [lot.title for lot in tender.lots], tender.results) == ("Snöröjning i tätorten", ["Norra"], ())
        assert view.notices.of(tender.id) == []
        (event,) = view.events.all()
        assert view.plans.of(event.id) is not None
        assert view.printings.of(event.id) == []
    assert database.check() == []
    database.close()


def test_a_workspace_of_the_fourth_version_has_its_results_as_rows_and_the_day_of_its_notices(tmp_path: Path) -> None:
    path = tmp_path / "fourth.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / "0004.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path)
    with database.read() as view:
        told = view.connection.execute(sa.select(tables.tender.c.title, tables.tender.c.advertised)).all()
        days = {title: told_on for title, told_on in told if title}
        result = tables.lot_result.c
        wanted = sa.select(result.number, result.outcome, result.bids).order_by(result.position)
        lots = [tuple(row) for row in view.connection.execute(wanted)]
        (question,) = view.questions.all()
        advertised = {tender.title: tender.advertised for tender in view.tenders.all()}
    assert days == {"Snöröjning i tätorten": date(2026, 1, 12), "Skolmat": None, "Städning": date(2026, 4, 20)}
    assert advertised == {"Snöröjning i tätorten": None, "Skolmat": None, "Städning": date(2026, 4, 20)}
    assert lots == [("LOT-0001", "selec-w", 3), ("LOT-0002", "clos-nw", 0)]
    assert (question.answer, question.source, question.told) == ("Ja", "", None)
    assert database.check() == []
    database.close()


def test_a_workspace_of_the_fifth_version_has_its_people_registered_for_the_dialogue(tmp_path: Path) -> None:
    path = tmp_path / "fifth.outreach"
    packed = Path(__file__).parents[1] / "samples" / "workspaces" / "0005.outreach.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    database = open_workspace(path)
    with database.read() as view:
        (person,) = view.people.all()
        assert (person.name, person.purpose, person.objected, person.protected) == ("Åke Lind", "dialogue", None, False)
        assert view.purposes.all() == []
        assert view.last_undoable() is not None
    assert database.check() == []
    database.close()
