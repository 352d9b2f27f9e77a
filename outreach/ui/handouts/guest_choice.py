"""The guests of the event, each with a tick; at first everybody has one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.handouts.offer import OfferedGuest
from outreach.ui.theme import GAP, TIGHT, set_role

_ID = int(Qt.ItemDataRole.UserRole)


class GuestChoice(QWidget):
    """A list to tick, with *All* and *None* above it. `changed` tells of another choice."""

    changed = Signal()
    filled = Signal(bool)
    """Whether there is anybody to tick."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._filling = False
        self.list = QListWidget()
        self._count = QLabel()
        self._all, self._none = QPushButton(), QPushButton()
        self._build()
        self._words.changed.connect(self._say)

    def fill(self, guests: Sequence[OfferedGuest]) -> None:
        """Show the guests of an event; whose tick was taken away stays without."""
        off = {_id(item) for item in self._items() if item.checkState() is Qt.CheckState.Unchecked}
        self._filling = True
        self.list.clear()
        for guest in guests:
            item = QListWidgetItem(guest.name)
            item.setData(_ID, str(guest.id))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if guest.id in off else Qt.CheckState.Checked)
            self.list.addItem(item)
        self._filling = False
        self._say()

    def chosen(self) -> tuple[UUID, ...]:
        """Return the ticked guests; nothing when all are, so that who is invited later comes along."""
        ticked = tuple(_id(item) for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        return () if len(ticked) == self.list.count() else ticked

    def nobody(self) -> bool:
        """Say whether there are guests and none has a tick."""
        return self.list.count() > 0 and not any(item.checkState() is Qt.CheckState.Checked for item in self._items())

    def _tick(self, state: Qt.CheckState) -> None:
        self._filling = True
        for item in self._items():
            item.setCheckState(state)
        self._filling = False
        self._changed()

    def _changed(self) -> None:
        if not self._filling:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        total = self.list.count()
        ticked = sum(item.checkState() is Qt.CheckState.Checked for item in self._items())
        if total:
            self._count.setText(
                self._words.count(NN_("{ticked} of {n} guest", "{ticked} of {n} guests"), total, ticked=ticked)
            )
        else:
            self._count.setText(self._words(N_("Nobody is on the guest list yet.")))
        self.list.setVisible(total > 0)
        self.filled.emit(total > 0)
        for button in (self._all, self._none):
            button.setVisible(total > 1)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _build(self) -> None:
        bind = self._words.bind
        bind(self.list.setAccessibleName, N_("Guests"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        # A long firm ends with an ellipsis; a bar below would take two guests' room.
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(150)
        self.list.itemChanged.connect(lambda _: self._changed())
        bind(self._all.setText, N_("All"))
        bind(self._none.setText, N_("None"))
        set_role(self._count, "caption")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._count, 1)
        for button, state in ((self._all, Qt.CheckState.Checked), (self._none, Qt.CheckState.Unchecked)):
            set_role(button, "link")
            button.clicked.connect(lambda _=False, state=state: self._tick(state))
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addWidget(self.list, 1)


def _id(item: QListWidgetItem) -> UUID:
    return UUID(str(item.data(_ID)))
