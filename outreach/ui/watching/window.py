"""The watch lists: all of them at the left, beside it what the chosen one found, the news on top."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.notice import Watch
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.language import N_
from outreach.services.watches import Look
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size
from outreach.ui.watching.asking import AskTed
from outreach.ui.watching.form import WatchForm
from outreach.ui.watching.watch_words import find_line, watch_line, watched_for

TITLE = N_("Watch lists")
LOOKED = N_("You last looked on {day}.")
NEVER_LOOKED = N_("You have not looked here yet.")
_LIST_WIDTH = 300


class WatchWindow(QDialog):
    """Shows what is new. Enter opens a tender, Ctrl+Enter marks all of it as seen, Ctrl+T asks TED."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.looks: list[Look] = []
        self._wanted: UUID | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.list, self.finds = LineList(tall=True), LineList(tall=True)
        self.everything = QCheckBox()
        self.heading, self.about = text_label("", "heading"), text_label("", "muted")
        self.whole, self.right = QStackedWidget(), QStackedWidget()
        self._build()
        self._wire()
        take_size(self, 980, 620)
        self.read()

    @property
    def look(self) -> Look | None:
        """What the chosen watch found."""
        chosen = self.list.current()
        return next((one for one in self.looks if isinstance(chosen, Watch) and one.watch.id == chosen.id), None)

    def read(self) -> None:
        """Look anew."""
        house = self.context.house
        self.context.read(house.watches.look_at_all, self._show, self)

    # What the officer does -------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Make a new watch."""
        self._open_form(None)

    def edit(self) -> None:
        """Change the chosen watch."""
        if self.look is not None:
            self._open_form(self.look.watch)

    def delete(self) -> None:
        """Delete the chosen watch; undo brings it back."""
        look, watches = self.look, self.context.house.watches
        if look is not None:
            self.context.write(lambda: watches.delete([look.watch.id]), self, lambda _: self.read())

    def mark_seen(self) -> None:
        """Remember that everything the chosen watch found was seen."""
        look, watches = self.look, self.context.house.watches
        if look is not None and look.news:
            keys = [find.key for find in look.finds]
            self.context.write(lambda: watches.mark_seen(look.watch.id, keys), self, lambda _: self.read())

    def ask_ted(self) -> None:
        """Ask whether TED may be asked."""
        if self.look is not None:
            AskTed(self.context, self.look.watch, self.parentWidget() or self).open()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _said_anew(self) -> None:
        self._show(self.looks)

    def _show(self, looks: list[Look]) -> None:
        self.looks = looks
        self.whole.setCurrentIndex(0 if looks else 1)
        self.list.blockSignals(True)
        self.list.show_lines([watch_line(one, self.context.words) for one in looks], first=True)
        row = next((row for row, one in enumerate(looks) if one.watch.id == self._wanted), -1)
        if row >= 0:
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self.list.blockSignals(False)
        self._wanted = None
        self._show_finds()

    def _show_finds(self) -> None:
        words, look = self.context.words, self.look
        for button in (self.edit_button, self.delete_button, self.ted_button):
            button.setEnabled(look is not None)
        self.seen_button.setEnabled(bool(look and look.news))
        if look is None:
            return
        looked = look.watch.looked
        when = words(LOOKED, day=words.language.moment(looked)) if looked else words(NEVER_LOOKED)
        self.heading.setText(look.watch.name)
        self.about.setText(f"{watched_for(look.watch, words)}\n{when}")
        shown = look.finds if self.everything.isChecked() else look.news
        self.finds.show_lines([find_line(one, words) for one in shown], first=True)
        self.right.setCurrentIndex(0 if shown else 1 if look.finds else 2)

    def _open_form(self, watch: Watch | None) -> None:
        form = WatchForm(self.context, watch, self)
        form.saved.connect(self._saved)
        form.open()

    def _saved(self, watch_id: UUID) -> None:
        self._wanted = watch_id
        self.read()

    def _open(self, tender: object) -> None:
        if isinstance(tender, Tender):
            self.context.open(Kind.TENDER, tender.id)
            self.accept()

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.WATCH, Kind.TENDER):
            self.read()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        self.new_button, self.edit_button, self.delete_button = QPushButton(), QPushButton(), QPushButton()
        self.ted_button, self.seen_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        for button, text, name, call in (
            (self.new_button, N_("New watch list…"), "add", self.add),
            (self.edit_button, N_("Edit…"), "edit", self.edit),
            (self.delete_button, N_("Delete"), "delete", self.delete),
            (self.ted_button, N_("Ask TED…"), "import", self.ask_ted),
            (self.seen_button, N_("Mark as seen"), "", self.mark_seen),
            (self.close_button, N_("Close"), "", self.accept),
        ):
            words.bind(button.setText, text)
            if name:
                put_icon(button, name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=call: call())
        set_role(self.seen_button, "primary")
        words.bind(self.seen_button.setToolTip, N_("Mark as seen (Ctrl+Enter)"))
        words.bind(self.ted_button.setToolTip, N_("Ask the European Union's tender site (Ctrl+T)"))
        words.bind(self.everything.setText, N_("Show what was seen as well"))
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.finds.setAccessibleName, N_("What was found"))
        empty = EmptyState(
            self.context,
            "search",
            N_("No watch lists yet"),
            N_("Say which codes, places and words matter, and see what is new among your tenders and notices."),
        )
        empty.add_button(N_("New watch list…"), self.add, primary=True)
        self.whole.addWidget(self._both())
        self.whole.addWidget(empty)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.ted_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.seen_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.whole, 1)
        column.addLayout(foot)
        self.setMinimumSize(720, 420)

    def _both(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self._side())
        row.addWidget(self._found(), 1)
        return both

    def _side(self) -> QFrame:
        side = QFrame()
        set_role(side, "card")
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.list, 1)
        column.addWidget(self.new_button)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.edit_button)
        row.addWidget(self.delete_button)
        column.addLayout(row)
        return side

    def _found(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        column.setSpacing(GAP)
        self.right.addWidget(self.finds)
        self.right.addWidget(
            EmptyState(self.context, "check", N_("Nothing new"), N_("What was seen is shown again with the tick below."))
        )
        self.right.addWidget(
            EmptyState(
                self.context,
                "search",
                N_("Nothing fits yet"),
                N_("Import notices, or ask TED; what fits this list will stand here."),
            )
        )
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addWidget(self.right, 1)
        column.addWidget(self.everything)
        return card

    def _wire(self) -> None:
        self.list.moved.connect(lambda _: self._show_finds())
        self.list.chosen.connect(lambda _: self.finds.setFocus(Qt.FocusReason.OtherFocusReason))
        self.finds.chosen.connect(self._open)
        self.everything.toggled.connect(lambda _: self._show_finds())
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._said_anew)
        for keys, call in (("Ctrl+Return", self.mark_seen), ("Ctrl+Enter", self.mark_seen), ("Ctrl+T", self.ask_ted),
                           ("Ctrl+N", self.add), ("Delete", self.delete)):  # fmt: skip
            QShortcut(QKeySequence(keys), self, call)
