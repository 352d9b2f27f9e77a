"""The window as a program: Qt's application, one instance, the parts that outlive a workspace, and the event loop."""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication

from outreach.language import N_, Language
from outreach.paths import APP
from outreach.settings import Settings
from outreach.ui.dress import looks_dark, put_on
from outreach.ui.main_window import MainWindow
from outreach.ui.parts import CreateHouse, OpenHouse, Parts
from outreach.ui.tokens import DARK, LIGHT


def run_window(open_house: OpenHouse, create_house: CreateHouse, settings: Settings) -> int:
    """Show the window until it is closed, and return the exit code. A second start brings the first window forward."""
    if not has_screen():
        language = Language(settings.chosen_language())
        print(language.say(N_("There is no screen here. Give a command; “outreach --help” lists them.")), file=sys.stderr)  # noqa: T201
        return 1
    app = bare_application()
    parts = Parts(app, open_house, create_house, settings)
    place = settings.chosen_workspace()
    if not parts.single.claim(place, listens=False):
        return 0
    dress_first(app, settings.scheme)
    window = MainWindow(parts)
    earlier = sys.excepthook
    window.begin(place)
    window.show()
    code = app.exec()
    sys.excepthook = earlier
    return int(code)


def application() -> QApplication:
    """Return Qt's application, made, named and with its picture."""
    app = bare_application()
    if app.windowIcon().isNull():
        from outreach.ui.icons import application_icon

        app.setWindowIcon(application_icon())
    return app


def bare_application() -> QApplication:
    """Return Qt's application without a picture: drawing it takes longer than the first picture of the window may."""
    # Said here, Fusion costs nothing; `setStyle` would make Qt's whole class of styles known to Python.
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP)
    app.setDesktopFileName("outreach")
    return app


def dress_first(app: QApplication, scheme: str) -> None:
    """Dress the first picture in the chosen theme, or in what the desktop looks like; `Look` asks it later what it wishes."""
    dark, wished = looks_dark(app), {"dark": True, "light": False}.get(scheme)
    if wished is not None and wished is not dark:
        # The frame that the system draws around the window must not change its colour a moment later.
        from PySide6.QtCore import Qt

        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if wished else Qt.ColorScheme.Light)
    put_on(app, DARK if (dark if wished is None else wished) else LIGHT)


def build_parts(app: QApplication, open_house: OpenHouse, create_house: CreateHouse, settings: Settings) -> Parts:
    """Build what outlives a workspace, in the chosen language and look."""
    return Parts(app, open_house, create_house, settings).complete()


def has_screen() -> bool:
    """Say whether a window can be shown; Qt itself would abort without one."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
