"""Types into the capture window as a quick hand does, and takes the time from each key to the painted hints.

A beat of 2 ms runs beside it: the longest time between two beats is how long the window stood still.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from time import perf_counter, sleep

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from outreach.ui.capture.entry import Entry
from outreach.ui.capture.form import HintLine
from outreach.ui.capture.window import CaptureWindow
from tests.bench.window import BEAT, PATIENCE

#: Milliseconds between two letters (500 letters a minute), and before a word.
PACE, PAUSE = 120, 250


@dataclass
class Press:
    """One key: in which line, what stood there then, and how many milliseconds it took until hints for it were seen."""

    line: str
    text: str
    began: float
    took: float = 0.0


@dataclass
class Typist:
    """Types words and keeps the times. `after` is called with the presses of each word, outside of what is timed."""

    window: CaptureWindow
    after: Callable[[list[Press]], object] = lambda _: None
    presses: list[Press] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    """milliseconds between two turns of the event loop"""

    def write(self, words: list[tuple[str, str]], stop: float = 0.0) -> None:
        """Type each (line, text). `stop`: for how many milliseconds the window is stopped in the first, to see that it shows."""
        for number, (name, text) in enumerate(words):
            self.window.form.show_entry(Entry())
            word = _Word(getattr(self.window.form, name), name, text, stop if number == 0 else 0.0)
            word.write()
            self.presses += word.presses
            self.gaps += word.gaps
            self.after(word.presses)


class _Word(QObject):
    """One word being typed."""

    def __init__(self, line: HintLine, name: str, text: str, stop: float) -> None:
        super().__init__()
        self.presses: list[Press] = []
        self.gaps: list[float] = []
        self._line, self._name, self._left, self._stop = line, name, list(text), stop
        self._waiting: list[Press] = []
        self._answered: str | None = None
        self._loop = QEventLoop()

    def write(self) -> None:
        """Type it letter by letter, until the hints for the last one are there. Raises TimeoutError."""
        viewport, beats = self._line.offers.list.viewport(), list[float]()
        heart = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        heart.timeout.connect(lambda: beats.append(perf_counter()))
        hand = QTimer(interval=PACE, timerType=Qt.TimerType.PreciseTimer)
        hand.timeout.connect(self._press)
        viewport.installEventFilter(self)
        self._line.answered.connect(self._answer)
        self._line.setFocus()
        heart.start()
        QTimer.singleShot(PAUSE, hand.start)
        if self._stop:
            QTimer.singleShot(PAUSE + PACE, lambda: sleep(self._stop / 1000))
        QTimer.singleShot(PATIENCE, self, self._loop.quit)
        self._loop.exec()
        heart.stop()
        hand.stop()
        self._line.answered.disconnect(self._answer)
        viewport.removeEventFilter(self)
        self.gaps = [(later - earlier) * 1000 for earlier, later in pairwise(beats)]
        if self._waiting:
            raise TimeoutError(f"no hints came for {self._waiting[0].text!r}")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the offers being painted."""
        if event.type() is QEvent.Type.Paint and self._answered is not None:
            # The turn of the loop after the paint: by then the whole list has been drawn.
            QTimer.singleShot(0, self, self._seen)
        return False

    def _press(self) -> None:
        if self._left:
            began = perf_counter()
            press_key(self._line, self._left.pop(0))
            text = self._line.text().strip()
            if len(text) >= self._line.least:
                press = Press(self._name, text, began)
                self.presses.append(press)
                self._waiting.append(press)
        elif not self._waiting:
            self._loop.quit()

    def _answer(self, text: str) -> None:
        self._answered = text
        if not self._line.offers.isVisible():
            # Nothing fits, and there is nothing to paint.
            self._seen()

    def _seen(self) -> None:
        text, self._answered, now = self._answered, None, perf_counter()
        # A letter whose own answer was overtaken by the next one has waited until now as well.
        while text is not None and self._waiting and text.startswith(self._waiting[0].text):
            press = self._waiting.pop(0)
            press.took = (now - press.began) * 1000


def press_key(line: QObject, letter: str) -> None:
    """Press a key. Qt's test library knows the keys of a–z alone; other letters come as a Swedish board sends them."""
    if letter.isascii():
        QTest.keyClick(line, letter)  # type: ignore[call-overload]
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(line, QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter))
