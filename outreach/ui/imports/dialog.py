"""The import: choose or drop files, say how tables are read, see what would become of each record, import, undo.

Cards, calendars and lists that are known go straight from the files to the check. The pages show and ask; `flow.py` works.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Reversal
from outreach.domain.record import Kind
from outreach.domain.table_mapping import TableWishes
from outreach.errors import Cancelled
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.imports import ImportOutcome, ImportPreview
from outreach.ui.context import Context
from outreach.ui.imports.check_page import CheckPage
from outreach.ui.imports.columns_page import ColumnsPage
from outreach.ui.imports.done_page import DonePage
from outreach.ui.imports.file_questions import ask_for_files, ask_where_to
from outreach.ui.imports.flow import ImportFlow, Shared
from outreach.ui.imports.foot import Foot
from outreach.ui.imports.start_page import StartPage
from outreach.ui.imports.step_trail import LONG, SHORT, Step, StepTrail
from outreach.ui.imports.table_page import TablePage
from outreach.ui.imports.work_page import WorkPage
from outreach.ui.theme import MARGIN, WIDE
from outreach.ui.undoing import UndoDesk

PROBLEM_ROWS = NN_("{n} row written to {file}", "{n} rows written to {file}")
_SIZE = "import.size"
FIRST_SIZE = QSize(1040, 660)
#: Fits a small screen whose pixels are enlarged by half (1366 × 768 at 150 %).
_LEAST_SIZE = QSize(720, 440)
#: Work that is done sooner than this shows no bar, in milliseconds.
_PATIENCE = 300


class ImportDialog(QDialog):
    """The window of the import. `take` begins with files, `ask` asks for some."""

    def __init__(self, context: Context, parent: QWidget, desk: UndoDesk | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self.flow = ImportFlow(context, self)
        self.trail = StepTrail(context.words)
        self.start_page, self.work_page = StartPage(context), WorkPage(context)
        self.table_page, self.columns_page = TablePage(context), ColumnsPage(context)
        self.check_page, self.done_page = CheckPage(context), DonePage(context)
        self.foot = Foot(context)
        self.stack = QStackedWidget()
        self._holds = False
        self._patience = QTimer(self, interval=_PATIENCE, singleShot=True)
        self._build()
        self._wire()
        self._go(Step.FILES)
        context.read(context.house.imports.get_ready, lambda _: None, self)

    def take(self, paths: Sequence[Path]) -> None:
        """Begin with these files."""
        if len(paths) == 1 and self._context.house.packages.is_package(paths[0]):
            self._take_package(paths[0])
        elif paths:
            self.start_page.say("")
            self._go(Step.FILES)
            self.flow.take(paths)

    def _take_package(self, path: Path) -> None:
        """A package of another municipality has a window of its own."""
        from outreach.ui.network.import_window import show_package

        window = self.parentWidget()
        self.accept()
        if window is not None:
            show_package(self._context, window, path)

    def ask(self) -> None:
        """Ask for files."""
        ask_for_files(self._context, self, self.take)

    def next(self) -> None:
        """Do what the step's first button says, when it may be done."""
        if self.foot.next_button.isEnabled():
            self._forward[self.trail.now]()

    def back(self) -> None:
        """Go to the step before."""
        if not self.foot.back_button.isEnabled():
            return
        self.flow.cancel()
        now = self.trail.now
        if now is Step.COLUMNS or (now is Step.TABLE and self.flow.go_back()):
            self._show_table(Step.TABLE if now is Step.COLUMNS else Step.COLUMNS)
        elif now is Step.CHECK and self.flow.table is not None:
            self._show_table(Step.COLUMNS)
        else:
            self._go(Step.FILES)

    # Answers of the flow -----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        flow = self.flow
        self.trail.show_steps(LONG if flow.tables else SHORT)
        if not flow.readable:
            say = self._context.words
            self.start_page.say("\n".join(
                f"{Path(one.file).name}: {say(one.refused, **one.refused_values)}" for one in flow.refused
            ))  # fmt: skip
            self._go(Step.FILES)
        elif any(not table.sure for table in flow.tables):
            self._show_table(Step.TABLE)
        else:
            flow.look_through()

    def _show_table(self, step: Step) -> None:
        self._looked()
        self._go(step)
        if step is Step.COLUMNS and self.flow.table is not None:
            self.flow.wish(self.flow.table.wishes, at_once=True)

    def _looked_again(self) -> None:
        self._patience.stop()
        self.foot.bar.hide()
        self._looked()

    def _looked(self) -> None:
        table = self.flow.table
        if table is not None:
            self.table_page.show_look(table.look, table.wishes)
            self.columns_page.show_look(table.look, table.wishes)
            self._say_what_may_be_done()

    def _previewed(self, preview: ImportPreview) -> None:
        self.check_page.show_preview(preview)
        self._go(Step.CHECK)

    def _imported(self, outcome: ImportOutcome) -> None:
        # The shell answers with the toast that can undo it.
        self._context.changes.publish(outcome.changes)
        if not self.flow.tables and not outcome.problems:
            self.accept()
            return
        self.done_page.show_outcome(outcome)
        self._go(Step.DONE)

    def _undone(self, reversal: Reversal) -> None:
        # The page says it itself: with the desk as origin the shell shows no toast of its own.
        self._context.changes.publish(reversal.changes, self._desk or self)
        self.done_page.show_undone(reversal)
        self._go(Step.DONE)

    def _failed(self, error: Exception) -> None:
        self._patience.stop()
        if isinstance(error, Cancelled):
            now = self.trail.now
            # A check that was not finished would show yesterday's answer.
            lost = now is Step.CHECK and self.flow.preview is None
            self._go((Step.COLUMNS if self.flow.tables else Step.FILES) if lost else now)
            return
        self._go(self.trail.now)
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self.foot.say(known.whole, "danger")

    def _begun(self, text: str) -> None:
        self.foot.say("")
        self._holds = bool(text)
        if text:
            self.work_page.begin(text)
            self.foot.hold()
        self._patience.start()

    def _saved(self, path: Path, rows: int) -> None:
        self.foot.say(self._context.words.count(PROBLEM_ROWS, rows, file=path.name))

    # Pages ------------------------------------------------------------------------------------------------------------

    def _go(self, step: Step) -> None:
        self._patience.stop()
        self.foot.bar.hide()
        self._holds = False
        self.trail.go(step)
        pages: dict[Step, StartPage | TablePage | ColumnsPage | CheckPage | DonePage] = {
            Step.FILES: self.start_page,
            Step.TABLE: self.table_page,
            Step.COLUMNS: self.columns_page,
            Step.CHECK: self.check_page,
            Step.DONE: self.done_page,
        }
        page = pages[step]
        self.stack.setCurrentWidget(page)
        self.foot.show_step(step)
        self._say_what_may_be_done()
        if step is Step.DONE:
            self.foot.next_button.setFocus()
        page.begin()

    def _say_what_may_be_done(self) -> None:
        may = {
            Step.FILES: False,
            Step.TABLE: self.flow.table is not None and bool(self.flow.table.look.columns),
            Step.COLUMNS: self.columns_page.complete,
            Step.CHECK: self.check_page.may_import and self.flow.preview is not None,
            Step.DONE: True,
        }
        self.foot.allow(may[self.trail.now])

    def _show_patience(self) -> None:
        """Show that something is under way: in the page's place, or beside the buttons when one may go on meanwhile."""
        if self._holds:
            self.stack.setCurrentWidget(self.work_page)
        else:
            self.foot.bar.show()

    def _columns_done(self) -> None:
        if self.flow.go_on():
            self._show_table(Step.TABLE)
        else:
            self.flow.look_through()

    def _wish(self, wishes: TableWishes) -> None:
        self.flow.wish(wishes)

    def _share(self, shared: Shared) -> None:
        self.flow.shared = shared
        self.flow.look_through()

    def _open_record(self, kind: Kind, record: UUID) -> None:
        self.accept()
        self._context.open(kind, record)

    def _show_records(self) -> None:
        """Go to the list: with a tag for all of them to just these, else to the first of them."""
        outcome, tags = self.flow.outcome, self.flow.shared.tags
        line = next((one for one in outcome.lines if one.record is not None), None) if outcome else None
        if line is None or line.record is None:
            return
        if tags:
            self.accept()
            self._context.wishes.show_tagged.emit(line.kind, tags[0])
        else:
            self._open_record(line.kind, line.record)

    def _ask_where_to(self) -> None:
        language = self._context.words.language
        ask_where_to(self._context, self, self.flow.paths, lambda path: self.flow.save_problems(path, language))

    # Qt's events ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here, at any step but while something is under way."""
        if event.mimeData().hasUrls() and not self.flow.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def reject(self) -> None:
        """Cancel: what is under way stops first, a second time closes. Nothing is asked, because nothing was done."""
        self.flow.cancel()
        if not self._holds:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way; nothing of it is kept."""
        self.flow.cancel()
        self._holds = False
        super().closeEvent(event)

    # Building ---------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._context.words.bind(self.setWindowTitle, N_("Import"))
        for page in (
            self.start_page,
            self.work_page,
            self.table_page,
            self.columns_page,
            self.check_page,
            self.done_page,
        ):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.trail)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.setMinimumSize(_LEAST_SIZE)
        room = self.screen().availableGeometry()
        kept = self._context.memory.get(_SIZE)
        wanted = QSize(*kept) if isinstance(kept, list) and len(kept) == 2 else FIRST_SIZE
        self.resize(min(wanted.width(), room.width() - 48), min(wanted.height(), room.height() - 64))
        self.finished.connect(lambda _: self.flow.let_go())
        self.finished.connect(lambda _: self._context.memory.keep(_SIZE, [self.width(), self.height()]))

    def _wire(self) -> None:
        self._forward: dict[Step, Callable[[], None]] = {
            Step.FILES: self.ask,
            Step.TABLE: lambda: self._show_table(Step.COLUMNS),
            Step.COLUMNS: self._columns_done,
            Step.CHECK: lambda: self.flow.carry_out(accept_alarm=self.check_page.alarm.tick.isChecked()),
            Step.DONE: self.accept,
        }
        self._wire_flow()
        self.start_page.ask.connect(self.ask)
        self.table_page.changed.connect(self._wish)
        self.columns_page.changed.connect(self._wish)
        self.columns_page.forget.connect(self.flow.forget)
        self.check_page.changed.connect(self._share)
        self.check_page.tick.connect(self._say_what_may_be_done)
        self.check_page.save_problems.connect(self._ask_where_to)
        self.done_page.undo.connect(self.flow.undo)
        self.done_page.opened.connect(self._open_record)
        self.done_page.show_records.connect(self._show_records)
        self.done_page.save_problems.connect(self._ask_where_to)
        self.foot.next_button.clicked.connect(self.next)
        self.foot.back_button.clicked.connect(self.back)
        self.foot.cancel_button.clicked.connect(self.reject)
        self._patience.timeout.connect(self._show_patience)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.next)
        QShortcut(QKeySequence("Alt+Left"), self, self.back)

    def _wire_flow(self) -> None:
        flow = self.flow
        flow.begun.connect(self._begun)
        flow.reported.connect(self.work_page.report)
        flow.opened.connect(self._opened)
        flow.looked.connect(self._looked_again)
        flow.sampled.connect(self.columns_page.show_sample)
        flow.previewed.connect(self._previewed)
        flow.imported.connect(self._imported)
        flow.undone.connect(self._undone)
        flow.saved.connect(self._saved)
        flow.failed.connect(self._failed)
