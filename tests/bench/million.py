"""A register of a million people beside one of a thousand: search, the first picture, the wheel, a jump. Offscreen.

The floor of a search is the same search among a thousand; that of the table is Qt's own: a `QSqlQueryModel` over the same columns,
written in C++.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from time import thread_time
from typing import TYPE_CHECKING, Any

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.storage.database import open_workspace
from tests.bench.lists import LONGEST_TYPED, shown
from tests.bench.multiplied import multiply
from tests.bench.pairs import Case, Figure, Result, measure, milliseconds
from tests.bench.register import TYPED, make_register
from tests.bench.setting import SIGNATURE, Setting
from tests.bench.window import _until, people_page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from outreach.ui.lists.list_page import ListPage

#: How many people there are in the long list and in the short one.
MANY, FEW = 1_000_000, 1_000
#: A search that fits half a million takes a second; nine rounds of all would take the time of the other benches.
ROUNDS = 3
_ROWS = "SELECT name, family, company_sort, changed FROM person ORDER BY sort, row"


def million(setting: Setting) -> list[Result]:
    """Search and look at a million people."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["OUTREACH_HOME"] = str(setting.folder / "home")
    app = QApplication.instance() or QApplication([])
    many = House(open_workspace(_long(setting), SIGNATURE))
    few = House(open_workspace(_short(setting), SIGNATURE))
    try:
        return [*_searching(setting, many, few), *_looking(setting, many, few)]
    finally:
        many.close()
        few.close()
        app.processEvents()


def _long(setting: Setting) -> Any:
    """Return the register of a million, made once for each folder."""
    people = setting.people * 2 if setting.small else MANY
    path = setting.folder / f"people-{people}.outreach"
    if not path.exists():
        setting.tell(f"making a register with {people:,} people out of that with {setting.people:,} …")
        half = path.with_name(f"half-{path.name}")
        took = milliseconds(lambda: multiply(setting.register, half, people))
        half.replace(path)
        meaning = f"{people:,} people, by SQLite itself."
        setting.filled.append(Figure("register multiplied", meaning, people / took * 1000, "people/s"))
    return path


def _short(setting: Setting) -> Any:
    path = setting.folder / f"people-{FEW}.outreach"
    if not path.exists():
        half = path.with_name(f"half-{path.name}")
        half.unlink(missing_ok=True)
        make_register(half, FEW).close()
        half.replace(path)
    return path


def _searching(setting: Setting, many: House, few: House) -> list[Result]:
    typed = TYPED[:1] if setting.small else TYPED
    texts = sorted({word[:length] for word in typed for length in range(1, LONGEST_TYPED + 1)})

    def case(text: str) -> Case:
        listing = Listing(Kind.PERSON, text)
        return Case(text, shown(many.people, listing), shown(few.people, listing))

    rounds = min(ROUNDS, setting.rounds)
    every = measure(
        "search, a million",
        f"{len(TYPED)} words typed from 1 to {LONGEST_TYPED} letters: all keys, the first 64 rows; floor: among {FEW:,} people.",
        [case(text) for text in texts],
        rounds,
        thread_time,
    )
    worst = every.worst.partition(":")[0] or texts[0]
    meaning = f"The one text of those with the highest ratio, “{worst}”, measured again: all keys in order, the first 64 rows."
    return [every, measure("search, a million, the worst", meaning, [case(worst)], rounds, thread_time)]


def _looking(setting: Setting, many: House, few: House) -> list[Result]:
    """The list page of people against Qt's own model and against itself on the short list."""
    long_page, finish_long = people_page(many)
    short_page, finish_short = people_page(few)
    table = _qt_table(setting)
    chance = random.Random(4)

    def shows(page: ListPage) -> Callable[[], object]:
        def show() -> None:
            # As after a write: the order of a list that stands open is remembered.
            page.context.house.database.orders.written()
            _until(page.model.listed, lambda: page.model.show(Listing(Kind.PERSON)))
            page.table.viewport().repaint()

        return show

    def qt_shows() -> None:
        _ask(table)
        table.viewport().repaint()

    def wheel(view: Any) -> Callable[[], object]:
        def turn() -> None:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + 60)
            view.viewport().repaint()

        return turn

    def jump() -> None:
        row = chance.randrange(max(1, long_page.model.rowCount() - 100))
        long_page.table.scrollTo(long_page.model.index(row, 0), long_page.table.ScrollHint.PositionAtTop)
        if long_page.model.row_at(row) is None:
            _until(long_page.model.arrived, long_page.table.viewport().repaint)
        long_page.table.viewport().repaint()

    def qt_jump() -> None:
        model = table.model()
        table.scrollTo(model.index(chance.randrange(max(1, model.rowCount())), 0))
        table.viewport().repaint()

    try:
        return [
            measure(
                "a million: first picture",
                "Every row key in order, the first rows, painted; floor: QSqlQueryModel asks for the same order and is painted.",
                [Case("list", shows(long_page), qt_shows)],
                setting.rounds,
            ),
            measure(
                "a million: first picture against a thousand",
                f"The same page; floor: the page with {FEW:,} people.",
                [Case("list", shows(long_page), shows(short_page))],
                setting.rounds,
            ),
            measure(
                "a million: scroll frame",
                "The wheel turned by one notch and the frame painted; floor: the same with QSqlQueryModel.",
                [Case("wheel", wheel(long_page.table), wheel(table))],
                2 * setting.rounds,
            ),
            measure(
                "a million: jump",
                "To a random place, until its rows are read and painted; floor: the same in the rows that QSqlQueryModel holds.",
                [Case("jump", jump, qt_jump)],
                2 * setting.rounds,
            ),
        ]
    finally:
        finish_long()
        finish_short()
        table.deleteLater()


def _qt_table(setting: Setting) -> QTableView:
    """Return a table on Qt's own driver and model, as wide as the page."""
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
    from PySide6.QtWidgets import QTableView

    database = QSqlDatabase.addDatabase("QSQLITE", "million")
    database.setConnectOptions("QSQLITE_OPEN_READONLY")
    database.setDatabaseName(str(_long(setting)))
    if not database.open():
        raise OSError(database.lastError().text())
    table = QTableView()
    table.setModel(QSqlQueryModel(table))
    table.resize(1280, 800)
    table.show()
    _ask(table)
    return table


def _ask(table: QTableView) -> None:
    from PySide6.QtSql import QSqlDatabase, QSqlQueryModel

    model = table.model()
    assert isinstance(model, QSqlQueryModel)
    model.setQuery(_ROWS, QSqlDatabase.database("million"))
