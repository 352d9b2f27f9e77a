"""What must reach everyone: the open items first, the urgent on top; publish, add, copy, e-mail drafts to all who were notified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_, NN_
from outreach.services.disclosures import OpenItem, day_at_noon
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.capture.saying import say_why
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.disclosures.item_words import about_item, additions_of, item_line, urgent_words
from outreach.ui.forms.days import DayField
from outreach.ui.forms.field import Field, NotesEdit
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

if TYPE_CHECKING:
    from outreach.services.tender_letters import Drafts

TITLE = N_("To be told to everyone")
WROTE = NN_("Wrote {n} draft into {folder}.", "Wrote {n} drafts into {folder}.")
NO_ADDRESS = N_("Without an e-mail address: {names}.")
DECLINED = N_("Do not want e-mail from us: {names}.")
_WHERE, _TEXT, _DAY = N_("Where"), N_("Text"), N_("Published")
_LIST_WIDTH = 380
_FOLDER = "disclosures.folder"
_OPEN, _PUBLISHED, _NONE = 0, 1, 2


class DisclosureWindow(QDialog):
    """The items of one tender, or (None) all of them. Ctrl+Enter publishes the chosen one."""

    def __init__(self, context: Context, parent: QWidget, tender: UUID | None = None) -> None:
        super().__init__(parent)
        self.context, self._tender = context, tender
        self.items: list[OpenItem] = []
        self._shown: UUID | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.list = LineList(tall=True)
        self.everything = QCheckBox()
        self.heading, self.about = text_label("", "heading"), text_label("", "muted")
        self.told, self.added, self.status = (text_label("", selectable=True) for _ in range(3))
        self.where, self.text, self.day = QLineEdit(), NotesEdit(5), DayField(context, _DAY, N_("Now"))
        self.more = QLineEdit()
        self.urgent, self.urgent_words = QFrame(), QLabel()
        self.right = QStackedWidget()
        self._build()
        self._wire()
        take_size(self, 980, 640)
        self.read()

    @property
    def item(self) -> OpenItem | None:
        """The chosen item."""
        chosen = self.list.current()
        return next((one for one in self.items if one.disclosure.id == chosen), None)

    def read(self) -> None:
        """Read the items anew."""
        house, tender = self.context.house, self._tender
        self.context.read(
            lambda: house.disclosures.every() if tender is None else house.disclosures.of_tender(tender), self._show, self
        )

    # What the officer does -------------------------------------------------------------------------------------------

    def publish(self) -> None:
        """Close the chosen item: it was published there, that day, in these words."""
        item = self.item
        if item is None or item.disclosure.published is not None:
            return
        house, words = self.context.house, self.context.words
        where, text = self.where.text(), self.text.value()
        try:
            day = self.day.value()
        except InvalidInput as error:
            self._say(say_why(error, words), "danger")
            return
        now = house.now()
        at = day_at_noon(day, now) if day is not None else None
        self.context.write(
            lambda: house.disclosures.publish(item.disclosure.id, where, text, at), self, self._published, self._refused
        )

    def add(self) -> None:
        """Add words to the chosen item."""
        item, house, text = self.item, self.context.house, self.more.text()
        if item is not None:
            self.context.write(lambda: house.disclosures.add(item.disclosure.id, text), self, self._added, self._refused)

    def copy(self) -> None:
        """Put the text on the clipboard, for the web page or the procurement system."""
        item = self.item
        if item is not None:
            text = self.text.value() if item.disclosure.published is None else item.disclosure.published_text
            copy_text(text)
            self._say(self.context.words(N_("Copied.")), "success")

    def write_drafts(self) -> None:
        """Ask for a folder, and write an e-mail draft with the text to each company that was notified of the tender."""
        item = self.item
        if item is None or item.tender is None:
            return
        dialog = QFileDialog(self, self.context.words(N_("Folder for the e-mail drafts")))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(self.context.memory.get(_FOLDER, str(Path.home()))))
        dialog.fileSelected.connect(self._write_into)
        dialog.open()

    def _write_into(self, folder: str) -> None:
        item, house = self.item, self.context.house
        if item is None:
            return
        self.context.memory.keep(_FOLDER, folder)
        text, language = self.text.value(), self.context.words.language.code
        LongWork(self.context, N_("Writing e-mail drafts"), self).run(
            lambda report: house.disclosures.drafts(item.disclosure.id, Path(folder), text, language, report),
            lambda done: self._wrote(done, folder),
        )

    def _wrote(self, done: Drafts, folder: str) -> None:
        words = self.context.words
        said = [words.count(WROTE, len(done.files), folder=folder)]
        for text, names in ((NO_ADDRESS, done.without_address), (DECLINED, done.declined)):
            said += [words(text, names=words.language.listed(names))] if names else []
        self._say(" ".join(said), "success" if done.files else "danger")

    def _published(self, changes: Changes) -> None:
        self.read()
        self._say(self.context.words(changes.title, **changes.values), "success")

    def _added(self, changes: Changes) -> None:
        self.more.clear()
        self._published(changes)

    def _refused(self, error: Exception) -> None:
        why = say_why(error, self.context.words)
        if why:
            self._say(why, "danger")
        else:
            self.context.tasks.failed.emit(error)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, items: list[OpenItem]) -> None:
        words = self.context.words
        self.items = items
        shown = [one for one in items if self.everything.isChecked() or one.disclosure.published is None]
        self.list.show_lines([item_line(one, words) for one in shown], first=True)
        self._show_item()

    def _show_item(self) -> None:
        item, words = self.item, self.context.words
        for button in (self.copy_button, self.publish_button, self.drafts_button):
            button.setEnabled(item is not None)
        if item is None:
            self._shown = None
            self.right.setCurrentIndex(_NONE)
            return
        one = item.disclosure
        self.heading.setText(item.tender.title if item.tender else words(N_("About no tender in particular")))
        self.about.setText(about_item(item, words))
        said = urgent_words(item, words)
        self.urgent_words.setText(said)
        self.urgent.setVisible(bool(said))
        is_open = one.published is None
        if one.id != self._shown:
            # Somebody who is typing keeps the words when the list is read anew.
            self._shown = one.id
            self.text.set_value(one.text)
            self.where.clear()
            self.more.clear()
            self._say("", "muted")
        self.told.setText(one.text if is_open else f"{one.published_text}\n\n{one.where}")
        self.added.setText("\n".join(additions_of(item, words)))
        self.added.setVisible(bool(one.additions))
        self.publish_panel.setVisible(is_open)
        self.publish_button.setVisible(is_open)
        self.drafts_button.setEnabled(item.tender is not None)
        self.right.setCurrentIndex(_OPEN)

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    def _written(self, changes: Changes, origin: object) -> None:
        if origin is not self and changes.concern(Kind.DISCLOSURE, Kind.TENDER, Kind.MEETING):
            self.read()

    def _said_anew(self) -> None:
        self._show(self.items)

    def _refill(self) -> None:
        self._show(self.items)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self.context.words
        self.publish_button = self._button("check", N_("Publish (Ctrl+Enter)"), self.publish)
        set_role(self.publish_button, "primary")
        put_icon(self.publish_button, "check", "on_accent")
        self.copy_button = self._button("copy", N_("Copy the text"), self.copy)
        self.drafts_button = self._button("mail", N_("E-mail drafts to all notified…"), self.write_drafts)
        self.add_button = self._button("add", N_("Add"), self.add)
        self.close_button = self._button("", N_("Close"), self.accept)
        words.bind(self.everything.setText, N_("Show what is published too"))
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.more.setPlaceholderText, N_("Add something; what stands there stays"))
        words.bind(self.more.setAccessibleName, N_("Addition"))
        both = QHBoxLayout()
        both.setSpacing(MARGIN)
        both.addWidget(self._side())
        both.addWidget(self._card(), 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.drafts_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.publish_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(both, 1)
        column.addLayout(foot)
        self.setMinimumSize(720, 460)

    def _side(self) -> QFrame:
        side = QFrame()
        set_role(side, "card")
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.list, 1)
        column.addWidget(self.everything)
        return side

    def _card(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        page = QWidget()
        page.setProperty("role", "page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.setSpacing(GAP)
        for part in (self.heading, self.about, self._banner(), self.told, self.added, self._publish_panel(), self._adding()):
            inside.addWidget(part)
        inside.addWidget(self.status)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        empty = EmptyState(
            self.context,
            "check",
            N_("Nothing waits to be published"),
            N_("Mark a conversation with =ny when somebody was told something new; it stands here until everybody knows it."),
        )
        self.right.addWidget(scroll)
        self.right.addWidget(QWidget())
        self.right.addWidget(empty)
        column.addWidget(self.right, 1)
        return card

    def _banner(self) -> QFrame:
        self.urgent.setProperty("role", "banner-danger")
        self.urgent_words.setWordWrap(True)
        self.urgent_words.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.urgent_words, "danger")
        row = QHBoxLayout(self.urgent)
        row.setContentsMargins(MARGIN - 4, GAP, MARGIN - 4, GAP)
        row.addWidget(self.urgent_words, 1)
        self.urgent.hide()
        return self.urgent

    def _publish_panel(self) -> QWidget:
        self.publish_panel = QWidget()
        column = QVBoxLayout(self.publish_panel)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        line = QHBoxLayout()
        line.setSpacing(MARGIN)
        self.where_field = Field(self.context, _WHERE, self.where, N_("A page, a system, a letter to all."))
        line.addWidget(self.where_field, 2)
        line.addWidget(Field(self.context, _DAY, self.day), 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(Field(self.context, _TEXT, self.text, N_("In words that everybody can get; no names.")))
        column.addLayout(line)
        return self.publish_panel

    def _adding(self) -> QWidget:
        adding = QWidget()
        row = QHBoxLayout(adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.more, 1)
        row.addWidget(self.add_button)
        return adding

    def _button(self, name: str, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        if name:
            put_icon(button, name)
        self.context.words.bind(button.setText, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_item())
        self.everything.toggled.connect(self._refill)
        self.more.returnPressed.connect(self.add)
        self.context.changes.changed.connect(self._written)
        self.context.words.changed.connect(self._said_anew)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.publish)
