"""A long list through the import: `python -m tests.bench.long_list [ROWS]` makes a workbook of 100,000 rows and imports it.

Each row is a company and a person with ten cells. Told are rows a second and the most memory of this process and of the one that
reads the workbook; the second import must find nothing to do.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from outreach.services.house import House
from outreach.services.imports import ImportOutcome, ImportPreview
from outreach.storage.database import Signature, create_workspace

_GIVEN = "Anna Bo Karin Lars Eva Nils Sara Olle Maria Per".split()
_FAMILY = "Berg Ek Lund Ström Dahl Ås Öberg Norén Lind Holm".split()
_HEADINGS = (
    "Företag",
    "Org.nr",
    "Kontaktperson",
    "E-post",
    "Mobil",
    "Gatuadress",
    "Postnr",
    "Ort",
    "Bransch",
    "Anteckning",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of the wall and of this process's processor for each step; the most memory so far, in megabytes."""

    rows: int
    steps: tuple[tuple[str, float, float], ...]
    megabytes: float
    child_megabytes: float
    preview: ImportPreview
    outcome: ImportOutcome
    again: ImportPreview


def make(path: Path, rows: int, seed: int = 3) -> None:
    """Write the workbook. The organisation numbers have check digits that are right."""
    from outreach.formats.table import write_table

    chance = random.Random(seed)
    table = (
        (
            f"Företag {number} AB",
            _org_number(number),
            f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}{number}",
            f"p{number}@firma{number}.example",
            f"07{chance.randrange(10**7, 10**8):08d}",
            f"Storgatan {number}",
            "784 30",
            "Borlänge",
            chance.choice(("bygg", "el", "transport")),
            f"Rad {number}",
        )
        for number in range(rows)
    )
    path.write_bytes(write_table(_HEADINGS, table, "xlsx"))


def _org_number(number: int) -> str:
    digits = f"556{number % 1_000_000:06d}"
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def measure(folder: Path, rows: int) -> Figures:
    """Make, preview, import, and preview again."""
    file = folder / "list.xlsx"
    make(file, rows)
    house = House(create_workspace(folder / "list.outreach", Signature("Bench")))
    steps: list[tuple[str, float, float]] = []

    def timed(name: str, work: Callable[[], ImportPreview | ImportOutcome]) -> ImportPreview | ImportOutcome:
        wall, own = time.perf_counter(), time.process_time()
        done = work()
        steps.append((name, time.perf_counter() - wall, time.process_time() - own))
        return done

    try:
        preview = timed("preview", lambda: house.imports.preview([file]))
        assert isinstance(preview, ImportPreview)
        outcome = timed("import", lambda: house.imports.run(preview))
        again = timed("again", lambda: house.imports.preview([file]))
    finally:
        house.close()
    assert isinstance(outcome, ImportOutcome)
    assert isinstance(again, ImportPreview)
    own, child = _most_memory()
    return Figures(rows, tuple(steps), own, child, preview, outcome, again)


def _most_memory() -> tuple[float, float]:
    try:
        import resource
    except ImportError:
        return 0.0, 0.0
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    usages = (resource.getrusage(who).ru_maxrss / unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, child = usages
    return own, child


def main(arguments: list[str]) -> int:
    """Measure and print."""
    rows = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), rows)
    for name, wall, own in found.steps:
        sys.stdout.write(f"{name}: {wall:.1f} s ({own:.1f} s of processor), {rows / wall:,.0f} rows/s" + "\n")
    sys.stdout.write(f"memory: {found.megabytes:.0f} MB at most, {found.child_megabytes:.0f} MB in the reader" + "\n")
    sys.stdout.write(
        f"added {found.outcome.added}, again {found.again.added}/{found.again.updated}/{found.again.unchanged}" + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
