"""The form of a contract: with whom and about what, from when to when, what it is worth, and what was promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from outreach.domain.changes import Changes
from outreach.domain.contract import Contract
from outreach.domain.contract_days import last_day
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.contracts.options_editor import OptionsEditor
from outreach.ui.contracts.promises_editor import PromisesEditor
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.tenders.money_field import VALUE, MoneyField

TITLE, SUPPLIER, TENDER = N_("Title"), N_("Supplier"), N_("Tender")
FIRST, LAST, SIGNED = N_("First day"), N_("Last day"), N_("Signed")
OPTIONS, PROMISES = N_("Option"), N_("Promises")


class ContractForm(FormDialog):
    """Writes down or changes one contract."""

    def __init__(self, context: Context, contract: Contract | None, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("New contract") if contract is None or not contract.version else N_("Edit contract"), parent)
        self._is_new = contract is None or not contract.version
        self._original = contract or Contract(title="", supplier="")
        self._make_editors()
        self._add_sections()
        self._fill(self._original)
        self.ready()
        self._read_known()
        self.tender.changed.connect(self._read_codes)
        self.title_line.setFocus()

    # The record ------------------------------------------------------------------------------------------------------

    def value(self) -> Contract:
        """Return the contract as it stands here. Raises InvalidInput for a day or an amount that cannot be read."""
        company = self.supplier.record_id()
        named = " ".join(self.supplier.line.text().split())
        # The name in the contract stays as it was signed while the same company is meant.
        same = company is not None and company == self._original.company
        return replace(
            self._original,
            title=self.title_line.text(),
            supplier=self._original.supplier if same else named,
            company=company,
            tender=self.tender.record_id(),
            reference=self.reference.text().strip(),
            starts=self.starts.value(),
            ends=self.ends.value(),
            signed=self.signed.value(),
            options=self.options.value(),
            value=self.money.value(),
            promises=self.promises.value(),
            officer=self.officer.currentText().strip(),
            tags=self.tags.value(),
            notes=self.notes.value(),
        )

    def save(self, record: Contract) -> Changes:
        """Keep it; called on the worker. A name that only one company has is that company."""
        contracts = self.context.house.contracts
        if record.company is None and record.supplier != self._original.supplier:
            record = replace(record, company=contracts.recognised(record.supplier))
        return contracts.save(record)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        context = self.context
        self.title_line, self.reference = QLineEdit(), QLineEdit()
        self.supplier = RecordChooser(context, Kind.COMPANY, may_be_new=True)
        self.tender = RecordChooser(context, Kind.TENDER)
        self.starts, self.ends, self.signed = (
            DayField(context, FIRST),
            DayField(context, LAST),
            DayField(context, SIGNED),
        )
        self.options = OptionsEditor(context)
        self.money = MoneyField(context)
        self.promises = PromisesEditor(context, self._last_day)
        self.officer = QComboBox()
        self.officer.setEditable(True)
        self.officer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.tags = TagEditor(context)
        self.notes = NotesEdit(3)

    def _add_sections(self) -> None:
        title = self.field(TITLE, self.title_line, N_("What is bought, in plain words."))
        self.fields[N_("Contract")] = title
        self.add_section(
            N_("What, and with whom"),
            title,
            self.field(SUPPLIER, self.supplier, N_("A company in the register, or the name in the contract.")),
            (
                self.field(TENDER, self.tender),
                self.field(N_("Reference"), self.reference, N_("Diary number or the like.")),
            ),
        )
        self.add_section(
            N_("From when to when"),
            (
                self.field(FIRST, self.starts),
                self.field(LAST, self.ends, N_("Without options.")),
                self.field(SIGNED, self.signed),
            ),
            self.field(OPTIONS, self.options, N_("Rights to extend. They move the last day when they are called.")),
            (self.field(VALUE, self.money, N_("Without VAT.")), self.field(N_("Officer"), self.officer)),
        )
        self.add_section(
            N_("What was promised"),
            self.field(
                PROMISES,
                self.promises,
                N_("Three to eight things that can be seen, in plain words, and when you look."),
            ),
        )
        self.add_section(
            N_("For us"),
            self.field(N_("Tags"), self.tags),
            self.field(N_("Notes"), self.notes, N_("Only you see this.")),
        )

    def _fill(self, contract: Contract) -> None:
        self.title_line.setText(contract.title)
        self.title_line.setCursorPosition(0)
        self.supplier.set_value(contract.company, contract.supplier)
        if contract.company is None:
            self.supplier.line.setText(contract.supplier)
        self.tender.set_value(contract.tender, "…" if contract.tender else "")
        self.reference.setText(contract.reference)
        self.starts.set_value(contract.starts)
        self.ends.set_value(contract.ends)
        self.signed.set_value(contract.signed)
        self.options.set_value(contract.options)
        self.money.set_value(contract.value)
        self.promises.set_value(contract.promises)
        self.officer.setEditText(contract.officer)
        self.tags.set_value(contract.tags)
        self.notes.set_value(contract.notes)

    def _last_day(self) -> date | None:
        """Return the last day as it stands here, with the options that were called; None where it is not known."""
        try:
            return last_day(replace(self._original, ends=self.ends.value(), options=self.options.value()))
        except InvalidInput:
            return None

    def _read_known(self) -> None:
        """Offer officers and tags that are in use, and name the tender; a new contract begins with who works here."""
        house, tender = self.context.house, self._original.tender

        def read() -> tuple[list[str], list[str], str, str, tuple[str, ...]]:
            officers = [officer.name for officer in house.unit.officers()]
            known = house.tenders.many([tender]).get(tender) if tender is not None else None
            return (
                officers,
                house.contracts.tags(),
                house.officer,
                known.title if known else "",
                known.cpv if known else (),
            )

        def take(known: tuple[list[str], list[str], str, str, tuple[str, ...]]) -> None:
            officers, tags, officer, title, cpv = known
            untouched = not self.is_changed()
            written = self.officer.currentText()
            self.officer.clear()
            self.officer.addItems(officers)
            self.officer.setEditText(written or (officer if self._is_new else ""))
            self.tags.offer(tags)
            self.promises.cpv = cpv
            if tender is not None and self.tender.record_id() == tender:
                self.tender.set_value(tender, title)
            if untouched:
                self._clean = self.state()

        self.context.read(read, take, self)

    def _read_codes(self) -> None:
        """Read what the chosen tender buys: the promises to begin with follow from it."""
        house, chosen = self.context.house, self.tender.record_id()

        def read(tender: UUID) -> tuple[str, ...]:
            known = house.tenders.many([tender]).get(tender)
            return known.cpv if known is not None else ()

        if chosen is not None:
            self.context.read(lambda: read(chosen), self._take_codes, self)

    def _take_codes(self, cpv: tuple[str, ...]) -> None:
        self.promises.cpv = cpv
