"""Putting a backup in the place of a workspace: unpacked aside, compared, brought up to date, and only then swapped in whole.

The file that was there stays under another name, with its keys and its log; nothing is ever erased here. Whatever cuts the work
short leaves the old workspace or the new one under its name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from outreach.domain.invitation import Delivery, Invitation, Way
from outreach.domain.record import Kind
from outreach.domain.secret import Secret, wipe
from outreach.errors import BackupUnusable
from outreach.language import N_
from outreach.storage import backup_file, backups, encryption, sealed_places
from outreach.storage.backup_file import Manifest, Report
from outreach.storage.dump import Dump
from outreach.storage.engine import sqlite_engine
from outreach.storage.faults import known_faults
from outreach.storage.key_slots import NoSlotFits, SlotsDamaged, read_slots
from outreach.storage.private_files import flush_folder, require_in_one_file, write_private
from outreach.storage.work import View, Work

NOT_SEALED = N_("it is not encrypted and the workspace is. Restore it to a file of its own instead.")

#: Why a letter that waited in the backup is not sent by itself: it may have gone after the backup was made.
MAY_HAVE_GONE = N_("A backup was restored; the letter may have been sent after it was made.")


@dataclass(frozen=True, slots=True)
class Compared:
    """What restoring would do to the records of a kind: those that go, those that change back, those that come back."""

    kind: Kind
    known: int
    gone: tuple[UUID, ...]
    changed: tuple[UUID, ...]
    back: tuple[UUID, ...]


@contextmanager
def unpacked(backup: Path, beside: Path, secret: Secret | None, report: Report | None = None) -> Iterator[tuple[Path, Manifest]]:
    """Lay a backup out, compared to the last row, in a private folder beside `beside` that is gone afterwards.

    Raises BackupUnusable, WorkspaceLocked, WrongPassphrase (for the one that was valid when it was made), DiskFull.
    """
    with known_faults(str(beside)):
        beside.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=beside.parent, prefix=f".{beside.name[:20]}.restoring."))
        try:
            path = folder / beside.name
            manifest = backup_file.unpack(backup, path, report)
            keys = backup_file.read_keys(backup)
            if keys is not None:
                keys = _present_slots(beside, keys, secret) or keys
                write_private(encryption.keys_file(path), keys, lambda _: None)
            unlocked = encryption.unlock(path, secret)
            try:
                engine = sqlite_engine(path, unlocked)
                backups.compare(engine, backup, Dump(manifest.dump, manifest.counts), report)
            finally:
                if unlocked is not None:
                    unlocked.wipe()
            yield path, manifest
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _present_slots(beside: Path, keys: bytes, secret: Secret | None) -> bytes | None:
    """Return the slots of the present workspace where they are newer than a backup's, of the same data key, and open with `secret`.

    A passphrase that was changed because somebody knew it does not come back with an old backup. What was typed opens the
    restored workspace in either case.
    """
    try:
        present, then = encryption.read_file(encryption.keys_file(beside)), read_slots(keys)
        if secret is None or present.mark != then.mark or present.edition <= then.edition:
            return None
        wipe(present.open(secret))
    except (OSError, SlotsDamaged, NoSlotFits):
        return None
    return present.to_bytes()


def compare(now: View, then: View) -> list[Compared]:
    """Return, for each kind, what would go, change back and come back if `then` took the place of `now`."""
    found = []
    for kind in Kind:
        here, there = _versions(now, kind), _versions(then, kind)
        found.append(
            Compared(
                kind,
                len(here),
                tuple(one for one in here if one not in there),
                tuple(one for one, version in here.items() if there.get(one, version) != version),
                tuple(one for one in there if one not in here),
            )
        )
    return found


def _versions(view: View, kind: Kind) -> dict[UUID, int]:
    c = view.store(kind).table.c
    from sqlalchemy import select

    return {row[0]: row[1] for row in view.connection.execute(select(c.id, c.version).order_by(c.row))}


def hold_letters(work: Work, sent: frozenset[UUID]) -> int:
    """Keep letters that waited in a backup from going out a second time, and return how many are left for an officer to settle.

    `sent` are those that the replaced workspace knows as handed over. Of the others nobody knows (services/outbox.py).
    """
    waiting = _waiting(work)
    for one in waiting:
        went = one.id in sent
        delivery = Delivery.SENT if went else Delivery.UNCLEAR
        problem = "" if went else MAY_HAVE_GONE
        work.save(Kind.INVITATION, replace(one, delivery=delivery, problem=problem, sent=work.now if went else one.sent))
    work.drop_outgoing([one.id for one in waiting if one.id in sent])
    return sum(one.id not in sent for one in waiting)


def waiting_letters(view: View) -> list[UUID]:
    """Return the letters that wait to be sent."""
    return [one.id for one in _waiting(view)]


def _waiting(view: View) -> list[Invitation]:
    return [one for one in view.invitations.with_delivery([Delivery.PREPARED]) if one.way is Way.SMTP]


def sent_letters(view: View) -> frozenset[UUID]:
    """Return the letters that a workspace knows as handed over."""
    return frozenset(one.id for one in view.invitations.with_delivery([Delivery.SENT]))


def require_as_secret(backup: Path, manifest: Manifest, target: Path) -> None:
    """Raise BackupUnusable when a plain backup would take the place of an encrypted workspace."""
    if not manifest.encrypted and (encryption.keys_file(target).exists() or sealed_places.knows(target)):
        raise BackupUnusable(backup, NOT_SEALED)


def kept_name(target: Path, what: str, at: datetime) -> Path:
    """Return the name under which the file that stood at `target` stays: "register.replaced-2026-11-24T090000.outreach"."""
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%S}"
    for number in range(1, 1000):
        more = "" if number == 1 else f"-{number}"
        path = target.with_name(f"{target.stem}.{what}-{stamp}{more}{target.suffix}")
        if not path.exists():
            return path
    raise FileExistsError(target)


def put_in_place(restored: Path, target: Path, kept: Path) -> None:
    """Let a restored workspace take its place; what stood there stays as `kept`, with its log and keys. Raises OSError.

    Nobody may have either open. The name `target` always stands for a whole file: the old one gets its second name first.
    """
    keys, own_keys = encryption.keys_file(target), encryption.keys_file(restored)
    require_in_one_file(restored)
    backups.flush(restored)
    if target.exists():
        _second_name(target, kept)
        if keys.exists():
            _second_name(keys, encryption.keys_file(kept))
        # A log of the old file beside the new one would be played into it.
        for suffix in ("-wal", "-shm"):
            log = Path(f"{target}{suffix}")
            if log.exists():
                log.replace(f"{kept}{suffix}")
        flush_folder(target.parent)
    if own_keys.exists():
        own_keys.replace(keys)
    restored.replace(target)
    flush_folder(target.parent)


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:
        # A disk without links (a stick): a whole copy, on the disk before the first is replaced.
        shutil.copyfile(path, other)
        with contextlib.suppress(OSError):
            other.chmod(0o600)
        backups.flush(other)
