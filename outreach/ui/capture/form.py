"""The four fields. Hints come from the third letter on; nothing here ever asks a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from outreach.domain.equal_treatment import Given
from outreach.domain.quick_line import QuickLine, Unsure
from outreach.language import N_
from outreach.ui.capture.chips import ChipRow
from outreach.ui.capture.drop_door import hand_over
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.hints import Known, company_hints, contact_hints, person_hints
from outreach.ui.capture.information import AdvertisedBanner, InformationRow
from outreach.ui.capture.lines import HintLine, NoteEdit, WhoLine
from outreach.ui.capture.pasting import filled, is_contact
from outreach.ui.capture.preview import Preview, chips, look, say_unsure
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.forms.suggestions import Suggestion
from outreach.ui.privacy.note_hint import NoteHint
from outreach.ui.theme import GAP, MARGIN, set_role

_PAUSE = 120


@dataclass(frozen=True, slots=True)
class _Paste:
    """The form before and after a paste was taken apart, so that one Ctrl+Z brings it back."""

    before: Entry
    after: Entry

#: How much larger at most the choice of information and its warning are than elsewhere.
_AT_MOST = 1.2


class CaptureForm(QWidget):
    """The fields with their hints and the preview. `edited` comes with each change; `take_back` for undo in an empty form.

    `times` enlarges the type, for a screen that is read at arm's length. `discreet` offers nobody before a letter is typed, not
    even the people of a company that is chosen: on a fair others look at the screen too. `told` is the box that says that the
    visitor was told what we keep; the window puts it beside the text (`NoticeLine`). At a booth, where the text hangs on the wall,
    it stays as it is for the next visitor.
    """

    edited = Signal()
    take_back = Signal()

    def __init__(self, context: Context, times: float = 1.0, *, discreet: bool = False) -> None:
        super().__init__()
        self._context = context
        self._discreet = discreet
        # What goes with the fields and is not typed into one of them.
        self._beside = Entry()
        self._paste: _Paste | None = None
        self._doubts: tuple[Unsure, ...] = ()
        house = context.house
        self.company = HintLine(context, lambda text: company_hints(house, text), least=3)
        self.person = WhoLine(context, lambda text: person_hints(house, text, self._beside.company_id), int(discreet))
        self.contact = HintLine(context, lambda text: contact_hints(house, text), least=5)
        self.note = NoteEdit(3)
        self.company_field = Field(context, N_("Company"), self.company)
        self.person_field = Field(context, N_("Who"), self.person)
        self.contact_field = Field(context, N_("Telephone or e-mail"), self.contact)
        self.note_field = Field(context, N_("What about"), self.note)
        self.note_hint = NoteHint(context, self.note, numbers=False)
        self.information = InformationRow(context)
        self.told = QCheckBox(self)
        self.told.hide()
        # A click or Ctrl+T: Tab goes from field to field as ever.
        self.told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.advertised = AdvertisedBanner(context)
        self.preview = ChipRow()
        self._preview_frame = QFrame()
        if times != 1.0:
            self._enlarge(times)
        self._build()
        self._wire()

    # The entry -------------------------------------------------------------------------------------------------------

    def entry(self) -> Entry:
        """Return what stands in the form."""
        return replace(
            self._beside,
            company=self.company.text(),
            person=self.person.text(),
            contact=self.contact.text(),
            note=self.note.toPlainText(),
            information=self.information.chosen.value,
            new_text=self.information.new_text.text(),
            told=self.told.isChecked(),
        )

    def show_entry(self, entry: Entry) -> None:
        """Put an entry into the form, and the cursor into the first field."""
        self._paste, self._doubts = None, ()
        self._fill(entry)
        self.company.setFocus()

    def go_on(self) -> None:
        """Put the cursor after what is filled in: at the end of the note, at who it was, or at a name that stands there alone."""
        alone = not (self.person.text() or self.contact.text() or self.note.toPlainText())
        if alone and self.company.text():
            # A company that was picked is done; one that is half typed is not.
            (self.person if self._beside.company_id else self.company).setFocus()
            return
        self.note.setFocus()
        self.note.moveCursor(QTextCursor.MoveOperation.End)

    def when_settled(self, call: Callable[[], None]) -> None:
        """Call at once, or as soon as an Enter that waits for its hints has been done."""
        waiting = next((line for line in (self.company, self.person, self.contact) if line.waits), None)
        if waiting is None:
            call()
        else:
            waiting.call_later(lambda: self.when_settled(call))

    @property
    def editors(self) -> tuple[QWidget, ...]:
        """The four fields that take the keyboard, in order."""
        return (self.company, self.person, self.contact, self.note)

    def _fill(self, entry: Entry) -> None:
        self._beside = replace(entry, company="", person="", contact="", note="", information="", new_text="", told=False)
        if not (self._discreet and entry.is_empty):
            self.told.setChecked(entry.told)
        self.information.show_entry(entry.given, entry.new_text)
        self.company.setText(entry.company)
        self.person.setText(entry.person)
        self.contact.setText(entry.contact)
        self.note.setPlainText(entry.note)
        for line in (self.company, self.person, self.contact):
            line.offers.hide()
        self._changed()

    # Building --------------------------------------------------------------------------------------------------------

    def _enlarge(self, times: float) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * times)
        fields = (self.company_field, self.person_field, self.contact_field, self.note_field)
        row, offers = self.information, (one.offers.list for one in (self.company, self.person, self.contact))
        for widget in (*self.editors, *offers):
            widget.setFont(font)
        # These come and go below: on a low screen they must leave room for what was understood.
        points = self.font().pointSizeF() * min(times, _AT_MOST)
        for widget in (row.choice, row.new_text, self.advertised.sentence):
            widget.setStyleSheet(f"font-size: {points}pt;")
        for label in (*(field.label for field in fields), row.label):
            set_role(label, "heading")
        self.preview.setFont(font)
        spacing = self.note.fontMetrics().lineSpacing()
        for line in (self.company, self.person, self.contact):
            # The style sheet's least height is that of plain type: on a low screen, large letters would lose their feet.
            line.setStyleSheet(f"min-height: {spacing}px;")
        self.note.setMinimumHeight(spacing * 2 + GAP * 2)
        self.note.setMaximumHeight(spacing * 4 + GAP * 2)
        # Two rows of chips, so that nothing below moves while somebody types.
        self._preview_frame.setMinimumHeight(2 * (spacing + GAP) + 3 * GAP)

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.company.setPlaceholderText, N_("Name, number, or a person; three letters are enough"))
        words.bind(self.contact.setPlaceholderText, N_("070-123 45 67, anna@example.se"))
        words.bind(self.note.setPlaceholderText, N_("snow clearing #roads !fri @snow"))
        words.bind(self.preview.setAccessibleName, N_("What will be kept"))
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "muted")
        words.bind(self._nothing.setText, N_("What will be kept is shown here. #tag, !fri and @tender are understood."))
        frame = self._preview_frame
        frame.setProperty("role", "banner")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(MARGIN - 4, GAP, MARGIN - 4, GAP)
        inner.addWidget(self._nothing)
        inner.addWidget(self.preview)
        inner.addStretch(1)
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
        column.addWidget(self.note_hint)
        column.addWidget(self.information)
        column.addWidget(self.advertised)
        column.addWidget(frame)

    def _wire(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self.company.textEdited.connect(self._company_typed)
        self.person.textEdited.connect(self._person_typed)
        self.contact.textEdited.connect(self._changed)
        self.note.textChanged.connect(self._changed)
        self.information.edited.connect(self._changed)
        self.told.toggled.connect(self._changed)
        self.note.pasted.connect(partial(self._pasted, self.note))
        self.company.onward.connect(self.person.setFocus)
        self.person.onward.connect(self.contact.setFocus)
        self.contact.onward.connect(self.note.setFocus)
        for line in (self.company, self.person, self.contact):
            line.taken.connect(partial(self._take, line))
            line.pasted.connect(partial(self._pasted, line))
        for editor in self.editors:
            editor.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste_apart)
        self._context.words.changed.connect(self._look)
        self._show(Preview(Entry()))

    # Typing ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In an empty form undo means the last save, after a paste the form before it; a paste of many lines is taken apart."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        pressed = event.type() == QEvent.Type.KeyPress
        if event.matches(QKeySequence.StandardKey.Undo) and self._undoes_more():
            event.accept()
            if pressed:
                self._undo()
            return True
        if pressed and event.matches(QKeySequence.StandardKey.Paste) and isinstance(watched, HintLine):
            self._pasted(watched)
            return True
        return super().eventFilter(watched, event)

    def _undoes_more(self) -> bool:
        """Say whether undo means more than the last letters of one field."""
        entry = self.entry()
        return entry.is_empty or (self._paste is not None and entry == self._paste.after)

    def _undo(self) -> None:
        paste, self._paste = self._paste, None
        if paste is not None and self.entry() == paste.after:
            self._doubts = ()
            self._fill(paste.before)
        else:
            self.take_back.emit()

    def _company_typed(self) -> None:
        # Another name is another company; whoever was picked worked at the first.
        self._beside = replace(self._beside, company_id="")
        self._changed()

    def _person_typed(self) -> None:
        self._beside = replace(self._beside, person_id="")
        self._changed()

    def _take(self, line: HintLine, suggestion: Suggestion) -> None:
        known = suggestion.value
        assert isinstance(known, Known)
        if line is self.contact:
            # What was typed found a known person; half a number must not be kept as a new one.
            self.contact.clear()
        if known.company or line is self.company:
            self.company.setText(known.company)
            self._beside = replace(self._beside, company_id=known.company_id)
        if known.person:
            self.person.setText(known.person)
            self._beside = replace(self._beside, person_id=known.person_id)
        self._changed()
        (self.note if known.person else self.person).setFocus()

    def _changed(self) -> None:
        entry = self.entry()
        if entry.is_empty:
            # Nothing is left of whom a pasted text or a scan told.
            self._beside, self._doubts = Entry(corrects=entry.corrects, inbox_card=entry.inbox_card), ()
        elif not entry.id:
            self._beside = replace(self._beside, id=str(uuid4()))
        self.person.has_company = bool(self._beside.company_id) and not self._discreet
        self._pause.start()
        self.edited.emit()

    # Pasting ---------------------------------------------------------------------------------------------------------

    def paste_apart(self) -> None:
        """Take the clipboard apart, however short it is, and spread it over the fields."""
        clipboard = QApplication.clipboard()
        if not hand_over(self._context, clipboard.mimeData()) and clipboard.text().strip():
            self._take_apart(clipboard.text(), None)

    def _pasted(self, editor: HintLine | NoteEdit) -> None:
        clipboard = QApplication.clipboard()
        text = clipboard.text()
        if hand_over(self._context, clipboard.mimeData()):
            return
        if len(text.strip().splitlines()) > 1:
            self._take_apart(text, editor)
        else:
            _insert(editor, text)

    def _take_apart(self, text: str, editor: HintLine | NoteEdit | None) -> None:
        house = self._context.house

        def take(quick: QuickLine) -> None:
            if editor is not None and not is_contact(quick):
                _insert(editor, text)
                return
            before = self.entry()
            self._doubts = quick.unsure
            self._fill(filled(before, quick))
            self._paste = _Paste(before, self.entry())

        self._context.read(lambda: house.meetings.read_pasted(text), take, self)

    # The preview -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        entry, house = self.entry(), self._context.house
        if entry.is_empty:
            self._show(Preview(entry))
            self.information.show_entry(Given.UNSAID, "")
            return

        def take(preview: Preview) -> None:
            if preview.entry == self.entry():
                self._show(preview)

        self._context.read(lambda: look(house, entry), take, self)

    def _show(self, preview: Preview) -> None:
        words = self._context.words
        found = chips(preview, words, self._doubts)
        self._nothing.setVisible(not found)
        self.preview.setVisible(bool(found))
        self.preview.show_chips(found)
        self.information.show_state(
            preview.marked, about_tender=bool(preview.tenders), under_advertisement=bool(preview.cautions)
        )
        self.advertised.show_cautions(preview.cautions)
        self._turn_red(on=bool(preview.cautions))
        self.contact_field.show_note(say_unsure(preview.contact_unsure, words), "warning")
        self.note_field.show_note(say_unsure(preview.unsure, words), "warning")

    def _turn_red(self, *, on: bool) -> None:
        """Let the frame of what will be kept be red while a tender under advertisement is named; the banner says why in words."""
        role = "banner-danger" if on else "banner"
        if self._preview_frame.property("role") != role:
            self._preview_frame.setProperty("role", role)
            self._preview_frame.style().unpolish(self._preview_frame)
            self._preview_frame.style().polish(self._preview_frame)


def _insert(editor: HintLine | NoteEdit, text: str) -> None:
    if isinstance(editor, NoteEdit):
        editor.insertPlainText(text)
    else:
        editor.insert(" ".join(text.split()))
