"""What happens between the pages of the import: which files, how each table is read, and the work on the worker.

The flow knows no page. It is told wishes, asks the service, and says what came of it; the latest wish wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from outreach.domain.changes import Reversal
from outreach.domain.table_mapping import Look, TableWishes
from outreach.language import N_, Language
from outreach.services.imports import ImportOutcome, ImportPreview
from outreach.ui.context import Context
from outreach.ui.tasks import Progress

T = TypeVar("T")

#: Milliseconds between the last change of a mapping and its preview.
PAUSE = 150


@dataclass(frozen=True, slots=True)
class Table:
    """One table among the files: how it looks, and what the officer wishes of it."""

    path: Path
    look: Look
    wishes: TableWishes = field(default_factory=TableWishes)

    @property
    def sure(self) -> bool:
        """Say whether nobody needs to look at its columns: our own export, or a shape that is remembered."""
        return self.look.sure


@dataclass(frozen=True, slots=True)
class Shared:
    """What is wished of all records of an import."""

    event: UUID | None = None
    tags: tuple[str, ...] = ()
    empty_too: bool = False


class ImportFlow(QObject):
    """The state of one import. Each signal is an answer from the worker."""

    begun = Signal(str)
    """a catalogue text: something is under way (empty: one may go on meanwhile)."""
    reported = Signal(int, int)
    opened = Signal()
    """the files have been looked at: `tables` and `refused` hold."""
    looked = Signal()
    """the present table was read anew as wished."""
    sampled = Signal(object)
    """ImportPreview of the present table's first rows."""
    previewed = Signal(object)
    imported = Signal(object)
    undone = Signal(object)
    saved = Signal(object, int)
    """path, rows: the rows with problems were written."""
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._imports = context.house.imports
        self.paths: list[Path] = []
        self.tables: list[Table] = []
        self.refused: list[Look] = []
        self.shared = Shared()
        self.preview: ImportPreview | None = None
        self.outcome: ImportOutcome | None = None
        self._at = 0
        self._turn = 0
        self._progress: Progress | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look_again)

    # Where it stands -------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Say whether the worker is at something of this import."""
        return self._progress is not None

    @property
    def settled(self) -> bool:
        """Say whether everything that was wished has been answered."""
        return not self.busy and not self._pause.isActive()

    @property
    def table(self) -> Table | None:
        """The table that is looked at."""
        return self.tables[self._at] if 0 <= self._at < len(self.tables) else None

    @property
    def readable(self) -> bool:
        """Say whether at least one of the files can be read."""
        return len(self.refused) < len(self.paths)

    def go_to(self, place: int) -> bool:
        """Look at another table; return whether there is one."""
        if not 0 <= place < len(self.tables):
            return False
        self._at = place
        return True

    def go_on(self) -> bool:
        """Go to the next table whose columns nobody has confirmed yet; return whether there is one."""
        rest = range(self._at + 1, len(self.tables))
        return self.go_to(next((place for place in rest if not self.tables[place].sure), -1))

    def go_back(self) -> bool:
        """Go to the table before; return whether there is one."""
        return self.go_to(self._at - 1)

    # What is asked of the service ------------------------------------------------------------------------------------

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files: which are tables, and which cannot be read."""
        self.paths, self.preview, self.outcome = list(paths), None, None
        imports, wanted = self._imports, list(paths)

        def work(progress: Progress) -> list[tuple[Path, Look | None]]:
            return [(path, imports.look(path, progress=progress.step)) for path in wanted]

        def done(found: list[tuple[Path, Look | None]]) -> None:
            looks = [(path, look) for path, look in found if look is not None]
            self.refused = [look for _, look in looks if look.refused and not look.columns]
            self.tables = [Table(path, look) for path, look in looks if look not in self.refused]
            self._at = next((place for place, one in enumerate(self.tables) if not one.sure), len(self.tables) - 1)
            self.opened.emit()

        self._run(N_("Reading the files…"), work, done)

    def wish(self, wishes: TableWishes, *, at_once: bool = False) -> None:
        """Read the present table in another way; the page is told by `looked` and `sampled` after a short pause."""
        table = self.table
        if table is not None:
            self.tables[self._at] = replace(table, wishes=wishes)
            self._pause.start(0 if at_once else PAUSE)

    def forget(self) -> None:
        """Forget how tables like the present one were read, and guess anew."""
        table = self.table
        if table is None:
            return
        imports, path, wishes = self._imports, table.path, replace(table.wishes, mapping=())
        self.tables[self._at] = replace(table, wishes=wishes)
        self._context.read(lambda: imports.forget(path, wishes), lambda _: self._look_again(), self)

    def look_through(self) -> None:
        """Read all files as wished and find out what the import would do."""
        self._pause.stop()
        imports, paths, shared = self._imports, list(self.paths), self.shared
        wishes = {one.path: replace(one.wishes, tags=shared.tags, empty_too=shared.empty_too) for one in self.tables}

        def work(progress: Progress) -> ImportPreview:
            return imports.preview(paths, event=shared.event, progress=progress.step, wishes=wishes)

        def done(preview: ImportPreview) -> None:
            self.preview = preview
            self.previewed.emit(preview)

        self.preview = None
        self._run(N_("Looking what would change…"), work, done)

    def carry_out(self, *, accept_alarm: bool) -> None:
        """Import what was previewed."""
        imports, preview = self._imports, self.preview
        if preview is None:
            return

        def work(progress: Progress) -> ImportOutcome:
            return imports.run(preview, progress=progress.step, accept_alarm=accept_alarm)

        def done(outcome: ImportOutcome) -> None:
            self.outcome = outcome
            self.imported.emit(outcome)

        self._run(N_("Importing…"), work, done)

    def undo(self) -> None:
        """Take the whole import back."""
        house, outcome = self._context.house, self.outcome
        if outcome is None or outcome.changes.action is None:
            return
        action = outcome.changes.action

        def done(reversal: Reversal) -> None:
            self.undone.emit(reversal)

        self._run(N_("Taking the import back…"), lambda progress: house.history.undo(action, progress.step), done)

    def save_problems(self, path: Path, language: Language) -> None:
        """Write the rows with problems into a workbook."""
        imports, found = self._imports, self.outcome or self.preview
        if found is not None:
            self._context.tasks.run(
                lambda: imports.save_problem_rows(found, path, language),
                lambda rows: self.saved.emit(path, rows),
                owner=self,
                failed=self.failed.emit,
            )

    def let_go(self) -> None:
        """Stop, and hold no rows any more: the window closes."""
        self.cancel()
        self._context.tasks.run(self._imports.let_go)

    def cancel(self) -> None:
        """Stop what is under way; `failed` then carries Cancelled."""
        self._pause.stop()
        if self._progress is not None:
            self._progress.cancel()

    # Inside ----------------------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        table, place = self.table, self._at
        if table is None:
            return
        imports = self._imports

        def work(progress: Progress) -> tuple[Look | None, ImportPreview | None]:
            return imports.sample(table.path, table.wishes, progress.step)

        def done(found: tuple[Look | None, ImportPreview | None]) -> None:
            look, sample = found
            if look is not None:
                self.tables[place] = replace(self.tables[place], look=look)
                self.looked.emit()
            if sample is not None:
                self.sampled.emit(sample)

        self._run("", work, done)

    def _run(self, text: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Do it on the worker. What was under way is stopped: its answer would be of yesterday."""
        if self._progress is not None:
            self._progress.cancel()
        self._turn += 1
        turn = self._turn

        def arrived(answer: Any) -> None:
            if turn == self._turn:
                self._progress = None
                done(answer)

        def refused(error: Exception) -> None:
            if turn == self._turn:
                self._progress = None
                self.failed.emit(error)

        def report(got: int, total: int) -> None:
            if turn == self._turn:
                self.reported.emit(got, total)

        self._progress = self._context.tasks.run_long(work, arrived, report, owner=self, failed=refused)
        self.begun.emit(text)
