"""The dialog *Backups*: what there is and how old, make one now, a second place, rehearse, and restore with a preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach.errors import InvalidInput
from outreach.explain import say_size
from outreach.language import N_, NN_
from outreach.services.backups import REASONS, Listed, Rehearsal
from outreach.ui.backups.restore_dialog import RestoreDialog
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.keeping_dialog import KeepingDialog, in_row
from outreach.ui.line_list import Line
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import take_size

if TYPE_CHECKING:
    from outreach.storage.backup_file import Backup
    from outreach.ui.preferences.choices import Choices

MAKING = N_("A backup is being made and compared…")
REHEARSING = N_("The newest backup is being restored and compared…")


class BackupsDialog(KeepingDialog):
    """The dialog. `restore(path, passphrase)` puts a chosen backup in the place of the workspace; the window does it."""

    def __init__(
        self, context: Context, choices: Choices, restore: Callable[[Path, str], None], parent: QWidget
    ) -> None:
        super().__init__(context, N_("Backups"), parent)
        self._choices, self._restore_with = choices, restore
        self._found: list[Listed] = []
        take_size(self, 760, 560)
        words = context.words
        words.bind(self.list.setAccessibleName, N_("Backups"))
        self.make_button = self.button(N_("Make one now"), "add", self.make, "primary")
        self.rehearse_button = self.button(N_("Rehearse restoring"), "check", self.rehearse)
        self.place_button = self.button(N_("Second place…"), "folder", self.choose_place)
        self.no_place_button = self.button(N_("No second place"), "", self.forget_place)
        self.restore_button = self.button(N_("Restore…"), "", self.restore)
        self.file_button = self.button(N_("Restore from a file…"), "", self.restore_from_file)
        self._lay_out()
        self.list.moved.connect(lambda _: self._say_enabled())
        self.list.chosen.connect(lambda _: self.restore())
        words.changed.connect(self._fill)
        self._say_enabled()
        self.read()

    # What the buttons do ---------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make a backup now, and a second one in the second place."""
        backups, second, plain = self._context.house.backups, self._second(), self._plain_may_leave()

        def work(report: Callable[[int, int], None]) -> Backup:
            made = backups.make(report=report)
            if second is not None:
                backups.copy(made.path, second, plain_may_leave=plain)
            return made

        LongWork(self._context, MAKING, self).run(work, self._made, far=True)

    def rehearse(self) -> None:
        """Restore the newest into a scratch folder and compare every row."""
        backups = self._context.house.backups
        LongWork(self._context, REHEARSING, self).run(backups.rehearse, self._rehearsed, far=True)

    def choose_place(self) -> None:
        """Ask for a second folder: a stick, a share, a cloud folder."""
        self.ask_folder(N_("A second place for backups"), self._second(), self.take_place)

    def take_place(self, folder: str) -> None:
        """Keep the second place. One where a backup that is not encrypted would leave the computer is asked for twice."""
        try:
            self._context.house.backups.require_fit(Path(folder), plain_may_leave=False)
        except InvalidInput as error:
            self._ask_twice(folder, self._context.words(error.reason))
            return
        self._keep_place(folder, plain=False)

    def forget_place(self) -> None:
        """Keep backups in one place only; those in the other stay there."""
        self._keep_place("", plain=False)

    def restore(self) -> None:
        """Look into the chosen backup and offer to restore it."""
        chosen = self.list.current()
        if isinstance(chosen, Listed) and chosen.verified:
            self._look_into(chosen.path)

    def restore_from_file(self) -> None:
        """Look into a backup that lies somewhere else."""
        dialog = QFileDialog(self, self._context.words(N_("Restore a backup")), str(self._second() or Path.home()))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self._context.words(N_('Backups'))} (*.outreach-backup)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._look_into(Path(name)))
        dialog.open()

    # Inside ----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list anew."""
        backups, second = self._context.house.backups, self._second()
        self._context.tasks.run_far(
            lambda _: backups.listed(second),
            self._show,
            lambda *_: None,
            owner=self,
            failed=self._context.tasks.failed.emit,
        )

    def _look_into(self, path: Path) -> None:
        def restore(passphrase: str) -> None:
            self.accept()
            self._restore_with(path, passphrase)

        RestoreDialog(self._context, path, restore, self).open()

    def _show(self, found: list[Listed]) -> None:
        self._found, self.settled = found, True
        self._fill()

    def _fill(self) -> None:
        words = self._context.words
        good = [one for one in self._found if one.verified]
        if good:
            age = _age(self._context, good[0])
            self.summary.setText(
                words(N_("The newest backup is {age} old. Each was opened and compared before it counted."), age=age)
            )
        else:
            self.summary.setText(
                words(N_("There is no backup yet. One is made by itself each time you close Outreach."))
            )
        second = self._second()
        folder = str(self._context.house.backups.folder)
        text = (
            N_("They lie in {folder}, and in {second}.")
            if second
            else N_(
                "They lie in {folder}. A second place, such as a stick or a share, saves them when the computer is lost."
            )
        )
        self.place_line.setText(words(text, folder=folder, second=second))
        self.list.show_lines([self._line(one) for one in self._found], first=True)
        self._say_enabled()

    def _line(self, one: Listed) -> Line:
        words = self._context.words
        if one.made is None:
            return Line(
                one.path.name,
                words(N_("Cannot be read: damaged, or not a backup")),
                icon="warning",
                tone="warning",
                data=one,
            )
        language = words.language
        facts = [
            words(REASONS.get(one.reason, one.reason)),
            language.count(NN_("{n} person", "{n} people"), one.people),
            language.count(NN_("{n} company", "{n} companies"), one.companies),
            say_size(one.size, language),
            words(N_("encrypted")) if one.encrypted else words(N_("not encrypted")),
        ]
        note = words(N_("second place")) if one.second else words(N_("compared"))
        return Line(language.moment(one.made), " · ".join(facts), note, icon="check", data=one)

    def _made(self, made: Backup) -> None:
        words = self._context.words
        self._context.wishes.notify.emit(
            words(N_("Made and compared a backup ({size})."), size=say_size(made.size, words.language))
        )
        self.read()

    def _rehearsed(self, done: Rehearsal) -> None:
        words = self._context.words
        number = words.language.number
        sentence = words(
            N_("Restored in {seconds} s, {rows} rows compared, all as they were. The scratch folder is gone."),
            seconds=number(round(done.seconds, 1)),
            rows=number(done.rows),
        )
        self.summary.setText(sentence)
        self._context.wishes.notify.emit(sentence)

    def _ask_twice(self, folder: str, reason: str) -> None:
        self.place_line.setText(reason)
        self.place_button.setText(self._context.words(N_("It may lie there all the same")))
        self.place_button.clicked.disconnect()
        self.place_button.clicked.connect(lambda: self._keep_place(folder, plain=True))
        self.place_button.setFocus()

    def _keep_place(self, folder: str, *, plain: bool) -> None:
        self._choices.change(backup_place=folder, backup_place_plain="yes" if plain else "")
        self.place_button.clicked.disconnect()
        self.place_button.clicked.connect(self.choose_place)
        self.place_button.setText(self._context.words(N_("Second place…")))
        self.read()

    def _second(self) -> Path | None:
        place = self._choices.settings.backup_place
        return Path(place) if place else None

    def _plain_may_leave(self) -> bool:
        return self._choices.settings.backup_place_plain == "yes"

    def _say_enabled(self) -> None:
        chosen = self.list.current()
        self.restore_button.setEnabled(isinstance(chosen, Listed) and chosen.verified)
        self.rehearse_button.setEnabled(any(one.verified and not one.second for one in self._found))
        self.no_place_button.setVisible(self._second() is not None)

    def _lay_out(self) -> None:
        column = self.column()
        column.addWidget(self.summary)
        column.addLayout(in_row((self.make_button, self.rehearse_button, self.place_button, self.no_place_button)))
        column.addWidget(self.list, 1)
        column.addWidget(self.place_line)
        column.addLayout(in_row((self.restore_button, self.file_button), (self.close_button,)))


def _age(context: Context, one: Listed) -> str:
    """Say how old a backup is: minutes, hours or days, the largest that is not 0."""
    language, minutes = context.words.language, int(one.age.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return language.count(NN_("{n} day", "{n} days"), minutes // (24 * 60))
    if minutes >= 120:
        return language.count(NN_("{n} hour", "{n} hours"), minutes // 60)
    return language.count(NN_("{n} minute", "{n} minutes"), minutes)
