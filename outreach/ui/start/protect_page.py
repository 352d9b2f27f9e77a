"""Asks for the passphrase of a new workspace, or of one that is to be protected; without encryption only with a reason in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.passphrase import weakness
from outreach.domain.protection import LEAST_REASON
from outreach.domain.secret import Secret
from outreach.language import N_
from outreach.ui.icons import pixmap
from outreach.ui.start.pages import Card, centred
from outreach.ui.theme import GAP, MARGIN, TIGHT, current_theme, set_role
from outreach.ui.words import Words

LEAD = N_(
    "A laptop can be stolen; the register on it must not be. It is encrypted with a passphrase that only you two know."
    " Nobody can read it without, and nobody can help who has lost it: the next page gives a code for the safe."
)
GOOD = N_("Strong enough. Longer is stronger.")
DIFFERS = N_("The two do not read alike.")
RING = N_("Let this computer's key ring open it, so that whoever is logged in here is not asked")
WITHOUT = N_("Without encryption…")
WITHIN = N_("With encryption after all")
WHY = N_("Why this register may lie open on the disk; the reason is kept with it.")


class ProtectPage(QWidget):
    """`wanted` carries (a `Secret` or None, the reason for none, whether the key ring may open it); `back` gives up."""

    wanted = Signal(object, str, bool)
    back = Signal()

    def __init__(self, words: Words, known: Sequence[str] = (), *, ring: bool = False, plain: bool = True) -> None:
        super().__init__()
        self._words = words
        self._known = [word for name in known for word in name.split()]
        self.first, self.second, self.reason = _secret_field(), _secret_field(), QLineEdit()
        self.strength, self.same, self.why = _hint(), _hint(), _hint()
        self.ring, self.shown = QCheckBox(), QCheckBox()
        self.go_on, self.leave, self.without = QPushButton(), QPushButton(), QPushButton()
        self._secret_part, self._reason_part = QWidget(), QWidget()
        self.setLayout(centred(self._card(ring=ring, plain=plain)))
        self._wire()
        self._look()

    def set_focus(self) -> None:
        """Put the cursor where something is missing."""
        (self.reason if self.is_plain else self.first).setFocus()

    @property
    def is_plain(self) -> bool:
        """Say whether no encryption is wished."""
        return not self._reason_part.isHidden()

    def ask(self) -> None:
        """Go on, when enough is said."""
        if not self.go_on.isEnabled():
            if self.first.hasFocus():
                self.second.setFocus()
            return
        self.go_on.setEnabled(False)
        if self.is_plain:
            self.wanted.emit(None, self.reason.text().strip(), False)
            return
        secret = Secret(self.first.text())
        for field in (self.first, self.second):
            # Not `clear`, which Ctrl+Z takes back.
            field.setText("")
        self.wanted.emit(secret, "", self.ring.isChecked())

    # Building --------------------------------------------------------------------------------------------------------

    def _card(self, *, ring: bool, plain: bool) -> Card:
        words = self._words
        card = Card(600)
        picture = QLabel()
        picture.setPixmap(pixmap("lock", 40, QColor(current_theme().accent), 2.0))
        card.column.addWidget(picture)
        words.bind(card.say("", "title").setText, N_("Protect the register"))
        words.bind(card.say("", "muted").setText, LEAD)
        card.column.addSpacing(GAP)
        card.column.addWidget(self._passphrase(ring=ring))
        card.column.addWidget(self._plain())
        card.column.addSpacing(MARGIN)
        row = QHBoxLayout()
        set_role(self.go_on, "primary")
        set_role(self.leave, "quiet")
        set_role(self.without, "link")
        words.bind(self.go_on.setText, N_("Continue"))
        words.bind(self.leave.setText, N_("Back"))
        words.bind(self.without.setText, WITHOUT)
        self.without.setVisible(plain)
        row.addWidget(self.go_on)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.without)
        card.column.addLayout(row)
        return card

    def _passphrase(self, *, ring: bool) -> QWidget:
        words = self._words
        column = QVBoxLayout(self._secret_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for text, field, hint in (
            (N_("Passphrase"), self.first, self.strength),
            (N_("The same once more"), self.second, self.same),
        ):
            column.addWidget(self._label(text, field))
            column.addWidget(field)
            column.addWidget(hint)
            column.addSpacing(GAP)
        words.bind(self.shown.setText, N_("Show what is typed"))
        words.bind(self.ring.setText, RING)
        self.ring.setVisible(ring)
        column.addWidget(self.shown)
        column.addWidget(self.ring)
        return self._secret_part

    def _plain(self) -> QWidget:
        column = QVBoxLayout(self._reason_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._label(N_("Reason"), self.reason))
        column.addWidget(self.reason)
        column.addWidget(self.why)
        self._words.bind(self.why.setText, WHY)
        self.why.show()
        self._reason_part.hide()
        return self._reason_part

    def _label(self, text: str, field: QLineEdit) -> QLabel:
        label = QLabel()
        set_role(label, "subheading")
        label.setBuddy(field)
        self._words.bind(label.setText, text)
        self._words.bind(field.setAccessibleName, text)
        return label

    def _wire(self) -> None:
        for field in (self.first, self.second, self.reason):
            field.textChanged.connect(lambda _: self._look())
            field.returnPressed.connect(self.ask)
        self.go_on.clicked.connect(self.ask)
        self.leave.clicked.connect(self.back)
        self.without.clicked.connect(self._turn)
        self.shown.toggled.connect(self._show_typed)

    # What happens ----------------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        plain = not self.is_plain
        self._secret_part.setVisible(not plain)
        self._reason_part.setVisible(plain)
        self._words.bind(self.without.setText, WITHIN if plain else WITHOUT)
        self._look()
        self.set_focus()

    def _show_typed(self, on: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.first.setEchoMode(echo)
        self.second.setEchoMode(echo)

    def _look(self) -> None:
        typed, words = self.first.text(), self._words
        weak = weakness(typed, self._known) if typed else ""
        alike = bool(typed) and typed == self.second.text()
        _say(self.strength, words(weak or GOOD) if typed else "", "warning" if weak else "success")
        _say(self.same, words(DIFFERS) if self.second.text() and not alike else "", "warning")
        said = sum(char.isalpha() for char in self.reason.text()) >= LEAST_REASON
        self.go_on.setEnabled(said if self.is_plain else alike and not weak)


def _secret_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    return field


def _hint() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    set_role(label, "muted")
    label.hide()
    return label


def _say(label: QLabel, text: str, role: str) -> None:
    set_role(label, role)
    label.setText(text)
    label.setVisible(bool(text))
