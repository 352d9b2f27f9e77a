"""The audit log: who took what out of the register, or looked at much of it, as a chain in which each line seals the one before.

A line tells the deed, when, who of the unit and on which device, with ids and counts; never whom it was about by name, for the log
itself is read by others and kept longer (reference/reliability.md, G13). A chain of hashes does not keep anybody from changing
the file; it says which line was touched. The number and hash of the last line (`Head`) lie apart and in every backup, so that a log
whose end was cut off is noticed too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from outreach.domain.personal_numbers import masked
from outreach.language import N_, NN_, Language

#: What the first line of a log stands upon.
GENESIS = "0" * 64
#: The longest text in a detail: a reference, a format, a reason.
_LONGEST = 200
_ADDRESS = re.compile(r"[^\s,;:<>()\"]+@[^\s,;:<>()\"]+")
#: An id, or the hexadecimal digits of a hash (SHA-256 and longer ones).
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64,128}")
_PHONE = re.compile(r"(?<!\d)(?:\+|0)\d(?:[\s()/-]?\d){6,14}(?!\d)")

#: The deeds and their words. A deed that is not among them is shown as it is.
DEED_LABELS = {
    "export": N_("Export"),
    "print": N_("Printed list"),
    "extract": N_("Extract for one person"),
    "erase": N_("Erasure"),
    "anonymise": N_("Anonymisation"),
    "refuse_erasure": N_("Erasure refused"),
    "dispose": N_("Disposal"),
    "approve_disposal": N_("Disposal approved"),
    "dispose_audit": N_("Disposal of old lines of this log"),
    "release": N_("Release of public documents"),
    "bulk_view": N_("Long list shown"),
    "backup": N_("Backup"),
    "restore": N_("Restored from a backup"),
    "package_export": N_("Package for other municipalities"),
    "exchange": N_("Exchange with another laptop"),
    "exchange_code": N_("Exchange code changed"),
    "keys": N_("Keys changed"),
    "protected_view": N_("Protected person shown"),
    "lost_device": N_("Lost computer"),
    "revoke_device": N_("Computer shut out"),
    "roles": N_("Handlers of protected persons changed"),
    "mail": N_("Messages to many"),
}

#: The deed of the line that stands for lines which were disposed of.
BRIDGE = "dispose_audit"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line. `number` counts from 1 without gaps; `previous` is the hash of the line before; `hash` seals all of this one."""

    number: int
    at: datetime
    who: str
    device: str
    deed: str
    detail: dict[str, Any]
    previous: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: the number and hash of its last line. (0, GENESIS) for an empty one."""

    number: int = 0
    hash: str = GENESIS

    def written(self) -> str:
        """Return it as it is kept."""
        return f"{self.number}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """Read what `written` gave; an empty text is an empty log. Raises ValueError."""
        number, _, digest = text.partition(":")
        return cls(int(number), digest) if text else cls()


@dataclass(frozen=True, slots=True)
class AuditState:
    """What a look at the whole log found: `broken` is the first number at which it is not as it was written, else None.

    `compared`: with how many ends that are kept elsewhere. With none, a log that was cut or written anew to its end looks whole.
    """

    lines: int
    head: Head
    broken: int | None = None
    why: str = ""
    compared: int = 0

    @property
    def is_sound(self) -> bool:
        """Say whether every line stands as it was written."""
        return self.broken is None


CHANGED = N_("the line is not as it was written")
REMOVED = N_("the line is missing")
ADDED = N_("the line was put in later")
CUT = N_("the end of the log is missing")
ANEW = N_("this line, or one before it, is not as a backup keeps it")


ENDS = NN_("Its end was held against that in {n} backup.", "Its end was held against those in {n} backups.")
ALONE = N_(
    "There is no backup whose end it could be held against: a log that was cut at its end, or written anew, would look like this."
)


def compared_with(state: AuditState, language: Language) -> str:
    """Say against what the end of a log was held, or that it could not be."""
    return language.count(ENDS, state.compared) if state.compared else language.say(ALONE)


def sealed(line: AuditLine) -> AuditLine:
    """Return a line with its hash: SHA-256 over all its other fields in one fixed form."""
    told = [line.previous, line.number, _instant(line.at), line.who, line.device, line.deed, line.detail]
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return replace(line, hash=hashlib.sha256(text.encode()).hexdigest())


def plain_detail(detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return a detail as it is kept: ids, counts and short words. Addresses and telephone numbers in a text are taken out."""
    return {name: _plain(value) for name, value in sorted(detail.items()) if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return plain_detail({str(name): one for name, one in value.items()})
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(one) for one in value]
    if _ID.fullmatch(str(value)):
        # Two ids of a hundred, and more hashes, hold digits that could be a telephone number.
        return str(value)
    text = _PHONE.sub("…", _ADDRESS.sub("…", masked(str(value))))
    return text[:_LONGEST]


