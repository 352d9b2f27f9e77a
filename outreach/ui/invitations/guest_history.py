"""Who got what when: every message to one guest, and every answer, latest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from outreach.domain.guest import ANSWER_LABELS, Guest
from outreach.domain.invitation import DELIVERY_LABELS, PURPOSE_LABELS, WAY_LABELS, Delivery, Invitation
from outreach.domain.reply import REPLY_STATE_LABELS, Reply, ReplyMethod, ReplyState
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size
from outreach.ui.words import Words

if TYPE_CHECKING:
    from outreach.services.house import House

VERSION = N_("version {number}")
BY_PHONE = N_("by telephone")
_WAYS = {"phone": BY_PHONE, "desk": N_("at the desk"), "mail": N_("by e-mail")}
_TONES = {Delivery.REFUSED: "danger", Delivery.UNCLEAR: "warning", Delivery.PREPARED: "muted", Delivery.DROPPED: "muted"}


class GuestHistory(QDialog):
    """The list."""

    def __init__(self, context: Context, event_id: UUID, guest_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = context.words
        words.bind(self.setWindowTitle, N_("Who got what when"))
        self.name, self.nothing, self.lines = QLabel(), text_label("", "muted"), LineList(tall=True)
        set_role(self.name, "heading")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        words.bind(self.lines.setAccessibleName, N_("Messages and answers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.name)
        column.addWidget(self.nothing)
        column.addWidget(self.lines, 1)
        column.addLayout(close_row(words, self))
        self.nothing.hide()
        take_size(self, 820, 460)
        house = context.house
        context.read(lambda: _read(house, event_id, guest_id), lambda found: self._show(*found), self)

    def _show(self, guest: Guest, messages: list[Invitation], replies: list[Reply]) -> None:
        words = self._context.words
        self.name.setText(guest.name)
        dated = [(one.sent or one.at, message_line(one, words)) for one in messages]
        dated += [(one.received, reply_line(one, words)) for one in replies]
        if guest.answered is not None and guest.answer_way != "mail":
            dated.append((guest.answered, _told_line(guest, guest.answered, words)))
        lines = [line for _, line in sorted(dated, key=lambda pair: pair[0], reverse=True)]
        self.lines.show_lines(lines, first=True)
        self.lines.setFocus()
        self.nothing.setVisible(not lines)
        self.nothing.setText(words(N_("Nothing was sent to this guest yet, and nothing came back.")))


def _read(house: House, event_id: UUID, guest_id: UUID) -> tuple[Guest, list[Invitation], list[Reply]]:
    guest = house.guests.get(guest_id)
    replies = [one for one in house.replies.of_event(event_id) if one.guest == guest_id]
    return guest, house.invitations.history(guest_id), replies


def message_line(one: Invitation, words: Words) -> Line:
    """Return a message as a line: what it told, which version, by which way, how far it came."""
    version = words(VERSION, number=words.language.number(one.sequence + 1))
    way = words(WAY_LABELS[one.way]) if one.delivery is Delivery.SENT else words(DELIVERY_LABELS[one.delivery])
    parts = (version, way, one.address, words(one.problem) if one.problem else "")
    return Line(
        words(PURPOSE_LABELS[one.purpose]),
        " · ".join(part for part in parts if part),
        words.language.moment(one.sent or one.at),
        icon="mail",
        icon_tone=_TONES.get(one.delivery, "accent"),
        data=one.id,
    )


def reply_line(one: Reply, words: Words) -> Line:
    """Return an answer as a line: what it said, and what became of it."""
    title = words(ANSWER_LABELS[one.answer])
    if one.method is ReplyMethod.COUNTER and one.proposed is not None:
        title = words(N_("Proposes {when}"), when=words.language.when(one.proposed))
    elif one.method is ReplyMethod.REFRESH:
        title = words(N_("Asks for the invitation once more"))
    state = "" if one.state is ReplyState.APPLIED else words(REPLY_STATE_LABELS[one.state])
    parts = (words(N_("by e-mail")), state, words(one.reason) if one.reason else "", one.comment)
    return Line(
        title,
        " · ".join(part for part in parts if part),
        words.language.moment(one.stamp or one.received),
        icon="import",
        icon_tone="success" if one.state is ReplyState.APPLIED else "muted",
        data=one.id,
    )


def _told_line(guest: Guest, at: datetime, words: Words) -> Line:
    parts = (words(_WAYS.get(guest.answer_way, BY_PHONE)), guest.answer_note)
    detail = " · ".join(part for part in parts if part)
    return Line(words(ANSWER_LABELS[guest.answer]), detail, words.language.moment(at), icon="phone", data=guest.id)
