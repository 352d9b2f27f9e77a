"""Memory: the most that a process of its own has held, for large files in and out. Linux tells it of every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.pairs import Figure, LeftOut, Result
from tests.bench.setting import Setting

ROOT = Path(__file__).parents[2]
#: Cards and events of one file.
CARDS, EVENTS = 20_000, 100_000
PATIENCE = 900

_CARDS = """
from pathlib import Path
from tests.bench.files import cards
from tests.bench.setting import SIGNATURE
from outreach.services.house import House
from outreach.storage.database import create_workspace

house = House(create_workspace(folder / "in.outreach", SIGNATURE))
path = folder / "many.vcf"
path.write_bytes(cards(many))
before = held()
house.imports.run(house.imports.preview([path]))
house.close()
"""
_EVENTS = """
import random
from tests.bench.register import event
from tests.bench.setting import SIGNATURE
from outreach.domain.record import Kind
from outreach.language import Language
from outreach.services.house import House
from outreach.storage.database import create_workspace

house = House(create_workspace(folder / "out.outreach", SIGNATURE))
chance = random.Random(3)
with house.database.work("Filled") as work:
    for start in range(0, many, 2_000):
        work.events.insert_many([event(chance, number) for number in range(start, min(many, start + 2_000))], SIGNATURE.clock())
before = held()
house.exports.write(Kind.EVENT, folder / "many.ics", Language("sv"))
house.close()
"""
_FRAME = """
import sys
from pathlib import Path
folder, many = Path(sys.argv[1]), int(sys.argv[2])

def held():
    text = Path("/proc/self/status").read_text()
    return int(text.partition("VmHWM:")[2].split()[0]) / 1024
"""


def memory(setting: Setting) -> list[Result]:
    """Import cards and export events, each in a process that does nothing else."""
    if not Path("/proc/self/status").exists():
        return [LeftOut("memory", "this system does not tell the most that a process held")]
    share = 100 if setting.small else 1
    return [
        *_told(setting, f"cards in, {CARDS // share:,}", _CARDS, CARDS // share),
        *_told(setting, f"events out, {EVENTS // share:,}", _EVENTS, EVENTS // share),
    ]


def _told(setting: Setting, name: str, work: str, many: int) -> list[Result]:
    folder = setting.folder / "memory"
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        left.unlink()
    code = f"{_FRAME}{work}\nprint(before, held())"
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "OUTREACH_HOME": str(setting.folder / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(many)],
        env=surroundings, capture_output=True, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    before, most = (float(word) for word in done.stdout.split()[-2:])
    meaning = "The most that the process held, above what it held before: file, records, journal and all."
    return [
        Figure(f"memory: {name}, most", "The whole process at its largest.", most, "MB"),
        Figure(f"memory: {name}, growth", meaning, most - before, "MB"),
    ]
