"""The calendar with 10,000 events in one month and 10,000 more over the years: reading, showing, turning, and standing still."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from outreach.domain.event import Event, EventKind
from outreach.domain.month_sheet import lay_out, span_of
from outreach.domain.record import Kind
from outreach.domain.when import all_day, zoned
from outreach.language import Language
from outreach.services.house import House
from outreach.storage.database import create_workspace, open_workspace
from tests.bench.pairs import Case, Figure, Result, measure, milliseconds, row_of
from tests.bench.raw import Raw, Statement, recorded
from tests.bench.setting import SIGNATURE, Setting
from tests.bench.window import _until

if TYPE_CHECKING:
    from outreach.ui.calendar.calendar_view import CalendarView
    from outreach.ui.context import Context

MANY, SMALL = 10_000, 100
BEAT = 2
CROWDED = date(2026, 11, 1)


def calendar(setting: Setting) -> list[Result]:
    """Everything about the pictures of the calendar."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["OUTREACH_HOME"] = str(setting.folder / "home")
    app = QApplication.instance() or QApplication([])
    path = _workspace(setting)
    house, raw = House(open_workspace(path, SIGNATURE)), Raw(path)
    try:
        return [_reading(setting, house, raw), _laying_out(setting, house, raw), *_showing(setting, house, raw)]
    finally:
        house.close()
        raw.close()
        app.processEvents()


def _workspace(setting: Setting) -> Path:
    """Make the workspace, once for each folder: half of the events within 30 days, half over ten years."""
    many = SMALL if setting.small else MANY
    path = setting.folder / f"events-{many}.outreach"
    if path.exists():
        return path
    setting.tell(f"making a workspace with {2 * many:,} events …")
    chance, kinds = random.Random(11), list(EventKind)
    half = path.with_name(f"half-{path.name}")
    house = House(create_workspace(half, SIGNATURE))
    with house.database.work("events") as work:
        for number in range(2 * many):
            days = chance.randrange(30) if number < many else chance.randrange(-1800, 1800)
            start = datetime.combine(CROWDED, datetime.min.time()) + timedelta(days=days, minutes=15 * chance.randrange(28, 80))
            when = zoned(start, start + timedelta(minutes=chance.choice((30, 60, 90, 180))))
            if number % 40 == 0:
                when = all_day(start.date(), start.date() + timedelta(days=chance.randrange(4)))
            event = Event(
                title=f"Möte {number} med företagen", when=when, kind=chance.choice(kinds), place="Folkets hus", booth="B 14"
            )
            work.save(Kind.EVENT, event)
    house.close()
    half.replace(path)
    return path


def _statements(house: House) -> list[Statement]:
    return [one for one in recorded(house.database, lambda: house.calendar.span(*span_of(CROWDED))) if one.reads]


def _reading(setting: Setting, house: House, raw: Raw) -> Result:
    statements = _statements(house)
    meaning = "A month of 10,000 events read into what a calendar shows; floor: the same statements on the bare driver."
    case = Case("month", lambda: house.calendar.span(*span_of(CROWDED)), lambda: raw.read(statements))
    return measure("calendar month read", meaning, [case], setting.rounds)


def _laying_out(setting: Setting, house: House, raw: Raw) -> Result:
    statements, span = _statements(house), house.calendar.span(*span_of(CROWDED))
    meaning = "A month of 10,000 events laid out in lanes; floor: the month's statements on the bare driver."
    case = Case("month", lambda: lay_out(CROWDED, span.entries), lambda: raw.read(statements))
    return measure("calendar month laid out", meaning, [case], setting.rounds)


def _showing(setting: Setting, house: House, raw: Raw) -> list[Result]:
    """Open each picture on the crowded days, and turn it; how long the window stood still meanwhile."""
    import shiboken6

    from outreach.ui.calendar.agenda_view import AgendaView
    from outreach.ui.calendar.month_view import MonthView
    from outreach.ui.calendar.week_view import WeekView
    from outreach.ui.calendar.year_view import YearView

    context, finish = context_of(house)
    statements = _statements(house)
    idle = max(_stillness(lambda: None) for _ in range(8))
    meaning = "The same with nothing to do, eight times: what the machine's other work costs."
    results: list[Result] = [Figure("calendar: stood still, idle", meaning, idle, "ms")]
    views: list[CalendarView] = []
    try:
        for kind in (MonthView, WeekView, AgendaView, YearView):
            view = kind(context)
            views.append(view)
            view.resize(1100, 640)
            results += _one_view(setting, view, lambda: raw.read(statements))
    finally:
        for view in views:
            shiboken6.delete(view)
        finish()
    return results


def _one_view(setting: Setting, view: CalendarView, floor: Callable[[], object]) -> list[Result]:
    days = [CROWDED + timedelta(days=10), CROWDED + timedelta(days=10 + (366 if view.name == "year" else 40))]
    opened = _stillness(lambda: _until(view.shown, lambda: _open(view, days[0])))

    def turn() -> None:
        there = days[1] if view.day == days[0] else days[0]
        _until(view.shown, lambda: view.go_to(there) if view.name != "agenda" else _from(view, there))
        view.canvas.repaint()

    row = measure(
        f"calendar {view.name} turned",
        f"The {view.name} turned to a crowded page and to one like others: read, laid out, painted; floor: the statements of a "
        "month of 10,000 events on the bare driver.",
        [Case(view.name, lambda: (turn(), turn()), floor)],
        setting.rounds,
    )
    still = row_of(
        f"calendar {view.name} stood still",
        "The longest time without a turn of the event loop while a page is turned; floor: the statements of a month of 10,000 "
        "events on the bare driver.",
        {view.name: _in_turn(lambda: _stillness(turn), floor, setting.rounds)},
    )
    painted = row_of(
        f"calendar {view.name} painted",
        "The whole picture painted once; floor: the statements of a month of 10,000 events on the bare driver.",
        {view.name: _in_turn(lambda: _painted(view), floor, setting.rounds)},
    )
    meaning = "The longest time without a turn of the event loop while the picture is opened for the first time."
    return [row, still, painted, Figure(f"calendar {view.name}: stood still, opened", meaning, opened, "ms")]


def _in_turn(
    product: Callable[[], float], floor: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Return times in ms, pair by pair; the product measures itself."""
    pairs = [(product(), milliseconds(floor)) for _ in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _from(view: CalendarView, day: date) -> None:
    view.go_to(day)
    view.refresh()


def _open(view: CalendarView, day: date) -> None:
    view.go_to(day)
    view.show()
    view.canvas.setFocus()


def _painted(view: CalendarView) -> float:
    start = perf_counter()
    view.canvas.repaint()
    return (perf_counter() - start) * 1000


def _stillness(act: Callable[[], object]) -> float:
    """Return the longest time, in ms, between two turns of the event loop while something is done, and just after."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    beats = [perf_counter()]
    heart = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(perf_counter()))
    heart.start()
    act()
    rest = QEventLoop()
    QTimer.singleShot(120, rest.quit)
    rest.exec()
    heart.stop()
    return max(later - earlier for earlier, later in pairwise(beats)) * 1000


def context_of(house: House) -> tuple[Context, Callable[[], None]]:
    """Return what a page is given, with a memory that remembers nothing, and how to close it."""
    from outreach.ui.changes import ChangeBus
    from outreach.ui.context import Context, Wishes
    from outreach.ui.memory import Memory
    from outreach.ui.tasks import Tasks
    from outreach.ui.words import Words

    tasks, memory = Tasks(), Memory()
    memory.forget()
    return Context(house, tasks, ChangeBus(), Words(Language("sv")), memory, Wishes()), tasks.close