def _instant(at: datetime) -> str:
    # Databases keep whole microseconds; the zone is always ours to say.
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def looked_through(lines: Iterable[AuditLine], kept: Head | None, others: Iterable[Head] = ()) -> AuditState:
    """Look at a whole log, its lines in the order of their numbers.

    `kept`: the head as it lies apart (None: nothing was ever written). `others`: heads of backups; the log must hold them still.
    """
    walk = _Walk()
    for line in lines:
        walk.step(line)
        if walk.broken is not None:
            break
    if walk.broken is None:
        walk.bridged()
    if walk.broken is None:
        walk.compare_end(kept or Head())
    # The earliest first: what it says is where the log was left.
    ends = sorted(set(others), key=lambda one: one.number)
    for head in ends:
        if walk.broken is None:
            walk.compare(head)
    why = walk.why if walk.broken is not None else ""
    return AuditState(walk.count, Head(walk.last, walk.hash), walk.broken, why, len(ends))


class _Walk:
    """One walk along a chain: where it is, what it has seen, and the first number that is wrong."""

    def __init__(self) -> None:
        self.count = 0
        self.last, self.hash = 0, GENESIS
        self.broken: int | None = None
        self.why = ""
        self._first: AuditLine | None = None
        self._bridges: set[tuple[int, str]] = set()
        self._hashes: dict[int, str] = {0: GENESIS}

    def step(self, line: AuditLine) -> None:
        """Take the next line in."""
        if self._first is None:
            self._first = line
            if line.number > 1:
                # What was before it was disposed of, if a bridge says so; `bridged` asks.
                self.last, self.hash = line.number - 1, line.previous
        if line.number <= self.last:
            return self._break(line.number, ADDED)
        if line.number > self.last + 1:
            return self._break(self.last + 1, REMOVED)
        if sealed(line).hash != line.hash:
            return self._break(line.number, CHANGED)
        if line.previous != self.hash:
            # This line is whole and stands upon another one than ours: ours was written anew.
            return self._break(max(1, line.number - 1), CHANGED)
        if line.deed == BRIDGE:
            self._bridges.add((int(line.detail.get("up_to", 0)), str(line.detail.get("hash", ""))))
        self.last, self.hash = line.number, line.hash
        self._hashes[line.number] = line.hash
        self.count += 1
        return None

    def bridged(self) -> None:
        """Break where the first line stands upon lines that no bridge tells of."""
        first = self._first
        if first is None:
            return
        stands_on = (first.number - 1, first.previous)
        if stands_on != (0, GENESIS) and stands_on not in self._bridges:
            self._break(first.number - 1 if first.number > 1 else 1, REMOVED if first.number > 1 else CHANGED)

    def compare_end(self, kept: Head) -> None:
        """Break where the log ends elsewhere than the kept head says."""
        if self.last < kept.number:
            self._break(self.last + 1, CUT)
        elif self.last > kept.number:
            self._break(kept.number + 1, ADDED)
        elif self.hash != kept.hash:
            self._break(self.last, CHANGED)

    def compare(self, head: Head) -> None:
        """Break where a line that a backup holds the hash of is another one now. Disposed ones are passed over."""
        if head.number > self.last:
            self._break(self.last + 1, CUT)
        elif self._hashes.get(head.number, head.hash) != head.hash:
            self._break(head.number, ANEW)

    def _break(self, number: int, why: str) -> None:
        self.broken, self.why = number, why
