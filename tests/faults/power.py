"""The battery dies: what the system had not brought to the disk is gone.

The program works in a file system of its own (ext4 in a file, mounted as a disk). In the middle of its work it is stopped and the
file is copied as it stands: what only the page cache holds is not in it. The copy is mounted, as after the next start of the
computer, and the program is started there. Needs root and loop devices; `why_not` says what is missing.

The model drops the page cache, not the drive's own, and does not turn sectors around.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.deeds import MARKS, Deed
from tests.faults.killing import Killed, Life, look

#: How large the disk is, in bytes; an empty workspace has a quarter of a million. A quick machine makes dozens of backups in one
#: life, and the program wants 32 MB to be left.
SIZE = 256 << 20


@dataclass
class Cut:
    """What the cuts of one deed found."""

    name: str
    cuts: int = 0
    in_write: int = 0
    acknowledged: int = 0
    losing: int = 0
    """how many cuts lost something, or left something unsound"""
    longest_start: float = 0.0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def why_not() -> str:
    """Return why no power can be cut here, empty when it can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "mounting a disk needs root"
    if shutil.which("mkfs.ext4") is None or shutil.which("losetup") is None:
        return "mkfs.ext4 and losetup are not installed"
    if subprocess.run(["losetup", "--find"], capture_output=True, check=False).returncode != 0:
        return "there is no free loop device"
    return ""


class Disk:
    """A disk in a file, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.image, self.copied, self.blank = (folder / f"{name}.img" for name in ("disk", "after", "blank"))
        with self.blank.open("wb") as file:
            file.truncate(SIZE)
        _run("mkfs.ext4", "-q", "-F", str(self.blank))

    def renew(self) -> None:
        """Begin with an empty disk."""
        _copy(self.blank, self.image)

    @contextmanager
    def mounted(self, image: Path) -> Iterator[Path]:
        """Mount a disk, and put it away in the end."""
        point = self.folder / "mounted"
        point.mkdir(exist_ok=True)
        _run("mount", "-o", "loop", str(image), str(point))
        try:
            yield point / "work"
        finally:
            _unmount(point)


def run(deed: Deed, folder: Path, cuts: int, chance: random.Random) -> Cut:
    """Cut the power so many times while a deed is done; each time the program starts on what is left."""
    found, began, disk = Cut(deed.name), time.monotonic(), Disk(folder)
    for number in range(cuts):
        disk.renew()
        lines = _until_cut(deed, disk, chance, found)
        looked = Killed(deed.name)
        with disk.mounted(disk.copied) as work:
            faults = look(deed, work, lines, looked)
        found.cuts += 1
        found.losing += bool(faults)
        found.acknowledged += len(lines)
        found.longest_start = max(found.longest_start, *looked.starts, *looked.migrating, 0.0)
        found.faults += [f"cut {number}: {one}" for one in faults]
    found.seconds = time.monotonic() - began
    return found


def _until_cut(deed: Deed, disk: Disk, chance: random.Random, found: Cut) -> list[str]:
    """Let the deed be done until the power is cut; return what was acknowledged by then."""
    with disk.mounted(disk.image) as work:
        deed.prepare(work)
        os.sync()
        life = Life(deed, work)
        if life.until("begin"):
            life.rest(deed.span * chance.uniform(0.2, 3))
        if life.stop():
            found.in_write += deed.half_written(work)
        # Stopped: from here on nothing is asked of the disk.
        _copy(disk.image, disk.copied)
        life.kill()
        lines = life.lines()
    found.faults += [line for line in lines if line.startswith("broke ")]
    return [line for line in lines if line not in MARKS and not line.startswith("broke ")]


def _copy(image: Path, copied: Path) -> None:
    _run("cp", "--sparse=always", str(image), str(copied))


def _unmount(point: Path) -> None:
    for _ in range(20):
        if subprocess.run(["umount", str(point)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    _run("umount", "--lazy", str(point))


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")
