"""The row of filters above a list: a chip for each, which opens its options and then says what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from outreach.domain.saved_view import PICKED
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.filters import FEW, Asked, Filter, Option
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import GAP, set_role

#: Longer words on a chip are cut in the middle of the sentence: the popover shows them whole.
LONGEST_CHIP = 28

BY_HAND = NN_("By hand: {n}", "By hand: {n}")
OTHERS = NN_("{n} other filter", "{n} other filters")

#: Seven chips and a search field stand in one row of a small window.
NARROW = "QPushButton { padding: 4px 10px; } QPushButton:focus { padding: 3px 9px; }"

_CHOOSE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VALUE = int(Qt.ItemDataRole.UserRole)


class FilterBar(QWidget):
    """Chips for filters. `changed` is emitted when another choice was made; `chosen` is for `Listing.filters`."""

    changed = Signal()

    def __init__(self, context: Context, filters: list[Filter]) -> None:
        super().__init__()
        self._context = context
        self._chips = {one.name: FilterChip(context, one, self) for one in filters}
        self._others: tuple[tuple[str, str], ...] = ()
        self._other_chip = self._make_other_chip()
        self._clear = QPushButton()
        context.words.bind(self._clear.setText, N_("Clear filters"))
        set_role(self._clear, "quiet")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        flow = FlowLayout(self, GAP)
        for chip in self._chips.values():
            flow.addWidget(chip)
            chip.changed.connect(self._changed)
        flow.addWidget(self._other_chip)
        flow.addWidget(self._clear)
        wrapping(self)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The choices as (name, value) pairs."""
        return tuple((name, value) for name, chip in self._chips.items() for value in chip.values) + self._others

    @property
    def said(self) -> str:
        """The choices in words, as the chips say them."""
        chips = [*(chip for chip in self._chips.values() if chip.values), *([self._other_chip] if self._others else [])]
        return " · ".join(chip.text().replace("&&", "&") for chip in chips)

    def chip(self, name: str) -> FilterChip:
        """Return the chip of a filter. Raises KeyError."""
        return self._chips[name]

    def choose(self, name: str, values: list[str]) -> None:
        """Set a filter from outside. Raises KeyError for a name that this list has not."""
        self._chips[name].choose(values)

    def choose_all(self, filters: Sequence[tuple[str, str]]) -> None:
        """Set every filter, as one change. Those without a chip (records named one by one) stand together on one of their own."""
        before = self.chosen
        for name, chip in self._chips.items():
            chip.blockSignals(True)
            chip.choose([value for other, value in filters if other == name])
            chip.blockSignals(False)
        self._others = tuple(pair for pair in filters if pair[0] not in self._chips)
        self._say_others()
        if self.chosen != before:
            self._changed()

    def clear(self) -> None:
        """Take every filter off, as one change."""
        self.choose_all(())

    def _make_other_chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        chip.setStyleSheet(NARROW)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        put_icon(chip, "close", "muted")
        self._context.words.bind(chip.setToolTip, N_("Take this filter off"))
        chip.clicked.connect(lambda: self.choose_all([pair for pair in self.chosen if pair[0] in self._chips]))
        chip.hide()
        self._context.words.changed.connect(self._say_others)
        return chip

    def _say_others(self) -> None:
        by_hand = all(name == PICKED for name, _ in self._others)
        count = sum(bool(value) for _, value in self._others)
        text = self._context.words.count(BY_HAND if by_hand else OTHERS, count)
        self._other_chip.setText(text)
        self._other_chip.setChecked(True)
        self._other_chip.setVisible(bool(self._others))

    def _changed(self) -> None:
        self._clear.setVisible(bool(self.chosen))
        self.updateGeometry()
        self.changed.emit()


