"""How the parts of a week look: heads, hours, blocks, the line that says what time it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from outreach.domain.calendar_entry import home_wall
from outreach.domain.event import EventStatus
from outreach.domain.swedish_day import DayKind, NamedDays, is_free
from outreach.domain.week_sheet import HOUR, Axis, Block
from outreach.domain.when import When
from outreach.language import Language
from outreach.ui.calendar.looks import Look, Mark, day_ink, name_ink
from outreach.ui.calendar.week_places import WeekPlaces
from outreach.ui.icons import event_icon_name, icon

EDGE, PAD, ICON, ROUND = 4, 5, 16, 4.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
WORK = (8, 17)
#: A block that is narrower than this has its title set upright.
_NARROW = 46


def paint_ground(
    painter: QPainter, places: WeekPlaces, day: date, look: Look, named: NamedDays, missing: Sequence[int], chosen: bool
) -> None:
    """Paint the ground of a day's column: white for working hours, and hatched where the clock has no such hour."""
    theme, column = look.theme, places.column(day)
    painter.fillRect(column, QColor(theme.window))
    if not is_free(day, named):
        axis = places.sheet.axis
        first, last = places.y(axis.row(WORK[0]) * HOUR), places.y(axis.row(WORK[1]) * HOUR)
        painter.fillRect(QRect(column.left(), first, column.width(), last - first), QColor(theme.surface))
    if chosen:
        wash = QColor(theme.selection)
        wash.setAlpha(70)
        painter.fillRect(column, wash)
    for row in missing:
        top = places.y(row * HOUR)
        gone = QRect(column.left(), top, column.width(), places.measures.hour)
        painter.fillRect(gone, QBrush(QColor(theme.outline), Qt.BrushStyle.BDiagPattern))


def paint_cursor(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint the place of a new event."""
    painter.setPen(QPen(QColor(look.theme.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def paint_hours(painter: QPainter, places: WeekPlaces, axis: Axis, look: Look, clock: Callable[[time], str]) -> None:
    """Paint the lines of the hours, with the clock's words in the margin, and the lines between the days."""
    theme, grid = look.theme, places.grid
    painter.fillRect(QRect(0, grid.top(), places.measures.margin, grid.height()), QColor(theme.window))
    painter.setFont(look.small)
    half = QColor(theme.line)
    half.setAlpha(110)
    for row, slot in enumerate(axis.slots):
        top = places.y(row * HOUR)
        if top > grid.bottom() or top + places.measures.hour < grid.top():
            continue
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(places.measures.margin - 6, top, places.size.width(), top)
        painter.setPen(QPen(half, 1, Qt.PenStyle.DotLine))
        middle = top + places.measures.hour // 2
        painter.drawLine(places.measures.margin, middle, places.size.width(), middle)
        painter.setPen(QColor(theme.muted))
        said = QRect(0, top - 10, places.measures.margin - 10, 20) if row else QRect()
        painter.drawText(said, _RIGHT, clock(time(slot.hour)))
    painter.setPen(QPen(QColor(theme.line), 1))
    for number in range(len(places.sheet.days)):
        painter.drawLine(places.x(number), grid.top(), places.x(number), grid.bottom())


def paint_corner(painter: QPainter, places: WeekPlaces, week: str, look: Look) -> None:
    """Paint the number of the week above the clock's margin, and the ground of the band."""
    theme = look.theme
    painter.fillRect(QRect(0, 0, places.size.width() + 40, places.grid.top()), QColor(theme.surface))
    painter.fillRect(QRect(0, 0, places.measures.margin, places.grid.top()), QColor(theme.window))
    painter.setFont(look.small)
    painter.setPen(QColor(theme.muted))
    painter.drawText(QRect(0, 0, places.measures.margin, places.measures.head), _CENTRE, week)


def paint_head(
    painter: QPainter,
    places: WeekPlaces,
    day: date,
    look: Look,
    language: Language,
    named: NamedDays,
    *,
    today: bool,
    chosen: bool,
) -> None:
    """Paint weekday, number and name of a day."""
    theme, rect = look.theme, places.head(day)
    whole = QRect(rect.left(), 0, rect.width(), places.grid.top())
    painter.fillRect(whole, QColor(theme.window if is_free(day, named) else theme.surface))
    if chosen:
        painter.fillRect(whole, QColor(theme.selection))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(rect.left(), 0, rect.left(), places.grid.top())
    line = QFontMetrics(look.small).height()
    weekday = language.day(day, "EEEE" if rect.width() > 150 else "EEE")
    painter.setFont(look.strong)
    painter.setPen(QColor(theme.accent) if today else day_ink(day, named, look))
    number = str(day.day)
    metrics = QFontMetrics(look.strong)
    round_ = QRect(rect.left() + 6, 5, max(line + 4, metrics.horizontalAdvance(number) + 12), line + 4)
    if today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(round_), round_.height() / 2, round_.height() / 2)
        painter.setPen(QColor(theme.on_accent))
    painter.drawText(round_, _CENTRE, number)
    painter.setPen(QColor(theme.accent) if today else day_ink(day, named, look))
    painter.setFont(look.strong if today else look.small)
    said = weekday[:1].upper() + weekday[1:]
    painter.drawText(QRect(round_.right() + 6, 5, rect.right() - round_.right() - 8, line + 4), _LEFT, said)
    names = named.get(day, ())
    if names:
        painter.setFont(look.small)
        painter.setPen(name_ink(names[0].kind, look))
        room = QRect(rect.left() + 12, 5 + line + 3, rect.width() - 16, line + 4)
        words = QFontMetrics(look.small).elidedText(names[0].name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, words)
        if names[0].kind is DayKind.SQUEEZE:
            faint = QColor(theme.outline)
            faint.setAlpha(60)
            painter.fillRect(places.head(day), QBrush(faint, Qt.BrushStyle.BDiagPattern))


