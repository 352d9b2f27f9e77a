"""The hints of the capture window: from a key press until the offers for it are painted, with everything else at work too.

The real window offscreen, on a register of 50,000 people and 20,000 companies; real key events at a quick typist's pace; the
worker, the preview and the drafts go on as in the program. Two controls show that the figures would tell: a query that is
made slow on purpose, and a window that is stopped on purpose.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from time import sleep, thread_time
from typing import TYPE_CHECKING, Any

from outreach.domain.search_text import query_words
from outreach.language import Language
from outreach.services.house import House
from outreach.storage.database import open_workspace
from outreach.storage.search_index import query
from tests.bench.pairs import Case, Figure, Result, measure, milliseconds, row_of
from tests.bench.raw import Raw, Statement
from tests.bench.register import FAMILIES, GIVEN, TOWNS, TRADES
from tests.bench.setting import SIGNATURE, Setting

if TYPE_CHECKING:
    from outreach.ui.capture.window import CaptureWindow
    from tests.bench.typist import Press

#: How many words of each sort are typed, each to its eighth letter: some 340 keys that ask for hints.
EACH = 10
LONGEST_TYPED = 8
#: What the controls are slowed by, in milliseconds.
SLOW_QUERY, STOPPED = 120, 150


def hints(setting: Setting) -> list[Result]:
    """Type names, numbers and addresses into the three lines; then twice more, with a fault that must show."""
    from PySide6.QtWidgets import QApplication

    from tests.bench.typist import Typist

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["OUTREACH_HOME"] = str(setting.folder / "home")
    app = QApplication.instance() or QApplication([])
    path = setting.copied("hints")
    house, raw = House(open_workspace(path, SIGNATURE)), Raw(path)
    bare: list[tuple[Press, float]] = []

    def ask_bare(presses: list[Press]) -> None:
        # Right after each word, so that both meet the same machine.
        bare.extend((press, milliseconds(lambda text=press.text: _bare(raw, text))) for press in presses)  # type: ignore[misc]

    words = _words(1 if setting.small else EACH)
    try:
        with _capture_window(house) as window:
            typist = Typist(window, ask_bare)
            typist.write(words)
            results = [*_figures(bare, typist.gaps), _query_alone(setting, house, raw, sorted({p.text for p, _ in bare}))]
            return [*results, *_controls(window, house, words[:2])]
    finally:
        raw.close()
        house.close()
        app.processEvents()


def _figures(bare: list[tuple[Press, float]], gaps: Sequence[float]) -> list[Result]:
    times: dict[str, tuple[list[float], list[float]]] = {}
    for press, floor in bare:
        product, floors = times.setdefault(f"{press.line} {press.text}", ([], []))
        product.append(press.took)
        floors.append(floor)
    took = sorted(press.took for press, _ in bare)
    meaning = (
        f"{len(took)} keys in the capture window, the third to the eighth letter of names, numbers, addresses, one every 120 ms: "
        "from the key event to the painted offers; floor: the bare FTS5 index asked for six rows of each kind."
    )
    return [
        row_of("key press to hints", meaning, times),
        Figure("key press to hints, median", "The issue asks for 30 ms at most.", median(took), "ms"),
        Figure("the same, 99 of 100", "The issue asks for 80 ms at most.", took[int(len(took) * 0.99)], "ms"),
        Figure("the same, the slowest", f"Of {len(took)} keys.", took[-1], "ms"),
        Figure(
            "capture window stood still, typing",
            "The longest time without a turn of the event loop meanwhile. The issue asks for 100 ms at most.",
            max(gaps),
            "ms",
        ),
    ]


def _query_alone(setting: Setting, house: House, raw: Raw, texts: list[str]) -> Result:
    """The part of the worker: what is asked of the register for the same texts."""

    def ask(text: str) -> Callable[[], object]:
        return lambda: house.search.hints(text)

    def ask_bare(text: str) -> Callable[[], object]:
        return lambda: _bare(raw, text)

    meaning = "Companies and people for the same texts, ranked and with all that an offer shows; floor: the bare index."
    cases = [Case(text, ask(text), ask_bare(text)) for text in texts]
    return measure("hints, the query alone", meaning, cases, setting.rounds, clock=thread_time)


def _controls(window: CaptureWindow, house: House, words: list[tuple[str, str]]) -> list[Result]:
    """Both faults must show in the figures, or the figures say nothing."""
    from tests.bench.typist import Typist

    quick = house.search.hints

    def slow(*arguments: Any) -> Any:
        sleep(SLOW_QUERY / 1000)
        return quick(*arguments)

    house.search.hints = slow  # type: ignore[method-assign]
    slowed = Typist(window)
    slowed.write(words)
    house.search.hints = quick  # type: ignore[method-assign]
    stopped = Typist(window)
    stopped.write(words, stop=STOPPED)
    took = median(press.took for press in slowed.presses)
    return [
        Figure("control: slow query", f"The median with a query that waits {SLOW_QUERY} ms; must be more than that.", took, "ms"),
        Figure(
            "control: stopped window",
            f"The longest standstill when the window is stopped for {STOPPED} ms; must be more than that.",
            max(stopped.gaps),
            "ms",
        ),
    ]


def _bare(raw: Raw, text: str) -> object:
    asked = query("sqlite", query_words(text))
    statement = "SELECT rowid FROM {0}_search WHERE {0}_search MATCH ? LIMIT 6"
    return raw.read([Statement(statement.format(name), (asked,), many=False) for name in ("company", "person")])


def _words(each: int) -> list[tuple[str, str]]:
    """Return (line, text): companies, people, Swedish letters, telephones and addresses, in a mixed order."""
    chance = random.Random(9)
    swedish = [name for name in FAMILIES if name[0] in "ÅÄÖ"] + [town for town in TOWNS if town[0] in "ÅÄÖ"]
    words: list[tuple[str, str]] = []
    for _ in range(each):
        words += [
            ("company", f"{chance.choice(FAMILIES)}s {chance.choice(TRADES)}"),
            ("company", chance.choice((*TRADES, *TOWNS))),
            ("company", chance.choice(swedish)),
            ("person", f"{chance.choice(GIVEN)} {chance.choice(FAMILIES)}"),
            ("person", chance.choice(FAMILIES)),
            ("company", f"070{chance.randrange(1_000_000, 9_999_999)}"),
            ("contact", f"070-{chance.randrange(1_000_000, 9_999_999)}"),
            ("contact", f"person{chance.randrange(50_000)}@"),
        ]
    return [(line, text[:LONGEST_TYPED].lower()) for line, text in words]


@contextmanager
def _capture_window(house: House) -> Iterator[CaptureWindow]:
    import shiboken6
    from PySide6.QtWidgets import QWidget

    from outreach.ui.capture.window import CaptureWindow
    from outreach.ui.changes import ChangeBus
    from outreach.ui.context import Context, Wishes
    from outreach.ui.memory import Memory
    from outreach.ui.tasks import Tasks
    from outreach.ui.words import Words

    tasks, parent = Tasks(), QWidget()
    context = Context(house, tasks, ChangeBus(), Words(Language("sv")), Memory(), Wishes())
    window = CaptureWindow(context, parent)
    window.open(None)
    try:
        yield window
    finally:
        # First the window with its timers, then the worker that they would ask.
        shiboken6.delete(parent)
        tasks.close()
