"""The window on a real workspace: `house`, `words`, `context`, `parts`, `window`, and `settle` to wait until all is at rest.

The clock stands still on Tuesday 24 November 2026, 10:00 in Stockholm.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from outreach.domain.secret import Secret
from outreach.language import Language
from outreach.services.house import House
from outreach.services.unlocking import is_encrypted, open_database
from outreach.settings import Settings
from outreach.storage.database import Signature, create_workspace, open_workspace
from outreach.storage.sealing import Cost
from outreach.ui.changes import ChangeBus
from outreach.ui.context import Context, Wishes
from outreach.ui.main import build_parts
from outreach.ui.main_window import MainWindow
from outreach.ui.memory import Memory
from outreach.ui.parts import Parts
from outreach.ui.tasks import Tasks
from outreach.ui.words import Words
from tests.ready import fresh_workspace
from tests.ui.at_rest import MUNICIPALITY, NOW, OFFICER, PATIENCE, come_to_rest

Settle = Callable[[], None]
PASSPHRASE = "fyra ord som ingen gissar"
#: Argon2 for nothing: its strength is not the point here.
CHEAP = Cost(64, 1, 1)


def signature() -> Signature:
    return Signature(OFFICER, "laptop", lambda: NOW)


class PatientBot(QtBot):
    """Waits a minute where pytest-qt gives up after five seconds, which a machine with other work may need."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **options)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def ready_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A started workspace, made once and copied by each test: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("ready") / "ready.outreach"
    house = House(fresh_workspace(path, signature()))
    house.unit.start(MUNICIPALITY, "2061", OFFICER)
    house.close()
    return path


@pytest.fixture
def place(ready_workspace: Path, tmp_path: Path) -> Path:
    """A started workspace of the test's own."""
    return Path(shutil.copy(ready_workspace, tmp_path / "register.outreach"))


@pytest.fixture(scope="session")
def ready_encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A started workspace with the passphrase `PASSPHRASE`, made once and copied with its keys."""
    path = tmp_path_factory.mktemp("encrypted") / "register.outreach"
    made = House(create_workspace(path, signature(), Secret(PASSPHRASE), cost=CHEAP))
    made.unit.start(MUNICIPALITY, "2061", OFFICER)
    made.close()
    return path


@pytest.fixture
def encrypted_place(ready_encrypted: Path, tmp_path: Path) -> Path:
    """An encrypted workspace of the test's own."""
    for file in ready_encrypted.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / ready_encrypted.name


@pytest.fixture
def house(place: Path) -> Iterator[House]:
    opened = House(open_workspace(place, signature()))
    yield opened
    opened.close()


@pytest.fixture
def words(qapp: QApplication) -> Words:
    return Words(Language("en"), qapp)


@pytest.fixture
def context(house: House, words: Words, qapp: QApplication) -> Iterator[Context]:
    """All that a page is given. An error that no page has taken care of fails the test."""
    root = QObject(qapp)
    tasks = Tasks(root)
    errors: list[BaseException] = []
    tasks.failed.connect(errors.append)
    memory = Memory(root)
    yield Context(house, tasks, ChangeBus(root), words, memory, Wishes(root))
    tasks.close()
    # What it would write a second later would lie in the home of the next test.
    memory.forget()
    assert not errors


@pytest.fixture
def settle(qtbot: QtBot, context: Context) -> Settle:
    return lambda: come_to_rest(qtbot, context.tasks)


@pytest.fixture
def parts(qapp: QApplication, tmp_path: Path) -> Iterator[Parts]:
    """What the window shares before a workspace is open, with doors to real workspaces."""

    def open_house(at: str, writing: bool = True, secret: Secret | None = None, /) -> House:
        if secret is None and not is_encrypted(at):
            return House(open_workspace(at, signature(), writing=writing, patience=0))
        return House(open_database(at, signature(), writing=writing, secret=secret, sleep=lambda _: None))

    def create_house(at: str, secret: Secret | None = None, reason: str = "", /) -> House:
        if secret is None:
            return House(fresh_workspace(Path(at), signature()))
        return House(create_workspace(Path(at), signature(), secret, reason, cost=CHEAP))

    made = build_parts(qapp, open_house, create_house, Settings(language="en", scheme="light", officer=OFFICER, backups="off"))
    yield made
    made.single.release()
    made.tongue.put_away()
    made.tasks.close()


@pytest.fixture
def make_window(parts: Parts, qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    """Build windows that are closed, with their workspaces, when the test ends."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(parts)
        made.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: Callable[[], MainWindow], place: Path, qtbot: QtBot) -> MainWindow:
    """The window at work in a started workspace."""
    made = make_window()
    made.open_place(str(place))
    qtbot.waitUntil(lambda: made.shell is not None)
    come_to_rest(qtbot, made.parts.tasks)
    return made
