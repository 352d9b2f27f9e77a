"""The page of coverage: who have we never met, who came, who asked, who bid – by branch; each number opens its companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.coverage import Coverage
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.coverage import limits, notes
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.coverage.choices import Choices
from outreach.ui.coverage.deeds import Deeds
from outreach.ui.coverage.model import CoverageModel
from outreach.ui.coverage.table_view import CoverageTableView
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

_CONCERNED = (
    Kind.COMPANY, Kind.PERSON, Kind.MEETING, Kind.EVENT, Kind.GUEST, Kind.TENDER, Kind.NOTIFICATION, Kind.BID, Kind.UNIT,
)  # fmt: skip
#: The table keeps so much height; below this width the buttons stand under what the chosen cell says; in pixels.
_LEAST_TABLE, _SIDE_BY_SIDE = 240, 1000
SHOW = NN_("Show {n} company", "Show {n} companies")


@dataclass(frozen=True, slots=True)
class Counted:
    """What the page reads: the table, and what there is to choose from."""

    coverage: Coverage
    places: tuple[str, ...]
    programmes: tuple[str, ...]


class CoveragePage(Page):
    """All companies by branch and stage."""

    name: ClassVar[str] = "coverage"
    title: ClassVar[str] = N_("Coverage")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = CoverageModel(context.words, self)
        self.table = CoverageTableView(self.model)
        self.choices = Choices(context)
        self.deeds = Deeds(context, self)
        self.stack = QStackedWidget()
        self._counted: Counted | None = None
        self._stale = True
        self._reading = 0
        self._build()
        self._wire()

    # What the shell asks ---------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """What can be done with the table and with the companies of a cell."""
        chosen = self._has_cell
        return [
            Command(
                "coverage.open", N_("Show the companies of the cell"), self.open_cell, "", "list", "Record", chosen
            ),
            Command("coverage.view", N_("Save the cell as a view…"), self.keep_view, "", "filter", "Record", chosen),
            Command("coverage.invite", N_("Invite the cell to an event…"), self.invite, "", "mail", "Record", chosen),
            Command(
                "coverage.list", N_("Print the companies of the cell…"), self.print_list, "", "print", "Record", chosen
            ),
            Command("coverage.copy", N_("Copy the table"), self.copy, "", "copy", "File", self._is_counted),
            Command(
                "coverage.export",
                N_("Export the table…"),
                self.export,
                "Ctrl+Shift+S",
                "export",
                "File",
                self._is_counted,
            ),
            Command(
                "coverage.print",
                N_("Table as PDF, to print…"),
                self.print_table,
                "Ctrl+P",
                "print",
                "File",
                self._is_counted,
            ),
        ]

    def enter(self) -> None:
        """Count anew what may be stale, and go to the table."""
        if self._stale:
            self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Count."""
        house, order = self.context.house, self.choices.order()
        self._stale = False
        self._reading += 1
        turn = self._reading

        def count() -> Counted:
            service = house.coverage
            return Counted(service.table(order), tuple(service.municipalities()), tuple(service.programmes()))

        def take(counted: Counted) -> None:
            if turn == self._reading:
                self._show(counted)

        self.context.read(count, take, self)

    # The officer's hands ---------------------------------------------------------------------------------------------

    def cell(self) -> tuple[Listing, str] | None:
        """Return the list of the chosen cell, and what it is called; None where none is chosen."""
        index, coverage = self.table.currentIndex(), self.model.coverage
        if coverage is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        listing = self.context.house.coverage.listing(coverage, self.model.branch(row), self.model.stage(column))
        names = (
            self.model.headerData(row, Qt.Orientation.Vertical),
            self.model.headerData(column, Qt.Orientation.Horizontal),
        )
        return listing, " – ".join(names)

    def open_cell(self) -> None:
        """Go to the companies, narrowed to the chosen cell."""
        found = self.cell()
        if found is not None:
            self.context.wishes.show_list.emit(Kind.COMPANY, found[0].filters)

    def keep_view(self) -> None:
        """Keep the chosen cell as a view."""
        found = self.cell()
        if found is not None:
            self.deeds.keep_view(*found)

    def invite(self) -> None:
        """Put everybody who works at the companies of the cell on a guest list."""
        found = self.cell()
        if found is not None:
            self.deeds.invite(found[0])

    def print_list(self) -> None:
        """Print the companies of the cell."""
        found = self.cell()
        if found is not None:
            self.deeds.print_list(*found)

    def copy(self) -> None:
        """Copy the table."""
        if self.model.coverage is not None:
            self.deeds.copy(self.model.coverage)

    def export(self) -> None:
        """Write the table to a file."""
        if self.model.coverage is not None:
            self.deeds.export(self.model.coverage)

    def print_table(self) -> None:
        """Write the table for print."""
        if self.model.coverage is not None:
            self.deeds.print_table(self.model.coverage)

    def _has_cell(self) -> bool:
        return self.cell() is not None

    def _is_counted(self) -> bool:
        return self.model.coverage is not None

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, counted: Counted) -> None:
        self._counted = counted
        coverage = counted.coverage
        before = self.table.currentIndex()
        place = (before.row(), before.column()) if before.isValid() else (0, 0)
        self.choices.fill(coverage.order, counted.places, counted.programmes, home_day(self.context.house.now()))
        self.model.show(coverage)
        self._narrow()
        rows, columns = self.model.rowCount(), self.model.columnCount()
        self.table.setCurrentIndex(self.model.index(min(place[0], rows - 1), min(place[1], columns - 1)))
        self.stack.setCurrentIndex(0 if coverage.companies or coverage.order.municipality else 1)
        self._say()

    def _say(self) -> None:
        coverage, words = self.model.coverage, self.context.words
        if coverage is None:
            return
        self.counted.setText(limits(coverage, words.language))
        self.definitions.setText("\n".join(notes(coverage, words.language)))
        self._say_cell()

    def _say_cell(self) -> None:
        index = self.table.currentIndex()
        there = index.isValid() and self.model.coverage is not None
        count = self.model.count(index.row(), index.column()) if there else 0
        self.open_button.setText(self.context.words.count(SHOW, count))
        self.about.setText(self.model.said(index.row(), index.column()) if there else "")
        for button in (self.open_button, self.view_button, self.invite_button, self.list_button):
            button.setEnabled(bool(count))

    def _speak(self) -> None:
        """Say what was counted in another language: nothing is counted for it, and a page that is not shown follows too."""
        if self._counted is not None:
            self._show(self._counted)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self._stale = True
            if self.isVisible():
                self.read()

    # Parts -----------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addWidget(self.choices)
        layout.addWidget(self.stack, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addLayout(self._cell_row())
        self.definitions = text_label("", "caption")
        self.definitions.setWordWrap(True)
        column.addWidget(self.definitions)
        # Below a certain height the page scrolls; the table keeps room for some rows.
        self.table.setMinimumHeight(_LEAST_TABLE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(whole, "page")
        scroll.setWidget(whole)
        self.stack.addWidget(scroll)
        self.stack.addWidget(self._nothing_yet())
        self.context.words.bind(self.table.setAccessibleName, self.title)

    def _head(self) -> QHBoxLayout:
        title = QLabel()
        set_role(title, "title")
        self.context.words.bind(title.setText, self.title)
        self.counted = text_label("", "muted")
        self.counted.setWordWrap(True)
        self.export_button, self.print_button = QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(title)
        row.addSpacing(GAP)
        row.addWidget(self.counted, 1)
        for button, picture, text in (
            (self.export_button, "export", N_("Export…")),
            (self.print_button, "print", N_("Print…")),
        ):
            self.context.words.bind(button.setText, text)
            put_icon(button, picture)
            row.addWidget(button)
        return row

    def _cell_row(self) -> QBoxLayout:
        self.about = text_label("", "subheading")
        self.open_button, self.view_button = QPushButton(), QPushButton()
        self.invite_button, self.list_button = QPushButton(), QPushButton()
        put_icon(self.open_button, "companies", "on_accent")
        set_role(self.open_button, "primary")
        for button, picture, text in (
            (self.view_button, "filter", N_("Save as view…")),
            (self.invite_button, "mail", N_("Invite to event…")),
            (self.list_button, "print", N_("Print list…")),
        ):
            self.context.words.bind(button.setText, text)
            put_icon(button, picture)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.open_button, self.view_button, self.invite_button, self.list_button):
            buttons.addWidget(button)
        buttons.addStretch(0)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, TIGHT, 0, TIGHT)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.about, 1)
        self._row.addLayout(buttons)
        return self._row

    def _nothing_yet(self) -> EmptyState:
        text = N_(
            "Import the companies of the municipality, with their industries if you can: then you see whom you have never met."
        )
        empty = EmptyState(self.context, "coverage", N_("No companies yet"), text)
        empty.add_button(N_("Import from a file…"), self._ask_import, primary=True)
        return empty

    def _ask_import(self) -> None:
        self.context.wishes.import_files.emit([])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the names have what the columns leave."""
        super().resizeEvent(event)
        self._narrow()

    def _narrow(self) -> None:
        self.table.narrow(self.width() - 2 * WIDE)
        beside = self.width() >= _SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _wire(self) -> None:
        self.choices.changed.connect(self.read)
        self.table.opened.connect(self.open_cell)
        self.table.copied.connect(self.copy)
        self.table.moved.connect(self._say_cell)
        self.table.clicked.connect(self._clicked)
        self.open_button.clicked.connect(self.open_cell)
        self.view_button.clicked.connect(self.keep_view)
        self.invite_button.clicked.connect(self.invite)
        self.list_button.clicked.connect(self.print_list)
        self.export_button.clicked.connect(self.export)
        self.print_button.clicked.connect(self.print_table)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._speak)

    def _clicked(self, _index: QModelIndex) -> None:
        self._say_cell()
