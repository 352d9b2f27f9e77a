"""The log: a small rotating file beside the user's settings, 0600, without personal data.

Log what the program did and which class of error came, never names, notes, addresses or file contents; exceptions from
SQLAlchemy are stripped of their parameters by `hide_parameters`.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_tail: deque[str] = deque(maxlen=200)


class _Tail(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _tail.append(self.format(record))


def start_log(folder: Path, level: int = logging.INFO) -> None:
    """Send the program's log to `folder`/outreach.log (1 MB, three old ones). Falls silent where it cannot be written."""
    root = logging.getLogger("outreach")
    root.setLevel(level)
    root.propagate = False
    handlers: list[logging.Handler] = [_Tail()]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / "outreach.log"
        os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        handlers.append(RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True))
    except OSError:
        pass
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)


def log_tail(lines: int = 40) -> str:
    """Return the last lines of the log, for the dialog that owns up to a bug."""
    return "\n".join(list(_tail)[-lines:])
