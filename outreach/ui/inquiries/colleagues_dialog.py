"""Who is asked in other municipalities: one a line, typed or pasted from a mail program, a spreadsheet or visiting cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from outreach.domain.changes import Changes
from outreach.domain.inquiry import Colleague
from outreach.domain.unit import UNIT_ID
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.theme import calm_table

READ = NN_("{n} address was read.", "{n} addresses were read.")
UNREAD = N_("Not read: {lines}")
_TITLES = (N_("Municipality"), N_("Name"), N_("E-mail"))
_PAUSE, _MOST_UNREAD = 250, 5


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in the field, as it was understood."""

    found: tuple[Colleague, ...]
    unread: tuple[str, ...]


class ColleaguesDialog(FormDialog):
    """The field holds the list as text; the table beside it shows how it is read."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, N_("Colleagues who are asked"), parent)
        self.lines, self.table, self.told = NotesEdit(9), QTableWidget(0, len(_TITLES)), text_label("", "muted")
        self._known: tuple[Colleague, ...] = ()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._look)
        self._build_form()
        self.ready()
        self.lines.textChanged.connect(self._typed)
        house = context.house
        context.read(house.inquiries.colleagues, self._fill, self)
        self.lines.setFocus()

    def value(self) -> str:
        """Return the list as it stands in the field."""
        return self.lines.toPlainText()

    def save(self, record: str) -> Changes:
        """Keep exactly those of the field."""
        inquiries = self.context.house.inquiries
        return inquiries.set_colleagues(inquiries.read_colleagues(record)[0])

    def saved_id(self, record: Any) -> UUID:
        """Return the unit's id: it keeps them."""
        del record
        return UNIT_ID

    def _fill(self, known: Sequence[Colleague]) -> None:
        self.lines.setPlainText("\n".join(as_line(one) for one in known))
        self._clean = self.state()
        self._look()

    def _typed(self) -> None:
        self._pause.start()

    def _look(self) -> None:
        inquiries, text = self.context.house.inquiries, self.value()

        def look() -> _Read:
            found, unread = inquiries.read_colleagues(text)
            return _Read(tuple(found), tuple(unread))

        self.context.read(look, self._show, self)

    def _show(self, read: _Read) -> None:
        words = self.context.words
        self.table.setRowCount(len(read.found))
        for row, one in enumerate(read.found):
            for column, text in enumerate((one.municipality, one.name, one.email)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        said = [words.count(READ, len(read.found))]
        if read.unread:
            said.append(words(UNREAD, lines=" · ".join(read.unread[:_MOST_UNREAD])))
        self.told.setText(" ".join(said))

    def _build_form(self) -> None:
        words = self.context.words
        help_text = N_("One a line: address, name, municipality. Paste a list, a part of a spreadsheet or visiting cards.")
        calm_table(self.table)
        self.table.setHorizontalHeaderLabels([words(title) for title in _TITLES])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(190)
        words.bind(self.table.setAccessibleName, N_("How it is read"))
        self.add_section("", self.field(N_("Colleagues"), self.lines, help_text))
        self.add_section(N_("How it is read"), self.table, self.told)


def as_line(one: Colleague) -> str:
    """Return a colleague as a line that is read back without loss."""
    bare = one.name.replace("<", " ").replace(">", " ")
    address = f"{bare} <{one.email}>" if bare else one.email
    return f"{address}; {one.municipality}" if one.municipality else address
