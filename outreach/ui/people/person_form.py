"""The form for a person: name, roles at one or more companies, how to reach, tags and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outreach.domain.company import Company
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.duplicates import Typed
from outreach.ui.context import Context
from outreach.ui.forms.addresses_editor import AddressesEditor
from outreach.ui.forms.contacts_editor import EmailsEditor, PhonesEditor
from outreach.ui.forms.declines_editor import HELP as DECLINES_HELP
from outreach.ui.forms.declines_editor import TITLE as DECLINES
from outreach.ui.forms.declines_editor import DeclinesEditor
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.likeness_hint import LikenessHint
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.people.roles_editor import RolesEditor
from outreach.ui.privacy.note_hint import NoteHint

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome

NAME = N_("Name")
COMPANIES, PHONES, EMAILS = N_("Companies"), N_("Telephone"), N_("E-mail")
LANGUAGES = {"": N_("Not known"), "sv": N_("Swedish"), "en": N_("English")}


class PersonForm(FormDialog):
    """Edits a person, or makes a new one. `companies` are those of the person's roles, by id."""

    def __init__(
        self,
        context: Context,
        person: Person | None,
        companies: Mapping[UUID, Company],
        tags: Sequence[str],
        parent: QWidget,
    ) -> None:
        is_new = person is None or person.version == 0
        super().__init__(context, N_("New person") if is_new else N_("Edit person"), parent)
        self._original = person or Person(name="")
        self.name = QLineEdit()
        self.roles = RolesEditor(context)
        self.phones, self.emails = PhonesEditor(context), EmailsEditor(context)
        self.website = QLineEdit()
        self.addresses = AddressesEditor(context)
        self.tags = TagEditor(context, tags)
        self.language = QComboBox()
        self.declines = DeclinesEditor(context)
        self.notes, self.source = NotesEdit(), QLineEdit()
        self.likeness = LikenessHint(context, Kind.PERSON, self._typed)
        self._add_sections()
        self._fill(self._original, companies)
        self._wire_likeness()
        self.ready()
        self.name.setFocus()
        self.name.deselect()

    def value(self) -> Person:
        """Return the person as it stands in the form; the roles stand in `self.roles`."""
        name = " ".join(self.name.text().split())
        # Given and family name were made of the whole name: with another one they are made again.
        same = name == self._original.name
        return replace(
            self._original,
            name=name,
            phones=self.phones.value(),
            emails=self.emails.value(),
            website=self.website.text().strip(),
            addresses=self.addresses.value(),
            tags=self.tags.value(),
            language=str(self.language.currentData() or ""),
            declines=self.declines.value(),
            notes=self.notes.value(),
            source=self.source.text().strip(),
            given=self._original.given if same else "",
            family=self._original.family if same else "",
        )

    def state(self) -> Any:
        """Compare the roles too."""
        return self.value(), self.roles.value()

    def for_draft(self) -> Person:
        """Carry the roles at companies that are known."""
        roles = tuple(Role(company, title) for company, title in self.roles.value() if isinstance(company, UUID))
        return replace(self.value(), roles=roles)

    def holds_more(self) -> bool:
        """A company that is new is a name alone."""
        return any(not isinstance(company, UUID) for company, _ in self.roles.value())

    def submit(self) -> None:
        """Take the roles now: the worker must not read widgets."""
        self._roles = self.roles.value()
        super().submit()

    def save(self, record: Person) -> Outcome:
        """Keep the person, and companies that are new."""
        return self.context.house.waiting.save_person(record, self._roles)

    def _add_sections(self) -> None:
        for code, text in LANGUAGES.items():
            self.language.addItem(self.context.words(text), code)
        self.add_section(
            N_("The person"),
            self.field(NAME, self.name),
            self.field(COMPANIES, self.roles, N_("A name that is not in the register becomes a new company.")),
        )
        self.add_section(
            N_("Contact"),
            self.field(PHONES, self.phones),
            self.field(EMAILS, self.emails),
            self.field(N_("Website"), self.website),
            self.field(N_("Addresses"), self.addresses),
        )
        self.add_section(
            N_("About"),
            self.field(N_("Tags"), self.tags),
            (self.field(N_("Language"), self.language), self.field(N_("Source"), self.source)),
            self.field(DECLINES, self.declines, DECLINES_HELP),
            self.field(N_("Notes"), self.notes),
            NoteHint(self.context, self.notes),
        )

    def _typed(self) -> Typed:
        return Typed(
            self.name.text(),
            tuple(email.address for email in self.emails.value()),
            tuple(phone.number for phone in self.phones.value()),
            companies=tuple(company for company, _ in self.roles.value() if isinstance(company, UUID)),
            but=self._original.id,
        )

    def _wire_likeness(self) -> None:
        self.likeness.watch(self.name.textEdited, self.fields[NAME])
        for title, editor in ((PHONES, self.phones), (EMAILS, self.emails), (COMPANIES, self.roles)):
            self.likeness.watch(editor.changed, self.fields[title])
        self.likeness.reach_by(self)
        self.likeness.wished.connect(lambda one: self.leave_for(Kind.PERSON, one))

    def _fill(self, person: Person, companies: Mapping[UUID, Company]) -> None:
        self.name.setText(person.name)
        names = {one: company.name for one, company in companies.items()}
        self.roles.set_value(person.roles, names)
        self.phones.set_value(person.phones)
        self.emails.set_value(person.emails)
        self.website.setText(person.website)
        self.addresses.set_value(person.addresses)
        self.tags.set_value(person.tags)
        if person.language and self.language.findData(person.language) < 0:
            self.language.addItem(person.language, person.language)
        self.language.setCurrentIndex(self.language.findData(person.language))
        self.declines.set_value(person.declines)
        self.notes.set_value(person.notes)
        self.source.setText(person.source)
