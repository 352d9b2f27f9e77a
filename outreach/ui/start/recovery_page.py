"""Shows a new recovery code once: to print or to save as a page for the safe; two of its groups are typed back before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from outreach.domain.protection import RecoveryOffer
from outreach.errors import CannotWrite
from outreach.language import N_
from outreach.settings import write_atomically
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.start.pages import Card, centred
from outreach.ui.tasks import Tasks
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role
from outreach.ui.words import Words

LEAD = N_(
    "Whoever forgets the passphrase opens the register with this code, and with nothing else. Print the page, put it into a sealed"
    " envelope and give it to the registrar. It is shown this once."
)
BACK = N_("Type two of its groups from the page, so that it is sure that somebody has it.")
NAME = N_("recovery code")


class RecoveryPage(QWidget):
    """`typed` carries what was typed back, as a list of two. `page` makes the PDF; it is called on the worker."""

    typed = Signal(object)

    def __init__(self, words: Words, tasks: Tasks, offer: RecoveryOffer, page: Callable[[], bytes]) -> None:
        super().__init__()
        self._words, self._tasks, self._offer, self._page = words, tasks, offer, page
        self.groups = [QLineEdit(), QLineEdit()]
        self.told = QLabel()
        self.save, self.go_on = QPushButton(), QPushButton()
        self.setLayout(centred(self._card()))

    def set_focus(self) -> None:
        """Begin with the page."""
        self.save.setFocus()

    def refused(self, sentence: str) -> None:
        """Something was typed that does not stand on the page."""
        self._say(sentence, "danger")
        self.go_on.setEnabled(True)
        self.groups[0].setFocus()

    def save_to(self, path: Path) -> None:
        """Write the page as a PDF, readable by its owner alone; it belongs on paper, and the file into the bin."""
        page, words = self._page, self._words

        def write() -> None:
            try:
                write_atomically(path, page())
            except OSError as error:
                raise CannotWrite(str(path), error.strerror or "") from error

        saved = words(N_("Saved as {name}. Print it, then delete the file."), name=path.name)
        self._tasks.run(write, lambda _: self._say(saved, "success"), owner=self)

    # Building --------------------------------------------------------------------------------------------------------

    def _card(self) -> Card:
        words = self._words
        card = Card(640)
        picture = QLabel()
        picture.setPixmap(pixmap("lock", 40, QColor(current_theme().accent), 2.0))
        card.column.addWidget(picture)
        words.bind(card.say("", "title").setText, N_("The recovery code"))
        words.bind(card.say("", "muted").setText, LEAD)
        card.say("  ".join(self._offer.code.groups), "heading")
        row = QHBoxLayout()
        put_icon(self.save, "print")
        words.bind(self.save.setText, N_("Save the page as PDF, to print…"))
        self.save.clicked.connect(self._ask_file)
        row.addWidget(self.save)
        row.addStretch(1)
        card.column.addLayout(row)
        card.column.addSpacing(GAP)
        words.bind(card.say("").setText, BACK)
        card.column.addLayout(self._fields())
        self.told.setWordWrap(True)
        card.column.addWidget(self.told)
        card.column.addSpacing(MARGIN)
        set_role(self.go_on, "primary")
        words.bind(self.go_on.setText, N_("Done"))
        self.go_on.clicked.connect(self._ask)
        card.column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        for column, (at, field) in enumerate(zip(self._offer.asked, self.groups, strict=True)):
            label = QLabel(self._words(N_("Group {number}"), number=str(at + 1)))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.returnPressed.connect(self._ask)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        return grid

    def _ask(self) -> None:
        first, second = self.groups
        if first.text().strip() and not second.text().strip():
            second.setFocus()
            return
        self.go_on.setEnabled(False)
        self.typed.emit([field.text() for field in self.groups])

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self._words(N_("Save the page as PDF, to print…")), str(Path.home()))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._words(NAME)}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _say(self, text: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(text)
