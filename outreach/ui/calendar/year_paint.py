"""How the parts of a year look: days are small cells, events strokes, dates of tenders corners, empty stretches brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from outreach.domain.calendar_entry import Entry, TenderDate, entry_at
from outreach.domain.event import EVENT_KIND_LABELS, EventKind
from outreach.domain.shift import moved
from outreach.domain.swedish_day import DayKind, NamedDays, is_free, is_red
from outreach.domain.year_sheet import YearDay
from outreach.language import N_, NN_
from outreach.ui.calendar.canvas import Drag
from outreach.ui.calendar.entry_words import NOTHING, line_words, when_words
from outreach.ui.calendar.looks import Look, paint_told
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.theme import event_colours
from outreach.ui.words import Words

ICON = 16
STROKE, BETWEEN = 6, 2
MOST_TOLD = 14
EMPTY_WEEKS = NN_("{n} week without events", "{n} weeks without events")
TENDER_WORDS = N_("Last day to bid")
TENDER_OTHER = N_("Other date of a tender")
SQUEEZE_WORDS = N_("Squeeze day")
HOLIDAY_WORDS = N_("Public holiday")
EMPTY_LEGEND = N_("Three weeks and longer without events")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

_PaintMark = Callable[[QPainter, int, int], None]


def paint_weekday(painter: QPainter, rect: QRect, name: str, look: Look, *, free: bool) -> None:
    """Paint the letter of a weekday above its column."""
    painter.fillRect(rect, QColor(look.theme.window))
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.outline if free else look.theme.muted))
    painter.drawText(rect, _CENTRE, name)


def paint_month_name(painter: QPainter, rect: QRect, name: str, look: Look, *, current: bool) -> None:
    """Paint the name of a month at the left of its row."""
    painter.fillRect(rect, QColor(look.theme.window))
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.setFont(look.strong if current else look.small)
    painter.setPen(QColor(look.theme.accent if current else look.theme.text))
    painter.drawText(rect.adjusted(12, 0, 0, 0), _LEFT, name)


def paint_count(painter: QPainter, rect: QRect, count: int, look: Look) -> None:
    """Paint how many events a month has."""
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.muted if count else look.theme.warning))
    painter.drawText(rect, _CENTRE, str(count))


def paint_day(painter: QPainter, rect: QRect, day: date, look: Look, named: NamedDays, *, today: bool) -> None:
    """Paint the ground of a day and its number."""
    theme = look.theme
    names = named.get(day, ())
    red = is_red(day, named)
    painter.fillRect(rect, QColor(theme.danger_fill if names and red else theme.hover if is_free(day, named) else theme.surface))
    if any(one.kind is DayKind.SQUEEZE for one in names):
        faint = QColor(theme.warning)
        faint.setAlpha(120)
        painter.fillRect(rect, QBrush(faint, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    font = QFont(look.strong if today else look.small)
    font.setPointSizeF(font.pointSizeF() * 0.84)
    painter.setFont(font)
    number = QRect(rect.left() + 1, rect.top() + 1, rect.width() - 1, QFontMetrics(font).height())
    if today:
        painter.fillRect(number, QColor(theme.accent))
        painter.setPen(QColor(theme.on_accent))
    else:
        painter.setPen(QColor(theme.danger if red else theme.muted))
    painter.drawText(number, _CENTRE, str(day.day))


def _strokes_top(rect: QRect, look: Look) -> int:
    return rect.top() + round(QFontMetrics(look.small).height() * 0.84) + 3


def _room(rect: QRect, look: Look) -> int:
    """Return how many strokes a day has room for."""
    return max(1, (rect.bottom() - 1 - _strokes_top(rect, look)) // (STROKE + BETWEEN))


def stroke_at(rect: QRect, place: QPoint, look: Look, count: int) -> int | None:
    """Return the number of the stroke at a place of a day, None between them."""
    number = (place.y() - _strokes_top(rect, look)) // (STROKE + BETWEEN)
    return number if 0 <= number < min(count, _room(rect, look)) and place.y() >= _strokes_top(rect, look) else None


def paint_strokes(painter: QPainter, rect: QRect, day: YearDay, look: Look) -> None:
    """Paint the events of a day as strokes, with a plus where there are more, and a corner for dates of tenders."""
    room = _room(rect, look)
    shown = day.events[:room]
    top = _strokes_top(rect, look)
    for number, entry in enumerate(shown):
        if entry.event is None:
            continue
        ink = event_colours(entry.event.kind, look.theme)[0]
        opens, closes = entry.first == day.day, entry.last == day.day
        left = rect.left() + (3 if opens else 0)
        right = rect.right() - (2 if closes else -1)
        stroke = QRectF(left, top + number * (STROKE + BETWEEN), right - left, STROKE)
        if entry.cancelled:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(stroke.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(stroke, 2, 2)
    if len(day.events) > room:
        _paint_plus(painter, rect, len(day.events) - room, look)
    if day.tenders:
        _paint_corner(painter, rect, day, look)


def paint_chosen_stroke(painter: QPainter, rect: QRect, number: int, look: Look) -> None:
    """Paint a ring around one stroke of a day; where it has no stroke of its own, around the last one."""
    top = _strokes_top(rect, look) + min(number, _room(rect, look) - 1) * (STROKE + BETWEEN)
    painter.setPen(QPen(QColor(look.theme.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.left() + 2, top - 1, rect.width() - 3, STROKE + 2), 3, 3)


def paint_shade(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint a light shade over the day under the pointer."""
    shade = QColor(look.theme.text)
    shade.setAlpha(24)
    painter.fillRect(rect, shade)


