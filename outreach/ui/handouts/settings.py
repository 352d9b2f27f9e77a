"""The left side of the page: what a handout can be told. What its kind has no use for is not shown.

The kind itself is chosen beside it (`kind_list.py`); tenders and guests are lists of their own, the rest are rows (`fields.py`).
What was set is kept for each kind in the workspace, for its texts may name people; the event, the tenders and the guests are of
the day and are not kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.services.handout_kinds.registry import TRADES, kinds
from outreach.services.handout_kinds.trade import Setting
from outreach.ui.context import Context
from outreach.ui.handouts.fields import Fields
from outreach.ui.handouts.guest_choice import GuestChoice
from outreach.ui.handouts.kind_list import KindList
from outreach.ui.handouts.offer import Offer
from outreach.ui.handouts.tender_part import TenderPart
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_NARROWEST = 340
_KIND = "handouts.kind"
#: Under this name the settings of every kind lie in the workspace.
DRAFT = "handouts:settings"
#: Milliseconds from the last change until they are kept.
_KEEP_AFTER = 2_000


class HandoutSettings(QScrollArea):
    """Everything that a handout can be told. `changed` tells that `order()` answers something else."""

    changed = Signal()
    kind_changed = Signal()
    event_changed = Signal(object)
    """The tenders featured at the event that was chosen, None when it has none or the kind shows none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: dict[str, Any] = {}
        self._keeping = QTimer(self, interval=_KEEP_AFTER, singleShot=True)
        self._keeping.timeout.connect(self._write)
        self._offer = Offer((), (), (), (), "", "")
        self.kind = KindList(context)
        self.tender_part = TenderPart(context)
        self.tenders = self.tender_part.tenders
        self.guests = GuestChoice(context)
        self.fields = Fields(context)
        self._lay_out()
        self.kind.set_value(str(context.memory.get(_KIND, "")))
        self._show_kind()
        self._wire()

    # What others ask -------------------------------------------------------------------------------------------------

    def order(self) -> HandoutOrder:
        """Return what stands here as an order."""
        kind, uses = self.handout_kind(), self._uses()
        order = replace(self._usual(kind), **self.fields.values())
        if Setting.TENDERS in uses:
            chosen = self.tenders.chosen()
            # A kind that finds its own tenders does so until some are ticked.
            order = replace(order, tenders=chosen if chosen or TRADES[kind].usual_tenders else None)
        if Setting.GUESTS in uses:
            order = replace(order, guests=self.guests.chosen())
        return order

    def handout_kind(self) -> HandoutKind:
        """Return the chosen kind of handout."""
        return HandoutKind(self.kind.value())

    def choose_kind(self, kind: HandoutKind) -> None:
        """Choose a kind of handout from outside, as if the officer had."""
        self.kind.set_value(kind.value)

    def first_field(self) -> QWidget:
        """Return where choosing begins: the tenders of a flyer, else the event, else the language."""
        uses = self._uses()
        if Setting.TENDERS in uses:
            return self.tenders
        return self.fields.event_box if Setting.EVENT in uses else self.fields.language

    def event_id(self) -> UUID | None:
        """Return the chosen event."""
        return self.fields.event_id()

    def choose_event(self, event: UUID | None) -> None:
        """Choose an event from outside, as if the officer had."""
        self.fields.choose_event(event)

    def fill(self, offer: Offer) -> None:
        """Show what there is to choose from; what was chosen stays chosen where it still exists."""
        self._offer = offer
        self.tender_part.fill(offer)
        self.guests.fill(offer.guests)
        self.fields.fill(offer, str(self._remembered(self.handout_kind()).get("officer", "")))

    # Inside ----------------------------------------------------------------------------------------------------------

    def _usual(self, kind: HandoutKind) -> HandoutOrder:
        trade = TRADES[kind]
        return HandoutOrder(kind=kind, code=trade.codes[0])

    def _uses(self) -> frozenset[Setting]:
        return TRADES[self.handout_kind()].uses

    def _lay_out(self) -> None:
        inner = QWidget()
        set_role(inner, "page")
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.tender_part, 1)
        column.addWidget(self.guests, 1)
        column.addWidget(self.fields)
        # What takes the room when there is nothing to tick.
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_NARROWEST + WIDE)

    def _wire(self) -> None:
        self.kind.changed.connect(self._kind_changed)
        self.tender_part.changed.connect(self._changed)
        self.guests.changed.connect(self._changed)
        self.guests.filled.connect(lambda _: self._share_room())
        self.fields.changed.connect(self._changed)
        self.fields.event_chosen.connect(self._event_changed)

    def _changed(self) -> None:
        self._keep()
        self.changed.emit()

    def _kind_changed(self) -> None:
        self._show_kind()
        self._context.memory.keep(_KIND, self.kind.value())
        self.kind_changed.emit()

    def _show_kind(self) -> None:
        kind, uses = self.handout_kind(), self._uses()
        self.fields.show_kind(kind)
        self.fields.recall(self._remembered(kind))
        self.tender_part.show_most(TRADES[kind].most_tenders, own=not TRADES[kind].usual_tenders)
        self.tender_part.setVisible(Setting.TENDERS in uses)
        self.guests.setVisible(Setting.GUESTS in uses)
        self._share_room()

    def _share_room(self) -> None:
        """Let the list take the room that there is; without one the rows stand at the top."""
        uses = self._uses()
        ticking = Setting.TENDERS in uses or (Setting.GUESTS in uses and self.guests.list.count() > 0)
        self._column.setStretchFactor(self.guests, int(ticking))
        self._rest.setVisible(not ticking)

    def _event_changed(self) -> None:
        featured = next((one.tenders for one in self._offer.events if one.id == self.event_id()), ())
        self.event_changed.emit(featured if featured and Setting.TENDERS in self._uses() else None)

    # Memory ----------------------------------------------------------------------------------------------------------

    def _remembered(self, kind: HandoutKind) -> dict[str, Any]:
        found = self._known.get(kind.value, {})
        return found if isinstance(found, dict) else {}

    def recall(self, drafts: dict[str, dict[str, Any]]) -> None:
        """Show what was kept in the workspace. What was changed before it came back stays as it is."""
        kept = {word: value for word, value in drafts.get(DRAFT, {}).items() if word in set(map(str, kinds()))}
        changed, self._known = self._known, kept | self._known
        if self.kind.value() not in changed:
            self.fields.recall(self._remembered(self.handout_kind()))

    def keep_now(self) -> None:
        """Keep what waits to be kept: the page is left, or the workspace closes."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._write()

    def _keep(self) -> None:
        self._known[self.kind.value()] = self.fields.remembered()
        self._keeping.start()

    def _write(self) -> None:
        if self._context.house.can_write:
            self._context.keep_draft(DRAFT, dict(self._known))
