"""The window *Register extract*: all that the workspace holds about one person, as PDF and JSON, and the month to answer in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.extract import Asked
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.exports import Exported
from outreach.ui.context import Context
from outreach.ui.lists.long_work import LongWork
from outreach.ui.privacy.rights_dialog import RightsDialog, Tell

TITLE = N_("Register extract")
WORKING = N_("Everything about the person is being gathered…")


class ExtractDialog(RightsDialog):
    """The extract of one person."""

    def __init__(self, context: Context, person: UUID, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        self._person, self._name = person, ""
        self.about = self.text(
            N_(
                "Everything that this workspace holds about the person, history and half-typed forms included, with the names, "
                "addresses and numbers of others masked (GDPR art. 15). It is answered within a month, free of charge; make "
                "sure first who asks."
            )
        )
        self.clock = self.text(role="subheading")
        self.pdf, self.json = QCheckBox(), QCheckBox()
        self.words.bind(self.pdf.setText, N_("PDF, to read"))
        self.words.bind(self.json.setText, N_("JSON, complete and for other programs"))
        for box in (self.pdf, self.json):
            box.setChecked(True)
            box.toggled.connect(self._say_enabled)
        kinds = QHBoxLayout()
        kinds.addWidget(self.pdf)
        kinds.addWidget(self.json)
        kinds.addStretch(1)
        self.column.addWidget(self.about)
        self.column.addLayout(kinds)
        self.column.addWidget(self.clock)
        self.column.addStretch(1)
        self.ask_button = self.button(N_("It was asked for today"), self.ask, "follow-up")
        self.write_button = self.button(N_("Write the extract…"), self.write, "export", "primary")
        self.finish(self.ask_button, right=(self.write_button,))
        self.resize(620, 320)
        self.write_button.setFocus()
        self.look()

    def look(self) -> None:
        """Read who it is and whether an answer is waited for."""
        house, person = self.context.house, self._person
        self.read(lambda: (house.people.get(person).name, house.extracts.asked()), lambda found: self._show(*found))

    def ask(self) -> None:
        """Note that the person asked today: *Today* shows it until the extract has been written."""
        house, person = self.context.house, self._person
        self.read(lambda: house.extracts.ask(person), self._noted)

    def write(self) -> None:
        """Ask where, and write."""
        suffixes = tuple(one for one, box in (("pdf", self.pdf), ("json", self.json)) if box.isChecked())
        name = self.words(N_("register extract {name}"), name=self._name)
        self.ask_file(N_("Register extract"), name, suffixes, lambda path: self.write_to(path, suffixes))

    def write_to(self, path: Path, suffixes: tuple[str, ...]) -> None:
        """Write one file of each kind beside each other."""
        house, person, language = self.context.house, self._person, self.words.language
        files = [path.with_suffix(f".{one}") for one in suffixes]

        def work(report: Callable[[int, int], None]) -> list[Exported]:
            return house.extracts.save_all(person, files, language, lambda _: report(0, 0))

        LongWork(self.context, WORKING, self).run(work, self._written)

    def _show(self, name: str, asked: list[Asked]) -> None:
        self._name = name
        self.heading.setText(name)
        waiting = [one for one in asked if one.person == self._person and one.what == "extract"]
        day = self.words.language.day
        if waiting:
            one = waiting[0]
            self.clock.setText(self.words(N_("Asked for on {day}; answer by {due}."), day=day(one.on), due=day(one.due)))
        else:
            self.clock.setText(self.words(N_("No request is noted. One that you note stands under Today until it is answered.")))
        self.ask_button.setEnabled(not waiting and self.context.house.can_write)
        self.settled = True

    def _noted(self, _asked: Asked) -> None:
        self._tell_pages()
        self.look()

    def _written(self, files: list[Exported]) -> None:
        self._tell_pages()
        self.wrote(files[0].file)
        self.accept()

    def _tell_pages(self) -> None:
        self.context.changes.changed.emit(Changes(touched=frozenset({(Kind.FOLLOW_UP, self._person)})), self)

    def _say_enabled(self) -> None:
        chosen = self.pdf.isChecked() or self.json.isChecked()
        self.write_button.setEnabled(chosen)
        self.say_first("" if chosen else N_("First: PDF, JSON or both?"))
