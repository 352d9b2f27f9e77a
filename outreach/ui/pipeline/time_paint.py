"""How the time line looks: the heads, the grid, and the row of a tender with its dates and bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from outreach.domain.pipeline import MANY_IN_A_WEEK, Mark, PipelineCard
from outreach.domain.tender import Stage
from outreach.language import N_
from outreach.ui.calendar.looks import Look
from outreach.ui.icons import icon
from outreach.ui.pipeline.time_places import TimeScale
from outreach.ui.words import Words

PAD = 10
_ICON = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_BAR = 12
_HANDLE = 3.5
#: From this width on a month is written out, so that all are written alike.
_WIDE_MONTH = 96
TODAY = N_("Today")
QUARTER = N_("Q{number} {year}")


@dataclass(frozen=True, slots=True)
class RowState:
    """What is special about a row at present: the chosen one, and which of its dates the keyboard is at."""

    chosen: bool = False
    focused: bool = False
    hovered: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """The heights of the head's lines: quarters, months, weeks with many last days to bid."""

    quarters: int
    months: int
    weeks: int

    @property
    def height(self) -> int:
        """All three."""
        return self.quarters + self.months + self.weeks


def heads_of(look: Look) -> Heads:
    """Return the heights for a type."""
    line = QFontMetrics(look.small).height()
    return Heads(line + 8, line + 6, line + 6)


def row_height(look: Look) -> int:
    """Return the height of every row."""
    return QFontMetrics(look.small).height() + 16


def paint_heads(
    painter: QPainter, scale: TimeScale, heads: Heads, room: QRect, left: float, look: Look, words: Words
) -> None:
    """Paint quarters and months above `room`'s field; `left` is where the first day lies on the screen."""
    theme = look.theme
    painter.fillRect(room, QColor(theme.surface))
    painter.setFont(look.small)
    for month, following in scale.months():
        x, end = left + scale.x(month), left + scale.x(following)
        if end < room.left() or x > room.right():
            continue
        if month.month % 3 == 1:
            wide = scale.x(_quarter_end(month)) - scale.x(month)
            said = words(QUARTER, number=(month.month + 2) // 3, year=month.year)
            painter.setPen(QColor(theme.text))
            _sticky(painter, look, QRectF(x, room.top(), wide, heads.quarters), room, said)
            painter.setPen(QPen(QColor(theme.outline), 1))
            painter.drawLine(QPointF(x, room.top() + 4), QPointF(x, room.bottom()))
        place = QRectF(x, room.top() + heads.quarters, end - x, heads.months)
        painter.setPen(QColor(theme.muted))
        painter.drawText(place, int(_CENTRE), _month_words(month, place.width(), look, words))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(room.left(), room.bottom(), room.right(), room.bottom())


def paint_weeks(
    painter: QPainter, scale: TimeScale, counts: dict[date, int], line: QRect, field: QRect, left: float, look: Look
) -> None:
    """Paint how many last days to bid a week has, and a band through the rows where they are many."""
    theme = look.theme
    painter.setFont(look.small)
    taken = float(line.left())
    for monday, count in sorted(counts.items()):
        x, wide = left + scale.x(monday), 7 * scale.zoom
        if x + wide < line.left() or x > line.right():
            continue
        many = count >= MANY_IN_A_WEEK
        if many:
            painter.fillRect(QRectF(x, field.top(), wide, field.height()), QColor(theme.warning_fill))
        # From far off, weeks are narrower than a number: what has no room beside the one before is a dot.
        number = many or x + wide / 2 - line.height() / 2 >= taken
        size = line.height() - 4 if number else 6
        centre = line.top() + line.height() / 2
        plate = QRectF(x + wide / 2 - size / 2, centre - size / 2, size, size)
        taken = max(taken, plate.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.warning if many else theme.hover if number else theme.muted))
        painter.drawRoundedRect(plate, size / 2, size / 2)
        if not number:
            continue
        painter.setPen(QColor(theme.surface if many else theme.text))
        painter.drawText(plate, int(_CENTRE), str(count))


def paint_grid(painter: QPainter, scale: TimeScale, field: QRect, left: float, look: Look) -> None:
    """Paint the lines of the months, and of the weeks where there is room for them."""
    theme = look.theme
    if scale.zoom >= 5:
        painter.setPen(QPen(QColor(theme.hover), 1))
        for monday in scale.weeks():
            x = left + scale.x(monday)
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
    for month, _ in scale.months():
        x = left + scale.x(month)
        painter.setPen(QPen(QColor(theme.outline if month.month == 1 else theme.line), 1))
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))


def paint_today(painter: QPainter, x: float, head: QRect, field: QRect, look: Look, words: Words) -> None:
    """Paint the line of today, with its name in the head."""
    colour = QColor(look.theme.danger)
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(QPointF(x, head.bottom()), QPointF(x, field.bottom()))
    said = words(TODAY)
    wide = QFontMetrics(look.small).horizontalAdvance(said) + 12
    plate = QRectF(max(x - wide / 2, head.left()), head.top() + 2, wide, head.height() - 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.surface))
    painter.drawText(plate, int(_CENTRE), said)


