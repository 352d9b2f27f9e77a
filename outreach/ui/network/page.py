"""The page Network: one tab for each thing that municipalities share. A tab is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.page import Page
from outreach.ui.theme import GAP, MARGIN, set_role

#: The tabs in order: a catalogue text, and `module:class` of a QWidget that takes the context. It may have `enter()`,
#: `commands()`, `focus_search()`, and `show_record(id) -> bool`, which says whether the record is one of its own.
TABS: tuple[tuple[str, str], ...] = (
    (N_("Requirement cards"), "outreach.ui.network.card_view:CardView"),
    (N_("Questions to colleagues"), "outreach.ui.inquiries.view:InquiriesView"),
    (N_("Neighbours' calendar"), "outreach.ui.network.calendar_view:NeighbourView"),
    (N_("Flyer texts"), "outreach.ui.network.flyer_view:FlyerTextView"),
)
#: Which tab shows records of a kind, by the class's name.
KIND_TABS: dict[Kind, str] = {
    Kind.REQUIREMENT_CARD: "CardView",
    Kind.INQUIRY: "InquiriesView",
    Kind.NEIGHBOUR_TENDER: "NeighbourView",
    Kind.FLYER_TEXT: "FlyerTextView",
}
_TAB = "network.tab"


class NetworkPage(Page):
    """Requirement cards, the neighbours' calendar, flyer texts; Ctrl+Tab goes from one to the next."""

    name: ClassVar[str] = "network"
    title: ClassVar[str] = N_("Network")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.views: dict[int, QWidget] = {}
        self.export_button, self.open_button = QPushButton(), QPushButton()
        self._build()
        self._wire()
        self._show(min(max(int(context.memory.get(_TAB, 0)), 0), len(TABS) - 1))

    # What the shell asks ---------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        """Packages, the tabs, and what the tab that is shown can do."""
        own: list[Command] = self._asked("commands", list)
        return [
            *own,
            Command("network.export", N_("Make a package…"), self.make_package, "Ctrl+Alt+X", "export", "File"),
            Command("network.open", N_("Open a package…"), self.open_package, "", "import", "File"),
            Command("network.next", N_("Next tab"), lambda: self.step(1), "", "chevron-right", "View"),
        ]

    def enter(self) -> None:
        """Let the tab read what may be stale, and give it the keyboard."""
        self._asked("enter", lambda: None)

    def show_record(self, record_id: UUID) -> None:
        """Show a record in the tab that has its kind."""
        house = self.context.house
        self.context.read(lambda: house.search.record(record_id)[0], lambda kind: self._show_of(kind, record_id), self)

    def current_id(self) -> UUID | None:
        """Return what is chosen in the tab."""
        chosen: UUID | None = self._asked("current_id", lambda: None)
        return chosen

    def focus_search(self) -> None:
        """Put the cursor into the tab's search field."""
        self._asked("focus_search", lambda: None)

    # Tabs ------------------------------------------------------------------------------------------------------------

    @property
    def view(self) -> QWidget:
        """The tab that is shown."""
        return self.views[self.tabs.currentIndex()]

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) tab, round and round."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(TABS))

    def make_package(self) -> None:
        """Open the window in which a package is put together."""
        from outreach.ui.network.export_window import ExportWindow

        ExportWindow(self.context, self).open()

    def open_package(self) -> None:
        """Ask for a package, and show what it would bring."""
        from outreach.ui.network.import_window import ask_for_package

        ask_for_package(self.context, self)

    def _show(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        if number not in self.views:
            module, _, name = TABS[number][1].partition(":")
            self.views[number] = getattr(import_module(module), name)(self.context)
            self.stack.addWidget(self.views[number])
        self.stack.setCurrentWidget(self.views[number])

    def _chosen(self, number: int) -> None:
        self._show(number)
        self.context.memory.keep(_TAB, number)
        if self.isVisible() and not self.tabs.hasFocus():
            self.enter()
        elif self.isVisible():
            self._asked("read", lambda: None)

    def _show_of(self, kind: Kind, record_id: UUID) -> None:
        wanted = KIND_TABS.get(kind, "")
        number = next((place for place, (_, where) in enumerate(TABS) if where.endswith(f":{wanted}")), -1)
        if number >= 0:
            self._show(number)
            self.view.show_record(record_id)  # type: ignore[attr-defined]

    def _asked(self, name: str, usual: Callable[[], Any]) -> Any:
        return getattr(self.view, name, usual)()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bind = self.context.words.bind
        title = QLabel()
        set_role(title, "title")
        bind(title.setText, self.title)
        for button, picture, text, tip in (
            (self.open_button, "import", N_("Open a package…"), N_("Look through what another municipality has sent")),
            (self.export_button, "export", N_("Make a package…"), N_("Choose what to send to other municipalities (Ctrl+Alt+X)")),
        ):
            put_icon(button, picture)
            bind(button.setText, text)
            bind(button.setToolTip, tip)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        bind(self.tabs.setAccessibleName, self.title)
        for _ in TABS:
            self.tabs.addTab("")
        self._say()
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.open_button)
        head.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN + GAP, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._chosen)
        self.context.words.changed.connect(self._say)
        self.export_button.clicked.connect(lambda: self.make_package())
        self.open_button.clicked.connect(lambda: self.open_package())
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda by=by: self.step(by))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _say(self) -> None:
        for number, (text, _) in enumerate(TABS):
            self.tabs.setTabText(number, self.context.words(text))
