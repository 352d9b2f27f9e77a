"""The effect page: what the outreach can be read by, for the council, on one page that scrolls.

It paints at once what it will show, and fills it when the worker has counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from outreach.domain.benchmark import Measure
from outreach.domain.changes import Changes
from outreach.domain.effect import Choices, Effect, Wish
from outreach.domain.effect_words import caution_words
from outreach.domain.record import Kind
from outreach.language import N_, Language
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.effect import tables
from outreach.ui.effect.benchmarks_window import BenchmarksWindow
from outreach.ui.effect.head import EffectHead
from outreach.ui.effect.likely_window import LikelyWindow
from outreach.ui.effect.pieces import TILE, ChartView, KeyFact, ReportTable
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, WIDE, current_theme, set_role

FACTS = (
    "bids_per_lot", "no_bid_share", "one_bid_share", "first_time_bidders", "local_share_bids", "sme_share_bids",
    "companies_reached", "conversations", "questions_answered", "chain_met_bid", "promises_kept", "nui",
)  # fmt: skip
COUNTING = N_("Counting…")
_FOLDER = "effect.folder"
#: Key facts in a row at most, and the least width of a chart in pixels.
_ACROSS, _CHART = 4, 340
_CONCERNED = (
    Kind.TENDER, Kind.MEETING, Kind.EVENT, Kind.PLAN, Kind.BID, Kind.BENCHMARK, Kind.CONTRACT, Kind.UNIT, Kind.COMPANY,
    Kind.NOTIFICATION, Kind.QUESTION, Kind.GUEST,
)  # fmt: skip


_Look = tuple[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the worker brings: figures, what can be chosen, the charts, and the language and colours that these have."""

    effect: Effect
    choices: Choices
    charts: tuple[bytes, bytes, bytes]
    look: _Look


