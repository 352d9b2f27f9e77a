"""The four fields. Hints come from the third letter on; nothing here ever asks a question."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.hints import Known, company_hints, contact_hints, person_hints
from outreach.ui.capture.preview import Preview, look, say_preview, say_unsure
from outreach.ui.context import Context
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.theme import GAP, MARGIN

_PAUSE = 120


class HintLine(SuggestionLine):
    """A line with hints below. Enter without a hint goes on; `offer_at_once` shows hints when the line is entered empty."""

    onward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the hint, or goes on to the next field."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self.offers.isVisible():
            self.onward.emit()
        else:
            super().keyPressEvent(event)


class WhoLine(HintLine):
    """Offers the people of the company as soon as it is entered."""

    has_company = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask at once when the company is known and nobody is named."""
        super().focusInEvent(event)
        if self.has_company and not self.text():
            self.ask()


class CaptureForm(QWidget):
    """The fields with their hints and the preview. `edited` comes with each change; `take_back` for undo in an empty form."""

    edited = Signal()
    take_back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ids = Known()
        house = context.house
        self.company = HintLine(context, lambda text: company_hints(house, text), least=3)
        self.person = WhoLine(context, lambda text: person_hints(house, text, self._ids.company_id), least=0)
        self.contact = HintLine(context, lambda text: contact_hints(house, text), least=5)
        self.note = NotesEdit(3)
        self.company_field = Field(context, N_("Company"), self.company)
        self.person_field = Field(context, N_("Who"), self.person)
        self.contact_field = Field(context, N_("Telephone or e-mail"), self.contact)
        self.note_field = Field(context, N_("What about"), self.note)
        self._build()
        self._wire()

    # The entry -------------------------------------------------------------------------------------------------------

    def entry(self) -> Entry:
        """Return what stands in the form."""
        return Entry(
            company=self.company.text(),
            person=self.person.text(),
            contact=self.contact.text(),
            note=self.note.toPlainText(),
            company_id=self._ids.company_id,
            person_id=self._ids.person_id,
        )

    def show_entry(self, entry: Entry) -> None:
        """Put an entry into the form, and the cursor into the first field."""
        self._ids = Known(company_id=entry.company_id, person_id=entry.person_id)
        self.company.setText(entry.company)
        self.person.setText(entry.person)
        self.contact.setText(entry.contact)
        self.note.setPlainText(entry.note)
        self.company.offers.hide()
        self._changed()
        self.company.setFocus()

    def go_on(self) -> None:
        """Put the cursor after what is filled in: at the end of the note, or at who it was when only a company stands there."""
        if self.company.text() and not self.person.text():
            self.person.setFocus()
            return
        self.note.setFocus()
        self.note.moveCursor(QTextCursor.MoveOperation.End)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.company.setPlaceholderText, N_("Name, number, or a person; three letters are enough"))
        words.bind(self.contact.setPlaceholderText, N_("070-123 45 67, anna@example.se"))
        words.bind(self.note.setPlaceholderText, N_("snow clearing #roads !fri @snow"))
        self.preview = QLabel()
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setWordWrap(True)
        words.bind(self.preview.setAccessibleName, N_("What will be kept"))
        self._preview_frame = QFrame()
        self._preview_frame.setProperty("role", "banner")
        inner = QVBoxLayout(self._preview_frame)
        inner.setContentsMargins(MARGIN - 4, GAP, MARGIN - 4, GAP)
        inner.addWidget(self.preview)
        pair = QHBoxLayout()
        pair.setSpacing(MARGIN)
        pair.addWidget(self.person_field, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.contact_field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.company_field)
        column.addLayout(pair)
        column.addWidget(self.note_field)
        column.addWidget(self._preview_frame)

    def _wire(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self.company.textEdited.connect(self._company_typed)
        self.person.textEdited.connect(self._person_typed)
        self.contact.textEdited.connect(self._changed)
        self.note.textChanged.connect(self._changed)
        self.company.onward.connect(self.person.setFocus)
        self.person.onward.connect(self.contact.setFocus)
        self.contact.onward.connect(self.note.setFocus)
        for line in (self.company, self.person, self.contact):
            line.taken.connect(partial(self._take, line))
        for editor in (self.company, self.person, self.contact, self.note):
            editor.installEventFilter(self)
        self._context.words.changed.connect(self._look)
        self._show(Preview(Entry()))

    # Typing ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In an empty form, undo means the last save."""
        keys = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        undo = isinstance(event, QKeyEvent) and event.type() in keys and event.matches(QKeySequence.StandardKey.Undo)
        if not undo or not self.entry().is_empty:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.take_back.emit()
        return True

    def _company_typed(self) -> None:
        # Another name is another company; whoever was picked worked at the first.
        self._ids = replace(self._ids, company_id="")
        self._changed()

    def _person_typed(self) -> None:
        self._ids = replace(self._ids, person_id="")
        self._changed()

    def _take(self, line: HintLine, suggestion: Suggestion) -> None:
        known = suggestion.value
        assert isinstance(known, Known)
        if line is self.contact:
            # What was typed found a known person; half a number must not be kept as a new one.
            self.contact.clear()
        if known.company or line is self.company:
            self.company.setText(known.company)
            self._ids = replace(self._ids, company_id=known.company_id)
        if known.person:
            self.person.setText(known.person)
            self._ids = replace(self._ids, person_id=known.person_id)
        self._changed()
        (self.note if known.person else self.person).setFocus()

    def _changed(self) -> None:
        self.person.has_company = bool(self._ids.company_id)
        self._pause.start()
        self.edited.emit()

    # The preview -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        entry, house = self.entry(), self._context.house
        if entry.is_empty:
            self._show(Preview(entry))
            return

        def take(preview: Preview) -> None:
            if preview.entry == self.entry():
                self._show(preview)

        self._context.read(lambda: look(house, entry), take, self)

    def _show(self, preview: Preview) -> None:
        words = self._context.words
        said = say_preview(preview, words)
        self.preview.setText(said or words(N_("What will be kept is shown here. #tag, !fri and @tender are understood.")))
        self.contact_field.show_note(say_unsure(preview.contact_unsure, words), "warning")
        self.note_field.show_note(say_unsure(preview.unsure, words), "warning")
