"""The officer at the booth, as a process that can be killed: enters visitors through the capture window, and says what is safe.

`python -m tests.journeys.fair_officer WORKSPACE` loads the program once and then makes, for each order on standard input, a copy of
itself that opens the window: what a start costs is the window, not the libraries. Each copy writes what it sees to a file, a
line at once: a kill takes nothing from it that was written.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.journeys.fair_visitors import Visitor, number_in, visitor


@dataclass(frozen=True, slots=True)
class Order:
    """What a copy is to do.

    `first` is the first visitor that the officer's paper list does not show as saved, `last` the last one. At `linger` the
    officer stops half-way and waits; with `stay` also when all have gone. `every` is how often a draft is kept, in milliseconds.
    `place`: "fair" (fair mode, F11) or "capture" (the capture window, Ctrl+N). `manner`: "safe", or a fault that must be caught:
    "early" (says that it is saved before it is), "blind" (enters anew without looking what came back).
    """

    workspace: str
    log: str
    acknowledged: str
    first: int
    last: int
    linger: int = 0
    stay: bool = False
    place: str = "fair"
    every: int = 3000
    manner: str = "safe"
    home: str = ""
    """the home of the program, when it is not that of the process that is copied"""


def serve() -> None:
    """Answer each order with the number of a process that obeys it, and with "ended" when it has ended."""
    _load()
    _say("ready")
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            sys.stdin.close()
            obey(Order(**json.loads(line)))
            os._exit(0)
        _say(str(process))
        _, status = os.waitpid(process, 0)
        _say(f"ended {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _load() -> None:
    """Do once what each copy would have to do again: load every module, and build what is built at the first use."""
    from PySide6 import QtTest

    import outreach.app
    import outreach.ui.capture.desk
    import outreach.ui.main
    import outreach.ui.today.page
    from outreach.language import Language
    from outreach.services.house import House
    from outreach.services.meetings import Capture
    from outreach.storage.database import open_workspace

    del outreach, QtTest
    Language("en").day(date(2026, 11, 28), "EEEE d MMMM y")
    with tempfile.TemporaryDirectory() as folder:
        house = House(open_workspace(Path(shutil.copy(sys.argv[1], Path(folder) / "warm.outreach"))))
        house.meetings.capture(Capture(company="Warm AB", person="Anna Warm", phones=("070-1",), note="v0000 hej #a !fre"))
        house.search.hints("warm")
        house.close()


def obey(order: Order) -> None:
    """Open the program's window and work until the last visitor has gone."""
    from outreach.app import create_house, open_house
    from outreach.settings import Settings
    from outreach.ui.capture import window as capture_window
    from outreach.ui.main import application, build_parts
    from outreach.ui.main_window import MainWindow

    # Where the pause between two drafts stands: with the form, or with whoever keeps what is typed into it.
    for module in (capture_window, sys.modules.get("outreach.ui.capture.scribe")):
        if hasattr(module, "DRAFT_EVERY"):
            module.DRAFT_EVERY = order.every  # type: ignore[union-attr]
    os.environ["OUTREACH_HOME"] = order.home or os.environ["OUTREACH_HOME"]
    parts = build_parts(application(), open_house, create_house, Settings(language="en", officer="Anna Ek"))
    window = MainWindow(parts)
    window.errors.take_over()
    window.show()
    window.open_place(order.workspace)
    officer = Officer(window, order)
    try:
        officer.work()
    except Exception:
        # The window has taken over what is said of errors; the hall reads the log.
        officer.tell("stuck", traceback.format_exc())
        raise


