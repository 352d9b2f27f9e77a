"""The import: choose or drop files, see what would become of each record, import, undo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.event import Event
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.errors import Cancelled
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.imports import FormatChoice, ImportOutcome, ImportPreview
from outreach.ui.context import Context
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.imports.preview_model import PreviewModel, shown_rows
from outreach.ui.tasks import Progress
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, current_theme, set_role

ADDED = NN_("{n} new record", "{n} new records")
UPDATED = NN_("{n} updated", "{n} updated")
SAME = NN_("{n} already known", "{n} already known")
PROBLEMS = NN_("{n} problem", "{n} problems")
_MOST_EVENTS = 200
_START, _WORK, _TABLE = range(3)


class ImportDialog(QDialog):
    """Four steps in one window: files, preview, import, undo (the toast)."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._paths: list[Path] = []
        self._preview: ImportPreview | None = None
        self._formats: list[FormatChoice] = []
        self._progress: Progress | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self.resize(980, 620)
        context.words.bind(self.setWindowTitle, N_("Import"))
        self._build()
        self._wire()
        self._read_choices()

    def take(self, paths: Sequence[Path]) -> None:
        """Preview these files."""
        if paths:
            self._paths = list(paths)
            self._look()

    def ask(self) -> None:
        """Ask for files."""
        words = self._context.words
        dialog = QFileDialog(self, words(N_("Choose files")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        every = sorted({suffix for one in self._formats for suffix in one.suffixes})
        filters = [(words(N_("All that can be read")), every)]
        filters += [(words(one.title), list(one.suffixes)) for one in self._formats]
        dialog.setNameFilters([f"{title} ({' '.join(f'*{_dotted(s)}' for s in suffixes)})" for title, suffixes in filters])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    # Steps -----------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        house, paths, event = self._context.house, list(self._paths), self._event_id()
        self._begin(N_("Reading the files…"))
        self._progress = self._context.tasks.run_long(
            lambda progress: house.imports.preview(paths, event=event, progress=progress.step),
            self._looked,
            self._report,
            owner=self,
            failed=self._failed,
        )

    def _looked(self, preview: ImportPreview) -> None:
        self._progress = None
        self._preview = preview
        self._fill()
        self.stack.setCurrentIndex(_TABLE)
        will_write = bool(preview.added or preview.updated)
        self.import_button.setEnabled(will_write)
        self.import_button.setDefault(will_write)
        (self.import_button if will_write else self.table).setFocus()

    def _import(self) -> None:
        preview, house = self._preview, self._context.house
        if preview is None:
            return
        self._begin(N_("Importing…"))
        self._progress = self._context.tasks.run_long(
            lambda progress: house.imports.run(preview, progress=progress.step),
            self._imported,
            self._report,
            owner=self,
            failed=self._failed,
        )

    def _imported(self, outcome: ImportOutcome) -> None:
        self._progress = None
        # The shell answers with the toast that can undo it.
        self._context.changes.publish(outcome.changes)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._progress = None
        if isinstance(error, Cancelled):
            self._preview = None
            self.stack.setCurrentIndex(_START)
            self.import_button.setEnabled(False)
            return
        self.stack.setCurrentIndex(_TABLE if self._preview else _START)
        self.import_button.setEnabled(self._preview is not None)
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
            return
        set_role(self.summary, "danger")
        self.summary.setText(known.whole)

    def _begin(self, text: str) -> None:
        self.working.setText(self._context.words(text))
        self.bar.setRange(0, 0)
        self.import_button.setEnabled(False)
        set_role(self.summary, "muted")
        self.summary.setText("")
        self.stack.setCurrentIndex(_WORK)

    def _report(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _fill(self) -> None:
        preview, words = self._preview, self._context.words
        if preview is None:
            return
        self.model.show(shown_rows(preview, words))
        counts = ((ADDED, preview.added), (UPDATED, preview.updated), (SAME, preview.unchanged))
        parts = [words.count(forms, number) for forms, number in counts if number or forms is ADDED]
        if preview.problems:
            parts.append(words.count(PROBLEMS, len(preview.problems)))
        set_role(self.summary, "")
        self.summary.setText(" · ".join(parts))

    def _event_id(self) -> UUID | None:
        chosen = self.event_box.currentData()
        return chosen if isinstance(chosen, UUID) else None

    def _read_choices(self) -> None:
        house = self._context.house

        def read() -> tuple[list[FormatChoice], list[Event]]:
            ids = house.events.ids(Listing(Kind.EVENT))[:_MOST_EVENTS]
            found = house.events.many(ids)
            return house.imports.formats(), [found[one] for one in ids if one in found]

        def take(found: tuple[list[FormatChoice], list[Event]]) -> None:
            self._formats = found[0]
            for event in found[1]:
                day = self._context.words.language.day(event.when.first_day)
                self.event_box.addItem(f"{event.title}, {day}", event.id)

        self._context.read(read, take, self)

    # Qt's events -----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls() and self._progress is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def reject(self) -> None:
        """Cancel: what is under way stops first, a second time closes."""
        if self._progress is not None:
            self._progress.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way; nothing of it is kept."""
        if self._progress is not None:
            self._progress.cancel()
        super().closeEvent(event)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        self.stack = QStackedWidget()
        for page in (self._start_page(), self._work_page(), self._table_page()):
            self.stack.addWidget(page)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.cancel_button, self.import_button = QPushButton(), QPushButton()
        words.bind(self.cancel_button.setText, N_("Cancel"))
        words.bind(self.import_button.setText, N_("Import"))
        set_role(self.import_button, "primary")
        self.import_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)

    def _start_page(self) -> QWidget:
        words = self._context.words
        picture = QLabel()
        picture.setPixmap(pixmap("import", 48, QColor(current_theme().muted), 2.0))
        title, text = QLabel(), QLabel()
        set_role(title, "heading")
        set_role(text, "muted")
        words.bind(title.setText, N_("Drop files here"))
        words.bind(
            text.setText,
            N_("Contact cards (.vcf), calendars (.ics), notices (eForms), lists (.csv, .xlsx). Nothing is kept before you say so."),
        )
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = QPushButton()
        put_icon(self.choose_button, "folder")
        words.bind(self.choose_button.setText, N_("Choose files…"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(GAP)
        column.addStretch(2)
        for widget in (picture, title):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        column.addSpacing(GAP)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _work_page(self) -> QWidget:
        self.working = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(320)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        column.addWidget(self.working, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _table_page(self) -> QWidget:
        words = self._context.words
        self.model = PreviewModel(words, self)
        self.table = QTableView()
        calm_table(self.table)
        self.table.setModel(self.model)
        self.table.setIconSize(QSize(20, 20))
        for column_number, width in enumerate((170, 420, 200)):
            self.table.setColumnWidth(column_number, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        words.bind(self.table.setAccessibleName, N_("What would be imported"))
        self.event_box = QComboBox()
        self.event_box.addItem(words(N_("– no event –")), None)
        label = QLabel()
        label.setBuddy(self.event_box)
        words.bind(label.setText, N_("Where you met them"))
        self.other_button = QPushButton()
        words.bind(self.other_button.setText, N_("Other files…"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label)
        head.addWidget(self.event_box, 1)
        head.addStretch(1)
        head.addWidget(self.other_button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return page

    def _wire(self) -> None:
        self.choose_button.clicked.connect(self.ask)
        self.other_button.clicked.connect(self.ask)
        self.cancel_button.clicked.connect(self.reject)
        self.import_button.clicked.connect(self._import)
        self.event_box.activated.connect(self._look)
        self._context.words.changed.connect(self._fill)


def _dotted(suffix: str) -> str:
    return suffix if suffix.startswith(".") else f".{suffix}"
