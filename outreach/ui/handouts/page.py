"""The page of handouts: the kinds, what the chosen one can be told, and the sheet as it will come out of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout

from outreach.domain.changes import Changes
from outreach.domain.handout import HANDOUT_LABELS, HandoutKind, HandoutOrder
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_
from outreach.services import printings
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.handout_kinds.trade import Setting
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.handouts.batch_dialog import BatchDialog
from outreach.ui.handouts.facts import facts
from outreach.ui.handouts.kind_list import SHORT_NAMES
from outreach.ui.handouts.leaving import Leaving
from outreach.ui.handouts.live import Drawn, LiveDrawing
from outreach.ui.handouts.offer import Offer, read_offer
from outreach.ui.handouts.preview import Zoom
from outreach.ui.handouts.preview_side import PreviewSide
from outreach.ui.handouts.printed_before import PrintedDialog, PrintedLine
from outreach.ui.handouts.settings import HandoutSettings
from outreach.ui.icons import put_icon
from outreach.ui.opening import open_file
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

#: From this width on, in pixels, there is room for the names of the kinds beside their pictures.
_NAMES_FROM = 780


class HandoutsPage(Page):
    """Make a handout, look at it, print it, keep it."""

    name: ClassVar[str] = "handouts"
    title: ClassVar[str] = N_("Handouts")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: Sequence[UUID] | None = None
        self._for: UUID | None = None
        self._touched = False
        self._recalled = False
        self._reading = 0
        self._stale = True
        self._saved: Path | None = None
        self._described: tuple[HandoutOrder, int] | None = None
        self.settings = HandoutSettings(context)
        self.printed = PrintedLine(context)
        self.side = PreviewSide(context, self.printed)
        self.preview = self.side.preview
        self.live = LiveDrawing(context, self)
        self.leaving = Leaving(context, self, self.settings.order)
        self.leaving.ready = self._ready
        self._lay_out()
        self._wire()
        self._say_title()

    # What the shell asks ---------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Print, save, draft, many at once, what was printed, and the size of the preview."""
        leaving, preview = self.leaving, self.preview
        return [
            Command("handouts.print", N_("Print the handout…"), leaving.ask_printer, "Ctrl+P", "print", "File"),
            Command(
                "handouts.save", N_("Save the handout as PDF…"), leaving.ask_file, "Ctrl+Shift+S", "export", "File"
            ),
            Command(
                "handouts.draft", N_("Handout as the draft of an e-mail"), leaving.draft, "Ctrl+Shift+E", "mail", "File"
            ),
            Command("handouts.many", N_("Many handouts at once…"), self.ask_many, "", "copy", "File"),
            Command("handouts.printed", N_("Printed before…"), self.show_printed, "", "history", "View"),
            Command("handouts.fit", N_("Fit the page"), lambda: preview.set_zoom(Zoom.FIT), "Ctrl+0", menu="View"),
            Command("handouts.larger", N_("Larger"), lambda: preview.step_zoom(1), "Ctrl++", menu="View"),
            Command("handouts.smaller", N_("Smaller"), lambda: preview.step_zoom(-1), "Ctrl+-", menu="View"),
        ]

    def enter(self) -> None:
        """Read what may have changed, and take the focus to where choosing begins."""
        if self._stale:
            self.read()
        self.settings.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Draw nothing more until the page is shown again."""
        self._stale = self._stale or not self.live.settled
        self.live.rest()
        self.settings.keep_now()

    def show_tenders(self, ids: Sequence[UUID]) -> None:
        """Make a flyer of these tenders, in this order; those that have no room are told of."""
        self.settings.choose_kind(HandoutKind.FLYER)
        chosen, most = list(dict.fromkeys(ids)), TRADES[HandoutKind.FLYER].most_tenders
        if len(chosen) > most:
            words = self.context.words
            said = words(N_("There is room for {most} tenders. The first {most} are chosen."), most=most)
            self.context.wishes.notify.emit(said)
        self._choose(chosen)

    def show_for_event(self, kind: HandoutKind, event: UUID | None) -> None:
        """Make a handout of a kind for an event, whenever the event is; None leaves the event as it is."""
        self.settings.choose_kind(kind)
        self._for = event
        self.read()

    def read(self) -> None:
        """Read what there is to choose from, and draw again."""
        house, language, kind = self.context.house, self.context.words.language, self.settings.handout_kind()
        chosen = self._asked
        if chosen is None and self._touched:
            chosen = self.settings.tenders.chosen()[: TRADES[kind].most_tenders]
        event = self._for or self.settings.event_id()
        self._stale = False
        self._reading += 1
        turn = self._reading

        def take(found: tuple[Offer, dict[str, dict[str, Any]]]) -> None:
            offer, drafts = found
            if turn == self._reading:
                self._asked = None
                if not self._recalled:
                    self._recalled = True
                    self.settings.recall(drafts)
                self.settings.fill(offer)
                if self._for is not None:
                    wished, self._for = self._for, None
                    self.settings.choose_event(wished)
                self._draw(again=True)

        drafts = house.drafts
        self.context.read(lambda: (read_offer(house, language, chosen, event, kind), drafts.all()), take, self)

    def ask_many(self) -> None:
        """Open the window for one handout for each event or guest."""
        BatchDialog(self.context, self.settings.order(), self).open()

    def show_printed(self) -> None:
        """Open the list of what was printed: for the chosen event, else of all."""
        PrintedDialog(self.context, self, self.settings.event_id()).open()

    # Drawing ---------------------------------------------------------------------------------------------------------

    def _draw(self, *, again: bool = False) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self.live.ask(self.settings.order(), self.preview.dpi(), again=again)

    def _show(self, drawn: Drawn) -> None:
        self.side.warn("")
        self.settings.fields.show_link_error("")
        self.preview.show_pdf(drawn.pdf, drawn.pages, drawn.dpi)
        self._describe(drawn.wish, drawn.made.pages)
        self.printed.show_for(drawn.made)

    def _ready(self) -> printings.Drawn | None:
        last = self.live.last
        return last.made if last is not None and self.live.settled and last.wish == self.settings.order() else None

    def _describe(self, order: HandoutOrder, pages: int) -> None:
        self._described = order, pages
        words = self.context.words
        shown, told = facts(order, pages, words.language)
        self.side.facts.setText(shown)
        self.preview.view.setAccessibleName(words(N_("Preview of the handout")))
        self.preview.view.setAccessibleDescription(told)

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, InvalidInput) and error.field == "Link":
            self.settings.fields.show_link_error(self.context.words(error.reason, **error.values))
            return
        said = explain(error, self.context.words.language)
        if said is None:
            self.context.tasks.failed.emit(error)
        else:
            self.side.warn(said.whole)

    # Choosing --------------------------------------------------------------------------------------------------------

    def _choose(self, tenders: Sequence[UUID]) -> None:
        most = TRADES[self.settings.handout_kind()].most_tenders
        self._asked, self._touched = tuple(tenders)[:most], True
        self.read()

    def _kind_changed(self) -> None:
        self._say_title()
        self.read()

    def _event_changed(self, tenders: Sequence[UUID] | None) -> None:
        if tenders is not None:
            self._choose(tenders)
        elif Setting.GUESTS in TRADES[self.settings.handout_kind()].uses:
            self.read()

    def _say_title(self) -> None:
        kind = self.settings.handout_kind()
        names = SHORT_NAMES if self.width() < _NAMES_FROM else {}
        self._title.setText(self.context.words(names.get(kind, HANDOUT_LABELS[kind])))

    def _speak(self) -> None:
        self._say_title()
        if self._described is not None:
            self._describe(*self._described)
        self._stale = True
        if self.isVisible():
            self.read()

    def _touch(self) -> None:
        """From now on the officer's own choice of tenders holds, not the soonest ones."""
        self._touched = True

    def _changed(self, changes: Changes, origin: object) -> None:
        if changes.concern(Kind.PRINTING) and self.live.last is not None:
            self.printed.show_for(self.live.last.made)
        if not changes.concern(*TRADES[self.settings.handout_kind()].shows):
            return
        if self.isVisible():
            self.read()
        else:
            self._stale = True

    # Under way -------------------------------------------------------------------------------------------------------

    def _be_busy(self, sentence: str) -> None:
        self.side.be_busy(sentence)
        self._enable(False)

    def _be_still(self, sentence: str) -> None:
        self.side.be_still(sentence)
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for button in (self.print_button, self.save_button, self.draft_button, self.many_button):
            button.setEnabled(on)

    def _offer_saved(self, path: Path) -> None:
        self._saved = path
        self.side.offer_to_open()

    def _open_saved(self) -> None:
        if self._saved is not None:
            open_file(self._saved)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        for number, part in enumerate((self.settings.kind, self.settings, self.side)):
            parts.addWidget(part)
            parts.setStretchFactor(number, int(part is self.side))
        parts.setSizes([200, 400, 720])
        state = self.context.memory.get_state("handouts.parts")
        if state is not None:
            parts.restoreState(state)
        parts.splitterMoved.connect(lambda *_: self.context.memory.keep_state("handouts.parts", parts.saveState()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(parts, 1)

    def _head(self) -> QHBoxLayout:
        bind = self.context.words.bind
        self._title = QLabel()
        set_role(self._title, "title")
        self.many_button, self.draft_button = QPushButton(), QPushButton()
        self.save_button, self.print_button = QPushButton(), QPushButton()
        self._head_row = row = QHBoxLayout()
        row.setContentsMargins(WIDE, MARGIN, WIDE, GAP)
        row.setSpacing(GAP)
        row.addWidget(self._title, 1)
        for button, picture, text in (
            (self.many_button, "copy", N_("Many…")),
            (self.draft_button, "mail", N_("E-mail draft")),
            (self.save_button, "export", N_("Save as PDF…")),
            (self.print_button, "print", N_("Print…")),
        ):
            bind(button.setText, text)
            put_icon(button, picture, "on_accent" if button is self.print_button else "text")
            row.addWidget(button)
        set_role(self.print_button, "primary")
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the kinds are pictures, and the heading is the short name."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NAMES_FROM
        self.settings.kind.be_narrow(narrow=narrow)
        self._head_row.setContentsMargins(WIDE, MARGIN, GAP if narrow else WIDE, GAP)
        self._head_row.setSpacing(TIGHT if narrow else GAP)
        self._say_title()

    def _wire(self) -> None:
        self.settings.changed.connect(self._draw)
        self.settings.kind_changed.connect(self._kind_changed)
        self.settings.event_changed.connect(self._event_changed)
        self.settings.tender_part.changed.connect(self._touch)
        self.settings.tender_part.add_wished.connect(lambda: self.context.wishes.show_page.emit("tenders"))
        self.preview.dpi_wanted.connect(lambda _: self._draw())
        self.context.wishes.flyer.connect(self.show_tenders)
        self.context.wishes.handout.connect(self.show_for_event)
        self.live.drawn.connect(self._show)
        self.live.failed.connect(self._show_error)
        self._wire_leaving()
        self.context.changes.changed.connect(self._changed)
        self.context.words.changed.connect(self._speak)

    def _wire_leaving(self) -> None:
        leaving, side = self.leaving, self.side
        leaving.busy.connect(self._be_busy)
        leaving.progressed.connect(side.progress)
        leaving.still.connect(self._be_still)
        leaving.warned.connect(side.warn)
        leaving.failed.connect(self._show_error)
        leaving.saved.connect(self._offer_saved)
        side.stop_wished.connect(leaving.stop)
        side.open_wished.connect(self._open_saved)
        self.printed.list_wished.connect(self.show_printed)
        self.print_button.clicked.connect(leaving.ask_printer)
        self.save_button.clicked.connect(leaving.ask_file)
        self.draft_button.clicked.connect(leaving.draft)
        self.many_button.clicked.connect(self.ask_many)
