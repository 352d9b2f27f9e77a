"""The last ten conversations, with what was said edited in place: Enter or F2 opens, Enter keeps, Escape leaves as it was."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.listing import Listing, Row
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.services.meetings import NO_EVENT
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import TIGHT
from outreach.ui.words import Words

_SHOWN = 10
#: How long words may be changed before they are kept as a draft, in milliseconds.
EDIT_DRAFT_EVERY = 3000


@dataclass(frozen=True, slots=True)
class Said:
    """What a line stands for: the conversation and its note."""

    meeting: UUID
    note: str

    @property
    def id(self) -> UUID:
        """The conversation, by which the list finds the line again when its words have changed."""
        return self.meeting


@dataclass(frozen=True, slots=True)
class Latest:
    """What stands beside the form: the last conversations, and how many conversations and questions there were today."""

    rows: tuple[Row, ...]
    conversations: int
    questions: int


def read_latest(house: House, event: UUID | None) -> Latest:
    """Read what was logged last, at one event or (None) anywhere. Runs on the worker."""
    place = (("event", str(event)),) if event not in (None, NO_EVENT) else ()
    keys = house.meetings.keys(Listing(Kind.MEETING, filters=(*place, ("with", "somebody"))))[:_SHOWN]
    now = house.now()
    where = event if place else None
    return Latest(
        tuple(house.meetings.rows(keys)), house.meetings.count_today(where, now), house.questions.count_today(where, now)
    )


class LatestList(LineList):
    """The list. Its signals carry the id of a conversation.

    `reworded` comes with the new words, `drafted` with half typed ones, `left` when the words stay as they were;
    `correct_wanted` asks to correct who it was; `typing` comes with each letter that is changed.
    """

    reworded = Signal(object, str)
    drafted = Signal(object, str)
    left = Signal(object)
    correct_wanted = Signal(object)
    typing = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tall=True, parent=parent)
        self._words = words
        self._editor: QLineEdit | None = None
        self._edited: Said | None = None
        self._newer: list[Row] | None = None
        self.draft_timer = QTimer(self)
        self.draft_timer.setSingleShot(True)
        self.draft_timer.setInterval(EDIT_DRAFT_EVERY)
        self.draft_timer.timeout.connect(self.keep_draft)
        self.chosen.connect(lambda _: self.edit_current())

    def show_rows(self, rows: list[Row]) -> None:
        """Show rows of conversations, newest first; while words are being changed they wait."""
        if self._editor is not None:
            self._newer = rows
        else:
            self.show_lines([self._line(row) for row in rows])

    def edit_current(self) -> None:
        """Open the words of the current line, else of the newest."""
        self._choose_some()
        said = self.current()
        if not isinstance(said, Said) or self._editor is not None:
            return
        self.scrollTo(self.currentIndex())
        rect = self.visualRect(self.currentIndex())
        self._edited = said
        self._editor = QLineEdit(said.note, self.viewport())
        self._editor.setFont(self.font())
        self._editor.setAccessibleName(self.lines[self.currentIndex().row()].title)
        self._editor.setGeometry(rect.adjusted(TIGHT, rect.height() // 2 - TIGHT, -TIGHT, 0))
        self._editor.installEventFilter(self)
        self._editor.textEdited.connect(self._typed)
        self._editor.editingFinished.connect(self._keep)
        self._editor.show()
        self._editor.setFocus()
        self._editor.selectAll()

    def correct_current(self) -> None:
        """Ask for the current conversation, else the newest, to be corrected."""
        self._choose_some()
        said = self.current()
        if isinstance(said, Said):
            self.correct_wanted.emit(said.meeting)

    def keep_draft(self) -> None:
        """Keep the words that are being changed, as they are now."""
        self.draft_timer.stop()
        if self._editor is not None and self._edited is not None:
            self.drafted.emit(self._edited.meeting, self._editor.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, as Enter does."""
        if event.key() == Qt.Key.Key_F2:
            self.edit_current()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the words as they were, Enter keeps them, with Ctrl too: the window behind does not save then."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is not self._editor or not isinstance(event, QKeyEvent) or event.key() not in keys:
            return bool(super().eventFilter(watched, event))
        event.accept()
        if event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Escape:
            self._keep()
        elif event.type() == QEvent.Type.KeyPress:
            said = self._edited
            self._close()
            if said is not None:
                self.left.emit(said.meeting)
        return True

    def _typed(self) -> None:
        self.typing.emit()
        if not self.draft_timer.isActive():
            self.draft_timer.start()

    def _choose_some(self) -> None:
        if self.current() is None and self.lines:
            self.setCurrentIndex(self.model().index(0, 0))

    def _keep(self) -> None:
        editor, said = self._editor, self._edited
        if editor is None or said is None:
            return
        text = editor.text().strip()
        self._close()
        if text != said.note:
            self.reworded.emit(said.meeting, text)
        else:
            self.left.emit(said.meeting)

    def _close(self) -> None:
        self.draft_timer.stop()
        editor, self._editor, self._edited = self._editor, None, None
        if editor is not None:
            had_focus = editor.hasFocus()
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self.setFocus()
        if self._newer is not None:
            newer, self._newer = self._newer, None
            self.show_rows(newer)

    def _line(self, row: Row) -> Line:
        cells = row.cells
        who = ", ".join(name for name in (cells["person"], cells["company"]) if name)
        tags = " ".join(f"#{tag}" for tag in cells["tags"])
        at = self._words.language.moment(cells["at"], style="d MMM")
        note = " ".join(str(cells["note"]).split())
        return Line(who or "–", f"{note}  {tags}".strip(), at, icon="note", data=Said(row.id, str(cells["note"])))
