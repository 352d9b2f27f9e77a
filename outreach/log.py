"""The log: a small rotating file beside the user's settings, 0600, without personal data.

Log what the program did and which class of error came, never names, notes, addresses or file contents. That is not left to
whoever writes a line: a value that is to be seen must be a number or say that it is a fact of the program (`Fact`), any other is
written as its type and length; of an exception only its type and the lines of code it came through are kept. Files older than
`KEPT_DAYS` are removed at each start.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from outreach.crash import crash_reports

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: Three old files of this size and the one that is written, in bytes: under 5 MB in all.
_LARGEST, _OLD_ONES = 1_000_000, 3
#: Days after which a log is removed.
KEPT_DAYS = 30
_tail: deque[str] = deque(maxlen=200)


class Fact(str):
    """A text that says nothing about anybody: the name of a class, a line of code, a word of the program's own."""

    __slots__ = ()


class _Tail(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _tail.append(self.format(record))


class _Private(logging.Formatter):
    """Writes a record without the values it carries, and an exception without its text."""

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord(record.__dict__)
        bare.args = _bared(record.args)
        bare.exc_text = None
        if not isinstance(record.msg, str):
            bare.msg, bare.args = _bare(record.msg), None
        return super().format(bare)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name of logging
        return code_trace(ei[1]) if ei[1] is not None else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name of logging
        return ""


class _Late(logging.Handler):
    """Makes the handler of the file with the first line that is written: most commands, and a quick start, write none."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._handler: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._handler is None:
            from outreach.log_file import OwnFile

            self._handler = OwnFile(self._file, maxBytes=_LARGEST, backupCount=_OLD_ONES, encoding="utf-8", delay=True)
            self._handler.setFormatter(self.formatter)
        self._handler.handle(record)

    def close(self) -> None:
        if self._handler is not None:
            self._handler.close()
        super().close()


def start_log(folder: Path, level: int = logging.INFO) -> None:
    """Send the program's log to `folder`/outreach.log (1 MB, three old ones). Falls silent where it cannot be written."""
    root = logging.getLogger("outreach")
    root.setLevel(level)
    root.propagate = False
    handlers: list[logging.Handler] = [_Tail()]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        remove_old(folder)
        handlers.append(_Late(folder / "outreach.log"))
    except OSError:
        pass
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        handler.setFormatter(_Private(_FORMAT))
        root.addHandler(handler)
    _silence_others()


def log_tail(lines: int = 40) -> str:
    """Return the last lines of the log, for the dialog that owns up to a bug."""
    return "\n".join(list(_tail)[-lines:])


def code_trace(error: BaseException) -> str:
    """Return where an exception came from: types and lines of code, without the texts that exceptions carry."""
    return Fact("\n".join(_steps(error, set())))


def catch_what_nobody_catches() -> None:
    """Let threads and destructors that fail tell the log where, not standard error what: a desktop keeps that in files too."""
    log = logging.getLogger("outreach.crash")

    def thread(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
            log.error("a thread failed: %s", code_trace(failed.exc_value))

    def unraisable(failed: sys.UnraisableHookArgs) -> None:
        if failed.exc_value is not None:
            log.error("nobody could be told: %s", code_trace(failed.exc_value))

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("nobody caught: %s", code_trace(error))
        sys.stderr.write(f"{code_trace(error)}\n")

    threading.excepthook = thread
    sys.unraisablehook = unraisable
    sys.excepthook = uncaught


def remove_old(folder: Path, now: float | None = None) -> None:
    """Remove logs and crash reports of ours in `folder` that were last written more than `KEPT_DAYS` days ago."""
    oldest = (time.time() if now is None else now) - KEPT_DAYS * 86_400
    for file in (*(one for one in folder.iterdir() if one.name.startswith("outreach.log")), *crash_reports(folder)):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < oldest:
                file.unlink()
            elif os.name == "posix" and file.stat().st_mode & 0o077:
                file.chmod(0o600)


def _silence_others() -> None:
    """Keep what libraries warn of, with the values they warn of, from standard error."""
    everybody = logging.getLogger()
    if not everybody.handlers:
        everybody.addHandler(logging.NullHandler())


def _steps(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    for line in traceback.extract_tb(error.__traceback__):
        yield f'  File "{line.filename}", line {line.lineno}, in {line.name}'
    yield type(error).__name__
    inner = error.__cause__ or error.__context__
    if inner is not None:
        yield from _steps(inner, seen)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _steps(one, seen)


def _bared(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: _bare(value) for name, value in values.items()}
    return tuple(_bare(value) for value in values) if isinstance(values, tuple) else values


def _bare(value: Any) -> Any:
    if value is None or isinstance(value, (Fact, bool, int, float)):
        return value
    if isinstance(value, type):
        return Fact(value.__name__)
    if isinstance(value, BaseException):
        return Fact(type(value).__name__)
    size = f" of {len(value)}" if isinstance(value, (str, bytes, list, tuple, dict, set)) else ""
    return Fact(f"<{type(value).__name__}{size}>")
