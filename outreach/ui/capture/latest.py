"""The last ten conversations, with what was said edited in place: Enter or F2 opens, Enter keeps, Escape leaves as it was."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.listing import Row
from outreach.ui.line_list import Line, LineList
from outreach.ui.theme import TIGHT
from outreach.ui.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """What a line stands for: the conversation and its note."""

    meeting: UUID
    note: str


class LatestList(LineList):
    """The list. `reworded` carries the conversation's id and the new words."""

    reworded = Signal(object, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(tall=True, parent=parent)
        self._words = words
        self._editor: QLineEdit | None = None
        self._edited: Said | None = None
        self.chosen.connect(lambda _: self.edit_current())

    def show_rows(self, rows: list[Row]) -> None:
        """Show rows of conversations, newest first."""
        if self._editor is None:
            self.show_lines([self._line(row) for row in rows])

    def edit_current(self) -> None:
        """Open the words of the current line."""
        said = self.current()
        if not isinstance(said, Said) or self._editor is not None:
            return
        rect = self.visualRect(self.currentIndex())
        self._edited = said
        self._editor = QLineEdit(said.note, self.viewport())
        self._editor.setAccessibleName(self.lines[self.currentIndex().row()].title)
        self._editor.setGeometry(rect.adjusted(TIGHT, rect.height() // 2 - TIGHT, -TIGHT, 0))
        self._editor.installEventFilter(self)
        self._editor.editingFinished.connect(self._keep)
        self._editor.show()
        self._editor.setFocus()
        self._editor.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, as Enter does."""
        if event.key() == Qt.Key.Key_F2:
            self.edit_current()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the words as they were."""
        if watched is self._editor and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self._close()
            return True
        return bool(super().eventFilter(watched, event))

    def _keep(self) -> None:
        editor, said = self._editor, self._edited
        if editor is None or said is None:
            return
        text = editor.text().strip()
        self._close()
        if text != said.note:
            self.reworded.emit(said.meeting, text)

    def _close(self) -> None:
        editor, self._editor, self._edited = self._editor, None, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self.setFocus()

    def _line(self, row: Row) -> Line:
        cells = row.cells
        who = ", ".join(name for name in (cells["person"], cells["company"]) if name)
        tags = " ".join(f"#{tag}" for tag in cells["tags"])
        at = self._words.language.moment(cells["at"], style="d MMM")
        note = " ".join(str(cells["note"]).split())
        return Line(who or "–", f"{note}  {tags}".strip(), at, icon="note", data=Said(row.id, str(cells["note"])))
