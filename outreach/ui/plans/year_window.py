"""The outreach year in a small table: hours and cost of each event against the companies met for the first time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.event_yield import PEOPLE_COUNTS, Yield, Yields, told_of_events
from outreach.domain.few import Told, count_words, few_words, is_few
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.help_dialogs import close_row
from outreach.ui.lists.detail_parts import spaced, text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.plans.yield_view import NEW_COMPANIES, UNKNOWN, hours_words
from outreach.ui.theme import MARGIN, WIDE, calm_table
from outreach.ui.words import Words

_COLUMNS = (
    N_("Event"),
    N_("Day"),
    N_("Conversations"),
    N_("Companies"),
    N_("New companies"),
    N_("Hours"),
    N_("Cost"),
    N_("Hours each"),
    N_("Cost each"),
)
_TIPS = {
    "New companies": N_("Companies met with no earlier conversation anywhere in the register."),
    "Hours each": N_("Hours divided by the companies met for the first time."),
    "Cost each": N_("Cost divided by the companies met for the first time."),
}
_WIDTHS = (240, 84, 108, 92, 116, 84, 96, 104, 136)
_ID = int(Qt.ItemDataRole.UserRole)
_YEARS = 6


class YearWindow(QDialog):
    """Shows a year. Enter opens an event, Ctrl+C copies the table."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, N_("What the events gave"))
        self.year = QComboBox()
        self.table = YearTable(context)
        self.stack = QStackedWidget()
        self._build()
        self.table.opened.connect(self._open)
        self.year.currentIndexChanged.connect(lambda _: self.read())
        self.read()

    def read(self) -> None:
        """Read the chosen year."""
        year, house = int(self.year.currentData()), self.context.house
        # What lies ahead has given nothing yet.
        last = min(date(year, 12, 31), home_day(house.now()))
        self.context.read(lambda: house.plans.yields(date(year, 1, 1), last), self._show, self)

    def _show(self, found: Yields) -> None:
        self.stack.setCurrentIndex(0 if found.each else 1)
        self.table.show_yields(found)
        self.total.setText(total_words(found.total, self.context.words) if found.each else "")
        if found.each:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, event: UUID) -> None:
        self.context.open(Kind.EVENT, event)
        self.accept()

    def _build(self) -> None:
        words = self.context.words
        this_year = home_day(self.context.house.now()).year
        for year in range(this_year, this_year - _YEARS, -1):
            self.year.addItem(str(year), year)
        words.bind(self.year.setAccessibleName, N_("Year"))
        title = text_label("", "title")
        words.bind(title.setText, N_("What the events gave"))
        hint = text_label("", "caption")
        words.bind(hint.setText, N_("Hours and cost come from the plans and debriefs. Ctrl+C copies the table for a spreadsheet."))
        empty = N_("No events began this year.")
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState(self.context, "events", empty, N_("Choose another year above.")))
        self.total = text_label("", "muted")
        head = QHBoxLayout()
        head.addWidget(spaced(title, self.total), 1)
        head.addWidget(self.year, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(hint)
        column.addLayout(close_row(words, self))
        room = self.screen().availableGeometry()
        self.resize(min(1160, room.width() - 48), min(640, room.height() - 64))


class YearTable(QTableWidget):
    """One row an event, the sum below."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(0, len(_COLUMNS))
        self.context = context
        calm_table(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(72)
        context.words.bind(self.setAccessibleName, N_("What the events gave"))
        self.doubleClicked.connect(lambda _: self._take())

    def show_yields(self, found: Yields) -> None:
        """Show them, and the sum."""
        words = self.context.words
        self.setHorizontalHeaderLabels([words(text) for text in _COLUMNS])
        for column, text in enumerate(_COLUMNS):
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setToolTip(words(_TIPS[text]) if text in _TIPS else "")
                item.setTextAlignment(_side(column))
        rows = [*found.each, *([found.total] if found.each else [])]
        told, below = told_of_events(found.each, found.total)
        self.setRowCount(len(rows))
        for row, (one, may) in enumerate(zip(rows, [*told, below], strict=False)):
            self._fill_row(row, one, may)
        if found.each:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the event; copy takes the whole table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.as_text())
            self.context.wishes.notify.emit(self.context.words(N_("The table is copied.")))
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """Return the table as lines with tabs, for a spreadsheet."""
        heads = [self.context.words(text) for text in _COLUMNS]
        rows = [[self._text(row, column) for column in range(len(_COLUMNS))] for row in range(self.rowCount())]
        return "\n".join("\t".join(cells) for cells in [heads, *rows])

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().replace("\u00a0", " ") if item is not None else ""

    def _take(self) -> None:
        item = self.item(self.currentRow(), 0)
        event = item.data(_ID) if item is not None else None
        if isinstance(event, UUID):
            self.opened.emit(event)

    def _fill_row(self, row: int, one: Yield, told: Mapping[str, Told]) -> None:
        for column, text in enumerate(self._cells(one, told)):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_side(column))
            item.setData(_ID, one.event.id if one.event else None)
            item.setToolTip(text if column == 0 else "")
            if one.event is None:
                font = QFont(self.font())
                font.setWeight(QFont.Weight.DemiBold)
                item.setFont(font)
            self.setItem(row, column, item)

    def _cells(self, one: Yield, told: Mapping[str, Told]) -> Sequence[str]:
        words = self.context.words
        language = words.language
        # The table is copied for others: of a few people it does not tell how many.
        each = None if is_few(one.new_with_cost) else one.cost_per_new_company
        hours = None if is_few(one.new_with_hours) else one.hours_per_new_company
        return (
            one.event.title if one.event else words(N_("The whole year")),
            language.day(one.event.when.first_day, "d MMM") if one.event else "",
            *(count_words(getattr(one, name), told[name], language) for name in PEOPLE_COUNTS),
            hours_words(one.hours, words) if one.hours else UNKNOWN,
            language.money(one.cost) if one.cost else UNKNOWN,
            hours_words(hours, words) if hours else UNKNOWN,
            language.money(each) if each else UNKNOWN,
        )


def total_words(total: Yield, words: Words) -> str:
    """Say a year in a line: companies met for the first time, hours, cost, and both for each of them."""
    new = f"{words(N_('Companies met for the first time'))}: {few_words(words.language)}"
    parts = [new if is_few(total.new_companies) else words.count(NEW_COMPANIES, total.new_companies)]
    parts += [hours_words(total.hours, words)] if total.hours else []
    parts += [words.language.money(total.cost)] if total.cost else []
    hours = None if is_few(total.new_with_hours) else total.hours_per_new_company
    cost = None if is_few(total.new_with_cost) else total.cost_per_new_company
    parts += [f"{words(N_('Hours each'))}: {hours_words(hours, words)}"] if hours else []
    parts += [f"{words(N_('Cost each'))}: {words.language.money(cost)}"] if cost else []
    return " · ".join(parts)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
