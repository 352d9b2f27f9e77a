"""What is answered to one goes to all: which tender, what is told and to how many, then an e-mail draft to each."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.services.question_letters import ADVERTISED, ToldAll, Waiting
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.long_work import LongWork
from outreach.ui.matches.window import DECLINED, NO_ADDRESS, WROTE
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

TITLE = N_("Tell all who were notified")
ABOUT = N_("Whoever was told of a tender gets the same answers: one e-mail draft each, with all public answers attached.")
TO = NN_("to {n} company", "to {n} companies")
NEW = NN_("{n} answer to tell", "{n} answers to tell")
_FOLDER = "matches.folder"


class TellDialog(QDialog):
    """The tenders about which answers wait; Ctrl+Enter writes the drafts of the chosen one."""

    def __init__(self, context: Context, question: UUID | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._question = context, question
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.tenders, self.told = LineList(tall=True), LineList()
        self.warning, self.again, self.status = QFrame(), QCheckBox(), text_label("")
        self.empty = EmptyState(
            context,
            "questions",
            N_("Nothing to tell"),
            N_("No public question about a tender has an answer that waits to be told."),
        )
        self.body = QWidget()
        self._build()
        self.tenders.moved.connect(self._show_chosen)
        take_size(self, 820, 560)
        self.read()

    @property
    def waiting(self) -> Waiting | None:
        """The chosen tender, with what waits to be told of it."""
        chosen = self.tenders.current()
        return chosen if isinstance(chosen, Waiting) else None

    def read(self) -> None:
        """Look what waits; the tenders of the question from which this was opened are there in any case."""
        house, question = self._context.house, self._question

        def look() -> list[Waiting]:
            found = {one.tender.id: one for one in house.question_letters.overview()}
            about = house.questions.get(question).tenders if question is not None else ()
            own = [found.pop(one) if one in found else house.question_letters.waiting(one) for one in about]
            return [*(one for one in own if one.questions or one.told), *found.values()]

        self._context.read(look, self._show, self)

    def write(self) -> None:
        """Ask for a folder, and write the drafts into it."""
        if self.waiting is None:
            return
        dialog = QFileDialog(self, self._context.words(N_("Folder for the e-mail drafts")))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(self._context.memory.get(_FOLDER, str(Path.home()))))
        dialog.fileSelected.connect(lambda folder: self.write_into(Path(folder)))
        dialog.open()

    def write_into(self, folder: Path) -> None:
        """Write the drafts into a folder: all or none."""
        waiting = self.waiting
        if waiting is None:
            return
        self._context.memory.keep(_FOLDER, str(folder))
        letters, code, again = self._context.house.question_letters, self._context.words.language.code, self.again.isChecked()
        LongWork(self._context, N_("Writing e-mail drafts"), self).run(
            lambda report: letters.tell(waiting.tender.id, folder, code, report, again=again),
            lambda told: self._wrote(told, folder),
        )

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, found: list[Waiting]) -> None:
        words = self._context.words
        lines = [
            Line(
                one.tender.title,
                " · ".join((words.count(NEW, len(one.questions)), words.count(TO, len(one.companies)))),
                icon="tenders",
                data=one,
            )
            for one in found
        ]
        self.tenders.show_lines(lines)
        self.body.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found:
            self.tenders.setCurrentIndex(self.tenders.model().index(0, 0))
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        one, words = self.waiting, self._context.words
        self.warning.setVisible(one is not None and one.advertised)
        self.again.setVisible(one is not None and bool(one.told) and bool(one.questions))
        told = () if one is None else (*one.questions, *one.told)
        before = words(N_("told before"))
        self.told.show_lines(
            [Line(each.text, note=before if each.told else "", icon="help") for each in told]
        )
        if one is not None and not one.companies:
            self._say(words(N_("Nobody has been notified of this tender yet.")), "warning")
        elif one is not None and not one.questions:
            self._say(words(N_("All public answers about it have been told.")), "muted")
        else:
            self._say("", "muted")
        ready = one is not None and bool(one.companies) and bool(one.questions or (self.again.isChecked() and one.told))
        self.write_button.setEnabled(ready)

    def _wrote(self, told: ToldAll, folder: Path) -> None:
        words = self._context.words
        said = [words.count(WROTE, len(told.drafts.files), folder=str(folder))]
        if told.drafts.without_address:
            said.append(words(NO_ADDRESS, names=words.language.listed(told.drafts.without_address)))
        if told.drafts.declined:
            said.append(words(DECLINED, names=words.language.listed(told.drafts.declined)))
        self._context.changes.publish(told.changes, self)
        self.read()
        self._context.wishes.notify.emit(" ".join(said))

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        about = text_label("", "muted")
        words.bind(about.setText, ABOUT)
        set_role(self.warning, "banner-warning")
        advertised = text_label("")
        words.bind(advertised.setText, ADVERTISED)
        row = QHBoxLayout(self.warning)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addWidget(advertised)
        words.bind(self.again.setText, N_("Tell what was told before as well"))
        self.again.toggled.connect(self._show_chosen)
        words.bind(self.tenders.setAccessibleName, N_("Tenders"))
        words.bind(self.told.setAccessibleName, N_("What is told"))
        lists = QHBoxLayout(self.body)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(MARGIN)
        for part, stretch in ((self.tenders, 2), (self.told, 3)):
            card = QFrame()
            set_role(card, "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(GAP, GAP, GAP, GAP)
            inside.addWidget(part)
            lists.addWidget(card, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP + 2)
        for widget in (about, self.warning):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.again)
        column.addWidget(self.status)
        column.addLayout(self._foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.write)

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        self.write_button, close = QPushButton(), QPushButton()
        words.bind(self.write_button.setText, N_("E-mail drafts…"))
        words.bind(close.setText, N_("Close"))
        put_icon(self.write_button, "mail", "on_accent")
        set_role(self.write_button, "primary")
        self.write_button.clicked.connect(self.write)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for button in (close, self.write_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row
