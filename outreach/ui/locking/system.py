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
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

try:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor
except ImportError:  # Windows' and macOS' Qt come without
    QDBusConnection = None  # type: ignore[assignment, misc]

log = logging.getLogger(__name__)
_bus_slot: Any = Slot(QDBusMessage) if QDBusConnection is not None else lambda call: call

_LOGIND = "org.freedesktop.login1"
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

    def watch_window(self, number: int) -> None:
        """Ask Windows to tell the window of this handle of the session's lock; elsewhere nothing is needed."""
        if sys.platform == "win32":
            import ctypes

            with contextlib.suppress(OSError):
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(number, 0)

    def hold_sleep(self) -> None:
        """Ask for the moment that locking takes before the computer sleeps."""
        if sys.platform != "linux" or QDBusConnection is None or self._delay is not None:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            call = QDBusMessage.createMethodCall(_LOGIND, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "Inhibit")
            call.setArguments(["sleep", "Outreach", "Locks the register", "delay"])
            bus.callWithCallback(call, self, SLOT("held(QDBusMessage)"), SLOT("refused(QDBusMessage)"), 2000)

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
    def refused(self, _answer: Any) -> None:
        """Without logind there is nobody to ask."""
        log.info("the system does not wait with sleep")

    @_bus_slot
    def told(self, message: Any) -> None:
        """Read what the bus told."""
        if means_going(message.member(), message.arguments()):
            self.going.emit()

    def _listen(self) -> None:
        slot = SLOT("told(QDBusMessage)")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            system.connect(_LOGIND, "", f"{_LOGIND}.Manager", "PrepareForSleep", self, slot)
            path = session_path(os.environ.get("XDG_SESSION_ID", ""))
            system.connect(_LOGIND, path, f"{_LOGIND}.Session", "Lock", self, slot)
            system.connect(_LOGIND, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", self, slot)
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, slot)


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
    if member == "PropertiesChanged" and len(arguments) > 1 and isinstance(arguments[1], dict):
        return arguments[1].get("Active") is False
    return False


class _Messages(QAbstractNativeEventFilter):
    """Reads Windows' messages to the window."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes, message: Any) -> Any:
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
