"""`python -m tests.strangers [--mutants 10000] [--seed 1] [--keep DIR] [bombs] [lines] [importer …]`: the whole round, by hand."""

# ruff: noqa: T201 - its answer is what it prints
from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.strangers.bombs import BOMBS, thrown
from tests.strangers.guard import guarded
from tests.strangers.importers import IMPORTERS
from tests.strangers.mutants import adversarial_lines, mutants
from tests.strangers.rounds import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.strangers")
    parser.add_argument("what", nargs="*", help="bombs, lines, or names of importers; nothing: all of it")
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that ended a reader")
    asked = parser.parse_args()
    wanted = asked.what or [*IMPORTERS, "bombs", "lines"]
    bad = 0
    for name in wanted:
        if name in IMPORTERS:
            begun = time.monotonic()
            found = run(IMPORTERS[name], mutants(IMPORTERS[name].samples(), asked.mutants, asked.seed))
            print(f"{found.row()}  [{time.monotonic() - begun:.0f} s]", flush=True)
            if IMPORTERS[name].has_lines:
                for reason, number in sorted(found.lineless.items(), key=lambda one: -one[1])[:5]:
                    print(f"{'':12}{number} without a line: {reason}", flush=True)
            for number, (why, data) in enumerate([*found.ended, *found.raised]):
                bad += 1
                print(f"{'':12}{why}: {data[:80]!r}", flush=True)
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{name}-{number}").write_bytes(data)
    if "bombs" in wanted:
        for bomb in BOMBS:
            told = thrown(bomb)
            bad += not told.held
            print(told.row(), flush=True)
    if "lines" in wanted:
        account = guarded(adversarial_lines(asked.lines, asked.seed))
        bad += account.slowest > 0.5
        print(account.row(), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
