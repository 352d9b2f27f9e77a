"""The first start on one page: municipality, who you are, language. Everything else can wait."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.codes import find_municipalities, find_municipality
from outreach.domain.municipality_title import municipality_title
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.icons import application_icon
from outreach.ui.parts import Parts
from outreach.ui.start.pages import Card, centred
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

_OWN_NAMES = {"sv": "Svenska", "en": "English"}
_OFFERED = 8


class FirstStart(QWidget):
    """Asks three things. `wanted` carries (municipality, its code or "", officer); `sample` wishes for the sample."""

    wanted = Signal(str, str, str)
    sample = Signal()

    def __init__(self, parts: Parts, municipality: str = "", officers: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._parts = parts
        self.municipality = _field()
        self.officer = _field()
        self.municipality_hint = _hint()
        self.officer_hint = _hint()
        self.start = QPushButton()
        self.look = QPushButton()
        self.setLayout(centred(self._card(new=not municipality)))
        self._complete(officers)
        self.municipality.setText(municipality)
        self.officer.setText(parts.choices.settings.officer or (officers[0] if len(officers) == 1 else ""))
        self.start.clicked.connect(self._ask)
        self.look.clicked.connect(self.sample)
        for field in (self.municipality, self.officer):
            field.returnPressed.connect(self._next)
            field.textEdited.connect(self._calm)

    def set_focus(self) -> None:
        """Put the cursor where something is missing."""
        (self.officer if self.municipality.text() else self.municipality).setFocus()

    def explain(self, error: Exception) -> bool:
        """Show an error at the field that it is about; return whether this page could."""
        if not isinstance(error, OutreachError):
            return False
        known = explain(error, self._parts.words.language)
        if known is None:
            return False
        at_officer = isinstance(error, InvalidInput) and error.field == "Officer"
        field, hint = (self.officer, self.officer_hint) if at_officer else (self.municipality, self.municipality_hint)
        sentence = self._parts.words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole
        hint.setText(sentence)
        hint.show()
        _mark(field, True)
        field.setFocus()
        self.start.setEnabled(True)
        return True

    # Building --------------------------------------------------------------------------------------------------------

    def _card(self, *, new: bool) -> Card:
        words = self._parts.words
        card = Card(540)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(56, 56))
        card.column.addWidget(picture)
        words.bind(card.say("", "title").setText, N_("Welcome to Outreach"))
        promise = N_("Log whom you meet, invite them, and see more of them bid. Three things, and you are under way.")
        known = N_("This workspace is new to this computer. Say who you are, and you are under way.")
        words.bind(card.say("", "muted").setText, promise if new else known)
        card.column.addSpacing(GAP)
        self._row(card.column, N_("Municipality"), self.municipality, self.municipality_hint)
        self._row(card.column, N_("Your name"), self.officer, self.officer_hint)
        card.column.addLayout(self._languages())
        card.column.addSpacing(MARGIN)
        card.column.addLayout(self._buttons(new=new))
        return card

    def _row(self, column: QVBoxLayout, text: str, field: QLineEdit, hint: QLabel) -> None:
        label = QLabel()
        set_role(label, "subheading")
        label.setBuddy(field)
        self._parts.words.bind(label.setText, text)
        self._parts.words.bind(field.setAccessibleName, text)
        inner = QVBoxLayout()
        inner.setSpacing(TIGHT)
        for widget in (label, field, hint):
            inner.addWidget(widget)
        column.addLayout(inner)

    def _languages(self) -> QVBoxLayout:
        label = QLabel()
        set_role(label, "subheading")
        self._parts.words.bind(label.setText, N_("Language"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2 * MARGIN)
        for code, name in _OWN_NAMES.items():
            button = QRadioButton(name)
            button.setObjectName(f"language-{code}")
            button.setChecked(code == self._parts.words.language.code)
            button.toggled.connect(lambda on, code=code: self._parts.choose_language(code) if on else None)
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        column.addWidget(label)
        column.addLayout(row)
        return column

    def _buttons(self, *, new: bool) -> QHBoxLayout:
        set_role(self.start, "primary")
        self.start.setDefault(True)
        self._parts.words.bind(self.start.setText, N_("Start"))
        set_role(self.look, "quiet")
        self._parts.words.bind(self.look.setText, N_("Look at a sample municipality"))
        if not new:
            self.look.hide()
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(self.look)
        row.addStretch(1)
        return row

    def _complete(self, officers: tuple[str, ...]) -> None:
        self._names = QStringListModel(self)
        completer = self._completer = QCompleter(self._names, self)
        # The model holds what fits already: "malmo" finds Malmö, which Qt's own matching would not.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_OFFERED)
        self.municipality.setCompleter(completer)
        self.municipality.textEdited.connect(self._offer)
        self.municipality.editingFinished.connect(self._write_out)
        if officers:
            known = QCompleter(list(officers), self)
            known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.officer.setCompleter(known)

    # What happens ----------------------------------------------------------------------------------------------------

    def _offer(self, text: str) -> None:
        self._names.setStringList([one.name for one in find_municipalities(text, _OFFERED)])
        if self._names.rowCount():
            self._completer.complete()
        elif (popup := self._completer.popup()) is not None:
            popup.hide()

    def _write_out(self) -> None:
        """A municipality signs as "Smedjebackens kommun"; a part of its name that no other one has is enough.

        Whatever else is written, such as a region or a joint board, stays as it is.
        """
        typed = self.municipality.text().strip()
        offered = find_municipalities(typed, 2)
        found = find_municipality(typed) or (offered[0] if len(offered) == 1 else None)
        if found is not None and found.name.casefold().startswith(typed.casefold()):
            blocker = QSignalBlocker(self.municipality)
            self.municipality.setText(municipality_title(found.name))
            blocker.unblock()

    def _next(self) -> None:
        if self.municipality.hasFocus() and not self.officer.text().strip():
            self.officer.setFocus()
        else:
            self._ask()

    def _ask(self) -> None:
        self._calm()
        self._write_out()
        found = find_municipality(self.municipality.text())
        self.start.setEnabled(False)
        self.wanted.emit(self.municipality.text().strip(), found.code if found else "", self.officer.text().strip())

    def _calm(self) -> None:
        for field, hint in ((self.municipality, self.municipality_hint), (self.officer, self.officer_hint)):
            hint.hide()
            _mark(field, False)


def _field() -> QLineEdit:
    return QLineEdit()


def _hint() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, "danger")
    label.hide()
    return label


def _mark(field: QLineEdit, invalid: bool) -> None:
    field.setProperty("invalid", "true" if invalid else "")
    field.style().unpolish(field)
    field.style().polish(field)
