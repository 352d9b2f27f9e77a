"""What holds on this computer: who works here, the language, light or dark, and which workspace opens."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.unit import Officer
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.parts import Parts
from outreach.ui.preferences.lock_fields import LockFields
from outreach.ui.reminders import NAMES, OFF
from outreach.ui.theme import GAP, MARGIN, Scheme

#: Languages are written in themselves, so that everybody finds their own.
OWN_NAMES = {"sv": "Svenska", "en": "English"}
SCHEMES = {Scheme.SYSTEM: N_("As the system"), Scheme.LIGHT: N_("Light"), Scheme.DARK: N_("Dark")}
#: "counts" and not empty: what IT has set for everybody can be chosen otherwise here.
REMINDERS = {"counts": N_("How many are due"), NAMES: N_("How many, and whom it is about"), OFF: N_("None")}

_PLAIN = N_("All that you log lies in this one file. Close Outreach and copy it, and you have a backup.")
_ENCRYPTED = N_("All that you log lies in this file, and what opens it in the .keys file beside it. To copy it, take both.")


class ComputerPage(QWidget):
    """The choices; each holds at once."""

    open_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, context: Context, parts: Parts) -> None:
        super().__init__()
        self._context = context
        self._parts = parts
        self.officer = QComboBox()
        self.officer.activated.connect(self._sign_as)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(Field(context, N_("Who works here"), self.officer))
        column.addWidget(Field(context, N_("Language"), self._languages()))
        column.addWidget(Field(context, N_("Light or dark"), self._schemes()))
        column.addWidget(Field(context, N_("Beside the clock"), self._tray()))
        hint = N_("Once a day, of what becomes due. Names may be seen on a locked screen.")
        column.addWidget(Field(context, N_("Reminders"), self._reminders(), hint))
        self.locking = LockFields(context, parts)
        column.addWidget(self.locking)
        column.addWidget(Field(context, N_("Workspace"), self._place()))
        column.addStretch(1)
        context.changes.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._context.read(self._context.house.unit.officers, self._fill, self)

    def _fill(self, officers: list[Officer]) -> None:
        blocker = QSignalBlocker(self.officer)
        here = self._context.house.officer
        self.officer.clear()
        for name in dict.fromkeys((*((here,) if here else ()), *(one.name for one in officers))):
            self.officer.addItem(name)
        self.officer.setCurrentText(here)
        blocker.unblock()

    def _sign_as(self) -> None:
        name = self.officer.currentText()
        self._context.house.sign_as(name)
        self._parts.choices.change(officer=name)

    def _languages(self) -> QWidget:
        buttons = [(name, code == self._parts.words.language.code, code) for code, name in OWN_NAMES.items()]
        box = QWidget()
        group = QButtonGroup(box)
        row = _row(box)
        for name, chosen, code in buttons:
            button = QRadioButton(name)
            button.setObjectName(f"language-{code}")
            button.setChecked(chosen)
            button.toggled.connect(lambda on, code=code: self._parts.choose_language(code) if on else None)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _schemes(self) -> QWidget:
        box = QWidget()
        group = QButtonGroup(box)
        row = _row(box)
        for scheme, text in SCHEMES.items():
            button = QRadioButton()
            button.setObjectName(f"scheme-{scheme.value}")
            self._context.words.bind(button.setText, text)
            button.setChecked(scheme.value == self._parts.choices.settings.scheme)
            button.toggled.connect(lambda on, scheme=scheme: self._parts.choose_scheme(scheme) if on else None)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _tray(self) -> QWidget:
        self.tray = QCheckBox()
        self._context.words.bind(self.tray.setText, N_("Show a picture there that logs a conversation from over any program"))
        self.tray.setChecked(self._parts.choices.settings.tray != "off")
        # "on" and not empty: what IT has switched off for everybody can be switched on again here.
        self.tray.toggled.connect(lambda on: self._parts.choices.change(tray="on" if on else "off"))
        return self.tray

    def _reminders(self) -> QWidget:
        self.reminders = QComboBox()
        for value, text in REMINDERS.items():
            self.reminders.addItem(self._context.words(text), value)
        self.reminders.setCurrentIndex(max(0, self.reminders.findData(self._parts.choices.settings.reminders)))
        self.reminders.activated.connect(self._choose_reminders)
        return self.reminders

    def _choose_reminders(self) -> None:
        self._parts.choices.change(reminders=str(self.reminders.currentData()))

    def _place(self) -> QWidget:
        words = self._context.words
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        place = QLineEdit(self._context.house.place)
        place.setReadOnly(True)
        words.bind(place.setAccessibleName, N_("Workspace"))
        other, new = QPushButton(), QPushButton()
        words.bind(other.setText, N_("Open another…"))
        words.bind(new.setText, N_("New workspace…"))
        other.clicked.connect(self.open_wanted)
        new.clicked.connect(self.new_wanted)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(other)
        row.addWidget(new)
        row.addStretch(1)
        hint = QLabel()
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        words.bind(hint.setText, _ENCRYPTED if self._context.house.database.is_encrypted else _PLAIN)
        column.addWidget(place)
        column.addWidget(hint)
        column.addLayout(row)
        return box


def _row(box: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * MARGIN)
    row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return row
