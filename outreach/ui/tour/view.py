"""A view to draw, and what the scenes do before one: go to a page, find the dialog that opened, wait until all is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.main_window import MainWindow
from outreach.ui.parts import Parts

_Dialog = TypeVar("_Dialog", bound=QDialog)

#: The smallest screen that many officers still have, in pixels.
SIZE = QSize(1366, 768)
#: A view that has not come to rest by then is drawn as it stands, in milliseconds.
_PATIENCE = 10_000
#: Twice this long must the worker have had nothing to do: longer than the pauses after typing and choosing.
_REST = 55


@dataclass(frozen=True, slots=True)
class View:
    """One picture to take: `ready` says that what the view draws by itself is drawn."""

    name: str
    widget: QWidget
    ready: Callable[[], bool] = lambda: True


def page(window: MainWindow, name: str) -> View:
    """Go to a page; a handout has come to rest when its preview is drawn."""
    window.show_page(name)
    shown = window.shell.page if window.shell is not None else None
    return View(name, window, (lambda: shown.live.settled) if isinstance(shown, HandoutsPage) else lambda: True)


def opened(window: MainWindow, kind: type[_Dialog]) -> _Dialog:
    """Return the dialog of a kind that is open over the window."""
    return next(dialog for dialog in reversed(window.findChildren(kind)) if dialog.isVisible())


def come_to_rest(parts: Parts, ready: Callable[[], bool] = lambda: True) -> None:
    """Let the event loop run until the worker has had nothing to do for a while."""
    deadline = QDeadlineTimer(_PATIENCE)
    quiet = 0
    while quiet < 2 and not deadline.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(_REST, loop.quit)
        loop.exec()
        quiet = quiet + 1 if parts.tasks.idle and ready() else 0
