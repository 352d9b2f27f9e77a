"""Events that wait for an officer: what differs between here and the server, and whose side is to stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.event import EVENT_STATUS_LABELS, EventStatus
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, Language
from outreach.services.agreed_entries import Conflict
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, set_role

_MOMENT = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
#: Lines that say nothing to people; the end stands by its start, and sorts before it.
_UNSAID = ("X-", "BEGIN", "END", "TRANSP", "UID", "DTSTAMP", "SEQUENCE")
OURS = N_("Let ours stand")
THEIRS = N_("Let theirs stand")


class ConflictLines(QWidget):
    """One card an event. `decided` carries its UID, and True for our side."""

    decided = Signal(str, bool)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.cards: list[QFrame] = []
        self.hide()

    def show_conflicts(self, found: list[Conflict]) -> None:
        """Show what waits, in place of what was shown."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [self._card(one) for one in found]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(found))

    def _card(self, conflict: Conflict) -> QFrame:
        words = self._context.words
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        title, why = QLabel(conflict.title), QLabel(words(conflict.reason))
        set_role(title, "subheading")
        set_role(why, "muted")
        for label in (title, why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        for one in conflict.differences:
            here, there = shown(one.ours, words.language), shown(one.theirs, words.language)
            text = words(N_("{what}: here {ours}, there {theirs}"), what=words(one.label), ours=here, theirs=there)
            said = QLabel(text)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for text, ours in ((OURS, True), (THEIRS, False)):
            button = QPushButton(words(text))
            button.clicked.connect(lambda _=False, ours=ours: self.decided.emit(conflict.uid, ours))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return card


def shown(lines: str, language: Language) -> str:
    """Return raw calendar lines as people read them: the values alone, times on the home clock; a dash for what is not there."""
    values = [_value(line, language) for line in sorted(lines.splitlines(), reverse=True) if not line.startswith(_UNSAID)]
    return ", ".join(value for value in values if value)[:160] or "–"


def _value(line: str, language: Language) -> str:
    name, _, value = line.partition(":")
    if name.startswith("STATUS") and value.lower() in list(EventStatus):
        return language.say(EVENT_STATUS_LABELS[EventStatus(value.lower())])
    moment = _MOMENT.fullmatch(value)
    if moment is None:
        return value.replace("\\n", " ").replace("\\", "")
    day, clock, utc = moment.groups()
    if clock is None:
        return language.day(datetime.strptime(day, "%Y%m%d").date())  # noqa: DTZ007 - a day has no zone
    wall = datetime.strptime(day + clock, "%Y%m%d%H%M%S").replace(tzinfo=UTC if utc else ZoneInfo(HOME_ZONE))
    return language.moment(wall)
