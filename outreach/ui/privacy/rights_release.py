"""The window *Release public documents*: search, choose, leave out what is secret by its paragraph, weigh, write the PDF.

Nobody is asked who wants them, nor why (TF 2 kap. 18 §).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.listing import Hit
from outreach.language import N_, NN_
from outreach.services.field_words import FIELD_LABELS
from outreach.services.releases import QUESTIONS, Masking, Released, Weighed
from outreach.services.search import SEARCHED
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.kinds import KIND_ICONS, KIND_TITLES
from outreach.ui.lists.long_work import LongWork
from outreach.ui.privacy.rights_dialog import RightsDialog, Tell
from outreach.ui.theme import GAP, MARGIN, take_size

TITLE = N_("Release public documents")
WORKING = N_("The paper is being written and read back…")
FOUND = NN_("{n} chosen", "{n} chosen")
#: What can be released is found by search, at most so many of each kind.
_MOST = 500
_HIT = Qt.ItemDataRole.UserRole


class ReleaseDialog(RightsDialog):
    """One release."""

    def __init__(self, context: Context, parent: QWidget, tell: Tell) -> None:
        super().__init__(context, parent, TITLE, tell)
        words = self.words
        self.weighed: Weighed | None = None
        self.masks: dict[str, QComboBox] = {}
        self.answers: list[QCheckBox] = []
        words.bind(self.heading.setText, N_("What somebody asks for, with what is secret left out"))
        self.search, self.hide_words = QLineEdit(), QLineEdit()
        words.bind(self.search.setPlaceholderText, N_("Search companies, people, events, tenders, conversations"))
        words.bind(self.hide_words.setPlaceholderText, N_("Words to take out wherever they stand, with ; between them"))
        self.ground = self._paragraphs(N_("the paragraph"))
        self.found = QListWidget()
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.bind(self.found.setAccessibleName, N_("What was found"))
        self.count = self.text(N_("Do not ask who wants them, nor why (TF 2 kap. 18 §). Tick what is released."))
        self.area = QScrollArea()
        words.bind(self.area.setAccessibleName, N_("What is weighed and left out"))
        self.search_button = self.button(N_("Search"), self.look, "search")
        self.all_button = self.button(N_("Tick all"), self.tick_all)
        self.write_button = self.button(N_("Write the PDF…"), self.write, "export", "primary")
        self._lay_out()
        self.search.returnPressed.connect(self.look)
        self.found.itemChanged.connect(lambda _: self._weigh())
        take_size(self, 980, 620)
        self._show_weighed(None)
        self.search.setFocus()
        self.settled = True

    def look(self) -> None:
        """Search."""
        text, house = self.search.text().strip(), self.context.house
        if text:
            self.read(lambda: house.search.find(text, SEARCHED, _MOST), self._show)

    def tick_all(self) -> None:
        """Choose everything that was found, or nothing when all is chosen."""
        rows = [self.found.item(row) for row in range(self.found.count())]
        wanted = Qt.CheckState.Unchecked if len(self.chosen()) == len(rows) else Qt.CheckState.Checked
        self.found.blockSignals(True)
        for one in rows:
            one.setCheckState(wanted)
        self.found.blockSignals(False)
        self._weigh()

    def chosen(self) -> list[UUID]:
        """Return what is ticked, in the order of the list."""
        rows = (self.found.item(row) for row in range(self.found.count()))
        return [one.data(_HIT) for one in rows if one.checkState() is Qt.CheckState.Checked]

    def masking(self) -> Masking:
        """Return what is left out, and by which paragraph."""
        fields = {name: str(box.currentData()) for name, box in self.masks.items() if box.currentData()}
        hidden = tuple(one.strip() for one in self.hide_words.text().split(";") if one.strip())
        return Masking(fields, hidden, str(self.ground.currentData() or ""))

    def write(self) -> None:
        """Ask where, and write."""
        self.complain()
        if self.masking().words and not self.masking().ground:
            self.complain(self.words(N_("Name the paragraph by which the words are taken out.")))
            self.ground.setFocus()
            return
        self.ask_file(TITLE, self.words(N_("public documents")), ("pdf",), self.write_to)

    def write_to(self, path: Path) -> None:
        """Write the PDF; it is read back before, and refused should anything that was left out stand in it."""
        house, ids, masking, language = self.context.house, self.chosen(), self.masking(), self.words.language

        def work(report: Callable[[int, int], None]) -> Released:
            def page(done: int) -> bool:
                report(done, 0)
                return True

            return house.releases.save(ids, path, language, masking, weighed=self._is_weighed(), progress=page)

        LongWork(self.context, WORKING, self).run(work, self._wrote)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _wrote(self, done: Released) -> None:
        self.wrote(done.file)
        if done.unfound:
            words = ", ".join(done.unfound)
            self.complain(self.words(N_("Stands nowhere, so nothing was taken out: {word}"), word=words))
            return
        self.accept()

    def _show(self, hits: list[Hit]) -> None:
        kept = set(self.chosen())
        self.found.blockSignals(True)
        for row in reversed(range(self.found.count())):
            if self.found.item(row).data(_HIT) not in kept:
                self.found.takeItem(row)
        for one in hits:
            if one.id not in kept:
                self.found.addItem(self._item(one))
        self.found.blockSignals(False)
        self._weigh()
        if not self.found.count():
            self.words.bind(self.count.setText, N_("Nothing was found. Other words may do."))
        kinds = Counter(one.kind for one in hits)
        if any(many >= _MOST for many in kinds.values()):
            self.complain(self.words(N_("Of each kind the first {n} are shown; narrower words show the rest."), n=str(_MOST)))

    def _item(self, hit: Hit) -> QListWidgetItem:
        kind = self.words(KIND_TITLES[hit.kind])
        item = QListWidgetItem(icon(KIND_ICONS.get(hit.kind, "note")), f"{' '.join(hit.title.split())[:90]}  –  {kind}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_HIT, hit.id)
        return item

    def _weigh(self) -> None:
        ids, house = self.chosen(), self.context.house
        if ids:
            self.read(lambda: house.releases.weigh(ids), self._show_weighed)
        else:
            self._show_weighed(None)

    def _show_weighed(self, weighed: Weighed | None) -> None:
        words = self.words
        before = {name: box.currentData() for name, box in self.masks.items()}
        self.weighed, self.masks, self.answers = weighed, {}, []
        if weighed is not None:
            self.count.setText(words.count(FOUND, weighed.records))
        self.complain()
        if weighed is not None and weighed.protected:
            self.complain(words(N_("Somebody with a protected identity is among them: take them out first.")))
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setSpacing(GAP)
        if weighed is None:
            column.addWidget(self.text(N_("Search and tick: here stands then what can be left out, and what has to be weighed.")))
        else:
            self._add_questions(column, weighed)
            self._add_masks(column, weighed, before)
        column.addStretch(1)
        self.area.setWidget(inner)
        self._say_enabled()

    def _add_questions(self, column: QVBoxLayout, weighed: Weighed) -> None:
        if weighed.questions:
            column.addWidget(self.text(N_("Weigh, and tick when it is settled"), "subheading"))
        for one in weighed.questions:
            row, box = QHBoxLayout(), QCheckBox()
            box.setAccessibleName(self.words(QUESTIONS[one]))
            box.toggled.connect(self._say_enabled)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self.text(QUESTIONS[one], ""), 1)
            self.answers.append(box)
            column.addLayout(row)

    def _add_masks(self, column: QVBoxLayout, weighed: Weighed, before: dict[str, object]) -> None:
        column.addSpacing(MARGIN)
        column.addWidget(self.text(N_("Leave out, and by which paragraph"), "subheading"))
        form = QFormLayout()
        named = sorted((self.words(FIELD_LABELS.get(one, one)), one) for one in weighed.fields if one in FIELD_LABELS)
        for label, name in named:
            box = self._paragraphs(N_("stays"))
            box.setAccessibleName(label)
            box.setCurrentIndex(max(box.findData(before.get(name)), 0))
            self.masks[name] = box
            form.addRow(label, box)
        column.addLayout(form)

    def _paragraphs(self, none: str) -> QComboBox:
        box = QComboBox()
        box.addItem(self.words(none), "")
        for paragraph in QUESTIONS:
            box.addItem(paragraph, paragraph)
        return box

    def _is_weighed(self) -> bool:
        return all(one.isChecked() for one in self.answers)

    def _say_enabled(self) -> None:
        weighed = self.weighed
        self.write_button.setEnabled(weighed is not None and not weighed.protected and self._is_weighed())
        first = ""
        if weighed is None:
            first = N_("First: search, and tick what is released.")
        elif not self._is_weighed():
            first = N_("First: weigh each question, and tick it.")
        self.say_first(first)
        self.all_button.setEnabled(self.found.count() > 0)

    def _lay_out(self) -> None:
        top, both, left, hidden = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.search_button)
        top.addWidget(self.all_button)
        left.addWidget(self.count)
        left.addWidget(self.found, 1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both.setSpacing(2 * MARGIN)
        both.addLayout(left, 1)
        both.addWidget(self.area, 1)
        hidden.addWidget(self.hide_words, 1)
        hidden.addWidget(self.ground)
        for name, field in (
            (N_("Search"), self.search),
            (N_("Words to take out"), self.hide_words),
            (N_("Paragraph"), self.ground),
        ):
            self.words.bind(field.setAccessibleName, name)
        self.column.addLayout(top)
        self.column.addLayout(both, 1)
        self.column.addLayout(hidden)
        self.finish(right=(self.write_button,))
