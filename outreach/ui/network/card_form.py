"""The form of a requirement card: what was bought, each requirement in plain words with its why, and how it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.requirement_card import Requirement, RequirementCard
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.code_pickers import CpvPicker
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.forms.form_dialog import FormDialog
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.icons import put_icon
from outreach.ui.plain.meter import put_meter
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

TITLE, CPV, BIDS, YEAR, LINK = N_("Title"), N_("CPV"), N_("Bids received"), N_("Year"), N_("Link")
_ANSWERS: tuple[tuple[str, bool | None], ...] = ((N_("Not known"), None), (N_("Yes"), True), (N_("No"), False))
#: Nobody gets more bids than this on one tender.
_MOST_BIDS = 999


class CardForm(FormDialog):
    """Edits one card. `made` is an unsaved one that a tender gave; `offered` are what companies said, to be put in."""

    def __init__(
        self,
        context: Context,
        card: RequirementCard | None,
        parent: QWidget | None = None,
        *,
        made: RequirementCard | None = None,
        offered: Iterable[str] = (),
    ) -> None:
        super().__init__(context, N_("New requirement card") if card is None else N_("Edit requirement card"), parent)
        self._original = card or made or RequirementCard(title="")
        self.name, self.buyer = QLineEdit(self._original.title), QLineEdit(self._original.buyer)
        self.cpv, self.year, self.bids, self.appealed = CpvPicker(context), QSpinBox(), QSpinBox(), QComboBox()
        self.contact, self.link, self.notes = QLineEdit(self._original.contact), QLineEdit(self._original.link), NotesEdit()
        self.tender = RecordChooser(context, Kind.TENDER)
        self.requirements = RequirementsEditor(context, offered)
        self._fill()
        self._add_all()
        self.ready()
        self._read_tender(self._original.tender)
        self.name.setFocus()

    def value(self) -> RequirementCard:
        """Return the card as it stands in the form."""
        return replace(
            self._original,
            title=self.name.text(),
            buyer=self.buyer.text(),
            tender=self.tender.record_id(),
            cpv=self.cpv.value(),
            year=self.year.value() or None,
            requirements=self.requirements.value(),
            bids=self.bids.value() if self.bids.value() >= 0 else None,
            appealed=_ANSWERS[self.appealed.currentIndex()][1],
            contact=self.contact.text(),
            link=self.link.text(),
            notes=self.notes.value(),
        )

    def save(self, record: RequirementCard) -> Changes:
        """Keep it."""
        return self.context.house.requirement_cards.save(record)

    def _fill(self) -> None:
        words, card = self.context.words, self._original
        self.cpv.set_value(card.cpv)
        self.year.setRange(0, 2100)
        self.year.setSpecialValueText(words(N_("Not known")))
        self.year.setValue(card.year or 0)
        self.bids.setRange(-1, _MOST_BIDS)
        self.bids.setSpecialValueText(words(N_("Not known")))
        self.bids.setValue(-1 if card.bids is None else card.bids)
        for text, _ in _ANSWERS:
            self.appealed.addItem(words(text))
        self.appealed.setCurrentIndex([answer for _, answer in _ANSWERS].index(card.appealed))
        self.tender.set_value(card.tender, "…" if card.tender else "")
        self.notes.set_value(card.notes)
        self.requirements.set_value(card.requirements)
        for line in (self.name, self.buyer, self.contact, self.link):
            line.setCursorPosition(0)

    def _add_all(self) -> None:
        name = self.field(TITLE, self.name, N_("What was bought, in words that everybody uses."))
        put_meter(self.context, name)
        self.add_section("", name, (self.field(N_("Buyer"), self.buyer), self.field(YEAR, self.year)), self.field(CPV, self.cpv))
        self.add_section(N_("Requirements"), self.requirements)
        self.add_section(
            N_("How it went"),
            (self.field(BIDS, self.bids), self.field(N_("Appealed"), self.appealed)),
            self.field(N_("Tender"), self.tender),
        )
        self.add_section(
            N_("To ask and to read"),
            self.field(N_("Contact"), self.contact, N_("The mailbox or telephone of the unit, never a person's.")),
            self.field(LINK, self.link, N_("Where the tender documents lie.")),
            self.field(N_("Notes"), self.notes, N_("Only you see this; it is in no package.")),
        )

    def _read_tender(self, tender: UUID | None) -> None:
        if tender is None:
            return
        house = self.context.house

        def take(title: str) -> None:
            if self.tender.record_id() == tender:
                untouched = not self.is_changed()
                self.tender.set_value(tender, title)
                if untouched:
                    self._clean = self.state()

        self.context.read(lambda: getattr(house.tenders.many([tender]).get(tender), "title", ""), take, self)


class RequirementsEditor(QWidget):
    """The requirements, each in three lines: what, why, what bidders said."""

    def __init__(self, context: Context, offered: Iterable[str] = ()) -> None:
        super().__init__()
        self._context = context
        self._offered = list(offered)
        self.lines: list[RequirementLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(MARGIN)
        self.add_button = QPushButton()
        put_icon(self.add_button, "add")
        context.words.bind(self.add_button.setText, N_("Add a requirement"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda: self.add(Requirement(text="")).what.setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._column)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for text in self._offered:
            layout.addWidget(self._offer(text), 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[Requirement, ...]:
        """Return the requirements; lines in which nothing is written are left out."""
        return tuple(one for line in self.lines if (one := line.value()) != Requirement(text=""))

    def set_value(self, requirements: Iterable[Requirement]) -> None:
        """Show requirements; an empty line for a card that has none yet."""
        for one in tuple(requirements) or (Requirement(text=""),):
            self.add(one)

    def add(self, one: Requirement) -> RequirementLine:
        """Add a requirement at the end."""
        line = RequirementLine(self._context, one)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def _remove(self, line: RequirementLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _offer(self, text: str) -> QPushButton:
        """Return a button that puts in what a company said: at the last requirement, or at a new one."""
        button = QPushButton(self._context.words(N_("Put in: “{text}”"), text=text if len(text) <= 70 else f"{text[:69]}…"))
        button.setToolTip(text)
        button.setAutoDefault(False)
        set_role(button, "link")

        def put() -> None:
            free = next((line for line in reversed(self.lines) if not line.said.text().strip()), None)
            line = free or self.add(Requirement(text=""))
            line.said.setText(text)
            line.said.setFocus()
            button.hide()

        button.clicked.connect(lambda: put())
        return button


class RequirementLine(QFrame):
    """One requirement."""

    def __init__(self, context: Context, one: Requirement) -> None:
        super().__init__()
        set_role(self, "banner")
        self.what, self.why, self.said = QLineEdit(one.text), QLineEdit(one.why), QLineEdit(one.said)
        self.remove = QToolButton()
        put_icon(self.remove, "close", "muted")
        context.words.bind(self.remove.setToolTip, N_("Remove this requirement"))
        context.words.bind(self.remove.setAccessibleName, N_("Remove this requirement"))
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        titles = (N_("What is required"), N_("Why"), N_("What bidders said (never who)"))
        for line, title in zip((self.what, self.why, self.said), titles, strict=True):
            line.setCursorPosition(0)
            field = Field(context, title, line)
            put_meter(context, field)
            column.addWidget(field)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP, GAP, GAP)
        row.setSpacing(GAP)
        row.addLayout(column, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def value(self) -> Requirement:
        """Return it."""
        what, why, said = (" ".join(line.text().split()) for line in (self.what, self.why, self.said))
        return Requirement(text=what, why=why, said=said)
