"""The capture window itself: form, save, what was saved last. It never blocks, and it never loses what was typed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.capture.drop_door import DropDoor
from outreach.ui.capture.entry import DRAFT, Entry
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.latest import Latest, LatestList, read_latest
from outreach.ui.capture.save_row import SaveRow
from outreach.ui.capture.scribe import Scribe
from outreach.ui.capture.where import Around, Where, look_around
from outreach.ui.context import Context
from outreach.ui.privacy.notice_line import NoticeLine
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import MARGIN, WIDE, set_role, take_size

_GEOMETRY, _PINNED = "capture.geometry", "capture.pinned"
#: The least heights of the list and of the fields, in pixels.
_TWO_LINES, _LEAST_FORM = 72, 220
#: Lower than this and at least as wide, the list stands beside the fields.
_LOW, _BESIDE = 740, 840
_TODAY = NN_("{n} conversation today", "{n} conversations today")


class CaptureWindow(QWidget):
    """Logs conversations, one after the other.

    `undo_wanted` carries the action that Ctrl+Z in an empty form takes back, `question_wanted` the event at which a question
    without a person is to be counted.
    """

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    undo_wanted = Signal(object)
    officer_chosen = Signal(str)
    question_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self.form = CaptureForm(context)
        self.where = Where(context)
        self.latest = LatestList(context.words)
        self.scribe = Scribe(context, self.form, lambda: self.where.event_id, DRAFT)
        self.save_button = QPushButton()
        set_role(self.save_button, "primary")
        self.row = SaveRow(context, self.form, self.scribe, self.save_button)
        self.status = self.row.status
        self._build()
        self._wire()
        self._restore()

    # What the desk asks for ------------------------------------------------------------------------------------------

    def open(self, event: UUID | None) -> None:
        """Show the window with the cursor in the first field, at an event when one is named."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.company.setFocus()
        self._look_around(event)
        self._read_latest()

    def begin(self, entry: Entry) -> None:
        """Fill in what another page or a scan knows; what is half typed makes it wait."""
        self.scribe.begin(entry)

    # What was said last ----------------------------------------------------------------------------------------------

    def _read_latest(self) -> None:
        house = self._context.house
        self._context.read(lambda: read_latest(house, None), self._show_latest, self)

    def _show_latest(self, found: Latest) -> None:
        self.counter.setText(self._context.words.count(_TODAY, found.conversations))
        self.latest.show_rows(list(found.rows))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.MEETING, Kind.PERSON, Kind.COMPANY) and self.isVisible():
            self._read_latest()
        if changes.concern(Kind.EVENT, Kind.OFFICER) and self.isVisible():
            self._look_around(None)

    def _look_around(self, event: UUID | None) -> None:
        house = self._context.house

        def take(around: Around) -> None:
            self.where.show_around(around, event)

        self._context.read(lambda: look_around(house, house.now()), take, self)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.setWindowTitle, N_("Log a conversation"))
        self.notice = NoticeLine(self._context, self.form.told)
        # The list takes what is left: two lines of it, or all ten.
        self.latest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.latest.setMinimumHeight(_TWO_LINES)
        fields, below = QVBoxLayout(), QVBoxLayout()
        # Where even that is too low the fields scroll; what saves them is always seen.
        for part in (self.where, scrolling(self.form, _LEAST_FORM), self.row):
            fields.addWidget(part)
        fields.addStretch(1)
        below.addWidget(self.notice)
        below.addWidget(_line())
        self._below = QWidget()
        last = QVBoxLayout(self._below)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(MARGIN)
        last.addLayout(self._latest_head())
        last.addWidget(self.latest, 1)
        below.addWidget(self._below, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        for layout in (self._halves, fields, below):
            layout.setSpacing(MARGIN)
        self._halves.addLayout(fields)
        self._halves.addLayout(below, 1)
        words.bind(self.latest.setAccessibleName, N_("Latest conversations"))
        self.setMinimumSize(480, 480)

    def _latest_head(self) -> QHBoxLayout:
        heading = QLabel()
        set_role(heading, "heading")
        self._context.words.bind(heading.setText, N_("Latest conversations"))
        self.counter = QLabel()
        set_role(self.counter, "chip")
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch(1)
        row.addWidget(self.counter)
        return row

    def _wire(self) -> None:
        wire_scribe(self.scribe, self.latest)
        self.scribe.brought.connect(self._go_to_event)
        self.scribe.undo_wanted.connect(self.undo_wanted)
        self.where.officer_chosen.connect(self.officer_chosen)
        self.where.pinned.connect(self._pin)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read_latest)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.scribe.save)
        QShortcut(QKeySequence("Ctrl+B"), self, self.scribe.bring_back)
        self.notice.take_key(self)
        QShortcut(QKeySequence("Ctrl+E"), self, self.latest.correct_current)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, lambda: self.form.when_settled(self._ask_question))
        DropDoor(self._context, self, *self.form.editors)

    def _ask_question(self) -> None:
        self.question_wanted.emit(self.where.event_id)

    def _go_to_event(self, entry: Entry) -> None:
        if entry.event:
            self.where.choose(entry.event_id)

    # The window ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the window away; what was typed stays. While a conversation is corrected it leaves that as it was."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form.entry().corrects:
            self.scribe.put_aside()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft and the place."""
        self.scribe.keep_draft()
        self.latest.keep_draft()
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the last conversations stand beside the fields: nothing that is typed is out of sight."""
        super().resizeEvent(event)
        beside = self.height() < _LOW and self.width() >= _BESIDE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._halves.setStretch(0, 4 if beside else 0)
        self._halves.setStretch(1, 3 if beside else 1)
        # Low and narrow there is no room for it at all.
        self._below.setVisible(beside or self.height() >= _LOW)

    def _restore(self) -> None:
        take_size(self, 600, 760)
        low = self.height() < _LOW
        if low:
            take_size(self, 980, 760)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
            if low and self.width() < _BESIDE:
                # It was kept on a higher screen, or before the list could stand beside.
                take_size(self, 980, self.height())
        self.where.pin.setChecked(bool(self._context.memory.get(_PINNED, False)))

    def _pin(self, on: bool) -> None:
        self._context.memory.keep(_PINNED, on)
        visible = self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        if visible:
            self.show()


def wire_scribe(scribe: Scribe, latest: LatestList) -> None:
    """Let the list of the last conversations keep its changes by the same hand as the form."""
    latest.reworded.connect(scribe.reword)
    latest.drafted.connect(scribe.keep_edit)
    latest.left.connect(scribe.drop_edit)
    latest.correct_wanted.connect(scribe.correct)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
