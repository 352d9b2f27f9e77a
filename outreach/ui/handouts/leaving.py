"""How a handout leaves the program: through the printer, as a file, as the draft of an e-mail. Each way is kept on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.domain.handout import HandoutOrder
from outreach.domain.printing import PrintWay
from outreach.errors import Cancelled
from outreach.language import N_
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Progress
from outreach.services.printings import Drawn, Kept
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.handouts.printing import PrintRun, printer_for
from outreach.ui.opening import open_file
from outreach.ui.passing_files import passing_folder
from outreach.ui.tasks import Progress as Steps

FOLDER = "handouts.folder"


class Leaving(QObject):
    """Prints, saves and drafts what `order` answers. Says what is under way; the page shows it."""

    busy = Signal(str)
    """a sentence: something is under way, that `stop` ends"""
    progressed = Signal(int, int)
    still = Signal(str)
    """a sentence that says what came of it, or nothing"""
    warned = Signal(str)
    failed = Signal(object)
    saved = Signal(object)
    """the path of a file that can be opened"""

    def __init__(self, context: Context, parent: QWidget, order: Callable[[], HandoutOrder]) -> None:
        super().__init__(parent)
        self._context, self._page, self._order = context, parent, order
        #: What was drawn last, if it is what is wished now; spares drawing it again.
        self.ready: Callable[[], Drawn | None] = lambda: None
        #: How many the dialog begins with.
        self.copies: Callable[[], int] = lambda: 1
        self._run: PrintRun | None = None
        self._steps: Steps | None = None

    def stop(self) -> None:
        """End what is under way."""
        if self._steps is not None:
            self._steps.cancel()
        if self._run is not None:
            self._run.stop()
            self._run = None
            self.still.emit(self._context.words(N_("Stopped. Pages that the printer had begun may still come.")))

    # The printer -----------------------------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Open the system's print dialog, and print when it is confirmed."""
        self._with_drawing(self._show_dialog)

    def print_to(self, printer: QPrinter, drawn: Drawn | None = None) -> None:
        """Send the handout to a printer, and keep on record how many copies."""
        if drawn is None:
            self._with_drawing(lambda made: self.print_to(printer, made))
            return
        house, made = self._context.house, drawn
        self.busy.emit(self._context.words(N_("Drawing for the printer…")))
        self._context.tasks.run(
            lambda: house.printings.let_out(made), lambda let: self._run_to(printer, let), owner=self, failed=self._not_made
        )

    def _run_to(self, printer: QPrinter, drawn: Drawn) -> None:
        run = PrintRun(self._context, printer, drawn.pdf, drawn.pages, self)
        self._run = run
        run.progressed.connect(self.progressed)
        run.ended.connect(lambda taken: self._printed(printer, drawn, taken))
        run.start()

    def _show_dialog(self, drawn: Drawn) -> None:
        # A document in memory, not the workspace: this takes no time.
        size = self._context.house.handouts.page_sizes(drawn.pdf)[0]
        both_sides = TRADES[drawn.order.kind].two_sided and drawn.pages % 2 == 0
        printer = printer_for(size, drawn.pages, drawn.name, two_sided=both_sides)
        printer.setCopyCount(self.copies())
        dialog = QPrintDialog(printer, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, drawn.pages > 1)
        dialog.setWindowTitle(self._context.words(N_("Print the handout")))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_to(printer, drawn))
        dialog.show()

    def _printed(self, printer: QPrinter, drawn: Drawn, taken: bool) -> None:
        self._run = None
        words = self._context.words
        if not taken:
            self.still.emit("")
            self.warned.emit(
                words(N_("The printer does not answer. Check that it is on, or save the handout as a PDF."))
            )
            return
        name = Path(printer.outputFileName() or printer.printerName()).name or words(N_("the printer"))
        copies, house = max(1, printer.copyCount()), self._context.house
        self._context.write(lambda: house.printings.keep(drawn, PrintWay.PRINTER, copies=copies)[0], self._page)
        self.still.emit(words(N_("Sent to {printer}."), printer=name))

    # Files -----------------------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask where the PDF shall lie, and save it there."""
        self._with_drawing(lambda drawn: self._show_file_dialog(drawn.name))

    def _show_file_dialog(self, name: str) -> None:
        words = self._context.words
        folder = Path(str(self._context.memory.get(FOLDER, "")) or Path.home())
        dialog = QFileDialog(self._page, words(N_("Save the handout as PDF")), str(folder))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{name}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the handout as it stands; says where it lies, and offers to open it."""

        def kept(done: Kept) -> None:
            self._context.memory.keep(FOLDER, str(path.parent))
            self._kept(done, self._context.words(N_("Saved as {name}."), name=path.name))
            self.saved.emit(path)

        self._write(lambda _: path, self._context.words(N_("Saving…")), kept)

    def draft(self) -> None:
        """Make the draft of an e-mail with the PDF attached, and let the mail program open it."""
        folder = passing_folder()

        def kept(done: Kept) -> None:
            path = done.printed.file
            words = self._context.words
            self._kept(done, words(N_("The draft lies in your mail program. Write to whom it goes.")))
            if not open_file(path):
                self.still.emit(words(N_("No program here opens drafts. The file is {path}"), path=str(path)))

        self._write(lambda drawn: folder / f"{drawn.name}.eml", self._context.words(N_("Making the draft…")), kept)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _write(self, place: Callable[[Drawn], Path], sentence: str, then: Callable[[Kept], None]) -> None:
        house, known, order = self._context.house, self.ready(), self._order()
        self.busy.emit(sentence)

        def work(steps: Steps) -> Kept:
            drawn = known or house.printings.drawn(order, pages_told(steps))
            return house.printings.save(drawn, place(drawn))

        self._steps = self._context.tasks.run_long(
            work,
            then,
            self.progressed.emit,
            owner=self,
            failed=self._not_made,
        )

    def _with_drawing(self, then: Callable[[Drawn], None]) -> None:
        """Call `then` with what is wished now, drawn."""
        drawn = self.ready()
        if drawn is not None:
            then(drawn)
            return
        house, order = self._context.house, self._order()
        self.busy.emit(self._context.words(N_("Drawing for the printer…")))

        def go_on(made: Drawn) -> None:
            self.still.emit("")
            then(made)

        self._steps = self._context.tasks.run_long(
            lambda steps: house.printings.drawn(order, pages_told(steps)),
            go_on,
            self.progressed.emit,
            owner=self,
            failed=self._not_made,
        )

    def _kept(self, kept: Kept, sentence: str) -> None:
        self._context.changes.publish(kept.changes, self._page)
        self.still.emit(sentence)

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.still.emit(self._context.words(N_("Stopped.")))
            return
        self.still.emit("")
        self.failed.emit(error)


def pages_told(steps: Steps) -> Progress:
    """Return the progress of a drawing that tells its pages to the window; *Cancel* raises Cancelled there."""

    def told(pages: int) -> bool:
        steps.step(pages, 0)
        return True

    return told
