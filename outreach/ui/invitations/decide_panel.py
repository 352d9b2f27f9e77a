"""One answer that waits: who, what, the old and the proposed time side by side, and what can be decided."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach.domain.search_text import words as words_of
from outreach.domain.when import When
from outreach.language import N_
from outreach.services.decisions import DecisionKind, decisions_for
from outreach.services.guest_names import fitting
from outreach.services.guests import GuestLine
from outreach.services.replies import AnswerLine
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.icons import put_icon
from outreach.ui.invitations.answer_words import said, who
from outreach.ui.invitations.decision_keys import BUTTONS, ICONS, KEYS
from outreach.ui.lists.detail_parts import facts, text_label
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, MARGIN, set_role

KEYED = N_("{text} ({key})")
_MOST = 8


class DecidePanel(QFrame):
    """Shows an answer. `decided` carries a `DecisionKind` and the guest that was chosen (or None)."""

    decided = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._line: AnswerLine | None = None
        self._guest: UUID | None = None
        self.buttons: dict[DecisionKind, QPushButton] = {}
        self.chooser = SuggestionLine(context, self._find)
        set_role(self, "card")
        self._body = QVBoxLayout()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        context.words.bind(self.chooser.setPlaceholderText, N_("Search guests of this event"))

    @property
    def guest(self) -> UUID | None:
        """The guest that was chosen for *It was this guest*."""
        return self._guest

    def show_answer(self, line: AnswerLine | None, clashes: Sequence[str] = ()) -> None:
        """Show an answer, or nothing. `clashes` are finished sentences about the proposed time."""
        self._line, self._guest, self.buttons = line, None, {}
        # Built apart and put in whole: parts added to a visible pane would be painted one by one.
        inner = QWidget()
        set_role(inner, "page")
        # Broken lines ask for the height of the narrowest column; what they need follows from the width.
        inner.setMinimumSize(1, 1)
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._body.setSpacing(MARGIN)
        outer.addLayout(self._body)
        outer.addStretch(1)
        if line is not None:
            self._fill(line, clashes)
        self._scroll.setWidget(inner)

    def decide(self, kind: DecisionKind) -> bool:
        """Decide, where that is possible here; return whether it was."""
        button = self.buttons.get(kind)
        if button is None:
            return False
        if kind is DecisionKind.MATCH and self._needs_guest():
            self.chooser.setFocus()
            self.chooser.ask()
            return True
        self.decided.emit(kind, self._guest)
        return True

    def decide_first(self) -> None:
        """Decide what is likeliest."""
        if self.buttons:
            self.decide(next(iter(self.buttons)))

    def _fill(self, line: AnswerLine, clashes: Sequence[str]) -> None:
        words, reply = self._context.words, line.reply
        self._body.addWidget(text_label(f"{who(line)}: {said(reply, words)}", "heading"))
        if reply.reason:
            self._body.addWidget(text_label(words(reply.reason), "warning"))
        if reply.proposed is not None and line.event is not None:
            self._body.addWidget(self._times(line.event.when, reply.proposed))
        for clash in clashes:
            self._body.addWidget(text_label(clash, "danger"))
        self._body.addWidget(facts(self._facts(line)))
        kinds = decisions_for(reply)
        if DecisionKind.MATCH in kinds:
            self.chooser = self._new_chooser(line)
            self._body.addWidget(Field(self._context, N_("Which guest was it?"), self.chooser))
        self._body.addWidget(self._button_row(kinds))

    def _needs_guest(self) -> bool:
        return self._guest is None and (self._line is None or self._line.reply.guest is None)

    def _times(self, now: When, proposed: When) -> QWidget:
        """The time that holds beside the one that is proposed."""
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        words = self._context.words
        for title, when, role in ((N_("Our time"), now, "card"), (N_("Proposed"), proposed, "banner")):
            frame = QFrame()
            set_role(frame, role)
            column = QVBoxLayout(frame)
            column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
            column.setSpacing(0)
            column.addWidget(text_label(words(title), "caption"))
            column.addWidget(text_label(when_words(when, words), "subheading"))
            row.addWidget(frame, 1)
        return pair

    def _facts(self, line: AnswerLine) -> list[tuple[str, str]]:
        words, reply = self._context.words, line.reply
        event = line.event
        held = f"{event.title}, {when_words(event.when, words)}" if event is not None else ""
        sender = reply.sender if reply.sender.casefold() != reply.address.casefold() else ""
        pairs = [
            (N_("Event"), held),
            (N_("From"), reply.address if reply.name in ("", reply.address) else f"{reply.name} <{reply.address}>"),
            (N_("Sent by"), sender),
            (N_("In place of"), ", ".join(reply.delegated_from)),
            (N_("Wrote"), reply.comment),
            (N_("Came"), words.language.moment(reply.received)),
            (N_("Read from"), reply.source),
        ]
        return [(words(name), value) for name, value in pairs if value]

    def _button_row(self, kinds: Sequence[DecisionKind]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        words = self._context.words
        keys = KEYS[words.language.code]
        for number, kind in enumerate(kinds):
            button = QPushButton(words(KEYED, text=words(BUTTONS[kind]), key=keys[kind]))
            button.setAutoDefault(False)
            put_icon(button, ICONS[kind], "text" if number else "on_accent")
            if not number:
                set_role(button, "primary")
            button.clicked.connect(lambda _=False, kind=kind: self.decide(kind))
            self.buttons[kind] = button
            flow.addWidget(button)
        return wrapping(row)

    def _new_chooser(self, line: AnswerLine) -> SuggestionLine:
        chooser = SuggestionLine(self._context, self._find)
        chooser.setClearButtonEnabled(True)
        self._context.words.bind(chooser.setPlaceholderText, N_("Search guests of this event"))
        if line.guest is not None:
            chooser.setText(line.guest.name)
        chooser.taken.connect(self._chosen)
        return chooser

    def _chosen(self, suggestion: Suggestion) -> None:
        self.chooser.setText(suggestion.label)
        self._guest = suggestion.value if isinstance(suggestion.value, UUID) else None
        self.buttons[DecisionKind.MATCH].setFocus()

    def _find(self, text: str) -> list[Suggestion]:
        event = self._line.event if self._line is not None else None
        if event is None:
            return []
        listed = self._context.house.guests.at_event(event.id, uninvited=True).lines
        found: list[GuestLine] = list(listed)
        if words_of(text):
            found = fitting(listed, text, lambda one: one.name, lambda one: one.company_name)
        return [Suggestion(one.guest.id, one.name, one.company_name) for one in found if one.name][:_MOST]

