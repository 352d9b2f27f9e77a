"""The pane beside a list that shows one record.

A kind of record subclasses it with `read` and `fill`:

    class TenderDetail(DetailPane):
        hint = N_("Choose a tender to see it here.")

        def read(self, record_id):                       # on the worker
            return self.context.house.tenders.card(record_id)

        def fill(self, card):                            # on the window's thread, into an empty pane
            self.add_title(card.tender.title, say(STAGE_LABELS[card.tender.stage]))
            self.add_buttons(("edit", N_("Edit"), lambda: self.page.edit_record(card.tender.id)))
            self.add_section(N_("Deadlines"), self.facts([(N_("Questions"), "3 Dec 2026")]))
            self.add_time_line(card.moments, Kind.TENDER)

Whatever comes from data is shown as plain text. The parts are in `detail_parts.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.record import Kind
from outreach.errors import NotFound
from outreach.language import N_
from outreach.services.timeline import Moment
from outreach.ui.context import Context
from outreach.ui.icons import icon, put_icon
from outreach.ui.lists.detail_parts import chips, facts, text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.lists.time_line import TimeLine
from outreach.ui.theme import GAP, MARGIN, current_theme, set_role

if TYPE_CHECKING:
    from outreach.ui.lists.list_page import ListPage


#: A button of a pane: the name of its icon, its catalogue text, what it does.
Button: TypeAlias = tuple[str, str, Callable[[], object]]


class DetailPane(QFrame):
    """One record in full. The latest call of `show_record` wins; late answers are dropped."""

    hint: ClassVar[str] = N_("Choose a record to see it here.")

    def __init__(self, context: Context, page: ListPage) -> None:
        super().__init__()
        self.context = context
        self.page = page
        self.shown: UUID | None = None
        self._wanted = 0
        set_role(self, "card")
        self._card: tuple[Any, Any] = (None, None)
        self._body = QVBoxLayout()
        self._scroll = self._scrolling()
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(context, page.name, self.hint))
        self._stack.addWidget(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    # What a kind of record adds --------------------------------------------------------------------------------------

    def read(self, record_id: UUID) -> Any:
        """Return what the pane shows; called on the worker. Raises NotFound."""
        raise NotImplementedError

    def fill(self, card: Any) -> None:
        """Put the parts of a record into the empty pane."""
        raise NotImplementedError

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_record(self, record_id: UUID | None) -> None:
        """Read and show a record, or the hint for None."""
        self._wanted += 1
        number = self._wanted
        if record_id is None:
            self._show_hint()
            return

        def read() -> Any:
            return self.read(record_id) if number == self._wanted else None

        def show(card: Any) -> None:
            if card is not None and number == self._wanted:
                self._show(record_id, card)

        self.context.tasks.run(read, show, owner=self, failed=self._failed)

    def say(self, text: str, **values: object) -> str:
        """Say a catalogue text."""
        return self.context.words(text, **values)

    # Parts -----------------------------------------------------------------------------------------------------------

    def add(self, widget: QWidget) -> None:
        """Add any widget."""
        self._body.addWidget(widget)

    def add_title(self, title: str, *lines: str, badges: Sequence[str] = ()) -> None:
        """Add the record's name, muted lines below it, and badges. All are finished texts."""
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(text_label(title, "heading"))
        for line in lines:
            if line:
                head.addWidget(text_label(line, "muted"))
        if badges:
            head.addSpacing(GAP // 2)
            head.addWidget(chips(badges))
        self._body.addLayout(head)

    def add_buttons(self, *buttons: Button, primary: bool = False, more: Sequence[Button] = ()) -> None:
        """Add buttons in a row: (icon, catalogue text, what to do). With `primary` the first one stands out.

        `more` stands in a menu behind the last: no more than five fit beside a list.
        """
        row = QWidget()
        flow = FlowLayout(row, GAP)
        for number, (name, text, call) in enumerate(buttons):
            button = QPushButton(self.say(text))
            stands_out = primary and number == 0
            if stands_out:
                set_role(button, "primary")
            put_icon(button, name, "on_accent" if stands_out else "text")
            button.clicked.connect(lambda _=False, call=call: call())
            flow.addWidget(button)
        if more:
            flow.addWidget(self._more_button(more))
        self._body.addWidget(wrapping(row))

    def _more_button(self, more: Sequence[Button]) -> QPushButton:
        """Return the button with the menu of what is done less often."""
        button = QPushButton(self.say(N_("More")))
        put_icon(button, "more")
        menu = QMenu(button)
        for name, text, call in more:
            action = menu.addAction(icon(name, QColor(current_theme().text)), self.say(text))
            action.triggered.connect(lambda _=False, call=call: call())
        button.setMenu(menu)
        return button

    def add_section(self, title: str, *widgets: QWidget, tool: QWidget | None = None) -> None:
        """Add a heading (a catalogue text) with what stands under it; nothing when there is nothing."""
        if not widgets:
            return
        section = QVBoxLayout()
        section.setSpacing(GAP // 2)
        line = QHBoxLayout()
        line.addWidget(text_label(self.say(title), "subheading"), 1)
        if tool is not None:
            line.addWidget(tool)
        section.addLayout(line)
        for widget in widgets:
            section.addWidget(widget)
        self._body.addLayout(section)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> QWidget:
        """Return a table of catalogue texts and finished texts; pairs with an empty text are left out."""
        return facts([(self.say(name), value) for name, value in pairs if value])

    def add_facts(self, title: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a section of facts, unless all are empty."""
        known = [(name, value) for name, value in pairs if value]
        if known:
            self.add_section(title, self.facts(known))

    def add_text(self, title: str, text: str) -> None:
        """Add a section of running text, unless it is empty."""
        if text.strip():
            self.add_section(title, text_label(text.strip(), selectable=True))

    def add_tags(self, tags: Sequence[str]) -> None:
        """Add tags as chips, unless there are none."""
        if tags:
            self.add_section(N_("Tags"), chips(tags))

    def add_time_line(self, moments: Sequence[Moment], subject: Kind) -> None:
        """Add what happened, latest first. `subject` is the kind of the record, whose own name is left out."""
        self.add_section(N_("What happened"), TimeLine(self.context, moments, subject))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _scrolling(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _show(self, record_id: UUID, card: Any) -> None:
        self._stack.setCurrentIndex(1)
        look = (card, self.context.words.language)
        if record_id == self.shown and look == self._card:
            return
        place = self._scroll.verticalScrollBar().value() if record_id == self.shown else 0
        # Built apart and put in whole: parts added to a visible pane would be painted one by one, after a blank.
        inner = QWidget()
        set_role(inner, "page")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._body.setSpacing(MARGIN)
        outer.addLayout(self._body)
        outer.addStretch(1)
        self.fill(card)
        self._scroll.setWidget(inner)
        self._scroll.verticalScrollBar().setValue(place)
        self.shown, self._card = record_id, look

    def _show_hint(self) -> None:
        self.shown = None
        self._stack.setCurrentIndex(0)

    def _failed(self, error: Exception) -> None:
        # Deleted by somebody else between the list and the look: the list is read again in a moment.
        self._show_hint()
        if not isinstance(error, NotFound):
            self.context.tasks.failed.emit(error)


def plain_line(*parts: str) -> str:
    """Put the parts that say something on one line."""
    return " · ".join(part for part in parts if part)
