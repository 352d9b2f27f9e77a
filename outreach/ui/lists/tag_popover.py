"""Tags for many records at once: those they have can be taken off, new ones put on; one action, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.forms.tag_editor import TagEditor
from outreach.ui.icons import put_icon
from outreach.ui.lists.flow import FlowLayout, clear, wrapping
from outreach.ui.lists.long_work import LongWork
from outreach.ui.theme import GAP, MARGIN, set_role

TITLE = NN_("Tags for {n} record", "Tags for {n} records")
#: Whose tags are read to be offered for taking off; reading 50,000 records for that would be too much.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class _Found:
    known: list[str]
    held: list[tuple[str, int]]


class TagPopover(QFrame):
    """A small window over the list. `apply` writes; Esc leaves everything as it is."""

    def __init__(self, context: Context, records: Any, ids: Sequence[UUID], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._context = context
        self._records = records
        self._ids = list(ids)
        self._removed: dict[str, None] = {}
        self.editor = TagEditor(context)
        self.editor.installEventFilter(self)
        self.editor.line.installEventFilter(self)
        self._held = QWidget()
        self._held_flow = FlowLayout(self._held, GAP // 2)
        wrapping(self._held)
        self._build()
        context.read(self._read, self._fill, self)

    def open_over(self, table: QWidget) -> None:
        """Show in the upper middle of the table."""
        self._fit()
        self.move(table.mapToGlobal(QPoint(max(0, (table.width() - self.width()) // 2), 48)))
        self.show()
        self.editor.line.setFocus()

    def remove(self, tag: str, button: QPushButton) -> None:
        """Mark a tag for taking off; a second press takes the mark away."""
        if button.isChecked():
            self._removed[tag] = None
        else:
            self._removed.pop(tag, None)

    def apply(self) -> None:
        """Write, as one action."""
        records, ids, added, removed = self._records, self._ids, self.editor.value(), tuple(self._removed)
        page = self.parentWidget() or self
        self.close()
        if added or removed:
            work = LongWork(self._context, N_("Tagging"), page)
            work.write(lambda report: records.tag(ids, add=added, remove=removed, report=report))

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with the chips, once they have their places."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the empty field is done; before that it takes the tag (see TagEditor)."""
        if watched is self.editor.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and (not self.editor.line.text().strip() or event.modifiers()):
                self.apply()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        words = self._context.words
        title = QLabel(words.count(TITLE, len(self._ids)))
        set_role(title, "subheading")
        self._hint = QLabel(words(N_("Press a tag to take it off")))
        set_role(self._hint, "caption")
        apply, cancel = QPushButton(words(N_("Save"))), QPushButton(words(N_("Cancel")))
        set_role(apply, "primary")
        apply.clicked.connect(self.apply)
        cancel.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        for widget in (title, self.editor, self._hint, self._held):
            layout.addWidget(widget)
        layout.addSpacing(GAP)
        layout.addLayout(foot)
        self._hint.hide()

    def _read(self) -> _Found:
        found = self._records.many(self._ids[:LOOKED_AT])
        counted = Counter(tag for record in found.values() for tag in record.tags)
        return _Found(self._records.tags(), sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    def _fill(self, found: _Found) -> None:
        self.editor.offer(found.known)
        clear(self._held_flow)
        for tag, count in found.held:
            self._held_flow.addWidget(self._held_button(tag, count))
        self._hint.setVisible(bool(found.held))

    def _fit(self) -> None:
        """Be as high as the chips need at this width."""
        layout = self.layout()
        assert layout is not None
        self.setFixedSize(400, layout.totalHeightForWidth(400))

    def _held_button(self, tag: str, count: int) -> QPushButton:
        many = len(self._ids) > 1
        button = QPushButton((f"{tag}  {count}" if many else tag).replace("&", "&&"))
        button.setCheckable(True)
        put_icon(button, "close", "muted")
        button.setAccessibleName(self._context.words(N_("Remove the tag {tag}"), tag=tag))
        button.toggled.connect(lambda: self.remove(tag, button))
        return button
