"""Everything that can go wrong without being a bug. `explain.py` turns each into a title, a sentence and a next step.

OutreachError
├── WorkspaceError            path
│   ├── NotAWorkspace         the file is something else
│   ├── WorkspaceMissing      there is no such file
│   ├── WorkspaceExists       `new` would overwrite
│   ├── WorkspaceTooNew       written by a later version
│   ├── WorkspaceInUse        another process writes; holder
│   ├── WorkspaceReadOnly     folder or file cannot be written
│   ├── WorkspaceDamaged      detail
│   ├── WorkspaceUnreachable  a server that does not answer
│   ├── WorkspaceRefused      a server that answers, and lets nobody in; words
│   ├── WorkspaceBehind       a shared one that its owner must bring up to date
│   ├── ServerPasswordWanted  a server that asks for the password of the login
│   │   └── ServerPasswordRefused  the password does not fit
│   ├── WorkspaceLocked       encrypted, and no passphrase was given
│   ├── WrongPassphrase       neither passphrase nor recovery code fits
│   ├── KeysMissing           the file with the key slots is gone or damaged
│   ├── NotEncrypted          it should be encrypted and is not
│   ├── UnsafePlace           a network or cloud folder; place
│   └── UnsafeSqlite          version with the WAL-reset bug
├── BackupUnusable            path, reason: a backup that cannot be restored
├── SealedUnreadable          path, count: conversations of a locked booth that nobody can open
├── TooMuchRemoved            count, known: more than a tenth, or 25 people, would go
├── Restricted                a person whose data may not be touched or used
├── ReasonNeeded              count: many people would leave the program, and nobody said what for
├── DiskFull                  path, drive, missing
├── DiskFault                 path: the disk gave an error while something was written
├── ChangedBySomeoneElse      kind, record: a stale version was saved
│   └── SameFieldChanged      fields, who: both changed the same field to different values
├── NotFound                  what
├── Ambiguous                 what, candidates
├── StillInUse                what; count
├── AppendOnly                kind: a talk or disclosure that may only grow
├── HoldsInformation          kind: what everybody is to be told hangs on it
├── NameStillThere            count: a masked paper that names somebody, so that it was not written
├── InvalidInput              field, reason: a value that a record cannot have
├── NothingToUndo
├── BadFile                   path, reason
│   ├── UnknownFormat
│   ├── FileTooLarge          size, limit
│   └── NotAFile              a directory or a device
├── CannotWrite               path, reason
├── TypefaceMissing           typeface, cut: the font package is not installed
├── NotSetUp                  what: no server was named in the preferences
├── ExtraMissing              what, command: an extra is not installed
├── NoKeyRing                 the system has no place for passwords
├── PasswordWanted            account: no password is known for it
├── AlreadySending            another window or computer sends the same letters
├── AlreadyPublishing         another window or computer works on the same calendar
├── ServerError               server
│   ├── ServerUnreachable     it does not answer; reason
│   ├── CertificateRefused    it cannot prove who it is; reason
│   ├── NoEncryption          it offers no TLS
│   ├── WrongPassword         user name or password refused; words
│   ├── SenderRefused         it does not take letters from this sender; words
│   ├── ServerBusy            it asks us to wait; words
│   ├── ServerSaidNo          any other refusal; words
│   ├── PlaceMissing          place: no such folder or calendar there
│   └── LineCut               the connection broke
└── Cancelled                 the officer stopped it
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from outreach.domain.joining import Clash
from outreach.domain.record import Kind, Record


class OutreachError(Exception):
    """A known error. Its attributes are what the sentence shows; never personal data."""

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))
        self.facts = facts


class WorkspaceError(OutreachError):
    """Something about the workspace file at `path`."""

    def __init__(self, path: Path | str, **facts: object) -> None:
        super().__init__(path=str(path), **facts)


class NotAWorkspace(WorkspaceError):
    """The file exists and is something else."""


class WorkspaceMissing(WorkspaceError):
    """There is no such file."""


class WorkspaceExists(WorkspaceError):
    """A new workspace would overwrite a file."""


class WorkspaceTooNew(WorkspaceError):
    """A later version of Outreach wrote it; it is left untouched."""


class WorkspaceInUse(WorkspaceError):
    """Another process has it open for writing."""

    def __init__(self, path: Path | str, holder: str) -> None:
        super().__init__(path, holder=holder)


class WorkspaceReadOnly(WorkspaceError):
    """The file or its folder cannot be written."""


class WorkspaceDamaged(WorkspaceError):
    """The file is damaged."""

    def __init__(self, path: Path | str, detail: str) -> None:
        super().__init__(path, detail=detail)


class WorkspaceUnreachable(WorkspaceError):
    """The server of a shared workspace does not answer."""


class WorkspaceRefused(WorkspaceError):
    """The server of a shared workspace answers and lets this login not in: no such database, or no right to it.

    `words` are the server's own.
    """

    def __init__(self, path: Path | str, words: str = "") -> None:
        super().__init__(path, words=words)


class WorkspaceBehind(WorkspaceError):
    """A shared workspace of an earlier version; only the owner of its tables may bring it up to date."""


class ServerPasswordWanted(WorkspaceError):
    """The server of a shared workspace asks for the password of the login, and none is known."""


class ServerPasswordRefused(ServerPasswordWanted):
    """The server of a shared workspace does not take the password of the login."""


class WorkspaceLocked(WorkspaceError):
    """The workspace is encrypted, and nobody said the passphrase."""


class WrongPassphrase(WorkspaceError):
    """What was typed opens no key slot of the workspace. The file itself is sound."""


class KeysMissing(WorkspaceError):
    """The workspace is encrypted and the file with its key slots is gone, or cannot be read."""


class NotEncrypted(WorkspaceError):
    """The workspace should be encrypted by its key slots and lies there in plain text."""


class UnsafePlace(WorkspaceError):
    """A live workspace would lie in a network or cloud folder, where files break or come twice. `place`: what kind."""

    def __init__(self, path: Path | str, place: str) -> None:
        super().__init__(path, place=place)


class BackupUnusable(OutreachError):
    """A backup that cannot be restored: damaged, not one, or of another workspace. `reason` is a catalogue text."""

    def __init__(self, path: Path | str, reason: str = "") -> None:
        super().__init__(path=str(path), reason=reason)
        self.reason = reason


class SealedUnreadable(OutreachError):
    """`count` lines of what was logged while the register was locked cannot be opened; their file stays beside it as `path`."""

    def __init__(self, path: Path | str, count: int) -> None:
        super().__init__(path=str(path), count=count)


class TooMuchRemoved(OutreachError):
    """An action would remove more than a tenth of the records of a kind, or more than 25 people; it wants to be told twice."""

    def __init__(self, count: int, known: int) -> None:
        super().__init__(count=count, known=known)


class Restricted(OutreachError):
    """The person asked that the data are not used (GDPR articles 18 and 21); only extracts and lifting it are possible."""


class ReasonNeeded(OutreachError):
    """Many people would leave the program, and nobody said what for. `found` is what the window asks about, and then goes on."""

    def __init__(self, count: int, found: Any = None) -> None:
        super().__init__(count=count)
        self.found = found


class UnsafeSqlite(OutreachError):
    """The SQLite in use has a known bug that loses data (WAL reset, fixed in 3.51.3)."""

    def __init__(self, version: str) -> None:
        super().__init__(version=version)


class DiskFull(OutreachError):
    """There is no room left where `path` lies. `drive` is the disk; `missing` how many bytes must be made free at least.

    `relieved`: a reserve was let go, so that the next try has a little room.
    """

    def __init__(self, path: Path | str, drive: str = "", missing: int = 0, *, relieved: bool = False) -> None:
        super().__init__(path=str(path), drive=drive, missing=missing)
        self.path = str(path)
        self.relieved = relieved


class DiskFault(OutreachError):
    """The disk where `path` lies gave an error while something was written; what lies on it is not known to be damaged."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path=str(path))


