"""The key file: every slot opens, and a wrong passphrase, a missing or damaged key file and a damaged database are told apart."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from outreach.domain.recovery_code import RecoveryCode
from outreach.domain.secret import Origin, Secret
from outreach.errors import KeysMissing, NotAWorkspace, NotEncrypted, WorkspaceDamaged, WorkspaceLocked, WrongPassphrase
from outreach.storage import sealing
from outreach.storage.database import create_workspace, open_workspace
from outreach.storage.encryption import copied_keys_file, find_slots, keys_file
from outreach.storage.key_slots import KeySlots, NoSlotFits, SlotKind, SlotsDamaged, new_slots, read_slots
from outreach.storage.lock import lock_file
from outreach.storage.sealing import USUAL_COST, Cost, SealBroken, Sealer

CHEAP = Cost(64, 1, 1)
TYPED = "korrekt häst batteri"
CODE = RecoveryCode(bytes(range(20)))


@pytest.fixture(scope="session")
def locked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("locked") / "register.outreach"
    database = create_workspace(place, secret=Secret(TYPED), cost=CHEAP)
    database.change_slots(lambda slots, key: slots.with_recovery(key, CODE))
    database.change_slots(lambda slots, key: slots.with_ring(key, Secret("ur ringen", Origin.RING)))
    database.close()
    return place


@pytest.fixture
def locked(locked_once: Path, tmp_path: Path) -> Path:
    """An encrypted workspace with all three slots."""
    for file in (locked_once, keys_file(locked_once)):
        shutil.copy(file, tmp_path)
    return tmp_path / locked_once.name


def slots_of(place: Path) -> KeySlots:
    found = find_slots(place)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "secret",
    [Secret(TYPED), Secret(CODE.text.lower().replace("-", " ")), Secret("ur ringen", Origin.RING)],
    ids=["passphrase", "code", "ring"],
)
def test_every_slot_opens(locked: Path, secret: Secret) -> None:
    database = open_workspace(locked, secret=secret)
    assert database.is_encrypted
    assert database.check() == []
    database.close()


@pytest.mark.parametrize(
    "secret",
    [Secret("fel"), Secret(""), Secret("ur ringen"), Secret(TYPED, Origin.RING), Secret(RecoveryCode(bytes(20)).text)],
)
def test_nothing_else_opens(locked: Path, secret: Secret) -> None:
    with pytest.raises(WrongPassphrase):
        open_workspace(locked, secret=secret)
    with pytest.raises(WorkspaceLocked):
        open_workspace(locked)


def test_the_three_ways_of_being_broken_are_told_apart(locked: Path) -> None:
    """SQLCipher itself says "file is not a database" for a wrong key and for a damaged file alike."""
    keys, good = keys_file(locked), keys_file(locked).read_bytes()
    with pytest.raises(WrongPassphrase):
        open_workspace(locked, secret=Secret("fel"))
    for damage in (b"", good[:-40], good.replace(b'"edition": ', b'"edition": 1'), b"\xff" * 400, b"[" * 90_000):
        keys.write_bytes(damage)
        with pytest.raises(KeysMissing):
            open_workspace(locked, secret=Secret(TYPED))
    keys.unlink()
    with pytest.raises(KeysMissing):
        open_workspace(locked, secret=Secret(TYPED))
    keys.write_bytes(good)
    whole = locked.read_bytes()
    for start, end in ((0, 16), (100, 120), (0, 4096), (0, len(whole))):
        lock_file(locked).unlink(missing_ok=True)
        locked.write_bytes(whole[:start] + bytes(end - start) + whole[end:])
        with pytest.raises(WorkspaceDamaged):
            open_workspace(locked, secret=Secret(TYPED))
        with pytest.raises(WrongPassphrase):
            open_workspace(locked, secret=Secret("fel"))
    locked.write_bytes(b"")
    lock_file(locked).unlink(missing_ok=True)
    with pytest.raises(WorkspaceDamaged):
        open_workspace(locked, secret=Secret(TYPED))
    locked.write_bytes(whole)
    open_workspace(locked, secret=Secret(TYPED)).close()


def test_a_letter_is_no_workspace_whose_keys_are_missing(tmp_path: Path) -> None:
    letter = tmp_path / "letter.outreach"
    letter.write_text("Hej! " * 2000)
    letter.write_bytes(letter.read_bytes()[:8192])
    with pytest.raises(NotAWorkspace):
        open_workspace(letter)


def test_forged_slots_are_found_out(locked: Path) -> None:
    """Somebody who can write the file, but has no key, adds a slot of another workspace and mends the check."""
    slots = slots_of(locked)
    key = sealing.random_key()
    strange = new_slots(slots.mark, slots.workspace).with_passphrase(key, Secret("tjuvens fras"), CHEAP)
    plain, other = json.loads(slots.to_bytes()), json.loads(strange.to_bytes())
    plain["slots"].append(other["slots"][0])
    plain.pop("check")
    plain["check"] = sealing.fingerprint(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode())
    forged = read_slots(json.dumps(plain).encode())
    for typed in ("tjuvens fras", TYPED):
        with pytest.raises(SlotsDamaged):
            forged.open(Secret(typed))
    with pytest.raises(NoSlotFits):
        slots.open(Secret("tjuvens fras"))


def test_slots_of_another_workspace_and_cheaper_terms_do_not_open(locked: Path) -> None:
    """Id, mark and the slot's own terms are sealed along (the control is that the untouched ones open)."""
    plain = json.loads(slots_of(locked).to_bytes())

    def changed(name: str, value: object) -> KeySlots:
        other = json.loads(json.dumps(plain))
        if name in other:
            other[name] = value
        else:
            other["slots"][0][name] = value
        other.pop("check")
        other["check"] = sealing.fingerprint(json.dumps(other, sort_keys=True, separators=(",", ":")).encode())
        return read_slots(json.dumps(other).encode())

    changed("edition", plain["edition"]).open(Secret(TYPED))
    for name, value in (
        ("workspace", "0" * 32),
        ("mark", "1" * 32),
        ("cost", {"memory": 32, "passes": 1, "lanes": 1}),
        ("kind", "keyring"),
    ):
        with pytest.raises((NoSlotFits, SlotsDamaged)):
            changed(name, value).open(Secret(TYPED))
    with pytest.raises(SlotsDamaged):
        changed("cost", {"memory": 1 << 30, "passes": 3, "lanes": 4})


