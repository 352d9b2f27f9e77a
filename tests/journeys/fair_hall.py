"""A fair at which the power fails again and again: kills the officer's process at random moments and checks what is left.

`python -m tests.journeys.fair_hall [--visitors 500] [--kills 100] [--seed N]` runs it whole and prints what it found; the tests
run it smaller. The pause between two drafts is shortened in proportion, so that a draft can grow old between two kills; a few
lives may be lived at the program's own pace (`--slow`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from tests.journeys.fair_officer import Order
from tests.journeys.fair_visitors import number_in, visitor

ROOT = Path(__file__).parents[2]
#: The program keeps a draft every 3 s and may lose 5 s; a short life has both in this proportion, in milliseconds.
REAL_EVERY, REAL_LIMIT = 3000, 5000
EVERY, LIMIT = 300, 500


@dataclass
class Outcome:
    """What a fair found. Everything but the counts must be empty."""

    kills: int = 0
    acknowledged: int = 0
    kept: int = 0
    aged_drafts: int = 0
    """how many kills came when something was half typed that had stood there longer than may be lost"""
    seconds: float = 0.0
    missing: list[int] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    lost_drafts: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    """what came back into the form although it had been acknowledged"""
    unsound: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Return every fault as a sentence."""
        return [
            *(f"visitor {one} was acknowledged and is not there" for one in self.missing),
            *(f"twice: {one}" for one in self.doubles),
            *(f"a draft was lost: {one}" for one in self.lost_drafts),
            *(f"came back although it was saved: {one}" for one in self.stale),
            *self.unsound,
        ]


