"""The window *Extract for a protected identity*: article 15 holds for them too, and the paper has to reach nobody else.

Nobody is shown before it is said in words how the identity of whoever asks was made sure of; that is kept in the audit log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from outreach.domain.person import Person
from outreach.language import N_
from outreach.services.exports import Exported
from outreach.services.extracts import HAND_OVER
from outreach.ui.context import Context
from outreach.ui.lists.long_work import LongWork
from outreach.ui.privacy.rights_dialog import RightsDialog, Tell
from outreach.ui.privacy.rights_extract import WORKING
from outreach.ui.theme import take_size

TITLE = N_("Extract for a protected identity")
_WHO = Qt.ItemDataRole.UserRole


class ProtectedExtractDialog(RightsDialog):
    """One extract of somebody whom no list shows."""

    def __init__(self, context: Context, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        words = self.words
        words.bind(self.heading.setText, N_("Who asks, and how do you know?"))
        self.how, self.people = QLineEdit(), QListWidget()
        words.bind(self.how.setPlaceholderText, N_("How you made sure, such as: in person at the desk, identity card shown"))
        words.bind(self.how.setAccessibleName, N_("How you made sure who asks"))
        words.bind(self.people.setAccessibleName, N_("People with protected addresses"))
        self.column.addWidget(self.text(N_("What you write here is kept in the audit log, also when nobody is found.")))
        self.column.addWidget(self.how)
        self.column.addWidget(self.people, 1)
        self.column.addWidget(self.text(HAND_OVER, "warning"))
        self.show_button = self.button(N_("Show them"), self.look, "eye")
        self.write_button = self.button(N_("Write the extract…"), self.write, "export", "primary")
        self.finish(self.show_button, right=(self.write_button,))
        self.how.returnPressed.connect(self.look)
        self.people.currentRowChanged.connect(lambda _: self._say_enabled())
        take_size(self, 620, 420)
        self._say_enabled()
        self.how.setFocus()
        self.settled = True

    def look(self) -> None:
        """Show who has a protected address, for the reason that is written."""
        house, how = self.context.house, self.how.text()
        self.complain()
        self.read(lambda: house.registered.protected(how), self._show)

    def write(self) -> None:
        """Ask where, and write both files."""
        person = self._chosen()
        if person is not None:
            self.ask_file(N_("Register extract"), self.words(N_("register extract")), ("pdf", "json"), self.write_to)

    def write_to(self, path: Path) -> None:
        """Write the PDF and the JSON beside each other."""
        person, house, how, language = self._chosen(), self.context.house, self.how.text(), self.words.language
        if person is None:
            return
        files = [path.with_suffix(suffix) for suffix in (".pdf", ".json")]

        def work(report: Callable[[int, int], None]) -> list[Exported]:
            return house.extracts.save_all(person.id, files, language, lambda _: report(0, 0), protected_checked=how)

        LongWork(self.context, WORKING, self).run(work, self._written)

    def _show(self, people: Sequence[Person]) -> None:
        self.people.clear()
        for one in people:
            item = QListWidgetItem(one.name)
            item.setData(_WHO, one)
            self.people.addItem(item)
        if people:
            self.people.setCurrentRow(0)
            self.people.setFocus()
        else:
            self.complain(self.words(N_("Nobody has a protected address.")))
        self._say_enabled()

    def _chosen(self) -> Person | None:
        item = self.people.currentItem()
        found = item.data(_WHO) if item is not None else None
        return found if isinstance(found, Person) else None

    def _written(self, files: list[Exported]) -> None:
        self.wrote(files[0].file)
        self.accept()

    def _say_enabled(self) -> None:
        there = self._chosen() is not None
        self.write_button.setEnabled(there)
        self.say_first("" if there else N_("First: how do you know who asks?"))
