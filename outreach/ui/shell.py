"""The window's frame around the pages of one workspace: side list, top bar, pages made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.handout import HandoutKind
from outreach.domain.meeting import Meeting
from outreach.domain.record import Kind, Record
from outreach.language import N_
from outreach.ui.commands import Command
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.kinds import KIND_PAGES
from outreach.ui.lists.list_page import ListPage
from outreach.ui.page import Page
from outreach.ui.registry import PAGES, build_page
from outreach.ui.search_box import SearchBox
from outreach.ui.side_list import SideList
from outreach.ui.theme import GAP, MARGIN, WIDE
from outreach.ui.tokens import SIDE_WIDTH

_PAGE = "shell.page"
#: Work that is done sooner than this shows no sign of it, in milliseconds.
_BUSY_AFTER = 300


class Shell(QWidget):
    """One open workspace. `page_changed` tells that other commands hold now."""

    page_changed = Signal()
    preferences = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._pages: dict[str, Page] = {}
        self._name = ""
        self.side = SideList(context.words)
        self.search = SearchBox(context)
        self.stack = QStackedWidget()
        self._build()
        self._wire()

    # Pages -----------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._name)

    def start(self) -> None:
        """Show the page where the officer left off."""
        last = self.context.memory.get(_PAGE, PAGES[0].name)
        self.show_page(last if any(place.name == last for place in PAGES) else PAGES[0].name)

    def show_page(self, name: str) -> Page:
        """Show a page, building it first when it is new."""
        page = self._built(name)
        if name != self._name:
            if self.page is not None:
                self.page.leave()
            self._name = name
            self.stack.setCurrentWidget(page)
            self.side.show_page(name)
            self.context.memory.keep(_PAGE, name)
            self.page_changed.emit()
            page.enter()
        return page

    def leave(self) -> None:
        """Let the shown page put away what is half done, before the workspace closes."""
        if self.page is not None:
            self.page.leave()

    def open_record(self, kind: Kind, record_id: UUID) -> None:
        """Go to the page of a record and show it. A conversation or promise is shown with whom it was made."""
        if any(place.name == KIND_PAGES.get(kind) for place in PAGES):
            self.show_page(KIND_PAGES[kind]).show_record(record_id)
            return
        house = self.context.house
        self.context.read(lambda: house.search.record(record_id), self._open_whom, self)

    def page_commands(self) -> list[tuple[str, Command]]:
        """Return the commands of all pages with the page's name; run one with `run_on_page`."""
        return [(place.name, command) for place in PAGES for command in self._built(place.name).commands()]

    def run_on_page(self, name: str, run: Callable[[], None]) -> None:
        """Show a page and do something there."""
        self.show_page(name)
        run()

    def show_tagged(self, kind: Kind, tag: str) -> None:
        """Show the list of a kind, narrowed to a tag."""
        page = self.show_page(KIND_PAGES[kind])
        if isinstance(page, ListPage):
            page.set_filter("tag", [tag])

    def show_list(self, kind: Kind, filters: Sequence[tuple[str, str]]) -> None:
        """Show the list of a kind, narrowed to these filters and to nothing else."""
        page = self.show_page(KIND_PAGES[kind])
        if isinstance(page, ListPage):
            page.narrow_to(filters)

    def show_flyer(self, tenders: list[UUID]) -> None:
        """Show the handouts with these tenders chosen. The page listens to the wish itself, once it is there."""
        listening = "handouts" in self._pages
        self.show_page("handouts")
        if not listening:
            self.context.wishes.flyer.emit(tenders)

    def show_handout(self, kind: HandoutKind, event: UUID | None) -> None:
        """Show the handouts with a kind chosen for an event, or for none. The page listens to the wish itself, once it is there."""
        listening = "handouts" in self._pages
        self.show_page("handouts")
        if not listening:
            self.context.wishes.handout.emit(kind, event)

    def _built(self, name: str) -> Page:
        if name not in self._pages:
            place = next(place for place in PAGES if place.name == name)
            self._pages[name] = build_page(place, self.context)
            self.stack.addWidget(self._pages[name])
        return self._pages[name]

    def _open_whom(self, found: tuple[Kind, Record]) -> None:
        record: Any = found[1]
        candidates = [(Kind.PERSON, "person"), (Kind.COMPANY, "company"), (Kind.EVENT, "event")]
        for kind, field in candidates:
            target = getattr(record, field, None)
            if isinstance(target, UUID):
                self.open_record(kind, target)
                return
        if isinstance(record, Meeting):
            nobody = N_("Nobody stands by this conversation: “{note}”")
            self.context.wishes.notify.emit(self.context.words(nobody, note=record.note))

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side_frame())
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)

    def _side_frame(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "sidebar")
        frame.setFixedWidth(SIDE_WIDTH)
        self.unit = QLabel()
        self.unit.setTextFormat(Qt.TextFormat.PlainText)
        self.unit.setProperty("role", "subheading")
        self.unit.setWordWrap(True)
        self.unit.setContentsMargins(WIDE - 4, MARGIN, MARGIN, GAP)
        self.officer = QPushButton()
        self.officer.setProperty("role", "quiet")
        put_icon(self.officer, "settings", "muted")
        self.context.words.bind(self.officer.setToolTip, N_("Preferences"))
        self.officer.clicked.connect(self.preferences)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(0)
        column.addWidget(self.unit)
        column.addWidget(self.side, 1)
        column.addWidget(self.officer, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "toolbar")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setFixedWidth(96)
        self.context.words.bind(self.busy.setAccessibleName, N_("Working"))
        keep = self.busy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keep)
        self.busy.hide()
        self.log_button = QPushButton()
        self.log_button.setProperty("role", "primary")
        put_icon(self.log_button, "capture", "on_accent")
        self.context.words.bind(self.log_button.setText, N_("Log a conversation"))
        self.log_button.setToolTip("Ctrl+N")
        self.palette_button = QToolButton()
        put_icon(self.palette_button, "list", "muted")
        self.context.words.bind(self.palette_button.setToolTip, N_("Command palette (Ctrl+K)"))
        self.context.words.bind(self.palette_button.setAccessibleName, N_("Command palette"))
        self.search.setMinimumWidth(280)
        self.search.setMaximumWidth(480)
        row = QHBoxLayout(bar)
        row.setContentsMargins(WIDE, GAP, WIDE, GAP)
        row.setSpacing(MARGIN)
        row.addWidget(self.search, 3)
        row.addWidget(self.palette_button)
        row.addStretch(1)
        row.addWidget(self.busy)
        row.addWidget(self.log_button)
        return bar

    def _wire(self) -> None:
        self.side.chosen.connect(self.show_page)
        self.log_button.clicked.connect(lambda: self.context.wishes.capture.emit(None))
        self.context.wishes.open_record.connect(self.open_record)
        self.context.wishes.show_page.connect(self.show_page)
        self.context.wishes.show_tagged.connect(self.show_tagged)
        self.context.wishes.show_list.connect(self.show_list)
        self.context.wishes.flyer.connect(self.show_flyer)
        self.context.wishes.handout.connect(self.show_handout)
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_BUSY_AFTER)
        self._busy_timer.timeout.connect(self.busy.show)
        self.context.tasks.busy.connect(self._say_busy)

    def _say_busy(self, busy: bool) -> None:
        if busy:
            self._busy_timer.start()
        else:
            self._busy_timer.stop()
            self.busy.hide()
