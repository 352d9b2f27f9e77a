"""The page of the people in the register."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.checkin.choose_event import ask_event
from outreach.ui.commands import Command
from outreach.ui.doubles.button import doubles_button
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.filters import Filter, event_filter, met_filter, municipality_filter, promised_filter, tag_filter
from outreach.ui.lists.list_page import ListPage
from outreach.ui.people.person_detail import PersonDetail
from outreach.ui.people.person_form import PersonForm
from outreach.ui.privacy.rights_commands import person_commands


class PeoplePage(ListPage):
    """All people, searched and narrowed, with what is known about the chosen one."""

    kind: ClassVar[Kind] = Kind.PERSON
    name: ClassVar[str] = "people"
    title: ClassVar[str] = N_("People")
    new_text: ClassVar[str] = N_("New person")
    search_text: ClassVar[str] = N_("Search people")
    all_forms: ClassVar[tuple[str, str]] = NN_("{n} person", "{n} people")
    part_forms: ClassVar[tuple[str, str]] = NN_("{shown} of {n} person", "{shown} of {n} people")
    empty_title: ClassVar[str] = N_("No people yet")
    empty_text: ClassVar[str] = N_("Write in the first one, log a conversation, or import contact cards.")

    def filters(self) -> list[Filter]:
        """Return what people can be narrowed by."""
        return [tag_filter(self.kind), municipality_filter(), met_filter(), promised_filter(), event_filter()]

    def detail_widget(self) -> DetailPane:
        """Return the pane for one person."""
        return PersonDetail(self.context, self)

    def header_tools(self) -> list[QWidget]:
        """Return the way to the pairs that may be doubles."""
        return [doubles_button(self.context, self.kind)]

    def new_record(self) -> None:
        """Open an empty form."""
        self.context.read(self.records.tags, lambda tags: self._open(None, {}, tags), self)

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of a person."""
        house = self.context.house

        def read() -> tuple[Person, dict[UUID, Company], list[str]]:
            person = house.people.get(record_id)
            return person, house.companies.many(role.company for role in person.roles), house.people.tags()

        self.context.read(read, lambda found: self._open(*found), self)

    def more_commands(self) -> list[Command]:
        """What is special to people."""
        text = N_("Put on a guest list…")
        return [
            Command("people.guests", text, self.invite, "Ctrl+Shift+G", "events", enabled=self.has_selection, apart=True),
            *person_commands(self, self.context, self.current_id),
        ]

    def invite(self) -> None:
        """Ask for an event, and put the chosen people on its guest list."""
        self.with_selection(lambda people: ask_event(self.context, people, self))

    def _open(self, person: Person | None, companies: dict[UUID, Company], tags: list[str]) -> None:
        form = PersonForm(self.context, person, companies, tags, self.window())
        form.saved.connect(self.show_record)
        form.open()