class ChangedBySomeoneElse(OutreachError):
    """The record was saved by somebody else since it was read."""

    def __init__(self, kind: Kind, record: UUID) -> None:
        super().__init__(kind=kind.value, record=str(record))


class SameFieldChanged(ChangedBySomeoneElse):
    """Somebody else gave the same fields other values since the record was read.

    `joined` is the record as it stands, with what I changed and nobody else; `clashes` are the fields that both changed, with both
    values and the other one's name. There `joined` has theirs.
    """

    def __init__(self, kind: Kind, record: UUID, joined: Record, clashes: tuple[Clash, ...]) -> None:
        super().__init__(kind, record)
        self.joined = joined
        self.clashes = clashes
        self.facts |= {"count": len(clashes), "who": next((one.who for one in clashes if one.who), "")}


class NotFound(OutreachError):
    """Nothing is known by that id or name."""

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class Ambiguous(OutreachError):
    """Several records fit; `candidates` names a few."""

    def __init__(self, what: str, candidates: Sequence[str]) -> None:
        super().__init__(what=what, candidates=", ".join(candidates))


class StillInUse(OutreachError):
    """The record is needed by others and cannot be removed alone."""

    def __init__(self, what: str, count: int) -> None:
        super().__init__(what=what, count=count)


class AppendOnly(OutreachError):
    """The record may no longer be edited or removed: its tender is advertised, or what was said has been published."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind=kind.value)


class HoldsInformation(OutreachError):
    """The record cannot be removed: new information that everybody shall get came out of it."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind=kind.value)


