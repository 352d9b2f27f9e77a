"""The page of the companies in the register."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.checkin.choose_event import ask_event
from outreach.ui.commands import Command
from outreach.ui.companies.company_detail import CompanyDetail
from outreach.ui.companies.company_form import CompanyForm
from outreach.ui.doubles.button import doubles_button
from outreach.ui.lists.detail import DetailPane
from outreach.ui.lists.filters import (
    Filter,
    branch_filter,
    cpv_filter,
    event_filter,
    industry_filter,
    met_filter,
    municipality_filter,
    next_contact_filter,
    promised_filter,
    reached_filter,
    size_filter,
    tag_filter,
)
from outreach.ui.lists.list_page import ListPage
from outreach.ui.people.person_form import PersonForm

NOBODY_THERE = N_("Nobody is known at the chosen companies yet.")


class CompaniesPage(ListPage):
    """All companies, searched and narrowed, with what is known about the chosen one."""

    kind: ClassVar[Kind] = Kind.COMPANY
    name: ClassVar[str] = "companies"
    title: ClassVar[str] = N_("Companies")
    new_text: ClassVar[str] = N_("New company")
    search_text: ClassVar[str] = N_("Search companies")
    all_forms: ClassVar[tuple[str, str]] = NN_("{n} company", "{n} companies")
    part_forms: ClassVar[tuple[str, str]] = NN_("{shown} of {n} company", "{shown} of {n} companies")
    empty_title: ClassVar[str] = N_("No companies yet")
    empty_text: ClassVar[str] = N_("Write in the first one, or import a list that you already have.")

    def filters(self) -> list[Filter]:
        """Return what companies can be narrowed by."""
        return [
            tag_filter(self.kind),
            municipality_filter(),
            industry_filter(),
            cpv_filter(),
            size_filter(),
            met_filter(),
            promised_filter(),
            next_contact_filter(),
            event_filter(),
            branch_filter(),
            reached_filter(),
        ]

    def detail_widget(self) -> DetailPane:
        """Return the pane for one company."""
        pane = CompanyDetail(self.context, self)
        pane.add_person.connect(self.add_person)
        return pane

    def more_commands(self) -> list[Command]:
        """Return what else can be done with a company."""
        return [
            Command(
                "companies.add_person",
                N_("Add a person"),
                self.add_person,
                "",
                "people",
                enabled=lambda: self.current_id() is not None,
                apart=True,
            ),
            Command(
                "companies.guests",
                N_("Put their people on a guest list…"),
                self.invite,
                "Ctrl+Shift+G",
                "events",
                enabled=self.has_selection,
            ),
        ]

    def invite(self) -> None:
        """Ask for an event, and put everybody who works at the chosen companies on its guest list."""
        views = self.context.house.views

        def ask(people: list[UUID]) -> None:
            if people:
                ask_event(self.context, people, self)
            else:
                self.context.wishes.notify.emit(self.context.words(NOBODY_THERE))

        self.with_selection(lambda ids: self.context.read(lambda: views.people_of(self.kind, ids), ask, self))

    def header_tools(self) -> list[QWidget]:
        """Return the way to the pairs that may be doubles."""
        return [doubles_button(self.context, self.kind)]

    def new_record(self) -> None:
        """Open an empty form."""
        self.context.read(self.records.tags, lambda tags: self._open(None, tags), self)

    def edit_record(self, record_id: UUID) -> None:
        """Open the form of a company."""
        self.context.read(
            lambda: (self.records.get(record_id), self.records.tags()), lambda found: self._open(*found), self
        )

    def add_person(self) -> None:
        """Open a form for a new person at the company that is shown."""
        current = self.current_id()
        if current is not None:
            house = self.context.house
            self.context.read(
                lambda: (house.companies.get(current), house.people.tags()),
                lambda found: self._open_person(*found),
                self,
            )

    def _open(self, company: Company | None, tags: list[str]) -> None:
        form = CompanyForm(self.context, company, tags, self.window())
        form.saved.connect(self.show_record)
        form.open()

    def _open_person(self, company: Company, tags: list[str]) -> None:
        person = Person(name="", roles=(Role(company.id),))
        PersonForm(self.context, person, {company.id: company}, tags, self.window()).open()
