"""The window of fair mode: the form of the capture window on the whole screen, the day's numbers, the last ten, and a cover.

Made for cold hands and a queue: no key that slips ends it, Escape puts aside what is half typed, and after a while without a
key nothing but the numbers and empty fields is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.capture.drop_door import DropDoor
from outreach.ui.capture.entry import FAIR_DRAFT, Entry
from outreach.ui.capture.form import CaptureForm
from outreach.ui.capture.latest import Latest, LatestList, read_latest
from outreach.ui.capture.save_row import SaveRow
from outreach.ui.capture.scribe import Scribe
from outreach.ui.capture.where import Around, Where, look_around
from outreach.ui.capture.window import wire_scribe
from outreach.ui.checkin.big import BigButton, larger
from outreach.ui.context import Context
from outreach.ui.fair.counters import Counters
from outreach.ui.fair.cover import Cover
from outreach.ui.icons import put_icon
from outreach.ui.privacy.notice_line import NoticeLine
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

#: How much larger than elsewhere the type is, to be read at arm's length, by the least height of a screen that has room for it.
#: A screen of 768 pixels that the system enlarges by a quarter has 614, by a half 512.
TIMES = ((590, 1.5), (540, 1.3), (0, 1.1))
#: After so long without a key or a click the screen covers itself, in milliseconds.
COVER_AFTER = 30_000
_NOWHERE = UUID(int=0)
HINT = N_(
    "F2 – change what was said, Ctrl+E – correct who it was, Ctrl+Shift+N – a question, "
    "Esc – put aside, Ctrl+Z – take back"
)


class FairWindow(QWidget):
    """Logs conversations at one event. The signals are those of the capture window; `covered` says that the screen hides."""

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    undo_wanted = Signal(object)
    officer_chosen = Signal(str)
    question_wanted = Signal(object)
    covered = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self.event_id = _NOWHERE
        self._event: Event | None = None
        height = parent.screen().size().height()
        self.times = next(times for least, times in TIMES if height >= least)
        self.form = CaptureForm(context, self.times, discreet=True)
        self.scribe = Scribe(context, self.form, lambda: self.event_id, FAIR_DRAFT)
        self.save_button = BigButton("primary")
        self.row = SaveRow(context, self.form, self.scribe, self.save_button)
        self.row.status.setFont(larger(self.row.status, 1.2))
        self.row.status.setMinimumHeight(self.row.status.fontMetrics().lineSpacing() * 2)
        self.where = Where(context)
        self.counters = Counters(context.words)
        self.latest = LatestList(context.words)
        self._build()
        self.list_cover, self.form_cover = Cover(self.latest), Cover(self.form)
        self._wire()

    # What the desk asks for ------------------------------------------------------------------------------------------

    def open(self, event: UUID) -> None:
        """Show the event on the whole screen, with the cursor in the first field."""
        self.event_id = event
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.form.company.setFocus()
        self.cover(False)
        self._read()

    def begin(self, entry: Entry) -> None:
        """Fill in what a scan knows, and put the cursor where the officer goes on; what is half typed makes it wait."""
        self.uncover_form()
        self.scribe.begin(entry)

    # The cover -------------------------------------------------------------------------------------------------------

    def cover(self, on: bool) -> None:
        """Hide, or show again, the last ten and what is half typed."""
        self.list_cover.cover(on)
        self.form_cover.cover(on and not self.form.entry().is_empty)
        if on:
            self.latest.keep_draft()
            self.scribe.keep_draft()
            for line in (self.form.company, self.form.person, self.form.contact):
                line.offers.hide()
            self.row.say("", "muted")
            self.covered.emit()
            if self.latest.hasFocus():
                self.form.company.setFocus()
        self._context.words.bind(self.cover_button.setText, N_("Show (Ctrl+.)") if on else N_("Hide (Ctrl+.)"))
        self._idle.start()

    def uncover_form(self) -> None:
        """Show what is half typed; the last ten stay hidden until they are asked for."""
        self.form_cover.cover(False)
        self._idle.start()

    @property
    def is_covered(self) -> bool:
        """Say whether the last ten are hidden."""
        return not self.list_cover.isHidden()

    # Reading ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house, event = self._context.house, self.event_id
        self._context.read(lambda: (house.events.many([event]).get(event), read_latest(house, event)), self._show, self)
        self._context.read(lambda: look_around(house, house.now()), self._show_officers, self)

    def _show(self, found: tuple[Event | None, Latest]) -> None:
        self._event, latest = found
        words = self._context.words
        if self._event is None:
            self.row.say(words(N_("This event is no longer there. Leave fair mode and choose another one.")), "danger")
        else:
            self.title.setText(self._event.title)
            self.about.setText(" · ".join(part for part in (when_words(self._event.when, words), self._event.place) if part))
            self.setWindowTitle(words(N_("Fair mode: {event}"), event=self._event.title))
        self.counters.show_counts(latest.conversations, latest.questions)
        self.latest.show_rows(list(latest.rows))

    def _show_officers(self, around: Around) -> None:
        self.where.show_around(around, self.event_id)

    def _written(self, changes: Changes, _origin: object) -> None:
        if self.isVisible() and changes.concern(
            Kind.MEETING, Kind.PERSON, Kind.COMPANY, Kind.EVENT, Kind.OFFICER, Kind.QUESTION
        ):
            self._read()

    # The officer's hands ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts aside what is half typed; it never ends fair mode."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.form.isAncestorOf(self.focusWidget() or self):
            self.form.company.setFocus()
        elif not self.scribe.put_aside():
            self.row.say(self._context.words(N_("Nothing is typed. Ctrl+W leaves fair mode.")), "muted")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each key and click counts as somebody being here; the first key shows again what was half typed."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.uncover_form()
        return super().eventFilter(watched, event)

    def _first_field(self) -> None:
        self.form.company.setFocus()
        self.form.company.selectAll()

    def _back_to_form(self) -> None:
        # The next visitor is waiting: letters typed over the list would be lost.
        if self.latest.hasFocus():
            self.form.company.setFocus()

    def _to_list(self, call: Callable[[], None]) -> None:
        if self.is_covered:
            self.cover(False)
        call()

    def _edit(self) -> None:
        self.latest.setFocus()
        self.latest.edit_current()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setMinimumSize(800, 480)
        grid = QGridLayout(self)
        grid.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(MARGIN)
        grid.addLayout(self._head(), 0, 0, 1, 2)
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(scrolling(self.form))
        left.addWidget(self.row)
        self.notice = NoticeLine(self._context, self.form.told)
        left.addWidget(self.notice)
        left.addStretch(1)
        grid.addLayout(left, 1, 0)
        grid.addLayout(self._side(), 1, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(1, 1)

    def _head(self) -> QHBoxLayout:
        words = self._context.words
        self.title, self.about = QLabel(), QLabel()
        set_role(self.title, "title")
        set_role(self.about, "muted")
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            # A long name is cut at the screen's edge and never widens the window.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        self.where.event_box.hide()
        self.where.pin.hide()
        self.where.officer.setMinimumWidth(170)
        self.cover_button, self.leave_button = QPushButton(), QPushButton()
        put_icon(self.leave_button, "close")
        words.bind(self.cover_button.setText, N_("Hide (Ctrl+.)"))
        words.bind(self.leave_button.setText, N_("Leave fair mode (Ctrl+W)"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(names, 1)
        row.addWidget(self.where)
        for button in (self.cover_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(button)
        return row

    def _side(self) -> QVBoxLayout:
        words = self._context.words
        heading, hint = QLabel(), QLabel()
        set_role(heading, "heading")
        set_role(hint, "caption")
        hint.setWordWrap(True)
        words.bind(heading.setText, N_("The last ten here"))
        words.bind(hint.setText, HINT)
        words.bind(self.latest.setAccessibleName, N_("The last ten here"))
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self.counters)
        column.addWidget(heading)
        column.addWidget(self.latest, 1)
        column.addWidget(hint)
        return column

    def _wire(self) -> None:
        words = self._context.words
        self._idle = QTimer(self, interval=COVER_AFTER, singleShot=True)
        self._idle.timeout.connect(lambda: self.cover(True))
        words.bind(self.list_cover.sentence.setText, N_("Hidden from those who pass by. Ctrl+. shows it."))
        words.bind(self.form_cover.sentence.setText, N_("Something is half typed here, and kept. Press any key to go on."))
        self.list_cover.touched.connect(lambda: self.cover(False))
        self.form_cover.touched.connect(self.uncover_form)
        wire_scribe(self.scribe, self.latest)
        self.latest.typing.connect(lambda: self.cover(False))
        for done in (self.latest.reworded, self.latest.left):
            done.connect(self._back_to_form)
        self.scribe.undo_wanted.connect(self.undo_wanted)
        self.form.edited.connect(self._idle.start)
        self.cover_button.clicked.connect(lambda: self.cover(not self.is_covered))
        self.leave_button.clicked.connect(self.close)
        self.where.officer_chosen.connect(self.officer_chosen)
        self._context.changes.changed.connect(self._written)
        words.changed.connect(self._speak)
        for widget in (*self.form.editors, self.latest):
            widget.installEventFilter(self)
        self._wire_keys()
        self.notice.take_key(self)
        DropDoor(self._context, self, *self.form.editors)

    def _wire_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.scribe.save),
            ("Ctrl+Enter", self.scribe.save),
            ("Ctrl+N", self._first_field),
            ("Ctrl+B", self.scribe.bring_back),
            ("Ctrl+Shift+N", lambda: self.form.when_settled(lambda: self.question_wanted.emit(self.event_id))),
            ("F2", lambda: self._to_list(self._edit)),
            ("Ctrl+E", lambda: self._to_list(self.latest.correct_current)),
            ("F6", lambda: self._to_list(self.latest.setFocus)),
            ("Ctrl+.", lambda: self.cover(not self.is_covered)),
            ("Ctrl+W", self.close),
        )
        for key, call in keys:
            QShortcut(QKeySequence(key), self, call)

    def _speak(self) -> None:
        if self.isVisible():
            self._read()

    # The window ------------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed."""
        self._idle.stop()
        self.covered.emit()
        self.latest.keep_draft()
        self.scribe.keep_draft()
        super().closeEvent(event)
