# ruff: noqa: T201 - it tells what it found
"""`python -m tests.canaries [FOLDER]`: the whole day, encrypted and, as the control, plain. Exit 0 when it is as it should be."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.canaries.day import Day, core_of_a_careless_program
from tests.canaries.hunting import hunt


def main(folder: Path) -> int:
    """Live both days and tell what was found."""
    begun = time.monotonic()
    control = folder / "control"
    control.mkdir(parents=True)
    cores = core_of_a_careless_program(control, "QanarieControl")
    print(f"control: a careless program {'leaves' if cores else 'leaves NO'} core file here")
    found = {}
    for name, encrypted in (("encrypted", True), ("plain", False)):
        day = Day(folder / name, encrypted)
        day.whole()
        hits, files = hunt(day.home, day.words, [day.own])
        found[name] = hits
        words = {hit.canary.casefold() for hit in hits}
        print(f"{name}: {len(day.said)} deeds, {files} files searched, {len(hits)} hits of {len(words)} words")
        for hit in hits[:10]:
            print(f"  {hit.file}: {hit.canary} ({hit.form})")
    print(f"{time.monotonic() - begun:.0f} s")
    return 0 if not found["encrypted"] and found["plain"] else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
