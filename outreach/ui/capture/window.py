"""The capture window itself: form, save, what was saved last. It never blocks, and it never loses what was typed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing, Row
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.meetings import Captured
from outreach.ui.capture.entry import DRAFT, Entry
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.latest import LatestList
from outreach.ui.capture.where import Around, Where, look_around
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import MARGIN, WIDE, set_role

_GEOMETRY, _PINNED = "capture.geometry", "capture.pinned"
#: How long typing may go on before the draft is kept, in milliseconds.
DRAFT_EVERY = 3000
_SHOWN = 10
_TODAY = NN_("{n} conversation today", "{n} conversations today")
_UNSAVED = NN_("{n} conversation is not saved yet: {why}", "{n} conversations are not saved yet: {why}")


class CaptureWindow(QWidget):
    """Logs conversations, one after the other. `undo_wanted` carries the action that Ctrl+Z in an empty form takes back."""

    undo_wanted = Signal(object)
    officer_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._saved: list[tuple[UUID, Entry]] = []
        self._unsaved: list[tuple[Entry, UUID]] = []
        self._drafted = False
        self.form = CaptureForm(context)
        self.where = Where(context)
        self.latest = LatestList(context.words)
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

    def show_entry(self, entry: Entry) -> None:
        """Put a kept draft into the form, unless somebody is typing there."""
        if self.form.entry().is_empty:
            self._drafted = True
            self.form.show_entry(entry)

    def begin(self, entry: Entry) -> None:
        """Fill in what another page knows, and put the cursor where the officer goes on."""
        if self.form.entry().is_empty:
            self.form.show_entry(entry)
            self.form.go_on()

    def save(self) -> None:
        """Keep what stands in the form, and empty it for the next one. Should it fail, what was typed comes back."""
        entry, event = self.form.entry(), self.where.event_id
        if entry.is_empty and self._unsaved:
            entry, event = self._unsaved.pop(0)
        if entry.is_empty:
            self._say(self._context.words(N_("Write at least who it was or what it was about.")), "muted")
            return
        self._draft_timer.stop()
        self.form.show_entry(Entry())
        self._keep(entry, event)

    def keep_draft(self) -> None:
        """Keep what is half typed in the workspace; an empty form forgets it."""
        self._draft_timer.stop()
        house, entry = self._context.house, self.form.entry()
        if entry.is_empty and not self._drafted:
            return
        self._drafted = not entry.is_empty
        draft = entry.draft() if self._drafted else {}
        self._context.tasks.run(lambda: house.drafts.keep(DRAFT, draft), owner=self, failed=self._draft_failed)

    # Saving ----------------------------------------------------------------------------------------------------------

    def _keep(self, entry: Entry, event: UUID) -> None:
        house, drafted = self._context.house, self._drafted
        self._drafted = False

        def work() -> Captured:
            captured = house.meetings.capture(entry.capture(event))
            if drafted:
                house.drafts.drop(DRAFT)
            return captured

        self._context.tasks.run(
            work,
            lambda captured: self._kept(captured, entry),
            owner=self,
            failed=lambda error: self._refused(error, entry, event),
        )

    def _kept(self, captured: Captured, entry: Entry) -> None:
        words = self._context.words
        if captured.changes.action is not None:
            self._saved.append((captured.changes.action, entry))
        parts = [words(N_("Saved: {name}"), name=entry.shown)]
        if captured.follow_up is not None:
            day = words.language.day(captured.follow_up.due, "EEEE d MMMM")
            parts.append(words(N_("follow up {day}"), day=day))
        # Only doubtful likeness is worth a word: whoever was taken as the same needs none.
        alike = [one.title for one in captured.similar if not one.same]
        if alike:
            parts.append(words(N_("similar: {names}"), names=", ".join(dict.fromkeys(alike))[:80]))
        self._say(" · ".join(parts), "success")
        self._context.changes.publish(captured.changes, self)
        if not self.form.entry().is_empty:
            self._draft_timer.start()

    def _refused(self, error: Exception, entry: Entry, event: UUID) -> None:
        if not isinstance(error, OutreachError):
            self._context.tasks.failed.emit(error)
        known = explain(error, self._context.words.language)
        words = self._context.words
        why = words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole if known else ""
        if self.form.entry().is_empty:
            self.form.show_entry(entry)
            self._say(why or words(N_("It could not be saved.")), "danger")
        else:
            self._unsaved.append((entry, event))
            self._say(words.count(_UNSAVED, len(self._unsaved), why=why), "danger")
            self.bring_back.show()

    def _bring_back(self) -> None:
        """Change places: what could not be saved comes into the form, what is being typed waits."""
        if not self._unsaved:
            return
        entry, event = self._unsaved.pop(0)
        typed = self.form.entry()
        if not typed.is_empty:
            self._unsaved.append((typed, self.where.event_id))
        self.form.show_entry(entry)
        self.where.choose(event)
        self.bring_back.setVisible(bool(self._unsaved))

    def _draft_failed(self, error: Exception) -> None:
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
        else:
            self._say(known.whole, "danger")

    def _take_back(self) -> None:
        if not self._saved:
            self._say(self._context.words(N_("Nothing was saved here yet that could be taken back.")), "muted")
            return
        action, entry = self._saved.pop()
        self.undo_wanted.emit(action)
        self.form.show_entry(entry)
        self._say(self._context.words(N_("Taken back, and here again: {name}"), name=entry.shown), "muted")

    # What was said last ----------------------------------------------------------------------------------------------

    def _read_latest(self) -> None:
        house = self._context.house

        def read() -> tuple[int, list[Row]]:
            keys = house.meetings.keys(Listing(Kind.MEETING))[:_SHOWN]
            return house.meetings.count_today(None, house.now()), house.meetings.rows(keys)

        self._context.read(read, self._show_latest, self)

    def _show_latest(self, found: tuple[int, list[Row]]) -> None:
        self._count = found[0]
        self.counter.setText(self._context.words.count(_TODAY, found[0]))
        self.latest.show_rows(found[1])

    def _reword(self, meeting: UUID, text: str) -> None:
        house = self._context.house
        self._context.write(lambda: house.meetings.reword(meeting, text), self)

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
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.where)
        column.addWidget(self.form)
        column.addLayout(self._save_row())
        column.addWidget(_line())
        column.addLayout(self._latest_head())
        column.addWidget(self.latest, 1)
        words.bind(self.latest.setAccessibleName, N_("Latest conversations"))
        self.setMinimumSize(480, 520)

    def _save_row(self) -> QHBoxLayout:
        words = self._context.words
        self.save_button = QPushButton()
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save (Ctrl+Enter)"))
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.bring_back = QPushButton()
        words.bind(self.bring_back.setText, N_("Show it"))
        self.bring_back.hide()
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.save_button)
        row.addWidget(self.status, 1)
        row.addWidget(self.bring_back)
        return row

    def _latest_head(self) -> QHBoxLayout:
        heading = QLabel()
        set_role(heading, "heading")
        self._context.words.bind(heading.setText, N_("Latest conversations"))
        self.counter = QLabel()
        set_role(self.counter, "chip")
        self._count = 0
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch(1)
        row.addWidget(self.counter)
        return row

    def _wire(self) -> None:
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_EVERY)
        self._draft_timer.timeout.connect(self.keep_draft)
        self.form.edited.connect(self._typed)
        self.form.take_back.connect(self._take_back)
        self.save_button.clicked.connect(self.save)
        self.bring_back.clicked.connect(self._bring_back)
        self.latest.reworded.connect(self._reword)
        self.where.officer_chosen.connect(self.officer_chosen)
        self.where.pinned.connect(self._pin)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._read_latest)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def _typed(self) -> None:
        if not self.form.entry().is_empty:
            self._say("", "muted")
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    # The window ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the window away; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft and the place."""
        self.keep_draft()
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(600, 760)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
        self.where.pin.setChecked(bool(self._context.memory.get(_PINNED, False)))

    def _pin(self, on: bool) -> None:
        self._context.memory.keep(_PINNED, on)
        visible = self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        if visible:
            self.show()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
