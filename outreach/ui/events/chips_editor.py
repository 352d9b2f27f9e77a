"""Several chosen things as chips with a field behind them: those who go to an event, the tenders it features.

Typing offers choices; Enter or a comma takes a free word where free words are allowed; Backspace takes the last one off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.suggestions import Suggestion, SuggestionLine
from outreach.ui.icons import put_icon
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import TIGHT

#: Longer words are cut on a chip, and whole in its tool tip.
LONGEST = 44


class ChipsEditor(QWidget):
    """Edits a list of `Suggestion`. `find(text)` runs on the worker; with `free`, typed words are taken as they are."""

    changed = Signal()

    def __init__(
        self, context: Context, find: Callable[[str], list[Suggestion]], prompt: str, *, free: bool = False
    ) -> None:
        super().__init__()
        self._context = context
        self._free = free
        self._chosen: list[Suggestion] = []
        self.line = SuggestionLine(context, lambda text: self._new_ones(find(text)), least=0)
        self.line.setMinimumWidth(220)
        context.words.bind(self.line.setPlaceholderText, prompt)
        context.words.bind(self.line.setAccessibleName, prompt)
        self.line.taken.connect(self.take)
        self.line.editingFinished.connect(self.take_typed)
        self.line.installEventFilter(self)
        self._flow = FlowLayout(self, TIGHT)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        wrapping(self)

    @property
    def values(self) -> tuple[object, ...]:
        """The values chosen, in order; what is still being typed counts where free words are allowed."""
        typed = [one.value for one in self._typed()] if self._free else []
        return tuple(dict.fromkeys([*(one.value for one in self._chosen), *typed]))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the chips."""
        return tuple(one.label for one in self._chosen)

    def show_chosen(self, chosen: Iterable[Suggestion]) -> None:
        """Put other chips in place."""
        self._chosen = list(chosen)
        self._show()

    def take(self, suggestion: Suggestion) -> None:
        """Add one, unless it is there."""
        self.line.clear()
        if suggestion.value not in [one.value for one in self._chosen]:
            self._chosen.append(suggestion)
            self._show()
            self.changed.emit()
        self.line.setFocus()

    def take_typed(self) -> None:
        """Make chips of what stands in the field; words that name nothing go away where only known things can be chosen."""
        if self.line.offers.isVisible():
            return
        if not self._free:
            self.line.clear()
            return
        new = [one for one in self._typed() if one.value not in [old.value for old in self._chosen]]
        if self.line.text():
            self.line.clear()
        if new:
            self._chosen += new
            self._show()
            self.changed.emit()

    def remove(self, value: object) -> None:
        """Take one off."""
        self._chosen = [one for one in self._chosen if one.value != value]
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take words on Enter and comma; give the last chip back on Backspace in the empty field."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, typed = event.key(), bool(self.line.text().strip())
            offered = self.line.offers.isVisible() and self.line.offers.chosen() is not None
            enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not offered
            if self._free and typed and (enter or key == Qt.Key.Key_Comma):
                self.line.offers.hide()
                self.take_typed()
                return True
            if key == Qt.Key.Key_Backspace and not self.line.text() and self._chosen:
                self.remove(self._chosen[-1].value)
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> list[Suggestion]:
        words = (" ".join(part.split()) for part in self.line.text().split(","))
        return [Suggestion(word, word) for word in words if word]

    def _new_ones(self, found: list[Suggestion]) -> list[Suggestion]:
        taken = {one.value for one in self._chosen}
        return [one for one in found if one.value not in taken]

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.line:
                widget.hide()
                widget.deleteLater()
        for one in self._chosen:
            chip = self._chip(one)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def _chip(self, one: Suggestion) -> QToolButton:
        chip = QToolButton(self)
        label = one.label if len(one.label) <= LONGEST else one.label[: LONGEST - 1].rstrip() + "…"
        chip.setText(label.replace("&", "&&"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        # As the chips of tags: the palette follows the theme, so the chip does too.
        chip.setStyleSheet("QToolButton { background: palette(highlight); border-radius: 10px; padding: 2px 8px; }")
        put_icon(chip, "close", "muted")
        said = self._context.words(N_("Take off {name}"), name=one.label)
        chip.setAccessibleName(said)
        chip.setToolTip(said)
        chip.clicked.connect(lambda: self.remove(one.value))
        return chip
