"""What the painted pictures of the calendar share: the chosen day and entry, keys, the pointer, dragging, and what is read aloud.

A picture paints itself, says what lies where (`spot`), and how far a drag would move an event (`shift_between`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from outreach.domain.calendar_entry import Entry
from outreach.domain.month_sheet import DAYS
from outreach.domain.shift import Shift
from outreach.domain.swedish_day import NamedDays, day_name
from outreach.ui.calendar.clash_marks import CLASHES
from outreach.ui.calendar.entry_words import day_words, entry_words
from outreach.ui.calendar.looks import Look
from outreach.ui.theme import current_theme
from outreach.ui.words import Words

_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Spot:
    """What lies under the pointer: a day, and perhaps an entry or the words "3 more" upon it.

    `minute` is the place among the hours, None above them; `end` says that the pointer is on the end of the entry.
    """

    day: date
    entry: Entry | None = None
    more: bool = False
    minute: int | None = None
    end: bool = False


@dataclass(frozen=True, slots=True)
class Drag:
    """An event on its way: where it was taken, and how far it would be moved."""

    spot: Spot
    shift: Shift
    at: QPoint


class CalendarCanvas(QWidget):
    """Shows a stretch of days. `day` is the chosen day, `entry` the chosen thing on it."""

    moved = Signal(object)
    """The chosen day is another one: date. It may lie outside what is shown, which is then to be read."""
    chose = Signal(object)
    """Another entry, or None."""
    opened = Signal(object)
    """Enter or a double click on an entry."""
    wanted = Signal(object)
    """Enter or a double click on an empty place: the date, or the wall-clock time, of a new event."""
    peeked = Signal(object)
    """Space, or a click, on an entry."""
    asked_more = Signal(object)
    """The words "3 more" were clicked: date."""
    asked_menu = Signal(object)
    """The menu is wanted here: QPoint on the screen."""
    turned = Signal(int)
    """The wheel asks for what comes before or after: −1 or +1."""
    shifted = Signal(object, object)
    """An event was moved by mouse or keys: Entry, Shift."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        super().__init__()
        self._words = words
        self._today = today
        self.day = today()
        self.entry: Entry | None = None
        self.named: NamedDays = {}
        self.clashing: frozenset[tuple[UUID, datetime]] = frozenset()
        self.drag: Drag | None = None
        self._held: tuple[QPoint, Spot] | None = None
        self._under: Spot | None = None
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._dress_only()
        words.changed.connect(self.speak)

    # What a picture adds ---------------------------------------------------------------------------------------------

    def on(self, day: date) -> Sequence[Entry]:
        """Return what happens on a day, in order."""
        raise NotImplementedError

    def rect_of(self, entry: Entry) -> QRect:
        """Return where an entry is shown."""
        raise NotImplementedError

    def cell(self, day: date) -> QRect:
        """Return the place of a day; an empty one for a day that is not shown."""
        raise NotImplementedError

    def spot(self, place: QPoint) -> Spot | None:
        """Return what lies at a place of the widget."""
        raise NotImplementedError

    def place(self) -> None:
        """Work out anew where everything lies: the size, the type or what is shown has changed."""
        raise NotImplementedError

    def shift_between(self, start: Spot, end: Spot) -> Shift:
        """Return how far a drag from one spot to another moves the event."""
        return Shift(days=(end.day - start.day).days)

    def step_of(self, event: QKeyEvent) -> date | None:
        """Return the day that a key leads to; None for any other key."""
        raise NotImplementedError

    def shift_of(self, key: int, *, end: bool) -> Shift | None:
        """Return how far Alt and an arrow moves the chosen event, or with Shift its end; None for any other key."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
        return Shift(days=days[Qt.Key(key)]) if key in days and not end else None

    def new_at(self) -> object:
        """Return the day, or the wall-clock time, for which Enter makes a new event."""
        return self.day

    # Choosing --------------------------------------------------------------------------------------------------------

    def choose_day(self, day: date) -> None:
        """Go to a day; tells `moved`."""
        if day != self.day:
            self.day = day
            self._take_entry(None)
            self.moved.emit(day)
        self.speak()

    def choose_entry(self, entry: Entry | None, day: date | None = None) -> None:
        """Choose an entry, on one of its days."""
        self.choose_day(day or (entry.first if entry is not None else self.day))
        self._take_entry(entry)
        self.speak()

    def find_again(self) -> None:
        """Keep the chosen entry chosen when what is shown was read anew, and it is still there."""
        kept = self.entry.key if self.entry is not None else None
        self._take_entry(next((one for one in self.on(self.day) if one.key == kept), None))

    def speak(self) -> None:
        """Tell screen readers what is chosen: the widget is one to them, so its name follows the choice."""
        name = self._entry_words(self.entry) if self.entry is not None else self._day_words()
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus() and QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def _entry_words(self, entry: Entry) -> str:
        said = entry_words(entry, self._words)
        return f"{said}\n{self._words(CLASHES)}" if self.is_clashing(entry) else said

    def _day_words(self) -> str:
        return day_words(self.day, self.on(self.day), self._words, day_name(self.day, self.named))

    def _take_entry(self, entry: Entry | None) -> None:
        before, self.entry = self.entry, entry
        if (entry.key if entry else None) != (before.key if before else None):
            self.chose.emit(entry)

    # Keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, look, and with Alt move the chosen event."""
        if self.drag is not None or self._held is not None:
            if event.key() == Qt.Key.Key_Escape:
                self.drop(give_up=True)
            elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                # What is carried may be put down on another page.
                self._step_by_key(event)
            return
        if not (self._shift_by_key(event) or self._step_by_key(event) or self._act_by_key(event)):
            super().keyPressEvent(event)

    def _step_by_key(self, event: QKeyEvent) -> bool:
        step = self.step_of(event)
        if step is not None:
            self.choose_day(step)
        return step is not None

    def _shift_by_key(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        entry = self.entry
        if modifiers not in (_ALT, _ALT | _SHIFT) or entry is None or entry.event is None:
            return False
        shift = self.shift_of(event.key(), end=modifiers == _ALT | _SHIFT)
        if shift is not None:
            self.shifted.emit(entry, shift)
        return shift is not None

    def _act_by_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._enter()
        elif event.key() == Qt.Key.Key_Space:
            self.peeked.emit(self.entry or next(iter(self.on(self.day)), None))
        elif event.key() == Qt.Key.Key_Escape and self.entry is not None:
            self.choose_entry(None)
        else:
            return False
        return True

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """Tab walks through what happens on the day before it leaves the picture."""
        entries = list(self.on(self.day))
        keys = [one.key for one in entries]
        place = keys.index(self.entry.key) if self.entry is not None and self.entry.key in keys else -1
        place = place + 1 if next else place - 1
        if self.hasFocus() and entries and 0 <= place < len(entries):
            self.choose_entry(entries[place], self.day)
            return True
        if self.hasFocus() and not next and place == -1 and self.entry is not None:
            self.choose_entry(None)
            return True
        return super().focusNextPrevChild(next)

    def _enter(self) -> None:
        entry = self.entry or next(iter(self.on(self.day)), None)
        if entry is not None:
            self.opened.emit(entry)
        else:
            self.wanted.emit(self.new_at())

    # Mouse -----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked; with the left button it may then be dragged."""
        place = event.position().toPoint()
        spot = self.spot(place)
        if spot is None:
            return
        self.point(spot)
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = (place, spot)

    def point(self, spot: Spot) -> None:
        """Choose what lies at a spot."""
        self.choose_entry(spot.entry, spot.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer, or carry what is held."""
        place = event.position().toPoint()
        if self._held is None:
            self.hover(self.spot(place))
        else:
            self.carry(place)

    def carry(self, place: QPoint) -> None:
        """Carry what is held to a place; it is not taken up before the pointer has moved a little."""
        if self._held is None:
            return
        taken, start = self._held
        if start.entry is None or start.entry.event is None:
            return
        if self.drag is None and (place - taken).manhattanLength() < QApplication.startDragDistance():
            return
        end = self.spot(place)
        shift = self.drag.shift if self.drag is not None else Shift()
        self.drag = Drag(start, self.shift_between(start, end) if end is not None else shift, place)
        self.setCursor(Qt.CursorShape.SizeVerCursor if start.end else Qt.CursorShape.ClosedHandCursor)
        self.peeked.emit(None)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: what was dragged is moved, what was clicked is shown."""
        held, self._held = self._held, None
        if event.button() is not Qt.MouseButton.LeftButton or held is None:
            return
        if self.drag is not None:
            self.drop()
        elif held[1].more:
            self.asked_more.emit(held[1].day)
        else:
            self.peeked.emit(held[1].entry)

    def drop(self, *, give_up: bool = False) -> None:
        """Put down what is dragged; `give_up` leaves it where it was."""
        drag, self.drag, self._held = self.drag, None, None
        self.unsetCursor()
        self.update()
        if drag is not None and drag.spot.entry is not None and not give_up and not drag.shift.is_none:
            self.shifted.emit(drag.spot.entry, drag.shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an entry, or make a new one on an empty place."""
        spot = self.spot(event.position().toPoint())
        if spot is None or event.button() is not Qt.MouseButton.LeftButton or spot.more:
            return
        self.point(spot)
        if spot.entry is not None:
            self.opened.emit(spot.entry)
        else:
            self.wanted.emit(self.new_at())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to another page, one for each notch."""
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if notches:
            self.turned.emit(-1 if notches > 0 else 1)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: at the pointer, or at what is chosen when a key was used."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.rect_of(self.entry) if self.entry is not None else self.cell(self.day)
            self.asked_menu.emit(self.mapToGlobal(rect.center()))
        else:
            self.asked_menu.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say the whole of what a narrow bar cuts off. Alt and an arrow is ours, before a menu takes it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot(event.pos())
            if spot is not None and spot.entry is not None and self.drag is None:
                QToolTip.showText(event.globalPos(), self._entry_words(spot.entry), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def hover(self, spot: Spot | None) -> None:
        """Show what is under the pointer."""
        seen = Spot(spot.day, spot.entry, spot.more, None, spot.end) if spot is not None else None
        if seen == self._under:
            return
        self._under = seen
        live = seen is not None and (seen.entry is not None or seen.more)
        shape = Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.SizeVerCursor if seen is not None and seen.end else shape)
        self.update()

    def is_under(self, entry: Entry) -> bool:
        """Say whether the pointer is over an entry."""
        return self._under is not None and self._under.entry is not None and self._under.entry.key == entry.key

    def is_chosen(self, entry: Entry) -> bool:
        """Say whether an entry is the chosen one."""
        return self.entry is not None and self.entry.key == entry.key

    def is_clashing(self, entry: Entry) -> bool:
        """Say whether an officer, the place or something shared of an entry is taken twice."""
        return entry.when is not None and (entry.record, entry.when.start) in self.clashing

    def carries(self, entry: Entry) -> bool:
        """Say whether an entry is being dragged."""
        carried = self.drag.spot.entry if self.drag is not None else None
        return carried is not None and carried.key == entry.key

    # Following -------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take on another theme or type."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.dress()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere; what is carried is put back."""
        self.drop(give_up=True)
        super().focusOutEvent(event)

    def dress(self) -> None:
        """Take the theme and the type that hold now."""
        self._dress_only()
        self.place()
        self.update()

    def _dress_only(self) -> None:
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.93)
        strong = QFont(small)
        strong.setWeight(QFont.Weight.DemiBold)
        self.look = Look(current_theme(), small, strong)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
