"""The tenders of a handout with what stands around them: the count, the arrows, and what to do while there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.handouts.offer import Offer
from outreach.ui.handouts.tender_choice import TenderChoice
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

#: Six lines: enough to see that there are more.
_LEAST_LIST = 6 * 44


class TenderPart(QWidget):
    """The list of tenders to tick. `changed` tells of another choice or order."""

    changed = Signal()
    add_wished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._own = False
        self.tenders = TenderChoice()
        self.count = QLabel()
        self._moves, self.empty = self._make_moves(), self._make_empty()
        self._build()
        self.tenders.changed.connect(self._changed)
        self.tenders.full.connect(self._say_full)
        self._words.changed.connect(self._say_count)

    def fill(self, offer: Offer) -> None:
        """Show the tenders with ticks at the chosen ones."""
        self.tenders.fill(offer.tenders, offer.chosen)
        self.empty.setVisible(not offer.tenders)
        self.tenders.setVisible(bool(offer.tenders))
        self._moves.setVisible(len(offer.tenders) > 1)
        self._say_count()

    def show_most(self, most: int, *, own: bool) -> None:
        """Say how many the kind of handout takes, and whether it finds its own while none is ticked."""
        self.tenders.most, self._own = most, own
        self._say_count()

    def _changed(self) -> None:
        self._say_count()
        self.changed.emit()

    def _say_count(self) -> None:
        chosen, most = len(self.tenders.chosen()), self.tenders.most
        self.count.setVisible(self.tenders.count() > 0)
        if not chosen and self._own:
            self.count.setText(self._words(N_("None is ticked, so all that fit are shown.")))
        else:
            self.count.setText(self._words(N_("{chosen} of at most {most} chosen"), chosen=chosen, most=most))
        set_role(self.count, "caption")

    def _say_full(self) -> None:
        self.count.setText(self._words(N_("There is room for {most}. Take one away first."), most=self.tenders.most))
        set_role(self.count, "warning")

    def _build(self) -> None:
        bind = self._words.bind
        bind(self.tenders.setAccessibleName, N_("Tenders on it"))
        bind(self.tenders.setToolTip, N_("Tick a tender with Space. Move it by dragging, or with Alt+Up and Alt+Down."))
        title = QLabel()
        set_role(title, "subheading")
        title.setBuddy(self.tenders)
        bind(title.setText, N_("Tenders on it"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(title, 1)
        head.addWidget(self._moves)
        part = QVBoxLayout(self)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(TIGHT)
        part.addLayout(head)
        part.addWidget(self.empty)
        part.addWidget(self.tenders, 1)
        part.addWidget(self.count)
        self.tenders.setMinimumHeight(_LEAST_LIST)
        self.count.setWordWrap(True)

    def _make_moves(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for name, by, text in (
            ("chevron-up", -1, N_("Move up (Alt+Up)")),
            ("chevron-down", 1, N_("Move down (Alt+Down)")),
        ):
            button = QToolButton()
            put_icon(button, name, "muted")
            self._words.bind(button.setToolTip, text)
            self._words.bind(button.setAccessibleName, text)
            button.clicked.connect(lambda _=False, by=by: self.tenders.move_current(by))
            layout.addWidget(button)
        return row

    def _make_empty(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        text = QLabel()
        text.setWordWrap(True)
        set_role(text, "muted")
        self._words.bind(
            text.setText,
            N_("No tender is coming yet, so the flyer says how to reach you. Add a tender and it will stand here."),
        )
        button = QPushButton()
        put_icon(button, "add")
        self._words.bind(button.setText, N_("Add a tender"))
        button.clicked.connect(self.add_wished.emit)
        layout.addWidget(text)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.hide()
        return card
