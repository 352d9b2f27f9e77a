"""One person in full: roles, how to reach, where we met, and what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach.domain.codes import municipality_name
from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.declining import channel_words
from outreach.services.people import PersonCard
from outreach.ui.capture.entry import Entry
from outreach.ui.forms.contacts_editor import say_label
from outreach.ui.forms.declines_editor import TITLE as DECLINES
from outreach.ui.lists.detail import DetailPane, plain_line
from outreach.ui.lists.detail_parts import (
    address_line,
    email_line,
    link_button,
    phone_line,
    spaced,
    text_label,
    website_line,
)
from outreach.ui.people.person_form import LANGUAGES
from outreach.ui.privacy.notices_flags import badges_of, flag_deeds, privacy_facts
from outreach.ui.theme import TIGHT


class PersonDetail(DetailPane):
    """The pane beside the list of people."""

    hint: ClassVar[str] = N_("Choose a person to see them here.")

    def read(self, record_id: UUID) -> PersonCard:
        """Read the person with companies and moments."""
        return self.context.house.people.card(record_id)

    def _log(self, person: Person, company: Company | None) -> None:
        entry = Entry(person=person.name, person_id=str(person.id))
        if company is not None:
            entry = replace(entry, company=company.name, company_id=str(company.id))
        self.context.wishes.capture_with.emit(entry)

    def fill(self, card: PersonCard) -> None:
        """Show it."""
        person = card.person
        first = person.roles[0] if person.roles else None
        company = card.companies.get(first.company) if first else None
        said = plain_line(first.title if first else "", company.name if company else "")
        self.add_title(person.name, said, badges=badges_of(person, self.context.words))
        self.add_buttons(
            ("capture", N_("Log a conversation"), lambda: self._log(person, company)),
            ("edit", N_("Edit"), lambda: self.page.edit_record(person.id)),
            more=flag_deeds(self.context, person, self),
        )
        self._add_contacts(person)
        self._add_roles(card)
        self.add_tags(person.tags)
        self.add_text(N_("Notes"), person.notes)
        language = self.say(LANGUAGES[person.language]) if person.language in LANGUAGES and person.language else ""
        declines = channel_words(person.declines, self.context.words.language)
        about = [(N_("Language"), language), (N_("Source"), person.source), (DECLINES, declines)]
        self.add_facts(N_("About"), about)
        self.add_facts(N_("Personal data"), privacy_facts(person, self.context.words.language))
        self.add_time_line(card.moments, Kind.PERSON)

    def _add_contacts(self, person: Person) -> None:
        words = self.context.words
        lines = [phone_line(self.context, phone, say_label(words, phone.label)) for phone in person.phones]
        lines += [email_line(self.context, email, say_label(words, email.label)) for email in person.emails]
        lines += [website_line(self.context, person.website)] if person.website else []
        lines += [address_line(self.context, address) for address in person.addresses]
        if lines:
            self.add_section(N_("Contact"), spaced(*lines))

    def _add_roles(self, card: PersonCard) -> None:
        lines = [
            self._role_line(role, card.companies[role.company])
            for role in card.person.roles
            if role.company in card.companies
        ]
        if lines:
            self.add_section(N_("Companies"), spaced(*lines))

    def _role_line(self, role: Role, company: Company) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(link_button(company.name, lambda: self.context.open(Kind.COMPANY, company.id)))
        row.addWidget(text_label(plain_line(role.title, municipality_name(company.municipality)), "caption"), 1)
        return line