class Hall:
    """One fair on one workspace in `folder`. An `officer` of somebody else's (see `ready_officer`) is left to them."""

    def __init__(
        self,
        folder: Path,
        visitors: int,
        seed: int,
        manner: str = "safe",
        place: str = "fair",
        officer: subprocess.Popen[str] | None = None,
    ) -> None:
        self.folder, self.visitors, self.manner, self.place = folder, visitors, manner, place
        self.workspace = folder / "fair.outreach"
        self.acknowledged = folder / "acknowledged"
        self.chance = random.Random(seed)
        #: For how long the officer stops half-way before the kill, as parts of the time that may be lost.
        self.lingering = (0.5, 1.7)
        #: In each how-manieth life the officer stops half-way.
        self.lingers_in_each = 4
        self.outcome = Outcome()
        self._lives = 0
        self._lingers = False
        self._process = 0
        self._expected: list[dict[str, str]] = []
        folder.mkdir(parents=True, exist_ok=True)
        prepare(self.workspace)
        self.acknowledged.touch()
        self._own = officer is None
        self._server = officer or ready_officer(self.workspace, folder / "home")

    def run(self, kills: int, every: int = EVERY, limit: int = LIMIT) -> Outcome:
        """Let the power fail `kills` times, then let the officer finish; return what is left."""
        began = time.monotonic()
        for left in range(kills, 0, -1):
            self.live(every, limit, left)
        self.live(every, limit, 0)
        self._judge()
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def live(self, every: int, limit: int, kills_left: int) -> None:
        """One life of the officer's process: from its start to the kill, or to the end when no kill is left."""
        self._lives += 1
        log, done = self.folder / f"life-{self._lives}", len(self.done())
        quota = round(self.chance.uniform(0, 2 * (self.visitors - done) / kills_left)) if kills_left else self.visitors
        quota = 1 if self.manner == "early" else quota
        # The last visitor comes after the last failure, so that there is always somebody to enter.
        last = self.visitors - 1 if kills_left else self.visitors
        self._lingers = bool(kills_left) and self.manner == "safe" and self._lives % self.lingers_in_each == 0
        order = Order(
            workspace=str(self.workspace),
            log=str(log),
            acknowledged=str(self.acknowledged),
            first=max(self.done(), default=0) + 1,
            last=last + self._lingers,
            linger=min(done + quota + 1, last + 1) if self._lingers else 0,
            stay=bool(kills_left),
            place=self.place,
            every=every,
            manner=self.manner,
            home=str(self.folder / "home"),
        )
        process = self._start(order)
        if kills_left:
            killed = self._kill(process, log, done + quota, limit)
            self.outcome.kills += 1
        else:
            killed = 0.0
        self._process = 0 if kills_left else self._process
        self._heard("ended -9" if kills_left else "ended 0")
        self._process = 0
        if self._check_back(log) and killed:
            self._expected = self._aged(_read(log), killed - limit / 1000)

    def done(self) -> list[int]:
        """Return who is on the paper list."""
        return [int(line) for line in self.acknowledged.read_text().split()]

    def close(self) -> None:
        """Let the server go, and whoever still works."""
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._process = 0
            if not self._own:
                self._heard("ended")
        if self._own:
            self._server.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, order: Order) -> int:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(asdict(order)) + "\n")
        self._server.stdin.flush()
        self._process = int(self._heard(""))
        return self._process

    def _heard(self, beginning: str) -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline().strip()
        assert line.startswith(beginning), f"the officer said {line!r}, life {self._lives}"
        return line

    def _kill(self, process: int, log: Path, until: int, limit: int) -> float:
        """Kill the process at a random moment after visitor number `until` is on the list; return when."""
        deadline = time.monotonic() + 60
        too_soon = self.chance.random() < 0.1 and not self._lingers and self.manner == "safe"
        if too_soon:
            # Before the window is there at all.
            time.sleep(self.chance.uniform(0, 0.4))
        while not (too_soon or self._is_time(_read(log), until)):
            assert time.monotonic() < deadline, f"life {self._lives} came to nothing"
            time.sleep(0.01)
        if any(line[1] == "lingers" for line in _read(log)):
            time.sleep(self.chance.uniform(*self.lingering) * limit / 1000)
        elif self.manner == "safe" and not too_soon:
            time.sleep(self.chance.uniform(0, 0.25))
        at = time.monotonic()
        os.kill(process, signal.SIGKILL)
        return at

    def _is_time(self, lines: list[list[Any]], until: int) -> bool:
        seen = {line[1] for line in lines}
        if self.manner == "blind":
            return "saved" in seen
        if self.manner == "early":
            return len(self.done()) >= until or "done" in seen
        if "lingers" in seen or "done" in seen:
            return True
        return bool(lines) and len(self.done()) >= until and not self._lingers

    def _check_back(self, log: Path) -> bool:
        """Compare what came back into the form with what must have, from the life before; False when nobody could look."""
        lines = _read(log)
        assert not any(line[1] == "stuck" for line in lines), lines[-3:]
        back = next((line[2] for line in lines if line[1] == "back"), None)
        self.outcome.stale += [str(line[2]) for line in lines if line[1] == "stale"]
        if back is None:
            # Killed before the window was there; the next life must find the same.
            return False
        states, self._expected = self._expected, []
        if states:
            self.outcome.aged_drafts += 1
            if not any(_goes_on(back, state) for state in states):
                self.outcome.lost_drafts.append(f"before life {self._lives} {states[0]} stood there, {back} came back")
        return True

    def _aged(self, lines: list[list[Any]], before: float) -> list[dict[str, str]]:
        """Return what stood in the form at a moment and was not saved before the kill, and what it became after: one comes back."""
        number, stood, later = 0, None, []
        for at, what, *more in lines:
            if what == "typed" and at <= before:
                number, stood = int(more[0]), dict(more[1])
            elif what == "typed":
                later.append(dict(more[1]))
            elif at <= before and what in ("saved", "stale"):
                stood = None
        return [] if stood is None or number in _kept(self.workspace) else [stood, *later]

    def _judge(self) -> None:
        from outreach.domain.listing import Listing
        from outreach.domain.record import Kind
        from outreach.services.house import House
        from outreach.storage.database import open_workspace

        house = House(open_workspace(self.workspace))
        found = self.outcome
        try:
            talks = Counter(number_in(one.note) for one in house.meetings.listed(Listing(Kind.MEETING)))
            people = Counter(one.name for one in house.people.listed(Listing(Kind.PERSON)))
            companies = Counter(one.name for one in house.companies.listed(Listing(Kind.COMPANY)))
            promises = len(house.follow_ups.listed(Listing(Kind.FOLLOW_UP)))
            found.unsound += house.check()
        finally:
            house.close()
        done = self.done()
        found.acknowledged, found.kept = len(set(done)), sum(talks.values())
        found.missing = sorted(one for one in set(done) if not talks[one])
        found.doubles = [f"conversation {one}" for one, count in talks.items() if count > 1]
        found.doubles += [f"person {one}" for one, count in people.items() if count > 1]
        found.doubles += [f"company {one}" for one, count in companies.items() if count > 1]
        wanted = sum(visitor(one).follows_up for one in talks if one)
        if promises != wanted:
            found.unsound.append(f"{promises} follow-ups were kept, {wanted} were promised")


