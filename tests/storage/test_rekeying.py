"""Another key for the whole workspace: the process dies at every single step, and what is found opens with the old or the new one.

The k-th step on the disk and all after it fail, as for a process that is dead; k grows until nothing fails any more.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import Cancelled, WorkspaceInUse, WrongPassphrase
from outreach.storage import private_files, rekeying
from outreach.storage.contents import contents
from outreach.storage.database import Database, create_workspace, open_workspace
from outreach.storage.encryption import PLAIN_HEAD, head_of, keys_file, new_unlocked
from outreach.storage.engine import connect_file
from outreach.storage.gate import Gate
from outreach.storage.lock import lock_file
from outreach.storage.sealing import Cost
from tests.searching import searched

CHEAP = Cost(64, 1, 1)
OLD, NEW = "gammal fras ett", "ny fras nummer två"
NAMES = [f"Kanarie {number}" for number in range(3)]

Deed = Callable[[Database], None]


class Dead(BaseException):
    """The process is no more."""


@contextmanager
def dying_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the `step`-th change of a file or folder, and each one after it, fail. Gives how many were tried."""
    count = [0]

    def dies(real: Callable[..., object]) -> Callable[..., object]:
        def tried(*args: object, **words: object) -> object:
            count[0] += 1
            if count[0] >= step:
                raise Dead
            return real(*args, **words)

        return tried

    with monkeypatch.context() as patch:
        for place, name in (
            (os, "fsync"),
            (os, "link"),
            (Path, "replace"),
            (Path, "unlink"),
            (private_files, "_fill"),
            (rekeying, "_export"),
            (rekeying, "_require_equal"),
            (rekeying, "_take_alone"),
        ):
            patch.setattr(place, name, dies(getattr(place, name)))
        yield count


def protect(database: Database) -> None:
    database.rewrite(new_unlocked(Secret(NEW), CHEAP))


def rekey(database: Database) -> None:
    database.rewrite(new_unlocked(Secret(NEW), CHEAP, database.slots))


def switch_off(database: Database) -> None:
    database.rewrite(None)


def change(database: Database) -> None:
    database.change_slots(lambda slots, key: slots.with_passphrase(key, Secret(NEW), CHEAP), proof=Secret(NEW))


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plain and an encrypted workspace with the same names, closed."""
    found = {}
    for name, secret in (("plain", None), ("locked", Secret(OLD))):
        place = tmp_path_factory.mktemp(name) / "r.outreach"
        database = create_workspace(place, secret=secret, cost=CHEAP)
        with database.work("One") as work:
            for each in NAMES:
                work.save(Kind.PERSON, Person(name=each))
        database.close()
        found[name] = place
    return found


def copied(start: Path, folder: Path) -> Path:
    folder.mkdir()
    for file in start.parent.iterdir():
        shutil.copy(file, folder)
    return folder / start.name


def opened(place: Path) -> tuple[str, list[str]]:
    """Open with whichever opens, and say which and what is in it."""
    # What the dead process left of its lock is not the question here; its word about the file was never written.
    for name, secret in (("new", Secret(NEW)), ("old", Secret(OLD))):
        try:
            database = open_workspace(place, secret=secret, patience=0)
        except WrongPassphrase:
            continue
        with database.read() as view:
            people = sorted(person.name for person in view.people.all())
        assert database.check() == []
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        found = name if database.is_encrypted else "plain"
        database.close()
        return found, people
    raise AssertionError("neither opens")


@pytest.mark.parametrize(
    ("start", "deed", "ends"),
    [
        ("plain", protect, ("plain", "new")),
        ("locked", rekey, ("old", "new")),
        ("locked", switch_off, ("old", "plain")),
        ("locked", change, ("old", "new")),
    ],
)
def test_a_death_at_any_step_leaves_the_old_or_the_new_workspace_whole(
    start: str,
    deed: Deed,
    ends: tuple[str, str],
    starts: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    for step in range(1, 100):
        place = copied(starts[start], tmp_path / str(step))
        database = open_workspace(place, secret=Secret(OLD))
        died = False
        with dying_at(step, monkeypatch):
            try:
                deed(database)
            except Dead:
                died = True
        # Dead or not, the system closes the files and gives the lock back; the lock file keeps what stood in it.
        database.engine.dispose()
        if database._lock is not None:
            os.close(database._lock._file)
        found, people = opened(place)
        assert people == NAMES, f"step {step}"
        assert found in ends, f"step {step}"
        left = {file.name for file in place.parent.iterdir()} - {
            place.name,
            lock_file(place).name,
            keys_file(place).name,
        }
        assert {name for name in left if not name.endswith(".keys.new")} == set(), f"step {step}"
        seen.append(found)
        if not died:
            break
    assert not died
    assert len(seen) >= 4, "there were steps to die at"
    assert seen == sorted(seen, key=ends.index), "never back again"
    assert set(seen) == set(ends)


def test_without_the_announcement_a_death_would_lock_everybody_out(
    starts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same harness on a swap that does not say first what will be."""
    monkeypatch.setattr(rekeying, "_announce", lambda path, target: None)
    lost = 0
    for step in range(1, 40):
        place = copied(starts["locked"], tmp_path / str(step))
        database = open_workspace(place, secret=Secret(OLD))
        with dying_at(step, monkeypatch), pytest.raises(Dead):
            rekey(database)
            raise Dead
        database.engine.dispose()
        os.close(database._lock._file)  # type: ignore[union-attr]
        try:
            opened(place)
        except Exception:  # noqa: BLE001 - whatever it is, the workspace is lost
            lost += 1
            break
    assert lost > 0


