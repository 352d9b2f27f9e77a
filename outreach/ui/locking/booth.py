"""The form of a locked booth: four empty fields, and how many conversations were logged since the lock. Nothing of the register.

Nobody is looked up, nothing is listed, and what was saved cannot be read from here any more: it is sealed, and in the register
once that is unlocked (`services/letterbox.py`). What is half typed is sealed every few seconds too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.letterbox import Post
from outreach.ui.capture.entry import Entry
from outreach.ui.checkin.big import BigButton, larger
from outreach.ui.fair.cover import Cover
from outreach.ui.icons import put_icon
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

#: How often what is half typed is sealed, and after how long without a key it is covered, in milliseconds.
KEEP_EVERY, COVER_AFTER = 3000, 30_000
_TIMES = 1.3
#: On a low screen so much of the fields is seen at least, in pixels; the rest scrolls.
_LEAST_FIELDS = 180
_SAVED = NN_("{n} conversation logged since the lock", "{n} conversations logged since the lock")


class BoothForm(QWidget):
    """Takes conversations in while the register is locked. `unlock_wanted` asks for the page with the passphrase."""

    keeps_drafts = True
    unlock_wanted = Signal()

    def __init__(self, words: Words, post: Post, notice: str, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._words, self._post, self._now = words, post, now
        self._id, self._half, self.saved = uuid4(), False, 0
        self.company, self.person, self.contact = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QPlainTextEdit()
        self.save_button, self.unlock_button = BigButton("primary"), QPushButton()
        self.count, self.status, self.notice = QLabel(), QLabel(), QLabel(notice)
        self._build()
        self.cover = Cover(self.fields)
        self._wire()
        self._speak()

    # What the officer does --------------------------------------------------------------------------------------------

    def show_over(self) -> None:
        """Show it on the whole screen, with the cursor in the first field."""
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.company.setFocus()
        self._idle.start()

    def save(self) -> None:
        """Seal what is typed, and empty the form; it stays when the disk does not take it."""
        try:
            self._post.keep(self._entry().capture(None), self._now())
        except InvalidInput:
            self._say(self._words(N_("Write at least who it was or what it was about.")), "muted")
        except OutreachError as error:
            self._say_why(error)
        else:
            self.saved += 1
            self._clear()
            self._say(self._words(N_("Logged, and sealed.")), "success")
            self.company.setFocus()

    def keep_half(self) -> None:
        """Seal what is half typed; an emptied form takes back what was."""
        self._typing.stop()
        entry = self._entry()
        if entry.is_empty and not self._half:
            return
        try:
            self._post.keep_half(entry.capture(None), self._now())
        except OutreachError as error:
            self._say_why(error)
        else:
            self._half = not entry.is_empty

    def leave(self) -> None:
        """Keep what is half typed and take nothing more in; the register opens, or the program ends."""
        self.keep_half()
        self._post.close()
        self._clear()
        self.hide()
        self.deleteLater()

    # Inside -----------------------------------------------------------------------------------------------------------

    def _entry(self) -> Entry:
        return Entry(
            company=self.company.text(),
            person=self.person.text(),
            contact=self.contact.text(),
            note=self.note.toPlainText(),
            id=str(self._id),
        )

    def _clear(self) -> None:
        # Not `clear`, which Ctrl+Z takes back: the next visitor looks on.
        for line in (self.company, self.person, self.contact):
            line.setText("")
        self.note.setPlainText("")
        self._typing.stop()
        self._id, self._half = uuid4(), False
        self._speak()

    def _typed(self) -> None:
        if not self._typing.isActive():
            self._typing.start()
        self._idle.start()
        if not self._entry().is_empty:
            self._say("", "muted")

    def _hide_half(self) -> None:
        self.keep_half()
        self.cover.cover(not self._entry().is_empty)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    def _say_why(self, error: OutreachError) -> None:
        known = explain(error, self._words.language)
        self._say(known.whole if known else self._words(N_("It could not be saved.")), "danger")

    def _speak(self) -> None:
        self.count.setText(self._words.count(_SAVED, self.saved) if self.saved else "")

    # Qt's events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does nothing here: a slip ends no conversation."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or a click shows again what was covered."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.cover.cover(False)
            self._idle.start()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it leads to the passphrase, and back."""
        event.ignore()
        self.unlock_wanted.emit()

    # Building ---------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._words
        words.bind(self.setWindowTitle, N_("Locked – conversations can be logged"))
        self.setMinimumSize(640, 420)
        title, hint = QLabel(), QLabel()
        set_role(title, "title")
        set_role(hint, "muted")
        hint.setWordWrap(True)
        words.bind(title.setText, N_("The register is locked. Conversations can be logged."))
        words.bind(
            hint.setText,
            N_("What you save is sealed at once and is in the register when it is unlocked. Nobody's name is shown or looked up."),
        )
        self.fields = QWidget()
        grid = QGridLayout(self.fields)
        grid.setContentsMargins(0, 0, 0, 0)
        rows: tuple[tuple[str, QWidget], ...] = (
            (N_("Company"), self.company),
            (N_("Who"), self.person),
            (N_("Telephone or e-mail"), self.contact),
            (N_("What about"), self.note),
        )
        for row, (text, editor) in enumerate(rows):
            label = QLabel()
            label.setBuddy(editor)
            editor.setFont(larger(editor, _TIMES))
            words.bind(label.setText, text)
            words.bind(editor.setAccessibleName, text)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(2 * self.note.fontMetrics().lineSpacing() + 2 * GAP)
        words.bind(self.contact.setPlaceholderText, N_("070-123 45 67, anna@example.se"))
        words.bind(self.note.setPlaceholderText, N_("snow clearing #roads !fri @snow"))
        put_icon(self.save_button, "check", "on_accent")
        put_icon(self.unlock_button, "lock")
        words.bind(self.save_button.setText, N_("Save (Ctrl+Enter)"))
        words.bind(self.unlock_button.setText, N_("Unlock… (Ctrl+W)"))
        self.unlock_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for label, role in ((self.count, "heading"), (self.status, "muted"), (self.notice, "caption")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_role(label, role)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.unlock_button)
        foot.setSpacing(MARGIN)
        foot.addWidget(self.save_button)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * WIDE, WIDE, 2 * WIDE, WIDE)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(hint)
        column.addSpacing(GAP)
        column.addWidget(scrolling(self.fields, _LEAST_FIELDS), 1)
        column.addLayout(foot)
        column.addWidget(self.notice)

    def _wire(self) -> None:
        words = self._words
        self._typing = QTimer(self, interval=KEEP_EVERY, singleShot=True)
        self._typing.timeout.connect(self.keep_half)
        self._idle = QTimer(self, interval=COVER_AFTER, singleShot=True)
        self._idle.timeout.connect(self._hide_half)
        words.bind(self.cover.sentence.setText, N_("Something is half typed here, and kept. Press any key to go on."))
        self.cover.touched.connect(lambda: self.cover.cover(False))
        for line in (self.company, self.person, self.contact):
            line.textEdited.connect(self._typed)
            line.returnPressed.connect(self.focusNextChild)
        self.note.textChanged.connect(self._typed)
        for editor in (self.company, self.person, self.contact, self.note):
            editor.installEventFilter(self)
        self.save_button.clicked.connect(self.save)
        self.unlock_button.clicked.connect(self.unlock_wanted)
        words.changed.connect(self._speak)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+W", self.unlock_wanted.emit),
        )
        for key, call in keys:
            QShortcut(QKeySequence(key), self, call)
