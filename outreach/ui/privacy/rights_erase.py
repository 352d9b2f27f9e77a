"""The window *Erase or anonymise*: what goes, what stays counted, who else names the person, and the refusal with its reason.

Nothing happens before a second look, and what happened is shown with the backups that may still hold the person.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QRadioButton, QWidget

from outreach.domain.extract import PART_LABELS
from outreach.domain.processing import DEED_LABELS, Deed
from outreach.domain.refusal import GROUND_LABELS, Ground
from outreach.language import N_, NN_
from outreach.services.erasures import FIRM_STAYS, Erased, Mention, Sight, gone_by
from outreach.ui.context import Context
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.long_work import LongWork
from outreach.ui.privacy.rights_dialog import RightsDialog, SecondLook, Tell
from outreach.ui.theme import take_size

TITLE = N_("Erase or anonymise")
LOOKING = N_("Everything that names the person is being looked for…")
WORKING = N_("The person is being taken out of every table…")
ROWS = NN_("{n} row", "{n} rows")
#: Where a name stands in somebody else's words it is masked; longer lists are masked whole, without ticks for each.
_MOST = 300


class EraseDialog(RightsDialog):
    """The erasure of one person. `erased` holds what was done, once it was."""

    def __init__(self, context: Context, person: UUID, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        self._person = person
        self.sight: Sight | None = None
        self.erased: Erased | None = None
        self.list = LineList(tall=True)
        self.words.bind(self.list.setAccessibleName, N_("What would go, and what stands against it"))
        self.mentions = QListWidget()
        self.words.bind(self.mentions.setAccessibleName, N_("Texts of others that name the person"))
        self.mentions_text = self.text(
            N_("Ticked: the name is masked there. Take the tick off where somebody else of the same name is meant."), "muted"
        )
        self.erase_choice, self.anonymise_choice, self.refuse_choice = QRadioButton(), QRadioButton(), QRadioButton()
        self.words.bind(self.erase_choice.setText, N_("Erase: everything about the person goes, words of talks too"))
        self.words.bind(self.anonymise_choice.setText, N_("Anonymise: name and addresses go, what was said stays without them"))
        self.words.bind(self.refuse_choice.setText, N_("Refuse: the data stay, and the person gets a decision to appeal"))
        self.erase_choice.setChecked(True)
        self.grounds = QComboBox()
        for one in Ground:
            self.grounds.addItem(self.words(GROUND_LABELS[one]), one)
        self.words.bind(self.grounds.setAccessibleName, N_("Ground"))
        self.reason = QLineEdit()
        self.words.bind(self.reason.setAccessibleName, N_("Reason"))
        self._lay_out()
        for choice in (self.erase_choice, self.anonymise_choice, self.refuse_choice):
            choice.toggled.connect(self._say_choice)
        self._say_choice()
        take_size(self, 760, 640)
        self.look()

    def look(self) -> None:
        """Read what an erasure would do; long registers take a while."""
        house, person = self.context.house, self._person

        def work(report: Callable[[int, int], None]) -> Sight:
            return house.erasures.look(person, lambda _: report(0, 0))

        LongWork(self.context, LOOKING, self).run(work, self._show)

    def go_on(self) -> None:
        """Ask once more, or write the decision of a refusal."""
        if self.sight is None:
            return
        if self.refuse_choice.isChecked():
            self._refuse()
            return
        name = self.sight.person.name
        anonymise = self.anonymise_choice.isChecked()
        sentence = N_("{name} becomes nobody, for good.") if anonymise else N_("{name} goes for good, history included.")
        text = N_("Anonymise for good") if anonymise else N_("Erase for good")
        matters = "\n".join(f"• {self.words(one)}" for one in self.sight.open_matters)
        said = "\n".join(part for part in (self.words(sentence, name=name), matters) if part)
        SecondLook(self.context, said, self.words(text), self.erase, self).open()

    def erase(self) -> None:
        """Do it: nothing can take it back."""
        house, person, spare = self.context.house, self._person, self.spared()
        deed = Deed.ANONYMISE if self.anonymise_choice.isChecked() else Deed.ERASE
        ground = self.reason.text().strip()

        def work(report: Callable[[int, int], None]) -> Erased:
            return house.erasures.erase(person, deed, ground=ground, spare=spare, progress=lambda _: report(0, 0))

        LongWork(self.context, WORKING, self).run(work, self._done)

    def spared(self) -> frozenset[UUID]:
        """Return the records whose words stay: those without a tick."""
        rows = (self.mentions.item(row) for row in range(self.mentions.count()))
        off = (one.data(Qt.ItemDataRole.UserRole) for one in rows if one.checkState() is Qt.CheckState.Unchecked)
        return frozenset(one for one in off if isinstance(one, UUID))

    def refuse_to(self, path: Path) -> None:
        """Write the decision."""
        house, person, language = self.context.house, self._person, self.words.language
        ground, reason = Ground(self.grounds.currentData()), self.reason.text()
        self.read(lambda: house.erasures.refuse(person, ground, reason, path, language), self._refused)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _refuse(self) -> None:
        if not self.reason.text().strip():
            self.complain(self.words(N_("A refusal needs its reason in words.")))
            self.reason.setFocus()
            return
        self.complain()
        name = self.words(N_("decision on erasure"))
        self.ask_file(N_("Decision: your data are not erased"), name, ("pdf",), self.refuse_to)

    def _refused(self, path: Path) -> None:
        self.wrote(path)
        self.accept()

    def _show(self, sight: Sight) -> None:
        words = self.words
        self.sight, self.settled = sight, True
        self.heading.setText(sight.person.name)
        lines: list[Line] = []
        if sight.open_matters:
            lines.append(Line(words(N_("Still open: weigh whether it can wait")), heading=True))
            lines += [Line(words(one), icon="warning", tone="warning", low=True) for one in sight.open_matters]
        lines.append(Line(words(N_("Goes")), heading=True))
        own = sorted(sight.own.items(), key=lambda one: list(PART_LABELS).index(one[0]) if one[0] in PART_LABELS else 99)
        lines += [Line(words(PART_LABELS.get(table, table)), note=words.count(ROWS, count), low=True) for table, count in own]
        lines.append(Line(words(N_("Stays, without the person")), heading=True))
        lines.append(Line(words(N_("Talks, guests and answers are counted as before, by event, industry and month")), low=True))
        if sight.frozen:
            kept = words(N_("Words of talks that document a purchase (LOU 12 kap. 17 §)"))
            lines.append(Line(kept, note=words.count(ROWS, sight.frozen), low=True))
        if sight.firms:
            lines.append(Line(words(N_("Sole traders' firms keep industry and municipality, without a name")), low=True))
            lines.append(Line(words(FIRM_STAYS), low=True))
        self.list.show_lines(lines)
        self._show_mentions(sight)
        self.go_button.setEnabled(self.context.house.can_write)
        self.list.setFocus()

    def _show_mentions(self, sight: Sight) -> None:
        words = self.words
        named = [one for one in sight.mentions if one.table in _TEXTS and one.record is not None]
        for one in named[:_MOST]:
            self.mentions.addItem(self._mention(one))
        self.mentions.setVisible(bool(named))
        self.mentions_text.setVisible(bool(named))
        if sight.namesakes:
            self.complain(words(N_("Somebody else has the same name: in notes only addresses and numbers were looked for.")))

    def _mention(self, one: Mention) -> QListWidgetItem:
        where = self.words(PART_LABELS.get(one.table, one.table))
        item = QListWidgetItem(f"{where}: {' '.join(one.text.split())[:140] or '–'}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setData(Qt.ItemDataRole.UserRole, one.record)
        return item

    def _done(self, erased: Erased) -> None:
        words, day = self.words, self.words.language.day
        self.erased = erased
        self.context.changes.publish(erased.changes, self)
        gone = erased.deed is Deed.ERASE
        title = N_("The person is gone from the workspace.") if gone else N_("The person is anonymous from now on.")
        self.heading.setText(words(title))
        lines = [Line(words(DEED_LABELS[erased.deed]), icon="check")]
        if erased.new_backup:
            lines.append(Line(words(N_("A new backup without the person")), erased.new_backup, icon="check"))
        if erased.backups:
            lines.append(Line(words(N_("Older backups that may still hold the person")), heading=True))
            lines += [
                Line(day(made.date()), name, words(N_("gone by {day}"), day=day(gone_by(made))), icon="clock")
                for name, made in erased.backups
            ]
            lines.append(
                Line(
                    words(N_("With a backup every day they age away by then; one that is restored forgets the person at once.")),
                    low=True,
                )
            )
        self.list.show_lines(lines)
        for widget in (self.mentions, self.mentions_text, self.go_button, self.grounds, self.reason, *self._choices):
            widget.hide()
        self.complain(words(N_("Somebody else has the same name: look through the notes by hand.")) if erased.namesakes else "")
        self.close_button.setFocus()

    def _say_choice(self) -> None:
        refuse = self.refuse_choice.isChecked()
        self.grounds.setVisible(refuse)
        self.words.bind(
            self.reason.setPlaceholderText,
            N_("The reason, in words that the person understands") if refuse else N_("Ground, such as art. 17.1 a (no name)"),
        )
        text = N_("Write the decision…") if refuse else (
            N_("Anonymise…") if self.anonymise_choice.isChecked() else N_("Erase…")
        )
        self.words.bind(self.go_button.setText, text)

    def _lay_out(self) -> None:
        self._choices = (self.erase_choice, self.anonymise_choice, self.refuse_choice)
        self.mentions.setMaximumHeight(120)
        self.mentions.hide()
        self.mentions_text.hide()
        self.go_button = self.button(N_("Erase…"), self.go_on, "", "danger")
        self.go_button.setEnabled(False)
        self.column.addWidget(self.list, 1)
        for widget in (self.mentions_text, self.mentions, *self._choices, self.grounds, self.reason):
            self.column.addWidget(widget)
        self.finish(self.go_button)


#: Tables whose rows are records with words of others; journal, drafts and facts follow them.
_TEXTS = frozenset(PART_LABELS) - {"journal", "action", "audit", "draft", "fact", "printing", "outbox", "picture", "apart"}
