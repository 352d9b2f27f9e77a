"""Draws the handout on the worker while the officer is choosing: a pause of 250 ms, then the latest wish alone.

A wish that is overtaken while it is drawn stops at its next page.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from outreach.domain.handout import HandoutOrder
from outreach.services import printings
from outreach.ui.context import Context

PAUSE = 250


@dataclass(frozen=True, slots=True)
class Drawn:
    """A handout as it was wished: what was drawn, and pictures of its pages at `dpi` device pixels to the inch.

    With a preview that draws the PDF itself, `dpi` is 0 and there are no pictures.
    """

    wish: HandoutOrder
    made: printings.Drawn
    pages: tuple[QImage, ...]
    dpi: int

    @property
    def pdf(self) -> bytes:
        """The document."""
        return self.made.pdf


class LiveDrawing(QObject):
    """Draws the latest wish. An older one that still waits is not begun, and its answer never shown."""

    drawn = Signal(object)
    """The `Drawn` that fits the latest wish."""
    failed = Signal(object)
    """The exception that the latest wish led to."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wish: HandoutOrder | None = None
        self._dpi = 96
        self._last: Drawn | None = None
        self._epoch = 0
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._draw)

    @property
    def settled(self) -> bool:
        """Say whether what was drawn last is what was wished last."""
        if self._last is None or self._pause.isActive():
            return False
        return (self._last.wish, self._last.dpi) == (self._wish, self._dpi)

    @property
    def last(self) -> Drawn | None:
        """Return what was drawn last."""
        return self._last

    def ask(self, wish: HandoutOrder, dpi: int, *, again: bool = False) -> None:
        """Wish for a handout; `again` draws it anew although the wish is the same (a tender has been changed)."""
        if again:
            self._last = None
        if self._last is not None and (wish, dpi) == (self._wish, self._dpi):
            return
        self._wish, self._dpi = wish, dpi
        self._epoch += 1
        self._pause.start()

    def rest(self) -> None:
        """Forget what was wished and not yet drawn."""
        self._pause.stop()
        self._epoch += 1

    def _draw(self) -> None:
        wish, dpi, epoch, house = self._wish, self._dpi, self._epoch, self._context.house
        if wish is None:
            return
        # Another size of the same handout needs another picture, not another PDF.
        known = self._last.made if self._last is not None and self._last.wish == wish else None

        def work() -> Drawn | None:
            if epoch != self._epoch:
                return None
            made = known or house.printings.drawn(wish, lambda _pages: epoch == self._epoch)
            pages = house.handouts.pictures(made.pdf, dpi) if dpi else []
            return Drawn(wish, made, tuple(QImage.fromData(page) for page in pages), dpi)

        self._context.tasks.run(
            work, lambda drawn: self._take(epoch, drawn), owner=self, failed=lambda error: self._fail(epoch, error)
        )

    def _take(self, epoch: int, drawn: Drawn | None) -> None:
        if drawn is not None and epoch == self._epoch:
            self._last = drawn
            self.drawn.emit(drawn)

    def _fail(self, epoch: int, error: Exception) -> None:
        if epoch == self._epoch:
            self._last = None
            self.failed.emit(error)