class EffectPage(Page):
    """What the outreach can be read by."""

    name: ClassVar[str] = "effect"
    title: ClassVar[str] = N_("Effect")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.effect: Effect | None = None
        self._choices = Choices((), (), ())
        self._filling = False
        self._stale = True
        self._charts_are_old = False
        self._asked = 0
        self.head = EffectHead(context, self.title)
        self.year, self.buyer, self.programme, self.area = (
            self.head.year, self.head.buyer, self.head.programme, self.head.area,
        )  # fmt: skip
        self.facts = {key: KeyFact() for key in FACTS}
        self.charts = (ChartView(_CHART, 168), ChartView(_CHART, 168), ChartView(520, 176))
        self.tables = {
            name: ReportTable(context, title, right, wide, wraps=name == "figures")
            for name, title, right, wide in tables.TABLES
        }
        self.status, self.cautions = self.head.status, text_label("")
        self.stack = QStackedWidget()
        self._build()
        self._wire()

    def commands(self) -> list[Command]:
        """The report, the figures, what to compare with."""
        ready = self._has_effect
        return [
            Command("effect.pdf", N_("Effect report as PDF…"), self.save_pdf, "", "print", enabled=ready),
            Command(
                "effect.xlsx", N_("Effect figures as a workbook…"), self.save_workbook, "", "export", enabled=ready
            ),
            Command("effect.pairs", N_("Link purchases that came back…"), self.show_likely, "", "link"),
            Command(
                "effect.benchmarks", N_("Type in NUI and figures to compare with…"), self.show_benchmarks, "", "edit"
            ),
        ]

    def enter(self) -> None:
        """Read anew when something was written since, and draw anew when the language or the theme changed."""
        if self._stale:
            self.read()
        elif self._charts_are_old:
            self._redraw()
        self.year.setFocus()

    @property
    def wish(self) -> Wish:
        """What is chosen above."""
        buyer, year = self.buyer.currentData(), self.year.currentData()
        return Wish((buyer,) if buyer else (), year, self.programme.currentData() or "")

    def read(self) -> None:
        """Let the worker count what is chosen; the page stays as it is until then."""
        self._stale = False
        self._asked += 1
        wish, house, look, number = self.wish, self.context.house, self._look(), self._asked
        area = self.area.currentData()
        self.status.setText(self.context.words(COUNTING))

        def count() -> _Read:
            effect = house.effect.figures(wish)
            charts = house.effect.pictures(_compared(effect, area), *look)
            return _Read(effect, house.effect.choices(), charts, look)

        self.context.read(count, lambda found: self._show(found, number), self)

    # What the officer does -------------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """Ask where the report shall lie."""
        self._ask_file(N_("Save the effect report"), "pdf")

    def save_workbook(self) -> None:
        """Ask where the figures shall lie."""
        self._ask_file(N_("Save the effect figures"), "xlsx")

    def save_to(self, path: Path) -> None:
        """Write the report or the figures, by the name's end."""
        wish, house, language = self._shown_wish(), self.context.house, self.context.words.language
        self.context.memory.keep(_FOLDER, str(path.parent))
        self.context.read(lambda: house.effect.save(wish, path, language), lambda _: self._saved(path), self)

    def show_benchmarks(self) -> None:
        """Open the window with the figures of others."""
        BenchmarksWindow(self.context, self.window()).open()

    def show_likely(self) -> None:
        """Open the window with purchases that look like the same."""
        LikelyWindow(self.context, self.wish, self.window()).open()

    def _shown_wish(self) -> Wish:
        return replace(self.wish, year=self.effect.year) if self.effect else self.wish

    def _saved(self, path: Path) -> None:
        self.context.wishes.notify.emit(self.context.words(N_("Saved {name}."), name=path.name))

    def _ask_file(self, title: str, suffix: str) -> None:
        words = self.context.words
        folder = Path(str(self.context.memory.get(_FOLDER, "")) or Path.home())
        dialog = QFileDialog(self, words(title), str(folder))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        year = self.effect.year if self.effect else ""
        dialog.selectFile(f"{words(N_('effect'))}-{year}.{suffix}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _has_effect(self) -> bool:
        return self.effect is not None

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, found: _Read, number: int) -> None:
        if number != self._asked:  # something else was chosen meanwhile
            return
        self.effect, self._choices = found.effect, found.choices
        self._say(found.effect)
        self._put_charts(found.effect, found.charts, found.look)

    def _say(self, effect: Effect) -> None:
        self._fill_choices()
        words = self.context.words
        self.stack.setCurrentIndex(1 if effect.is_empty else 0)
        buyers = ", ".join(filter(None, effect.buyers))
        self.status.setText(
            " · ".join(filter(None, (f"{effect.first_year}–{effect.year}", buyers, effect.wish.programme)))
        )
        self.cautions.setText("\n".join(caution_words(one, words.language) for one in effect.cautions))
        years = f"{effect.first_year}–{effect.year}"
        for key, fact in self.facts.items():
            fact.show_figure(effect.figure(key), effect.figure(key, rolling=True), years, words)
        for name, table in self.tables.items():
            titles, rows = tables.filled(name, effect, words)
            table.show_rows(titles, rows)
            self._sections[name].setVisible(bool(rows))
        for button in (self.pdf_button, self.workbook_button):
            button.setEnabled(True)

    def _put_charts(self, effect: Effect, charts: tuple[bytes, bytes, bytes], look: _Look) -> None:
        if effect is not self.effect:  # counted anew meanwhile
            return
        for view, svg, told in zip(self.charts, charts, tables.charts_told(effect, self.context.words), strict=True):
            view.show_chart(svg, *told)
        if look != self._look():
            self._redraw()

    def _redraw(self) -> None:
        """Draw the charts of what was counted in another language or theme; a page that is not shown waits with it."""
        effect, house, look = self.effect, self.context.house, self._look()
        self._charts_are_old = not self.isVisible()
        if effect is None or self._charts_are_old:
            return
        compared = _compared(effect, self.area.currentData())
        self.context.read(
            lambda: house.effect.pictures(compared, *look),
            lambda charts: self._put_charts(effect, charts, look),
            self,
        )

    def _fill_choices(self) -> None:
        assert self.effect is not None
        words, choices, effect = self.context.words, self._choices, self.effect
        years = sorted({*choices.years, effect.year}, reverse=True)
        areas = dict.fromkeys(one.area for one in effect.benchmarks if one.measure is Measure.BIDS_PER_LOT and one.area)
        self._filling = True
        for box, lines, chosen in (
            (self.year, [(str(year), year) for year in years], effect.year),
            (self.buyer, [(words(N_("Our own purchases")), ""), *_same(choices.buyers)], self.buyer.currentData()),
            (self.programme, [(words(N_("Everything")), ""), *_same(choices.programmes)], self.programme.currentData()),
            (self.area, [(words(N_("All areas")), ""), *_same(areas)], self.area.currentData()),
        ):  # fmt: skip
            box.clear()
            for text, data in lines:
                box.addItem(text, data)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self._filling = False

    def _chosen(self) -> None:
        if not self._filling:
            self.read()

    def _said_anew(self) -> None:
        if self.effect is not None:
            self._say(self.effect)
            self._redraw()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self._stale = True
            if self.isVisible():
                self.read()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the charts anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.effect is not None:
            self._redraw()

    def _look(self) -> _Look:
        theme = current_theme()
        return self.context.words.language, (theme.surface, theme.line, theme.muted, theme.text, theme.accent)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(WIDE, GAP, WIDE, WIDE)
        column.setSpacing(MARGIN)
        set_role(self.cautions, "card")
        self.cautions.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self.cautions)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        for place, fact in enumerate(self.facts.values()):
            self._grid.addWidget(fact, place // _ACROSS, place % _ACROSS)
        column.addLayout(self._grid)
        self._both = QHBoxLayout()
        self._both.setSpacing(WIDE)
        self._both.addWidget(self.charts[0], 1)
        self._both.addWidget(self.charts[1], 1)
        column.addLayout(self._both)
        column.addWidget(self.charts[2])
        self._sections: dict[str, QWidget] = {}
        for name, title, _, _ in tables.TABLES:
            section = QWidget()
            inside = QVBoxLayout(section)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(GAP)
            heading = text_label("", "heading")
            words.bind(heading.setText, title)
            inside.addWidget(heading)
            inside.addWidget(self.tables[name])
            self._sections[name] = section
            column.addWidget(section)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self.stack.addWidget(scroll)
        self.stack.addWidget(self._nothing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, MARGIN, 0, 0)
        whole.setSpacing(GAP)
        self._fill_head()
        whole.addLayout(self.head)
        whole.addWidget(self.stack, 1)

    def _fill_head(self) -> None:
        self.pairs_button, self.benchmarks_button, self.workbook_button, self.pdf_button = (
            self.head.add_button(*one)
            for one in (
                (N_("Link purchases…"), "link", self.show_likely),
                (N_("Figures to compare with…"), "edit", self.show_benchmarks),
                (N_("Excel…"), "export", self.save_workbook),
                (N_("PDF…"), "print", self.save_pdf),
            )
        )
        self.workbook_button.setEnabled(False)
        self.pdf_button.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Figures, charts and buttons take more lines on a narrower page."""
        super().resizeEvent(event)
        width = event.size().width()
        self.head.narrow(width)
        room = width - 2 * WIDE - MARGIN  # the bar at the side takes some
        across = max(1, min(_ACROSS, (room + GAP) // (TILE + GAP)))
        for place, fact in enumerate(self.facts.values()):
            self._grid.addWidget(fact, place // across, place % across)
        beside = room >= 2 * _CHART + WIDE
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _nothing(self) -> EmptyState:
        empty = EmptyState(
            self.context,
            self.name,
            N_("Nothing to count yet"),
            N_(
                "Import result notices or the statistics of bids, log conversations, plan events: then there are figures."
            ),
        )
        empty.add_button(N_("Import…"), self._import, primary=True)
        return empty

    def _import(self) -> None:
        self.context.wishes.import_files.emit([])

    def _wire(self) -> None:
        for box in (self.year, self.buyer, self.programme, self.area):
            box.currentIndexChanged.connect(self._chosen)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._said_anew)


def _same(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _compared(effect: Effect, area: str | None) -> Effect:
    """Return the figures beside those of one area alone."""
    return replace(effect, benchmarks=tuple(one for one in effect.benchmarks if one.area == area)) if area else effect
