"""What the effect page is made of: a key fact, a chart, and a table that shows all its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.effect_words import DASH, basis_words, unit_words, value_words
from outreach.domain.event_yield import Figure
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, ROW_HEIGHT, TIGHT, calm_table, current_theme, set_role
from outreach.ui.words import Words

#: The least width of a key fact, in pixels.
TILE = 206
#: How many times as large as on paper.
_SCALE = 1.5
#: What a cell keeps free of words at its sides, a heading above and below, a row above and below; the narrowest column.
_SIDES, _ABOVE, _AROUND, _NARROWEST = 26, 18, 10, 116
_WRAPPED = Qt.TextFlag.TextWordWrap.value


class KeyFact(QFrame):
    """One figure: its name, its value, what it rests on, and the same of three years. Tab reaches it and says the definition."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(TILE)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Preferred)
        self.name, self.value = text_label("", "muted"), text_label(DASH, "title")
        self.basis, self.three = text_label("", "caption"), text_label("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, GAP, GAP + 4, GAP)
        column.setSpacing(TIGHT)
        for label in (self.name, self.value, self.basis, self.three):
            column.addWidget(label)
        column.addStretch(1)

    def show_figure(self, now: Figure, three: Figure, years: str, words: Words) -> None:
        """Show a figure of the year beside the one of three years."""
        language = words.language
        self.name.setText(words(now.name))
        unit = unit_words(now, language)
        self.value.setText(value_words(now, language))
        self.basis.setText(" · ".join(filter(None, (basis_words(now, language), unit))))
        self.three.setText(f"{years}: {value_words(three, language)} ({basis_words(three, language)})")
        self.setToolTip(words(now.definition))
        said = (self.name.text(), self.value.text(), self.basis.text(), self.three.text(), words(now.definition))
        self.setAccessibleName(". ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)


class ChartView(QWidget):
    """A chart, as the paper has it, larger. Its words are the accessible description; the numbers stand in a table as well."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._usual = QSize(round(width * _SCALE), round(height * _SCALE))
        self._renderer = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(round(width))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_chart(self, svg: bytes, name: str, told: str) -> None:
        """Show a chart, and say what is in it."""
        self._renderer.load(QByteArray(svg))
        self.setAccessibleName(name)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the chart is drawn."""
        return self._usual

    def hasHeightForWidth(self) -> bool:
        """The chart keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return round(min(width, self._usual.width()) * self._usual.height() / self._usual.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, and the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = min(self.width(), self._usual.width())
        if self._renderer.isValid():
            self._renderer.render(painter, QRectF(0, 0, wide, wide * self._usual.height() / self._usual.width()))
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class ReportTable(QTableWidget):
    """A table without a scroll bar of its own, or with one where it is not to be `whole`. Ctrl+C copies all of it."""

    def __init__(
        self,
        context: Context,
        name: str,
        right: Sequence[int] = (),
        wide: Sequence[int] = (0,),
        *,
        wraps: bool = False,
        whole: bool = True,
    ) -> None:
        super().__init__(0, 0)
        self.context = context
        self._right, self._wide, self._wraps, self._whole = frozenset(right), tuple(wide), wraps, whole
        calm_table(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A column that takes the room that is left has another width than its words: the rows follow it.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.horizontalHeader().sectionResized.connect(self._fit_soon)
        context.words.bind(self.setAccessibleName, name)

    def _fit_soon(self, *_: int) -> None:
        self._fitting.start()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show finished texts."""
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(list(titles))
        self.setRowCount(len(rows))
        for number, row in enumerate([titles, *rows]):
            for column, text in enumerate(row):
                item = self.horizontalHeaderItem(column) if number == 0 else QTableWidgetItem(text)
                if item is None:
                    continue
                side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
                # The words of a heading go on in a second line.
                wrapped = 0 if number else _WRAPPED
                place = (side | Qt.AlignmentFlag.AlignVCenter).value | wrapped
                item.setData(Qt.ItemDataRole.TextAlignmentRole, place)
                if number:
                    item.setToolTip(text)
                    self.setItem(number - 1, column, item)
        header = self.horizontalHeader()
        for column in range(len(titles)):
            stretch = column in self._wide
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        if self._all_alike:
            header.setMinimumSectionSize(_NARROWEST)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long texts take more lines in a narrower table."""
        super().resizeEvent(event)
        self._fit_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy takes the whole table; the rest is the list's own."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.as_text())
            self.context.wishes.notify.emit(self.context.words(N_("The table is copied.")))
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """Return the table as lines with tabs, for a spreadsheet."""
        columns = range(self.columnCount())
        heads = [item.text() if (item := self.horizontalHeaderItem(column)) else "" for column in columns]
        rows = [
            [item.text() if (item := self.item(row, column)) else "" for column in columns]
            for row in range(self.rowCount())
        ]
        return "\n".join("\t".join(cells) for cells in [heads, *rows]).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def _all_alike(self) -> bool:
        """Say whether all columns share the room; then their headings take more lines."""
        return 0 < self.columnCount() == len(self._wide)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        if self._all_alike:
            heads = [item for column in range(self.columnCount()) if (item := self.horizontalHeaderItem(column))]
            header.setFixedHeight(self._lines(header.font(), heads) + _ABOVE)
        if self._wraps:
            for row in range(self.rowCount()):
                cells = [item for column in range(self.columnCount()) if (item := self.item(row, column))]
                self.setRowHeight(row, max(ROW_HEIGHT, self._lines(self.font(), cells) + _AROUND))
        if not self._whole:
            return
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        head = header.height() if self._all_alike else header.sizeHint().height()
        # Where the columns find no room, the bar below them takes some.
        bar = self.horizontalScrollBar().sizeHint().height() if header.length() > self.viewport().width() else 0
        self.setFixedHeight(rows + head + bar + 2 * self.frameWidth() + 2)

    def _lines(self, font: QFont, items: Sequence[QTableWidgetItem]) -> int:
        """Return how high the words of these stand at most: Qt itself reckons without what the style keeps free."""
        metrics = QFontMetrics(font)
        rooms = [QRect(0, 0, self.columnWidth(number) - _SIDES, 10_000) for number in range(len(items))]
        return max(
            metrics.boundingRect(room, _WRAPPED, item.text()).height() for room, item in zip(rooms, items, strict=True)
        )
