"""The dialog *Who must be told* (GDPR articles 13 and 14): who does not know yet, by when they must, and a letter that tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from outreach.domain.informing_due import DueInforming
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.registered import Drafted
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Who must be told")
LEAD = N_(
    "They do not know yet that we have their details. Who gave them should have been told at once; where others gave them, we have "
    "a month, or until we first get in touch (GDPR, articles 13 and 14)."
)
NOBODY = N_("Everybody has been told.")
WRITTEN = NN_("{n} draft written; open it, read it and send it", "{n} drafts written; open them, read them and send them")
LEFT = N_("Not written to, tell them another way: {names}")


class DueDialog(QDialog):
    """The list. What is done applies to the chosen lines, or to all while none is chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.due: list[DueInforming] = []
        #: The list has been read.
        self.settled = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.lead, self.left = QLabel(), QLabel()
        for label, role in ((self.lead, "muted"), (self.left, "warning")):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, role)
        self.left.hide()
        self.list = LineList(tall=True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.draft_button = self._button(N_("Write letters…"), "mail", self.ask_folder)
        self.told_button = self._button(N_("They have been told"), "check", self.mark_told)
        self.open_button = self._button(N_("Open"), "", self.open_person)
        self.close_button = self._button(N_("Close"), "", self.accept)
        set_role(self.draft_button, "primary")
        self._lay_out()
        self.list.chosen.connect(lambda _: self.open_person())
        context.words.changed.connect(self._fill)
        self.read()

    def read(self) -> None:
        """Read the list anew."""
        self._context.read(self._context.house.registered.due, self._show, self)

    def ask_folder(self) -> None:
        """Ask for the folder of the drafts."""
        dialog = QFileDialog(self, self._context.words(N_("A folder for the letters")), str(Path.home()))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.write(Path(folder)))
        dialog.open()

    def write(self, folder: Path) -> None:
        """Write a draft to each, and note them as told."""
        registered, ids = self._context.house.registered, self._ids()
        self._context.read(lambda: registered.drafts(ids, folder), self._written, self)

    def mark_told(self) -> None:
        """Note that they were told in another way; the toast offers to take it back."""
        registered, ids = self._context.house.registered, self._ids()
        if ids:
            how = self._context.words(N_("told by us"))
            self._context.write(lambda: registered.inform(ids, how), self, lambda _: self.read())

    def open_person(self) -> None:
        """Go to the person."""
        current = self.list.current()
        if isinstance(current, UUID):
            self.accept()
            self._context.open(Kind.PERSON, current)

    def _written(self, done: Drafted) -> None:
        words = self._context.words
        if done.changes is not None:
            self._context.changes.publish(done.changes, self)
        if done.files:
            self._context.wishes.notify.emit(words.count(WRITTEN, len(done.files)))
        self.left.setText(words(LEFT, names=", ".join(one.name for one in done.left)))
        self.left.setVisible(bool(done.left))
        self.read()

    def _show(self, due: list[DueInforming]) -> None:
        self.due, self.settled = due, True
        self._fill()

    def _fill(self) -> None:
        words, today = self._context.words, home_day(self._context.house.now())
        self.lead.setText(words(LEAD if self.due else NOBODY))
        self.list.show_lines([self._line(one, one.is_overdue(today)) for one in self.due], first=True)
        for button in (self.draft_button, self.told_button, self.open_button):
            button.setEnabled(bool(self.due))

    def _line(self, one: DueInforming, late: bool) -> Line:
        words, language = self._context.words, self._context.words.language
        from_others = one.came == one.person.from_others
        came = language.day(one.came)
        source = one.person.source or (words(N_("from others")) if from_others else "")
        if not from_others:
            source = ", ".join(filter(None, (words(N_("not told then")), source)))
        detail = [words(N_("Came {day}"), day=came), source]
        if not one.person.emails:
            detail.append(words(N_("no e-mail address")))
        note = language.day(one.last_day)
        shown = f"{note} · {words(N_('overdue'))}" if late else note
        tone = "warning" if late else ""
        return Line(one.person.name, " · ".join(detail), shown, "warning" if late else "mail", tone, data=one.person.id)

    def _ids(self) -> list[UUID]:
        rows = {index.row() for index in self.list.selectionModel().selectedIndexes()}
        chosen = [self.due[row].person.id for row in sorted(rows) if row < len(self.due)]
        return chosen or [one.person.id for one in self.due]

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        if icon:
            put_icon(button, icon, "on_accent" if icon == "mail" else "text")
        self._context.words.bind(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        self._context.words.bind(self.list.setAccessibleName, TITLE)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        for button in (self.draft_button, self.told_button, self.open_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.lead)
        column.addWidget(self.list, 1)
        column.addWidget(self.left)
        column.addLayout(foot)
        take_size(self, 760, 520)
