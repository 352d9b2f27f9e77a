"""The page of a locked workspace: one field for the passphrase or the recovery code, and what went wrong.

It shows nothing of what is inside. Wrong tries make it slower and nothing else: it never erases. How long to wait says the service
(`services/unlocking.py`), which counts for the command line too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QToolButton, QWidget

from outreach.domain.secret import Secret
from outreach.explain import Explanation
from outreach.language import N_
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.start.pages import Card, centred
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role
from outreach.ui.words import Words

CAPS = N_("Caps Lock is on.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: its title, the name of its field, and the word on its button (catalogue texts)."""

    title: str = N_("Locked")
    field: str = N_("Passphrase or recovery code")
    button: str = N_("Unlock")


LOGIN = Asked(N_("Log in"), N_("Password"), N_("Log in"))


class UnlockPage(QWidget):
    """Asks for what opens a workspace. `wanted` carries a `Secret`, which the receiver wipes; `other` wishes for another one.

    `booth` goes back to the form that takes conversations in while it is locked, where there is one.
    """

    wanted = Signal(object)
    other = Signal()
    booth = Signal()

    def __init__(self, words: Words, name: str, sentence: str, asked: Asked = Asked()) -> None:
        super().__init__()
        self._words = words
        self._asked = asked
        self._left = 0
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        # What a field remembers for Ctrl+Z, or an input method for next time, is not for passphrases.
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.shown = QToolButton()
        self.caps, self.told, self.next_step = _hint("warning"), _hint("danger"), _hint("muted")
        self.unlock, self.choose, self.log = QPushButton(), QPushButton(), QPushButton()
        self.log.hide()
        self.ring = QCheckBox()
        self.ring.hide()
        self.bar = QProgressBar()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._second)
        self.setLayout(centred(self._card(name, sentence)))
        self._wire()

    def set_focus(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus()

    def offer_ring(self, safe: bool) -> None:
        """Offer to keep what is typed in this computer's key ring, where that can be trusted."""
        self.ring.setVisible(safe)

    @property
    def keeps(self) -> bool:
        """Say whether what is typed is to be kept in the key ring."""
        return self.ring.isVisible() and self.ring.isChecked()

    def ask(self) -> None:
        """Try what stands in the field."""
        if not self.field.text() or not self.unlock.isEnabled():
            return
        secret = Secret(self.field.text())
        self._empty()
        self._say(None)
        self._work(True)
        self.wanted.emit(secret)

    def refused(self, known: Explanation) -> None:
        """It was not the right one, or the workspace could not be opened whatever was typed."""
        self._work(False)
        self._say(known)
        self.field.setFocus()

    def pause(self, seconds: float) -> None:
        """Let the next try wait: there were many wrong ones."""
        self._left = math.ceil(seconds)
        if self._left > 0:
            self.field.setEnabled(False)
            self.unlock.setEnabled(False)
            self._clock.start()
            self._say_wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt cannot ask for Caps Lock; a letter that comes out in the other case tells."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.caps.setVisible(text.isupper() != shift)
            elif event.key() == Qt.Key.Key_CapsLock:
                self.caps.hide()
        return super().eventFilter(watched, event)

    # Building --------------------------------------------------------------------------------------------------------

    def _card(self, name: str, sentence: str) -> Card:
        words = self._words
        card = Card(540)
        picture = QLabel()
        picture.setPixmap(pixmap("lock", 40, QColor(current_theme().accent), 2.0))
        card.column.addWidget(picture)
        words.bind(card.say("", "title").setText, self._asked.title)
        words.bind(card.say("").setText, sentence)
        card.say(name, "muted")
        card.column.addSpacing(GAP)
        label = QLabel()
        set_role(label, "subheading")
        label.setBuddy(self.field)
        words.bind(label.setText, self._asked.field)
        words.bind(self.field.setAccessibleName, self._asked.field)
        card.column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.field, 1)
        put_icon(self.shown, "eye")
        self.shown.setCheckable(True)
        words.bind(self.shown.setToolTip, N_("Show what is typed (Alt+V)"))
        words.bind(self.shown.setAccessibleName, N_("Show what is typed"))
        self.shown.setShortcut("Alt+V")
        row.addWidget(self.shown)
        card.column.addLayout(row)
        words.bind(self.ring.setText, N_("Keep it in this computer's key ring"))
        for widget in (self.ring, self.caps, self.told, self.next_step):
            card.column.addWidget(widget)
        words.bind(self.caps.setText, CAPS)
        self.bar.setRange(0, 0)
        self.bar.setFixedHeight(6)
        self.bar.setTextVisible(False)
        words.bind(self.bar.setAccessibleName, N_("Working"))
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.bar.hide()
        card.column.addWidget(self.bar)
        card.column.addSpacing(MARGIN)
        card.column.addLayout(self._buttons())
        return card

    def _buttons(self) -> QHBoxLayout:
        set_role(self.unlock, "primary")
        set_role(self.choose, "quiet")
        self.unlock.setDefault(True)
        self._words.bind(self.unlock.setText, self._asked.button)
        self._words.bind(self.choose.setText, N_("Open another workspace…"))
        self._words.bind(self.log.setText, N_("Log a conversation"))
        row = QHBoxLayout()
        row.addWidget(self.unlock)
        row.addWidget(self.log)
        row.addWidget(self.choose)
        row.addStretch(1)
        return row

    def _wire(self) -> None:
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self.ask)
        self.field.textEdited.connect(lambda _: self._say(None))
        self.unlock.clicked.connect(self.ask)
        self.choose.clicked.connect(self.other)
        self.log.clicked.connect(self.booth)
        self.shown.toggled.connect(self._show_typed)

    # What happens ----------------------------------------------------------------------------------------------------

    def _show_typed(self, on: bool) -> None:
        echo = QLineEdit.EchoMode
        self.field.setEchoMode(echo.Normal if on else echo.Password)
        put_icon(self.shown, "eye-off" if on else "eye")
        self.field.setFocus()

    def _work(self, on: bool) -> None:
        self.bar.setVisible(on)
        for widget in (self.field, self.unlock, self.choose, self.shown):
            widget.setEnabled(not on)

    def _empty(self) -> None:
        # Another length of other letters first: what the field keeps for undo goes with `clear` and `setModified`.
        self.shown.setChecked(False)
        self.field.setText("")  # not `clear`, which Ctrl+Z takes back
        self.field.setModified(False)
        self.caps.hide()

    def _say(self, known: Explanation | None) -> None:
        for hint, text in ((self.told, known.sentence if known else ""), (self.next_step, known.next_step if known else "")):
            hint.setText(text)
            hint.setVisible(bool(text))

    def _second(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._clock.stop()
            self._work(False)
            self._say(None)
            self.field.setFocus()
        else:
            self._say_wait()

    def _say_wait(self) -> None:
        wait = N_("Wait {seconds} seconds, then try again. Nothing is erased.")
        self.next_step.setText(self._words(wait, seconds=str(self._left)))
        self.next_step.show()


def _hint(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, role)
    label.hide()
    return label
