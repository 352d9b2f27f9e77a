"""Opens what logs conversations for the shell – capture window, fair mode, question line – and brings back what was half typed.

One of each for one workspace, built when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach.errors import NotFound
from outreach.language import N_, NN_
from outreach.services.house import House
from outreach.services.questions import Asked
from outreach.ui.capture.entry import DRAFT, FAIR_DRAFT, LINE_DRAFT, QUESTION_DRAFT, Entry, from_draft
from outreach.ui.capture.question_panel import LATER_DRAFT, QuestionPanel, counted_at, event_under_way
from outreach.ui.capture.saying import say_asked
from outreach.ui.capture.scribe import Scribe, entry_of
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.context import Context
from outreach.ui.preferences.choices import Choices
from outreach.ui.toast import Toast
from outreach.ui.undoing import UndoDesk

if TYPE_CHECKING:
    from outreach.ui.capture.quick_line_box import QuickLineBox
    from outreach.ui.fair.window import FairWindow

_FOUND = NN_(
    "{n} conversation was not saved yet: {name}", "{n} conversations were not saved yet, the first one: {name}"
)


class CaptureDesk(QObject):
    """The capture window, fair mode and the question line of one workspace."""

    def __init__(self, context: Context, choices: Choices, undo_desk: UndoDesk, window: QWidget, toast: Toast) -> None:
        super().__init__(window)
        self._context = context
        self._choices = choices
        self._undo_desk = undo_desk
        self._window = window
        self._toast = toast
        self._drafts: dict[str, list[Entry]] = {DRAFT: [], FAIR_DRAFT: []}
        self.capture: CaptureWindow | None = None
        self.fair: FairWindow | None = None
        self.line: QuickLineBox | None = None
        self.question = QuestionPanel(context, window)
        self.question.asked.connect(self._asked)
        context.tasks.busy.connect(self._worked)

    def open(self, event: UUID | None = None) -> CaptureWindow:
        """Show the window; a draft that waits is in it."""
        if self.capture is None:
            self.capture = capture = CaptureWindow(self._context, self._window)
            capture.undo_wanted.connect(self._undo_desk.undo)
            capture.officer_chosen.connect(self._sign_as)
            capture.question_wanted.connect(lambda at: self.question.open_over(capture, counted_at(at)))
        self.capture.open(event)
        self._hand_out(DRAFT, self.capture.scribe)
        return self.capture

    def open_with(self, entry: Entry) -> None:
        """Fill in an entry that another page or a scan has begun: in fair mode while that is shown, else in the window."""
        if self.fair is not None and self.fair.isVisible():
            self.fair.begin(entry)
        else:
            self.open().begin(entry)

    def open_fair(self, event: UUID | None = None) -> None:
        """Show fair mode at an event; without one at that of the clock, else the officer is asked."""
        from outreach.ui.fair.choosing import find_event

        shown = self.fair.event_id if self.fair is not None and self.fair.isVisible() else None
        waiting = next((entry.event_id for entry in self._drafts[FAIR_DRAFT] if entry.event), None)
        known = event or shown or waiting
        if known is not None:
            self._show_fair(known)
        else:
            find_event(self._context, self._window, self._show_fair)

    def quick_line(self) -> QuickLineBox:
        """Show the box for one line, or for a pasted signature; a draft that waits is in it."""
        from outreach.ui.capture.quick_line_box import QuickLineBox

        if self.line is None:
            self.line = QuickLineBox(self._context, self._window)
            self.line.undo_wanted.connect(self._undo_desk.undo)
        self.line.open()
        return self.line

    def count_question(self) -> None:
        """Open the question line over the main window."""
        self.question.open_over(self._window, event_under_way)

    def offer_draft(self) -> None:
        """Say that something half typed was found, with a button that shows it; the keys of its place show it too."""
        house = self._context.house
        self._context.read(lambda: read_drafts(house), self._offer, self)

    def close(self) -> None:
        """Put the windows away for good; what is half typed is kept."""
        self.question.go_home()
        self.question.deleteLater()
        for window in (self.capture, self.fair, self.line):
            if window is not None:
                window.close()
                window.deleteLater()
        self.capture = self.fair = self.line = None
        self.deleteLater()

    def _worked(self, busy: bool) -> None:
        """Forget what stood outside the workspace while that was busy: all of it has gone in."""
        aside = self._context.house.drafts.aside
        if not busy and aside.holds:
            self._context.tasks.beside(aside.clear)

    def _show_fair(self, event: UUID) -> None:
        # Fair mode is loaded when it is wanted, as the pages are.
        from outreach.ui.fair.window import FairWindow

        if self.fair is None:
            self.fair = fair = FairWindow(self._context, self._window)
            fair.undo_wanted.connect(self._undo_desk.undo)
            fair.officer_chosen.connect(self._sign_as)
            fair.question_wanted.connect(lambda at: self.question.open_over(fair, counted_at(at), fair.times))
            fair.covered.connect(self.question.put_away)
        if self.capture is not None:
            self.capture.close()
        self.fair.open(event)
        self._hand_out(FAIR_DRAFT, self.fair.scribe)

    def _hand_out(self, name: str, scribe: Scribe) -> None:
        """Put kept drafts where they came from: the last one into the form, the others wait."""
        found, self._drafts[name] = self._drafts[name], []
        for entry in found[1:]:
            scribe.hold(entry)
        for entry in found[:1]:
            scribe.take_up(entry)

    def _offer(self, drafts: dict[str, dict[str, Any]]) -> None:
        words = self._context.words
        for name, found in self._drafts.items():
            found += _entries(name, drafts)
        asked = self.question.show_draft(drafts.get(QUESTION_DRAFT, {}))
        asked = self.question.show_draft(drafts.get(LATER_DRAFT, {})) or asked
        places: tuple[tuple[str, Callable[[], object]], ...] = ((FAIR_DRAFT, self.open_fair), (DRAFT, self.open))
        for name, act in places:
            found = self._drafts[name]
            if found:
                sentence = words.count(_FOUND, len(found), name=found[0].shown)
                self._toast.say(sentence, words(N_("Go on with it")), act)
                return
        if asked:
            sentence = words(N_("A question was not counted yet: {question}"), question=asked)
            self._toast.say(sentence, words(N_("Go on with it")), self.count_question)
            return
        line = str(drafts.get(LINE_DRAFT, {}).get("text") or "").strip()
        if line:
            sentence = words.count(_FOUND, 1, name=line[:60])
            self._toast.say(sentence, words(N_("Go on with it")), self.quick_line)

    def _asked(self, asked: Asked, host: QWidget) -> None:
        for window in (self.capture, self.fair):
            if window is not None and host is window:
                window.scribe.asked(asked)
        action, desk = asked.changes.action, self._undo_desk
        if action is not None:
            words = self._context.words
            self._toast.say(say_asked(asked, words), words(N_("Undo ({key})"), key="Ctrl+Z"), lambda: desk.undo(action))

    def _sign_as(self, officer: str) -> None:
        self._context.house.sign_as(officer)
        self._choices.change(officer=officer)


def read_drafts(house: House) -> dict[str, dict[str, Any]]:
    """Return the drafts; words that were being changed in a list come with whom they were said to. Runs on the worker."""
    house.drafts.take_in()
    drafts = house.drafts.all()
    for key, values in drafts.items():
        if values.get("corrects") and "person" not in values and "company" not in values:
            try:
                whole = entry_of(house, UUID(str(values["corrects"])))
            except (NotFound, ValueError):
                continue
            drafts[key] = replace(whole, note=str(values.get("note", "")), id=str(values.get("id", whole.id))).draft()
    return drafts


def _entries(name: str, drafts: dict[str, dict[str, Any]]) -> list[Entry]:
    """Return what was half typed in one place: first what stood in the form, then what waited."""
    keys = [name, *sorted(key for key in drafts if key.startswith(f"{name}:"))]
    found = [from_draft(drafts[key]) for key in keys if key in drafts]
    return [entry for entry in found if not entry.is_empty]