def test_a_plain_file_is_overwritten_and_not_only_renamed_over(starts: dict[str, Path], tmp_path: Path) -> None:
    """The old pages are looked at through a second name of the same file (a thief's recovery program would find them)."""
    place = copied(starts["plain"], tmp_path / "a")
    os.link(place, tmp_path / "pages")
    assert b"Kanarie 1" in (tmp_path / "pages").read_bytes()
    database = open_workspace(place)
    protect(database)
    assert b"Kanarie 1" not in (tmp_path / "pages").read_bytes()
    assert head_of(tmp_path / "pages") != PLAIN_HEAD
    assert not [file for file in place.parent.iterdir() if b"Kanarie" in file.read_bytes()]
    database.close()


def test_the_same_workspace_goes_on_and_tells_how_far_it_is(
    starts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copied(starts["plain"], tmp_path / "a")
    database = open_workspace(place)
    many = searched(300, 2000)
    with database.work("Many") as work:
        for number in range(many):
            work.save(Kind.PERSON, Person(name=f"Person {number}", notes="x" * 300))
    monkeypatch.setattr(rekeying, "_STEPS", 500)
    told: list[tuple[int, int]] = []
    database.rewrite(new_unlocked(Secret(NEW), CHEAP), lambda done, total: told.append((done, total)))
    assert len(told) > 5
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]
    with database.work("After") as work:
        work.save(Kind.PERSON, Person(name="Efter"))
    with database.read() as view:
        assert view.people.count() == many + 4
    database.close()


def test_whoever_stops_it_finds_everything_as_it_was(
    starts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copied(starts["plain"], tmp_path / "a")
    database = open_workspace(place)
    monkeypatch.setattr(rekeying, "_STEPS", 500)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        database.rewrite(new_unlocked(Secret(NEW), CHEAP), stop)
    with database.work("After") as work:
        work.save(Kind.PERSON, Person(name="Efter"))
    assert not database.is_encrypted
    database.close()
    assert sorted(file.name for file in place.parent.iterdir()) == ["r.outreach", "r.outreach.lock"]


def test_a_reader_in_another_process_keeps_the_swap_away(
    starts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copied(starts["plain"], tmp_path / "a")
    monkeypatch.setattr("outreach.storage.engine.PATIENCE", 0.1)
    reader = connect_file(place)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchone()
    database = open_workspace(place)
    with pytest.raises(WorkspaceInUse):
        protect(database)
    reader.close()
    assert not database.is_encrypted
    protect(database)
    assert database.is_encrypted
    database.close()


def test_a_copy_that_is_not_equal_is_not_put_in_place(
    starts: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outreach.errors import WorkspaceDamaged

    place = copied(starts["locked"], tmp_path / "a")
    database = open_workspace(place, secret=Secret(OLD))
    real = rekeying._export

    def loses_a_row(connection: object, new: Path, target: object, watch: object) -> None:
        real(connection, new, target, watch)  # type: ignore[arg-type]
        written = connect_file(new, target)  # type: ignore[arg-type]
        written.execute("DELETE FROM journal WHERE rowid = (SELECT max(rowid) FROM journal)")
        written.close()

    monkeypatch.setattr(rekeying, "_export", loses_a_row)
    with pytest.raises(WorkspaceDamaged):
        rekey(database)
    database.close()
    assert opened(place) == ("old", NAMES)


def test_contents_tell_one_changed_letter(starts: dict[str, Path], tmp_path: Path) -> None:
    one, other = (connect_file(copied(starts["plain"], tmp_path / name)) for name in "ab")
    assert contents(one) == contents(other)
    other.execute("UPDATE person SET body = replace(body, 'Kanarie 1', 'Kanarie I')")
    assert contents(one) != contents(other)
    assert contents(one).counts == contents(other).counts
    one.close()
    other.close()


def test_the_gate_lets_nobody_in_while_it_is_closed_and_waits_for_those_inside() -> None:
    gate, order, inside, leave = Gate(), [], threading.Event(), threading.Event()

    def visitor() -> None:
        with gate.passed(), gate.passed():
            inside.set()
            leave.wait(5)
            order.append("left")

    def late() -> None:
        with gate.passed():
            order.append("late")

    first, second = threading.Thread(target=visitor), threading.Thread(target=late)
    first.start()
    inside.wait(5)
    threading.Timer(0.05, leave.set).start()
    with gate.closed():
        second.start()
        second.join(0.05)
        order.append("closed")
    first.join()
    second.join()
    assert order == ["left", "closed", "late"]
