"""Rings of garbage are looked for in the window's thread alone.

Python looks for them in whatever thread makes the next thing, and destroys there what it finds. A ring may hold objects of Qt: a
dialog that was closed, with its timer. A timer that is destroyed in the worker's thread ends the program (measured with PySide6
6.11.3: a segmentation fault at the first one; models and plain objects are destroyed there too, widgets are not). So Python's own
looking is off while there are workers, and a timer of the window does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks. Each walks what was made since the last one: some milliseconds while an import is under way.
_OFTEN = 50
#: A full look comes after so many times more of these than Python's own rule would have it: it walks everything that lives.
_SELDOM = 100

_watching: set[int] = set()


class Collector(QObject):
    """Looks for garbage as long as it lives; `stop` gives the work back to Python once the last one has stopped.

    To be made in the window's thread, before there is another one.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _watching.add(id(self))
        gc.disable()
        self._timer = QTimer(self, interval=_OFTEN)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look among what is new, where there is enough of it; now and then among everything (`services/steady.py` forbids it)."""
        young, _, old = gc.get_count()
        enough, _, seldom = gc.get_threshold()
        if young > enough:
            gc.collect(2 if old > seldom * _SELDOM else 1)

    def stop(self) -> None:
        """Let Python look again by itself: no thread is left but the window's."""
        self._timer.stop()
        _watching.discard(id(self))
        if not _watching:
            gc.enable()