def _goes_on(back: dict[str, Any], state: dict[str, str]) -> bool:
    """Say whether what came back is what stood there, gone on with. A hint that was taken puts whole names for what was typed."""
    if all(str(back[name]).startswith(text) for name, text in state.items()):
        return True
    only_company = bool(state["company"]) and not (state["person"] or state["contact"] or state["note"])
    return only_company and str(back["person"]).endswith(state["company"])


def ready_officer(workspace: Path, home: Path) -> subprocess.Popen[str]:
    """Start the process that copies itself for each life, and wait until it has loaded the program; its input closed, it ends."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.fair_officer", str(workspace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"OUTREACH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"},
    )
    assert started.stdout is not None
    said = started.stdout.readline().strip()
    assert said == "ready", f"the officer said {said!r}"
    return started


def prepare(path: Path) -> None:
    """Make the municipality's workspace, with a fair that goes on now."""
    from outreach.domain.event import Event, EventKind
    from outreach.domain.when import zoned
    from outreach.services.house import House
    from outreach.storage.database import Signature
    from tests.ready import fresh_workspace

    house = House(fresh_workspace(path, Signature("Anna Ek", "fair")))
    house.unit.start("Älvbro kommun", "2061", "Anna Ek")
    start = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=2)
    house.events.save(Event(title="Mässan", kind=EventKind.FAIR, when=zoned(start, start + timedelta(hours=12))))
    house.close()


def _kept(path: Path) -> set[int | None]:
    """Return the numbers of the visitors whose conversation is kept."""
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return {number_in(note) for (note,) in connection.execute("SELECT note FROM meeting")}
    finally:
        connection.close()


def _read(log: Path) -> list[list[Any]]:
    """Return the whole lines of a life's log."""
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]


def side_by_side(folder: Path, wish: argparse.Namespace) -> list[Outcome]:
    """Run several fairs at once, each with its share of the visitors and kills."""
    halls, own_pace = wish.halls, wish.own_pace
    pace = (REAL_EVERY, REAL_LIMIT) if own_pace else (EVERY, LIMIT)
    # Made one after the other: migrations are not for several threads.
    each, folders = wish.visitors // halls, [folder / f"hall-{number}" for number in range(halls)]
    made = [Hall(one, each, wish.seed + number, place=wish.place) for number, one in enumerate(folders)]
    for hall in made:
        # At the program's own pace there are few lives; each pause shall be long enough to count.
        hall.lingering = (1.1, 1.6) if own_pace else hall.lingering
    with ExitStack() as open_halls, ThreadPoolExecutor(halls) as executor:
        for hall in made:
            open_halls.enter_context(hall)
        return list(executor.map(lambda hall: hall.run(wish.kills // halls, *pace), made))


def main() -> int:
    """Run the whole fair and print what it found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=500)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--halls", type=int, default=2, help="so many at once, each with its share")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--place", choices=("fair", "capture"), default="fair", help="fair mode, or the capture window")
    parser.add_argument("--own-pace", action="store_true", help="drafts every 3 s and 5 s to lose, as in the program")
    wish = parser.parse_args()
    sys.stderr.write(f"seed {wish.seed}\n")
    with tempfile.TemporaryDirectory(prefix="outreach-fair-") as folder:
        found = side_by_side(Path(folder), wish)
    for one in found:
        sys.stdout.write(f"{json.dumps(asdict(one), ensure_ascii=False, indent=1)}\n")
    return 1 if any(one.faults for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
