"""One company in full: how to reach it, what it wants to hear of, who works there, and what happened."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from outreach.domain.codes import cpv_name, municipality_name, sni_name
from outreach.domain.company import SIZE_LABELS, Company, SizeClass, show_org_number
from outreach.domain.contact import show_phone
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.bids import CompanyBid
from outreach.services.companies import CompanyCard
from outreach.services.declining import channel_words
from outreach.services.no_bids import Said
from outreach.ui.bids.parts import add_company_bids
from outreach.ui.capture.entry import Entry
from outreach.ui.companies.next_contact import NEXT_CONTACT, NextContactDialog, say_next_contact
from outreach.ui.contracts.related import RelatedContracts, add_contracts, contracts_of_company
from outreach.ui.forms.contacts_editor import say_label
from outreach.ui.forms.declines_editor import TITLE as DECLINES
from outreach.ui.icons import put_icon
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
from outreach.ui.theme import TIGHT, set_role


class CompanyDetail(DetailPane):
    """The pane beside the list of companies."""

    add_person = Signal()
    """Somebody new at this company is to be written down."""

    hint: ClassVar[str] = N_("Choose a company to see it here.")

    def read(self, record_id: UUID) -> tuple[CompanyCard, list[CompanyBid], list[Said], RelatedContracts]:
        """Read the company with its people, moments and bids, and the contracts with it."""
        house = self.context.house
        bids, said = house.bids.of_company(record_id), list(house.no_bids.of_company(record_id))
        return house.companies.card(record_id), bids, said, contracts_of_company(house, record_id)

    def _log(self, company: Company) -> None:
        entry = Entry(company=company.name, company_id=str(company.id))
        self.context.wishes.capture_with.emit(entry)

    def fill(self, shown: tuple[CompanyCard, list[CompanyBid], list[Said], RelatedContracts]) -> None:
        """Show it."""
        card, bids, said, contracts = shown
        company = card.company
        self._add_head(company)
        self.add_buttons(
            ("capture", N_("Log a conversation"), lambda: self._log(company)),
            ("edit", N_("Edit"), lambda: self.page.edit_record(company.id)),
        )
        self._add_next_contact(card)
        self._add_contacts(company)
        self._add_people(company, card.people)
        add_contracts(self, contracts)
        self._add_interests(company)
        add_company_bids(self, bids, said)
        self.add_tags(company.tags)
        self.add_text(N_("Notes"), company.notes)
        self.add_text(N_("Source"), company.source)
        self.add_time_line(card.moments, Kind.COMPANY)

    def _add_head(self, company: Company) -> None:
        language = self.context.words.language
        industries = dict.fromkeys(sni_name(code, language.code) or code for code in company.sni)
        size = "" if company.size is SizeClass.UNKNOWN else self.say(SIZE_LABELS[company.size])
        number = show_org_number(company.org_number)
        self.add_title(
            company.name,
            plain_line(municipality_name(company.municipality), size, number),
            plain_line(*industries),
            self._also_in(company),
            badges=[self.say(N_("Sole trader"))] if company.sole_trader else [],
        )

    def _add_next_contact(self, card: CompanyCard) -> None:
        change = QPushButton(self.say(N_("Change…")))
        set_role(change, "quiet")
        change.setAccessibleName(self.say(N_("Change the next contact")))
        change.clicked.connect(lambda: NextContactDialog(self.context, card.company, self.window()).open())
        said = text_label(say_next_contact(card.next_contact, self.context.words), "" if card.next_contact.day else "muted")
        self.add_section(NEXT_CONTACT, said, tool=change)
        if card.company.declines:
            words = channel_words(card.company.declines, self.context.words.language)
            self.add_section(DECLINES, text_label(words))

    def _also_in(self, company: Company) -> str:
        places = [municipality_name(code) or code for code in company.workplaces]
        return self.say(N_("Workplaces in {places}"), places=", ".join(places)) if places else ""

    def _add_contacts(self, company: Company) -> None:
        words = self.context.words
        lines = [phone_line(self.context, phone, say_label(words, phone.label)) for phone in company.phones]
        lines += [email_line(self.context, email, say_label(words, email.label)) for email in company.emails]
        lines += [website_line(self.context, company.website)] if company.website else []
        lines += [address_line(self.context, address) for address in company.addresses]
        if lines:
            self.add_section(N_("Contact"), spaced(*lines))

    def _add_people(self, company: Company, people: tuple[Person, ...]) -> None:
        add = QPushButton(self.say(N_("Add a person")))
        set_role(add, "quiet")
        put_icon(add, "add")
        add.clicked.connect(lambda: self.add_person.emit())
        lines = [self._person_line(company, person) for person in people]
        nobody = text_label(self.say(N_("Nobody yet.")), "muted")
        self.add_section(N_("People"), spaced(*lines) if lines else nobody, tool=add)

    def _person_line(self, company: Company, person: Person) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(link_button(person.name, lambda: self.context.open(Kind.PERSON, person.id)))
        title = next((role.title for role in person.roles if role.company == company.id and role.title), "")
        phone = show_phone(person.phones[0].number) if person.phones else ""
        row.addWidget(text_label(plain_line(title, phone), "caption"), 1)
        return line

    def _add_interests(self, company: Company) -> None:
        if company.cpv:
            code = self.context.words.language.code
            names = [text_label(cpv_name(one, code) or one) for one in company.cpv]
            self.add_section(N_("Wants to hear of"), spaced(*names))
