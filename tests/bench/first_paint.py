"""A process that ends when its window has been painted, and prints how many milliseconds that took since it was started, the
megabytes it has held at most, and which of the heavy libraries were loaded by then.

`python first_paint.py empty` shows an empty PySide6 window, `python first_paint.py outreach WORKSPACE` the program. The parent's
clock when it started this process stands in OUTREACH_BENCH_START (seconds of `time.monotonic`, one clock for all processes), the
names of the heavy libraries in OUTREACH_BENCH_HEAVY.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

if sys.argv[1] == "outreach":
    # As the program itself does: its own door first, Qt when the window is taken.
    from outreach.app import main as program

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def _held() -> float:
    status = Path("/proc/self/status")
    return int(status.read_text("utf-8").partition("VmHWM:")[2].split()[0]) / 1024 if status.exists() else 0.0


class Watch(QObject):
    """Waits for the first paint of a window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The turn of the loop after the paint: by then every part of the window has been drawn.
            QTimer.singleShot(0, _report)
        return False


def _report() -> None:
    took = (time.monotonic() - float(os.environ["OUTREACH_BENCH_START"])) * 1000
    loaded = [name for name in os.environ["OUTREACH_BENCH_HEAVY"].split(",") if name in sys.modules]
    sys.stdout.write(f"{took:.3f} {_held():.1f} {','.join(loaded) or '-'}\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    if sys.argv[1] == "empty":
        app = QApplication([])
        empty = QMainWindow()
        empty.resize(1280, 800)
        watch = Watch()
        empty.installEventFilter(watch)
        empty.show()
        app.exec()
        return
    run = QApplication.exec
    watch = Watch()

    def watched_exec(*_: object) -> int:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.installEventFilter(watch)
        return int(run())

    QApplication.exec = watched_exec  # type: ignore[method-assign]
    sys.exit(program(["--workspace", sys.argv[2]]))


if __name__ == "__main__":
    main()
