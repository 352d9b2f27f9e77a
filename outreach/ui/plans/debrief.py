"""The debrief: four questions the morning after, hours and cost on one page, the yield beside it. Half an answer is a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.event_yield import Yield
from outreach.domain.plan import DEBRIEF_QUESTIONS, Plan
from outreach.domain.tender import Money
from outreach.language import N_
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.lists.detail_parts import spaced, text_label
from outreach.ui.plans.yield_view import YieldView, one_line
from outreach.ui.tenders.money_field import VALUE, MoneyField
from outreach.ui.theme import GAP, MARGIN, set_role

HOURS, COST = N_("Hours in all"), N_("Cost")
KEPT = N_("What you had begun to write is here again.")
_DRAFT_EVERY = 2000
_MOST_HOURS = 10_000
#: All four answers stand on a small screen; longer ones scroll.
_LINES, _LINES_ON_LARGE = 2, 4
_LARGE = 860


@dataclass(frozen=True, slots=True)
class DebriefShown:
    """What the page shows."""

    event: Event
    plan: Plan
    found: Yield
    draft: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What stands in the form."""

    id: UUID
    texts: dict[str, str]
    hours: float
    cost: Money | None


class DebriefDialog(FormDialog):
    """Asks the four questions about one event."""

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    def __init__(self, context: Context, shown: DebriefShown, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("Debrief"), parent)
        self._shown = shown
        self.texts = {name: NotesEdit(2) for name in DEBRIEF_QUESTIONS}
        self.hours, self.cost = QDoubleSpinBox(), MoneyField(context)
        self.found = YieldView(context.words)
        self._draft = QTimer(self)
        self._lay_out()
        self._fill()
        self.ready()
        self._take_draft()
        self._wire()
        room = self.screen().availableGeometry()
        self.resize(min(1000, room.width() - 48), min(720, room.height() - 64))
        self.texts["good"].setFocus()

    def value(self) -> Answers:
        """Return what stands in the form. Raises InvalidInput for what is no amount."""
        texts = {name: editor.value() for name, editor in self.texts.items()}
        return Answers(self._shown.event.id, texts, self.hours.value(), self.cost.value())

    def state(self) -> Any:
        """Return what stands in the fields, readable or not."""
        texts = tuple(editor.value() for editor in self.texts.values())
        return texts, self.hours.value(), self.cost.line.text(), self.cost.currency.currentText()

    def save(self, record: Answers) -> Changes:
        """Keep the answers, and what was spent where it was told; the draft is forgotten."""
        house, plan = self.context.house, self._shown.plan
        hours = record.hours if record.hours != plan.hours else None
        # An emptied field is a cost of nothing: None would leave what was told before.
        cost = record.cost if record.cost or not plan.cost else Money(0, plan.cost.currency)
        changes = house.plans.debrief(record.id, **record.texts, hours=hours, cost=cost)
        house.drafts.drop(draft_key(record.id))
        return changes

    def done(self, result: int) -> None:
        """However the page closes, nothing of it is kept later by a timer; what was thrown away is no draft."""
        self._draft.stop()
        if result == 0:
            self.context.keep_draft(draft_key(self._shown.event.id), {})
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program may close around an open page: what is typed is kept first."""
        if self._draft.isActive():
            self._keep_draft()
        super().closeEvent(event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.hours.setRange(0, _MOST_HOURS)
        self.hours.setDecimals(1)
        self.hours.setSingleStep(0.5)
        self.context.words.bind(self.hours.setSuffix, N_(" h"))
        self.context.words.bind(self.hours.setSpecialValueText, N_("Not counted"))
        event, words = self._shown.event, self.context.words
        head = one_line(event.title, "heading")
        where = one_line(" · ".join(part for part in (when_words(event.when, words), event.place) if part), "muted")
        questions = [self.field(title, self.texts[name]) for name, title in DEBRIEF_QUESTIONS.items()]
        hours = self.field(HOURS, self.hours, N_("Everybody's together: before, there and after."))
        cost = self.field(COST, self.cost, N_("Stand, room, coffee, print."))
        self.fields[VALUE] = cost
        lines = _LINES if self.screen().availableGeometry().height() < _LARGE else _LINES_ON_LARGE
        for editor in self.texts.values():
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * lines + 14)
        self._sections.addWidget(spaced(head, where))
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(_card(questions, (hours, cost)), 5)
        row.addWidget(self._beside(), 3)
        self._sections.addLayout(row)

    def _beside(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        title = text_label("", "heading")
        self.context.words.bind(title.setText, N_("What the event gave"))
        column.addWidget(title)
        column.addWidget(self.found)
        column.addStretch(1)
        return card

    def _fill(self) -> None:
        plan = self._shown.plan
        for name, editor in self.texts.items():
            editor.set_value(getattr(plan.debrief, name))
        self.hours.setValue(plan.hours)
        self.cost.set_value(plan.cost)
        self.found.show_yield(self._shown.found)

    def _take_draft(self) -> None:
        draft = self._shown.draft
        if not draft:
            return
        for name, editor in self.texts.items():
            editor.set_value(str(draft.get(name, editor.value())))
        self.hours.setValue(float(draft.get("hours", self.hours.value())))
        self.cost.line.setText(str(draft.get("cost", self.cost.line.text())))
        self._say(self.context.words(KEPT), "banner")

    def _wire(self) -> None:
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT_EVERY)
        self._draft.timeout.connect(self._keep_draft)
        for editor in self.texts.values():
            editor.textChanged.connect(self._draft.start)
        self.hours.valueChanged.connect(lambda _: self._draft.start())
        self.cost.changed.connect(self._draft.start)

    def _keep_draft(self) -> None:
        values: dict[str, Any] = {name: editor.value() for name, editor in self.texts.items()}
        values |= {"hours": self.hours.value(), "cost": self.cost.line.text()}
        self.context.keep_draft(draft_key(self._shown.event.id), values if self.is_changed() else {})


def draft_key(event_id: UUID) -> str:
    """Return the name under which half an answer is kept."""
    return f"debrief:{event_id}"


def open_debrief(context: Context, event_id: UUID, parent: QWidget) -> None:
    """Read what the page shows and open it."""
    house = context.house

    def read() -> DebriefShown:
        draft = house.drafts.all().get(draft_key(event_id), {})
        return DebriefShown(house.events.get(event_id), house.plans.of(event_id), house.plans.yield_of(event_id), draft)

    context.read(read, lambda shown: DebriefDialog(context, shown, parent).open(), parent)


def _card(fields: list[Any], spent: tuple[QWidget, ...]) -> QFrame:
    card = QFrame()
    set_role(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(GAP + 4)
    for widget in fields:
        column.addWidget(widget)
    row = QHBoxLayout()
    row.setSpacing(MARGIN)
    for widget in spent:
        row.addWidget(widget, 1)
    column.addLayout(row)
    return card


