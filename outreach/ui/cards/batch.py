"""Many pictures on their way into the inbox, one task each, so that a conversation that is saved meanwhile does not wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from outreach.services.inbox_cards import NewCard
from outreach.services.scan import Scanned
from outreach.ui.context import Context


class PictureBatch(QObject):
    """Reads pictures. `finished` carries the cards to put away and the files that hold a code or are something else.

    `report(done, total)` tells how far it is; `cancel` stops after the picture at hand, and nothing is kept.
    """

    finished = Signal(list, list)
    cancelled = Signal()

    def __init__(self, context: Context, paths: Sequence[Path], report: Callable[[int, int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._paths = list(paths)
        self._report = report
        self._new: list[NewCard] = []
        self._others: list[Path] = []
        self._done = 0
        self._stop = False

    def start(self) -> None:
        """Read the next picture, or finish."""
        self._report(self._done, len(self._paths))
        if self._stop:
            self.cancelled.emit()
            self.deleteLater()
        elif self._done == len(self._paths):
            self.finished.emit(self._new, self._others)
            self.deleteLater()
        else:
            path, house = self._paths[self._done], self._context.house
            self._context.read(lambda: house.scan.read_file(path), lambda scanned: self._take(path, scanned), self)

    def cancel(self) -> None:
        """Stop."""
        self._stop = True

    def _take(self, path: Path, scanned: Scanned) -> None:
        if scanned.picture and not scanned.findings:
            self._new.append(NewCard(picture=scanned.picture))
        else:
            self._others.append(path)
        self._done += 1
        self.start()