class Officer:
    """Somebody at the keyboard. Everything goes through widgets: keys in the focused field, Ctrl+N, Ctrl+Enter."""

    def __init__(self, window: Any, order: Order) -> None:
        self.window, self.order = window, order
        self._log = os.open(order.log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        self._acknowledged = os.open(order.acknowledged, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def work(self) -> None:
        """Look what came back, then take one visitor after the other."""
        self._until(lambda: self.window.shell is not None and self.window.parts.tasks.idle)
        self._open_capture()
        self.tell("back", asdict_texts(self.form.entry()))
        number = self.order.first
        if self.order.manner != "blind":
            number += self._look(visitor(number))
        for one in range(number, self.order.last + 1):
            self._enter(visitor(one))
        self.tell("done")
        if self.order.stay:
            self._wait(600_000)

    # What the officer does -------------------------------------------------------------------------------------------

    def _open_capture(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if self.order.place == "fair":
            QTest.keyClick(self.window, Qt.Key.Key_F11)
        else:
            QTest.keyClick(self.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        desk, place = self.window.desk.capturing, self.order.place
        self._until(lambda: getattr(desk, place) is not None and self.window.parts.tasks.idle)
        self.capture = getattr(desk, place)
        self.form = self.capture.form

    def _look(self, first: Visitor) -> int:
        """See to what was under way when the power went; return 1 when that visitor is done with.

        What came back into the form is finished there; otherwise the last ones in the list may show that it was saved.
        """
        entry = self.form.entry()
        if not entry.is_empty:
            if belongs(entry, first):
                return 0
            # Somebody who is on the paper list already.
            self.tell("stale", asdict_texts(entry))
            self._clear()
        if first.number <= self.order.last and any(first.note.split()[0] in _all_texts(line) for line in self.capture.latest.lines):
            self.tell("seen", first.number)
            self._acknowledge(first)
            return 1
        return 0

    def _enter(self, visitor: Visitor) -> None:
        if self.order.manner == "blind" or not belongs(self.form.entry(), visitor):
            self._clear()
        for name, text in visitor.fields.items():
            if visitor.number == self.order.linger and name == "note":
                self._write(visitor, name, text[: len(text) // 2])
                self.tell("lingers", visitor.number)
                self._wait(600_000)
            if name == "company" and visitor.knows and self._take_hint(visitor):
                continue
            self._write(visitor, name, text)
        self._save(visitor)

    def _take_hint(self, visitor: Visitor) -> bool:
        """Take a known company or person by a few letters and Enter; leave it when it is filled in already."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if self.form.company.text() == visitor.company:
            return True
        wanted = visitor.company if visitor.knows == "company" else visitor.person
        self._clear()
        self._write(visitor, "company", wanted.split()[-1 if visitor.knows == "person" else 0])
        offers = self.form.company.offers
        self._until(lambda: self.window.parts.tasks.idle)
        labels = [offers.list.item(row).text() for row in range(offers.list.count())] if offers.isVisible() else []
        if wanted not in labels:
            self.tell("no hint", labels)
            self._clear()
            return False
        for _ in range(labels.index(wanted)):
            QTest.keyClick(self.form.company, Qt.Key.Key_Down)
        QTest.keyClick(self.form.company, Qt.Key.Key_Return)
        self.tell("typed", visitor.number, asdict_texts(self.form.entry()))
        return True

    def _write(self, visitor: Visitor, name: str, text: str) -> None:
        """Type what is still missing in a field, a few letters at a time."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        editor = getattr(self.form, name)
        editor.setFocus()
        there = editor.toPlainText() if name == "note" else editor.text()
        if not text.startswith(there):
            if visitor.knows == "person" and there == text:
                return
            editor.selectAll()
            there = ""
        elif there:
            QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        for start in range(len(there), len(text), 5):
            type_letters(editor, text[start : start + 5])
            self.tell("typed", visitor.number, asdict_texts(self.form.entry()))
            self._wait(1)

    def _save(self, visitor: Visitor) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if self.order.manner == "early":
            self._save_too_slowly()
            self._acknowledge(visitor)
        QTest.keyClick(self.form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        status = self.capture.row.status
        self._until(lambda: status.text().startswith("Saved:") and visitor.person in status.text())
        self.tell("saved", visitor.number)
        if self.order.manner == "blind":
            self._wait(100)
        if self.order.manner != "early":
            self._acknowledge(visitor)

    def _save_too_slowly(self) -> None:
        """For the control: the acknowledgement is out a while before the commit."""
        meetings = self.window.context.house.meetings
        capture = type(meetings).capture

        def slow(wanted: Any) -> Any:
            time.sleep(0.2)
            return capture(meetings, wanted)

        meetings.capture = slow

    def _acknowledge(self, visitor: Visitor) -> None:
        """Put the visitor on the paper list: from here on it must never be missing."""
        os.write(self._acknowledged, f"{visitor.number}\n".encode())
        os.fsync(self._acknowledged)

    def _clear(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        for name in ("company", "person", "contact", "note"):
            editor = getattr(self.form, name)
            if editor.toPlainText() if name == "note" else editor.text():
                editor.setFocus()
                editor.selectAll()
                QTest.keyClick(editor, Qt.Key.Key_Delete)

    # What is seen ----------------------------------------------------------------------------------------------------

    def tell(self, what: str, *more: Any) -> None:
        """Write a line into the log."""
        os.write(self._log, (json.dumps([time.monotonic(), what, *more], ensure_ascii=False) + "\n").encode())

    def _wait(self, milliseconds: int) -> None:
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)

    def _until(self, condition: Any, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                self.tell("stuck", self.capture.row.status.text() if hasattr(self, "capture") else "")
                os._exit(3)
            self._wait(1)


def belongs(entry: Any, visitor: Visitor) -> bool:
    """Say whether what stands in the form is the beginning of this visitor's entry."""
    number = number_in(entry.note)
    if number is not None:
        return number == visitor.number
    typed = (entry.company, entry.person, entry.contact, entry.note)
    wanted = (visitor.company, visitor.person, visitor.contact, visitor.note)
    known = bool(visitor.knows) and entry.company and not entry.person and visitor.person.endswith(entry.company)
    return bool(known) or all(whole.startswith(part) for whole, part in zip(wanted, typed, strict=True))


def asdict_texts(entry: Any) -> dict[str, str]:
    """Return the four fields."""
    return {name: getattr(entry, name) for name in ("company", "person", "contact", "note")}


def type_letters(editor: Any, text: str) -> None:
    """Press the keys of a text. Qt's test library knows the keys of a–z alone; others come as a Swedish board sends them."""
    from tests.bench.typist import press_key

    for letter in text:
        press_key(editor, letter)


def _all_texts(line: Any) -> str:
    return " ".join(str(value) for value in asdict(line).values() if isinstance(value, str))


if __name__ == "__main__":
    serve()
