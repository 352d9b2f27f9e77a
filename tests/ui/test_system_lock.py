"""The system's own messages reach the lock over a real message bus: screen saver, sleep, the session's lock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Listens as the window does, and says when it would lock.
WATCH = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from outreach.ui.locking.system import SystemWatch
app = QCoreApplication([])
watch = SystemWatch(app)
watch.going.connect(lambda: print("going", flush=True))
watch.hold_sleep()
QTimer.singleShot(8000, app.quit)
QTimer.singleShot(300, lambda: print("ready", flush=True))
app.exec()
"""
#: Plays logind and a screen saver: owns the name and sends each signal, first those that mean nothing.
PLAY = """
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
assert bus.registerService("org.freedesktop.login1")
def tell(path, interface, member, *values):
    signal = QDBusMessage.createSignal(path, interface, member)
    signal.setArguments(list(values))
    assert bus.send(signal)
def all_of_them():
    tell("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    tell("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", False)
    tell("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True)
    tell("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", True)
    tell("/org/freedesktop/login1/session/_33", "org.freedesktop.login1.Session", "Lock")
    QTimer.singleShot(300, app.quit)
QTimer.singleShot(100, all_of_them)
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="no message bus here")
def test_the_screen_saver_sleep_and_the_session_lock(tmp_path):
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )
    address = bus.stdout.readline().strip()
    env = os.environ | {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "XDG_SESSION_ID": "3",
        "PYTHONPATH": str(ROOT),
    }
    watch = subprocess.Popen([sys.executable, "-c", WATCH], stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert watch.stdout.readline() == "ready\n"
        subprocess.run([sys.executable, "-c", PLAY], env=env, check=True, timeout=20)
        assert [watch.stdout.readline() for _ in range(3)] == ["going\n"] * 3
    finally:
        for one in (watch, bus):
            one.kill()
            one.wait()
            one.stdout.close()
