"""Tags as chips with a field behind them: Enter or a comma takes a tag, Backspace takes the last one off."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QWidget

from outreach.language import N_
from outreach.services.records import clean_tags
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP


class TagEditor(QWidget):
    """Edits a tuple of tags. `known` are offered while typing."""

    changed = Signal()

    def __init__(self, context: Context, known: Iterable[str] = ()) -> None:
        super().__init__()
        self._context = context
        self._tags: tuple[str, ...] = ()
        self._offers = QStringListModel(sorted(known), self)
        self.line = self._make_line()
        self._flow = FlowLayout(self, GAP // 2)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        wrapping(self)

    def value(self) -> tuple[str, ...]:
        """Return the tags, what is still being typed included."""
        return clean_tags([*self._tags, *self.line.text().split(",")])

    def set_value(self, tags: Iterable[str]) -> None:
        """Set the tags."""
        self._tags = clean_tags(tags)
        self._show()

    def offer(self, known: Iterable[str]) -> None:
        """Set what is offered while typing."""
        self._offers.setStringList(sorted(known))

    def take_typed(self) -> None:
        """Make chips of what stands in the field."""
        self._tags = self.value()
        self.line.clear()
        self._show()
        self.changed.emit()

    def remove(self, tag: str) -> None:
        """Take a tag off."""
        self._tags = tuple(one for one in self._tags if one != tag)
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and comma take the tag; Backspace in the empty field gives the last one back for editing."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            typed = bool(self.line.text().strip())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma) and not event.modifiers() and typed:
                self.take_typed()
                return True
            if key == Qt.Key.Key_Backspace and not self.line.text() and self._tags:
                last = self._tags[-1]
                self.remove(last)
                self.line.setText(last)
                return True
        return super().eventFilter(watched, event)

    def _make_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setMinimumWidth(160)
        self._context.words.bind(line.setPlaceholderText, N_("Add a tag"))
        self._context.words.bind(line.setAccessibleName, N_("Add a tag"))
        completer = QCompleter(self._offers, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # Queued: Qt writes the completion into the field after this signal.
        completer.activated.connect(lambda _: self.take_typed(), Qt.ConnectionType.QueuedConnection)
        line.setCompleter(completer)
        line.installEventFilter(self)
        return line

    def _show(self) -> None:
        while self._flow.count() > 1:
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._flow.takeAt(0)
        for tag in self._tags:
            self._flow.addWidget(self._chip(tag))
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(tag.replace("&", "&&"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        # The palette follows the theme, so the chip does too.
        chip.setStyleSheet("QToolButton { background: palette(highlight); border-radius: 10px; padding: 2px 8px; }")
        put_icon(chip, "close", "muted")
        words = self._context.words
        chip.setAccessibleName(words(N_("Remove the tag {tag}"), tag=tag))
        chip.setToolTip(words(N_("Remove the tag {tag}"), tag=tag))
        chip.clicked.connect(lambda: self.remove(tag))
        return chip
