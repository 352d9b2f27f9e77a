"""How the parts of a month look: the cell of a day, the bar of an event, the thin line of a tender's date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from outreach.domain.event import EventStatus
from outreach.domain.month_sheet import Bar
from outreach.domain.record import Kind
from outreach.domain.swedish_day import DayKind, NamedDays, SwedishDay, is_free
from outreach.ui.calendar.looks import Look, Mark, day_ink, name_ink
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.theme import Theme

ICON = 16
PAD = 5
EDGE = 4
ROUND = 4.0

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_day(
    painter: QPainter,
    rect: QRect,
    day: date,
    look: Look,
    *,
    number: str,
    today: bool,
    outside: bool,
    mark: Mark,
    named: NamedDays,
) -> None:
    """Paint the ground of a day, its number and its name."""
    theme = look.theme
    ground = theme.window if outside or is_free(day, named) else theme.surface
    painter.fillRect(rect, QColor(ground))
    names = named.get(day, ())
    if not outside and any(one.kind is DayKind.SQUEEZE for one in names):
        painter.fillRect(rect, QBrush(_faint(theme), Qt.BrushStyle.BDiagPattern))
    if mark.chosen:
        painter.fillRect(rect, QColor(theme.selection if not outside else theme.hover))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.drawLine(rect.topLeft(), rect.bottomLeft())
    right = _paint_number(painter, rect, number, look, today=today, ink=day_ink(day, named, look, outside=outside))
    if names:
        _paint_name(painter, rect, right, names[0], look)
    if mark.chosen and mark.focused:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _faint(theme: Theme) -> QColor:
    colour = QColor(theme.outline)
    colour.setAlpha(70)
    return colour


def _paint_number(painter: QPainter, rect: QRect, number: str, look: Look, *, today: bool, ink: QColor) -> int:
    """Paint the number of a day and return where it ends."""
    theme = look.theme
    painter.setFont(look.strong if today else look.small)
    metrics = QFontMetrics(painter.font())
    height = metrics.height() + 4
    width = max(height, metrics.horizontalAdvance(number) + 12)
    place = QRect(rect.left() + 4, rect.top() + 3, width, height)
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
        painter.setPen(QColor(theme.on_accent))
    else:
        painter.setPen(ink)
    painter.drawText(place, _CENTRE, number)
    return place.right()


def _paint_name(painter: QPainter, rect: QRect, left: int, name: SwedishDay, look: Look) -> None:
    """Paint what Sweden calls a day, beside its number."""
    font = QFont(look.small)
    font.setPointSizeF(font.pointSizeF() * 0.94)
    metrics = QFontMetrics(font)
    room = QRect(left + 2, rect.top() + 3, rect.right() - left - 6, metrics.height() + 6)
    painter.setFont(font)
    painter.setPen(name_ink(name.kind, look))
    words = metrics.elidedText(name.name, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def paint_bar(painter: QPainter, rect: QRect, bar: Bar, clock: str, look: Look, mark: Mark) -> None:
    """Paint the bar of an event, or the line of a tender's date, with what fits of its words."""
    entry = bar.entry
    ink, fill = look.colours(entry)
    cancelled = entry.event is not None and entry.event.status is EventStatus.CANCELLED
    tentative = entry.event is not None and entry.event.status is EventStatus.TENTATIVE
    shape = _shape(rect, bar)
    painter.save()
    if mark.carried:
        painter.setOpacity(0.4)
    if entry.event is not None:
        _paint_ground(painter, rect, shape, bar, ink, fill, open_ground=(tentative or cancelled) and not mark.ghost)
    if mark.hovered:
        painter.fillPath(shape, _shade(look.theme))
    _paint_words(painter, rect, bar, clock, look, ink, cancelled=cancelled)
    if mark.chosen:
        painter.setPen(QPen(QColor(look.theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
    painter.restore()


def _shade(theme: Theme) -> QColor:
    colour = QColor(theme.text)
    colour.setAlpha(24)
    return colour


def _shape(rect: QRect, bar: Bar) -> QPainterPath:
    """A bar with round corners where the entry begins and ends, cut straight where it goes on in another week."""
    inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(inner, ROUND, ROUND)
    if not bar.opens:
        path.addRect(QRectF(inner.left(), inner.top(), ROUND * 2, inner.height()))
    if not bar.closes:
        path.addRect(QRectF(inner.right() - ROUND * 2, inner.top(), ROUND * 2, inner.height()))
    return path.simplified()


def _paint_ground(
    painter: QPainter, rect: QRect, shape: QPainterPath, bar: Bar, ink: QColor, fill: QColor, *, open_ground: bool
) -> None:
    if open_ground:
        # Tentative and cancelled ones are outlined, so that status is never told by colour alone.
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        return
    painter.fillPath(shape, fill)
    if bar.opens:
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRect(rect.left(), rect.top(), EDGE, rect.height()), ink)
        painter.restore()


def _paint_words(
    painter: QPainter, rect: QRect, bar: Bar, clock: str, look: Look, ink: QColor, *, cancelled: bool
) -> None:
    entry = bar.entry
    left = rect.left() + (EDGE if bar.opens else 0) + PAD
    name = event_icon_name(entry.event.kind) if entry.event is not None else "contracts" if entry.of is Kind.CONTRACT else "tenders"
    icon(name, ink).paint(painter, QRect(left, rect.center().y() - ICON // 2 + 1, ICON, ICON))
    left += ICON + PAD
    painter.setPen(ink if entry.event is None or cancelled else QColor(look.theme.text))
    if clock:
        painter.setFont(look.strong)
        width = QFontMetrics(look.strong).horizontalAdvance(clock)
        painter.drawText(QRect(left, rect.top(), width, rect.height()), _LEFT, clock)
        left += width + PAD
    font = QFont(look.small)
    font.setStrikeOut(cancelled)
    painter.setFont(font)
    room = rect.right() - PAD + 2 - left
    if room > 8:
        words = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), _LEFT, words)


def paint_more(painter: QPainter, rect: QRect, words: str, look: Look, *, hovered: bool) -> None:
    """Paint the words "3 more"."""
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_shade(look.theme))
        painter.drawRoundedRect(QRectF(rect), ROUND, ROUND)
    painter.setFont(look.strong)
    painter.setPen(QColor(look.theme.accent))
    painter.drawText(rect.adjusted(PAD + 4, 0, -PAD, 0), _LEFT, words)


def paint_week_number(painter: QPainter, rect: QRect, number: str, look: Look) -> None:
    """Paint the number of a week beside its days."""
    painter.fillRect(rect, QColor(look.theme.window))
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.setFont(look.small)
    painter.setPen(look.faint)
    painter.drawText(rect.adjusted(0, 5, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, number)


def paint_head(painter: QPainter, rect: QRect, words: str, look: Look, *, strong: bool) -> None:
    """Paint the name of a weekday."""
    painter.setFont(look.strong)
    painter.setPen(QColor(look.theme.accent if strong else look.theme.muted))
    painter.drawText(rect.adjusted(10, 0, 0, 0), _LEFT, words)


def paint_frame(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint the edge around the month."""
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.right(), rect.bottom()))
    painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
