"""The list of what waits for the server: look at each, decide where a colleague changed the same, drop one, send now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind, Record
from outreach.domain.waiting import Operation
from outreach.errors import SameFieldChanged
from outreach.language import N_
from outreach.services.waiting import Stuck
from outreach.services.waiting_words import NOTHING, SEALED, WAIT, say_operation, say_stuck, words_of
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size

DROP, REALLY = N_("Drop (Del)"), N_("Drop it for good? (Del)")
_OPERATION = Qt.ItemDataRole.UserRole


class WaitingDialog(QDialog):
    """`stuck` gives, by action, what cannot be sent as it stands; `send` sends what waits, all of it, and calls back when done."""

    def __init__(
        self,
        context: Context,
        stuck: Callable[[], Mapping[UUID, Stuck]],
        send: Callable[[Callable[[], None]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._stuck = stuck
        self._send = send
        self._sure: UUID | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, N_("Waits for the server"))
        self.list, self.typed, self.why, self.hint = QListWidget(), QLabel(), QLabel(), QLabel()
        self.choose, self.drop, self.send_now, close = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        self._build(close)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.list.itemActivated.connect(lambda _: self._choose())
        self.choose.clicked.connect(self._choose)
        self.drop.clicked.connect(self._drop)
        self.send_now.clicked.connect(self._send_all)
        close.clicked.connect(self.accept)
        keys: tuple[tuple[str, QWidget, Callable[[], object]], ...] = (
            ("Del", self.list, self._drop),
            ("Ctrl+Return", self, self.send_now.click),
            ("Ctrl+Enter", self, self.send_now.click),
        )
        for key, where, call in keys:
            QShortcut(QKeySequence(key), where, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take_size(self, 680, 460)
        self.read()

    def read(self) -> None:
        """Read what waits."""
        waiting = self._context.house.waiting
        self._context.read(lambda: (waiting.all(), waiting.count()), lambda found: self.show_waiting(*found), self)

    def _build(self, close: QPushButton) -> None:
        bind = self._context.words.bind
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(GAP)
        title = QLabel()
        set_role(title, "title")
        bind(title.setText, N_("Waits for the server"))
        layout.addWidget(title)
        for label, role in ((self.hint, "muted"), (self.typed, ""), (self.why, "warning")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            if role:
                set_role(label, role)
        self.typed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bind(self.list.setAccessibleName, N_("Waits for the server"))
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.typed)
        layout.addWidget(self.why)
        row = QHBoxLayout()
        bind(self.choose.setText, N_("Choose…"))
        bind(self.send_now.setText, N_("Send now (Ctrl+Enter)"))
        bind(close.setText, N_("Close"))
        set_role(self.send_now, "primary")
        for button in (self.choose, self.drop, self.send_now, close):
            # Enter belongs to the list, where it chooses.
            button.setAutoDefault(False)
        for button in (self.choose, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.send_now)
        layout.addLayout(row)

    def show_waiting(self, operations: list[Operation], count: int = -1) -> None:
        """Show these; `count` may be more than can be read while the box is sealed."""
        count = len(operations) if count < 0 else count
        words, chosen = self._context.words, self._chosen()
        self.list.clear()
        for one in operations:
            item = QListWidgetItem(say_operation(one, words.language))
            item.setData(_OPERATION, one)
            self.list.addItem(item)
            if chosen is not None and one.action == chosen.action:
                self.list.setCurrentItem(item)
        if operations and self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        hint = words(NOTHING) if not count else words.count(WAIT, count)
        self.hint.setText(hint if operations or not count else f"{hint} {words(SEALED)}")
        self.send_now.setEnabled(count > 0)
        self._show_chosen()

    def _chosen(self) -> Operation | None:
        item = self.list.currentItem()
        found = item.data(_OPERATION) if item is not None else None
        return found if isinstance(found, Operation) else None

    def _show_chosen(self) -> None:
        one, words = self._chosen(), self._context.words
        self._sure = None
        stuck = self._stuck().get(one.action) if one is not None else None
        self.typed.setText(words_of(one) if one is not None else "")
        self.why.setText(say_stuck(stuck, words.language) if stuck is not None else "")
        self.why.setVisible(stuck is not None)
        self.choose.setVisible(stuck is not None and isinstance(stuck.error, SameFieldChanged))
        self.drop.setEnabled(one is not None)
        self.drop.setText(words(DROP))

    def _choose(self) -> None:
        from outreach.ui.forms.same_field import SameFieldDialog

        one = self._chosen()
        stuck = self._stuck().get(one.action) if one is not None else None
        if stuck is None or not isinstance(stuck.error, SameFieldChanged):
            return
        kind, operation = Kind(str(stuck.error.facts["kind"])), stuck.operation

        def settle(record: Record) -> None:
            waiting = self._context.house.waiting
            self._context.write(
                lambda: waiting.settle(operation, kind, record), self, lambda _: self._send_all(), failed=lambda _: self._send_all()
            )

        dialog = SameFieldDialog(self._context, stuck.error, self)
        dialog.chosen.connect(settle)
        dialog.open()

    def _drop(self) -> None:
        one = self._chosen()
        if one is None:
            return
        if self._sure != one.action:
            # What is dropped comes never back; a second press says that it is meant.
            self._sure = one.action
            self.drop.setText(self._context.words(REALLY))
            return
        waiting, action = self._context.house.waiting, one.action
        self._context.tasks.run(lambda: waiting.drop(action), lambda _: self._send_all(), owner=self)

    def _send_all(self) -> None:
        self._send(self.read)