def paint_block(painter: QPainter, rect: QRect, block: Block, times: str, look: Look, mark: Mark) -> None:
    """Paint an event among the hours, with what fits of its words."""
    entry = block.entry
    if entry.event is None:
        return
    ink, fill = look.colours(entry)
    painter.save()
    if mark.carried:
        painter.setOpacity(0.4)
    shape = _shape(rect, block)
    uncertain = entry.event.status is not EventStatus.CONFIRMED and not mark.ghost
    painter.fillPath(shape, QColor(look.theme.surface) if uncertain else fill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if uncertain:
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawPath(shape)
    else:
        # The ground parts it from its neighbour, and the edge says what kind it is.
        painter.setPen(QPen(QColor(look.theme.surface), 1))
        painter.drawPath(shape)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRect(rect.left(), rect.top(), EDGE, rect.height()), ink)
        painter.restore()
    if mark.hovered:
        shade = QColor(look.theme.text)
        shade.setAlpha(24)
        painter.fillPath(shape, shade)
    _paint_words(painter, rect, block, times, look, ink)
    if mark.chosen:
        painter.setPen(QPen(QColor(look.theme.focus), 2))
        painter.drawPath(shape)
    painter.restore()


def _shape(rect: QRect, block: Block) -> QPainterPath:
    inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(inner, ROUND, ROUND)
    if not block.opens:
        path.addRect(QRectF(inner.left(), inner.top(), inner.width(), ROUND * 2))
    if not block.closes:
        path.addRect(QRectF(inner.left(), inner.bottom() - ROUND * 2, inner.width(), ROUND * 2))
    return path.simplified()


