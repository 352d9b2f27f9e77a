"""The looks of the Tenders page: which one is shown, what it shows, and what was moved in it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from outreach.domain.listing import Listing
from outreach.domain.pipeline import Mark, PipelineCard
from outreach.domain.tender import STAGE_LABELS, Stage
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.lists.list_frame import ListFrame
from outreach.ui.pipeline.looks import BOARD, LIST
from outreach.ui.pipeline.views import BoardView, PipelineView, TimeView

MOVE_TO = N_("Move to")


class TenderPictures(QObject):
    """Builds board and time line when they are first looked at. `shown` is the number of the look (`looks.py`)."""

    chose = Signal()
    """Another tender is chosen."""
    opened = Signal(object)
    """UUID of a tender that is to be opened."""
    asked_menu = Signal(object)
    """QPoint on the screen where the menu of the chosen tender is wanted."""
    expiring_wished = Signal()

    def __init__(self, context: Context, frame: ListFrame) -> None:
        super().__init__(frame)
        self._context = context
        self._frame = frame
        self._made: dict[int, PipelineView] = {}
        self._asked = 0
        self.shown = LIST

    @property
    def current(self) -> PipelineView | None:
        """The picture that is shown; None for the list."""
        return self._made.get(self.shown) if self.shown != LIST else None

    @property
    def chosen(self) -> UUID | None:
        """The tender that is chosen in the picture that is shown."""
        return self.current.canvas.chosen if self.current is not None else None

    def show(self, number: int, chosen: UUID | None) -> None:
        """Show the list or a picture, with a tender chosen."""
        self.shown = number
        if number == LIST:
            self._frame.show_picture(None)
            return
        view = self._get(number)
        self._frame.show_picture(view)
        view.canvas.choose(chosen)

    def read(self, listing: Listing) -> None:
        """Read the tenders of a list into the picture that is shown; the latest call wins."""
        view, house = self.current, self._context.house
        if view is None:
            return
        self._asked += 1
        number = self._asked

        def read() -> list[PipelineCard] | None:
            return house.pipeline.cards(listing) if number == self._asked else None

        def take(cards: list[PipelineCard] | None) -> None:
            if cards is not None and number == self._asked:
                view.show_cards(cards)

        self._context.read(read, take, view)

    def move(self, tender: UUID, stage: Stage) -> None:
        """Put a tender into another stage; the shell offers to undo it."""
        pipeline = self._context.house.pipeline
        self._context.write(lambda: pipeline.move(tender, stage), self)

    def shift(self, tender: UUID, mark: Mark, day: date) -> None:
        """Move a date of a tender; the shell offers to undo it."""
        pipeline = self._context.house.pipeline
        self._context.write(lambda: pipeline.set_date(tender, mark, day), self)

    def add_stages(self, menu: QMenu) -> None:
        """Put the stages into a menu: the chosen tender goes where one is pressed."""
        view = self.current
        card = view.canvas.card if view is not None else None
        if card is None:
            return
        words, tender = self._context.words, card.tender
        stages = menu.addMenu(words(MOVE_TO))
        for stage in Stage:
            action = stages.addAction(words(STAGE_LABELS[stage]))
            action.setCheckable(True)
            action.setChecked(stage is tender.stage)
            action.triggered.connect(lambda _=False, stage=stage: self.move(tender.id, stage))

    def _get(self, number: int) -> PipelineView:
        if number not in self._made:
            house = self._context.house

            def today() -> date:
                return home_day(house.now())

            view = BoardView(self._context.words, today) if number == BOARD else TimeView(self._context.words, today)
            self._made[number] = view
            canvas = view.canvas
            canvas.chose.connect(lambda _: self.chose.emit())
            canvas.opened.connect(self.opened)
            canvas.asked_menu.connect(self._ask_menu)
            view.expiring_wished.connect(self.expiring_wished)
            if isinstance(view, BoardView):
                view.canvas.moved.connect(self.move)
            elif isinstance(view, TimeView):
                view.canvas.shifted.connect(self.shift)
        return self._made[number]

    def _ask_menu(self, place: QPoint) -> None:
        self.asked_menu.emit(place)
