"""A question to colleagues in other municipalities: what is asked, by when; then one draft that all of them get unseen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from outreach.domain.changes import Changes
from outreach.domain.inquiry import Inquiry
from outreach.domain.question import Question
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.services.inquiries import Drafted
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.inquiries.colleagues_dialog import ColleaguesDialog
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, set_role

TITLE, TEXT, ANSWER_BY = N_("Title"), N_("Text"), N_("Answer by")
NAMED = N_("It names {names}. Colleagues elsewhere would read it: take it out, or make the draft all the same.")
GOES_TO = NN_("It goes to {n} colleague, as a blind copy.", "It goes to {n} colleagues, as a blind copy: none sees the others.")
NOBODY = N_("There are no colleagues to ask yet. Add their addresses first.")
WROTE = N_("Wrote the draft to {colleagues}: {file}. Open it in your mail program and send it.")
COLLEAGUES = NN_("{n} colleague", "{n} colleagues")
_FOLDER, _PAUSE = "network.folder", 300


class AskDialog(FormDialog):
    """Writes a question. *Save* asks for the file of the draft; it is kept when that is written."""

    def __init__(self, context: Context, question: Question | None, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(context, N_("Ask the network"), parent)
        self._question = question
        self._file = Path()
        self._despite = False
        self._made: Drafted | None = None
        self.title = QLineEdit(question.text if question is not None else "")
        self.text = NotesEdit(6)
        self.answer_by = DayField(context, ANSWER_BY, N_("No day"))
        self.tags = TagEditor(context, tags)
        self.tags.set_value(question.tags if question is not None else ())
        self.goes_to = text_label("", "muted")
        self.named, self.named_text = QFrame(), text_label("")
        self._build_form()
        self._wire()
        self.ready()
        self._read_colleagues()
        self._look()
        (self.text if question is not None else self.title).setFocus()

    def value(self) -> Inquiry:
        """Return what is asked. Raises InvalidInput for what is no day."""
        return Inquiry(
            title=" ".join(self.title.text().split()),
            text=self.text.value(),
            question=self._question.id if self._question is not None else None,
            tags=self.tags.value(),
            answer_by=self.answer_by.value(),
        )

    def state(self) -> Any:
        """Return what is compared; each value has an id of its own."""
        return self.title.text(), self.text.value(), self.answer_by.line.text(), self.tags.value()

    def submit(self) -> None:
        """Ask for the file of the draft; what is wrong with the question is said first, and whom it names."""
        try:
            made = self.value()
        except InvalidInput as error:
            self._refuse(error)
            return
        house = self.context.house
        if not made.title:
            self._refuse(InvalidInput(TITLE, N_("Write in a few words what you wonder.")))
            return

        def show(found: tuple[list[str], int]) -> None:
            names, colleagues = found
            if not colleagues:
                self._refuse(InvalidInput("", NOBODY))
            elif names and not self._despite:
                self._show_names(names)
            else:
                self._ask_file(made.title)

        self.context.read(
            lambda: (house.inquiries.names_in(made.title, made.text), len(house.inquiries.colleagues())), show, self
        )

    def write_into(self, file: Path) -> None:
        """Write the draft into a file and keep the question."""
        self._file = file
        super().submit()

    def save(self, record: Inquiry) -> Changes:
        """Write the draft, and keep what was asked."""
        code = self.context.words.language.code
        self._made = self.context.house.inquiries.ask(record, self._file, language=code, despite_names=self._despite)
        return self._made.changes

    def saved_id(self, record: Inquiry) -> UUID:
        """Say where the draft lies, and return the id."""
        if self._made is not None:
            words = self.context.words
            colleagues = words.count(COLLEAGUES, self._made.colleagues)
            self.context.wishes.notify.emit(words(WROTE, colleagues=colleagues, file=str(self._made.file)))
        return record.id

    # Inside ----------------------------------------------------------------------------------------------------------

    def _ask_file(self, title: str) -> None:
        words = self.context.words
        folder = str(self.context.memory.get(_FOLDER, str(Path.home())))
        dialog = QFileDialog(self, words(N_("Save the draft")), folder, words(N_("E-mail draft (*.eml)")))
        look_calm(dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("eml")
        dialog.selectFile(f"{' '.join(one for one in title.split() if one.isalnum())[:60] or 'network'}.eml")
        dialog.fileSelected.connect(lambda file: self._chosen(Path(file)))
        dialog.open()

    def _chosen(self, file: Path) -> None:
        self.context.memory.keep(_FOLDER, str(file.parent))
        self.write_into(file)

    def _look(self) -> None:
        house, texts = self.context.house, (self.title.text(), self.text.value())
        self.context.read(lambda: house.inquiries.names_in(*texts), self._show_names, self)

    def _show_names(self, names: list[str]) -> None:
        words = self.context.words
        self._despite = False
        self.named_text.setText(words(NAMED, names=words.language.listed(names)) if names else "")
        self.named.setVisible(bool(names))

    def _write_despite(self) -> None:
        self._despite = True
        self.submit()

    def _read_colleagues(self) -> None:
        house = self.context.house
        self.context.read(lambda: len(house.inquiries.colleagues()), self._say_colleagues, self)

    def _say_colleagues(self, number: int) -> None:
        words = self.context.words
        self.goes_to.setText(words.count(GOES_TO, number) if number else words(NOBODY))

    def _edit_colleagues(self) -> None:
        ColleaguesDialog(self.context, self).open()

    def _written(self, _changes: Changes, _origin: object) -> None:
        self._read_colleagues()

    def _build_form(self) -> None:
        words = self.context.words
        title = self.field(TITLE, self.title, N_("In a few words; it is the subject of the message."))
        text = self.field(TEXT, self.text, N_("What you wonder and why. No company and no person of the register belongs here."))
        until = self.field(ANSWER_BY, self.answer_by, N_("A week or two; what comes later is kept too."))
        set_role(self.named, "banner-warning")
        despite, colleagues = QPushButton(), QPushButton()
        words.bind(despite.setText, N_("Make the draft all the same"))
        words.bind(colleagues.setText, N_("Colleagues…"))
        despite.clicked.connect(self._write_despite)
        colleagues.clicked.connect(self._edit_colleagues)
        row = QHBoxLayout(self.named)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addWidget(self.named_text, 1)
        row.addWidget(despite)
        self.named.hide()
        to = QWidget()
        line = QHBoxLayout(to)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.goes_to, 1)
        line.addWidget(colleagues)
        for button in (despite, colleagues):
            button.setAutoDefault(False)
        self.add_section("", title, text, self.named, (until, self.field(N_("Tags"), self.tags)), to)
        words.bind(self._save_button.setText, N_("E-mail draft…"))
        words.bind(self._save_button.setToolTip, N_("Write the draft (Ctrl+Enter)"))

    def _wire(self) -> None:
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look)
        self.title.textEdited.connect(self._typed)
        self.text.textChanged.connect(self._typed)
        self.context.changes.changed.connect(self._written)

    def _typed(self, *_: object) -> None:
        self._pause.start()
