"""A letter to the supplier: the proposed words to change, the page as it is printed beside them, and the ways out of the program.

Nothing is sent from here: a PDF for paper, or the draft of an e-mail with it attached, which the mail program opens.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.supplier_letter import SupplierLetter, SupplierLetterKind
from outreach.explain import explain
from outreach.language import N_, Language
from outreach.services.exports import Exported
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.handouts.leaving import FOLDER
from outreach.ui.handouts.picture_preview import PagesView
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.opening import open_file
from outreach.ui.passing_files import passing_folder
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

TITLES = {
    SupplierLetterKind.DEVIATION: N_("Letter about a deviation"),
    SupplierLetterKind.THANKS: N_("Letter of thanks"),
}
HINT = N_("The words are a start: change what you like. Nothing is sent from here.")
_LANGUAGES = (("sv", N_("Swedish")), ("en", N_("English")))
#: The page is drawn anew when nothing was typed for so long, in milliseconds.
_QUIET = 350


class LetterWindow(QDialog):
    """Edits one letter. `begin` reads the proposed words, then opens; what cannot be written about is told instead."""

    def __init__(
        self,
        context: Context,
        contract: UUID,
        kind: SupplierLetterKind,
        promise: UUID | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self._contract, self._kind, self._promise = context, contract, kind, promise
        self._proposed = SupplierLetter("", "")
        self._name = ""
        self._dpi = 72
        #: The page that stands beside the words has been drawn.
        self.drawn = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLES[kind])
        self.subject, self.body, self.language = QLineEdit(), QPlainTextEdit(), QComboBox()
        self.pages = PagesView()
        self.said = text_label("", "caption")
        self.save_button, self.mail_button = QPushButton(), QPushButton()
        self._timer = QTimer(self, interval=_QUIET, singleShot=True)
        self._build()
        self._wire()

    def begin(self) -> None:
        """Read the words to begin with, in the language chosen."""
        self._propose(str(self.language.currentData()))

    def letter(self) -> SupplierLetter:
        """Return the letter as it stands here."""
        return SupplierLetter(self.subject.text().strip(), self.body.toPlainText().strip(), self._proposed.language)

    def ask_file(self) -> None:
        """Ask where the PDF shall lie."""
        words = self.context.words
        folder = str(self.context.memory.get(FOLDER, "")) or str(Path.home())
        dialog = QFileDialog(self, words(N_("Save the letter as PDF")), folder)
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the letter as a PDF."""
        letters, contract, letter = self.context.house.contract_letters, self._contract, self.letter()

        def saved(done: Exported) -> None:
            self.context.memory.keep(FOLDER, str(done.file.parent))
            self.said.setText(self.context.words(N_("Saved as {name}."), name=done.file.name))

        self.context.tasks.run(lambda: letters.write(contract, letter, path), saved, owner=self, failed=self._failed)

    def draft(self) -> None:
        """Make the draft of an e-mail with the letter attached, and let the mail program open it."""
        letters, contract, letter = self.context.house.contract_letters, self._contract, self.letter()
        path = passing_folder() / Path(self._name).with_suffix(".eml").name

        def made(done: Exported) -> None:
            words = self.context.words
            opened = open_file(done.file)
            lies = N_("The draft lies in your mail program. Read it once more before you send it.")
            none = words(N_("No program here opens drafts. The file is {path}"), path=str(done.file))
            self.said.setText(words(lies) if opened else none)

        self.context.tasks.run(lambda: letters.write(contract, letter, path), made, owner=self, failed=self._failed)

    # Reading ---------------------------------------------------------------------------------------------------------

    def _propose(self, code: str) -> None:
        letters, contract, kind, promise = (
            self.context.house.contract_letters,
            self._contract,
            self._kind,
            self._promise,
        )

        def read() -> tuple[SupplierLetter, str]:
            found = letters.proposed(contract, kind, Language(code), promise)
            return found, letters.file_name(contract, found, ".pdf")

        self.context.tasks.run(read, self._begun, owner=self, failed=self._refused)

    def _begun(self, found: tuple[SupplierLetter, str]) -> None:
        self._proposed, self._name = found
        self.subject.setText(self._proposed.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(self._proposed.body)
        if not self.isVisible():
            self.open()
            self.body.setFocus()
        self._draw()

    def _other_language(self) -> None:
        """Propose the words in another language, unless the officer has changed them: then only date and foot change."""
        code = str(self.language.currentData())
        written = self.letter()
        if written == self._proposed:
            self._propose(code)
        else:
            self._proposed = SupplierLetter(self._proposed.subject, self._proposed.body, code)
            self._draw()

    def _draw(self) -> None:
        letters, handouts = self.context.house.contract_letters, self.context.house.handouts
        contract, letter, dpi = self._contract, self.letter(), self._dpi

        def show(pages: list[bytes]) -> None:
            if dpi == self._dpi:
                self.drawn = True
                self.pages.show_pages([QImage.fromData(page) for page in pages], dpi)

        self.context.tasks.run(
            lambda: handouts.pictures(letters.draw(contract, letter), dpi), show, owner=self, failed=self._failed
        )

    def _sharper(self, dpi: int) -> None:
        self._dpi = dpi
        if self.isVisible():
            self._draw()

    def _refused(self, error: Exception) -> None:
        """Say why there is nothing to write about, and go."""
        explained = explain(error, self.context.words.language)
        if explained is None:
            self.context.tasks.failed.emit(error)
        else:
            self.context.wishes.notify.emit(explained.sentence)
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        self.context.tasks.failed.emit(error)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        title, hint = text_label("", "title"), text_label("", "caption")
        words.bind(title.setText, TITLES[self._kind])
        words.bind(hint.setText, HINT)
        for code, name in _LANGUAGES:
            self.language.addItem(words(name), code)
        self.language.setCurrentIndex(0)
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(self.body.fontMetrics().lineSpacing() * 8)
        words.bind(self.pages.setAccessibleName, N_("The letter as it is printed"))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(Field(self.context, N_("Subject"), self.subject))
        column.addWidget(Field(self.context, N_("Words"), self.body), 1)
        column.addWidget(Field(self.context, N_("Language"), self.language))
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.pages)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setChildrenCollapsible(False)
        left.setMinimumWidth(320)
        split.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 48), min(740, room.height() - 64))

    def _foot(self) -> QHBoxLayout:
        words = self.context.words
        close = QPushButton()
        words.bind(close.setText, N_("Close"))
        words.bind(self.save_button.setText, N_("Save as PDF…"))
        words.bind(self.mail_button.setText, N_("E-mail draft"))
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "print", "on_accent")
        put_icon(self.mail_button, "mail")
        for button in (close, self.save_button, self.mail_button):
            button.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.said, 1)
        row.addWidget(close)
        row.addWidget(self.mail_button)
        row.addWidget(self.save_button)
        return row

    def _wire(self) -> None:
        self.subject.textChanged.connect(self._timer.start)
        self.body.textChanged.connect(self._timer.start)
        self.language.activated.connect(self._other_language)
        self._timer.timeout.connect(self._draw)
        self.pages.dpi_wanted.connect(self._sharper)
        self.save_button.clicked.connect(self.ask_file)
        self.mail_button.clicked.connect(self.draft)
        QShortcut(QKeySequence("Ctrl+Shift+S"), self, self.ask_file)
        QShortcut(QKeySequence("Ctrl+Shift+E"), self, self.draft)
