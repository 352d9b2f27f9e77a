"""How a workspace is protected at rest, as both doors tell it, and what stands on the page with the recovery code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from outreach.domain.recovery_code import RecoveryCode
from outreach.domain.unit import Unit
from outreach.language import N_

#: A reason for no encryption says something: fewer letters are no reason.
LEAST_REASON = 10

#: Said where a plain file was overwritten: what nobody can promise (reliability.md, 4.1).
NOT_PROMISED = N_(
    "The plain file was overwritten and removed. On a solid-state disk, and in the copies that a backup program or a cloud service"
    " made earlier, traces can remain; full-disk encryption by the system guards those."
)


#: Said where the backup under the new key could not be made.
NO_BACKUP = N_("No backup could be made under the new key. Make one before you remove those from before.")


@dataclass(frozen=True, slots=True)
class Protection:
    """The state of a workspace. The instants say when each way in was made, None where there is none.

    `because` is why it is not encrypted, in somebody's words. `plain_copies` are plain copies that still lie beside an
    encrypted one, `plain_backups` its backups from before it was.
    """

    encrypted: bool
    on_server: bool = False
    passphrase: datetime | None = None
    recovery: datetime | None = None
    ring: datetime | None = None
    ring_possible: bool = False
    because: str = ""
    plain_copies: tuple[Path, ...] = ()
    plain_backups: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoveryOffer:
    """A new recovery code that does not count yet: two of its groups (from 0) have to be typed back."""

    code: RecoveryCode
    asked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """What an exchange of keys did beside the workspace itself.

    `removed`: plain copies that were overwritten. `left`: files that could not be. `plain_backups`: backups from before, which
    anybody can read and which stay until somebody says so. `openable`: older backups that the key of
    before still opens. `recovery_gone`: the printed recovery code no longer opens; a new one has to be made. `backup`: the new
    backup under the new key; None when the disk took none, and then the plain copies stay.
    """

    removed: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    openable: tuple[Path, ...] = ()
    plain_backups: tuple[Path, ...] = ()
    recovery_gone: bool = False
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class RecoveryPaper:
    """What stands on the page: `workspace` is its file's name, `language` "sv" or "en"."""

    unit: Unit
    workspace: str
    groups: tuple[str, ...]
    printed: date
    language: str = "sv"
