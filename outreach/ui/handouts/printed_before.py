"""What was printed before: a line below the preview, and the list behind it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.printings import Drawn, PrintedBefore
from outreach.ui.context import Context
from outreach.ui.handouts.printed_words import printed_row, printed_sentence
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, TIGHT, WIDE, set_role

_COLUMNS = (N_("When"), N_("Handout"), N_("Event"), N_("Version"), N_("Copies"), N_("Way"), N_("Officer"))
_ID = int(Qt.ItemDataRole.UserRole)


class PrintedLine(QWidget):
    """One line: whether what is shown was printed before, and how often. *All prints* opens the list."""

    list_wished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[str, tuple[PrintedBefore, ...]] | None = None
        self.text, self.button = QLabel(), QPushButton()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        set_role(self.text, "caption")
        set_role(self.button, "link")
        context.words.bind(self.button.setText, N_("All prints…"))
        self.button.clicked.connect(self.list_wished.emit)
        context.words.changed.connect(self._say)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, TIGHT, WIDE, TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)

    def show_for(self, drawn: Drawn) -> None:
        """Read what is on record beside what is shown."""
        house, order, digest = self._context.house, drawn.order, hashlib.sha256(drawn.pdf).hexdigest()

        def take(found: list[PrintedBefore]) -> None:
            self._shown = digest, tuple(found)
            self._say()

        self._context.read(lambda: house.printings.of_kind(order.kind, order.event), take, self)

    def _say(self) -> None:
        if self._shown is not None:
            self.text.setText(printed_sentence(*self._shown, self._context.words.language))


class PrintedDialog(QDialog):
    """Everything that was printed, the latest first; Delete takes a line off the record, and can be undone."""

    def __init__(self, context: Context, parent: QWidget, event: UUID | None = None) -> None:
        super().__init__(parent)
        self._context, self._event = context, event
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Printed before"))
        self.list = QTreeWidget()
        self.remove_button, self.close_button = QPushButton(), QPushButton()
        self._empty = EmptyState(
            context,
            "print",
            N_("Nothing has been printed yet."),
            N_("What you print, save or send as a draft stands here."),
        )
        self._build()
        self.list.setColumnHidden(_COLUMNS.index(N_("Event")), event is not None)
        context.changes.changed.connect(self._changed)
        self.read()

    def read(self) -> None:
        """Read the record anew."""
        printings, event = self._context.house.printings, self._event
        self._context.read(
            lambda: printings.at_event(event) if event is not None else printings.latest(500), self._fill, self
        )

    def remove(self) -> None:
        """Take the chosen lines off the record."""
        ids = [UUID(str(item.data(0, _ID))) for item in self.list.selectedItems()]
        if ids:
            printings = self._context.house.printings
            self._context.write(lambda: printings.delete(ids), self)

    def _changed(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.PRINTING):
            self.read()

    def _fill(self, found: list[PrintedBefore]) -> None:
        self.list.clear()
        language = self._context.words.language
        for one in found:
            item = QTreeWidgetItem(self.list, printed_row(one, language))
            item.setData(0, _ID, str(one.printing.id))
            item.setToolTip(1, "\n".join(one.tender_titles))
        for column in range(len(_COLUMNS)):
            self.list.resizeColumnToContents(column)
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.remove_button.setEnabled(bool(found))
        (self.list if found else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        words = self._context.words
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        words.bind(self.list.setAccessibleName, N_("Printed before"))
        self.list.setHeaderLabels([words(title) for title in _COLUMNS])
        remove, close = self.remove_button, self.close_button
        words.bind(remove.setText, N_("Take off the record"))
        words.bind(remove.setToolTip, N_("Take off the record (Delete)"))
        words.bind(close.setText, N_("Close"))
        # A button's own shortcut goes when its text changes with the language; this one is the window's.
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self, remove.click)
        remove.clicked.connect(self.remove)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(remove)
        foot.addStretch(1)
        foot.addWidget(close)
        for button in (remove, close):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(960, room.width() - 48), min(480, room.height() - 64))
