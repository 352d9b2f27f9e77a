"""A backup of an encrypted workspace is just as encrypted, and opens with what was valid when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.errors import BackupUnusable, WorkspaceLocked, WrongPassphrase
from outreach.services.house import House
from outreach.services.restoring import Restoring
from outreach.storage.database import Signature, open_workspace
from tests.ready import CHEAP, fresh_encrypted, fresh_workspace

OLD, NEW = "fyra torra ord om snö", "en helt annan lång fras"
CANARY = "Kanariefågel Öberg"


def signature() -> Signature:
    return Signature("Anna", "laptop", lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))
    made = House(fresh_encrypted(tmp_path / "w" / "register.outreach", OLD, signature()))
    with made.database.work("One") as work:
        work.save(Kind.PERSON, Person(name=CANARY))
    yield made
    made.close()


def change_passphrase(house: House) -> None:
    house.database.change_slots(lambda slots, key: slots.with_passphrase(key, Secret(NEW), CHEAP), Secret(NEW))


def test_the_backup_holds_no_plain_text_and_its_slots(house: House) -> None:
    made = house.backups.make()
    assert made.manifest is not None
    assert made.manifest.encrypted
    data = made.path.read_bytes()
    assert CANARY.encode() not in data
    assert b"SQLite format 3" not in data
    assert b"keys.json" in data
    assert [one.name for one in house.backups.folder.iterdir()] == [made.path.name]
    # It may lie in a cloud folder: nobody can read it there.
    assert house.backups.make("", house.backups.folder.parent / "Dropbox").path.exists()
    assert house.backups.rehearse().rows > 0


def test_it_opens_with_the_passphrase_that_was_valid_when_it_was_made(house: House) -> None:
    backup = house.backups.make().path
    change_passphrase(house)
    place = Path(house.place)
    house.close()
    with pytest.raises(WorkspaceLocked):
        Restoring(place).restore(backup)
    with pytest.raises(WrongPassphrase):
        Restoring(place, secret=Secret("ett tredje som aldrig gällt")).restore(backup)
    done = Restoring(place, secret=Secret(OLD)).restore(backup)
    assert done.kept is not None
    opened = open_workspace(place, secret=Secret(OLD))
    with opened.read() as view:
        assert [one.name for one in view.people.all()] == [CANARY]
    opened.close()
    # The replaced file keeps its own keys.
    kept = open_workspace(done.kept, secret=Secret(NEW))
    assert kept.check() == []
    kept.close()


def test_a_plain_backup_never_takes_the_place_of_an_encrypted_workspace(house: House, tmp_path: Path) -> None:
    plain = House(fresh_workspace(tmp_path / "p" / "register.outreach", signature()))
    backup = plain.backups.make().path
    plain.close()
    place = Path(house.place)
    house.close()
    before = place.read_bytes()
    with pytest.raises(BackupUnusable):
        Restoring(place, secret=Secret(OLD)).restore(backup)
    assert place.read_bytes() == before