class NameStillThere(OutreachError):
    """A paper that was to have its names masked still holds some; it was not written. `count`: how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count=count)


class InvalidInput(OutreachError):
    """A value that a record cannot have. `field` and `reason` are catalogue texts; `values` fill the reason."""

    def __init__(self, field: str, reason: str, **values: object) -> None:
        super().__init__(field=field, reason=reason)
        self.field = field
        self.reason = reason
        self.values = values


class NothingToUndo(OutreachError):
    """No action is left to take back, or the named one cannot be."""


class BadFile(OutreachError):
    """A file that cannot be read as a whole. `reason` is a catalogue text; `values` fill it."""

    def __init__(self, path: Path | str, reason: str = "", **values: object) -> None:
        super().__init__(path=str(path), reason=reason)
        self.path = str(path)
        self.reason = reason
        self.values = values


class UnknownFormat(BadFile):
    """No reader knows this kind of file."""


class FileTooLarge(BadFile):
    """Larger than any honest file of its kind; not even opened. Sizes are in bytes."""

    def __init__(self, path: Path | str, size: int, limit: int) -> None:
        super().__init__(path)
        self.facts |= {"size": size, "limit": limit}


class NotAFile(BadFile):
    """A directory, a device or a socket where a file was expected."""


class CannotWrite(OutreachError):
    """A file could not be written; `reason` is the system's own short text."""

    def __init__(self, path: Path | str, reason: str = "") -> None:
        super().__init__(path=str(path), reason=reason)


class TypefaceMissing(OutreachError):
    """The typeface that print embeds is not installed, or one of its files is damaged."""

    def __init__(self, typeface: str, cut: str) -> None:
        super().__init__(typeface=typeface, cut=cut)


class NotSetUp(OutreachError):
    """Nobody has said yet which server to use. `what` is a catalogue text."""

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class ExtraMissing(OutreachError):
    """Something that is installed on wish only is not there. `what` is a catalogue text, `command` what installs it."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(what=what, command=command)


class NoKeyRing(OutreachError):
    """The system offers no place where passwords are kept."""


class PasswordWanted(OutreachError):
    """No password is known for an account ("user@server")."""

    def __init__(self, account: str) -> None:
        super().__init__(account=account)


class AlreadySending(OutreachError):
    """The letters of this workspace are being sent, by another window or another computer."""


class AlreadyPublishing(OutreachError):
    """The calendar on the server is being worked on, by another window or another computer."""


class ServerError(OutreachError):
    """Something about a server. `words` are the server's own, shortened; they may name what it refused."""

    def __init__(self, server: str, words: str = "", **facts: object) -> None:
        super().__init__(server=server, words=words, **facts)
        self.words = words


class ServerUnreachable(ServerError):
    """The server does not answer, or there is no such name."""


class CertificateRefused(ServerError):
    """The server's certificate does not prove that it is the named one."""


class NoEncryption(ServerError):
    """The server offers no TLS, and nothing is said to it in the open."""


class WrongPassword(ServerError):
    """The server refuses user name and password, or has no way to take them."""


class SenderRefused(ServerError):
    """The server takes no letters from this sender."""


class ServerBusy(ServerError):
    """The server asks us to come back later."""


class ServerSaidNo(ServerError):
    """The server refused, for a reason of its own."""


class PlaceMissing(ServerError):
    """The named folder or calendar is not on the server."""

    def __init__(self, server: str, place: str) -> None:
        super().__init__(server, place=place)


class LineCut(ServerError):
    """The connection broke in the middle."""


class Cancelled(OutreachError):
    """The officer stopped it; nothing was kept."""
