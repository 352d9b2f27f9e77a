"""A folder that laptops exchange over: which files in it are change files, which are new, and why others are not read.

Nothing in it is believed but what the seal holds. A file that is half written, cut, renamed or doubled does no harm: it is named,
or it is one that is known already; when it is whole, the next exchange reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.travelling import Op, from_line
from outreach.errors import CannotWrite
from outreach.formats import change_file
from outreach.formats.change_file import Head
from outreach.language import N_

if TYPE_CHECKING:
    from outreach.storage.exchange_seals import ExchangeSeals
    from outreach.storage.exchange_series import SeriesFile

HALF = N_("It is half written or was changed. If it is still being copied, it will be read the next time.")
FOREIGN = N_("It belongs to laptops with another exchange code.")
LATER = N_("A later version of Outreach wrote it. Update this one.")
NO_CHANGES = N_("It is not a file of an exchange.")
UNREADABLE = N_("The file cannot be read: {why}.")
LARGE = N_("It is larger than any file of an exchange.")


@dataclass(frozen=True, slots=True)
class Read:
    """One file that could be read: whose it is, what that laptop is called, and its changes (none when it was known)."""

    head: Head
    laptop: str
    ops: tuple[Op, ...] = ()


@dataclass
class Found:
    """What lies in a folder. `files`: sound ones; `sound`: their hashes; `heads`: of all that are ours by their key, by name.

    `foreign`: the same of those under another code.
    """

    files: list[Read] = field(default_factory=list)
    new: list[Read] = field(default_factory=list)
    sound: set[str] = field(default_factory=set)
    foreign: dict[str, Head] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def ops(self) -> list[Op]:
        """Return the changes of the new files, in the order of the files."""
        return [op for one in self.new for op in one.ops]

    def marks(self) -> list[SeriesFile]:
        """Return what is to be kept of the new files, so that they are not read again."""
        from outreach.storage.exchange_series import SeriesFile

        heads = ((one.head, one.laptop) for one in self.new)
        return [SeriesFile(head.hash, head.device, head.edition, head.number, laptop) for head, laptop in heads]


class Folder:
    """One folder, looked through with one key."""

    def __init__(self, place: Path, seals: ExchangeSeals) -> None:
        self._place = place
        self._seals = seals

    def read(self, seen: Mapping[str, SeriesFile]) -> Found:
        """Look at every change file. `seen`: those that were taken in or written, by hash. Raises CannotWrite: no such folder."""
        found = Found()
        try:
            names = change_file.change_files(one.name for one in self._place.iterdir())
        except OSError as error:
            raise CannotWrite(self._place, error.strerror or "") from error
        for name in names:
            reason, why = self._read_one(name, seen, found)
            if reason:
                found.problems.append(Problem(0, reason, {"why": why} if why else {}, file=str(self._place / name)))
        found.new.sort(key=lambda one: (one.head.device, one.head.edition, one.head.number))
        return found

    def _read_one(self, name: str, seen: Mapping[str, SeriesFile], found: Found) -> tuple[str, str]:
        path = self._place / name
        try:
            if not path.is_file():
                return NO_CHANGES, ""
            if path.stat().st_size > change_file.MOST_BYTES:
                return LARGE, ""
            head, about, sealed = change_file.read_head(path.read_bytes())
            if head.key != self._seals.name:
                found.foreign[name] = head
                return FOREIGN, ""
            found.heads[name] = head
            if head.hash in found.sound:
                return "", ""
            content = change_file.read_content(head, about, sealed, self._seals)
            known = seen.get(head.hash)
            ops = () if known else tuple(from_line(line) for line in content.lines)
        except OSError as error:
            return UNREADABLE, error.strerror or ""
        except change_file.LaterFormat:
            return LATER, ""
        except change_file.NoChangeFile:
            return HALF if path.stat().st_size < len(change_file.MAGIC) + 2 or self._begins_well(path) else NO_CHANGES, ""
        except (ValueError, KeyError, TypeError, AttributeError):
            return HALF, ""
        found.sound.add(head.hash)
        one = Read(head, content.laptop, ops)
        found.files.append(one)
        if known is None:
            found.new.append(one)
        return "", ""

    @staticmethod
    def _begins_well(path: Path) -> bool:
        return path.read_bytes()[: len(change_file.MAGIC)] == change_file.MAGIC
