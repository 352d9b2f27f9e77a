"""The dialog *Exchange with another laptop*: the code, the folder, a preview, the run, and the conflicts that wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_, NN_
from outreach.services.exchange_conflicts import ORIGINAL, OURS, THEIRS
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.exchange.conflict_lines import conflict_lines
from outreach.ui.icons import put_icon
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

if TYPE_CHECKING:
    from outreach.services.exchange import Exchanged, Status
    from outreach.services.exchange_conflicts import Conflict
    from outreach.ui.preferences.choices import Choices

LOOKING, RUNNING = N_("Looking into the folder…"), N_("Exchanging…")
LAST = N_("Last exchanged with {laptop} on {day}.")
GOES = N_("Deleted on another laptop: {kind} “{title}”")


class ExchangeDialog(QDialog):
    """The dialog."""

    def __init__(self, context: Context, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._choices = context, choices
        self._status: Status | None = None
        self._conflicts: list[Conflict] = []
        self._told: list[Line] = []
        #: The list has been read.
        self.settled = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        take_size(self, 800, 600)
        words = context.words
        words.bind(self.setWindowTitle, N_("Exchange with another laptop"))
        self.summary, self.code_line, self.place_line = QLabel(), QLabel(), QLabel()
        set_role(self.summary, "subheading")
        set_role(self.place_line, "muted")
        for label in (self.summary, self.code_line, self.place_line):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        flags = Qt.TextInteractionFlag
        self.code_line.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.code = QLineEdit()
        words.bind(self.code.setPlaceholderText, N_("The code of the other laptop"))
        words.bind(self.code.setAccessibleName, N_("The code of the other laptop"))
        self.list = LineList(tall=True)
        words.bind(self.list.setAccessibleName, N_("What waits, and what was done"))
        self.make_button = self._button(N_("Show our code"), "lock", self.make_code)
        self.pair_button = self._button(N_("Use this code"), "", self.pair)
        self.place_button = self._button(N_("Folder…"), "folder", self.choose_place)
        self.preview_button = self._button(N_("Preview"), "", self.preview)
        self.run_button = self._button(N_("Exchange"), "", self.run)
        self.sure_button = self._button(N_("Exchange, these records go"), "", lambda: self.run(sure=True))
        self.ours_button = self._button(N_("Keep what stands now"), "", lambda: self.settle(OURS))
        self.theirs_button = self._button(N_("Take theirs"), "", lambda: self.settle(THEIRS))
        self.original_button = self._button(N_("Take the original"), "", lambda: self.settle(ORIGINAL))
        self.close_button = self._button(N_("Close"), "", self.accept)
        self.sure_button.hide()
        self.code_line.hide()
        self._lay_out()
        self.list.moved.connect(lambda _: self._say_enabled())
        self.code.textChanged.connect(lambda _: self._say_enabled())
        self.code.returnPressed.connect(self.pair)
        words.changed.connect(self._fill)
        self.read()

    # What the buttons do ---------------------------------------------------------------------------------------------

    def make_code(self) -> None:
        """Show the code of this workspace; a new one if there is none."""
        exchange = self._context.house.exchange
        LongWork(self._context, RUNNING, self).run(lambda _: exchange.make_code(), self._show_code)

    def pair(self) -> None:
        """Use the code that was typed in."""
        exchange, typed = self._context.house.exchange, self.code.text()
        if typed.strip():
            LongWork(self._context, RUNNING, self).run(lambda _: exchange.pair(typed), lambda _: self._paired())

    def choose_place(self) -> None:
        """Ask for the folder that all laptops reach: a stick, a share, a synchronised folder."""
        dialog = QFileDialog(self, self._context.words(N_("A folder that both laptops reach")), str(self._place() or Path.home()))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_place)
        dialog.open()

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
            seen = exchange.preview(place, report)
            if seen.too_many and not sure:
                return seen, False
            return exchange.run(place, sure=sure, report=report), True

        LongWork(self._context, RUNNING, self).run(work, self._ran)

    def settle(self, take: str) -> None:
        """Decide the chosen conflict. Undo takes it back."""
        line = self.list.current()
        exchange = self._context.house.exchange
        if isinstance(line, tuple):
            conflict, which = line

            def done(changes: Changes) -> None:
                self._context.changes.publish(changes, None)
                self.read()

            LongWork(self._context, RUNNING, self).run(
                lambda _: exchange.settle(conflict.id, take, max(which, 0)).changes, done
            )

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
        self.read()

    def _paired(self) -> None:
        self.code.clear()
        self._context.wishes.notify.emit(self._context.words(N_("The code is set.")))
        self.read()

    def _previewed(self, done: Exchanged) -> None:
        self._tell(done)
        self.summary.setText(self._context.words(N_("This would happen; nothing was done yet.")))

    def _ran(self, answer: tuple[Exchanged, bool]) -> None:
        done, was_done = answer
        self._tell(done)
        self.sure_button.setVisible(not was_done)
        if was_done:
            self._context.changes.publish(done.changes, None)
            self.read()
        else:
            text = N_("Many records would go because they were deleted on another laptop. Look at the names; nothing was done yet.")
            self.summary.setText(self._context.words(text))

    def _tell(self, done: Exchanged) -> None:
        words = self._context.words
        language = words.language
        sent = language.count(NN_("{n} change sent", "{n} changes sent"), done.sent)
        received = language.count(NN_("{n} change received", "{n} changes received"), done.received)
        self._told = [Line(f"{sent} · {received}", icon="check", low=True)]
        for one in done.removals:
            self._told.append(Line(words(GOES, kind=words(KIND_WORDS[one.kind]), title=one.title), icon="warning", tone="warning"))
        for problem in done.problems:
            self._told.append(Line(Path(problem.file).name, say_problem(problem, language), icon="warning", tone="warning"))
        self._fill_list()

    def _fill(self) -> None:
        words, status = self._context.words, self._status
        if status is not None and not status.code:
            self.summary.setText(words(N_("First both laptops need one code: show it on one, type it on the other.")))
        elif status is not None and not status.peers:
            self.summary.setText(words(N_("Nothing has been exchanged yet.")))
        elif status is not None:
            moment = words.language.moment
            self.summary.setText("\n".join(words(LAST, laptop=one.name, day=moment(one.at)) for one in status.peers[:3]))
        place = self._place()
        text = N_("Over {folder}. Files there are sealed; only laptops with the code can read them.")
        none = N_("Choose a folder that both laptops reach: a stick, a share, a synchronised folder.")
        self.place_line.setText(words(text, folder=str(place)) if place else words(none))
        self._fill_list()

    def _fill_list(self) -> None:
        self.list.show_lines([*self._told, *conflict_lines(self._conflicts, self._context.words.language)])
        self._say_enabled()

    def _place(self) -> Path | None:
        place = self._choices.settings.exchange_place
        return Path(place) if place else None

    def _say_enabled(self) -> None:
        chosen = self.list.current()
        on_conflict = isinstance(chosen, tuple)
        ready = bool(self._status and self._status.code and self._place())
        self.run_button.setEnabled(ready)
        self.preview_button.setEnabled(ready)
        self.pair_button.setEnabled(bool(self.code.text().strip()))
        for button in (self.ours_button, self.theirs_button, self.original_button):
            button.setVisible(bool(self._conflicts))
            button.setEnabled(on_conflict)
        if on_conflict and chosen[0].is_deletion:
            self.original_button.setEnabled(False)

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        if icon:
            put_icon(button, icon)
        self._context.words.bind(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        set_role(self.run_button, "primary")
        codes, settle, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (codes, (self.make_button, self.code, self.pair_button)),
            (settle, (self.ours_button, self.theirs_button, self.original_button)),
            (foot, (self.run_button, self.sure_button, self.preview_button, self.place_button)),
        ):
            row.setSpacing(GAP)
            for one in buttons:
                row.addWidget(one)
        settle.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.summary)
        column.addLayout(codes)
        column.addWidget(self.code_line)
        column.addWidget(self.list, 1)
        column.addLayout(settle)
        column.addWidget(self.place_line)
        column.addLayout(foot)
