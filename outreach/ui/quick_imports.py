"""Puts Python's own import back in its place: Qt for Python reads the source of every module that is loaded after it.

It looks for the word PySide6 there, to serve `from __feature__ import snake_case`, which nobody here writes; and it keeps what it
has read. A workspace loads some hundred modules. Its documentation says where it keeps the original (`shibokensupport/feature.py`).
"""

from __future__ import annotations

import builtins
from typing import Any

from PySide6 import QtCore


def import_quickly() -> None:
    """Let modules be loaded as if Qt were not there. Where a later Qt for Python keeps nothing, nothing is done."""
    assert QtCore.__name__  # the hook comes with it
    names: Any = builtins
    names.__import__ = getattr(names, "__orig_import__", names.__import__)
