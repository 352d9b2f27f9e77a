"""The dialog *Exchange with another laptop*: the code, the folder, a preview, the run, and the conflicts that wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.errors import TooMuchRemoved
from outreach.language import N_
from outreach.services.exchange_words import (
    UNSENT,
    WAITING,
    counted,
    last_exchanged,
    problem_line,
    removals,
)
from outreach.ui.context import Context
from outreach.ui.exchange.conflict_lines import conflict_lines
from outreach.ui.keeping_dialog import KeepingDialog, in_row, plain_label
from outreach.ui.line_list import Line
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import set_role, take_size

if TYPE_CHECKING:
    from outreach.services.exchange import Exchanged, Status
    from outreach.services.exchange_conflicts import Conflict
    from outreach.ui.preferences.choices import Choices

LOOKING, RUNNING = N_("Looking into the folder…"), N_("Exchanging…")
FIRST = N_("First both laptops need one code: show it on one, type it on the other.")
WOULD = N_("This would happen; nothing was done yet.")
MANY = N_("Many records would go because they were deleted on another laptop. Look at the names; nothing was done yet.")
HAS_CODE = N_("This workspace has another code already. With this one it exchanges no more with the laptops that use the old one.")
SHUTS_OUT = N_(
    "A new code shuts out a laptop that is lost or leaves. Type it in on all the others; with the old one they read nothing new."
)
#: What the list says while there is nothing in it: how to begin, or that all is well.
STEPS = (
    N_("1. One laptop shows its code; the others type it in."),
    N_("2. All choose a folder that they reach: a stick, a share, a synchronised folder."),
    N_("3. Each presses Exchange, whenever it suits. What was set differently is shown here to be decided."),
)
CALM = N_("Nothing waits for a decision.")
USE, USE_INSTEAD = N_("Use this code"), N_("Use it instead")
NEW, NEW_SURE = N_("New code…"), N_("Make the new code")


class ExchangeDialog(KeepingDialog):
    """The dialog."""

    def __init__(self, context: Context, choices: Choices, parent: QWidget) -> None:
        super().__init__(context, N_("Exchange with another laptop"), parent)
        self._choices = choices
        self._status: Status | None = None
        self._conflicts: list[Conflict] = []
        self._told: list[Line] = []
        #: What was said once and waits for a second press: a code that replaces another, a new code.
        self._asked_pair = self._asked_new = False
        take_size(self, 800, 600)
        words = context.words
        self.code_line = plain_label()
        flags = Qt.TextInteractionFlag
        self.code_line.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.code_line.hide()
        self.code = QLineEdit()
        words.bind(self.code.setPlaceholderText, N_("The code of the other laptop"))
        words.bind(self.code.setAccessibleName, N_("The code of the other laptop"))
        words.bind(self.list.setAccessibleName, N_("What waits, and what was done"))
        self.make_button = self.button(N_("Show our code"), "lock", self.make_code)
        self.new_button = self.button(NEW, "", self.renew_code)
        self.pair_button = self.button(USE, "", self.pair)
        self.place_button = self.button(N_("Folder…"), "folder", self.choose_place)
        self.preview_button = self.button(N_("Preview"), "", self.preview)
        self.run_button = self.button(N_("Exchange"), "", self.run)
        self.sure_button = self.button(N_("Exchange, these records go"), "", lambda: self.run(sure=True))
        self.settle_button = self.button(N_("Let this stand"), "check", self.settle)
        self.sure_button.hide()
        self._lay_out()
        self.list.moved.connect(lambda _: self._say_enabled())
        self.list.chosen.connect(lambda _: self.settle())
        self.code.textChanged.connect(lambda _: self._disarm())
        self.code.returnPressed.connect(self.pair)
        words.changed.connect(self._fill)
        self.read()

    # What the buttons do ---------------------------------------------------------------------------------------------

    def make_code(self) -> None:
        """Show the code of this workspace; a new one if there is none."""
        exchange = self._context.house.exchange
        LongWork(self._context, RUNNING, self).run(lambda _: exchange.make_code(), self._show_code)

    def renew_code(self) -> None:
        """Make another code, so that a lost laptop reads nothing new; said twice."""
        if not self._asked_new:
            self._asked_new = True
            self.summary.setText(self._context.words(SHUTS_OUT))
            self.new_button.setText(self._context.words(NEW_SURE))
            return
        exchange = self._context.house.exchange
        LongWork(self._context, RUNNING, self).run(lambda _: exchange.renew_code(), self._show_code)

    def pair(self) -> None:
        """Use the code that was typed in; one that replaces another is said twice."""
        exchange, typed = self._context.house.exchange, self.code.text()
        if not typed.strip():
            return
        if self._status is not None and self._status.code and not self._asked_pair:
            self._asked_pair = True
            self.summary.setText(self._context.words(HAS_CODE))
            self.pair_button.setText(self._context.words(USE_INSTEAD))
            return
        instead = self._asked_pair
        LongWork(self._context, RUNNING, self).run(lambda _: exchange.pair(typed, instead=instead), lambda _: self._paired())

    def choose_place(self) -> None:
        """Ask for the folder that all laptops reach: a stick, a share, a synchronised folder."""
        self.ask_folder(N_("A folder that both laptops reach"), self._place(), self.take_place)

    def take_place(self, folder: str) -> None:
        """Remember the folder."""
        self._choices.change(exchange_place=folder)
        self._fill()

    def preview(self) -> None:
        """Show what an exchange would do; nothing is kept or written."""
        place, exchange = self._place(), self._context.house.exchange
        if place is not None:
            LongWork(self._context, LOOKING, self).run(lambda report: exchange.preview(place, report), self._previewed)

    def run(self, *, sure: bool = False) -> None:
        """Exchange. Many deletions show their names first and want to be told twice."""
        place, exchange = self._place(), self._context.house.exchange
        if place is None:
            return

        def work(report: Callable[[int, int], None]) -> tuple[Exchanged, bool]:
            try:
                return exchange.run(place, sure=sure, report=report), True
            except TooMuchRemoved:
                return exchange.preview(place, report), False

        LongWork(self._context, RUNNING, self).run(work, self._ran)

    def settle(self) -> None:
        """Let the chosen side of a conflict stand. Undo takes it back."""
        line = self.list.current()
        exchange = self._context.house.exchange
        if not isinstance(line, tuple):
            return
        conflict, take, which = line

        def done(changes: Changes) -> None:
            self._context.changes.publish(changes, None)
            self.read()

        LongWork(self._context, RUNNING, self).run(lambda _: exchange.settle(conflict.id, take, which).changes, done)

    # Inside ----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read anew how exchange stands."""
        exchange = self._context.house.exchange
        self._context.read(lambda: (exchange.status(), exchange.conflicts()), lambda found: self.show_state(*found), self)

    def show_state(self, status: Status, conflicts: list[Conflict]) -> None:
        """Say how exchange stands and what waits for a decision."""
        first, self._status, self._conflicts = self._status is None, status, conflicts
        self.settled = True
        self._fill()
        if first and status.code:
            # Whoever has the code already comes to exchange, or to decide.
            wanted = self.list if conflicts else self.run_button if self.run_button.isEnabled() else self.place_button
            wanted.setFocus()

    def _show_code(self, code: str) -> None:
        self.code_line.setText(self._context.words(N_("Type this on the other laptop: {code}"), code=code))
        self.code_line.show()
        self._disarm()
        self.read()

    def _paired(self) -> None:
        self.code.clear()
        self.code_line.hide()
        self._context.wishes.notify.emit(self._context.words(N_("The code is set.")))
        self._disarm()
        self.read()

    def _disarm(self) -> None:
        if self._asked_pair or self._asked_new:
            self._asked_pair = self._asked_new = False
            self._fill()
        self._say_enabled()

    def _previewed(self, done: Exchanged) -> None:
        self._tell(done)
        self.summary.setText(self._context.words(WOULD))

    def _ran(self, answer: tuple[Exchanged, bool]) -> None:
        done, was_done = answer
        self._tell(done)
        self.sure_button.setVisible(not was_done)
        if was_done:
            self._context.changes.publish(done.changes, None)
            self.read()
        else:
            self.summary.setText(self._context.words(MANY))

    def _tell(self, done: Exchanged) -> None:
        language = self._context.words.language
        self._told = [Line(text, icon="check", low=True) for text in counted(done, language)]
        self._told += [Line(text, icon="warning", tone="warning") for text in removals(done, language)]
        for problem in done.problems:
            file, reason = problem_line(problem, language)
            self._told.append(Line(file or reason, reason if file else "", icon="warning", tone="warning"))
        self._fill_list()

    def _fill(self) -> None:
        words, status = self._context.words, self._status
        self.pair_button.setText(words(USE))
        self.new_button.setText(words(NEW))
        if status is not None and not status.code:
            self.summary.setText(words(FIRST))
        elif status is not None:
            lines = last_exchanged(status, words.language, 3)
            since = UNSENT if status.peers else WAITING
            lines += [words.count(since, status.unsent)] if status.unsent else []
            self.summary.setText("\n".join(lines))
        place = self._place()
        text = N_("Exchange goes over {folder}. Files there are sealed; only laptops with the code can read them.")
        none = N_("Choose a folder that both laptops reach: a stick, a share, a synchronised folder.")
        self.place_line.setText(words(text, folder=str(place)) if place else words(none))
        self._fill_list()

    def _fill_list(self) -> None:
        lines = [*self._told, *conflict_lines(self._conflicts, self._context.words.language)]
        if not lines and self._status is not None:
            calm = STEPS if not self._status.peers else (CALM,)
            lines = [Line(self._context.words(text), icon="check" if text is CALM else "", low=True) for text in calm]
        self.list.show_lines(lines)
        self._say_enabled()

    def _place(self) -> Path | None:
        place = self._choices.settings.exchange_place
        return Path(place) if place else None

    def _say_enabled(self) -> None:
        has_code = bool(self._status and self._status.code)
        ready = has_code and self._place() is not None
        self.run_button.setEnabled(ready)
        self.preview_button.setEnabled(ready)
        self.new_button.setVisible(has_code)
        self.pair_button.setEnabled(bool(self.code.text().strip()))
        self.settle_button.setVisible(bool(self._conflicts))
        self.settle_button.setEnabled(isinstance(self.list.current(), tuple))

    def _lay_out(self) -> None:
        set_role(self.run_button, "primary")
        column = self.column()
        column.addWidget(self.summary)
        codes = in_row((self.make_button, self.new_button, self.code, self.pair_button))
        codes.setStretchFactor(self.code, 100)
        column.addLayout(codes)
        column.addWidget(self.code_line)
        column.addWidget(self.list, 1)
        column.addLayout(in_row((self.settle_button,)))
        column.addWidget(self.place_line)
        foot = (self.run_button, self.sure_button, self.preview_button, self.place_button)
        column.addLayout(in_row(foot, (self.close_button,)))
