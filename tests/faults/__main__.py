"""`python -m tests.faults kill|power|io|full|starts|forms`: the proof at its full size, as a table; ends with 1 on any loss."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from tests.faults import bad_disk, forms, full_disk, killing, menu, power, starts
from tests.faults.deeds import Masters

#: How many rounds the whole proof has.
ROUNDS = {"kill": 1000, "power": 200, "io": 60, "full": 1, "starts": 20, "forms": 100}


def main() -> int:
    """Run one part of the proof and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("part", choices=ROUNDS)
    parser.add_argument("--rounds", type=int, default=0, help="kills, cuts, writes that fail a deed, starts; 0: the whole")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--only", default="", help="the name of one deed")
    wish = parser.parse_args()
    say(f"seed {wish.seed}, {time.strftime('%H:%M:%S')}")
    folder = Path(tempfile.mkdtemp(prefix="outreach-faults-"))
    try:
        part: Callable[..., list[str]] = globals()[f"show_{wish.part}"]
        faults = part(folder, wish.rounds or ROUNDS[wish.part], random.Random(wish.seed), wish.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults[:200]:
        say(f"LOST: {fault[:600]}")
    say(f"{len(faults)} faults, {time.strftime('%H:%M:%S')}")
    return 1 if faults else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def table(widths: Sequence[int], cells: Sequence[object]) -> None:
    """Print one line of a table."""
    say("  ".join(str(cell).ljust(width) if not number else str(cell).rjust(width) for number, (cell, width) in
                  enumerate(zip(cells, widths, strict=True))))


def each_deed(shares: dict[str, tuple[int, int]], rounds: int, folder: Path, only: str) -> Iterator[tuple[Any, str, int]]:
    """Yield the deeds, plain and encrypted, with their shares of so many rounds."""
    whole = sum(map(sum, shares.values()))
    for encrypted in (False, True):
        masters = Masters(folder / ("sealed" if encrypted else "plain"), encrypted=encrypted)
        killing.warm(masters, folder / "warm")
        for name, share in shares.items():
            many = -(-share[encrypted] * rounds // whole)
            if many and only in ("", name):
                yield menu.deed_named(name, masters), " (encrypted)" if encrypted else "", many


def show_kill(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Kill the program at its deeds, then the two variants that must be caught."""
    widths = (36, 7, 8, 7, 9, 12, 9, 9, 9, 8, 6)
    heads = ("kill -9", "rounds", "in write", "hot log", "was done", "said", "start, s", "migrating", "own, s", "seconds", "lost")
    table(widths, heads)
    found, total = [], killing.Killed("all")
    for deed, more, many in each_deed(menu.KILLED, rounds, folder, only):
        one = killing.run(deed, folder / "run", many, chance)
        found += [f"{one.name}{more}: {fault}" for fault in one.faults]
        _add(total, one)
        table(widths, _killed(one, more))
    table(widths, _killed(total, ""))
    masters = Masters(folder / "plain")
    for name in () if only else menu.KILL_CONTROLS:
        one = killing.run(menu.deed_named(name, masters), folder / "run", 12, chance)
        table(widths, _killed(one, ""))
        found += [] if one.faults else [f"{one.name} was not caught"]
    if not only and total.in_write * 5 < total.rounds:
        found.append(f"only {total.in_write} of {total.rounds} kills came in the middle of a write")
    return found


def _add(total: killing.Killed, one: killing.Killed) -> None:
    for name in ("rounds", "in_write", "hot_logs", "finished", "acknowledged", "seconds"):
        setattr(total, name, getattr(total, name) + getattr(one, name))
    total.waits = max(total.waits, one.waits)
    for name in ("starts", "migrating", "faults"):
        getattr(total, name).extend(getattr(one, name))


def _killed(one: killing.Killed, more: str) -> tuple[object, ...]:
    return (
        f"{one.name}{more}", one.rounds, one.in_write, one.hot_logs, one.finished, one.acknowledged,
        f"{max(one.starts, default=0):.2f}", f"{max(one.migrating, default=0):.2f}", f"{one.waits:.2f}",
        f"{one.seconds:.0f}", len(one.faults),
    )  # fmt: skip


def show_power(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Cut the power in the middle of deeds, then the variant that must lose."""
    if reason := power.why_not():
        say(f"not run: {reason}")
        return []
    widths = (36, 7, 8, 12, 9, 8, 7)
    table(widths, ("power cuts", "cuts", "in write", "acknowledged", "start, s", "seconds", "losing"))
    found: list[str] = []
    cuts = 0
    for deed, more, many in each_deed(menu.CUT, rounds, folder, only):
        one = power.run(deed, folder / "run", many, chance)
        cuts += one.cuts
        found += [f"{one.name}{more}: {fault}" for fault in one.faults]
        table(widths, _cut(one, more))
    say(f"{cuts} cuts in all")
    for encrypted in () if only else (False, True):
        masters = Masters(folder / ("sealed" if encrypted else "plain"), encrypted=encrypted)
        for name in menu.CUT_CONTROLS:
            one = power.run(menu.deed_named(name, masters), folder / "run", 20 if rounds >= 100 else 4, chance)
            table(widths, _cut(one, " (encrypted)" if encrypted else ""))
            found += [] if one.losing else [f"{one.name} was not caught"]
    return found


def _cut(one: power.Cut, more: str) -> tuple[object, ...]:
    start, seconds = f"{one.longest_start:.2f}", f"{one.seconds:.0f}"
    return f"{one.name}{more}", one.cuts, one.in_write, one.acknowledged, start, seconds, one.losing


def show_io(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Let one write after the other fail, then the variant that must be destroyed."""
    widths = (34, 16, 7, 6, 7, 8, 6, 60)
    table(widths, ("a disk that fails", "with", "writes", "runs", "known", "went on", "bad", "how it ended"))
    found: list[str] = []
    runs = 0
    for encrypted, names in menu.FAILED.items():
        wanted = [name for name in names if only in ("", name)]
        for one in bad_disk.sweep(wanted, rounds, encrypted=encrypted) if wanted else ():
            runs += one.runs
            found += one.faults
            table(widths, _swept(one, " (encrypted)" if encrypted else ""))
    say(f"{runs} runs in all")
    if not only:
        controls = list(bad_disk.sweep(menu.DISK_CONTROLS, rounds))
        for one in controls:
            table(widths, _swept(one, ""))
        if not any("settings" in fault for one in controls for fault in one.faults):
            found.append("settings written in place were not caught")
    return found


def _swept(one: bad_disk.Swept, more: str) -> tuple[object, ...]:
    error = f"{one.error}{' for ever' if one.for_ever else ' once'}"
    ended = ", ".join(f"{count} {sentence}" for sentence, count in one.sentences.items())
    return f"{one.name}{more}", error, one.points, one.runs, one.known, one.went_on, len(one.faults), ended


def show_full(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Fill a disk of 2 MiB through the service and in the window."""
    if reason := full_disk.why_not():
        say(f"not run: {reason}")
        return []
    masters = Masters(folder / "plain")
    killing.warm(masters, folder / "warm")
    found: list[str] = []
    for number, made in enumerate((full_disk.FillByService, full_disk.FillByWindow) * rounds):
        one = full_disk.run(made(masters), folder / f"full-{number}", masters)
        counts = f"{one.acknowledged} acknowledged, {one.saved_after} more once there was room, {one.kept} kept"
        say(f"{one.name}: {counts}. {one.sentence}")
        found += one.faults
    return found


def show_starts(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Start the window many times at once, copied and as an officer starts it."""
    import outreach.ui.main
    import outreach.ui.today.page  # noqa: F401

    masters = Masters(folder / "plain")
    killing.warm(masters, folder / "warm")
    found: list[str] = []
    for run in (starts.run, starts.run_real):
        one = run(folder / run.__name__, starts.Start(masters), rounds)
        counts = f"{one.starts} starts, {one.owners} window, {one.ended} ended by themselves, it came forward {one.raised} times"
        say(f"{one.name}: {counts}; after kill -9 the next start had the workspace in {one.next_start:.1f} s")
        found += one.faults
    return found


def show_forms(folder: Path, rounds: int, chance: random.Random, only: str) -> list[str]:
    """Kill the window while a form is typed, in fair mode and in the capture window."""
    found: list[str] = []
    for place in ("fair", "capture"):
        one = forms.run(folder / place, -(-rounds // 2), chance.randrange(1000), place)
        say(f"{place}: {one.kills} kills, {one.aged_drafts} with something older than may be lost, {len(one.lost_drafts)} lost, "
            f"{one.acknowledged} acknowledged, {one.kept} kept, {one.seconds:.0f} s")
        found += one.faults
    return found


if __name__ == "__main__":
    sys.exit(main())
