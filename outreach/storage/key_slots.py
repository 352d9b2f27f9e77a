"""The key file `NAME.outreach.keys`: the random data key of a workspace, wrapped once for each way of opening it.

A slot is the data key sealed (AES-256-GCM) under a key that a passphrase, the printed recovery code or the key ring makes; the
workspace's id, its mark and the slot's own terms are sealed along, so that no slot can be moved or weakened. A change of
passphrase rewrites a slot, never the database.

The file tells four things apart that SQLCipher cannot: its `check` (SHA-256) tells a damaged key file, a slot that does not open
a wrong passphrase, its `mac` (HMAC under the data key) a forged key file; what is left is a damaged database.

`mark` are the first 16 bytes of the database that it belongs to, its salt: they stay for the database's life, and every copy by
VACUUM INTO has them too. They say which key file is whose, also when a change of keys was cut in the middle.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from outreach.domain.recovery_code import NoRecoveryCode, RecoveryCode, read_recovery_code
from outreach.domain.secret import Origin, Secret, wipe
from outreach.storage import sealing
from outreach.storage.sealing import Cost, SealBroken

FORMAT = "outreach keys 1"
#: A key file holds three slots; more than this is no key file.
LARGEST = 64 * 1024


class SlotKind(StrEnum):
    """The ways of opening a workspace."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way
    RECOVERY = "recovery"
    RING = "keyring"


class SlotsDamaged(ValueError):
    """A key file that cannot be read, or that somebody changed."""


