"""Tells when the system locks its screen, goes to sleep or shows another user's session.

Linux: logind (`PrepareForSleep`, `Lock`, the session's `Active`) and the desktops' screen savers (`ActiveChanged`), over D-Bus;
while the program runs it asks logind for the moment that locking takes before the computer sleeps (a *delay* inhibitor).
Windows: the session's own messages (`WM_WTSSESSION_CHANGE`, `WM_POWERBROADCAST`). macOS tells Qt nothing of its screen lock: there
the lid is noticed when it opens again (`idle.py`), and idleness as everywhere.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

try:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
except ImportError:  # Windows' and macOS' Qt come without
    QDBusConnection = None  # type: ignore[assignment, misc]

log = logging.getLogger(__name__)
_Call = TypeVar("_Call", bound=Callable[..., None])


def _bus_slot(call: _Call) -> _Call:
    """Let the bus call a method."""
    return Slot(QDBusMessage)(call) if QDBusConnection is not None else call


_LOGIND = "org.freedesktop.login1"
#: What the system tells of us to whoever asks what delays the sleep: its log, not the officer.
_WHY = "locks the register"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver")
#: Windows, winuser.h.
_WM_POWERBROADCAST, _WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
_PBT_APMSUSPEND, _WTS_CONSOLE_DISCONNECT, _WTS_SESSION_LOCK = 0x0004, 0x2, 0x7


class SystemWatch(QObject):
    """`going` comes when the system locks, sleeps or switches the user."""

    going = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._delay: Any = None
        self._native: _Messages | None = None
        if sys.platform == "win32":
            self._native = _Messages(self)
            QCoreApplication.instance().installNativeEventFilter(self._native)  # type: ignore[union-attr]
        elif QDBusConnection is not None and sys.platform == "linux":
            self._listen()

    def watch_window(self, window: QWidget) -> None:
        """Ask Windows to tell this window of the session's lock; elsewhere nothing is needed."""
        if sys.platform == "win32":
            import ctypes

            with contextlib.suppress(OSError):
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

    def hold_sleep(self) -> None:
        """Ask for the moment that locking takes before the computer sleeps."""
        if sys.platform != "linux" or QDBusConnection is None or self._delay is not None:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            call = QDBusMessage.createMethodCall(_LOGIND, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "Inhibit")
            call.setArguments(["sleep", "Outreach", _WHY, "delay"])
            bus.callWithCallback(call, self, _slot("held"), 2000)

    def let_sleep(self) -> None:
        """Locking is done."""
        self._delay = None

    @_bus_slot
    def held(self, answer: Any) -> None:
        """Keep the descriptor: as long as it is open the system waits, five seconds at the most."""
        given = answer.arguments()
        if given and isinstance(given[0], QDBusUnixFileDescriptor):
            self._delay = given[0]

    @_bus_slot
    def told(self, message: Any) -> None:
        """Read what the bus told."""
        if message.member() == "PropertiesChanged":
            self._ask_active(message.path())
        elif means_going(message.member(), message.arguments()):
            self.going.emit()

    @_bus_slot
    def active(self, answer: Any) -> None:
        """Another user's session is on the screen when ours is not active."""
        if means_left(answer.arguments()):
            self.going.emit()

    def _ask_active(self, path: str) -> None:
        # Qt for Python hands out the map of what has changed as something that cannot be read: so it is asked for.
        call = QDBusMessage.createMethodCall(_LOGIND, path, "org.freedesktop.DBus.Properties", "Get")
        call.setArguments([f"{_LOGIND}.Session", "Active"])
        QDBusConnection.systemBus().callWithCallback(call, self, _slot("active"), 2000)

    def _listen(self) -> None:
        slot = _slot("told")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(_LOGIND, "", f"{_LOGIND}.Manager", "PrepareForSleep", self, slot)
            path = session_path(os.environ.get("XDG_SESSION_ID", ""))
            system.connect(_LOGIND, path, f"{_LOGIND}.Session", "Lock", self, slot)
            system.connect(_LOGIND, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", self, slot)
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, slot)


def _slot(name: str) -> Any:
    # Its stub wants bytes; what works is what SLOT gives.
    return SLOT(f"{name}(QDBusMessage)")


def session_path(number: str) -> str:
    """Return where logind shows a session ("3" → …/session/_33, sd_bus_path_encode(3)); "" (any) where it is not known."""
    if not number.isalnum():
        return ""
    first = f"_{ord(number[0]):02x}" if number[0].isdigit() else number[0]
    return f"/org/freedesktop/login1/session/{first}{number[1:]}"


def means_going(member: str, arguments: list[Any]) -> bool:
    """Say whether a message of the bus means that the officer has left the screen."""
    if member == "Lock":
        return True
    if member in ("PrepareForSleep", "ActiveChanged"):
        return bool(arguments) and arguments[0] is True
    return False


def means_left(arguments: list[Any]) -> bool:
    """Say whether the answer to "is the session active?" is no; a variant may come wrapped."""
    found = arguments[0] if arguments else None
    wrapped = getattr(found, "variant", None)
    return (wrapped() if wrapped is not None else found) is False


class _Messages(QAbstractNativeEventFilter):
    """Reads Windows' messages to the window."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        """Tell of the session's lock and of sleep; everything goes on to Qt."""
        if sys.platform == "win32" and bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in (
                (_WM_POWERBROADCAST, _PBT_APMSUSPEND),
                (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK),
                (_WM_WTSSESSION_CHANGE, _WTS_CONSOLE_DISCONNECT),
            ):
                self._watch.going.emit()
        return False, 0
