"""A handout of a plan on its way to paper: looked at, then sent to the printer in so many copies, or saved as a PDF."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from outreach.domain.handout import HANDOUT_LABELS, HandoutKind, Paper
from outreach.domain.plan import Printing
from outreach.errors import OutreachError
from outreach.explain import explain
from outreach.language import N_, Language
from outreach.services.exports import write_file
from outreach.services.house import House
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.handouts.preview import PagesView
from outreach.ui.handouts.printing import PRINT_DPI, print_pages, printer_for
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_FOLDER = "handouts.folder"


class PrintWindow(QDialog):
    """Shows one handout of an event."""

    def __init__(self, context: Context, event_id: UUID, printing: Printing, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.event_id = context, event_id
        self.kind = HandoutKind(printing.kind)
        self.pdf = b""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, HANDOUT_LABELS[self.kind])
        self.pages = PagesView()
        self.copies = QSpinBox()
        self.copies.setRange(1, 10_000)
        self.copies.setValue(printing.copies)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.print_button, self.save_button = QPushButton(), QPushButton()
        self._build()
        self.pages.dpi_wanted.connect(lambda _: self._draw())
        self._draw()

    def ask_printer(self) -> None:
        """Open the system's print dialog, and print when it is confirmed."""
        printer = printer_for(Paper.A4, self.file_name())
        printer.setCopyCount(self.copies.value())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """Draw finely on the worker, then send it to the printer."""
        house, pdf, words = self.context.house, self.pdf, self.context.words

        def send(pages: list[QImage]) -> None:
            if print_pages(printer, pages):
                name = Path(printer.outputFileName() or printer.printerName()).name
                self._say(words(N_("Sent to {printer}."), printer=name or words(N_("the printer"))), "success")
            else:
                self._say(words(N_("The printer does not answer. Check that it is on, or save it as a PDF.")), "danger")

        self._say(words(N_("Drawing for the printer…")), "muted")
        self.context.tasks.run(lambda: _images(house, pdf, PRINT_DPI), send, owner=self, failed=self._failed)

    def ask_file(self) -> None:
        """Ask where the PDF shall lie, and save it there."""
        folder = Path(str(self.context.memory.get(_FOLDER, "")) or Path.home())
        dialog = QFileDialog(self, self.context.words(N_("Save as PDF")), str(folder))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self.file_name()}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the PDF, and say where it lies."""
        pdf, words = self.pdf, self.context.words

        def kept(_: object) -> None:
            self.context.memory.keep(_FOLDER, str(path.parent))
            self._say(words(N_("Saved as {name}."), name=path.name), "success")

        self.context.tasks.run(lambda: write_file(path, pdf), kept, owner=self, failed=self._failed)

    def file_name(self) -> str:
        """Return the usual name of the file, without suffix."""
        day = self.context.house.now().date().isoformat()
        return f"{self.context.words(HANDOUT_LABELS[self.kind])} {day}"

    # Inside ----------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        house, kind, event, language = self.context.house, self.kind, self.event_id, self.context.words.language

        # A picture that is made smaller afterwards loses its thinnest lines, so it is drawn for the size that it is shown in.
        pdf, dpi = self.pdf, self.pages.dpi()

        def work() -> tuple[bytes, list[QImage], int]:
            made = pdf or drawn(house, kind, event, language)
            return made, _images(house, made, dpi), dpi

        self.context.tasks.run(work, self._show, owner=self, failed=self._failed)

    def _show(self, made: tuple[bytes, list[QImage], int]) -> None:
        first = not self.pdf
        self.pdf, pages, dpi = made
        self.pages.show_pages(pages, dpi)
        if not first:
            return
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        known = explain(error, self.context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self.context.tasks.failed.emit(error)
        else:
            self._say(known.whole, "danger")

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.said, role)
        self.said.setText(sentence)

    def _build(self) -> None:
        words = self.context.words
        label = QLabel()
        words.bind(label.setText, N_("Copies"))
        label.setBuddy(self.copies)
        words.bind(self.copies.setAccessibleName, N_("Copies"))
        words.bind(self.print_button.setText, N_("Print…"))
        words.bind(self.save_button.setText, N_("Save as PDF…"))
        set_role(self.print_button, "primary")
        put_icon(self.print_button, "print", "on_accent")
        put_icon(self.save_button, "export")
        close = QPushButton()
        words.bind(close.setText, N_("Close"))
        for button, call, keys in (
            (self.print_button, self.ask_printer, "Ctrl+P"),
            (self.save_button, self.ask_file, "Ctrl+S"),
            (close, self.reject, ""),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=call: call())
            if keys:
                # A button's own shortcut goes when its text changes with the language; this one is the window's.
                QShortcut(QKeySequence(keys), self, button.click)
                button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(label)
        foot.addWidget(self.copies)
        foot.addWidget(self.said, 1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)
        for before, after in pairwise((self.pages, self.copies, close, self.save_button, self.print_button)):
            self.setTabOrder(before, after)
        room = self.screen().availableGeometry()
        self.resize(min(860, room.width() - 48), min(900, room.height() - 64))


def drawn(house: House, kind: HandoutKind, event_id: UUID, language: Language) -> bytes:
    """Return a handout for an event as a PDF."""
    return house.handouts.draw(house.handouts.for_event(kind, event_id, language.code))


def print_handout(context: Context, event_id: UUID, printing: Printing, parent: QWidget) -> None:
    """Open the handout for looking at and printing."""
    PrintWindow(context, event_id, printing, parent).open()


def _images(house: House, pdf: bytes, dpi: int) -> list[QImage]:
    return [QImage.fromData(page) for page in house.handouts.pictures(pdf, dpi)]
