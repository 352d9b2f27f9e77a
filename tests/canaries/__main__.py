# ruff: noqa: T201 - it tells what it found
"""`python -m tests.canaries [FOLDER]`: the whole day, encrypted and, as the control, plain. Exit 0 when it is as it should be."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.canaries.day import Day, core_of_a_careless_program
from tests.canaries.hunting import Hit, hunt, words_in


def main(folder: Path) -> int:
    """Live both days and tell what was found."""
    # Read once; each command is a copy of this process.
    import outreach.app
    import outreach.cli.main
    import outreach.services.house  # noqa: F401

    begun = time.monotonic()
    control = folder / "control"
    control.mkdir(parents=True)
    cores = core_of_a_careless_program(control, "QanarieControl")
    print(f"control: a careless program {'leaves' if cores else 'leaves NO'} core file here")
    found: dict[str, list[Hit]] = {}
    days = [Day(folder / "encrypted", True), Day(folder / "plain", False)]
    for day in days:
        name = day.home.name
        day.whole()
        hits, files = hunt(day.home, day.words, [day.own])
        elsewhere = day.written_elsewhere()
        hits += [Hit(str(file), word, "elsewhere") for file in elsewhere for word in told_in(file, day.words)]
        found[name] = hits
        print(f"{name}: {len(elsewhere)} files were written meanwhile in /tmp, /var/tmp, /dev/shm and home")
        print(f"{name}: {len(day.failed)} commands ended otherwise than they should")
        for line in day.failed:
            print(f"  {line}")
        words = {hit.canary.casefold() for hit in hits}
        print(f"{name}: {len(day.said)} deeds, {files} files searched, {len(hits)} hits of {len(words)} words")
        for hit in hits[:10]:
            print(f"  {hit.file}: {hit.canary} ({hit.form})")
        day.meet()
        before = sum(bool(told_in(file, day.words[50:53])) for file in day.of_the_register())
        after = [str(file) for file in day.forget() if told_in(file, day.words[50:53])]
        print(f"{name}: who was erased stood in {before} files of the register before, in {len(after)} after: {after}")
        found["encrypted"] += [Hit(file, "erased", "") for file in after]
        if not day.encrypted and not before:
            found["encrypted"].append(Hit("the control of erasing found nobody", "", ""))
        for wrong in beside_the_words(day):
            found["encrypted"].append(Hit(wrong, "", ""))
            print(f"  WRONG: {wrong}")
    print(f"{time.monotonic() - begun:.0f} s")
    return 0 if not found["encrypted"] and found["plain"] else 1


def told_in(file: Path, words: list[str]) -> list[str]:
    """Return which of the words a file tells."""
    return words_in(file, words) if file.is_file() else []


def beside_the_words(day: Day) -> list[str]:
    """Return what is wrong after a crash beside words in files: no report of it, a core file, files that others may read."""
    home = day.home
    reports = [file.read_text() for file in (home / "outreach" / "log").glob("crash-*.txt")]
    wrong = [] if any("Segmentation fault" in report for report in reports) else ["no report of the crash"]
    wrong += [str(file) for file in (home / "cwd").iterdir() if "core" in file.name]
    files = [file for file in (home / "outreach").rglob("*") if file.is_file()]
    return wrong + [f"open to others: {file}" for file in files if file.stat().st_mode & 0o077]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="tests.canaries", description="A day with planted words, and where they stand after it.")
    parser.add_argument("folder", nargs="?", type=Path, help="where the day is lived, and left to look at; else it is removed")
    wanted = parser.parse_args().folder
    if wanted is not None:
        sys.exit(main(wanted.resolve()))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
