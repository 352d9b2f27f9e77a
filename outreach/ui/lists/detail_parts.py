"""Small parts of detail panes: plain texts, chips, tables of facts, and contacts that are copied with a click."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.contact import Address, Email, Phone, show_phone
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.copying import copy_text
from outreach.ui.icons import put_icon
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.opening import open_address
from outreach.ui.tenders.link_question import LinkQuestion
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

COPIED = N_("Copied: {text}")


def text_label(text: str, role: str = "", *, selectable: bool = False) -> QLabel:
    """Return a label for a finished text, which may come from data: never read as HTML, broken into lines."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    # A word longer than the pane (an address, a link) must not push the pane wider.
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if role:
        set_role(label, role)
    if selectable:
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def chips(texts: Iterable[str]) -> QWidget:
    """Return finished texts as chips, line under line."""
    row = QWidget()
    flow = FlowLayout(row, TIGHT)
    for text in texts:
        chip = QLabel()
        chip.setTextFormat(Qt.TextFormat.PlainText)
        chip.setText(text)
        chip.setToolTip(text)
        # A chip longer than the pane is cut; it must not push the pane wider.
        chip.setMinimumWidth(24)
        set_role(chip, "chip")
        flow.addWidget(chip)
    return wrapping(row)


def facts(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return a table of finished texts: names muted at the left, values at the right."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(TIGHT)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(pairs):
        title = QLabel(name)
        title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(title, "muted")
        grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(value, selectable=True), row, 1)
    return table


def link_button(text: str, call: Callable[[], object]) -> QPushButton:
    """Return a button that looks like a link, such as a person's name."""
    button = QPushButton(text.replace("&", "&&"))
    set_role(button, "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setToolTip(text)
    button.setMinimumWidth(48)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(lambda: call())
    return button


def phone_line(context: Context, phone: Phone, label: str) -> QWidget:
    """Return a telephone number: a click copies it, the button at the right calls it (tel:)."""
    shown = show_phone(phone.number)
    address = f"tel:{phone.number}" if phone.number.startswith("+") else ""
    return _contact(context, "phone", shown, label, address, N_("Call {text}"))


def email_line(context: Context, email: Email, label: str) -> QWidget:
    """Return an e-mail address: a click copies it, the button at the right writes to it (mailto:)."""
    address = f"mailto:{email.address}" if "@" in email.address else ""
    return _contact(context, "mail", email.address, label, address, N_("Write to {text}"))


def website_line(context: Context, link: str) -> QWidget:
    """Return a web address; only http and https are opened."""
    address = link if link.startswith(("http://", "https://")) else f"https://{link}" if "." in link else ""
    return _contact(context, "link", link, "", address, N_("Open {text}"))


def address_line(context: Context, address: Address) -> QWidget:
    """Return a postal address; a click copies it."""
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    shown = ", ".join(part for part in (address.street, town, address.region, address.country) if part)
    return _contact(context, "place", shown, "", "", "")


def _contact(context: Context, icon_name: str, shown: str, label: str, address: str, opens: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(TIGHT)
    row.addWidget(_copy_button(context, icon_name, shown))
    if label:
        caption = QLabel(label)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        set_role(caption, "caption")
        row.addWidget(caption)
    row.addStretch(1)
    if address:
        button = QToolButton()
        put_icon(button, "link" if icon_name == "link" else icon_name, "muted")
        said = context.words(opens, text=shown)
        button.setToolTip(f"{said}\n{address}")
        button.setAccessibleName(said)
        # A page of the web is asked about with its host in plain text; a number and a mailbox stand in the tip as they are.
        button.clicked.connect(
            lambda: LinkQuestion(context.words, address, button.window()).open() if icon_name == "link" else open_address(address)
        )
        row.addWidget(button)
    return line


class _CopyButton(QPushButton):
    """Shows what it copies; what the pane has no room for ends in dots, and is told in the tip and to a screen reader."""

    def __init__(self, shown: str) -> None:
        super().__init__(_plain(shown))
        self._whole = shown

    def sizeHint(self) -> QSize:
        """Ask for the room of all of it."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        hint.setWidth(hint.width() + metrics.horizontalAdvance(_plain(self._whole)) - metrics.horizontalAdvance(self.text()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut at the letter that still has room."""
        super().resizeEvent(event)
        beside = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(_plain(self._whole))
        room = event.size().width() - beside + 1  # widths of letters are no whole pixels, what is asked for is
        text = _plain(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
        if text != self.text():
            self.setText(text)


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _copy_button(context: Context, icon_name: str, shown: str) -> QPushButton:
    button = _CopyButton(shown)
    set_role(button, "quiet")
    button.setProperty("copies", True)
    button.setStyleSheet("text-align: left; padding-left: 4px; padding-right: 4px;")
    put_icon(button, icon_name, "muted")
    said = context.words(N_("Copy {text}"), text=shown)
    button.setToolTip(said)
    button.setAccessibleName(said)
    button.setMinimumWidth(80)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def copy() -> None:
        copy_text(shown, 1)
        context.wishes.notify.emit(context.words(COPIED, text=shown))

    button.clicked.connect(copy)
    return button


def spaced(*widgets: QWidget) -> QWidget:
    """Return widgets below each other, close together."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP // 4)
    for widget in widgets:
        layout.addWidget(widget)
    return box
