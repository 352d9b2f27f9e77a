"""An encrypted workspace: no name in any file, every connection keyed, and a driver that cannot encrypt is found out."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import NotEncrypted, WorkspaceLocked
from outreach.storage.database import Database, Signature, create_workspace, open_workspace
from outreach.storage.encryption import PLAIN_HEAD, head_of, keys_file, new_unlocked, require_encrypted
from outreach.storage.engine import connect_file, create_private_file
from outreach.storage.sealing import Cost

CHEAP = Cost(64, 1, 1)
TYPED = "korrekt häst batteri"
CANARY = "Kanarie-4711"


def made(place: Path) -> Database:
    database = create_workspace(place, Signature("Anna"), Secret(TYPED), cost=CHEAP)
    for number in range(5):
        with database.work("Saved {name}", name=f"{CANARY} {number}") as work:
            work.save(Kind.PERSON, Person(name=f"{CANARY} {number}", notes=CANARY * 50))
    return database


def with_canary(folder: Path) -> list[str]:
    forms = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]
    return sorted(
        file.name for file in folder.rglob("*") if file.is_file() and any(one in file.read_bytes() for one in forms)
    )


def test_no_name_stands_in_any_file_open_or_closed_or_copied(tmp_path: Path, own_home: Path) -> None:
    database = made(tmp_path / "register.outreach")
    assert (tmp_path / "register.outreach-wal").stat().st_size > 0
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.outreach"),))  # type: ignore[union-attr]
    assert with_canary(tmp_path) == []
    database.close()
    assert with_canary(tmp_path) == with_canary(own_home) == []
    assert head_of(tmp_path / "copy.outreach") == head_of(tmp_path / "register.outreach") != PLAIN_HEAD


def test_the_canary_is_found_where_it_stands(tmp_path: Path) -> None:
    """The control: the same deeds on a plain workspace."""
    database = create_workspace(tmp_path / "plain.outreach")
    with database.work("One") as work:
        work.save(Kind.PERSON, Person(name=CANARY))
    assert with_canary(tmp_path) == ["plain.outreach-wal"]
    database.close()
    assert with_canary(tmp_path) == ["plain.outreach"]


def test_another_sqlite_takes_the_key_and_writes_plain_text_and_is_found_out(tmp_path: Path) -> None:
    """The standard library's driver: no error, and the name in clear. The start-up look refuses it, before and after."""
    path = tmp_path / "plain.db"
    silent = sqlite3.connect(path)
    silent.execute("PRAGMA key = \"x'" + "11" * 32 + "'\"")
    silent.execute("CREATE TABLE person (name)")
    silent.execute("INSERT INTO person VALUES (?)", (CANARY,))
    silent.commit()
    silent.close()
    assert with_canary(tmp_path) == ["plain.db"], "it wrote plain text without a word"
    with pytest.raises(NotEncrypted):
        require_encrypted(path)
    unlocked = new_unlocked(Secret(TYPED), CHEAP)
    fresh = tmp_path / "fresh.outreach"
    create_private_file(fresh)
    with pytest.raises(NotEncrypted):
        connect_file(fresh, unlocked, sqlite3)
    assert fresh.stat().st_size == 0, "not a byte was written"
    connect_file(fresh, unlocked).close()


def test_every_connection_of_the_pool_has_the_key_and_none_comes_after_closing(tmp_path: Path) -> None:
    database = made(tmp_path / "register.outreach")
    with ThreadPoolExecutor(8) as threads:

        def count(_: int) -> int:
            with database.read() as view:
                return view.people.count()

        assert set(threads.map(count, range(64))) == {5}
    sealer = database.sealer
    assert sealer is not None
    database.close()
    with pytest.raises(WorkspaceLocked), database.read():
        pass


def test_the_key_is_wiped_when_the_workspace_is_closed(tmp_path: Path) -> None:
    place = tmp_path / "register.outreach"
    made(place).close()
    database = open_workspace(place, secret=Secret(TYPED))
    key = database._unlocked.key  # type: ignore[union-attr]
    assert len(key) == 32
    database.close()
    assert key == b""


