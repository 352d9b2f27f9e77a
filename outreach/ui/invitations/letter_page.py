"""The first page of sending: the text beside the letter as a guest reads it, who gets none, and the way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.invitation import Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.handing_over import Wish
from outreach.services.invitations import PROPOSE_LINE, PROPOSE_LINK, Preview
from outreach.services.letters import FIELDS, built_in
from outreach.services.messages import Message
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.invitations.due_lines import Deed, DueLines, Sentence
from outreach.ui.invitations.halves import Halves
from outreach.ui.invitations.left_out import LeftOutDialog
from outreach.ui.invitations.letter_editor import LetterEditor
from outreach.ui.invitations.letter_view import LetterView
from outreach.ui.invitations.link_dialog import LinkDialog
from outreach.ui.invitations.mail_server import mail_server
from outreach.ui.invitations.message_words import reading_of
from outreach.ui.invitations.ways import Ways, folder_name
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, set_role

_PAUSE, _DRAFT_EVERY = 200, 2000
GO = {
    Way.DRAFTS: NN_("Make {n} draft", "Make {n} drafts"),
    Way.SMTP: NN_("Send {n} letter…", "Send {n} letters…"),
    Way.FOLDER: NN_("Write {n} calendar file", "Write {n} calendar files"),
    Way.MAILTO: NN_("Open {n} letter", "Open {n} letters"),
}
LEFT_OUT = NN_("{n} guest gets no letter…", "{n} guests get no letter…")
NOBODY = N_("Nobody gets a letter. See why below.")
#: The field that an invitation without a sender names.
SENDER = N_("Sender")
AGAIN = N_("What you had begun to write is here again.")
ASK_LINK = N_("The event shows a coming tender, and has no open page with the same information for everybody.")
ASK_LINE = N_("The event shows a coming tender. The letter does not say that everybody gets the same information.")


class LetterPage(QWidget):
    """The page. `go_wished` asks to hand over, `left` to leave, `keep_wished` carries the letters to keep for the event."""

    go_wished = Signal()
    left = Signal()
    keep_wished = Signal(object)

    def __init__(self, context: Context, event_id: UUID, purpose: Purpose, guests: tuple[UUID, ...]) -> None:
        super().__init__()
        self._context = context
        self._event = event_id
        self._purpose = purpose
        self._guests = guests
        self._found: Preview | None = None
        self._kept: tuple[Letter, ...] = ()
        self._firsts: list[Message] = []
        self._place = 0
        self._fits = True
        self._is_again = False
        self.editor, self.view = LetterEditor(context, FIELDS), LetterView(context)
        self.ways, self.proposals, self.status = Ways(context), DueLines(primary=False), text_label("")
        self.left_out_button, self.keep_button = QPushButton(), QPushButton()
        self.cancel_button, self.go_button = QPushButton(), QPushButton()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._drafting = QTimer(self, interval=_DRAFT_EVERY, singleShot=True)
        self._build()
        self._wire()
        self._say()
        self.read()

    # What the dialog asks --------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many guests get a letter."""
        return len(self._firsts)

    @property
    def is_ready(self) -> bool:
        """Say whether the letters can be handed over."""
        return bool(self.count) and self._fits and self.ways.is_ready

    def wish(self) -> Wish:
        """Return what is to be sent, as it stands now."""
        return Wish(self._event, self._purpose, self._guests, self.ways.way, self.editor.letters())

    def say(self, sentence: str, role: str) -> None:
        """Say something above the foot, in a finished sentence."""
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def look_at_server(self) -> None:
        """See whether a mail server is set up by now."""
        self._say()

    def keep_half(self, *, handed_over: bool = False) -> None:
        """Keep what is half written for the next time; what was handed over, or is as it was, is no draft."""
        self._drafting.stop()
        letters = self.editor.letters()
        if self._kept:
            half = {} if handed_over or letters == self._kept else {one.language: [one.subject, one.body] for one in letters}
            self._context.keep_draft(draft_key(self._event, self._purpose), half)

    # Reading ---------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the letters and everything that they would be."""
        house, event, purpose, guests = self._context.house, self._event, self._purpose, self._guests

        def read() -> tuple[Event, tuple[Letter, ...], Preview | InvalidInput, dict[str, Any]]:
            letters = tuple(house.letters.of(purpose, code, event) for code in ("sv", "en"))
            half = house.drafts.all().get(draft_key(event, purpose), {})
            try:
                return house.events.get(event), letters, house.invitations.preview(event, purpose, guests), half
            except InvalidInput as error:
                return house.events.get(event), letters, error, half

        self._context.tasks.run(read, lambda found: self._show(*found), owner=self, failed=self._failed)

    def _show(
        self, event: Event, letters: tuple[Letter, ...], found: Preview | InvalidInput, half: dict[str, Any]
    ) -> None:
        self.ways.name_folder(folder_name(event))
        self.editor.show_letters([_as_written(one, half.get(one.language)) for one in letters])
        self._kept, self._is_again = letters, bool(half)
        if isinstance(found, InvalidInput):
            self._stop(found)
            return
        self._fits, self._found = True, found
        self.say("", "")
        firsts: dict[UUID, Message] = {}
        for message in found.messages:
            firsts.setdefault(message.guest.guest.id, message)
        self._firsts = list(firsts.values())
        self._place = min(self._place, max(len(self._firsts) - 1, 0))
        self.editor.show_counts({"sv": 0, "en": 0} | Counter(one.language for one in self._firsts))
        self._say_proposals(found)
        self._show_place()
        self._say()
        if self._firsts:
            self.go_button.setFocus()
        if self._is_again:
            self._fill_anew()

    def _stop(self, error: InvalidInput) -> None:
        """Nothing can be sent as it is: say why, with the way to mend it where there is one."""
        words = self._context.words
        sentence = words(error.reason, **error.values)
        self.view.show_reading(None)
        self._failed(error)
        if error.field == SENDER:
            self.say("", "")
            deed = Deed(words(N_("Write the address…")), lambda: self._context.wishes.preferences.emit("unit"))
            self.proposals.show_sentences([Sentence("sender", sentence, (deed,), "warning", "danger")])

    def _say_proposals(self, found: Preview) -> None:
        words, sentences = self._context.words, []
        if PROPOSE_LINK in found.proposals:
            deed = Deed(words(N_("Give it a link…")), self._ask_link)
            sentences.append(Sentence("link", words(ASK_LINK), (deed,), "link", "warning"))
        if PROPOSE_LINE in found.proposals:
            deed = Deed(words(N_("Put the sentence in")), self._put_line)
            sentences.append(Sentence("line", words(ASK_LINE), (deed,), "warning", "warning"))
        self.proposals.show_sentences(sentences)

    def _show_place(self) -> None:
        """Show the letter to the guest at hand, in the tab of that guest's language."""
        if not self._firsts or self._found is None:
            self.view.show_reading(None)
            return
        message = self._firsts[self._place]
        if self.editor.language != message.language:
            self.editor.blockSignals(True)
            self.editor.turn_to(message.language)
            self.editor.blockSignals(False)
        parts = sum(one.guest.guest.id == message.guest.guest.id for one in self._found.messages)
        self.view.show_reading(reading_of(message, parts, self._context.words), self._place, len(self._firsts))

    def _step(self, by: int) -> None:
        if self._firsts:
            self._place = (self._place + by) % len(self._firsts)
            self._fill_anew()

    def _turned(self, language: str) -> None:
        """Another tab: show the first guest who reads that language."""
        place = next((number for number, one in enumerate(self._firsts) if one.language == language), None)
        if place is not None:
            self._place = place
            self._fill_anew()

    def _fill_anew(self) -> None:
        """Fill the fields of the letter as it is written now, for the guest at hand alone."""
        if not self._firsts:
            return
        house, event, purpose, letters = self._context.house, self._event, self._purpose, self.editor.letters()
        place, guest = self._place, self._firsts[self._place].guest.guest.id

        def show(found: Preview) -> None:
            self._fits = True
            self.say(self._context.words(AGAIN) if self._is_again else "", "muted")
            if found.messages and place < len(self._firsts):
                self._firsts[place] = found.messages[0]
                if place == self._place:
                    self._show_place()
            self._say_proposals(found)
            self._say()

        self._context.tasks.run(
            lambda: house.invitations.preview(event, purpose, [guest], letters), show, owner=self, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        words = self._context.words
        if isinstance(error, InvalidInput):
            self.say(words(error.reason, **error.values), "danger")
        elif isinstance(error, OutreachError) and (known := explain(error, words.language)) is not None:
            self.say(known.whole, "danger")
        else:
            self._context.tasks.failed.emit(error)
        self._fits = False
        self._say()

    def _changed_elsewhere(self, changes: Changes, _origin: object) -> None:
        """The unit has an address to answer to now, perhaps."""
        if changes.concern(Kind.UNIT) and self._found is None:
            self._read_on()

    def _read_on(self) -> None:
        """Read anew without losing what is half written."""
        self.keep_half()
        self.read()

    # Saying ----------------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        words, found = self._context.words, self._found
        self.ways.show_server(mail_server(self._context))
        self.go_button.setText(words.count(GO[self.ways.way], self.count))
        self.go_button.setEnabled(self.is_ready)
        left_out = found.left_out if found is not None else ()
        self.left_out_button.setText(words.count(LEFT_OUT, len(left_out)))
        self.left_out_button.setVisible(bool(left_out))
        self.keep_button.setEnabled(self._fits and self.editor.letters() != self._kept)
        if found is not None and not self.count and self._fits:
            self.say(words(NOBODY), "warning")

    def _show_left_out(self) -> None:
        if self._found is not None:
            LeftOutDialog(self._context, self._found.left_out, self).open()

    def _written(self) -> None:
        self._is_again = False
        self._say()
        self._pause.start()
        self._drafting.start()

    def _use_usual(self, language: str) -> None:
        self.editor.show_letters([built_in(self._purpose, language)])
        self._written()

    def _keep(self) -> None:
        letters = self.editor.letters()
        self.keep_wished.emit(letters)
        self._kept = letters
        self.keep_half()
        self._say()

    def _put_line(self) -> None:
        """Write the sentence on equal treatment before the one on the register, in both languages."""
        self.editor.show_letters([replace(one, body=_with_line(one.body)) for one in self.editor.letters()])
        self._written()

    def _ask_link(self) -> None:
        dialog = LinkDialog(self._context, self._event, self)
        dialog.kept.connect(self._read_on)
        dialog.open()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        self.status.hide()
        for half in (self.editor, self.view):
            half.setMinimumWidth(320)
        halves = Halves(self._context, "invitations.letter.halves", self.editor, self.view, (460, 540))
        words.bind(self.cancel_button.setText, N_("Cancel"))
        words.bind(self.keep_button.setText, N_("Keep the text for this event"))
        put_icon(self.left_out_button, "warning", "warning")
        put_icon(self.go_button, "mail", "on_accent")
        put_icon(self.keep_button, "pin")
        set_role(self.go_button, "primary")
        for button in (self.left_out_button, self.keep_button):
            set_role(button, "quiet")
            button.setAutoDefault(False)
        self.go_button.setDefault(True)
        words.bind(self.go_button.setToolTip, N_("Ctrl+Enter"))
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        for widget in (self.left_out_button, self.keep_button):
            foot.addWidget(widget)
        foot.addStretch(1)
        for widget in (self.cancel_button, self.go_button):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + 4)
        column.addWidget(self.proposals)
        column.addWidget(halves, 1)
        column.addWidget(self.ways)
        column.addWidget(self.status)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.editor.changed.connect(self._written)
        self.editor.turned.connect(self._turned)
        self.editor.usual_wished.connect(self._use_usual)
        self.view.stepped.connect(self._step)
        self.ways.changed.connect(self._say)
        self.left_out_button.clicked.connect(self._show_left_out)
        self.keep_button.clicked.connect(self._keep)
        self.cancel_button.clicked.connect(self.left)
        self.go_button.clicked.connect(self.go_wished)
        self._pause.timeout.connect(self._fill_anew)
        self._drafting.timeout.connect(self.keep_half)
        self._context.changes.changed.connect(self._changed_elsewhere)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self._step(by))


def draft_key(event: UUID, purpose: Purpose) -> str:
    """Return the name under which a half-written letter is kept."""
    return f"letter:{event}:{purpose.value}"


def _as_written(letter: Letter, half: Any) -> Letter:
    """Return a letter as it was left half written, or as it is."""
    return replace(letter, subject=str(half[0]), body=str(half[1])) if isinstance(half, list) and len(half) == 2 else letter


def _with_line(body: str) -> str:
    line = "{equal_treatment}"
    paragraphs: Iterable[str] = body.split("\n\n")
    if line in body:
        return body
    before, found, after = body.partition("{information}")
    return f"{before}{line}\n\n{found}{after}" if found else "\n\n".join([*paragraphs, line])
