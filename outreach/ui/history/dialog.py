"""The history of one record: who changed what and when, each field before and after."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from outreach.domain.changes import HistoryEntry
from outreach.language import N_
from outreach.services.house import House
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.history.fields import HIDDEN, ids_in, say_field, say_value
from outreach.ui.theme import MARGIN, WIDE, set_role, take_size
from outreach.ui.words import Words

_HEADERS = (N_("What"), N_("Before"), N_("After"))


@dataclass(frozen=True, slots=True)
class Story:
    """A record's history, its name, and the names of the records that it mentions."""

    title: str
    entries: tuple[HistoryEntry, ...]
    titles: dict[UUID, str]


def read_story(house: House, record: UUID) -> Story:
    """Read it. Runs on the worker."""
    entries = house.history.of(record)
    mentioned = {one for entry in entries for sides in entry.fields.values() for side in sides for one in ids_in(side)}
    titles = house.search.titles([record, *mentioned])
    return Story(titles.get(record, ""), tuple(entries), titles)


class HistoryDialog(QDialog):
    """The dialog. The latest stands first and is open."""

    def __init__(self, context: Context, record: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._record = record
        self._story: Story | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        take_size(self, 860, 560)
        context.words.bind(self.setWindowTitle, N_("History"))
        self._build()
        context.words.changed.connect(self._fill)
        house = context.house
        context.read(lambda: read_story(house, record), self._show, self)

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "heading")
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(_HEADERS))
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, 380)
        self.tree.setColumnWidth(1, 200)
        self._context.words.bind(self.tree.setAccessibleName, N_("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)
        column.addLayout(close_row(self._context.words, self))

    def _show(self, story: Story) -> None:
        self._story = story
        self._fill()
        self.tree.setFocus()

    def _fill(self) -> None:
        words, story = self._context.words, self._story
        if story is None:
            return
        self.title.setText(story.title or words(N_("A deleted record")))
        self.tree.setHeaderLabels([words(text) for text in _HEADERS])
        self.tree.clear()
        for number, entry in enumerate(story.entries):
            item = entry_item(entry, story.titles, words)
            self.tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
            item.setExpanded(number == 0)


def entry_item(entry: HistoryEntry, titles: dict[UUID, str], words: Words) -> QTreeWidgetItem:
    """Return one action as a line, with a line below it for each field that it changed."""
    when = words.language.moment(entry.at)
    head = f"{when} · {entry.who or entry.device} · {words(entry.title, **entry.values)}"
    item = QTreeWidgetItem([head])
    for name, (before, after) in entry.fields.items():
        if name in HIDDEN or (before in (None, "", []) and after in (None, "", [], False)):
            continue
        sides = [say_value(entry.kind, name, side, titles, words) for side in (before, after)]
        line = QTreeWidgetItem([say_field(name, words), *sides])
        item.addChild(line)
    return item
