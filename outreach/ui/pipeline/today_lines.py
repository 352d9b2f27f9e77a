"""What Today says of tenders: the days by rules that come within a week or were missed, and contracts that run out.

At most three sentences and one more, so that the page stays calm; all of it stands with the tenders and in the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DEADLINE_LABELS, RuleDeadline
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.invitations.due_lines import Deed, DueLines, Sentence
from outreach.ui.pipeline.expiring import ExpiringDialog

#: So many are told one by one.
MOST = 3
_SOON = timedelta(days=7)
BY = N_("{what} {day}: {title}")
MISSED = N_("{what} was {day}: {title}")
MORE = NN_("{n} more day to keep for tenders", "{n} more days to keep for tenders")
RUN_OUT = NN_("{n} contract runs out without a new tender.", "{n} contracts run out without a new tender.")
_CONCERNED = (Kind.TENDER, Kind.RULE)


@dataclass(frozen=True, slots=True)
class Due:
    """What is read: the day of today, what is due, and how many contracts run out."""

    today: date
    deadlines: tuple[RuleDeadline, ...] = ()
    expiring: int = 0


def look_at_tenders(house: House) -> Due:
    """Read what there is to keep for tenders."""
    today = home_day(house.now())
    due = [one for one in house.rules.due(today) if one.act_by <= today + _SOON]
    return Due(today, tuple(due), len(house.pipeline.expiring(today)))


class TendersToday(QWidget):
    """The sentences; nothing is seen while nothing is due."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.lines = DueLines(primary=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        self.hide()
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)

    def read(self) -> None:
        """Read what is due."""
        house = self._context.house
        self._context.read(lambda: look_at_tenders(house), self._show, self)

    def _show(self, due: Due) -> None:
        sentences = [self._sentence(one, due.today) for one in due.deadlines[:MOST]]
        words, left = self._context.words, len(due.deadlines) - MOST
        if left > 0:
            deed = Deed(words(N_("Go to Tenders")), lambda: self._context.wishes.show_page.emit("tenders"))
            sentences.append(Sentence("more", words.count(MORE, left), (deed,), "tenders", "muted", quiet=True))
        if due.expiring:
            deed = Deed(words(N_("Show…")), lambda: ExpiringDialog(self._context, self.window()).open())
            sentences.append(Sentence("expiring", words.count(RUN_OUT, due.expiring), (deed,), "clock", "muted", quiet=True))
        self.lines.show_sentences(sentences)
        self.setVisible(bool(sentences))

    def _sentence(self, one: RuleDeadline, today: date) -> Sentence:
        words = self._context.words
        missed = one.day < today
        day = words.language.day(one.day if missed else one.act_by, "EEE d MMM")
        said = words(MISSED if missed else BY, what=words(DEADLINE_LABELS[one.kind]), day=day, title=one.title)
        deed = Deed(words(N_("Show")), lambda: self._context.open(Kind.TENDER, one.tender))
        return Sentence(f"{one.tender}-{one.kind}", said, (deed,), "tenders", "danger" if missed else "warning", quiet=True)

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.read()

    def changeEvent(self, event: QEvent) -> None:
        """Icons in sentences follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self.read)