class NoSlotFits(ValueError):
    """What was typed opens none of the slots."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped for one way of opening. `made` is when; `cost` counts for the passphrase alone."""

    kind: SlotKind
    salt: bytes
    sealed: bytes
    made: datetime
    cost: Cost | None = None

    def terms(self) -> dict[str, Any]:
        """Return what the slot says of itself, without the wrapped key."""
        cost = {"memory": self.cost.memory, "passes": self.cost.passes, "lanes": self.cost.lanes} if self.cost else None
        return {"kind": self.kind.value, "salt": _text(self.salt), "made": self.made.isoformat(), "cost": cost}


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The slots of one workspace. `edition` grows with each change: the higher one of two copies is the newer."""

    workspace: UUID
    mark: bytes
    slots: tuple[Slot, ...] = ()
    edition: int = 1
    mac: str = field(default="", compare=False)

    def kinds(self) -> frozenset[SlotKind]:
        """Return the ways in which the workspace opens."""
        return frozenset(slot.kind for slot in self.slots)

    def slot(self, kind: SlotKind) -> Slot | None:
        """Return the slot of a kind, when there is one."""
        return next((slot for slot in self.slots if slot.kind is kind), None)

    # Opening ---------------------------------------------------------------------------------------------------------

    def open(self, secret: Secret) -> bytearray:
        """Return the data key. Raises NoSlotFits, and SlotsDamaged when the slots were forged."""
        # The passphrase last: it alone takes time.
        for slot in sorted(self.slots, key=lambda one: one.kind is SlotKind.PASSPHRASE):
            wrapping = _wrapping_key(slot, secret)
            if wrapping is None:
                continue
            try:
                key = bytearray(sealing.unseal(wrapping, slot.sealed, self._about(slot)))
            except SealBroken:
                continue
            finally:
                wipe(wrapping)
            self.require_genuine(key)
            return key
        raise NoSlotFits

    def require_genuine(self, key: bytearray) -> None:
        """Raise SlotsDamaged unless who wrote the file had the data key."""
        if not hmac.compare_digest(self._mac(key), self.mac):
            raise SlotsDamaged

    # Changing --------------------------------------------------------------------------------------------------------

    def with_passphrase(
        self, key: bytearray, secret: Secret, cost: Cost = sealing.USUAL_COST, at: datetime | None = None
    ) -> KeySlots:
        """Return the slots with another passphrase."""
        slot = Slot(SlotKind.PASSPHRASE, os.urandom(16), b"", _now(at), cost)
        return self._with(key, sealing.stretched(secret.kept, slot.salt, cost), slot)

    def with_recovery(self, key: bytearray, code: RecoveryCode, at: datetime | None = None) -> KeySlots:
        """Return the slots with another recovery code. Its 160 random bits need no stretching."""
        slot = Slot(SlotKind.RECOVERY, os.urandom(16), b"", _now(at))
        return self._with(key, _from_random(code.bits, slot), slot)

    def with_ring(self, key: bytearray, secret: Secret, at: datetime | None = None) -> KeySlots:
        """Return the slots with one for the random secret that the key ring keeps."""
        slot = Slot(SlotKind.RING, os.urandom(16), b"", _now(at))
        return self._with(key, _from_random(secret.kept, slot), slot)

    def without(self, kind: SlotKind, key: bytearray) -> KeySlots:
        """Return the slots without those of a kind."""
        left = tuple(slot for slot in self.slots if slot.kind is not kind)
        return replace(self, slots=left, edition=self.edition + 1)._genuine(key)

    def _with(self, key: bytearray, wrapping: bytearray, slot: Slot) -> KeySlots:
        made = replace(slot, sealed=sealing.seal(wrapping, key, self._about(slot)))
        wipe(wrapping)
        others = tuple(one for one in self.slots if one.kind is not slot.kind)
        # The passphrase first: that is what is typed on most days.
        ordered = sorted((*others, made), key=lambda one: list(SlotKind).index(one.kind))
        return replace(self, slots=tuple(ordered), edition=self.edition + 1)._genuine(key)

    def _genuine(self, key: bytearray) -> KeySlots:
        return replace(self, mac=self._mac(key))

    # Reading and writing ---------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """Return the key file."""
        plain = self._plain()
        check = sealing.fingerprint(_canonical(plain | {"mac": self.mac}))
        return json.dumps(plain | {"mac": self.mac, "check": check}, indent=1).encode()

    def _plain(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "workspace": self.workspace.hex,
            "mark": self.mark.hex(),
            "edition": self.edition,
            "slots": [slot.terms() | {"sealed": _text(slot.sealed)} for slot in self.slots],
        }

    def _mac(self, key: bytearray) -> str:
        signing = sealing.sub_key(key, "key slots")
        try:
            return sealing.signed(signing, _canonical(self._plain()))
        finally:
            wipe(signing)

    def _about(self, slot: Slot) -> bytes:
        return sealing.mixed(FORMAT.encode(), self.workspace.bytes, self.mark, _canonical(slot.terms()))


def new_slots(mark: bytes, workspace: UUID | None = None, edition: int = 0) -> KeySlots:
    """Return slots of a workspace without a way in yet."""
    return KeySlots(workspace or uuid4(), mark, edition=edition)


def read_slots(data: bytes) -> KeySlots:
    """Read a key file. Raises SlotsDamaged."""
    try:
        plain = json.loads(data)
        check = plain.pop("check")
        if plain["format"] != FORMAT or sealing.fingerprint(_canonical(plain)) != check:
            raise SlotsDamaged
        slots = tuple(map(_slot, plain["slots"]))
        return KeySlots(UUID(plain["workspace"]), bytes.fromhex(plain["mark"]), slots, int(plain["edition"]), str(plain["mac"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SlotsDamaged from error


def _slot(plain: dict[str, Any]) -> Slot:
    cost = Cost(**plain["cost"]) if plain["cost"] else None
    if cost is not None and not cost.is_sane:
        raise SlotsDamaged
    made = datetime.fromisoformat(plain["made"])
    return Slot(SlotKind(plain["kind"]), _bytes(plain["salt"]), _bytes(plain["sealed"]), made, cost)


def _wrapping_key(slot: Slot, secret: Secret) -> bytearray | None:
    """Return the key that a secret makes for a slot; None when it is none of that kind."""
    if (slot.kind is SlotKind.RING) != (secret.origin is Origin.RING) or not secret:
        return None
    if slot.kind is SlotKind.RING:
        return _from_random(secret.kept, slot)
    if slot.kind is SlotKind.RECOVERY:
        try:
            return _from_random(read_recovery_code(secret.text()).bits, slot)
        except NoRecoveryCode:
            return None
    return sealing.stretched(secret.kept, slot.salt, slot.cost or sealing.USUAL_COST)


def _from_random(bits: bytes | bytearray, slot: Slot) -> bytearray:
    return sealing.sub_key(bytearray(slot.salt) + bits, slot.kind.value)


def _canonical(plain: object) -> bytes:
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _now(at: datetime | None) -> datetime:
    return at or datetime.now(UTC)


def newest(found: Iterable[KeySlots]) -> KeySlots | None:
    """Return the slots that were changed last."""
    return max(found, key=lambda slots: slots.edition, default=None)
