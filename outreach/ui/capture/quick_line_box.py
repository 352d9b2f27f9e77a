"""One line for one conversation, or a pasted signature: what will be kept stands below while it is typed, doubts and all.

Enter keeps it, Shift+Enter makes a new line, Esc puts the box away and keeps the text as a draft, Ctrl+Z in the empty line takes
the last one back. What is read is read by the same service as `outreach capture`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.quick_line import Unsure
from outreach.domain.waiting import Waits
from outreach.language import N_
from outreach.services.house import House
from outreach.services.meetings import Captured
from outreach.services.waiting import Outcome
from outreach.services.waiting_words import say_kept
from outreach.ui.capture.chips import Chip, ChipRow
from outreach.ui.capture.entry import LINE_DRAFT, Entry
from outreach.ui.capture.information import AdvertisedBanner
from outreach.ui.capture.pasting import filled
from outreach.ui.capture.preview import Preview, chips, look
from outreach.ui.capture.saying import say_saved, say_why
from outreach.ui.capture.scribe import DRAFT_EVERY
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_GEOMETRY = "line.geometry"
_PAUSE = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class LineLook:
    """What a save would do with a text: the same preview as the form's, and what the reader was not sure of."""

    text: str
    preview: Preview = field(default_factory=lambda: Preview(Entry()))
    note: str = ""
    unsure: tuple[Unsure, ...] = ()


def look_at_line(house: House, text: str) -> LineLook:
    """Read a text as a save would. Runs on the worker."""
    quick = house.meetings.read(text)
    preview = look(house, filled(Entry(), quick))
    doubts = (*quick.unsure, *(one for one in preview.unsure if one not in quick.unsure))
    return LineLook(text, preview, quick.note.note, doubts)


