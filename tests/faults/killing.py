"""kill -9 at random moments in the middle of what the program does, and a look at what is left.

The libraries are read once; each round copies the process, lets the copy work through the program's own doors and kills it. The
copy is stopped for an instant first, to see whether it was in the middle of a write, then killed where it stands.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.deeds import MARKS, Deed, at_home, has_hot_log

#: What a start after a kill may take, in seconds, with all its waiting for the disk; what other programs took of the processor
#: meanwhile is not the program's.
CLEAN_START = 2.0


#: The share of kills that come at any moment of the deed; the others wait until it is seen to write, and come a moment later.
_BLIND = 0.6


@dataclass
class Killed:
    """What the rounds of one deed found."""

    name: str
    rounds: int = 0
    in_write: int = 0
    hot_logs: int = 0
    finished: int = 0
    """how often the deed was done before the kill came"""
    acknowledged: int = 0
    starts: list[float] = field(default_factory=list)
    """seconds of the starts that found the workspace up to date, by the clock on the wall"""
    migrating: list[float] = field(default_factory=list)
    """the same of those that had a migration and its backup before them"""
    waits: float = 0.0
    """the longest of all of both without the time in which other processes had the processor"""
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


class Life:
    """One copy of the process at work, from its start to its end."""

    def __init__(self, deed: Deed, folder: Path) -> None:
        read, write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(read)
            _live(deed, folder, write)
        os.close(write)
        self._pipe = read
        self._heard = b""
        self.ended = False

    def until(self, word: str, seconds: float = 60) -> bool:
        """Wait until a line begins with a word; False when the process ended before."""
        deadline = time.monotonic() + seconds
        while not any(line.startswith(word) for line in self.lines()):
            if time.monotonic() > deadline:
                self.kill()
                raise TimeoutError(f"nothing was heard of {word!r}: {self._heard[-2000:]!r}")
            if not self._listen(0.5):
                return False
        return True

    def rest(self, seconds: float) -> None:
        """Let it work for a while; what it says is heard meanwhile, a full pipe would hold it up.

        The while is its own: what others take of the processor meanwhile does not count, else on a busy machine every kill would
        come before the work has begun.
        """
        began, waited = time.monotonic(), stood_by(self.pid)
        while (left := seconds - (time.monotonic() - began) + (stood_by(self.pid) - waited)) > 0:
            if time.monotonic() - began > 60 or not self._listen(min(left, 0.05)):
                return

    def _listen(self, seconds: float) -> bool:
        if not select.select([self._pipe], [], [], seconds)[0]:
            return True
        part = os.read(self._pipe, 65536)
        self._heard += part
        self.ended = not part
        return bool(part)

    def rest_until(self, come: Callable[[], bool], seconds: float) -> None:
        """Let it work until something is seen, ten seconds at the most, and then so much longer."""
        deadline = time.monotonic() + 10
        while not come() and time.monotonic() < deadline:
            if not self._listen(0.001):
                return
        self.rest(seconds)

    def stop(self) -> bool:
        """Hold it where it stands; False when it has ended already."""
        if self.ended:
            return False
        os.kill(self.pid, signal.SIGSTOP)
        _, status = os.waitpid(self.pid, os.WUNTRACED)
        self.ended = not os.WIFSTOPPED(status)
        if self.ended:
            self.pid = 0
        return not self.ended

    def kill(self) -> None:
        """Kill it and hear what it had said."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        while self._listen(1) and not self.ended:
            pass
        os.close(self._pipe)

    def lines(self) -> list[str]:
        """Return the whole lines that were heard; one that the kill cut was never an acknowledgement."""
        return [line.decode() for line in self._heard.split(b"\n")[:-1]]


def _live(deed: Deed, folder: Path, pipe: int) -> None:
    """Be the program for one life."""
    code = 1
    try:
        at_home(folder)
        deed.act(folder, lambda line: _say(pipe, line), deed.turns)
        code = 0
    except BaseException:  # noqa: BLE001 - it is told to whoever listens
        import traceback

        _say(pipe, "broke " + traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(code)


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def run(deed: Deed, folder: Path, rounds: int, chance: random.Random) -> Killed:
    """Kill a deed so many times; the clean start after each is timed."""
    found, began = Killed(deed.name), time.monotonic()
    said: list[str] = []
    for number in range(rounds):
        if number % deed.stays == 0:
            deed.prepare(folder)
            said = []
        said += _round(deed, folder, chance, found)
        found.faults += [f"round {number}: {one}" for one in look(deed, folder, said, found)]
    found.seconds = time.monotonic() - began
    return found


def _round(deed: Deed, folder: Path, chance: random.Random, found: Killed) -> list[str]:
    life = Life(deed, folder)
    begun = life.until(deed.signal)
    if begun and chance.random() < _BLIND:
        life.rest(chance.uniform(0, deed.span))
    elif begun:
        life.rest_until(lambda: deed.half_written(folder), chance.uniform(0, deed.span / 4))
    if begun and life.stop():
        found.in_write += deed.half_written(folder)
    else:
        found.finished += 1
    found.hot_logs += has_hot_log(folder / "fair.outreach")
    life.kill()
    found.rounds += 1
    lines = life.lines()
    found.faults += [line for line in lines if line.startswith("broke ")]
    lines = [line for line in lines if line not in MARKS]
    found.acknowledged += len(lines)
    return lines


def look(deed: Deed, folder: Path, said: list[str], found: Killed) -> list[str]:
    """Start the program on what is left and return what is wrong with it."""
    at_home(folder)
    behind, waited = deed.is_behind(folder), stood_by()
    try:
        house, seconds = deed.start(folder)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
        return [f"it does not open: {error!r}"]
    own = seconds - (stood_by() - waited)
    try:
        (found.migrating if behind else found.starts).append(seconds)
        found.waits = max(found.waits, own)
        faults = [f"the start took {own:.1f} s of its own, {seconds:.1f} by the clock"] if own > CLEAN_START else []
        faults += [f"not sound: {one}" for one in house.check()]
        return faults + deed.judge(folder, said, house)
    except Exception as error:  # noqa: BLE001 - what cannot be looked at is a find
        return [f"it cannot be looked at: {error!r}"]
    finally:
        house.close()


def stood_by(process: int = 0) -> float:
    """Return for how many seconds a process stood ready while others had the processor; 0: this thread.

    Of a process it is its first thread (Documentation/scheduler/sched-stats.rst); 0 of one that has ended.
    """
    try:
        told = Path(f"/proc/{process}/schedstat" if process else "/proc/thread-self/schedstat").read_text().split()
    except OSError:
        return 0.0
    return int(told[1]) / 1e9 if len(told) > 1 else 0.0


def warm(masters: Any, folder: Path) -> None:
    """Read every library that the deeds need, once, so that a copy begins at once."""
    import outreach.app
    import outreach.cli.main  # noqa: F401
    from tests.faults.saving import Migrate, Save

    for deed in (Save(masters), Migrate(masters)):
        deed.prepare(folder)
        at_home(folder)
        deed.act(folder, lambda _line: None, 1)
