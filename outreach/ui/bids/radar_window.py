"""The radar: groups of CPV codes with few bids before, what comes there now, and a key for what can still be done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.services.bid_words import say_group, say_history
from outreach.services.radar import STEP_LABELS, USUAL_YEARS, Blip, Coming, Step
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import link_button, text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.matches.window import MatchWindow
from outreach.ui.plans.keeping import KeepingWindow
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

ABOUT = N_(
    "Groups in which a lot had 1.5 bids or fewer in the mean, or half of the lots none or one. The figures say how it was, not why."
)
FOUND = NN_("{n} group with few bids", "{n} groups with few bids")
MAY_WANT = NN_("{n} company may want to know", "{n} companies may want to know")
NOTHING_COMES = N_("Nothing is coming in this group.")
_ICONS = {
    Step.EVENT: "events", Step.DIALOGUE: "event-dialogue", Step.LOTS: "columns", Step.PLANNING_NOTICE: "tenders",
    Step.TELL: "companies",
}  # fmt: skip
_NOTES = {
    Step.LOTS: N_("Smaller lots considered: "),
    Step.PLANNING_NOTICE: N_("A planning notice is to be sent: "),
}


class RadarWindow(KeepingWindow):
    """The window of the radar. `was_read` tells that it shows what is stored."""

    was_read = Signal()
    geometry_name = "radar.geometry"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.blips: list[Blip] = []
        self.cards: list[BlipCard] = []
        self.about, self.found = QLabel(), QLabel()
        self.years = QSpinBox()
        self._body = QVBoxLayout()
        self._empty: EmptyState | None = None
        self._build()
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)
        self.setMinimumSize(640, 420)
        self.restore(900, 680)

    def open(self) -> None:
        """Show the window."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.read()

    def read(self) -> None:
        """Look where few bids came."""
        house, years = self.context.house, self.years.value()
        self.context.read(lambda: house.radar.scan(years), self._show, self)

    def act(self, step: Step, coming: Coming) -> None:
        """Do what a step proposes for a tender."""
        tender, house, language = coming.tender, self.context.house, self.context.words.language.code
        if step is Step.TELL:
            MatchWindow(self.context, tender.id, self.parentWidget()).open()
        elif step is Step.DIALOGUE:
            self.keep(lambda: house.radar.plan_dialogue(tender.id, language)[0])
        elif step is Step.EVENT:
            self.context.open(Kind.TENDER, tender.id)
        else:
            self._ask_note(step, tender.id)

    def _ask_note(self, step: Step, tender: UUID) -> None:
        words, house = self.context.words, self.context.house
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(words(STEP_LABELS[step]))
        dialog.setLabelText(words(N_("What stands in the tender's notes, with the day of today")))
        dialog.setTextValue(words(_NOTES[step]))
        dialog.resize(520, 120)
        dialog.textValueSelected.connect(lambda text: self.keep(lambda: house.radar.note(tender, text)))
        dialog.open()

    def _show(self, blips: list[Blip]) -> None:
        self.blips = blips
        for card in self.cards:
            self._body.removeWidget(card)
            card.deleteLater()
        self.cards = [BlipCard(self, blip) for blip in blips]
        for number, card in enumerate(self.cards):
            self._body.insertWidget(number, card)
        self.found.setText(self.context.words.count(FOUND, len(blips)))
        if self._empty is not None:
            self._empty.setVisible(not blips)
        self.was_read.emit()

    def _written(self, changes: Changes, origin: object) -> None:
        del origin
        if changes.concern(Kind.TENDER, Kind.BID, Kind.EVENT):
            self.read()

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.setWindowTitle, N_("Few bids: the radar"))
        title = QLabel()
        words.bind(title.setText, N_("Few bids: the radar"))
        for label, role in ((title, "title"), (self.about, "muted"), (self.found, "caption")):
            set_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        words.bind(self.about.setText, ABOUT)
        self.years.setRange(1, 20)
        self.years.setValue(USUAL_YEARS)
        words.bind(self.years.setAccessibleName, N_("How many years to look back"))
        self.years.valueChanged.connect(self._years_changed)
        label = QLabel()
        words.bind(label.setText, N_("Years back"))
        label.setBuddy(self.years)
        nothing = N_(
            "As soon as results are known, from notices, statistics or your own lists, groups with few bids stand here."
        )
        self._empty = EmptyState(self.context, "target", N_("No group with few bids"), nothing)
        self._empty.hide()
        inner = QWidget()
        set_role(inner, "page")
        inner.setLayout(self._body)
        self._body.setContentsMargins(0, 0, GAP, 0)
        self._body.setSpacing(MARGIN)
        self._body.addWidget(self._empty)
        self._body.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tools = QHBoxLayout()
        tools.addWidget(self.found, 1)
        tools.addWidget(label)
        tools.addWidget(self.years)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(title)
        column.addWidget(self.about)
        column.addLayout(tools)
        column.addWidget(area, 1)
        column.addWidget(self.said)

    def _years_changed(self, _years: int) -> None:
        self.read()


class BlipCard(QFrame):
    """One group: its name, how many bids came, and its coming tenders with what can be done."""

    def __init__(self, window: RadarWindow, blip: Blip) -> None:
        super().__init__()
        set_role(self, "card")
        language = window.context.words.language
        column = QVBoxLayout(self)
        column.setSpacing(GAP // 2)
        column.addWidget(text_label(say_group(blip.history, language), "subheading"))
        column.addWidget(text_label(say_history(blip.history, language), "muted"))
        for coming in blip.coming:
            column.addWidget(_coming(window, coming))
        if not blip.coming:
            column.addWidget(text_label(language.say(NOTHING_COMES), "caption"))


def _coming(window: RadarWindow, coming: Coming) -> QWidget:
    words = window.context.words
    part, row = QWidget(), QWidget()
    flow = FlowLayout(row, GAP)
    for step in coming.steps:
        said = words.count(MAY_WANT, coming.may_want) if step is Step.TELL else words(STEP_LABELS[step])
        flow.addWidget(_StepButton(window, step, coming, said))
    column = QVBoxLayout(part)
    column.setContentsMargins(0, GAP // 2, 0, 0)
    column.setSpacing(GAP // 2)
    column.addWidget(link_button(coming.tender.title, lambda: window.context.open(Kind.TENDER, coming.tender.id)))
    column.addWidget(wrapping(row))
    return part


class _StepButton(QPushButton):
    """What can be done for one tender."""

    def __init__(self, window: RadarWindow, step: Step, coming: Coming, said: str) -> None:
        super().__init__(said)
        self._window, self.step, self.coming = window, step, coming
        self.setAutoDefault(False)
        put_icon(self, _ICONS[step])
        self.clicked.connect(self._press)

    def _press(self) -> None:
        self._window.act(self.step, self.coming)
