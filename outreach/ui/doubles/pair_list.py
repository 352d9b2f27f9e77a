"""The pairs of one band, a line each: names, reasons, and a tick for those to be merged together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from outreach.domain.likeness import Band
from outreach.language import N_
from outreach.services.matching import REASONS
from outreach.services.scanning import DoublePair
from outreach.ui.doubles.compare_view import kind_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.words import Words

TONES = {Band.SURE: "success", Band.LIKELY: "warning", Band.MAYBE: "muted"}
#: So many are shown at once; the next ones come as these are dealt with.
MOST_SHOWN = 300

TICKED = N_("ticked")

PairId = tuple[UUID, UUID]


class PairList(LineList):
    """M or Enter merges, N tells apart, S skips, X keeps the other one, Space ticks, Ctrl+A ticks all."""

    merge = Signal()
    tell_apart = Signal()
    skip = Signal()
    swap = Signal()
    tick = Signal()
    tick_all = Signal()

    def __init__(self) -> None:
        super().__init__(tall=True)
        self._letters = {
            Qt.Key.Key_M: self.merge,
            Qt.Key.Key_N: self.tell_apart,
            Qt.Key.Key_S: self.skip,
            Qt.Key.Key_X: self.swap,
        }

    def show_pairs(self, pairs: Sequence[DoublePair], ticked: Iterable[PairId], words: Words) -> None:
        """Show pairs; the current one stays, or the one that comes to stand in its place."""
        chosen = set(ticked)
        self.show_lines([_line(one, one.id in chosen, words) for one in pairs[:MOST_SHOWN]], first=True)

    def current_pair(self) -> DoublePair | None:
        """Return the pair that is looked at."""
        found = self.current()
        return found if isinstance(found, DoublePair) else None

    def take_letter(self, event: QKeyEvent) -> bool:
        """Do what a letter alone means, so that Ctrl+M stays free; return whether it means something."""
        wish = None if event.modifiers() else self._letters.get(Qt.Key(event.key()))
        if wish is not None and not event.isAutoRepeat():
            wish.emit()
        return wish is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the list."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.take_letter(event) or (event.isAutoRepeat() and key == Qt.Key.Key_Return):
            return
        if not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge.emit()
        elif not held and key == Qt.Key.Key_Space:
            self.tick.emit()
        elif key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.tick_all.emit()
        else:
            super().keyPressEvent(event)


def _line(one: DoublePair, ticked: bool, words: Words) -> Line:
    keep, other = one.titles
    return Line(
        keep if keep == other else f"{keep} · {other}",
        say_reasons(one, words),
        note=words(TICKED) if ticked else "",
        tone="accent",
        icon="check" if ticked else kind_icon(one.kind),
        icon_tone="accent" if ticked else TONES[one.band],
        data=one,
    )


def say_reasons(one: DoublePair, words: Words) -> str:
    """Return why two may be one."""
    return ", ".join(words(REASONS[reason]) for reason in one.reasons)
