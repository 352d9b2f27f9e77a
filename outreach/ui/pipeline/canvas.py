"""What board and time line share: the chosen tender, the theme, tool tips, the menu, and what is read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QContextMenuEvent, QFocusEvent, QFont, QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from outreach.domain.pipeline import PipelineCard
from outreach.ui.calendar.looks import Look
from outreach.ui.pipeline.card_words import card_words
from outreach.ui.theme import current_theme
from outreach.ui.words import Words


class PipelineCanvas(QAbstractScrollArea):
    """Shows tenders. The chosen one is remembered by its id, so that it stays chosen when it has moved."""

    chose = Signal(object)
    """UUID of another chosen tender, or None."""
    opened = Signal(object)
    """UUID: Enter or a double click on a tender."""
    asked_menu = Signal(object)
    """QPoint on the screen: the menu of the chosen tender is wanted there."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self.words = words
        self.today = today
        self.cards: Sequence[PipelineCard] = ()
        self.chosen: UUID | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._dress_only()
        words.changed.connect(self._said_anew)

    # What a picture adds -----------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Work out anew where everything lies."""
        raise NotImplementedError

    def under(self, place: QPoint) -> PipelineCard | None:
        """Return the tender at a place of the viewport."""
        raise NotImplementedError

    def show_chosen(self) -> None:
        """Scroll to the chosen tender."""
        raise NotImplementedError

    def spoken(self, card: PipelineCard) -> str:
        """Return what a screen reader says of the chosen tender."""
        return card_words(card, self.words)

    def place_of_menu(self) -> QPoint:
        """Return where the menu opens when a key asked for it, in the viewport."""
        raise NotImplementedError

    def give_up(self) -> None:
        """Put back what is carried."""

    # Choosing ----------------------------------------------------------------------------------------------------------

    def show_cards(self, cards: Sequence[PipelineCard]) -> None:
        """Show other tenders; what is chosen stays so while it is among them."""
        self.give_up()
        self.cards = cards
        if self.card is None and self.chosen is not None:
            self.choose(None)
        self.place()
        self.speak()

    @property
    def card(self) -> PipelineCard | None:
        """The chosen tender."""
        return next((card for card in self.cards if card.tender.id == self.chosen), None) if self.chosen else None

    def choose(self, tender: UUID | None, *, show: bool = True) -> None:
        """Choose a tender, and bring it into sight."""
        if tender != self.chosen:
            self.chosen = tender
            self.chose.emit(tender)
        if show and tender is not None:
            self.show_chosen()
        self.speak()

    def speak(self) -> None:
        """Tell screen readers what is chosen: the widget is one to them, so its name follows the choice."""
        card = self.card
        name = self.spoken(card) if card is not None else self.accessibleDescription()
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus() and QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.viewport().update()

    # Following ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        super().resizeEvent(event)
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another theme or type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress_only()
            self.place()
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere; what is carried is put back."""
        self.give_up()
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: at the pointer, or at what is chosen when a key was used."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.asked_menu.emit(self.viewport().mapToGlobal(self.place_of_menu()))
        elif (card := self.under(event.pos())) is not None:
            self.choose(card.tender.id, show=False)
            self.asked_menu.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the whole of what a card cuts off."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.tip(event.pos())
            if said:
                QToolTip.showText(event.globalPos(), said, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip(self, place: QPoint) -> str:
        """Return the tool tip at a place."""
        card = self.under(place)
        return card_words(card, self.words) if card is not None else ""

    def _said_anew(self) -> None:
        self.place()
        self.speak()

    def _dress_only(self) -> None:
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.93)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        self.look = Look(current_theme(), small, strong)