class GrowingEdit(QPlainTextEdit):
    """As high as what stands in it, up to eight lines; a paste of several lines stays several lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self.fit)
        self.fit()

    def sizeHint(self) -> QSize:
        """Return a width for a long line, and the height of the lines that stand there."""
        return QSize(560, self._height())

    def fit(self) -> None:
        """Become as high as what stands there."""
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        lines = min(max(self.document().blockCount(), 2), _MOST_LINES)
        frame = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        return lines * self.fontMetrics().lineSpacing() + frame + GAP


class QuickLineBox(QWidget):
    """The small window. `undo_wanted` carries the action to take back."""

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    undo_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._context = context
        self._id = uuid4()
        self._drafted = False
        self._kept_action: UUID | None = None
        self._kept_text = ""
        self.line = GrowingEdit()
        self.preview = ChipRow()
        self.advertised = AdvertisedBanner(context)
        self.note = QLabel()
        self.status = QLabel()
        self.save_button = QPushButton()
        self._build()
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the box with the cursor in the line; a draft that was kept is in it."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.line.setFocus()
        house = self._context.house
        self._context.read(lambda: house.drafts.all().get(LINE_DRAFT, {}), self._show_draft, self)

    def show_text(self, text: str) -> None:
        """Put a text into the line that nobody typed, so that it is no draft yet."""
        with QSignalBlocker(self.line):
            self.line.setPlainText(text)
        self.line.fit()
        self._look()

    def clear(self) -> None:
        """Empty the line; a draft that is kept stays."""
        self.show_text("")

    def save(self) -> None:
        """Keep what stands in the line, and empty it. Should it fail, what was typed comes back."""
        text, capture_id = self.line.toPlainText().strip(), self._id
        if not text:
            self._say(self._context.words(N_("Write at least who it was or what it was about.")), "muted")
            return
        house = self._context.house
        self._draft_timer.stop()
        self._drafted = False
        self._context.tasks.run(
            lambda: house.waiting.capture_line(text, capture_id=capture_id, draft=LINE_DRAFT),
            lambda captured: self._kept(captured, text),
            owner=self,
            failed=lambda error: self._refused(error, text, capture_id),
        )
        self._id = uuid4()
        self.line.clear()

    def keep_draft(self) -> None:
        """Keep what is half typed in the workspace; an empty line forgets it."""
        self._draft_timer.stop()
        text = self.line.toPlainText()
        if text.strip() or self._drafted:
            self._drafted = bool(text.strip())
            draft = {"text": text, "id": str(self._id)} if self._drafted else {}
            self._context.keep_draft(LINE_DRAFT, draft, owner=self, failed=self._draft_failed)

    # Keys ------------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps, Escape puts away; undo in the empty line means the last one kept."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        act = self._act_of(event)
        if act is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            act()
        return True

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.key() == Qt.Key.Key_Escape:
            return self.close
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return self.save
        if event.matches(QKeySequence.StandardKey.Undo) and not self.line.toPlainText():
            return self._take_back
        return None

    # Saving ----------------------------------------------------------------------------------------------------------

    def _kept(self, captured: Outcome, text: str) -> None:
        if isinstance(captured, Waits):
            self._kept_action = None
            self._say(say_kept(captured.operation, self._context.words.language), "warning")
            self._context.wishes.waits.emit(captured)
            return
        assert isinstance(captured, Captured)
        self._kept_action, self._kept_text = captured.changes.action, text
        role = "warning" if captured.unsure or captured.warnings else "success"
        self._say(say_saved(captured, text[:60], self._context.words), role)
        self._context.changes.publish(captured.changes, self)

    def _refused(self, error: Exception, text: str, capture_id: UUID) -> None:
        why = say_why(error, self._context.words)
        if not why:
            self._context.tasks.failed.emit(error)
        if self.line.toPlainText().strip():
            # The next one is being typed already: what could not be kept stands above it, to be seen and sent again.
            self.line.setPlainText(f"{text}\n{self.line.toPlainText()}")
        else:
            self._id = capture_id
            self.line.setPlainText(text)
        self.line.moveCursor(QTextCursor.MoveOperation.End)
        self._say(why or self._context.words(N_("It could not be saved.")), "danger")

    def _take_back(self) -> None:
        words = self._context.words
        if self._kept_action is None:
            self._say(words(N_("Nothing was saved here yet that could be taken back.")), "muted")
            return
        self.undo_wanted.emit(self._kept_action)
        self._kept_action = None
        self._id = uuid4()
        self.line.setPlainText(self._kept_text)
        self.line.moveCursor(QTextCursor.MoveOperation.End)
        self._say(words(N_("Taken back, and here again: {name}"), name=self._kept_text[:60]), "muted")

    def _show_draft(self, draft: dict[str, object]) -> None:
        text, own = draft.get("text"), draft.get("id")
        if not isinstance(text, str) or not text.strip() or self.line.toPlainText().strip():
            return
        self._drafted = True
        self._id = UUID(own) if isinstance(own, str) else self._id
        self.line.setPlainText(text)
        self.line.moveCursor(QTextCursor.MoveOperation.End)
        self._draft_timer.stop()

    def _draft_failed(self, error: Exception) -> None:
        self._say(say_why(error, self._context.words) or self._context.words(N_("It could not be saved.")), "danger")

    # The preview -----------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._pause.start()
        if self.line.toPlainText():
            self._say("", "muted")
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _look(self) -> None:
        text, house = self.line.toPlainText(), self._context.house
        if not text.strip():
            self._show(LineLook(""))
            return

        def take(found: LineLook) -> None:
            if found.text == self.line.toPlainText():
                self._show(found)

        self._context.read(lambda: look_at_line(house, text), take, self)

    def _show(self, found: LineLook) -> None:
        words = self._context.words
        shown: list[Chip] = chips(found.preview, words, found.unsure) if found.text else []
        self.preview.show_chips(shown)
        self.preview.setVisible(bool(shown))
        self.advertised.show_cautions(found.preview.cautions if found.text else ())
        said = words(N_("Said: {note}"), note=found.note) if found.note else ""
        hint = words(
            N_(
                "Anna Berg, Bergs Bygg AB, 070-123 45 67: what it was about #tag !fri @tender. A signature can be pasted."
            )
        )
        self.note.setText(said if found.text else hint)
        self.note.setVisible(bool(said) or not found.text)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.setWindowTitle, N_("One line"))
        words.bind(self.line.setAccessibleName, N_("One line"))
        words.bind(self.line.setPlaceholderText, N_("Who, company, telephone: what about"))
        words.bind(self.preview.setAccessibleName, N_("What will be kept"))
        for label in (self.note, self.status):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_role(self.note, "muted")
        keys = QLabel()
        set_role(keys, "caption")
        keys.setWordWrap(True)
        words.bind(keys.setText, N_("Enter saves. Esc puts it away; it is kept. Shift+Enter makes a new line."))
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save (Enter)"))
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(keys, 1)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for widget in (self.line, self.preview, self.advertised, self.note, self.status):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row)
        self.setMinimumWidth(520)
        self.line.installEventFilter(self)
        self.preview.hide()
        self.status.hide()

    def _wire(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_EVERY)
        self._draft_timer.timeout.connect(self.keep_draft)
        self.line.textChanged.connect(self._typed)
        self.save_button.clicked.connect(self.save)
        self._context.words.changed.connect(self._look)
        self._show(LineLook(""))

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft and the place."""
        self.keep_draft()
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(640, 240)
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
