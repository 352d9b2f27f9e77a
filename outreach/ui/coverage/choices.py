"""What is counted: rows by what, which companies, since when, of which programme; reached exactly or at least."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from outreach.domain.codes import municipality_name
from outreach.domain.coverage import ALL, BRANCH_BY_LABELS, SINCE, BranchBy, CoverageOrder
from outreach.language import N_
from outreach.services.coverage import WITH_SEAT
from outreach.ui.context import Context
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.theme import CONTROL_HEIGHT, GAP

ALWAYS = N_("Since the beginning")
ANY_PROGRAMME = N_("Every programme")
PROGRAMME = N_("Only #{tag}")
CUMULATIVE = N_("Reached at least")


class Choices(QWidget):
    """The row above the table. `changed` tells of another choice; `order()` is what holds."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._settled = CoverageOrder()
        self.by, self.place, self.since, self.programme = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.cumulative = QCheckBox()
        bind = context.words.bind
        bind(self.cumulative.setText, CUMULATIVE)
        bind(self.by.setAccessibleName, N_("Rows"))
        bind(self.place.setAccessibleName, N_("Which companies"))
        bind(self.since.setAccessibleName, N_("Since when"))
        bind(self.programme.setAccessibleName, N_("Programme tag"))
        # The look of a box for a tick gives it a height of its own: it stands in the middle of one as high as the others.
        tick = QWidget()
        tick.setFixedHeight(CONTROL_HEIGHT)
        inside = QHBoxLayout(tick)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.cumulative)
        flow = FlowLayout(self, GAP)
        for part in (self.by, self.place, self.since, self.programme, tick):
            flow.addWidget(part)
        wrapping(self)
        for box in (self.by, self.place, self.since, self.programme):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._changed)
        self.cumulative.clicked.connect(self._changed)

    def order(self) -> CoverageOrder:
        """Return what is to be counted; what nobody has chosen yet is left to the service."""
        return self._settled

    def fill(self, order: CoverageOrder, places: Sequence[str], programmes: Sequence[str], today: date) -> None:
        """Offer what there is, and show what was counted."""
        say = self._context.words
        self._settled = order
        _put(self.by, [(by, say(label)) for by, label in BRANCH_BY_LABELS.items()], order.by)
        found = [(code, say(WITH_SEAT, municipality=municipality_name(code) or code)) for code in places]
        _put(self.place, [("", say(ALL)), *found], order.municipality)
        days = [date(today.year - back, 1, 1) for back in (0, 1, 2)]
        known = days if order.since in (None, *days) else [*days, order.since]
        sinces = [(day, _upper(say(SINCE, day=say.language.day(day)))) for day in known if day is not None]
        _put(self.since, [(None, say(ALWAYS)), *sinces], order.since)
        _put(
            self.programme,
            [("", say(ANY_PROGRAMME)), *((tag, say(PROGRAMME, tag=tag)) for tag in programmes)],
            order.programme,
        )
        self.programme.setVisible(bool(programmes))
        self.cumulative.setChecked(order.cumulative)

    def _changed(self, *_: Any) -> None:
        chosen: Callable[[QComboBox], Any] = lambda box: box.currentData()  # noqa: E731
        self._settled = CoverageOrder(
            by=BranchBy(chosen(self.by)),
            cumulative=self.cumulative.isChecked(),
            municipality=chosen(self.place),
            programme=chosen(self.programme) or "",
            since=chosen(self.since),
        )
        self.changed.emit()


def _put(box: QComboBox, options: Sequence[tuple[Any, str]], chosen: Any) -> None:
    box.blockSignals(True)
    box.clear()
    for place, (value, text) in enumerate(options):
        box.addItem(text, value)
        if value == chosen:
            box.setCurrentIndex(place)
    box.blockSignals(False)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
