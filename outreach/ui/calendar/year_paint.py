"""How the parts of a year look: days are small cells, events strokes, dates of tenders corners, empty stretches brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
STROKE, BETWEEN, THIN = 6, 2, 3
MOST_TOLD = 14
#: What the number of a day takes at the top of its cell.
_NUMBER = 14
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


@dataclass(frozen=True, slots=True)
class _Strokes:
    """How the strokes of a day lie: the first one's top, a stroke's height, the step to the next, and how many there are."""

    top: int
    height: int
    step: int
    shown: int


def _strokes(rect: QRect, look: Look, count: int) -> _Strokes:
    """Return how the strokes of a day lie: thinner where there are many, and fewer with a number below where those are too many."""
    top = _strokes_top(rect, look)
    space = rect.bottom() - top
    if count * (STROKE + BETWEEN) <= space + BETWEEN:
        return _Strokes(top, STROKE, STROKE + BETWEEN, count)
    if count * (THIN + 1) <= space + 1:
        return _Strokes(top, THIN, THIN + 1, count)
    return _Strokes(top, THIN, THIN + 1, min(count, max(0, (space - _plus_height(look)) // (THIN + 1))))


def _plus_height(look: Look) -> int:
    return QFontMetrics(_plus_font(look)).ascent() + 1


def _plus_font(look: Look) -> QFont:
    font = QFont(look.strong)
    font.setPointSizeF(font.pointSizeF() * 0.72)
    return font


def stroke_at(rect: QRect, place: QPoint, look: Look, count: int) -> int | None:
    """Return the number of the stroke at a place of a day, None between them."""
    strokes = _strokes(rect, look, count)
    number = (place.y() - strokes.top) // strokes.step
    return number if place.y() >= strokes.top and 0 <= number < strokes.shown else None


def paint_strokes(painter: QPainter, rect: QRect, day: YearDay, look: Look) -> None:
    """Paint the events of a day as strokes, with a plus where there are more, and a corner for dates of tenders."""
    strokes = _strokes(rect, look, len(day.events))
    for number, entry in enumerate(day.events[: strokes.shown]):
        if entry.event is None:
            continue
        ink = event_colours(entry.event.kind, look.theme)[0]
        left = rect.left() + (3 if entry.first == day.day else 0)
        right = rect.right() - (2 if entry.last == day.day else -1)
        stroke = QRectF(left, strokes.top + number * strokes.step, right - left, strokes.height)
        if entry.cancelled:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(stroke.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(stroke, 2, 2)
    if len(day.events) > strokes.shown:
        _paint_plus(painter, rect, len(day.events) - strokes.shown, look)
    if day.tenders:
        _paint_corner(painter, rect, day, look)


def paint_chosen_stroke(painter: QPainter, rect: QRect, number: int, count: int, look: Look) -> None:
    """Paint a ring around one stroke of a day; where it has no stroke of its own, around the last one."""
    strokes = _strokes(rect, look, count)
    top = strokes.top + max(0, min(number, strokes.shown - 1)) * strokes.step
    painter.setPen(QPen(QColor(look.theme.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.left() + 2, top - 1, rect.width() - 3, strokes.height + 2), 3, 3)


def paint_shade(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint a light shade over the day under the pointer."""
    shade = QColor(look.theme.text)
    shade.setAlpha(24)
    painter.fillRect(rect, shade)


def _paint_plus(painter: QPainter, rect: QRect, more: int, look: Look) -> None:
    painter.setFont(_plus_font(look))
    painter.setPen(QColor(look.theme.text))
    plate = QRectF(rect.left(), rect.bottom() - _plus_height(look), rect.width() + 1, _plus_height(look) + 1)
    painter.drawText(plate, _CENTRE, f"+{more}")


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
    # In a low row it hangs out below rather than hiding the numbers of its days.
    top = max(widest.bottom() - metrics.height() - 1, widest.top() + _NUMBER)
    plate = QRectF(widest.center().x() - width / 2, top, width, metrics.height())
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


def legend_height(kinds: Sequence[EventKind], words: Words, look: Look, width: int) -> int:
    """Return how high the legend is in a picture of this width."""
    *_, (_, top, _, _) = _placed(kinds, words, look, width)
    return top + QFontMetrics(look.small).height() + 12


def paint_legend(painter: QPainter, rect: QRect, kinds: Sequence[EventKind], words: Words, look: Look) -> None:
    """Paint what strokes, corners, hatching and brackets mean, in as many lines as it takes."""
    painter.fillRect(rect, QColor(look.theme.window))
    painter.setFont(look.small)
    line = QFontMetrics(look.small).height() + 4
    for left, top, said, (mark, paint) in _placed(kinds, words, look, rect.width()):
        paint(painter, left, rect.top() + 4 + top + line // 2)
        painter.setPen(QColor(look.theme.muted))
        painter.drawText(QRect(left + mark, rect.top() + 4 + top, rect.width(), line), _LEFT, said)


def _placed(
    kinds: Sequence[EventKind], words: Words, look: Look, width: int
) -> Iterator[tuple[int, int, str, tuple[int, _PaintMark]]]:
    """Yield where each word of the legend stands: left edge, line, words, and the mark with its width."""
    metrics = QFontMetrics(look.small)
    left, top = 12, 0
    for mark, said, paint in _legend(kinds, words, look):
        wide = mark + metrics.horizontalAdvance(said) + 16
        if left + wide > width and left > 12:
            left, top = 12, top + metrics.height() + 4
        yield left, top, said, (mark, paint)
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