class FilterChip(QPushButton):
    """One filter: "Tag", or "Tag: bygg +1" once something is chosen. A press opens its options."""

    changed = Signal()

    def __init__(self, context: Context, what: Filter, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = what
        self.values: list[str] = []
        self._context = context
        self._said: list[str] = []
        self.setCheckable(True)
        self.setStyleSheet(NARROW)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
        put_icon(self, "chevron-down", "muted")
        self.clicked.connect(self._open)
        context.words.changed.connect(self._read_words)
        self._say()

    def choose(self, values: list[str]) -> None:
        """Set the chosen values."""
        if values == self.values:
            return
        self.values = list(values)
        self._said = []
        self._say()
        self._read_words()
        self.changed.emit()

    def toggle_value(self, value: str) -> None:
        """Add or take away one value; a filter without `many` holds one at most."""
        if value in self.values:
            self.choose([one for one in self.values if one != value])
        else:
            self.choose([*self.values, value] if self.filter.many else [value])

    def _open(self) -> None:
        self._say()
        FilterPopover(self._context, self).open_below(self)

    def _read_words(self) -> None:
        house, language, values = self._context.house, self._context.words.language, list(self.values)
        if not values:
            self._say()
            return

        def say(said: list[str]) -> None:
            if values == self.values:
                self._said = said
                self._say()

        self._context.read(lambda: self.filter.words_for(house, language, values), say, self)

    def _say(self) -> None:
        title = self._context.words(self.filter.title)
        if not self.values:
            text = title
        else:
            first = self._said[0] if self._said else "…"
            more = f" +{len(self.values) - 1}" if len(self.values) > 1 else ""
            text = f"{title}: {_cut(first)}{more}"
        self.setText(text.replace("&", "&&"))
        if self.filter.quiet:
            self.setVisible(bool(self.values))
        self.setToolTip(", ".join(self._said))
        self.setChecked(bool(self.values))
        self.updateGeometry()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CHIP else text[: LONGEST_CHIP - 1].rstrip() + "…"


class FilterPopover(QFrame):
    """The options of one filter in a small window: typing searches, Space or a click chooses, Esc closes."""

    def __init__(self, context: Context, chip: FilterChip) -> None:
        super().__init__(chip, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._context = context
        self._chip = chip
        self.search = self._make_search()
        self.list = self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.resize(340, 380)
        self._typed = QTimer(self, interval=80, singleShot=True)
        self._typed.timeout.connect(self._read)
        self.search.textChanged.connect(self._typed.start)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self._read()

    def open_below(self, chip: QWidget) -> None:
        """Show under its chip, inside the screen."""
        corner = chip.mapToGlobal(QPoint(0, chip.height() + 4))
        screen = chip.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        y = max(screen.top(), min(corner.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field into the list; Space and Enter choose there."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, item = event.key(), self.list.currentItem()
            if watched is self.search and key == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus()
                self.list.setCurrentRow(0)
                return True
            if watched is self.list and key in _CHOOSE and item is not None:
                self._toggle(item)
                return True
        return super().eventFilter(watched, event)

    def _make_search(self) -> QLineEdit:
        search = QLineEdit(self)
        search.setClearButtonEnabled(True)
        set_role(search, "search")
        self._context.words.bind(search.setPlaceholderText, N_("Search"))
        title = self._context.words(self._chip.filter.title)
        search.setAccessibleName(title)
        return search

    def _make_list(self) -> QListWidget:
        options = QListWidget(self)
        set_role(options, "plain")
        options.setAccessibleName(self._context.words(self._chip.filter.title))
        options.setUniformItemSizes(True)
        options.setTextElideMode(Qt.TextElideMode.ElideRight)
        # No ItemIsUserCheckable: the whole line is the button, box and words alike.
        options.itemClicked.connect(self._toggle)
        return options

    def _read(self) -> None:
        house, language, what, typed = (
            self._context.house,
            self._context.words.language,
            self._chip.filter,
            self.search.text(),
        )
        self._context.read(lambda: what.found(Asked(house, language, typed)), partial(self._fill, typed), self)

    def _fill(self, typed: str, options: list[Option]) -> None:
        if typed != self.search.text():
            return
        if not typed:
            self.search.setVisible(self._chip.filter.searches or len(options) > FEW)
            # Chosen values first, so that they can be taken off without looking for them.
            options = sorted(options, key=lambda option: option.value not in self._chip.values)
        self.list.blockSignals(True)
        self.list.clear()
        for option in options:
            self.list.addItem(self._item(option))
        if not options:
            self._say_nothing()
        self.list.blockSignals(False)
        if not self.search.isVisible():
            self.list.setFocus()

    def _item(self, option: Option) -> QListWidgetItem:
        item = QListWidgetItem(f"{option.label}  –  {option.detail}" if option.detail else option.label)
        item.setData(_VALUE, option.value)
        item.setToolTip(option.label)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        chosen = option.value in self._chip.values
        item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        return item

    def _say_nothing(self) -> None:
        item = QListWidgetItem(self._context.words(N_("Nothing found")))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _toggle(self, item: QListWidgetItem) -> None:
        value = item.data(_VALUE)
        if value is None:
            return
        self._chip.toggle_value(str(value))
        chosen = str(value) in self._chip.values
        item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        if not self._chip.filter.many:
            self.close()
