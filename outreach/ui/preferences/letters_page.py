"""The unit's letters to guests: a text for each purpose and language, with its fields, and how it reads with them filled."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.invitation import PURPOSE_LABELS, Purpose
from outreach.domain.letter import Letter
from outreach.domain.record import Kind
from outreach.domain.unit import Unit
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.services.letters import FIELDS, built_in, fill
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.invitations.halves import Halves
from outreach.ui.invitations.letter_editor import LANGUAGES, LetterEditor
from outreach.ui.invitations.letter_view import LetterView, Reading
from outreach.ui.invitations.sample import ADDRESS, NAME, sample_values
from outreach.ui.theme import GAP, MARGIN, set_role

_PAUSE = 150
LEAD = N_(
    "These texts are proposed each time; one event can have words of its own. A field such as {field} is filled in for each "
    "guest. A line whose fields are empty falls away, and so does what stands in square brackets, {bracket}, when a field in it is."
)
#: Not said inside the sentence: the braces of its own fields would be read as others.
EXAMPLES = {"field": "{event}", "bracket": "[…]"}
SAVED = N_("Saved")
OWN = N_("Your own text")
USUAL = N_("The usual text")


class LettersPage(QWidget):
    """The page. What is written stays while one looks at another letter; *Save* keeps everything that was changed."""

    name = "letters"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._unit = Unit()
        self._kept: dict[tuple[Purpose, str], Letter] = {}
        self._edited: dict[tuple[Purpose, str], Letter] = {}
        self.purpose, self.editor, self.view = QComboBox(), LetterEditor(context, FIELDS), LetterView(context, steps=False)
        self.status, self.whose, self.save_button = QLabel(), QLabel(), QPushButton()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._build()
        self._wire()
        self._say()
        self._read()

    def save(self) -> None:
        """Keep every letter that was changed."""
        changed, letters = [one for one in self._edited.values() if one != self._kept.get(_key(one))], self._context.house.letters
        if changed:
            work = lambda: [letters.set(one) for one in changed][-1]  # noqa: E731 - said once, used once
            self._context.write(work, self, self._saved, self._failed)

    def use_usual(self, language: str) -> None:
        """Put the usual text back into the letter that is shown; *Save* keeps it."""
        letter = built_in(self._purpose, language)
        self._edited[_key(letter)] = letter
        self.editor.show_letters([letter])
        self._changed()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        house = self._context.house
        self._context.read(lambda: (house.unit.unit(), house.letters.all()), lambda found: self._fill(*found), self)

    def _fill(self, unit: Unit, letters: list[Letter]) -> None:
        self._unit = unit
        self._kept = {_key(one): one for one in letters}
        self._edited = {key: one for key, one in self._edited.items() if one != self._kept.get(key)}
        self._choose()

    def _choose(self) -> None:
        purpose = self._purpose
        self.editor.purpose = purpose
        self.editor.show_letters([self._current(purpose, code) for code in LANGUAGES])
        self._preview()

    def _current(self, purpose: Purpose, code: str) -> Letter:
        usual = built_in(purpose, code)
        return self._edited.get((purpose, code)) or self._kept.get((purpose, code)) or usual

    def _changed(self) -> None:
        self._edited |= {_key(one): one for one in self.editor.letters()}
        self.status.clear()
        self._pause.start()

    def _preview(self) -> None:
        letter = self._current(self._purpose, self.editor.language)
        values = sample_values(self._unit, self._context.house.officer, letter.language)
        self.whose.setText(self._context.words(USUAL if letter == built_in(letter.purpose, letter.language) else OWN))
        try:
            subject, text = fill(letter.subject, values), fill(letter.body, values)
        except InvalidInput as error:
            self._refuse(error)
        else:
            self.view.show_reading(Reading(NAME, ADDRESS, letter.language, subject, text), 0, 1)
        self._say_enabled()

    def _say_enabled(self) -> None:
        self.save_button.setEnabled(any(one != self._kept.get(key) for key, one in self._edited.items()))

    def _saved(self, _changes: Changes) -> None:
        set_role(self.status, "success")
        self.status.setText(self._context.words(SAVED))
        self._read()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._refuse(error)
            return
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
            return
        set_role(self.status, "danger")
        self.status.setText(known.whole)

    def _refuse(self, error: InvalidInput) -> None:
        set_role(self.status, "danger")
        self.status.setText(self._context.words(error.reason, **error.values))

    def _written(self, changes: Changes, origin: object) -> None:
        if changes.concern(Kind.UNIT) and origin is not self:
            self._read()

    @property
    def _purpose(self) -> Purpose:
        return list(PURPOSE_LABELS)[max(self.purpose.currentIndex(), 0)]

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        lead = QLabel()
        lead.setWordWrap(True)
        set_role(lead, "muted")
        words.bind(lead.setText, LEAD, **EXAMPLES)
        for _ in PURPOSE_LABELS:
            self.purpose.addItem("")
        words.bind(self.purpose.setAccessibleName, N_("Which letter"))
        set_role(self.whose, "caption")
        self.status.setWordWrap(True)
        set_role(self.save_button, "primary")
        put_icon(self.save_button, "check", "on_accent")
        words.bind(self.save_button.setText, N_("Save"))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(MARGIN)
        head.addWidget(self.purpose)
        head.addWidget(self.whose)
        head.addStretch(1)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.save_button)
        halves = Halves(self._context, "letters.halves", self.editor, self.view, (430, 450))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(lead)
        column.addLayout(head)
        column.addWidget(halves, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.purpose.currentIndexChanged.connect(lambda _: self._choose())
        self.editor.changed.connect(self._changed)
        self.editor.turned.connect(lambda _: self._preview())
        self.editor.usual_wished.connect(self.use_usual)
        self.save_button.clicked.connect(self.save)
        self._pause.timeout.connect(self._preview)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._say)

    def _say(self) -> None:
        for number, text in enumerate(PURPOSE_LABELS.values()):
            self.purpose.setItemText(number, self._context.words(text))
        self._preview()


def _key(letter: Letter) -> tuple[Purpose, str]:
    return letter.purpose, letter.language