def _paint_plus(painter: QPainter, rect: QRect, more: int, look: Look) -> None:
    font = QFont(look.strong)
    font.setPointSizeF(font.pointSizeF() * 0.72)
    painter.setFont(font)
    said = f"+{more}"
    metrics = QFontMetrics(font)
    plate = QRectF(rect.left() + 1, rect.bottom() - metrics.height() + 2, rect.width() - 1, metrics.height() - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.surface))
    painter.drawRect(plate)
    painter.setPen(QColor(look.theme.text))
    painter.drawText(plate, _CENTRE, said)


def _paint_corner(painter: QPainter, rect: QRect, day: YearDay, look: Look) -> None:
    deadline = any(one.what is TenderDate.DEADLINE for one in day.tenders)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.danger if deadline else look.theme.outline))
    side = 8
    right, top = rect.right(), rect.top() + 1
    painter.drawPolygon(QPolygon([QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side)]))


def empty_words(first: date, last: date, words: Words) -> str:
    """Say how long a stretch without events is."""
    return words.count(EMPTY_WEEKS, ((last - first).days + 1) // 7)


def paint_empty(painter: QPainter, pieces: Sequence[QRect], said: str, look: Look) -> None:
    """Paint a bracket below an empty stretch, with its length on the longest piece."""
    theme = look.theme
    painter.setPen(QPen(QColor(theme.warning), 2))
    for rect in pieces:
        painter.drawLine(rect.left() + 3, rect.bottom() - 3, rect.right() - 3, rect.bottom() - 3)
    widest = max(pieces, key=lambda one: one.width())
    font = QFont(look.small)
    font.setPointSizeF(font.pointSizeF() * 0.88)
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(said) + 14
    if width > widest.width() - 4:
        return
    plate = QRectF(widest.center().x() - width / 2, widest.bottom() - metrics.height() - 1, width, metrics.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.warning_fill))
    painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
    painter.setFont(font)
    painter.setPen(QColor(theme.warning))
    painter.drawText(plate, _CENTRE, said)


def paint_ring(painter: QPainter, rect: QRect, look: Look, *, focused: bool) -> None:
    """Paint the chosen day: a wash of colour and a ring."""
    wash = QColor(look.theme.focus)
    wash.setAlpha(40)
    painter.fillRect(rect, wash)
    painter.setPen(QPen(QColor(look.theme.focus if focused else look.theme.outline), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, 0, 0))


