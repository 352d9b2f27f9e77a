"""Whom we hope to meet: companies and people of the register with our reason and the last contact, and suggestions beside them.

In the list Enter writes the reason, Delete takes off, O opens the record. In the suggestions Enter or Space takes one over.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.hope_line import HopeLine
from outreach.domain.plan import Hope
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.plans.entry_view import EntryView, TypingLine
from outreach.ui.theme import GAP, MARGIN

MET, NEVER, LAST = N_("Met here"), N_("Never met"), N_("Last contact {day}")
WHY = N_("Why do we hope to meet {name}?")
_MOST = 12


class SuggestedView(LineList):
    """The suggestions. Enter and Space take one over."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Space."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class HopesPart(QWidget):
    """Shows the hopes of a plan. `hoped` and `dropped` carry a list of `Hope`; `open_wished` a kind and an id."""

    hoped = Signal(object)
    dropped = Signal(object)
    open_wished = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: tuple[HopeLine, ...] = ()
        self.offered: tuple[HopeLine, ...] = ()
        self._asking: HopeLine | None = None
        self.view, self.suggested = EntryView(tall=True), SuggestedView(tall=True)
        self.line = SuggestionLine(context, self._find)
        self.why = TypingLine()
        self.said = text_label("", "caption")
        self.stack, self.typing_stack = QStackedWidget(), QStackedWidget()
        self._build()
        self._wire()

    def show_hopes(self, lines: Sequence[HopeLine], offered: Sequence[HopeLine]) -> None:
        """Show whom we hope to meet, and who is suggested."""
        row, place = self.view.currentIndex().row(), self.suggested.currentIndex().row()
        self.lines, self.offered = tuple(lines), tuple(offered)
        self.view.show_lines([self._line(one) for one in self.lines])
        self.suggested.show_lines([self._line(one, suggested=True) for one in self.offered])
        for view, at, count in ((self.view, row, len(self.lines)), (self.suggested, place, len(self.offered))):
            if count:
                view.setCurrentIndex(view.model().index(min(max(at, 0), count - 1), 0))
        self.stack.setCurrentIndex(0 if self.lines else 1)
        self.suggested_stack.setCurrentIndex(0 if self.offered else 1)

    def take_focus(self) -> None:
        """Go to the list, or to the suggestions while it is empty."""
        target = self.view if self.lines else self.suggested if self.offered else self.line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_suggested(self) -> None:
        """Take the current suggestion over."""
        row = self.suggested.currentIndex().row()
        if 0 <= row < len(self.offered):
            self.hoped.emit([self.offered[row].hope])

    def remove(self) -> None:
        """Take the current one off."""
        if (line := self._current()) is not None:
            self.dropped.emit([line.hope])

    def ask_why(self) -> None:
        """Let the reason for the current one be written."""
        if (line := self._current()) is not None:
            self._asking = line
            self.typing_stack.setCurrentIndex(1)
            self.why.setText(line.hope.why)
            self.why.setPlaceholderText(self.context.words(WHY, name=_name(line)))
            self.why.selectAll()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_current(self) -> None:
        """Open the record of the current one."""
        if (line := self._current()) is not None:
            self._open(line)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _current(self) -> HopeLine | None:
        row = self.view.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _open(self, line: HopeLine) -> None:
        if line.person is not None:
            self.open_wished.emit(Kind.PERSON, line.person.id)
        elif line.company is not None:
            self.open_wished.emit(Kind.COMPANY, line.company.id)

    def _line(self, one: HopeLine, *, suggested: bool = False) -> Line:
        words = self.context.words
        last = words(LAST, day=words.language.moment(one.last_contact).rsplit(" ", 1)[0]) if one.last_contact else words(NEVER)
        name = " · ".join(part for part in (one.person_name, one.company_name) if part)
        return Line(
            name or "–",
            one.hope.why,
            words(MET) if one.met_there else last,
            icon="check" if one.met_there else "people" if one.person else "companies",
            icon_tone="success" if one.met_there else "accent" if suggested else "muted",
            done=False,
        )

    def _find(self, text: str) -> list[Suggestion]:
        hits = self.context.house.search.find(text, (Kind.COMPANY, Kind.PERSON), most=_MOST)
        return [Suggestion((hit.kind, hit.id), hit.title, hit.detail) for hit in hits]

    def _take(self, suggestion: Suggestion) -> None:
        self.line.clear()
        match suggestion.value:
            case (Kind.COMPANY, UUID() as company):
                self.hoped.emit([Hope(company=company)])
            case (Kind.PERSON, UUID() as person):
                self.hoped.emit([Hope(person=person)])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_why(self) -> None:
        asking, why = self._asking, " ".join(self.why.text().split())
        self._leave_why()
        if asking is not None and why != asking.hope.why:
            self.hoped.emit([Hope(company=asking.hope.company, person=asking.hope.person, why=why)])

    def _leave_why(self) -> None:
        self._asking = None
        self.why.clear()
        self.typing_stack.setCurrentIndex(0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _speak(self) -> None:
        self.show_hopes(self.lines, self.offered)

    def _build(self) -> None:
        words = self.context.words
        words.bind(self.view.setAccessibleName, N_("Whom we hope to meet"))
        words.bind(self.suggested.setAccessibleName, N_("Suggestions"))
        words.bind(self.line.setPlaceholderText, N_("Search a company or a person"))
        words.bind(self.line.setAccessibleName, N_("Search a company or a person"))
        words.bind(self.why.setAccessibleName, N_("Reason"))
        words.bind(self.said.setText, N_("Enter in the list writes the reason, Delete takes off, O opens the record."))
        self.stack.addWidget(self.view)
        empty = N_("Nobody yet. Search below, or take a suggestion over.")
        self.stack.addWidget(EmptyState(self.context, "companies", "", empty))
        self.suggested_stack = QStackedWidget()
        self.suggested_stack.addWidget(self.suggested)
        none = N_("No suggestion: give the event tags or featured tenders, and companies that suit stand here.")
        self.suggested_stack.addWidget(EmptyState(self.context, "search", "", none))
        self.typing_stack.addWidget(self.line)
        self.typing_stack.addWidget(self.why)
        self.typing_stack.setFixedHeight(self.line.sizeHint().height() + 2)
        grid = QVBoxLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._both())

    def _both(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN + GAP)
        row.addLayout(self._side(N_("Whom we hope to meet"), self.stack, self.typing_stack, self.said), 3)
        row.addLayout(self._side(N_("Suggestions"), self.suggested_stack, self._hint()), 2)
        return both

    def _hint(self) -> QWidget:
        hint = text_label("", "caption")
        self.context.words.bind(hint.setText, N_("Enter takes one over. Those never met stand first."))
        return hint

    def _side(self, title: str, *widgets: QWidget) -> QVBoxLayout:
        heading = text_label("", "heading")
        self.context.words.bind(heading.setText, title)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(heading)
        for number, widget in enumerate(widgets):
            column.addWidget(widget, 0 if number else 1)
        return column

    def _wire(self) -> None:
        self.view.letters = {"o": self.open_current}
        self.view.removed.connect(self.remove)
        self.view.changed.connect(self.ask_why)
        self.view.chosen.connect(lambda _: self.ask_why())
        self.view.line_wished.connect(lambda: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self.suggested.taken.connect(self.take_suggested)
        self.suggested.chosen.connect(lambda _: self.take_suggested())
        self.line.taken.connect(self._take)
        self.why.returnPressed.connect(self._keep_why)
        self.why.escaped.connect(self._leave_why)
        self.context.words.changed.connect(self._speak)


def _name(line: HopeLine) -> str:
    return line.person_name or line.company_name
