"""The window for figures to compare with: typed in, removed, or computed from the statistics file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from outreach.domain.benchmark import MEASURE_LABELS, Benchmark, Measure
from outreach.domain.changes import Changes
from outreach.domain.effect_words import DASH, benchmark_words
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.benchmarks import FromStatistics
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.effect.pieces import ReportTable
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Figures to compare with")
ABOUT = N_(
    "Type in the NUI of your own municipality (leave the area empty) and figures from reports, or compute those of an area from "
    "the statistics file; no tender is imported. From 2021 the national figure counts bids, before that bidders."
)
_LABELS = (N_("Measure"), N_("Year"), N_("Area"), N_("Value"), N_("n"), N_("Source"))
_FOLDER = "effect.statistics"


class BenchmarksWindow(QDialog):
    """Enter in the line below adds a figure, Delete removes the chosen one."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.found: list[Benchmark] = []
        self.table = ReportTable(context, TITLE, (1, 3, 4), (2, 5), whole=False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.measure, self.year, self.area = QComboBox(), QSpinBox(), QLineEdit()
        self.value, self.n, self.source = QDoubleSpinBox(), QSpinBox(), QLineEdit()
        self.status = text_label("", "muted")
        self._build()
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._fill)
        self.read()

    def read(self) -> None:
        """Read them."""
        self.context.read(self.context.house.benchmarks.list, self._show, self)

    def add(self) -> None:
        """Keep what is typed."""
        made = Benchmark(
            measure=Measure(self.measure.currentData()), year=self.year.value(), area=self.area.text(),
            value=round(self.value.value() * 100), n=self.n.value() or None, source=self.source.text(),
        )  # fmt: skip
        benchmarks = self.context.house.benchmarks
        self.context.write(lambda: benchmarks.add(made), self, lambda _: self.value.setFocus())

    def remove(self) -> None:
        """Remove the chosen one; undo brings it back."""
        row, benchmarks = self.table.currentRow(), self.context.house.benchmarks
        if 0 <= row < len(self.found):
            chosen = self.found[row].id
            self.context.write(lambda: benchmarks.remove([chosen]), self)

    def ask_file(self) -> None:
        """Ask for the statistics file."""
        words = self.context.words
        folder = Path(str(self.context.memory.get(_FOLDER, "")) or Path.home())
        dialog = QFileDialog(self, words(N_("Statistics file")), str(folder))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{words(N_('Statistics file'))} (*.csv *.tsv *.xlsx *.xls *.ods)")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Compute figures from a file; the area is the one typed below, else guessed from the file's name."""
        benchmarks, area = self.context.house.benchmarks, self.area.text()
        self.context.memory.keep(_FOLDER, str(path.parent))
        self.context.read(lambda: benchmarks.from_statistics(path, area), self._taken, self)

    def _taken(self, found: FromStatistics) -> None:
        self.context.changes.publish(found.changes, self)
        words = self.context.words
        told = words.count(
            NN_("{n} figure from {name}", "{n} figures from {name}"),
            len(found.benchmarks),
            name=found.benchmarks[0].source,
        )
        left = words.count(NN_("{n} row left out", "{n} rows left out"), len(found.problems)) if found.problems else ""
        self.status.setText(" · ".join(filter(None, (told, left))))
        self.read()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.BENCHMARK):
            self.read()

    def _show(self, found: list[Benchmark]) -> None:
        self.found = found
        self._fill()

    def _fill(self) -> None:
        words = self.context.words
        own = words(N_("Our own municipality"))
        rows = [
            [
                words(MEASURE_LABELS[one.measure]), str(one.year), one.area or own, benchmark_words(one, words.language),
                DASH if one.n is None else words.language.number(one.n), one.source,
            ]
            for one in self.found
        ]  # fmt: skip
        self.table.show_rows([words(text) for text in _LABELS], rows)
        for place, measure in enumerate(Measure):
            self.measure.setItemText(place, words(MEASURE_LABELS[measure]))

    def _build(self) -> None:
        words = self.context.words
        about = text_label("", "muted")
        words.bind(about.setText, ABOUT)
        for measure in Measure:
            self.measure.addItem(words(MEASURE_LABELS[measure]), measure.value)
        self.measure.setCurrentIndex(list(Measure).index(Measure.NUI))
        self.year.setRange(1990, 2100)
        self.year.setValue(home_day(self.context.house.now()).year)
        self.value.setRange(0, 9_999)
        self.value.setDecimals(2)
        self.n.setRange(0, 10_000_000)
        self.n.setSpecialValueText(DASH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        fields = (self.measure, self.year, self.area, self.value, self.n, self.source)
        for place, (field, text) in enumerate(zip(fields, _LABELS, strict=True)):
            label = QLabel()
            set_role(label, "caption")
            label.setBuddy(field)
            words.bind(label.setText, text)
            words.bind(field.setAccessibleName, text)
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
        self.area.setMinimumWidth(120)
        self.source.setMinimumWidth(160)
        self.measure.setMinimumWidth(256)  # its longest word
        grid.setColumnStretch(2, 2)
        grid.setColumnStretch(5, 3)
        for line in (self.area, self.source):
            line.returnPressed.connect(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addLayout(grid)
        column.addWidget(self.status)
        column.addLayout(self._foot())
        QShortcut(QKeySequence("Delete"), self.table, self.remove)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.add)
        take_size(self, 900, 520)

    def _foot(self) -> QHBoxLayout:
        words = self.context.words
        self.file_button, self.remove_button, self.close_button, self.add_button = (QPushButton() for _ in range(4))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button, text, icon, call in (
            (self.file_button, N_("From the statistics file…"), "import", self.ask_file),
            (self.remove_button, N_("Remove"), "delete", self.remove),
            (self.close_button, N_("Close"), "", self.accept),
            (self.add_button, N_("Add"), "add", self.add),
        ):
            words.bind(button.setText, text)
            if icon:
                put_icon(button, icon, "on_accent" if button is self.add_button else "text")
            button.setAutoDefault(False)
            button.clicked.connect(call)
            if button is self.close_button:
                row.addStretch(1)
            row.addWidget(button)
        set_role(self.add_button, "primary")
        return row
