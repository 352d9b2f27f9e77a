"""One conversation, to be set right or, once its tender is advertised, to be added to: what was said, what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.disclosures.item_words import added
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.lists.detail_parts import text_label

_STAYS = N_("What was said stays: the tender is advertised, or it has been published.")


@dataclass(frozen=True, slots=True)
class TalkEdit:
    """What stands in the form."""

    meeting: UUID
    text: str
    given: Given
    new_text: str
    tender: UUID | None


class TalkDialog(FormDialog):
    """Writes one conversation anew. A frozen one shows what was said, and a field for what is to be added."""

    def __init__(self, context: Context, meeting: Meeting, parent: QWidget, *, frozen: bool) -> None:
        super().__init__(context, N_("Add to a conversation") if frozen else N_("Edit a conversation"), parent)
        self._meeting, self._frozen = meeting, frozen
        self.note, self.choice, self.new_text = NotesEdit(4), QComboBox(), QLineEdit()
        self.tender = RecordChooser(context, Kind.TENDER)
        for given in Given:
            self.choice.addItem(context.words(GIVEN_LABELS[given]), given.value)
        self.choice.setCurrentIndex(self.choice.findData(meeting.information.value))
        if frozen:
            language = context.words.language
            later = (added(one.text, language.day(home_day(one.at), "d MMM y"), context.words) for one in meeting.additions)
            said = [meeting.note, *later]
            self.add_section(
                N_("What was said"),
                text_label("\n".join(said), selectable=True),
                self.field(N_("Addition"), self.note, _STAYS),
            )
        else:
            self.note.set_value(meeting.note)
            self.add_section("", self.field(N_("What about"), self.note))
        self.new_field = self.field(
            N_("New information"), self.new_text, N_("In words that everybody can get; empty: what was said.")
        )
        self.add_section(
            N_("Equal treatment"),
            self.field(N_("Information"), self.choice),
            self.new_field,
            self.field(N_("One more tender"), self.tender),
        )
        self.choice.currentIndexChanged.connect(self._follow)
        self._follow()
        self.ready()
        self.note.setFocus()

    @classmethod
    def open_for(cls, context: Context, meeting: UUID, parent: QWidget) -> None:
        """Read a conversation and open its form over a window."""
        house = context.house

        def show(found: tuple[Meeting, bool]) -> None:
            cls(context, found[0], parent, frozen=found[1]).open()

        context.read(lambda: (house.meetings.get(meeting), house.meetings.is_frozen(meeting)), show, parent)

    def value(self) -> TalkEdit:
        """Return what stands here."""
        given = Given(self.choice.currentData() or "")
        text = self.note.value()
        return TalkEdit(self._meeting.id, text, given, self.new_text.text().strip(), self.tender.record_id())

    def save(self, record: Any) -> Changes:
        """Keep it; called on the worker."""
        tenders = [record.tender] if record.tender else []
        return self.context.house.meetings.revise(record.meeting, record.text, record.given, record.new_text, tenders)

    def saved_id(self, record: Any) -> UUID:
        """Return the conversation's id."""
        return UUID(str(record.meeting))

    def _follow(self) -> None:
        self.new_field.setVisible(self.choice.currentData() == Given.NEW.value)
