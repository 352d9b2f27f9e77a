"""A disk that fills up under the workspace: what was typed stays, and saving goes on once there is room.

The workspace lies on a file system in memory of 2 MiB, a part of which is taken by a file that goes when room is to be made.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.deeds import Deed, Masters, Say, at_home, notes, opened
from tests.faults.killing import Life
from tests.faults.saving import conversation

SIZE, BALLAST = 2 << 20, 600 << 10


@dataclass
class Filled:
    """What filling a disk found."""

    name: str
    acknowledged: int = 0
    kept: int = 0
    sentence: str = ""
    saved_after: int = 0
    """how many were saved in the same process once there was room"""
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def why_not() -> str:
    """Return why no disk can be filled here, empty when one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        return "mounting a small file system needs root"
    return ""


@contextmanager
def small_disk(folder: Path, size: int = SIZE) -> Iterator[Path]:
    """Mount a small file system in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class FillByService(Deed):
    """Conversations through the service until the disk is full; then there is room again."""

    name = "full: service"

    def act(self, folder: Path, say: Say, turns: int) -> None:
        house = opened(folder / "fair.outreach")
        number = _fill(house, say)
        (folder / "ballast").unlink()
        for one in range(number, number + 3):
            house.meetings.capture(conversation(one))
            say(f"after {one}")
        house.close()
        say("end")


def _fill(house: Any, say: Say) -> int:
    from outreach.explain import explain
    from outreach.language import Language

    for number in range(1, 20_000):
        try:
            house.meetings.capture(conversation(number))
        except Exception as error:  # noqa: BLE001 - what it is, is looked at
            words = explain(error, Language("en"))
            say("told " + json.dumps({"error": type(error).__name__, "sentence": words.whole if words else ""}))
            return number
        say(f"saved {number}")
    raise RuntimeError("the disk did not fill up")


class FillByWindow(Deed):
    """The same by keys in the window: what stands in the form when it cannot be saved is there afterwards, and saved with a key."""

    name = "full: window"

    def act(self, folder: Path, say: Say, turns: int) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from tests.journeys.fair_officer import Officer, Order, asdict_texts
        from tests.journeys.fair_visitors import visitor

        window = _window(folder / "fair.outreach")
        log = str(folder.parent / "log")
        officer = Officer(window, Order(str(folder / "fair.outreach"), log, log, 1, 1, place="capture"))
        officer._until(lambda: window.shell is not None and window.parts.tasks.idle)
        officer._open_capture()
        status = officer.capture.row.status

        def save(number: int) -> bool:
            QTest.keyClick(officer.form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            officer._until(lambda: window.parts.tasks.idle and bool(status.text()))
            officer._wait(30)
            return bool(status.text().startswith("Saved:"))

        for number in range(1, 20_000):
            one = visitor(number)
            officer.form.show_entry(_entry(one))
            if not save(number):
                break
            say(f"saved {number}")
        stands = asdict_texts(officer.form.entry())
        say("told " + json.dumps({"error": "", "sentence": status.text(), "stands": stands, "typed": one.fields}))
        (folder / "ballast").unlink()
        if save(number):
            say(f"after {number}")
        window.close()
        say("end")


def _entry(one: Any) -> Any:
    from uuid import uuid4

    from outreach.ui.capture.entry import Entry

    return Entry(company=one.company, person=one.person, contact=one.contact, note=one.note, id=str(uuid4()))


def _window(place: Path) -> Any:
    from outreach.app import create_house, open_house
    from outreach.settings import Settings
    from outreach.ui.main import application, build_parts
    from outreach.ui.main_window import MainWindow

    parts = build_parts(application(), open_house, create_house, Settings(language="en", officer="Anna Ek"))
    window = MainWindow(parts)
    window.show()
    window.open_place(str(place))
    return window


def run(deed: Deed, folder: Path, masters: Masters, size: int = SIZE) -> Filled:
    """Fill a small disk by a deed, make room, and look at what is there."""
    found, began = Filled(deed.name), time.monotonic()
    with small_disk(folder / "disk", size) as disk:
        prepared = folder / "prepared"
        masters.copy("empty", prepared)
        for file in prepared.glob("fair.outreach*"):
            shutil.copyfile(file, disk / file.name)
        (disk / "ballast").write_bytes(b"\0" * BALLAST)
        # The settings lie on a disk of their own, as they may.
        (disk / "home").symlink_to(prepared / "home")
        life = Life(deed, disk)
        life.until("end", 120)
        life.kill()
        _judge(found, life.lines(), disk)
    found.seconds = time.monotonic() - began
    return found


def _judge(found: Filled, lines: list[str], disk: Path) -> None:
    found.faults += [line for line in lines if line.startswith("broke ")]
    told = next((json.loads(line[5:]) for line in lines if line.startswith("told ")), {"sentence": ""})
    found.sentence = told["sentence"]
    found.acknowledged = sum(line.startswith("saved ") for line in lines)
    found.saved_after = sum(line.startswith("after ") for line in lines)
    if "full" not in found.sentence and "no room" not in found.sentence:
        found.faults.append(f"the sentence does not say that the disk is full: {found.sentence!r}")
    if "error" in told and told["error"] and str(disk) not in found.sentence:
        found.faults.append(f"the sentence does not name the place: {found.sentence!r}")
    if told.get("stands") != told.get("typed"):
        found.faults.append(f"{told['typed']} was typed and {told['stands']} stands in the form")
    if not found.saved_after:
        found.faults.append("nothing could be saved once there was room")
    at_home(disk)
    house = opened(disk / "fair.outreach")
    found.faults += house.check()
    found.kept = len(notes(house)) if "typed" not in told else _rows(house)
    house.close()
    if found.kept != found.acknowledged + found.saved_after:
        found.faults.append(f"{found.acknowledged} + {found.saved_after} were acknowledged, {found.kept} are there")


def _rows(house: Any) -> int:
    from tests.faults.deeds import count

    return count(house, "meeting")
