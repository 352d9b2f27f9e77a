"""Letters that the officer's mail program opens one after another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach.domain.invitation import Invitation
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.opening import open_address
from outreach.ui.theme import GAP, MARGIN, set_role

WHICH = N_("Letter {number} of {count}")
TO = N_("{name} <{address}>: {subject}")
FAILED = N_("No mail program answered. Choose one in the system's settings, or make drafts instead.")


class MailtoPage(QWidget):
    """One letter at a time: Enter opens it. `opened` carries its id, `finished` how many were opened."""

    opened = Signal(object)
    finished = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._links: list[tuple[Invitation, str]] = []
        self._place = self._count = 0
        self.which, self.to, self.status = text_label("", "title"), text_label(""), text_label("", "danger")
        self.open_button, self.skip_button, self.end_button = QPushButton(), QPushButton(), QPushButton()
        set_role(self.open_button, "primary")
        put_icon(self.open_button, "mail", "on_accent")
        for button, text, call in (
            (self.end_button, N_("Stop here"), self.stop),
            (self.skip_button, N_("Skip"), lambda: self._step(opened=False)),
            (self.open_button, N_("Open it in the mail program"), self._open),
        ):
            context.words.bind(button.setText, text)
            button.clicked.connect(lambda _=False, call=call: call())
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        for button in (self.end_button, self.skip_button, self.open_button):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(MARGIN)
        column.addStretch(2)
        for label in (self.which, self.to, self.status):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addLayout(foot)
        column.addStretch(3)

    @property
    def left(self) -> list[Invitation]:
        """The letters that were not opened."""
        return [one for one, _ in self._links[self._place :]] + self._skipped

    def begin(self, links: Sequence[tuple[Invitation, str]]) -> None:
        """Show the first letter."""
        self._links, self._place, self._count = list(links), 0, 0
        self._skipped: list[Invitation] = []
        self._show()

    def _show(self) -> None:
        if self._place >= len(self._links):
            self.stop()
            return
        number, words = self._words.language.number, self._words
        one, _ = self._links[self._place]
        self.which.setText(words(WHICH, number=number(self._place + 1), count=number(len(self._links))))
        self.to.setText(words(TO, name=one.name, address=one.address, subject=one.subject))
        self.open_button.setDefault(True)
        self.open_button.setFocus()

    def _open(self) -> None:
        one, link = self._links[self._place]
        if not open_address(link):
            self.status.setText(self._words(FAILED))
            return
        self.status.clear()
        self._count += 1
        self.opened.emit(one.id)
        self._step(opened=True)

    def _step(self, *, opened: bool) -> None:
        if not opened:
            self._skipped.append(self._links[self._place][0])
        self._place += 1
        self._show()

    def stop(self) -> None:
        """Open no more of them."""
        self.finished.emit(self._count)
