"""Encryption at rest as the officer meets it: every change leaves the workspace open to whom it should be, and to nobody else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from outreach.domain.secret import Origin, Secret
from outreach.errors import DiskFull, InvalidInput, NoKeyRing, WorkspaceLocked, WrongPassphrase
from outreach.network import passwords
from outreach.services.house import House
from outreach.services.protection import ProtectionService
from outreach.services.restoring import Restoring
from outreach.services.unlocking import is_encrypted, open_database, ring_account, wait_for_try
from outreach.storage import wrong_tries
from outreach.storage.database import Signature, open_workspace
from outreach.storage.encryption import keys_file
from tests.network.test_passwords import RingInMemory
from tests.ready import CHEAP, fresh_encrypted, fresh_workspace

OLD, NEW = "korrekt häst batteri", "fyra ord som skaver"
SIGNATURE = Signature("Anna Ek", "laptop")


@pytest.fixture(autouse=True)
def cheap_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach.storage.sealing.USUAL_COST", CHEAP)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "plain"


@pytest.fixture
def plain(folder: Path) -> Iterator[House]:
    house = House(fresh_workspace(folder / "register.outreach", SIGNATURE))
    house.meetings.capture_line("Anna Kanarie, Bergs Bygg AB: hej")
    yield house
    house.close()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[House]:
    house = House(fresh_encrypted(tmp_path / "register.outreach", OLD, SIGNATURE))
    yield house
    house.close()


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[RingInMemory]:
    """A key ring that is trusted, because the test says so."""
    before, made = keyring.get_keyring(), RingInMemory()
    monkeypatch.setattr(passwords, "TRUSTED", passwords.TRUSTED | {(RingInMemory.__module__, RingInMemory.__name__)})
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def opens(house: House, typed: str | Secret) -> bool:
    secret = typed if isinstance(typed, Secret) else Secret(typed)
    try:
        open_workspace(house.place, writing=False, secret=secret).close()
    except WrongPassphrase:
        return False
    return True


def deeds(house: House) -> list[str]:
    return [line.detail["change"] for line in house.audit.latest(20) if line.deed == "keys"]


def test_a_plain_workspace_is_protected_and_its_plain_copies_go(plain: House, folder: Path) -> None:
    copy = folder / "register.before-0006.20261101T100000.outreach"
    copy.write_bytes(Path(plain.place).read_bytes())
    plain.database.engine.dispose()
    other = folder / "another.before-0006.20261101T100000.outreach"
    other.write_bytes(copy.read_bytes())
    assert not plain.protection.state().encrypted
    changed = plain.protection.protect(Secret(OLD))
    assert changed.removed == (copy,)
    assert not copy.exists()
    assert other.exists(), "of another workspace"
    state = plain.protection.state()
    assert state.encrypted
    assert state.passphrase is not None
    assert (state.recovery, state.plain_copies) == (None, ())
    assert [found.title for found in plain.search.find("kanarie")] == ["Anna Kanarie"]
    assert opens(plain, OLD)
    assert not opens(plain, NEW)
    assert is_encrypted(plain.place)
    with pytest.raises(InvalidInput):
        plain.protection.protect(Secret(NEW))


def test_plain_backups_are_told_and_go_when_the_officer_says_so(plain: House) -> None:
    backup = plain.backups.make("before").path
    changed = plain.protection.protect(Secret(OLD))
    assert changed.plain_backups == (backup,)
    assert backup.exists(), "what was kept on purpose is not removed unasked"
    sealed = changed.backup
    assert sealed is not None
    with zipfile.ZipFile(sealed) as packed:
        assert "keys.json" in packed.namelist()
    assert plain.protection.wipe_plain_backups().removed == (backup,)
    assert (backup.exists(), sealed.exists()) == (False, True)
    assert plain.protection.state().plain_backups == ()


def test_plain_backups_in_the_second_place_are_replaced_too(plain: House, tmp_path: Path) -> None:
    second = tmp_path / "share"
    second.mkdir()
    copied = plain.backups.copy(plain.backups.make("before").path, second)
    changed = plain.protection.protect(Secret(OLD), second=second)
    assert copied in changed.plain_backups
    assert copied in plain.protection.wipe_plain_backups(second).removed
    (left,) = second.iterdir()
    with zipfile.ZipFile(left) as packed:
        assert "keys.json" in packed.namelist()


def test_the_log_of_the_plain_file_is_overwritten_before_it_goes(plain: House) -> None:
    log = Path(f"{plain.place}-wal")
    assert b"Kanarie" in log.read_bytes(), "the control: the log is full of it"
    with log.open("rb") as held:
        plain.protection.protect(Secret(OLD))
        assert b"Kanarie" not in held.read()


def test_without_room_for_a_backup_the_plain_copies_stay(plain: House, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = folder / "register.before-0006.20261101T100000.outreach"
    copy.write_bytes(Path(plain.place).read_bytes())

    def full(*_: object, **__: object) -> None:
        raise DiskFull(plain.place)

    monkeypatch.setattr(type(plain.backups), "make", full)
    changed = plain.protection.protect(Secret(OLD))
    assert plain.protection.state().encrypted
    assert (changed.backup, changed.left, copy.exists()) == (None, (copy,), True)


def test_a_backup_of_before_brings_no_old_passphrase_back(locked: House) -> None:
    backup = locked.backups.make("before").path
    locked.protection.change_passphrase(Secret(OLD), Secret(NEW))
    locked.close()
    Restoring(locked.place, "Anna", secret=Secret(NEW)).restore(backup, accept=True)
    assert (opens(locked, OLD), opens(locked, NEW)) == (False, True)
    # Who knows the old one alone gets in by it all the same: a backup is a way back, not a wall.
    Restoring(locked.place, "Anna", secret=Secret(OLD)).restore(backup, accept=True)
    assert opens(locked, OLD)


@pytest.mark.parametrize("weak", ["kort", "Sommar2026!!", "aaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_and_nothing_changes(weak: str, plain: House, locked: House) -> None:
    with pytest.raises(InvalidInput):
        plain.protection.protect(Secret(weak))
    assert not plain.protection.state().encrypted
    with pytest.raises(InvalidInput):
        locked.protection.change_passphrase(Secret(OLD), Secret(weak))
    assert opens(locked, OLD)


def test_another_passphrase_rewrites_a_slot_and_not_the_database(locked: House) -> None:
    pages = Path(locked.place).stat().st_size
    with pytest.raises(WrongPassphrase):
        locked.protection.change_passphrase(Secret("fel fras, helt fel"), Secret(NEW))
    locked.protection.change_passphrase(Secret(OLD), Secret(NEW))
    assert (opens(locked, OLD), opens(locked, NEW)) == (False, True)
    assert Path(locked.place).stat().st_size == pages
    assert deeds(locked) == ["passphrase"]


def test_a_recovery_code_counts_when_two_groups_were_typed_back(locked: House) -> None:
    offer = locked.protection.offer_recovery_code()
    asked = [offer.code.groups[at] for at in offer.asked]
    assert not opens(locked, offer.code.text)
    for typed in ([], asked[:1], [asked[0], "AAAA"], asked[::-1]):
        if typed != asked:
            with pytest.raises(InvalidInput):
                locked.protection.confirm_recovery_code(offer, typed)
            assert not opens(locked, offer.code.text)
    locked.protection.confirm_recovery_code(offer, [group.lower() for group in asked])
    assert opens(locked, offer.code.text.lower().replace("0", "o"))
    assert locked.protection.state().recovery is not None
    second = locked.protection.offer_recovery_code()
    locked.protection.confirm_recovery_code(second, [second.code.groups[at] for at in second.asked])
    assert (opens(locked, offer.code.text), opens(locked, second.code.text)) == (False, True)


def test_the_page_is_read_back_and_a_page_with_another_code_is_refused(locked: House) -> None:
    offer, other = locked.protection.offer_recovery_code(), locked.protection.offer_recovery_code()
    page = locked.protection.recovery_page(offer, "sv")
    assert locked.protection.groups_read_back(page, offer) == [offer.code.groups[at] for at in offer.asked]
    with pytest.raises(InvalidInput):
        locked.protection.groups_read_back(page, other)


def test_a_forgotten_passphrase_is_set_anew_with_the_recovery_code(locked: House) -> None:
    offer = locked.protection.offer_recovery_code()
    locked.protection.confirm_recovery_code(offer, [offer.code.groups[at] for at in offer.asked])
    locked.protection.change_passphrase(Secret(offer.code.text), Secret(NEW))
    assert opens(locked, NEW)


def test_the_key_ring_opens_without_typing_until_it_is_turned_off(locked: House, ring: RingInMemory) -> None:
    place = locked.place
    with pytest.raises(WorkspaceLocked):
        open_database(place, SIGNATURE, writing=False)
    locked.protection.ring_on()
    open_database(place, SIGNATURE, writing=False).close()
    (kept,) = ring.kept.values()
    assert OLD not in kept
    ring.kept.clear()
    with pytest.raises(WorkspaceLocked):
        open_database(place, SIGNATURE, writing=False)
    locked.protection.ring_on()
    locked.protection.ring_off()
    assert not ring.kept
    with pytest.raises(WorkspaceLocked):
        open_database(place, SIGNATURE, writing=False)


def test_another_ring_or_none_means_asking_and_never_an_error(
    locked: House, ring: RingInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked.protection.ring_on()
    account = ring_account(locked.database.slots.workspace.hex)  # type: ignore[union-attr]
    ring.kept[passwords.SERVICE, account] = "0" * 64
    with pytest.raises(WorkspaceLocked):
        open_database(locked.place, SIGNATURE, writing=False)
    monkeypatch.setattr(passwords, "TRUSTED", set())
    with pytest.raises(WorkspaceLocked):
        open_database(locked.place, SIGNATURE, writing=False)
    open_database(locked.place, SIGNATURE, writing=False, secret=Secret(OLD)).close()


def test_a_ring_that_keeps_plain_text_or_nothing_is_not_trusted(locked: House) -> None:
    from keyring.backends import fail, null

    class PlaintextKeyring(RingInMemory):
        """Named as that of keyrings.alt."""

    before = keyring.get_keyring()
    try:
        for one in (fail.Keyring(), null.Keyring(), PlaintextKeyring()):
            keyring.set_keyring(one)
            assert not locked.protection.state().ring_possible
            with pytest.raises(NoKeyRing):
                locked.protection.ring_on()
    finally:
        keyring.set_keyring(before)
    assert opens(locked, OLD)


def test_after_a_leak_the_old_key_opens_old_copies_and_nothing_else(locked: House, ring: RingInMemory) -> None:
    offer = locked.protection.offer_recovery_code()
    locked.protection.confirm_recovery_code(offer, [offer.code.groups[at] for at in offer.asked])
    locked.protection.ring_on()
    leaked = keys_file(Path(locked.place)).read_bytes()
    backup = locked.backups.make("before").path
    changed = locked.protection.rekey(Secret(OLD), Secret(NEW))
    assert changed.openable == (backup,)
    assert changed.recovery_gone
    assert (opens(locked, OLD), opens(locked, offer.code.text), opens(locked, NEW)) == (False, False, True)
    open_database(locked.place, SIGNATURE, writing=False).close()
    locked.close()
    keys_file(Path(locked.place)).write_bytes(leaked)
    # The leaked slots beside the new database: its own, from the second copy, step in.
    assert not opens(locked, OLD)
    assert opens(locked, NEW)


def test_turning_it_off_takes_a_reason_that_is_kept(locked: House) -> None:
    for reason in ("", "vet ej", "1234567890 123"):
        with pytest.raises(InvalidInput):
            locked.protection.switch_off(reason)
        assert locked.protection.state().encrypted
    locked.protection.switch_off("Disken är krypterad av IT")
    state = locked.protection.state()
    assert (state.encrypted, state.because) == (False, "Disken är krypterad av IT")
    assert deeds(locked) == ["off"]
    assert not keys_file(Path(locked.place)).exists()
    locked.protection.protect(Secret(NEW))
    assert locked.protection.state().because == ""


def test_wrong_tries_slow_down_and_erase_nothing(locked: House) -> None:
    place, slept = locked.place, []
    workspace = locked.database.slots.workspace  # type: ignore[union-attr]

    def open_with(typed: str) -> None:
        open_database(place, SIGNATURE, writing=False, secret=Secret(typed), sleep=slept.append).close()

    for _ in range(8):
        with pytest.raises(WrongPassphrase):
            open_with("fel fras, helt fel")
    assert len(slept) == 3, "five are free"
    assert slept[0] < slept[1] < slept[2]
    assert wait_for_try(place) > 3
    open_with(OLD)
    assert wait_for_try(place) == 0
    assert wrong_tries.pause_after(10_000) == 60
    wrong_tries.count_wrong(workspace, now=9e12)
    assert wrong_tries.seconds_left(workspace, now=0) == 0, "one wrong try, whatever the clock says"


def test_drafts_aside_are_sealed_and_survive_a_change_of_keys(locked: House) -> None:
    locked.drafts.keep_aside("capture", {"note": "Kanarie"})
    assert b"Kanarie" not in locked.drafts.aside.file.read_bytes()
    locked.protection.rekey(Secret(OLD), Secret(NEW))
    assert locked.drafts.aside.left() == {"capture": {"note": "Kanarie"}}
    locked.protection.switch_off("Disken är krypterad av IT")
    assert locked.drafts.aside.left() == {"capture": {"note": "Kanarie"}}


def test_the_secret_that_was_typed_is_wiped_by_the_door(locked: House) -> None:
    typed = Secret(OLD, Origin.TYPED)
    open_database(locked.place, SIGNATURE, writing=False, secret=typed).close()
    assert not typed


def test_the_usual_cost_is_taken_when_nobody_says_otherwise(locked: House) -> None:
    assert ProtectionService(locked).cost == CHEAP, "the fixture's; the real one is tested with the slots"
