"""The form of a tender, in small sections from what everybody asks to what few do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from outreach.domain.pipeline import EventMark
from outreach.domain.record import Kind
from outreach.domain.tender import (
    STAGE_LABELS,
    VALUE_CLASS_LABELS,
    Money,
    Stage,
    Tender,
    ValueClass,
    value_class,
)
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.code_pickers import CpvPicker
from outreach.ui.forms.days import DayField, MomentField
from outreach.ui.forms.field import NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.network.text_use import take_text_button
from outreach.ui.pipeline.events_field import EventsField
from outreach.ui.plain.meter import put_meter
from outreach.ui.tenders.expected_field import EXPECTED, ExpectedField
from outreach.ui.tenders.money_field import VALUE, MoneyField
from outreach.ui.tenders.parts_editor import PartsEditor
from outreach.ui.tenders.place_field import PlaceField

if TYPE_CHECKING:
    from outreach.services.waiting import Outcome

#: How the service calls the field of the title when it is empty.
_TITLE_AT_SERVICE = N_("Tender")
_QUESTIONS, _BIDS = N_("Questions until"), N_("Last day to bid")
_ADVERTISED = N_("Advertised")
_FROM, _TO = N_("Contract from"), N_("Contract to")
_OPTION, _RENEWS = N_("May be extended by"), N_("Renews")
_PLANNING_SENT, _RESULT_SENT = N_("Planning notice sent"), N_("Result notice sent")
#: Longer than any contract that the law allows.
_MOST_MONTHS = 600


class TenderForm(FormDialog):
    """Writes down or changes one tender."""

    def __init__(self, context: Context, tender: Tender | None, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("New tender") if tender is None or not tender.version else N_("Edit tender"), parent)
        self._is_new = tender is None or not tender.version
        self._original = tender or Tender(title="")
        self._linked: tuple[UUID, ...] = ()
        self._make_editors()
        self._add_what()
        self._add_when()
        self._add_size()
        self._add_kind()
        self._add_contact()
        self._add_rest()
        self._fill(self._original)
        self.ready()
        self._read_known()
        self.title.editor.setFocus()

    # The record ------------------------------------------------------------------------------------------------------

    def value(self) -> Tender:
        """Return the tender as it stands here. Raises InvalidInput for a day or an amount that cannot be read."""
        money = self.money.value()
        return replace(
            self._original,
            title=self._as_it_was("title", self.title_line.text()),
            description=self._as_it_was("description", self.description.value()),
            stage=Stage(str(self.stage.currentData())),
            buyer=self.buyer.text().strip(),
            reference=self.reference.text().strip(),
            expected_publication=self.expected.value(),
            question_deadline=self._to_the_second("question_deadline", self.questions),
            tender_deadline=self._to_the_second("tender_deadline", self.bids),
            advertised=self.advertised.value(),
            contract_start=self.start.value(),
            contract_end=self.end.value(),
            contract_months=self.months.value() or None,
            option_months=self.option.value() or None,
            planning_notice_sent=self.planned.value(),
            result_notice_sent=self.told.value(),
            renews=self.renews.record_id(),
            value=money,
            value_class=ValueClass(str(self.size_box.currentData())),
            withheld=self.withheld.isChecked(),
            place=self.place.value(),
            cpv=self.cpv.value(),
            lots=self.parts.value(),
            officer=self.officer.currentText().strip(),
            link=self.link.text().strip(),
            tags=self.tags.value(),
            notes=self._as_it_was("notes", self.notes.value()),
        )

    def save(self, record: Tender) -> Outcome:
        """Keep the tender; called on the worker."""
        events, house = self.events.value(), self.context.house
        measured = house.plain_language.with_figures(self._original, record)
        if events != self._linked:
            return house.tenders.save_related(measured, events)
        return house.waiting.save(Kind.TENDER, measured)

    def state(self) -> Any:
        """Return what is compared: a field that cannot be read counts as changed."""
        return self.value(), self.events.value()

    def holds_more(self) -> bool:
        """The events that a tender is spoken of at are kept beside it."""
        return bool(self.events.value())

    def _as_it_was(self, name: str, shown: str) -> str:
        """Return what stands in a field, or to the letter what stood in the record when only its shape was changed."""
        before = str(getattr(self._original, name))
        return before if " ".join(before.split()) == " ".join(shown.split()) else shown

    def _to_the_second(self, name: str, field: MomentField) -> Any:
        """The clock shows minutes; a deadline of a notice that nobody touched keeps its seconds."""
        before, shown = getattr(self._original, name), field.value()
        if before is not None and shown is not None and before.replace(second=0, microsecond=0) == shown:
            return before
        return shown

    # Editors ---------------------------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        context = self.context
        self.title_line = QLineEdit()
        self.description = NotesEdit(4)
        self.stage = self._labels(STAGE_LABELS)
        self.buyer, self.reference, self.link = QLineEdit(), QLineEdit(), QLineEdit()
        self.expected = ExpectedField(context)
        self.questions = MomentField(context, _QUESTIONS)
        self.bids = MomentField(context, _BIDS, time(23, 59))
        self.advertised = DayField(context, _ADVERTISED)
        self.start, self.end = DayField(context, _FROM), DayField(context, _TO)
        self.months, self.option = QSpinBox(), QSpinBox()
        self.planned, self.told = DayField(context, _PLANNING_SENT), DayField(context, _RESULT_SENT)
        self.renews = RecordChooser(context, Kind.TENDER)
        self.events = EventsField(context)
        self.money = MoneyField(context)
        self.size_box = self._labels(VALUE_CLASS_LABELS)
        self.withheld = QCheckBox()
        self.place = PlaceField(context)
        self.cpv = CpvPicker(context)
        self.parts = PartsEditor(context)
        self.officer = QComboBox()
        self.tags = TagEditor(context)
        self.notes = NotesEdit(3)
        for field in (self.description, self.notes):
            field.setMaximumHeight(field.minimumHeight() + field.fontMetrics().lineSpacing())

    def _labels(self, labels: Mapping[Any, str]) -> QComboBox:
        box = QComboBox()
        for value, text in labels.items():
            box.addItem(self.context.words(text), str(value.value))
        return box

    # Sections --------------------------------------------------------------------------------------------------------

    def _add_what(self) -> None:
        self.title = self.field(N_("Title"), self.title_line, N_("In plain words, as a supplier would say it."))
        self.fields[_TITLE_AT_SERVICE] = self.title
        description = self.field(N_("Description"), self.description)
        put_meter(self.context, self.title)
        put_meter(self.context, description)
        self.add_section(
            N_("What"),
            self.title,
            description,
            take_text_button(self.context, self.description.set_value, self),
            (self.field(N_("Stage"), self.stage), self.field(N_("Officer"), self.officer)),
        )

    def _add_when(self) -> None:
        for box, nothing in ((self.months, N_("Not known")), (self.option, N_("Not at all"))):
            box.setRange(0, _MOST_MONTHS)
            self.context.words.bind(box.setSpecialValueText, nothing)
        self.add_section(
            N_("When"),
            (
                self.field(EXPECTED, self.expected, N_("A month, such as 2027-03, or a day.")),
                self.field(_ADVERTISED, self.advertised, N_("Day of the notice; then talks are only added to.")),
            ),
            (
                self.field(_QUESTIONS, self.questions, N_("Swedish time.")),
                self.field(_BIDS, self.bids, N_("Swedish time.")),
            ),
            (
                self.field(_FROM, self.start),
                self.field(_TO, self.end),
                self.field(N_("Length in months"), self.months),
            ),
            (
                self.field(_OPTION, self.option, N_("Months in all, after the last day.")),
                self.field(_RENEWS, self.renews, N_("The tender whose contract this one follows.")),
            ),
            (self.field(_PLANNING_SENT, self.planned), self.field(_RESULT_SENT, self.told)),
        )

    def _add_size(self) -> None:
        self.value_field = self.field(VALUE, self.money, N_("Without VAT. The size follows from it."))
        self.size_field = self.field(N_("Size"), self.size_box)
        self.context.words.bind(self.withheld.setText, N_("The value is not published"))
        self.money.changed.connect(self._say_size)
        self.add_section(N_("How big"), (self.value_field, self.size_field), self.withheld)

    def _add_kind(self) -> None:
        self.add_section(
            N_("What kind, and where"),
            self.field(N_("CPV"), self.cpv),
            self.field(N_("Place"), self.place),
            self.field(N_("Parts"), self.parts, N_("Smaller parts let smaller companies bid.")),
        )

    def _add_contact(self) -> None:
        self.officer.setEditable(True)
        self.officer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.link.setPlaceholderText("https://")
        self.add_section(
            N_("Buyer and notice"),
            (self.field(N_("Buyer"), self.buyer), self.field(N_("Reference"), self.reference)),
            self.field(N_("Link"), self.link, N_("Where suppliers find the notice.")),
        )

    def _add_rest(self) -> None:
        self.add_section(
            N_("For us"),
            self.field(N_("Events"), self.events, N_("Where this tender is shown to suppliers.")),
            self.field(N_("Tags"), self.tags),
            self.field(N_("Notes"), self.notes, N_("Only you see this; it never stands on a flyer.")),
        )

    # Filling ---------------------------------------------------------------------------------------------------------

    def _fill(self, tender: Tender) -> None:
        self.title_line.setText(" ".join(tender.title.split()))
        self.title_line.setCursorPosition(0)
        self.description.set_value(tender.description)
        self.stage.setCurrentIndex(self.stage.findData(tender.stage.value))
        self.buyer.setText(tender.buyer)
        self.reference.setText(tender.reference)
        self.expected.set_value(tender.expected_publication)
        self.questions.set_value(tender.question_deadline)
        self.bids.set_value(tender.tender_deadline)
        self.advertised.set_value(tender.advertised)
        self.start.set_value(tender.contract_start)
        self.end.set_value(tender.contract_end)
        self.months.setValue(tender.contract_months or 0)
        self.option.setValue(tender.option_months or 0)
        self.planned.set_value(tender.planning_notice_sent)
        self.told.set_value(tender.result_notice_sent)
        self.renews.set_value(tender.renews, "…" if tender.renews else "")
        self.size_box.setCurrentIndex(self.size_box.findData(tender.value_class.value))
        self.money.set_value(tender.value)
        self.withheld.setChecked(tender.withheld)
        self.place.set_value(tender.place)
        self.cpv.set_value(tender.cpv)
        self.parts.set_value(tender.lots)
        self.officer.setEditText(tender.officer)
        self.link.setText(tender.link)
        self.tags.set_value(tender.tags)
        self.notes.set_value(tender.notes)
        self._say_size()

    def _say_size(self) -> None:
        """A value in kronor decides the size; what was chosen by hand comes back when the value is taken away."""
        money: Money | None
        try:
            money = self.money.value()
        except InvalidInput:
            money = None
        size = value_class(money)
        follows = size is not ValueClass.UNKNOWN
        if follows:
            self.size_box.setCurrentIndex(self.size_box.findData(size.value))
        self.size_field.setEnabled(not follows)
        self.value_field.show_note(self.context.words.language.money(money) if money is not None else "")

    def _read_known(self) -> None:
        """Offer the officers and tags that are in use; a new tender begins with who works here and our own name."""
        house = self.context.house

        tender, renewed = self._original.id, self._original.renews

        def read() -> tuple[list[str], list[str], str, str, tuple[EventMark, ...], str]:
            officers = [officer.name for officer in house.unit.officers()]
            old = house.tenders.many([renewed]).get(renewed) if renewed is not None else None
            events = house.pipeline.events_of(tender)
            unit = house.unit.unit()
            return officers, house.tenders.tags(), house.officer, unit.municipality, events, old.title if old else ""

        def take(known: tuple[list[str], list[str], str, str, tuple[EventMark, ...], str]) -> None:
            officers, tags, officer, municipality, events, old = known
            untouched = not self.is_changed()
            if self.renews.record_id() == renewed is not None:
                self.renews.set_value(renewed, old)
            self.events.set_value(events)
            self._linked = self.events.value()
            written = self.officer.currentText()
            self.officer.clear()
            self.officer.addItems(officers)
            self.officer.setEditText(written or (officer if self._is_new else ""))
            self.tags.offer(tags)
            if self._is_new and not self.buyer.text():
                self.buyer.setText(municipality)
            if untouched:
                self._clean = self.state()

        self.context.read(read, take, self)