def paint_title(painter: QPainter, card: PipelineCard, room: QRect, look: Look, state: RowState) -> None:
    """Paint the title at the left, with a sign where something is wrong or the contract runs out."""
    theme = look.theme
    if state.chosen or state.hovered:
        painter.setPen(QPen(QColor(theme.focus), 1.5) if state.focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if state.chosen else theme.hover))
        painter.drawRoundedRect(QRectF(room).adjusted(2, 1.5, -2, -1.5), 6, 6)
    inner = room.adjusted(PAD, 0, -PAD, 0)
    tone = "danger" if card.warnings else "warning" if card.expiring else ""
    if tone:
        place = QRect(inner.right() - _ICON, inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon("warning" if tone == "danger" else "clock", QColor(getattr(theme, tone))).paint(painter, place)
        inner = inner.adjusted(0, 0, -_ICON - 4, 0)
    painter.setFont(look.small)
    painter.setPen(QColor(theme.muted if card.tender.stage is Stage.CANCELLED else theme.text))
    shown = QFontMetrics(look.small).elidedText(card.tender.title, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(_LEFT), shown)


def paint_row(
    painter: QPainter,
    card: PipelineCard,
    days: dict[Mark, date],
    scale: TimeScale,
    room: QRect,
    left: float,
    look: Look,
    state: RowState,
) -> None:
    """Paint the dates of a tender: `days` are where they lie, which differs from the card's while one is carried."""
    theme, middle = look.theme, room.center().y() + 0.5
    off = card.tender.stage is Stage.CANCELLED
    if state.chosen or state.hovered:
        painter.fillRect(room, QColor(theme.selection if state.chosen else theme.hover))
    x = {mark: left + scale.x(day) for mark, day in days.items()}
    if Mark.PUBLICATION in x and Mark.BIDS in x:
        tone, fill = (theme.outline, theme.hover) if off else (theme.accent, theme.accent)
        _bar(painter, x[Mark.PUBLICATION], x[Mark.BIDS] + scale.zoom, middle, QColor(fill), QColor(tone))
    if Mark.START in x or Mark.END in x:
        begin = x.get(Mark.START, x.get(Mark.END, 0.0) - 24)
        end = x[Mark.END] + scale.zoom if Mark.END in x else begin + 24
        tone, fill = (theme.warning, theme.warning_fill) if card.expiring else (theme.success, theme.success_fill)
        if off:
            tone, fill = theme.outline, theme.hover
        _bar(painter, begin, end, middle, QColor(fill), QColor(tone))
    for one in card.events:
        _event(painter, left + scale.x(one.day) + scale.zoom / 2, middle, look)
    for mark in (Mark.START, Mark.END, Mark.BIDS):
        if mark in x:
            _handle(painter, x[mark] + (0 if mark is Mark.START else scale.zoom), middle, mark, look, lit=state.mark is mark)
    if Mark.PUBLICATION in x:
        _diamond(painter, x[Mark.PUBLICATION], middle, look, lit=state.mark is Mark.PUBLICATION)


def _quarter_end(month: date) -> date:
    year, number = (month.year, month.month + 3) if month.month < 10 else (month.year + 1, 1)
    return date(year, number, 1)


def _month_words(month: date, width: float, look: Look, words: Words) -> str:
    metrics = QFontMetrics(look.small)
    if width >= _WIDE_MONTH:
        return words.language.day(month, "MMMM")
    short = words.language.day(month, "MMM").rstrip(".")
    return short if metrics.horizontalAdvance(short) + 4 <= width else short[:1].upper() if width >= 10 else ""


def _sticky(painter: QPainter, look: Look, place: QRectF, room: QRect, said: str) -> None:
    """Write a word at the left of its stretch, or of what is seen of it."""
    begin = max(place.left(), room.left())
    inner = QRectF(begin + 6, place.top(), place.right() - begin - 8, place.height())
    if inner.width() > QFontMetrics(look.small).horizontalAdvance(said):
        painter.drawText(inner, int(_LEFT), said)


def _bar(painter: QPainter, begin: float, end: float, middle: float, fill: QColor, edge: QColor) -> None:
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(begin, middle - _BAR / 2, max(end - begin, 3), _BAR), 3, 3)


def _diamond(painter: QPainter, x: float, middle: float, look: Look, *, lit: bool) -> None:
    size = 8.5 if lit else 6.5
    painter.setPen(QPen(QColor(look.theme.focus if lit else look.theme.surface), 2 if lit else 1.2))
    painter.setBrush(QColor(look.theme.accent))
    points = [QPointF(x, middle - size), QPointF(x + size, middle), QPointF(x, middle + size), QPointF(x - size, middle)]
    painter.drawPolygon(QPolygonF(points))


def _handle(painter: QPainter, x: float, middle: float, mark: Mark, look: Look, *, lit: bool) -> None:
    theme = look.theme
    if mark is Mark.BIDS:
        # A flag: the last day to bid must be seen from afar.
        painter.setPen(QPen(QColor(theme.focus if lit else theme.danger), 2))
        painter.drawLine(QPointF(x, middle - _BAR / 2 - 4), QPointF(x, middle + _BAR / 2 + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.focus if lit else theme.danger))
        top = middle - _BAR / 2 - 4
        painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + 7, top + 3), QPointF(x, top + 6)]))
    elif lit:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(x - _HANDLE, middle - _BAR / 2 - 2, 2 * _HANDLE, _BAR + 4), 2, 2)


def _event(painter: QPainter, x: float, middle: float, look: Look) -> None:
    painter.setPen(QPen(QColor(look.theme.surface), 1))
    painter.setBrush(QColor(look.theme.muted))
    painter.drawEllipse(QPointF(x, middle + _BAR / 2 + 3), 3.2, 3.2)
