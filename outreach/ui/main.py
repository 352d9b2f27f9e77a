"""The window as a program: Qt's application, one instance, the parts that outlive a workspace, and the event loop."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from outreach.language import N_, Language
from outreach.paths import APP
from outreach.settings import Settings
from outreach.ui.icons import application_icon
from outreach.ui.main_window import MainWindow
from outreach.ui.memory import Memory
from outreach.ui.parts import CreateHouse, OpenHouse, Parts, QtTongue
from outreach.ui.preferences.choices import Choices
from outreach.ui.single import SingleInstance
from outreach.ui.tasks import Tasks
from outreach.ui.theme import Look, Scheme
from outreach.ui.words import Words


def run_window(
    open_house: OpenHouse, create_house: CreateHouse, settings: Settings
) -> int:
    """Show the window until it is closed, and return the exit code. A second start brings the first window forward."""
    language = Language(settings.chosen_language())
    if not has_screen():
        print(language.say(N_("There is no screen here. Give a command; “outreach --help” lists them.")), file=sys.stderr)  # noqa: T201
        return 1
    app = application()
    parts = build_parts(app, open_house, create_house, settings)
    place = settings.chosen_workspace()
    if not parts.single.claim(place):
        return 0
    window = MainWindow(parts)
    earlier = sys.excepthook
    window.errors.take_over()
    window.show()
    window.reminders.begin()
    # The workspace opens behind the window that is already there: its libraries take longer than the window.
    QTimer.singleShot(0, window, lambda: window.open_place(place))
    code = app.exec()
    sys.excepthook = earlier
    return int(code)


def application() -> QApplication:
    """Return Qt's application, made and named."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP)
    app.setDesktopFileName("outreach")
    app.setWindowIcon(application_icon())
    return app


def build_parts(
    app: QApplication,
    open_house: OpenHouse,
    create_house: CreateHouse,
    settings: Settings,
) -> Parts:
    """Build what outlives a workspace, in the chosen language and look."""
    words = Words(Language(settings.chosen_language()), app)
    scheme = Scheme(settings.scheme) if settings.scheme in list(Scheme) else Scheme.SYSTEM
    parts = Parts(
        open_house=open_house,
        create_house=create_house,
        tasks=Tasks(app),
        words=words,
        memory=Memory(app),
        choices=Choices(settings, app),
        look=Look(app, scheme),
        single=SingleInstance(app),
        tongue=QtTongue(app),
    )
    parts.tongue.speak(words.language)
    return parts


def has_screen() -> bool:
    """Say whether a window can be shown; Qt itself would abort without one."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
