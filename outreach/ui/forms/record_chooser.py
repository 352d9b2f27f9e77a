"""Chooses a company, a person, an event or a tender by typing a few letters; may offer to make a new one of the words.

chooser = RecordChooser(context, Kind.COMPANY, may_be_new=True)
chooser.set_value(company.id, company.name)
chooser.record_id()   # UUID, or None
chooser.new_name()    # the words that name none, when `may_be_new`
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine

SEARCH_TEXTS = {
    Kind.COMPANY: N_("Search companies"),
    Kind.PERSON: N_("Search people"),
    Kind.EVENT: N_("Search events"),
    Kind.TENDER: N_("Search tenders"),
}
NEW = N_("New: {name}")
MOST = 12


class RecordChooser(QWidget):
    """One record of a kind, or none. `changed` tells of another choice."""

    changed = Signal()

    def __init__(self, context: Context, kind: Kind, *, may_be_new: bool = False) -> None:
        super().__init__()
        self.kind = kind
        self._context = context
        self._may_be_new = may_be_new
        self._id: UUID | None = None
        self._name = ""
        self.line = SuggestionLine(context, self._find)
        self.line.setClearButtonEnabled(True)
        context.words.bind(self.line.setPlaceholderText, SEARCH_TEXTS[kind])
        context.words.bind(self.line.setAccessibleName, SEARCH_TEXTS[kind])
        self.line.taken.connect(self._take)
        self.line.textChanged.connect(self._typed)
        self.line.editingFinished.connect(self._left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def record_id(self) -> UUID | None:
        """Return the chosen record's id."""
        return self._id

    def new_name(self) -> str:
        """Return the words for a new record: what was typed without choosing, when new ones are allowed."""
        return " ".join(self.line.text().split()) if self._may_be_new and self._id is None else ""

    def set_value(self, record_id: UUID | None, name: str = "") -> None:
        """Show a record."""
        self._id, self._name = record_id, name if record_id else ""
        self.line.setText(name)
        self.line.setCursorPosition(0)

    def _find(self, text: str) -> list[Suggestion]:
        hits = self._context.house.search.find(text, (self.kind,), most=MOST)
        found = [Suggestion(hit.id, hit.title, hit.detail) for hit in hits]
        if self._may_be_new and not any(one.label.casefold() == text.casefold() for one in found):
            found.append(Suggestion(None, self._context.words(NEW, name=text), ""))
        return found

    def _take(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.value, UUID):
            self.set_value(suggestion.value, suggestion.label)
        self.changed.emit()

    def _typed(self, text: str) -> None:
        if self._id is not None and text != self._name:
            self._id, self._name = None, ""
        self.changed.emit()

    def _left(self) -> None:
        """Words that name nothing do not stay where only a known record can be chosen."""
        if self._id is None and not self._may_be_new and not self.line.offers.isVisible():
            self.line.clear()
