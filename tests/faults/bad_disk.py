"""A disk that fails: the k-th write of a deed ends with EIO or ENOSPC, once or from then on, for k = 1, 2, 3 … until none does.

`python -m tests.faults io` builds `bad_disk.c`, starts this module with it loaded before the C library, and reads what it found.
Here each run is a copy of the process: it does one turn of a deed with the fault and says how that ended; in every other run it
goes on with a turn without a fault. After that the workspace is opened and judged.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.deeds import Deed, Masters, at_home

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).with_suffix(".c")
CALLS = ("write", "pwrite", "fsync", "fdatasync", "ftruncate", "rename", "create", "copy")
FAULTS = tuple((error, for_ever) for error in (errno.EIO, errno.ENOSPC) for for_ever in (False, True))


@dataclass
class Swept:
    """What one deed went through with one sort of fault."""

    name: str
    error: str
    for_ever: bool
    points: int = 0
    """how many writes the deed has when nothing fails"""
    runs: int = 0
    known: int = 0
    """ended in a sentence"""
    went_on: int = 0
    """succeeded in spite of the fault"""
    sentences: dict[str, int] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Disk:
    """The library that was loaded before the C library."""

    def __init__(self, library: str) -> None:
        self._library = ctypes.CDLL(library)
        self._library.bad_disk_arm.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int)
        self._library.bad_disk_failed_call.restype = ctypes.c_char_p
        for name in ("seen", "failed", "calls"):
            getattr(self._library, f"bad_disk_{name}").restype = ctypes.c_long

    def arm(self, folder: Path, kth: int, error: int, for_ever: bool) -> None:
        """Let the k-th write below a folder fail from now on; 0 for none, they are only counted."""
        self._library.bad_disk_arm(str(folder).encode(), kth, error, int(for_ever))

    def disarm(self) -> dict[str, Any]:
        """Let everything through again, and tell what happened."""
        self._library.bad_disk_disarm()
        return {
            "seen": self._library.bad_disk_seen(),
            "failed": self._library.bad_disk_failed(),
            "call": self._library.bad_disk_failed_call().decode(),
            "calls": {name: self._library.bad_disk_calls(number) for number, name in enumerate(CALLS)},
        }


def build(folder: Path) -> Path:
    """Compile the library. Raises CalledProcessError, FileNotFoundError without a compiler."""
    made = folder / "bad_disk.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


def sweep(names: Sequence[str], most: int, *, encrypted: bool = False) -> Iterator[Swept]:
    """Sweep deeds in a process of their own that has the bad disk; `most` points each and sort of fault."""
    with tempfile.TemporaryDirectory(prefix="outreach-disk-") as scratch:
        library = build(Path(scratch))
        words = ["--library", str(library), "--folder", scratch, "--most", str(most), *names]
        words += ["--encrypted"] if encrypted else []
        environment = os.environ | {"LD_PRELOAD": str(library), "LANGUAGE": "en"}
        command = [sys.executable, "-m", "tests.faults.bad_disk", *words]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            for line in running.stdout:
                found = json.loads(line)
                yield Swept(**found)
        if running.returncode:
            raise RuntimeError(f"the process with the bad disk ended with {running.returncode}")


def points(whole: int, most: int) -> list[int]:
    """Return which writes are to fail: all, or the first third, the last third and the rest evenly between."""
    if whole <= most:
        return list(range(1, whole + 1))
    third = max(most // 3, 1)
    first, last = range(1, third + 1), range(whole - third + 1, whole + 1)
    step = (whole - 2 * third) / (most - 2 * third + 1)
    between = (third + round(step * one) for one in range(1, most - 2 * third + 1))
    return sorted({*first, *between, *last})


def sweep_deed(deed: Deed, folder: Path, disk: Disk, error: int, for_ever: bool, most: int) -> Swept:
    """Let one write after the other fail."""
    found = Swept(deed.name, errno.errorcode[error], for_ever)
    clean = _one_run(deed, folder, disk, 0, error, for_ever)
    found.points = clean["seen"]
    found.calls.update(clean["calls"])
    found.faults += _faults_of(clean, "nothing failed")
    for kth in points(found.points, most):
        told = _one_run(deed, folder, disk, kth, error, for_ever)
        where = f"{deed.name}, {found.error}{' for ever' if for_ever else ''}, write {kth} ({told['call']})"
        if not told["failed"]:
            # A cache or a clock made this run shorter than the one that counted.
            continue
        found.runs += 1
        found.known += bool(told["sentence"])
        found.went_on += not told["error"]
        if told["sentence"]:
            found.sentences[told["sentence"]] = found.sentences.get(told["sentence"], 0) + 1
        found.faults += _faults_of(told, where)
    return found


def _faults_of(told: dict[str, Any], where: str) -> list[str]:
    faults = [f"{where}: {one}" for one in told["faults"]]
    if told["error"] and not told["sentence"]:
        faults.append(f"{where}: no sentence for {told['error']}")
    return faults


def _one_run(deed: Deed, folder: Path, disk: Disk, kth: int, error: int, for_ever: bool) -> dict[str, Any]:
    """Do one turn with the fault and one without, in a copy of the process, and judge what is left."""
    from tests.faults.killing import Killed, look

    deed.prepare(folder)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _be_hurt(deed, folder, disk, (kth, error, for_ever), write)
    os.close(write)
    with os.fdopen(read) as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    told = next((json.loads(line[5:]) for line in lines if line.startswith("told ")), None)
    if told is None:
        return {"seen": 0, "failed": 1, "call": "", "calls": {}, "error": "died", "sentence": "", "faults": [f"it died: {lines}"]}
    told["faults"] += look(deed, folder, [line for line in lines if not line.startswith("told ")], Killed(deed.name))
    return told  # type: ignore[no-any-return]


def _be_hurt(deed: Deed, folder: Path, disk: Disk, fault: tuple[int, int, bool], pipe: int) -> None:
    def say(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    try:
        at_home(folder)
        house = deed.begin(folder)
        disk.arm(folder, *fault)
        error, sentence = _ended(deed, house, folder, say)
        told = disk.disarm() | {"error": error, "sentence": sentence, "faults": []}
        if error and fault[0] % 2:
            # The disk is well again: the same process goes on without a restart. In every other run the next start has to.
            again, _ = _ended(deed, house, folder, say)
            told["faults"] += [f"and again without a fault: {again}"] if again else []
        say(f"told {json.dumps(told)}")
    except BaseException:  # noqa: BLE001 - it is told
        import traceback

        say("told " + json.dumps({**disk.disarm(), "error": "broke", "sentence": "", "faults": [traceback.format_exc()]}))
    finally:
        os._exit(0)


def _ended(deed: Deed, house: Any, folder: Path, say: Any) -> tuple[str, str]:
    """Do a turn; return the error that ended it and its sentence, both empty when it went well."""
    from outreach.explain import explain
    from outreach.language import Language

    try:
        deed.turn(house, folder, say)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
        words = explain(error, Language("en"))
        return f"{type(error).__name__}: {error}"[:300], words.title if words else ""
    return "", ""


def main() -> None:
    """Be the process that has the bad disk."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--most", type=int, required=True)
    parser.add_argument("--encrypted", action="store_true")
    parser.add_argument("names", nargs="+")
    wish = parser.parse_args()
    # What this process starts (none so far) shall not have it.
    os.environ.pop("LD_PRELOAD", None)
    from tests.faults.killing import warm
    from tests.faults.menu import deed_named

    disk, masters = Disk(wish.library), Masters(wish.folder / "masters", encrypted=wish.encrypted)
    warm(masters, wish.folder / "warm")
    for name in wish.names:
        for error, for_ever in FAULTS:
            found = sweep_deed(deed_named(name, masters), wish.folder / "run", disk, error, for_ever, wish.most)
            sys.stdout.write(json.dumps(asdict(found)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
