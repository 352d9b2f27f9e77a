"""The lazy model on real workspaces: it fetches what is looked at, in order, and never shows an answer to an old question."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from outreach.domain.company import Company
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.language import Language
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.lists.list_model import AHEAD, CHUNK, MOST_CHUNKS, Anchor, LazyModel
from tests.searching import searched
from tests.ui.list_makers import make_context, make_house, many_companies, town

MANY = searched(20_000, 50_000)


class Counted:
    """The real service, with a tally of what was asked of it."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self.listings = 0
        self.row_reads = 0
        self.rows_read = 0

    def keys(self, listing: Listing) -> Any:
        self.listings += 1
        return self._service.keys(listing)

    def rows(self, keys: Any) -> Any:
        self.row_reads += 1
        self.rows_read += len(keys)
        return self._service.rows(keys)

    def count(self) -> int:
        return self._service.count()

    def key_of(self, record_id: Any) -> int | None:
        return self._service.key_of(record_id)


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Iterator[House]:
    house = make_house(tmp_path_factory.mktemp("many"))
    many_companies(house, MANY)
    yield house
    house.close()


@pytest.fixture
def few(tmp_path: Path) -> Iterator[House]:
    house = make_house(tmp_path)
    town(house, 20)
    yield house
    house.close()


@pytest.fixture
def made(qtbot, monkeypatch, tmp_path):
    """Make contexts whose worker ends with the test."""
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))
    contexts: list[Context] = []

    def make(house: House, language: str = "en") -> Context:
        contexts.append(make_context(house, language))
        return contexts[-1]

    yield make
    for context in contexts:
        qtbot.waitUntil(lambda context=context: context.tasks.idle)
        context.tasks.close()


def settled(qtbot, context: Context) -> None:
    qtbot.waitUntil(lambda: context.tasks.idle, timeout=20_000)


def seen(qtbot, context: Context, model: LazyModel) -> QTableView:
    """Put the model into a table on the screen."""
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    table.verticalHeader().setDefaultSectionSize(36)
    table.resize(900, 600)
    table.show()
    settled(qtbot, context)
    return table


def names(model: LazyModel, first: int, count: int) -> list[str]:
    return [model.data(model.index(row, 0)) for row in range(first, first + count)]


def in_storage(house: House, listing: Listing, first: int, count: int) -> list[str]:
    keys = house.companies.keys(listing)[first : first + count]
    return [row.cells["name"] for row in house.companies.rows(keys)]