def test_sqlcipher_says_nothing_on_standard_error(tmp_path: Path) -> None:
    """It would print its complaints, with the path, there."""
    place = tmp_path / "register.outreach"
    made(place).close()
    code = (
        "import sys\nfrom pathlib import Path\nfrom outreach.domain.secret import Secret\n"
        "from outreach.storage.database import open_workspace\n"
        "p = Path(sys.argv[1])\nd = bytearray(p.read_bytes())\nd[9000:9100] = bytes(100)\n"
        "p.with_name('register.outreach.lock').unlink(missing_ok=True)\np.write_bytes(d)\n"
        "db = open_workspace(p, writing=False, secret=Secret(sys.argv[2]))\n"
        "try:\n    print(len(db.check()) > 0)\nexcept Exception as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place), TYPED],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("True", "WorkspaceDamaged")


PRIVATE = """
import os, sys
from pathlib import Path
os.umask(0)
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.storage.database import create_workspace
from outreach.storage.sealing import Cost
database = create_workspace(Path(sys.argv[1]), secret=Secret("korrekt häst batteri"), cost=Cost(64, 1, 1))
with database.work("One") as work:
    work.save(Kind.PERSON, Person(name="Anna"))
for folder in (Path(sys.argv[1]).parent, Path(os.environ["OUTREACH_HOME"]) / "data" / "keys"):
    print("folder", oct(folder.stat().st_mode & 0o777))
    for file in sorted(folder.iterdir()):
        print(file.name if folder == Path(sys.argv[1]).parent else "copy", oct(file.stat().st_mode & 0o777))
database.close()
"""


def test_all_files_are_private_from_creation_whatever_the_umask(tmp_path: Path) -> None:
    """Looked at while the workspace is open, under `umask 0`: -wal, -shm, lock and keys too."""
    done = subprocess.run(
        [sys.executable, "-c", PRIVATE, str(tmp_path / "mine" / "r.outreach")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    found = [line.split() for line in done.stdout.splitlines()]
    assert {mode for name, mode in found if name == "folder"} == {"0o700"}
    assert {mode for name, mode in found if name != "folder"} == {"0o600"}
    assert {name for name, _ in found} >= {
        "r.outreach",
        "r.outreach-wal",
        "r.outreach-shm",
        "r.outreach.lock",
        "r.outreach.keys",
        "copy",
    }


def test_the_process_leaves_no_core_and_its_files_are_private() -> None:
    code = (
        "import os, resource, ctypes\nresource.setrlimit(resource.RLIMIT_CORE, (4096, 4096))\nos.umask(0)\n"
        "from outreach.own_process import keep_to_itself\n"
        "look = lambda: (resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
        "print(look()); keep_to_itself(); print(look(), os.umask(0))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert done.stdout.splitlines() == ["((4096, 4096), 1)", "((0, 0), 0) 63"]


def test_a_workspace_made_on_purpose_without_encryption_says_why(tmp_path: Path) -> None:
    database = create_workspace(tmp_path / "plain.outreach", reason="  IT krypterar\n disken ")
    with database.read() as view:
        assert view.fact("encryption.off") == "IT krypterar disken"
    assert not database.is_encrypted
    assert database.sealer is None
    database.close()
    assert not keys_file(tmp_path / "plain.outreach").exists()
    assert stat.S_IMODE((tmp_path / "plain.outreach").stat().st_mode) == 0o600
    assert dbapi2.connect(tmp_path / "plain.outreach").execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_plain_workspace_in_the_place_of_an_encrypted_one_is_refused_and_one_that_is_made_there_is_not(
    tmp_path: Path, own_home: Path
) -> None:
    place, other = tmp_path / "register.outreach", tmp_path / "other.outreach"
    made(place).close()
    create_workspace(other).close()
    for file in tmp_path.glob("register.outreach*"):
        file.unlink()
    place.write_bytes(other.read_bytes())
    for writing in (True, False):
        with pytest.raises(NotEncrypted):
            open_workspace(place, writing=writing)
    place.unlink()
    create_workspace(place, Signature("Anna"), None, "Disken är krypterad").close()
    open_workspace(place).close()
