"""What is left when the program dies: types and lines, never the memory it held.

That no core dump is written sees `own_process.py`. Python's `faulthandler` writes the lines of code of all threads into a file of
the log folder, without locals and without values; nothing is ever sent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from pathlib import Path
from typing import IO

_report: tuple[Path, IO[bytes]] | None = None


def start_crash_report(folder: Path) -> None:
    """Let a crash leave its lines of code in `folder`/crash-PID.txt (0600); an orderly end removes the empty file.

    Falls silent where it cannot be written.
    """
    global _report
    end_crash_report()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in crash_reports(folder):
            if old.stat().st_size == 0 and not _lives(old):
                old.unlink()
        file = folder / f"crash-{os.getpid()}.txt"
        report = os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb", buffering=0)
        _report = file, report
        faulthandler.enable(report, all_threads=True)


def crash_reports(folder: Path) -> list[Path]:
    """Return the crash reports in a folder. Raises OSError."""
    # Without patterns: those of `glob` are compiled anew in each process.
    return [file for file in folder.iterdir() if file.name.startswith("crash-") and file.suffix == ".txt"]


def end_crash_report() -> None:
    """Say that the program ends as it should."""
    global _report
    if _report is None:
        return
    file, report = _report
    _report = None
    faulthandler.disable()
    empty = os.fstat(report.fileno()).st_size == 0
    report.close()
    if empty:
        with contextlib.suppress(OSError):
            file.unlink()


def _lives(report: Path) -> bool:
    """Say whether the process of an empty report may still be there."""
    number = report.stem.rpartition("-")[2]
    return not number.isdigit() or sys.platform == "win32" or Path(f"/proc/{number}").exists()
