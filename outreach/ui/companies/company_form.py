"""The form for a company. The organisation number is checked while it is typed, and a sole trader's is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from outreach.domain.company import SIZE_LABELS, Company, SizeClass, read_org_number, show_org_number
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.duplicates import Typed
from outreach.ui.companies.next_contact import EVERY, NEXT_CONTACT, MonthsField
from outreach.ui.context import Context
from outreach.ui.forms.addresses_editor import AddressesEditor
from outreach.ui.forms.code_pickers import MUNICIPALITY, CpvPicker, MunicipalitiesPicker, MunicipalityPicker, SniPicker
from outreach.ui.forms.contacts_editor import EmailsEditor, PhonesEditor
from outreach.ui.forms.days import DayField
from outreach.ui.forms.declines_editor import HELP as DECLINES_HELP
from outreach.ui.forms.declines_editor import TITLE as DECLINES
from outreach.ui.forms.declines_editor import DeclinesEditor
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.likeness_hint import LikenessHint
from outreach.ui.forms.tag_editor import TagEditor

NAME = N_("Company")
PHONES, EMAILS = N_("Telephone"), N_("E-mail")
ORG_NUMBER = N_("Organisation number")
TEN_DIGITS = N_("Ten digits are expected, as in 212000-0142.")
WRONG_DIGIT = N_("The check digit is wrong. Ten digits are expected, as in 212000-0142.")
NUMBER_IS_RIGHT = N_("The number is right.")
IS_PERSONAL = N_(
    "This is a sole trader's number, which is the owner's personal identity number. It is not kept; the company is "
    "marked as a sole trader instead."
)

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome


class CompanyForm(FormDialog):
    """Edits a company, or makes a new one."""

    def __init__(self, context: Context, company: Company | None, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(context, N_("New company") if company is None or not company.version else N_("Edit company"), parent)
        self._original = company or Company(name="")
        self.name = QLineEdit()
        self.org_number = QLineEdit()
        self.sole_trader = QCheckBox()
        self.municipality = MunicipalityPicker(context)
        self.workplaces = MunicipalitiesPicker(context)
        self.sni = SniPicker(context)
        self.size_class = QComboBox()
        self.phones, self.emails = PhonesEditor(context), EmailsEditor(context)
        self.website = QLineEdit()
        self.addresses = AddressesEditor(context)
        self.cpv = CpvPicker(context)
        self.tags = TagEditor(context, tags)
        self.next_contact, self.months = DayField(context, NEXT_CONTACT), MonthsField(context)
        self.declines = DeclinesEditor(context)
        self.notes, self.source = NotesEdit(), QLineEdit()
        self.likeness = LikenessHint(context, Kind.COMPANY, self._typed)
        self._add_sections()
        self._fill(self._original)
        self._wire_likeness()
        self.org_number.textChanged.connect(self._number_typed)
        self.org_number.editingFinished.connect(self._number_written)
        self.ready()
        self.name.setFocus()
        self.name.deselect()

    def value(self) -> Company:
        """Return the company as it stands in the form."""
        return replace(
            self._original,
            name=self.name.text().strip(),
            org_number=self._number(),
            sole_trader=self.sole_trader.isChecked(),
            municipality=self.municipality.value(),
            workplaces=self.workplaces.value(),
            sni=self.sni.value(),
            size=SizeClass(self.size_class.currentData()),
            cpv=self.cpv.value(),
            tags=self.tags.value(),
            emails=self.emails.value(),
            phones=self.phones.value(),
            addresses=self.addresses.value(),
            website=self.website.text().strip(),
            notes=self.notes.value(),
            source=self.source.text().strip(),
            declines=self.declines.value(),
            contact_months=self.months.months(),
            **self._chosen_day(),
        )

    def _chosen_day(self) -> dict[str, Any]:
        day = self.next_contact.value()
        if day == self._original.next_contact:
            return {}
        # When it was chosen is said by the service that keeps it.
        return {"next_contact": day, "next_contact_set": None}

    def save(self, record: Company) -> Outcome:
        """Keep the company."""
        return self.context.house.waiting.save(Kind.COMPANY, record)

    def _add_sections(self) -> None:
        words = self.context.words
        words.bind(self.sole_trader.setText, N_("Sole trader"))
        for size, text in SIZE_LABELS.items():
            self.size_class.addItem(words(text), size.value)
        self.number_field = self.field(ORG_NUMBER, self.org_number)
        self.add_section(
            N_("The company"),
            self.field(NAME, self.name),
            (self.number_field, self._under_label(self.sole_trader)),
            (self.field(MUNICIPALITY, self.municipality), self.field(N_("Size"), self.size_class)),
            self.field(
                N_("Workplaces in other municipalities"),
                self.workplaces,
                N_("They may count as local, as the unit's preferences say."),
            ),
            self.field(N_("Industry"), self.sni),
        )
        self.add_section(
            N_("Contact"),
            self.field(PHONES, self.phones),
            self.field(EMAILS, self.emails),
            self.field(N_("Website"), self.website),
            self.field(N_("Addresses"), self.addresses),
        )
        self.add_section(
            N_("Interests"),
            self.field(
                N_("CPV interests"),
                self.cpv,
                N_("What the company wants to hear of; a general code covers all below it."),
            ),
            self.field(N_("Tags"), self.tags),
        )
        self.add_section(
            NEXT_CONTACT,
            (
                self.field(NEXT_CONTACT, self.next_contact, N_("Holds until the next conversation.")),
                self.field(EVERY, self.months, N_("Counted from the last conversation.")),
            ),
            self.field(DECLINES, self.declines, DECLINES_HELP),
        )
        self.add_section(N_("Notes"), self.field(N_("Notes"), self.notes), self.field(N_("Source"), self.source))

    def _under_label(self, box: QCheckBox) -> Field:
        """Put the box level with the field beside it."""
        return Field(self.context, N_("Form of business"), box)

    def _typed(self) -> Typed:
        number = read_org_number(self.org_number.text())
        return Typed(
            self.name.text(),
            tuple(email.address for email in self.emails.value()),
            tuple(phone.number for phone in self.phones.value()),
            org_number=number.digits if number.valid else "",
            but=self._original.id,
        )

    def _wire_likeness(self) -> None:
        self.likeness.watch(self.name.textEdited, self.fields[NAME])
        self.likeness.watch(self.org_number.textEdited, self.number_field)
        for title, editor in ((PHONES, self.phones), (EMAILS, self.emails)):
            self.likeness.watch(editor.changed, self.fields[title])
        self.likeness.reach_by(self)
        self.likeness.wished.connect(lambda one: self.leave_for(Kind.COMPANY, one))

    def _fill(self, company: Company) -> None:
        self.name.setText(company.name)
        self.org_number.setText(show_org_number(company.org_number))
        self.sole_trader.setChecked(company.sole_trader)
        self.municipality.set_value(company.municipality)
        self.workplaces.set_value(company.workplaces)
        self.sni.set_value(company.sni)
        self.size_class.setCurrentIndex(self.size_class.findData(company.size.value))
        self.phones.set_value(company.phones)
        self.emails.set_value(company.emails)
        self.website.setText(company.website)
        self.addresses.set_value(company.addresses)
        self.cpv.set_value(company.cpv)
        self.tags.set_value(company.tags)
        self.notes.set_value(company.notes)
        self.source.setText(company.source)
        self.next_contact.set_value(company.next_contact)
        self.months.set_months(company.contact_months)
        self.declines.set_value(company.declines)

    def _number(self) -> str:
        """Return what is kept of the number: its digits when it is right, what was typed otherwise."""
        text = self.org_number.text().strip()
        read = read_org_number(text)
        if not text or (read.sole_trader and read.valid):
            return ""
        return read.digits if read.valid else text

    def _number_typed(self, text: str) -> None:
        digits = sum(char.isdigit() for char in text)
        if digits < 10:
            self.number_field.clear_error()
            return
        read = read_org_number(text)
        words = self.context.words
        if not read.valid:
            self.number_field.show_error(words(WRONG_DIGIT))
        elif read.sole_trader:
            self.sole_trader.setChecked(True)
            self.number_field.show_note(words(IS_PERSONAL), "warning")
        else:
            self.number_field.show_note(words(NUMBER_IS_RIGHT), "success")

    def _number_written(self) -> None:
        text = self.org_number.text().strip()
        read = read_org_number(text)
        if text and not read.valid and len(read.digits) < 10:
            self.number_field.show_error(self.context.words(TEN_DIGITS))
        elif read.valid and read.digits:
            self.org_number.setText(show_org_number(read.digits))