def test_the_second_copy_steps_in_and_is_put_back(tmp_path: Path) -> None:
    place = tmp_path / "register.outreach"
    create_workspace(place, secret=Secret(TYPED), cost=CHEAP).close()
    copy, keys = copied_keys_file(slots_of(place).workspace), keys_file(place)
    good = keys.read_bytes()
    assert copy.read_bytes() == good
    for harm in (keys.unlink, lambda: keys.write_bytes(b"half")):
        harm()
        open_workspace(place, secret=Secret(TYPED)).close()
        assert keys.read_bytes() == good
    copy.unlink()
    open_workspace(place, secret=Secret(TYPED)).close()
    assert copy.read_bytes() == good


def test_an_older_copy_never_takes_the_place_of_a_newer_one(tmp_path: Path) -> None:
    place = tmp_path / "register.outreach"
    database = create_workspace(place, secret=Secret(TYPED), cost=CHEAP)
    old = keys_file(place).read_bytes()
    database.change_slots(
        lambda slots, key: slots.with_passphrase(key, Secret("ny fras i dag"), CHEAP), proof=Secret("ny fras i dag")
    )
    database.close()
    copy = copied_keys_file(slots_of(place).workspace)
    copy.write_bytes(old)
    open_workspace(place, secret=Secret("ny fras i dag")).close()
    assert copy.read_bytes() == keys_file(place).read_bytes() != old


def test_a_plain_file_with_keys_beside_it_is_not_opened(sqlite_path: Path, locked_once: Path) -> None:
    shutil.copy(keys_file(locked_once), keys_file(sqlite_path))
    with pytest.raises(NotEncrypted):
        open_workspace(sqlite_path, secret=Secret(TYPED))
    keys_file(sqlite_path).unlink()
    open_workspace(sqlite_path).close()


def test_the_usual_cost_is_what_the_house_promises() -> None:
    assert (USUAL_COST.memory, USUAL_COST.passes, USUAL_COST.lanes) == (64 * 1024, 3, 4)
    key = sealing.random_key()
    slots = new_slots(bytes(16)).with_passphrase(key, Secret(TYPED))
    assert read_slots(slots.to_bytes()).open(Secret(TYPED)) == key
    assert slots.slot(SlotKind.PASSPHRASE).cost == USUAL_COST  # type: ignore[union-attr]


def test_what_is_sealed_opens_with_its_key_and_its_words_alone() -> None:
    key = sealing.random_key()
    sealer, other = Sealer(key), Sealer(sealing.random_key())
    sealed = sealer.seal(b"Kanarie", "draft")
    assert sealer.unseal(sealed, "draft") == b"Kanarie"
    assert b"Kanarie" not in sealed
    assert sealer.seal(b"Kanarie", "draft") != sealed
    for broken, about in (
        (sealed, "another"),
        (sealed[:-1], "draft"),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), "draft"),
        (b"", "draft"),
    ):
        with pytest.raises(SealBroken):
            sealer.unseal(broken, about)
    with pytest.raises(SealBroken):
        other.unseal(sealed, "draft")
    sealer.wipe()
    with pytest.raises(SealBroken):
        sealer.unseal(sealed, "draft")


def test_hkdf_is_that_of_the_standard() -> None:
    """Against the library's own HKDF-SHA256 (RFC 5869) with the empty salt."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytes(range(32))
    assert bytes(sealing.sub_key(key, "x")) == HKDF(SHA256(), 32, None, b"outreach 1 x").derive(key)