def test_many_thousands_of_rows_open_with_few_chunks_read(many, made, qtbot):
    context, source = made(many), Counted(many.companies)
    model = LazyModel(context, source, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    assert model.rowCount() == MANY
    assert source.listings == 1
    assert source.row_reads == 1
    assert source.rows_read == (1 + AHEAD) * CHUNK


def test_a_scroll_finds_rows_below_and_reads_on_ahead_while_a_jump_and_a_search_read_what_they_show(many, made, qtbot):
    context, source = made(many), Counted(many.companies)
    model = LazyModel(context, source, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    assert model.row_at((1 + AHEAD) * CHUNK - 1) is not None
    before = source.rows_read
    model.data(model.index((1 + AHEAD) * CHUNK, 0))
    settled(qtbot, context)
    assert source.rows_read - before == (1 + AHEAD) * CHUNK
    model.data(model.index(100 * CHUNK, 0))
    settled(qtbot, context)
    assert source.rows_read - before == (2 + AHEAD) * CHUNK
    model.show(Listing(Kind.COMPANY, "a"))
    settled(qtbot, context)
    assert source.rows_read - before == (3 + AHEAD) * CHUNK


def test_scrolling_to_the_end_reads_only_what_is_seen(many, made, qtbot):
    context, source = made(many), Counted(many.companies)
    model = LazyModel(context, source, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    table = seen(qtbot, context, model)
    before = source.rows_read
    table.scrollToBottom()
    table.viewport().repaint()
    settled(qtbot, context)
    assert source.rows_read - before <= 2 * CHUNK
    assert model.row_at(MANY - 1) is not None
    assert names(model, MANY - 3, 3) == in_storage(many, Listing(Kind.COMPANY), MANY - 3, 3)


def test_a_wild_ride_on_the_scroll_bar_skips_what_was_only_passed(many, made, qtbot):
    context, source = made(many), Counted(many.companies)
    model = LazyModel(context, source, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    table = seen(qtbot, context, model)
    bar = table.verticalScrollBar()
    for step in range(200):
        bar.setValue(bar.maximum() * step // 200)
        table.viewport().repaint()
    table.scrollToTop()
    settled(qtbot, context)
    assert source.rows_read < 60 * CHUNK, "200 places were passed in one breath; nobody could read them"
    bar.setValue(bar.maximum() // 2)
    table.viewport().repaint()
    settled(qtbot, context)
    row = table.rowAt(10)
    assert model.row_at(row) is not None


def test_no_more_than_the_kept_chunks_stay_in_memory(many, made, qtbot):
    context = made(many)
    model = LazyModel(context, many.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    for chunk in range(MOST_CHUNKS + 20):
        model.data(model.index(chunk * CHUNK, 0))
        settled(qtbot, context)
    kept = [chunk for chunk in range(MANY // CHUNK + 1) if model.row_at(chunk * CHUNK) is not None]
    assert len(kept) == MOST_CHUNKS
    assert MOST_CHUNKS + 19 <= kept[-1] <= MOST_CHUNKS + 19 + AHEAD, "the latest is kept, the longest unseen went"


def test_of_five_quick_searches_only_the_last_is_shown_and_the_waiting_ones_are_not_even_run(many, made, qtbot):
    context, source = made(many), Counted(many.companies)
    model = LazyModel(context, source, Listing(Kind.COMPANY))
    answers = []
    model.listed.connect(answers.append)
    for text in ("b", "be", "ber", "berg", "bergs"):
        model.show(Listing(Kind.COMPANY, text=text))
    settled(qtbot, context)
    assert [answer.listing.text for answer in answers] == ["bergs"]
    # The worker may have begun the first while the others were asked for; the rest were stale when their turn came.
    assert source.listings <= 2
    assert model.rowCount() == len(many.companies.keys(Listing(Kind.COMPANY, text="bergs")))
    assert 0 < model.rowCount() < MANY


def test_rows_of_an_old_listing_that_arrive_late_are_dropped(many, made, qtbot):
    context = made(many)
    model = LazyModel(context, many.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    downwards = Listing(Kind.COMPANY, sort="name", descending=True)
    # The view asks for rows of the old list; they are read after the new listing was, and arrive after it.
    assert model.data(model.index(650, 0)) == ""
    model.show(downwards)
    settled(qtbot, context)
    assert model.row_at(650) is None
    assert model.data(model.index(650, 0)) == ""
    settled(qtbot, context)
    assert names(model, 650, 5) == in_storage(many, downwards, 650, 5)


def test_sorting_is_swedish_and_done_by_the_store(few, made, qtbot):
    context = made(few)
    few.companies.save(Company(name="Ängens Snickeri"))
    few.companies.save(Company(name="Zetas El"))
    model = LazyModel(context, few.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY, sort="name"))
    settled(qtbot, context)
    found = names(model, 0, model.rowCount())
    assert found.index("Zetas El") < found.index("Ängens Snickeri")
    assert found.index("Ängens Snickeri") < min(n for n, name in enumerate(found) if name.startswith("Öbergs"))


def test_the_chosen_record_and_the_selected_rows_are_found_again_in_another_order(few, made, qtbot):
    context = made(few)
    listing = Listing(Kind.COMPANY, sort="name")
    keys = few.companies.keys(listing)
    wanted = few.companies.ids_of(keys[3:4])[0]
    model = LazyModel(context, few.companies, listing)
    answers = []
    model.listed.connect(answers.append)
    turned = Listing(Kind.COMPANY, sort="name", descending=True)
    model.show(turned, Anchor(wanted, frozenset(keys[:2])))
    settled(qtbot, context)
    last = len(keys) - 1
    assert answers[0].current == last - 3
    assert answers[0].selected == (last - 1, last)


def test_a_second_reading_of_the_same_rows_does_not_reset_the_view(few, made, qtbot):
    context = made(few)
    model = LazyModel(context, few.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    first = few.companies.get(few.companies.ids(Listing(Kind.COMPANY))[0])
    few.companies.tag([first.id], add=["new tag"])
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    assert resets == []
    assert "new tag" in model.data(model.index(0, model.column_named("tags")))


def test_a_row_that_was_deleted_behind_the_list_stays_blank_and_shifts_nothing(many, made, qtbot):
    context = made(many)
    model = LazyModel(context, many.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY))
    settled(qtbot, context)
    row = 40 * CHUNK + 5
    doomed = many.companies.ids(Listing(Kind.COMPANY))[row]
    neighbour = in_storage(many, Listing(Kind.COMPANY), row + 1, 1)
    changes = many.companies.delete([doomed])
    model.data(model.index(row, 0))
    settled(qtbot, context)
    assert names(model, row, 1) == [""]
    assert names(model, row + 1, 1) == neighbour
    many.history.undo(changes.action)


def test_headers_and_cells_follow_the_language(few, made, qtbot):
    context = made(few, "en")
    model = LazyModel(context, few.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY, sort="name"))
    settled(qtbot, context)
    industry = model.column_named("industry")
    said = model.data(model.index(0, industry))
    horizontal = Qt.Orientation.Horizontal
    with qtbot.waitSignal(model.headerDataChanged):
        context.words.switch(Language("sv"))
    model.show(Listing(Kind.COMPANY, sort="name"))
    settled(qtbot, context)
    assert model.data(model.index(0, industry)) not in ("", said)
    assert model.headerData(industry, horizontal) == Language("sv").say(model.columns[industry].title)


def test_cells_are_written_for_people(few, made, qtbot):
    context = made(few)
    company = Company(
        name="Test  AB", org_number="2120000142", municipality="2061", cpv=("90620000", "45233000"), tags=("a", "b")
    )
    few.companies.save(company)
    few.companies.save(Company(name="Testers firma", sole_trader=True))
    model = LazyModel(context, few.companies, Listing(Kind.COMPANY))
    model.show(Listing(Kind.COMPANY, text="test", sort="name"))
    settled(qtbot, context)
    cell = {column.name: model.data(model.index(0, n)) for n, column in enumerate(model.columns)}
    assert cell["name"] == "Test AB"
    assert cell["org_number"] == "212000-0142"
    assert cell["municipality"] == "Smedjebacken"
    assert cell["cpv"] == "Snow-clearing services +1"
    assert cell["tags"] == "a · b"
    assert cell["people"] == ""
    assert cell["size"] == ""
    assert cell["created"] == "24 Nov 2026"
    assert model.data(model.index(1, model.column_named("org_number"))) == "Sole trader"
