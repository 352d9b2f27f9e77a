"""Answers to decide: what the program may not decide by itself, one after another, by one letter each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes, Reversal
from outreach.domain.invitation import Invitation, Way
from outreach.domain.record import Kind
from outreach.domain.reply import Reply
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.decisions import WRITING, Decision, DecisionKind
from outreach.services.handing_over import write_or_forget
from outreach.services.replies import AnswerLine
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.invitations.answer_door import ask_files, is_welcome, take_in
from outreach.ui.invitations.answer_words import waiting_line
from outreach.ui.invitations.clash_words import clashes_of
from outreach.ui.invitations.decide_panel import DecidePanel
from outreach.ui.invitations.decision_keys import decision_of
from outreach.ui.invitations.halves import Halves
from outreach.ui.invitations.mail_server import mail_server
from outreach.ui.invitations.outbox import OutboxLines
from outreach.ui.invitations.ways import folder_name, remembered_folder, remembered_way
from outreach.ui.line_list import LineList
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

if TYPE_CHECKING:
    from outreach.services.house import House

_GEOMETRY = "answers.geometry"
_CONCERNED = (Kind.REPLY, Kind.GUEST, Kind.EVENT, Kind.INVITATION)
COUNT = NN_("{n} answer waits for you", "{n} answers wait for you")
NOTHING = N_("Nothing waits for you.")
IN_DRAFT = N_("The letter lies as a draft in {folder}.")
IN_OUTBOX = N_("The letter waits in the outbox.")
HINT = N_("Arrows choose, the letter on a button decides, Enter takes the first one, Ctrl+Z takes it back, Ctrl+V reads an answer.")


@dataclass(frozen=True, slots=True)
class _Done:
    """What a decision did, and the folder that its letter was written into."""

    changes: Changes
    folder: Path | None = None
    waits: bool = False


class AnswersWindow(QWidget):
    """Decides answers. `was_read` tells that the list shows what is stored."""

    was_read = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._context = context
        self._lines: dict[UUID, AnswerLine] = {}
        self._done: list[UUID] = []
        self.list, self.panel = LineList(tall=True), DecidePanel(context)
        self.title, self.status, self.hint = QLabel(), QLabel(), QLabel()
        self.outbox = OutboxLines(context, self)
        self.stack = QStackedWidget()
        self._build()
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the window with the cursor on the first answer."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()
        self.read()

    def read(self) -> None:
        """Read what waits."""
        house = self._context.house
        self._context.read(
            lambda: (house.replies.waiting(), [one.invitation for one in house.outbox.waiting()], house.outbox.unclear()),
            lambda found: self._show(*found),
            self,
        )

    def decide(self, kind: DecisionKind, guest: UUID | None = None) -> None:
        """Do what was decided about the answer that is shown."""
        reply = self.list.current()
        if not isinstance(reply, Reply):
            return
        house, way = self._context.house, self._way(kind)
        line = self._lines.get(reply.id)
        event = line.event if line is not None else None
        folder = remembered_folder(self._context) / (folder_name(event) if event is not None else "")
        decision = Decision(kind, guest=guest, way=way)
        writes = kind in WRITING
        self._context.tasks.run(
            lambda: _decide(house, reply.id, decision, folder if writes and way is Way.DRAFTS else None),
            self._decided,
            owner=self,
            failed=self._failed,
        )

    def take_back(self) -> None:
        """Undo the last decision of this window."""
        if not self._done:
            self._say(self._context.words(N_("Nothing was done here yet that could be taken back.")), "muted")
            return
        action, house = self._done.pop(), self._context.house
        self._context.tasks.run(lambda: house.history.undo(action), self._taken_back, owner=self, failed=self._failed)

    def paste(self) -> None:
        """Take an answer from the clipboard."""
        take_in(self._context, QGuiApplication.clipboard().mimeData(), self)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, waiting: list[AnswerLine], in_outbox: list[Invitation], unclear: list[Invitation]) -> None:
        words = self._context.words
        self._lines = {one.reply.id: one for one in waiting}
        self.list.show_lines([waiting_line(one, words) for one in waiting], first=True)
        self.title.setText(words.count(COUNT, len(waiting)) if waiting else words(NOTHING))
        self.stack.setCurrentIndex(0 if waiting else 1)
        self.hint.setVisible(bool(waiting))
        self.outbox.show(in_outbox, unclear)
        self._show_current()
        self.was_read.emit()

    def _show_current(self) -> None:
        reply = self.list.current()
        line = self._lines.get(reply.id) if isinstance(reply, Reply) else None
        self.panel.show_answer(line)
        if line is None or line.event is None or line.reply.proposed is None:
            return
        house, words, shown = self._context.house, self._context.words, line
        self._context.read(lambda: clashes_of(house, shown, words), lambda found: self._show_clashes(shown, found), self)

    def _show_clashes(self, line: AnswerLine, found: list[str]) -> None:
        reply = self.list.current()
        if found and isinstance(reply, Reply) and reply.id == line.reply.id:
            self.panel.show_answer(line, found)

    # Deciding --------------------------------------------------------------------------------------------------------

    def _way(self, kind: DecisionKind) -> Way:
        """A letter goes as the last ones did: into the outbox where a server is set up, else as a draft."""
        by_mail = remembered_way(self._context) is Way.SMTP and mail_server(self._context) is not None
        return Way.SMTP if kind in WRITING and by_mail else Way.DRAFTS

    def _decided(self, done: _Done) -> None:
        words, changes = self._context.words, done.changes
        # A draft that lies in a folder is final: no undo is offered for it.
        if changes.action is not None and done.folder is None:
            self._done.append(changes.action)
        self._context.changes.publish(changes if done.folder is None else replace(changes, final=True), self)
        said = words(changes.title, **changes.values)
        more = words(IN_DRAFT, folder=done.folder) if done.folder is not None else words(IN_OUTBOX) if done.waits else ""
        self._say(f"{said}. {more}" if more else said, "success")
        self.list.setFocus()

    def _taken_back(self, reversal: Reversal) -> None:
        words = self._context.words
        self._context.changes.publish(reversal.changes, self)
        self._say(words(N_("Undone: {what}"), what=words(reversal.title, **reversal.values)), "muted")

    def _failed(self, error: Exception) -> None:
        words = self._context.words
        if isinstance(error, InvalidInput):
            values = {name: words(str(value)) for name, value in error.values.items()}
            self._say(words(error.reason, **values), "danger")
            return
        known = explain(error, words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self._say(known.whole, "danger")

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.read()

    # Hands -----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, the letter on a button decides."""
        if watched is self.list and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            kind = decision_of(event.text(), self._context.words.language.code) if event.text() and not held else None
            if kind is not None and not event.isAutoRepeat():
                self.panel.decide(kind)
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Answers may be dropped here."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the dropped answers before they are taken in."""
        event.acceptProposedAction()
        take_in(self._context, event.mimeData(), self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place."""
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.setWindowTitle, N_("Answers to decide"))
        words.bind(self.list.setAccessibleName, N_("Answers to decide"))
        words.bind(self.hint.setText, HINT)
        set_role(self.title, "title")
        set_role(self.hint, "caption")
        for label in (self.status, self.hint):
            label.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.hide()
        halves = Halves(self._context, "answers.halves", self.list, self.panel, (400, 520))
        set_role(self.list, "")
        self.stack.addWidget(halves)
        self.stack.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP + 4)
        column.addLayout(self._head())
        column.addWidget(self.outbox.lines)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        column.addWidget(self.hint)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.title, 1)
        row.addWidget(self._button("import", N_("Read answers from files…"), lambda: ask_files(self._context, self)))
        row.addWidget(self._button("mail", N_("Fetch from the mailbox"), self._context.wishes.fetch_answers.emit))
        return row

    def _empty(self) -> QWidget:
        text = N_(
            "Answers are read from mails (.eml) and calendar files (.ics): drop them here, paste a mail's source, or fetch them. "
            "What is clear is taken in at once; only what is not comes here."
        )
        return EmptyState(self._context, "check", N_("No answer waits for you"), text)

    def _button(self, name: str, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        put_icon(button, name)
        self._context.words.bind(button.setText, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button

    def _wire(self) -> None:
        self.list.installEventFilter(self)
        self.list.moved.connect(lambda _: self._show_current())
        self.list.chosen.connect(lambda _: self.panel.decide_first())
        self.panel.decided.connect(self.decide)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self.read)
        for keys, call in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.take_back),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence("Ctrl+W"), self.close),
            (QKeySequence("Esc"), self.close),
        ):
            QShortcut(keys, self, call)

    def _restore(self) -> None:
        self.setMinimumSize(760, 480)
        take_size(self, 1040, 640)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)


def _decide(house: House, reply: UUID, decision: Decision, folder: Path | None) -> _Done:
    """Decide; a letter that goes as a draft is written at once, one by e-mail waits in the outbox."""
    changes = house.replies.decide(reply, decision)
    if decision.kind not in WRITING or changes.action is None:
        return _Done(changes)
    if folder is None:
        return _Done(changes, waits=True)
    write_or_forget(house, changes.action, folder)
    return _Done(changes, folder)

