"""The window: a key press until the list is painted, scrolling, and how long the window stood still. Offscreen."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING, Any

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import Language
from tests.bench.pairs import Case, Figure, Result, measure
from tests.bench.register import TYPED
from tests.bench.setting import Setting

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from outreach.services.house import House
    from outreach.ui.lists.list_page import ListPage

#: Milliseconds: between two letters of a quick typist, between two beats, and the longest wait for an answer.
TYPING_PACE = 120
BEAT = 2
PATIENCE = 30_000
LONGEST_TYPED = 6


def window(setting: Setting) -> list[Result]:
    """Everything about the list page of people."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["OUTREACH_HOME"] = str(setting.folder / "home")
    app = QApplication.instance() or QApplication([])
    page, finish = people_page(setting.house)
    try:
        return [_key_press(setting, page), *_scrolling(setting, page), *_standstill(setting, page)]
    finally:
        finish()
        app.processEvents()


def people_page(house: House) -> tuple[ListPage, Callable[[], None]]:
    """Return the list page of people, shown and read, and what closes it."""
    import shiboken6

    from outreach.ui.changes import ChangeBus
    from outreach.ui.context import Context, Wishes
    from outreach.ui.memory import Memory
    from outreach.ui.people.page import PeoplePage
    from outreach.ui.tasks import Tasks
    from outreach.ui.words import Words

    tasks = Tasks()
    context = Context(house, tasks, ChangeBus(), Words(Language("sv")), Memory(), Wishes())
    page = PeoplePage(context)
    page.resize(1280, 800)
    page.show()
    _until(page.model.listed, page.enter)

    def finish() -> None:
        # First the page with its timers, then the worker that they would ask.
        shiboken6.delete(page)
        tasks.close()

    return page, finish


def _key_press(setting: Setting, page: ListPage) -> Result:
    """A letter is typed; the delay before the search (`SEARCH_DELAY`) is left out: it is chosen, not needed."""
    texts = sorted({word[:length] for word in _typed(setting) for length in range(1, LONGEST_TYPED + 1)})
    # Without an answer there is no list to paint, and no floor.
    texts = [text for text in texts if setting.house.people.keys(Listing(Kind.PERSON, text))]

    def pressed(text: str) -> Callable[[], object]:
        def press() -> None:
            page.search.blockSignals(True)
            page.search.setText(text)
            page.search.blockSignals(False)
            _until(page.model.listed, page._read_new)
            page.table.viewport().repaint()

        return press

    cases = [Case(text, pressed(text), page.table.viewport().repaint) for text in texts]
    meaning = (
        "A search as the page does it when its field rests: asked, answered by the worker, painted, the same record still in the "
        "pane where it is found; floor: the same rows painted again."
    )
    return measure("key press to painted list", meaning, cases, setting.rounds)


def _scrolling(setting: Setting, page: ListPage) -> list[Result]:
    _until(page.model.listed, lambda: page.model.show(Listing(Kind.PERSON)))
    bar, viewport = page.table.verticalScrollBar(), page.table.viewport()
    chance = random.Random(4)

    def wheel() -> None:
        bar.setValue(bar.value() + 60)
        viewport.repaint()

    def jump() -> None:
        row = chance.randrange(max(1, page.model.rowCount() - 100))
        page.table.scrollTo(page.model.index(row, 0), page.table.ScrollHint.PositionAtTop)
        if page.model.row_at(row) is None:
            _until(page.model.arrived, viewport.repaint)
        viewport.repaint()

    steps = [Case(f"step {number}", wheel, viewport.repaint) for number in range(20)]
    jumps = [Case(f"jump {number}", jump, viewport.repaint) for number in range(10)]
    return [
        measure(
            "scroll frame",
            "The wheel turned by one notch and the frame painted; floor: the same rows painted again.",
            steps,
            setting.rounds,
        ),
        measure(
            "jump to a far row",
            "The scroll bar dragged to a random place, until its rows are read and painted; floor: the same rows painted again.",
            jumps,
            setting.rounds,
        ),
    ]


def _standstill(setting: Setting, page: ListPage) -> list[Result]:
    """How long the event loop did not turn while an officer types twelve words, and while nobody does anything."""
    letters = [word[:length] for word in _typed(setting) for length in range(1, LONGEST_TYPED + 1)]
    idle = _longest_gaps([""] * len(letters), lambda _: None)
    typing = _longest_gaps(letters, page.search.setText)
    _until(page.model.listed, page.search.clear)
    sample = f"{len(letters)} letters, one every {TYPING_PACE} ms"
    return [
        Figure(
            "window stood still, typing",
            f"The longest time without a turn of the event loop: {sample}.",
            typing[-1],
            "ms",
        ),
        Figure(
            "the same, 99 of 100", "All but one in a hundred turns came sooner.", typing[int(len(typing) * 0.99)], "ms"
        ),
        Figure(
            "window stood still, idle",
            "The same with nobody typing: what the machine's other work costs.",
            idle[-1],
            "ms",
        ),
    ]


def _longest_gaps(letters: list[str], type_letter: Callable[[str], object]) -> list[float]:
    """Type and return the times between two beats of a timer, in ms, shortest first."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    beats: list[float] = []
    left = list(letters)
    loop = QEventLoop()
    heart = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(perf_counter()))
    hand = QTimer(interval=TYPING_PACE)
    hand.timeout.connect(lambda: type_letter(left.pop(0)) if left else loop.quit())
    heart.start()
    hand.start()
    loop.exec()
    heart.stop()
    hand.stop()
    return sorted((later - earlier) * 1000 for earlier, later in pairwise(beats))


def _typed(setting: Setting) -> tuple[str, ...]:
    return TYPED[:2] if setting.small else TYPED


def _until(signal: SignalInstance, act: Callable[[], Any]) -> None:
    """Do something and turn the event loop until `signal` comes. Raises TimeoutError."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    came: list[bool] = []

    def arrive(*_: object) -> None:
        came.append(True)
        loop.quit()

    signal.connect(arrive)
    act()
    timer = QTimer(interval=PATIENCE, singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start()
    if not came:
        loop.exec()
    timer.stop()
    signal.disconnect(arrive)
    if not came:
        raise TimeoutError("the window did not answer")
