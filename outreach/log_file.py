"""The file of the log, which rotates. Loaded with the first line (`log.py`): what rotates files brings sockets along."""

from __future__ import annotations

import os
from logging.handlers import RotatingFileHandler
from typing import Any


class OwnFile(RotatingFileHandler):
    """The file, readable by its owner alone, from its first byte on."""

    def _open(self) -> Any:
        return os.fdopen(os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8")
