"""Everything that happened with a record, newest first, under the day it happened: conversations, promises, changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.bid import NO_BID_LABELS, NoBidReason
from outreach.domain.contract import OUTCOME_LABELS, Outcome
from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.domain.record import Kind
from outreach.domain.when import HOME_ZONE, home_day
from outreach.language import N_, NN_
from outreach.services.timeline import Moment
from outreach.ui.context import Context
from outreach.ui.icons import pixmap, put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import GAP, TIGHT, current_theme, set_role

#: Moments that are shown at first, and how many more each press of the button shows.
AT_FIRST = 15
MORE = 50
OLDER = NN_("Show {n} older", "Show {n} older")
NOTHING = N_("Nothing yet. Log the first conversation.")

ICONS = {
    "meeting": "capture",
    "follow_up": "follow-up",
    "change": "history",
    "check": "contracts",
    "bid": "tenders",
    "no_bid": "note",
}
CONVERSATION = N_("Conversation")
FOLLOW_UP = N_("Follow up")
ANSWER = N_("Answer by e-mail…")
FOLLOWED_UP = N_("Followed up")
ADDED = N_("Added {day}")
BID, WON, NO_BID = N_("Bid"), N_("Won"), N_("Did not bid: {reason}")
#: What has a day, and no time of day.
_WHOLE_DAY = ("follow_up", "bid", "check")


class TimeLine(QWidget):
    """The moments of one record. Long ones are shown piece by piece."""

    def __init__(self, context: Context, moments: Sequence[Moment], subject: Kind) -> None:
        super().__init__()
        self._context = context
        self._moments = moments
        self._subject = subject
        self._shown = 0
        self._day: date | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._more = QPushButton()
        set_role(self._more, "quiet")
        self._more.clicked.connect(lambda: self.show_more(MORE))
        self._layout.addWidget(self._more)
        if not moments:
            self._layout.insertWidget(0, text_label(context.words(NOTHING), "muted"))
        self.show_more(AT_FIRST)

    @property
    def shown(self) -> int:
        """How many moments stand there."""
        return self._shown

    def show_more(self, count: int) -> None:
        """Show the next older moments."""
        language = self._context.words.language
        for moment in self._moments[self._shown : self._shown + count]:
            day = moment.at.astimezone(ZoneInfo(HOME_ZONE)).date()
            if day != self._day:
                self._day = day
                self._append(text_label(language.day(day, "EEE d MMM y"), "caption"))
            self._append(MomentLine(self._context, moment, self._subject))
        self._shown = min(len(self._moments), self._shown + count)
        left = len(self._moments) - self._shown
        self._more.setVisible(left > 0)
        self._more.setText(self._context.words.count(OLDER, left))

    def _append(self, widget: QWidget) -> None:
        self._layout.insertWidget(self._layout.count() - 1, widget)


class MomentLine(QWidget):
    """One moment: its icon, what it was, what was said, and when and by whom."""

    def __init__(self, context: Context, moment: Moment, subject: Kind) -> None:
        super().__init__()
        self._context = context
        self._moment = moment
        self._subject = subject
        self._icon = QLabel()
        self._icon.setFixedWidth(20)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        open_promise = moment.what == "follow_up" and not moment.done
        if subject in (Kind.PERSON, Kind.COMPANY) and (open_promise or moment.what == "meeting"):
            row.addWidget(self._answer(), 0, Qt.AlignmentFlag.AlignTop)
        if open_promise:
            row.addWidget(self._tick(), 0, Qt.AlignmentFlag.AlignTop)
        if moment.what == "meeting":
            row.addWidget(self._edit(), 0, Qt.AlignmentFlag.AlignTop)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _words(self) -> QVBoxLayout:
        moment = self._moment
        layout = QVBoxLayout()
        layout.setSpacing(TIGHT // 2)
        title = self._title()
        if title:
            layout.addWidget(text_label(title, "muted" if moment.what == "change" else "subheading"))
        if moment.text and moment.what != "change":
            layout.addWidget(text_label(moment.text, selectable=True))
        for one in moment.additions:
            day = self._context.words.language.day(home_day(one.at), "d MMM y")
            said = self._context.words(ADDED, day=day)
            layout.addWidget(text_label(f"{said}: {one.text}", selectable=True))
        layout.addWidget(text_label(self._caption(), "danger" if self._is_late() else "caption"))
        return layout

    def _title(self) -> str:
        moment, words, subject = self._moment, self._context.words, self._subject
        if moment.what == "change":
            return words(moment.text, **dict(moment.values))
        if moment.what == "follow_up":
            return words(FOLLOWED_UP if moment.done else FOLLOW_UP)
        if moment.what == "check":
            where = moment.where if subject is not Kind.CONTRACT else ""
            return " · ".join(filter(None, (words(OUTCOME_LABELS[Outcome.OK if moment.done else Outcome.DEVIATION]), where)))
        if moment.what == "bid":
            return words(WON if moment.done else BID)
        if moment.what == "no_bid":
            reason = NO_BID_LABELS[NoBidReason(dict(moment.values)["reason"])]
            return words(NO_BID, reason=words(reason).lower())
        who = moment.company if subject is Kind.PERSON else moment.who
        if subject not in (Kind.PERSON, Kind.COMPANY):
            who = ", ".join(part for part in (moment.who, moment.company) if part)
        where = "" if subject is Kind.EVENT else moment.where
        return " · ".join(part for part in (who, where) if part) or words(CONVERSATION)

    def _caption(self) -> str:
        moment, language = self._moment, self._context.words.language
        clock = language.clock(moment.at.astimezone(ZoneInfo(HOME_ZONE)))
        # A promise has a day, not a time; so has a look at one, and a bid.
        timed = moment.what not in _WHOLE_DAY or (moment.what == "follow_up" and moment.done)
        tags = " ".join(f"#{tag.replace(' ', '-')}" for tag in moment.tags)
        late = self._context.words(N_("overdue")) if self._is_late() else ""
        who = moment.who if moment.what == "follow_up" and self._subject is not Kind.PERSON else ""
        given = self._context.words(GIVEN_LABELS[moment.information]) if moment.information is not Given.UNSAID else ""
        return " · ".join(part for part in (clock if timed else "", late, who, moment.officer, given, tags) if part)

    def _is_late(self) -> bool:
        moment = self._moment
        return moment.what == "follow_up" and not moment.done and moment.at.date() < self._context.house.now().date()

    def _answer(self) -> QToolButton:
        button = QToolButton()
        put_icon(button, "mail", "muted")
        said = self._context.words(ANSWER)
        button.setToolTip(said)
        button.setAccessibleName(said)
        button.clicked.connect(self._answer_by_mail)
        return button

    def _answer_by_mail(self) -> None:
        from outreach.ui.today.answering import answer_by_mail

        answer_by_mail(self._context, self._moment.kind, self._moment.record, self)

    def _tick(self) -> QPushButton:
        tick = QPushButton(self._context.words(N_("Done")))
        set_role(tick, "quiet")
        put_icon(tick, "check", "success")
        house, record = self._context.house, self._moment.record
        tick.clicked.connect(lambda: self._context.write(lambda: house.waiting.finish([record])))
        return tick

    def _edit(self) -> QPushButton:
        from outreach.ui.disclosures.talk_dialog import TalkDialog

        edit = QPushButton()
        set_role(edit, "quiet")
        put_icon(edit, "edit", "muted")
        said = self._context.words(N_("Edit this conversation…"))
        edit.setToolTip(said)
        edit.setAccessibleName(said)
        context, record = self._context, self._moment.record
        edit.clicked.connect(lambda: TalkDialog.open_for(context, record, edit.window()))
        return edit

    def _draw(self) -> None:
        theme = current_theme()
        name = "check" if self._moment.what == "follow_up" and self._moment.done else ICONS[self._moment.what]
        colour = {
            "meeting": theme.accent,
            "follow_up": theme.danger if self._is_late() else theme.warning,
            "check": theme.danger,
        }
        ink = theme.success if self._moment.done else colour.get(self._moment.what, theme.disabled)
        self._icon.setPixmap(pixmap(name, 18, QColor(ink), self.devicePixelRatioF()))
