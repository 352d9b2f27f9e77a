"""The plan of one event in a window of its own: what is done is kept at once, undone with Ctrl+Z, and nothing is lost.

Each tick, line and field is one action of the journal. What is half typed in a line is a draft and comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.plan import PackingItem, Plan, Printing, Task
from outreach.domain.record import Kind
from outreach.errors import NotFound
from outreach.language import N_
from outreach.services.clashes import Clash
from outreach.ui.calendar.entry_words import when_words
from outreach.ui.context import Context
from outreach.ui.events.clash_line import MORE
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.plans.hopes_part import HopesPart
from outreach.ui.plans.keeping import KeepingWindow
from outreach.ui.plans.places_part import Places, PlacesPart
from outreach.ui.plans.reading import PlanShown, keep_outline, read_plan
from outreach.ui.plans.sheet import PLACES, STAND, PlanPart, PlanSheet
from outreach.ui.plans.stand_part import Stand, StandPart
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role
from outreach.ui.words import Words

HOPES = "hopes"
DONE_OF = N_("{done} of {all} done")
NOTHING_PLANNED = N_("No tasks yet")
HINT = N_("Space ticks · Enter changes · Alt+↑/↓ moves · Delete takes away · Ctrl+1–8 goes to a part · Ctrl+Z takes back")
_CONCERNED = (Kind.PLAN, Kind.EVENT, Kind.COMPANY, Kind.PERSON, Kind.MEETING, Kind.OFFICER, Kind.TENDER, Kind.PRINTING)
_DRAFT_EVERY = 2000
_MOST_CLASHES = 2


def clash_words(clashes: Sequence[Clash], words: Words) -> str:
    """Say the first clashes in sentences, and how many more there are."""
    said = " ".join(clash.say(words.language) for clash in clashes[:_MOST_CLASHES])
    more = len(clashes) - _MOST_CLASHES
    return f"{said} ({words.count(MORE, more)})" if more > 0 else said


class PlanWindow(KeepingWindow):
    """Edits the plan of one event."""

    keeps_drafts = True
    """What is half typed here is kept already when the window locks."""

    geometry_name = "plan.geometry"

    def __init__(self, context: Context, event_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.event_id = event_id
        self.shown: PlanShown | None = None
        self._wanted_part = ""
        self._draft_read = False
        self.sheet = PlanSheet(context)
        self.hopes = HopesPart(context)
        self.places = PlacesPart(context, template=False)
        self.stand = StandPart(context)
        self._build()
        self._wire()
        self.restore(1120, 700)

    def open(self, part: str = "") -> None:
        """Show the window, at a part when one is named."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._wanted_part = part or (self.sheet.part if self.shown is None else "")
        if self.shown is not None and part:
            self.sheet.go(part)
        self.read()

    def read(self) -> None:
        """Read the plan anew."""
        house, event, code = self.context.house, self.event_id, self.context.words.language.code
        self.context.tasks.run(lambda: read_plan(house, event, code), self._show, owner=self, failed=self._gone)

    def kept(self) -> None:
        """An entry that was half typed is one now, perhaps."""
        self._keep_draft()

    # Keeping ---------------------------------------------------------------------------------------------------------

    def _keep_outline(self, name: str, value: object) -> None:
        self._keep(lambda plan: keep_outline(plan, [(name, value)]))

    def _keep_places(self, places: Places) -> None:
        def change(plan: Plan) -> Plan:
            return replace(keep_outline(plan, [("capacity", places.capacity)]), answer_by=places.answer_by)

        self._keep(change)

    def _keep_stand(self, stand: Stand) -> None:
        shown, house, event = self.shown, self.context.house, self.event_id
        if shown is not None and stand.booth != shown.event.booth:
            self.keep(lambda: house.series.put(event, booth=stand.booth))
        self._keep(lambda plan: replace(plan, exhibitor=stand.exhibitor, cost=stand.cost))

    def _keep(self, change: Callable[[Plan], Plan]) -> None:
        plans, event = self.context.house.plans, self.event_id
        # The change goes upon what is stored by then: a tick on the page of today in between is no conflict.
        self.keep(lambda: plans.save(change(plans.of(event))))

    def _tick_task(self, task: Task, done: bool) -> None:
        plans, event = self.context.house.plans, self.event_id
        self.keep(lambda: plans.tick(event, task, done))

    def _pack(self, item: PackingItem, packed: bool) -> None:
        plans, event = self.context.house.plans, self.event_id
        self.keep(lambda: plans.pack(event, item, packed))

    def _gone(self, error: Exception) -> None:
        """The event was deleted: there is nothing to plan."""
        if not isinstance(error, NotFound):
            self.context.tasks.failed.emit(error)
        self._draft.stop()
        self.close()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, shown: PlanShown) -> None:
        first, self.shown = self.shown is None, shown
        event, plan, words = shown.event, shown.plan, self.context.words
        self.setWindowTitle(words(N_("Plan: {event}"), event=event.title))
        self.title.setText(event.title)
        self.where.setText(" · ".join(part for part in (when_words(event.when, words), event.place) if part))
        self._show_progress(shown)
        self.clashes.setText(clash_words(shown.clashes, words))
        self.clash_banner.setVisible(bool(shown.clashes))
        outline = plan.outline
        hoped = str(len(shown.hopes)) if shown.hopes else ""
        self.sheet.show_outline(outline, shown.frame, {HOPES: hoped})
        self.hopes.show_hopes(shown.hopes, shown.suggestions)
        self.places.show_value(Places(outline.capacity, plan.answer_by))
        self.stand.show_value(Stand(plan.exhibitor, event.booth, plan.cost))
        set_role(self.debrief_button, "primary" if shown.debrief_due else "")
        put_icon(self.debrief_button, "note", "on_accent" if shown.debrief_due else "text")
        if first:
            self.sheet.go(self._wanted_part or self.sheet.part)
            self._read_draft()

    def _show_progress(self, shown: PlanShown) -> None:
        done, every = shown.progress
        self.bar.setVisible(bool(every))
        self.bar.setRange(0, max(every, 1))
        self.bar.setValue(done)
        words = self.context.words
        self.count.setText(words(DONE_OF, done=done, all=every) if every else words(NOTHING_PLANNED))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(*_CONCERNED):
            self.read()

    def _speak(self) -> None:
        self.say(self.context.words(HINT), "caption")
        if self.shown is not None:
            self._show(self.shown)

    # Drafts ----------------------------------------------------------------------------------------------------------

    @property
    def _draft_key(self) -> str:
        return f"plan:{self.event_id}"

    def _read_draft(self) -> None:
        house, key = self.context.house, self._draft_key

        def take(found: dict[str, str]) -> None:
            self._draft_read = True
            self.sheet.go_on(found)

        self.context.read(lambda: house.drafts.all().get(key, {}), take, self)

    def _keep_draft(self) -> None:
        if self._draft_read:
            self._draft.stop()
            self.context.keep_draft(self._draft_key, dict(self.sheet.half_typed()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is half typed in a line stays a draft."""
        if self._draft.isActive():
            self._keep_draft()
        super().closeEvent(event)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        places = QWidget()
        column = QVBoxLayout(places)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.places)
        column.addWidget(self.sheet.resources, 1)
        self.sheet.add_part(PlanPart(HOPES, N_("To meet"), "companies", self.hopes, self.hopes))
        self.sheet.add_part(PlanPart(PLACES, N_("Guests and rooms"), "place", places, self.places.capacity))
        self.sheet.add_part(PlanPart(STAND, N_("Our stand there"), "stand", scrolling(self.stand), self.stand.booth))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(WIDE, MARGIN, WIDE, GAP + TIGHT)
        whole.setSpacing(MARGIN)
        whole.addLayout(self._head())
        whole.addWidget(self._clash_banner())
        whole.addWidget(self.sheet, 1)
        whole.addWidget(self.said)
        self.setMinimumSize(840, 460)
        self._speak()

    def _clash_banner(self) -> QFrame:
        self.clash_banner, self.clashes = QFrame(), text_label("")
        set_role(self.clash_banner, "banner-warning")
        row = QHBoxLayout(self.clash_banner)
        row.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        row.addWidget(self.clashes)
        self.clash_banner.hide()
        return self.clash_banner

    def _head(self) -> QHBoxLayout:
        words = self.context.words
        self.title, self.where, self.count = QLabel(), QLabel(), QLabel()
        for label, role in ((self.title, "title"), (self.where, "muted"), (self.count, "muted")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, role)
        self.title.setMinimumWidth(120)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        words.bind(self.bar.setAccessibleName, N_("How much of the plan is done"))
        self.bar.hide()
        self.debrief_button, self.event_button = QPushButton(), QPushButton()
        words.bind(self.debrief_button.setText, N_("Debrief…"))
        words.bind(self.debrief_button.setToolTip, N_("Four questions after the event (Ctrl+Alt+D)"))
        words.bind(self.event_button.setText, N_("Edit the event…"))
        put_icon(self.event_button, "edit")
        for button in (self.debrief_button, self.event_button):
            button.setAutoDefault(False)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.where)
        progress = QVBoxLayout()
        progress.setSpacing(TIGHT)
        progress.addStretch(1)
        progress.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)
        progress.addWidget(self.bar)
        progress.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addLayout(names, 1)
        row.addLayout(progress)
        row.addWidget(self.event_button)
        row.addWidget(self.debrief_button)
        return row

    def _wire(self) -> None:
        sheet, context = self.sheet, self.context
        sheet.outline_edited.connect(self._keep_outline)
        sheet.tasks.ticked.connect(self._tick_task)
        sheet.packing.ticked.connect(self._pack)
        sheet.prints.wanted.connect(self._print)
        sheet.shown.connect(lambda _: self.commit_fields())
        self.places.edited.connect(self._keep_places)
        self.stand.edited.connect(self._keep_stand)
        plans, event = context.house.plans, self.event_id
        self.hopes.hoped.connect(lambda hopes: self.keep(lambda: plans.hope(event, hopes)))
        self.hopes.dropped.connect(lambda hopes: self.keep(lambda: plans.drop_hopes(event, hopes)))
        self.hopes.open_wished.connect(self._open_record)
        self.event_button.clicked.connect(self._edit_event)
        self.debrief_button.clicked.connect(self._debrief)
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self._speak)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT_EVERY)
        self._draft.timeout.connect(self._keep_draft)
        sheet.typing.connect(self._draft.start)
        QShortcut(QKeySequence("Ctrl+Alt+D"), self, self._debrief)

    def _open_record(self, kind: Kind, record_id: UUID) -> None:
        self.context.open(kind, record_id)
        main = self.parentWidget()
        if main is not None:
            main.window().activateWindow()

    def _edit_event(self) -> None:
        from outreach.ui.events.form import EventForm

        if self.shown is not None:
            EventForm(self.context, self.shown.event, self).open()

    def _debrief(self) -> None:
        from outreach.ui.plans.debrief import open_debrief

        open_debrief(self.context, self.event_id, self)

    def _print(self, printing: Printing) -> None:
        from outreach.ui.plans.printing import print_handout

        print_handout(self.context, self.event_id, printing, self)
