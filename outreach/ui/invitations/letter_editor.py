"""The text of a letter with its fields in braces: one tab for each language, subject, body, and the fields to put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QTabBar, QVBoxLayout, QWidget

from outreach.domain.invitation import Purpose
from outreach.domain.letter import Letter
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.icons import put_icon
from outreach.ui.plain.meter import put_meter
from outreach.ui.theme import GAP, set_role

LANGUAGES = {"sv": N_("In Swedish"), "en": N_("In English")}
COUNTED = N_("{language} ({count})")
MARKS = N_(
    "Braces are filled in for each guest. A line whose fields are empty falls away, and so does what stands in square brackets."
)


class LetterEditor(QWidget):
    """The letters of one purpose. `changed` tells that somebody has written, `turned` which language is shown now."""

    changed = Signal()
    turned = Signal(str)
    usual_wished = Signal(str)

    def __init__(self, context: Context, fields: Mapping[str, str]) -> None:
        super().__init__()
        self._context = context
        self._fields = dict(fields)
        self._texts: dict[str, tuple[str, str]] = dict.fromkeys(LANGUAGES, ("", ""))
        self._counts: dict[str, int] = {}
        self._filling = False
        self.purpose = Purpose.INVITE
        self.tabs, self.subject, self.body = QTabBar(), QLineEdit(), QPlainTextEdit()
        self.field_button, self.usual_button = QPushButton(), QPushButton()
        self._build()
        self._say()
        context.words.changed.connect(self._say)
        self.tabs.currentChanged.connect(self._turn)
        self.subject.textEdited.connect(self._written)
        self.body.textChanged.connect(self._written)
        self.usual_button.clicked.connect(lambda: self.usual_wished.emit(self.language))

    @property
    def language(self) -> str:
        """The language that is shown."""
        return list(LANGUAGES)[max(self.tabs.currentIndex(), 0)]

    def letters(self) -> tuple[Letter, ...]:
        """Return the texts as they stand."""
        return tuple(
            Letter(purpose=self.purpose, language=code, subject=subject, body=body)
            for code, (subject, body) in self._texts.items()
        )

    def show_letters(self, letters: Sequence[Letter]) -> None:
        """Put other texts in place; those of a language that is not among them stay."""
        for letter in letters:
            self.purpose = letter.purpose
            self._texts[letter.language] = (letter.subject, letter.body)
        self._fill()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say on the tabs how many read each language."""
        self._counts = dict(counts)
        self._say()

    def turn_to(self, language: str) -> None:
        """Show a language."""
        self.tabs.setCurrentIndex(list(LANGUAGES).index(language))

    def put_field(self, name: str) -> None:
        """Write a field where the cursor is."""
        target = self.subject if self.subject.hasFocus() else self.body
        if isinstance(target, QLineEdit):
            target.insert("{" + name + "}")
            self._written()
        else:
            target.insertPlainText("{" + name + "}")
            target.setFocus()

    def _turn(self) -> None:
        self._fill()
        self.turned.emit(self.language)

    def _fill(self) -> None:
        self._filling = True
        subject, body = self._texts[self.language]
        self.subject.setText(subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(body)
        self._filling = False

    def _written(self) -> None:
        if self._filling:
            return
        self._texts[self.language] = (self.subject.text(), self.body.toPlainText())
        self.changed.emit()

    def _say(self) -> None:
        words = self._context.words
        for number, (code, text) in enumerate(LANGUAGES.items()):
            name = words(text)
            if code in self._counts:
                name = words(COUNTED, language=name, count=words.language.number(self._counts[code]))
            self.tabs.setTabText(number, name)

    def _open_fields(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, about in self._fields.items():
            action = menu.addAction(f"{{{name}}}\t{self._context.words(about)}")
            action.triggered.connect(lambda _=False, name=name: self.put_field(name))
        menu.popup(self.field_button.mapToGlobal(self.field_button.rect().bottomLeft()))

    def _build(self) -> None:
        words = self._context.words
        for _ in LANGUAGES:
            self.tabs.addTab("")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        words.bind(self.tabs.setAccessibleName, N_("Language of the letter"))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(120)
        words.bind(self.field_button.setText, N_("Insert a field"))
        words.bind(self.field_button.setToolTip, MARKS)
        words.bind(self.usual_button.setText, N_("Use the usual text"))
        put_icon(self.field_button, "add")
        put_icon(self.usual_button, "undo")
        for button in (self.field_button, self.usual_button):
            set_role(button, "quiet")
            button.setAutoDefault(False)
        self.field_button.clicked.connect(self._open_fields)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        for widget in (self.field_button, self.usual_button):
            tools.addWidget(widget)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.tabs)
        subject, text = Field(self._context, N_("Subject"), self.subject), Field(self._context, N_("Text"), self.body, MARKS)
        put_meter(self._context, subject)
        put_meter(self._context, text)
        column.addWidget(subject)
        column.addWidget(text, 1)
        column.addLayout(tools)
