"""The rights of one person among very many: extract, look before an erasure, erasure, preview of a retention rule, what follows.

Each deed is done once, in a process of its own on a copy of the register, so that the most that the process held can be told. The
journal holds a line for each record, as it does when the register was filled by hand or by import. By hand, with 100,000 people:
`python -m tests.bench rights --people 100000 --folder DIR`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from sqlalchemy import select

from outreach.domain.listing import Listing
from outreach.domain.processing import RetentionRule
from outreach.domain.record import Kind, differences
from outreach.language import Language
from outreach.services.house import House
from outreach.storage import tables
from outreach.storage.database import Signature, open_workspace
from outreach.storage.journal import Line
from tests.bench.pairs import Figure, LeftOut, Result
from tests.bench.register import NOW
from tests.bench.setting import SIGNATURE, Setting

ROOT = Path(__file__).parents[2]
PATIENCE = 3_600
#: Records whose journal lines are written at once.
_AT_ONCE = 2_000
_KINDS = (Kind.EVENT, Kind.TENDER, Kind.COMPANY, Kind.PERSON, Kind.MEETING, Kind.FOLLOW_UP)
_SWEDISH = Language("sv")

#: Two years on: whoever is in the register has been there for longer than a rule may say.
LATER = Signature("Anna Ek", "bench", lambda: NOW + timedelta(days=800))

#: A deed got ready: what is measured, and after it whether it did what it was to do.
Ready = tuple[Callable[[], object], Callable[[], bool]]


def _extract(house: House, person: UUID, folder: Path) -> Ready:
    files = [folder / "e.json", folder / "e.pdf"]
    own = str(person)
    return lambda: house.extracts.save_all(person, files, _SWEDISH), lambda: own in files[0].read_text("utf-8")


def _look(house: House, person: UUID, _folder: Path) -> Ready:
    seen: list[int] = []
    return lambda: seen.append(sum(house.erasures.look(person).own.values())), lambda: seen[0] > 1


def _erase(house: House, person: UUID, _folder: Path) -> Ready:
    before = house.people.count()
    return lambda: _forgotten(house, person), lambda: house.people.count() == before - 1


def _erase_and_scrub(house: House, person: UUID, folder: Path) -> Ready:
    return lambda: house.erasures.erase(person), lambda: any(folder.rglob("*.outreach-backup"))


def _disposals(house: House, _person: UUID, _folder: Path) -> Ready:
    house.disposals.keep(RetentionRule(name="bench", months=24, decision="§ 1"))
    (rule,) = house.disposals.rules()
    seen: list[int] = []
    return lambda: seen.append(len(house.disposals.preview(rule).due)), lambda: seen[0] > 0


def _undo(house: House, person: UUID, _folder: Path) -> Ready:
    other = next(one for one in house.people.ids(Listing(Kind.PERSON))[:2] if one != person)
    edit = house.people.save(replace(house.people.get(other), notes="changed"))
    _forgotten(house, person)
    return lambda: house.history.undo(edit.action), lambda: house.people.get(other).notes != "changed"


def _audit(house: House, person: UUID, _folder: Path) -> Ready:
    _forgotten(house, person)
    return lambda: house.audit.check(), lambda: house.audit.check().is_sound


_DEEDS = {
    "extract": (_extract, "Everything about one person, as .pdf and .json."),
    "look": (_look, "What an erasure would do, before it."),
    "erase": (_erase, "The person erased, in one transaction; neither scrubbed nor backed up yet."),
    "erase and scrub": (_erase_and_scrub, "The same, the file scrubbed, a new backup made and compared."),
    "disposals": (_disposals, "Whom a retention rule would touch today, out of all."),
    "undo after an erasure": (_undo, "An edit of another person that was made before it, taken back after it."),
    "audit chain": (_audit, "The log's chain of hashes checked after the erasure."),
}


def rights(setting: Setting) -> list[Result]:
    """Do each deed once and tell how long it took on the wall and by how much the process grew."""
    if not Path("/proc/self/status").exists():
        return [LeftOut("rights", "this system does not tell the most that a process held")]
    place = _journalled(setting)
    results: list[Result] = []
    for name, (_, meaning) in _DEEDS.items():
        told = _done(setting, place, name)
        among = f"{meaning} On the wall, {setting.people:,} people."
        held = "The most that the process held, above what it held before."
        results += [
            Figure(f"rights: {name}", among, told["seconds"], "s"),
            Figure(f"rights: {name}, processor", "The same, of this process alone.", told["processor"], "s"),
            Figure(f"rights: {name}, growth", held, told["most"] - told["before"], "MB"),
        ]
        setting.tell("{}: {:.1f} s, of processor {:.1f} s, {:.0f} MB".format(name, *(one.value for one in results[-3:])))
    return results


def tell(name: str, place: str, folder: str) -> None:
    """Do one deed in this process and print its figures as JSON. Raises RuntimeError when it did not do what it was to do."""
    house = House(open_workspace(place, LATER))
    talk = tables.meeting.c
    with house.database.read() as view:
        person = view.connection.execute(select(talk.person).order_by(talk.id).limit(1)).scalar_one()
    work, is_done = _DEEDS[name][0](house, person, Path(folder))
    before, began, ticked = _held(), perf_counter(), process_time()
    work()
    told = {"seconds": perf_counter() - began, "processor": process_time() - ticked, "before": before, "most": _held()}
    if not is_done():
        raise RuntimeError(name)
    house.close()
    sys.stdout.write(f"{json.dumps(told)}\n")


def _forgotten(house: House, person: UUID) -> None:
    """Erase somebody without what comes after the transaction."""
    house.erasures.finished = lambda *_rest: None  # type: ignore[assignment,method-assign,return-value]
    house.erasures.erase(person)


def _held() -> float:
    text = Path("/proc/self/status").read_text("utf-8")
    return int(text.partition("VmHWM:")[2].split()[0]) / 1024


def _done(setting: Setting, place: Path, name: str) -> dict[str, float]:
    folder = setting.folder / "rights"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    copy = folder / "copy.outreach"
    shutil.copy(place, copy)
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "OUTREACH_HOME": str(folder / "home")}
    code = "import sys; from tests.bench.rights import tell; tell(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, name, str(copy), str(folder)],
        env=surroundings, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    shutil.rmtree(folder)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _journalled(setting: Setting) -> Path:
    """Return the register with a line in the journal for each record, made once for each folder."""
    path = setting.folder / f"journalled-{setting.people}.outreach"
    if path.exists():
        return path
    half = setting.copied("half-journalled")
    database = open_workspace(half, SIGNATURE)
    with database.work("Imported") as work:
        for kind in _KINDS:
            store = work.store(kind)
            ids = list(work.connection.execute(select(store.table.c.id)).scalars())
            for start in range(0, len(ids), _AT_ONCE):
                known = store.many(ids[start : start + _AT_ONCE]).values()
                work.note([Line(kind, one.id, "create", 1, differences(None, one)) for one in known])
    database.close()
    half.replace(path)
    return path