def paint_legend(painter: QPainter, rect: QRect, kinds: Sequence[EventKind], words: Words, look: Look) -> None:
    """Paint in two lines what strokes, corners, hatching and brackets mean."""
    painter.fillRect(rect, QColor(look.theme.window))
    painter.setFont(look.small)
    metrics = QFontMetrics(look.small)
    line = metrics.height() + 4
    left, top = 12, rect.top() + 4
    for mark, said, paint in _legend(kinds, words, look):
        wide = mark + metrics.horizontalAdvance(said) + 16
        if left + wide > rect.right() and left > 12:
            left, top = 12, top + line
        paint(painter, left, top + line // 2)
        painter.setPen(QColor(look.theme.muted))
        painter.drawText(QRect(left + mark, top, wide, line), _LEFT, said)
        left += wide


def _legend(kinds: Sequence[EventKind], words: Words, look: Look) -> Iterator[tuple[int, str, _PaintMark]]:
    """Yield the width of each mark, its words, and what paints it."""
    for kind in kinds:
        yield 38, words(EVENT_KIND_LABELS[kind]), partial(_stroke_mark, kind, look)
    yield 14, words(TENDER_WORDS), partial(_corner_mark, look.theme.danger)
    yield 14, words(TENDER_OTHER), partial(_corner_mark, look.theme.outline)
    yield 20, words(HOLIDAY_WORDS), partial(_square_mark, QBrush(QColor(look.theme.danger_fill)))
    yield 20, words(SQUEEZE_WORDS), partial(_square_mark, QBrush(QColor(look.theme.warning), Qt.BrushStyle.BDiagPattern))
    yield 20, words(EMPTY_LEGEND), partial(_line_mark, look.theme.warning)


def _stroke_mark(kind: EventKind, look: Look, painter: QPainter, x: int, middle: int) -> None:
    ink = event_colours(kind, look.theme)[0]
    painter.fillRect(QRect(x, middle - STROKE // 2, 14, STROKE), ink)
    icon(event_icon_name(kind), ink).paint(painter, QRect(x + 18, middle - ICON // 2, ICON, ICON))


def _corner_mark(colour: str, painter: QPainter, x: int, middle: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygon([QPoint(x, middle - 4), QPoint(x + 8, middle - 4), QPoint(x + 8, middle + 4)]))


def _square_mark(brush: QBrush, painter: QPainter, x: int, middle: int) -> None:
    painter.fillRect(QRect(x, middle - 6, 14, 12), brush)


def _line_mark(colour: str, painter: QPainter, x: int, middle: int) -> None:
    painter.fillRect(QRect(x, middle, 14, 2), QColor(colour))


def tip_of(day: date, entries: Sequence[Entry], named: NamedDays, words: Words) -> str:
    """Say a day with all that lies on it, one line each."""
    names = ", ".join(one.name for one in named.get(day, ()))
    head = words.language.day(day, "full") + (f" · {names}" if names else "")
    lines = [line_words(entry, words) for entry in entries[:MOST_TOLD]] or [words(NOTHING)]
    more = [f"+{len(entries) - MOST_TOLD}"] if len(entries) > MOST_TOLD else []
    return "\n".join([head, *lines, *more])


def paint_drag(
    painter: QPainter, drag: Drag, cell: Callable[[date], QRect], words: Words, look: Look, room: QRect
) -> None:
    """Paint where an event would lie, and say when that is."""
    entry = drag.spot.entry
    if entry is None or entry.event is None or entry.when is None:
        return
    when = moved(entry.when, drag.shift)
    there = entry_at(entry.event, when)
    painter.setPen(QPen(QColor(look.theme.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    day = there.first
    while day <= there.last:
        rect = cell(day)
        if not rect.isEmpty():
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        day += timedelta(days=1)
    paint_told(painter, drag.at, when_words(when, words), look, room)