def _paint_words(painter: QPainter, rect: QRect, block: Block, times: str, look: Look, ink: QColor) -> None:
    event = block.entry.event
    if event is None:
        return
    strong, small = QFontMetrics(look.strong), QFontMetrics(look.small)
    line = small.height()
    left, top = rect.left() + EDGE + PAD, rect.top() + (2 if rect.height() >= line + 4 else 0)
    room = QRect(left, top, rect.right() - left - 3, rect.height() - 3)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    text = QColor(ink if event.cancelled else look.theme.text)
    font = QFont(look.small)
    font.setStrikeOut(event.cancelled)
    bold = QFont(look.strong)
    bold.setStrikeOut(event.cancelled)
    if rect.width() < _NARROW and 5 * rect.height() > 6 * rect.width():
        _paint_upright(painter, rect, event.title, bold, text)
        return
    if rect.height() < 2 * line + 4:
        # One line: the beginning, then the title.
        start = times.partition("–")[0] if room.width() > 110 else ""
        painter.setFont(look.small)
        painter.setPen(text)
        if start:
            painter.drawText(QRect(room.left(), top, room.width(), line), _LEFT, start)
            room.setLeft(room.left() + small.horizontalAdvance(start) + PAD)
        painter.setFont(bold)
        # So narrow that an ellipsis would be all that is seen: cut instead.
        cut = room.width() < _NARROW
        said = event.title if cut else strong.elidedText(event.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), top, room.width(), line), _LEFT, said)
        return
    if room.width() > 70:
        picture = QRect(rect.right() - ICON - 4, rect.top() + 4, ICON, ICON)
        icon(event_icon_name(event.kind), ink).paint(painter, picture)
        head = room.width() - ICON - 4
    else:
        head = room.width()
    painter.setPen(text)
    painter.setFont(look.small)
    if small.horizontalAdvance(times) > head:
        times = times.partition("–")[0]
    painter.drawText(QRect(left, top, head, line), _LEFT, small.elidedText(times, Qt.TextElideMode.ElideRight, head))
    painter.setFont(bold)
    below = QRect(left, top + line, room.width(), room.height() - line)
    lines = max(1, below.height() // line)
    used = _paint_wrapped(painter, below, event.title, strong, min(lines, 3), line)
    if event.place and lines > used:
        painter.setFont(font)
        painter.setPen(QColor(look.theme.muted))
        said = small.elidedText(event.place, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(left, below.top() + used * line, room.width(), line), _LEFT, said)


def _paint_upright(painter: QPainter, rect: QRect, text: str, font: QFont, ink: QColor) -> None:
    """Paint a title from top to bottom: a narrow block has no room for a word across."""
    painter.save()
    painter.setFont(font)
    painter.setPen(ink)
    painter.translate(rect.right(), rect.top())
    painter.rotate(90)
    room = QRect(PAD, 1, rect.height() - 2 * PAD, rect.width() - EDGE)
    said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, said)
    painter.restore()


def _paint_wrapped(painter: QPainter, rect: QRect, text: str, metrics: QFontMetrics, most: int, line: int) -> int:
    """Paint a text in up to `most` lines and return how many it took."""
    lines = broken(text, metrics.horizontalAdvance, rect.width(), most)
    for number, said in enumerate(lines):
        if number == most - 1:
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRect(rect.left(), rect.top() + number * line, rect.width(), line), _LEFT, said)
    return len(lines)


def broken(text: str, width: Callable[[str], int], room: int, most: int) -> list[str]:
    """Break a text into lines, between words and, a word that is too long, with a hyphen; the last line holds all the rest."""
    lines: list[str] = []
    left = " ".join(text.split())
    while left and len(lines) < most - 1 and width(left) > room:
        place = left.rfind(" ", 0, _fitting(left, width, room) + 1)
        if place > 0:
            lines.append(left[:place])
            left = left[place + 1 :]
            continue
        place = max(1, _fitting(left, lambda part: width(f"{part}-"), room))
        lines.append(f"{left[:place]}-")
        left = left[place:]
    return [*lines, left] if left else lines


def _fitting(text: str, width: Callable[[str], int], room: int) -> int:
    """Return how many letters fit."""
    return next((count for count in range(len(text), 0, -1) if width(text[:count]) <= room), 0)


def paint_now(painter: QPainter, places: WeekPlaces, day: date, minute: int, look: Look) -> None:
    """Paint the line that says what time it is."""
    column, y = places.column(day), places.y(minute)
    ink = QColor(look.theme.danger)
    painter.setPen(QPen(ink, 2))
    painter.drawLine(column.left(), y, column.right(), y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(column.left(), y + 0.5), 4.5, 4.5)


def end_clock(when: When) -> datetime:
    """Return the end of an event on the clock at home."""
    return home_wall(when.end, when.zone)
