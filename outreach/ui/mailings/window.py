"""The window for one text to many: the text with its fields at the left, what each one reads at the right, who is left out below.

Nothing is written before one of the buttons is pressed, and nothing leaves the computer by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.mailing import WAY_LABELS, Mailing, MailingWay, MergedLetter
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.declining import LeftOut, left_out_words
from outreach.services.mailings import FIELDS, LABEL_SHEETS, Mailed
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.forms.elided import ElidedLabel
from outreach.ui.forms.field import Field
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.long_work import LongWork
from outreach.ui.opening import open_file
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Write to many")
_WILL = NN_("{n} recipient", "{n} recipients")
_WROTE = NN_("Written for {n} recipient: {place}", "Written for {n} recipients: {place}")
_OF = N_("{n} of {total}: {name}")
_NOBODY = N_("None of them can be written to so.")
_FOLDER, _WAY_KEY = "mailings.folder", "mailings.way"
#: Under this name the text of the last time lies in the workspace: it names people, and what the window remembers is not encrypted.
DRAFT = "mailings:last"
#: Milliseconds between the last key and the preview.
_PAUSE = 250
_FIRST_TEXT = N_("Hello,\n\n\n\nKind regards\n{officer}\n{unit}\n{contact}")


class MailingWindow(QDialog):
    """Writes to the chosen companies or people. The text of the last time stands there again."""

    def __init__(self, context: Context, kind: Kind, ids: Sequence[UUID], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._kind, self._ids = kind, tuple(ids)
        self._letters: list[MergedLetter] = []
        self._at = 0
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.way, self.sheet, self.first = QComboBox(), QComboBox(), QSpinBox()
        self.subject, self.text = QLineEdit(), QPlainTextEdit()
        self.preview_head, self.preview = ElidedLabel(), QPlainTextEdit()
        self.left_out, self.told = QPlainTextEdit(), text_label("")
        self.write_button, self.before_button, self.after_button = QPushButton(), QPushButton(), QPushButton()
        self.fields_button = QPushButton()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._build()
        self._fill()
        self._wire()
        self._way_chosen()

    def mailing(self) -> Mailing:
        """Return what is to be written."""
        language = self._context.words.language.code
        return Mailing(self._kind, self._ids, self.subject.text(), self.text.toPlainText(), language)

    def chosen_way(self) -> MailingWay:
        """Return the way that is chosen."""
        return MailingWay(self.way.currentData())

    def write(self) -> None:
        """Ask where to, and write."""
        dialog = QFileDialog(self, self._context.words(WAY_LABELS[self.chosen_way()]))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(str(self._context.memory.get(_FOLDER, str(Path.home()))))
        if self.chosen_way() is MailingWay.DRAFTS:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("pdf")
            dialog.setNameFilter("PDF (*.pdf)")
        dialog.fileSelected.connect(self._chosen_place)
        dialog.open()

    def write_to(self, place: Path) -> None:
        """Write into a folder (drafts) or a file; a bar shows how far it is, and can be cancelled."""
        service, mailing, way = self._context.house.mailings, self.mailing(), self.chosen_way()
        sheet, first = str(self.sheet.currentData() or ""), self.first.value()
        memory = self._context.memory
        memory.keep(_FOLDER, str(place if way is MailingWay.DRAFTS else place.parent))
        if self._context.house.can_write:
            self._context.keep_draft(DRAFT, {"subject": mailing.subject, "text": mailing.text})
        memory.keep(_WAY_KEY, way.value)

        def work(report: Callable[[int, int], None]) -> Mailed:
            if way is MailingWay.DRAFTS:
                return service.write_drafts(mailing, place, report)
            if way is MailingWay.LETTERS:
                return service.write_letters(mailing, place, report)
            return service.write_labels(mailing, place, sheet, first, report)

        LongWork(self._context, WAY_LABELS[way], self).run(work, lambda done: self._wrote(done, place))

    def step(self, by: int) -> None:
        """Show what the next (1) or previous (-1) one reads."""
        if self._letters:
            self._at = (self._at + by) % len(self._letters)
            self._show_letter()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _chosen_place(self, name: str) -> None:
        self.write_to(Path(name))

    def _wrote(self, done: Mailed, place: Path) -> None:
        self._say(self._context.words.count(_WROTE, done.recipients, place=str(place)), "success")
        if done.changes is not None:
            self._context.changes.publish(done.changes, self)
        open_file(place)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _reckon(self) -> None:
        self._asked += 1
        number, service, mailing, way = self._asked, self._context.house.mailings, self.mailing(), self.chosen_way()

        def show(found: tuple[list[MergedLetter], tuple[LeftOut, ...]]) -> None:
            if number == self._asked:
                self._show(*found)

        def refuse(error: Exception) -> None:
            if number == self._asked:
                self._refuse(error)

        self._context.tasks.run(lambda: service.preview(mailing, way), show, owner=self, failed=refuse)

    def _show(self, letters: list[MergedLetter], left_out: tuple[LeftOut, ...]) -> None:
        words = self._context.words
        self._letters, self._at = letters, min(self._at, max(len(letters) - 1, 0))
        self._say("" if letters else words(_NOBODY), "danger")
        self.left_out.setPlainText("\n".join(left_out_words(left_out, words.language)))
        self.left_out_field.setVisible(bool(left_out))
        self.write_button.setEnabled(bool(letters))
        self._show_letter()

    def _refuse(self, error: Exception) -> None:
        words = self._context.words
        known = explain(error, words.language)
        self.write_button.setEnabled(False)
        if isinstance(error, InvalidInput):
            self._say(words(error.reason, **error.values), "danger")
        elif known is not None:
            self._say(known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)

    def _show_letter(self) -> None:
        words = self._context.words
        for button in (self.before_button, self.after_button):
            button.setEnabled(len(self._letters) > 1)
        if not self._letters:
            self.preview_head.setText(words.count(_WILL, 0))
            self.preview.setPlainText("")
            return
        one = self._letters[self._at]
        self.preview_head.setText(words(_OF, n=self._at + 1, total=len(self._letters), name=one.recipient.name))
        self.preview_head.setToolTip(self.preview_head.text())
        address = "\n".join(one.recipient.address_lines())
        parts = {
            MailingWay.DRAFTS: (one.recipient.email, one.subject, one.text),
            MailingWay.LETTERS: (address, one.subject, one.text),
            MailingWay.LABELS: (address,),
        }[self.chosen_way()]
        self.preview.setPlainText("\n\n".join(parts))

    def _way_chosen(self) -> None:
        labels = self.chosen_way() is MailingWay.LABELS
        for field in self._label_fields:
            field.setVisible(labels)
        for field in self._text_fields:
            field.setVisible(not labels)
        self.fields_button.setVisible(not labels)
        self._reckon()

    def _insert_of(self, action: QAction) -> None:
        self.text.insertPlainText(f"{{{action.data()}}}")
        self.text.setFocus()

    # Building --------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        words, memory = self._context.words, self._context.memory
        for way, text in WAY_LABELS.items():
            self.way.addItem(words(text), way.value)
        self.way.setCurrentIndex(max(0, self.way.findData(memory.get(_WAY_KEY, ""))))
        for name, sheet in LABEL_SHEETS.items():
            self.sheet.addItem(words(sheet.title), name)
        self.first.setRange(1, max(sheet.per_page for sheet in LABEL_SHEETS.values()))
        self.text.setPlainText(words(_FIRST_TEXT))
        self._context.read(self._context.house.drafts.all, self._recall, self)

    def _recall(self, drafts: dict[str, dict[str, Any]]) -> None:
        """Show the text of the last time, unless somebody has begun another one meanwhile."""
        kept = drafts.get(DRAFT, {})
        if kept and not self.text.document().isModified() and not self.subject.isModified():
            self.subject.setText(str(kept.get("subject", "")))
            self.text.setPlainText(str(kept.get("text", "")) or self._context.words(_FIRST_TEXT))

    def _wire(self) -> None:
        self._pause.timeout.connect(self._reckon)
        self.subject.textChanged.connect(lambda _: self._pause.start())
        self.text.textChanged.connect(self._pause.start)
        self.way.currentIndexChanged.connect(lambda _: self._way_chosen())
        self.write_button.clicked.connect(self.write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.write_button.click)
        # Enter in the subject must neither open the menu of fields nor write letters.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.before_button.clicked.connect(lambda: self.step(-1))
        self.after_button.clicked.connect(lambda: self.step(1))

    def _build(self) -> None:
        words, context = self._context.words, self._context
        self.text.setTabChangesFocus(True)
        self.left_out.setReadOnly(True)
        self.left_out.setTabChangesFocus(True)
        self.left_out.setMaximumHeight(72)
        words.bind(self.left_out.setAccessibleName, N_("Who is left out"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        words.bind(self.preview.setAccessibleName, N_("What each one reads"))
        menu = QMenu(self.fields_button)
        for name, text in FIELDS.items():
            action = menu.addAction(f"{{{name}}} – {words(text)}")
            action.setData(name)
        menu.triggered.connect(self._insert_of)
        self.fields_button.setMenu(menu)
        words.bind(self.fields_button.setText, N_("Insert a field"))
        self.left_out_field = Field(context, N_("Who is left out"), self.left_out)
        self._text_fields = (Field(context, N_("Subject"), self.subject), Field(context, N_("Text"), self.text))
        self._label_fields = (Field(context, N_("Label sheet"), self.sheet), Field(context, N_("First label"), self.first))
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(Field(context, N_("Way"), self.way))
        left.addWidget(self._text_fields[0])
        left.addWidget(self._text_fields[1], 1)
        left.addWidget(self.fields_button, 0, Qt.AlignmentFlag.AlignLeft)
        for field in self._label_fields:
            left.addWidget(field)
        left.addStretch(0)
        columns = QHBoxLayout()
        columns.setSpacing(WIDE)
        columns.addLayout(left, 1)
        columns.addLayout(self._preview_column(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(columns, 1)
        column.addWidget(self.left_out_field)
        column.addWidget(self.told)
        column.addLayout(self._foot())
        take_size(self, 980, 620)

    def _preview_column(self) -> QVBoxLayout:
        words = self._context.words
        self.preview_head.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.preview_head, "subheading")
        # A long name must not push the window wider.
        self.preview_head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.bind(self.before_button.setText, N_("Previous"))
        words.bind(self.after_button.setText, N_("Next"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.preview_head, 1)
        head.addWidget(self.before_button)
        head.addWidget(self.after_button)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        return column

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        close = QPushButton()
        close.clicked.connect(self.reject)
        words.bind(close.setText, N_("Close"))
        words.bind(self.write_button.setText, N_("Write…"))
        set_role(self.write_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.write_button)
        return foot
