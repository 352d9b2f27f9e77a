"""One sitting at the real window, offscreen: `python -m tests.canaries.window_round WORKSPACE END CANARY …`.

It begins as the program does (`app.main`), and ends closed, by SIGKILL, by SIGSEGV, or by SIGKILL while it is locked.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from outreach import app
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.secret import Secret
from outreach.domain.when import zoned
from outreach.settings import Settings
from outreach.ui import main as window_program
from outreach.ui.copying import copy_text
from outreach.ui.main_window import MainWindow
from outreach.ui.passing_files import passing_folder
from tests.canaries.day import PASSPHRASE


def until(come: Callable[[], object], seconds: float = 30) -> None:
    """Let the window live until something has come."""
    end = time.monotonic() + seconds
    while not come():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def calm(window: MainWindow) -> None:
    """Let the worker and the pauses of typing end."""
    for _ in range(3):
        until(lambda: window.parts.tasks.idle)
        end = time.monotonic() + 0.3
        until(lambda end=end: time.monotonic() > end)


def unlock(window: MainWindow) -> None:
    """Open the workspace, with the passphrase where it wants one."""
    until(lambda: window.shell or window.opening.unlock or window.opening.first)
    if window.opening.unlock is not None:
        window.opening.unlock.wanted.emit(Secret(PASSPHRASE))
    until(lambda: window.shell or window.opening.first)
    if window.opening.first is not None:
        window.opening.first.start.click()
        until(lambda: window.shell or window.opening.recovery)
        page = window.opening.recovery
        if page is not None:
            page.typed.emit([page._offer.code.groups[at] for at in page._offer.asked])
        until(lambda: window.shell)
    calm(window)


def work(window: MainWindow, words: list[str]) -> None:
    """Save, search, show, copy, make a draft for another program, and leave two things half typed."""
    house = window.context.house
    person = Person(name=f"{words[0]} Lund", notes=words[1])
    window.context.write(lambda: house.people.save(person))
    calm(window)
    window.shell.open_record(Kind.PERSON, person.id)
    window.shell.search.setText(words[0])
    calm(window)
    window.grab()
    copy_text(f"{words[0]}\n{words[2]}", 2)
    (passing_folder() / "draft.eml").write_text(f"Subject: {words[2]}\n\n{words[3]}")
    window.parts.tasks.failed.emit(ValueError(words[3]))
    until(lambda: window.errors.dialog)
    window.errors.dialog.accept()
    window.shell.page.edit_record(person.id)
    calm(window)
    form = next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "PersonForm")
    form.notes.setPlainText(words[4])
    window.parts.tasks.run(lambda: time.sleep(1.0))  # behind something long, drafts stand outside the workspace
    window.desk.capture(None)
    window.desk.capturing.capture.form.note.setPlainText(words[5])
    window.desk.capturing.capture.scribe._drafted = True
    window.desk.capturing.capture.scribe.keep_draft()
    end = time.monotonic() + 0.4
    until(lambda: time.monotonic() > end)


def at_the_fair(window: MainWindow, words: list[str]) -> None:
    """Log a conversation in fair mode and leave another one half typed."""
    start = datetime(2026, 12, 1, 9)
    fair = Event(title=f"{words[6]} mässa", when=zoned(start, start.replace(hour=17)))
    house = window.context.house
    window.context.write(lambda: house.events.save(fair))
    calm(window)
    for dialog in QApplication.topLevelWidgets():
        if type(dialog).__name__ == "PersonForm":
            dialog.deleteLater()
    window.desk.fair(fair.id)
    calm(window)
    form = window.desk.capturing.fair.form
    form.person.setText(f"{words[6]} Nord")
    form.note.setPlainText(words[7])
    window.desk.capturing.fair.scribe.save()
    calm(window)
    form.note.setPlainText(words[6])


def at_the_locked_booth(window: MainWindow, words: list[str]) -> None:
    """Log a conversation while the register is locked, and leave another one half typed."""
    booth = window.locking.booth
    booth.person.setText(f"{words[0]} Syd")
    booth.note.setPlainText(words[7])
    booth.save()
    booth.note.setPlainText(words[6])
    booth.keep_half()


def sit(settings: Settings) -> int:
    """What stands in for `app.show_window`: the same window, with hands."""
    place, end, *words = sys.argv[1:]
    qt = window_program.application()
    parts = window_program.build_parts(qt, app.open_house, app.create_house, settings)
    parts.single.claim(place)
    window = MainWindow(parts)
    window.errors.take_over()
    window.show()
    window.open_place(place)
    unlock(window)
    work(window, words)
    encrypted = window.context.house.database.is_encrypted
    if end == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if end == "crashed":
        ctypes.string_at(0)
    calm(window)
    if encrypted:
        at_the_fair(window, words)
        window.locking.lock_now()
        until(lambda: window.locking.booth and window.parts.tasks.idle)
        at_the_locked_booth(window, words)
        if end == "killed while locked":
            os.kill(os.getpid(), signal.SIGKILL)
        unlock(window)
    elif end == "killed while locked":
        os.kill(os.getpid(), signal.SIGKILL)
    window.close()
    window.deleteLater()
    # As at the end of the event loop: what is to go goes before Python does.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


if __name__ == "__main__":
    app.show_window = sit
    code = app.main([])
    # Python takes Qt apart in an order of its own when no event loop has run: that is not what is looked at here.
    os._exit(code)
