"""Both officers changed the same: the two values beside each other, with the other one's name, and a choice for each field."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.joining import Clash, settled
from outreach.domain.record import Kind, to_plain
from outreach.errors import SameFieldChanged
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.history.fields import ids_in, say_field, say_value
from outreach.ui.scrolling import scrolling
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size


class SameFieldDialog(QDialog):
    """Asks which value is right, field by field; mine are chosen at first. `chosen` carries the record to save."""

    chosen = Signal(object)

    def __init__(self, context: Context, asked: SameFieldChanged, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = asked
        self._kind = Kind(str(asked.facts["kind"]))
        self._titles: dict[UUID, str] = {}
        #: By field: the button of my value.
        self.mine: dict[str, QRadioButton] = {}
        self.theirs: dict[str, QRadioButton] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("You both changed the same"))
        wanted = {one for clash in asked.clashes for one in _ids(clash)}
        context.read(lambda: context.house.search.titles(sorted(wanted)), self._build, self)

    def _build(self, titles: dict[UUID, str]) -> None:
        self._titles = titles
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._label(N_("You both changed the same"), "title"))
        why = self._label(N_("What only one of you changed is kept already in what you save. Here, say which is right."), "muted")
        layout.addWidget(why)
        cards = QWidget()
        inner = QVBoxLayout(cards)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(MARGIN)
        for clash in self._asked.clashes:
            inner.addWidget(self._card(clash))
        inner.addStretch(1)
        # Two who both changed much: the fields scroll, the buttons stay in sight.
        layout.addWidget(scrolling(cards), 1)
        layout.addLayout(self._foot())
        # Later: what is added to a window that is shown already counts once the loop has shown it.
        QTimer.singleShot(0, self, lambda: take_size(self, 640, layout.totalHeightForWidth(640)))
        self.mine[self._asked.clashes[0].name].setFocus()

    def _card(self, clash: Clash) -> QFrame:
        words = self._context.words
        card = QFrame()
        set_role(card, "card")
        inner = QVBoxLayout(card)
        inner.setSpacing(GAP)
        heading = QLabel(say_field(clash.name, words))
        set_role(heading, "heading")
        inner.addWidget(heading)
        group = QButtonGroup(card)
        when = words.language.moment(clash.at) if clash.at else ""
        other = words(N_("{who}, {when}"), who=clash.who or words(N_("The other one")), when=when).rstrip(", ")
        for title, value, place in (
            (words(N_("Mine")), clash.mine, self.mine),
            (other, clash.theirs, self.theirs),
        ):
            button = QRadioButton(title)
            button.setAccessibleName(f"{say_field(clash.name, words)}, {title}: {self._say(clash.name, value)}")
            group.addButton(button)
            place[clash.name] = button
            inner.addWidget(button)
            inner.addWidget(self._value(clash.name, value))
        before = words(N_("Before: {value}"), value=self._say(clash.name, clash.original))
        inner.addWidget(self._plain(before, "muted"))
        self.mine[clash.name].setChecked(True)
        return card

    def _value(self, name: str, value: Any) -> QLabel:
        shown = self._plain(self._say(name, value), "")
        shown.setContentsMargins(WIDE, 0, 0, 0)
        return shown

    def _say(self, name: str, value: Any) -> str:
        return say_value(self._kind, name, to_plain(value), self._titles, self._context.words)

    def _label(self, text: str, role: str) -> QLabel:
        label = self._plain("", role)
        self._context.words.bind(label.setText, text)
        return label

    def _plain(self, text: str, role: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            set_role(label, role)
        return label

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        back, save = QPushButton(), QPushButton()
        words.bind(back.setText, N_("Back to the form"))
        words.bind(save.setText, N_("Save what I chose"))
        set_role(save, "primary")
        save.setDefault(True)
        back.clicked.connect(self.reject)
        save.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(save)
        return row

    def _choose(self) -> None:
        mine = {name for name, button in self.mine.items() if button.isChecked()}
        self.chosen.emit(settled(self._asked.joined, self._asked.clashes, mine))
        self.accept()


def _ids(clash: Clash) -> list[UUID]:
    return [one for value in (clash.original, clash.mine, clash.theirs) for one in ids_in(to_plain(value))]
