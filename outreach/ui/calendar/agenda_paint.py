"""How the lines of an agenda look: months, days, entries, and the stretches in which nothing happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from outreach.domain.agenda_sheet import AgendaDay, Gap, RowHeights
from outreach.domain.calendar_entry import Entry, home_wall
from outreach.domain.record import Kind
from outreach.language import N_, NN_, Language
from outreach.ui.calendar.entry_words import booth_words, kind_words, status_words
from outreach.ui.calendar.looks import Look, Mark, name_ink
from outreach.ui.icons import event_icon_name, icon
from outreach.ui.words import Words

ICON, PAD, EDGE = 18, 8, 4
NO_EVENTS_WEEKS = NN_("No events for {n} week", "No events for {n} weeks")
FROM_TO = N_("{first} – {last}")
GOES_ON = N_("until {day}")
WHOLE_DAY = N_("All day")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class AgendaMeasures:
    """Sizes in pixels: the heights of rows, and the width of the days' column."""

    heights: RowHeights
    day: int

    @property
    def row(self) -> int:
        """The height of a row."""
        return self.heights.row

    @property
    def month(self) -> int:
        """The height of a month's name."""
        return self.heights.month


def measures_for(look: Look) -> AgendaMeasures:
    """Return the measures that fit a size of type."""
    line = QFontMetrics(look.small).height()
    wide = QFontMetrics(look.strong).horizontalAdvance("00") * 2 + QFontMetrics(look.small).horizontalAdvance("m") * 13
    heights = RowHeights(row=line + 14, alone=line * 2 + 12, month=line + 22, gap=line + 16, between=1)
    return AgendaMeasures(heights, wide + 24)


def gap_words(gap: Gap, words: Words) -> str:
    """Say how long nothing happens, and when that is."""
    style = "d MMM y" if gap.first.year != gap.last.year else "d MMM"
    days = words(FROM_TO, first=words.language.day(gap.first, style), last=words.language.day(gap.last, style))
    return f"{words.count(NO_EVENTS_WEEKS, gap.days // 7)}  ·  {days}"


def paint_month(painter: QPainter, rect: QRect, name: str, look: Look) -> None:
    """Paint the name of a month above its days."""
    painter.fillRect(rect, QColor(look.theme.window))
    font = QFont(look.strong)
    font.setPointSizeF(font.pointSizeF() * 1.12)
    painter.setFont(font)
    painter.setPen(QColor(look.theme.accent))
    painter.drawText(rect.adjusted(PAD * 2, 4, 0, 0), _LEFT, name[:1].upper() + name[1:])


def paint_gap(painter: QPainter, rect: QRect, words: str, look: Look, measures: AgendaMeasures) -> None:
    """Paint that nothing happens for a while."""
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.warning))
    metrics = QFontMetrics(look.small)
    plate = QRectF(measures.day, rect.top() + 4, metrics.horizontalAdvance(words) + 24, rect.height() - 8)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.warning_fill))
    painter.drawRoundedRect(plate, 6, 6)
    painter.restore()
    painter.drawText(plate, _CENTRE, words)


def paint_day(
    painter: QPainter,
    rect: QRect,
    line: AgendaDay,
    language: Language,
    look: Look,
    measures: AgendaMeasures,
    *,
    today: bool,
    chosen: bool,
) -> None:
    """Paint number, weekday and name of a day, at the left of its first entry."""
    theme, day = look.theme, line.day
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(PAD * 2, rect.top(), rect.right(), rect.top())
    left = QRect(PAD * 2, rect.top() + 1, measures.day - PAD * 2, rect.height() - 1)
    line_height = QFontMetrics(look.small).height()
    head = QRect(left.left(), left.top() + 4, left.width(), line_height + 4)
    number = QFont(look.strong)
    number.setPointSizeF(number.pointSizeF() * 1.2)
    metrics = QFontMetrics(number)
    plate = QRect(head.left(), head.top(), max(metrics.horizontalAdvance("00") + 12, head.height()), head.height())
    names = line.names
    red = day.weekday() == 6 or (names and name_ink(names[0].kind, look) == QColor(theme.danger))
    ink = QColor(theme.danger if red else theme.text)
    painter.setFont(number)
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(plate), plate.height() / 2, plate.height() / 2)
        ink = QColor(theme.accent)
        painter.setPen(QColor(theme.on_accent))
    else:
        painter.setPen(ink)
    painter.drawText(plate, _CENTRE, str(day.day))
    painter.setFont(look.strong if today else look.small)
    painter.setPen(ink)
    weekday = language.day(day, "EEEE")
    said = weekday[:1].upper() + weekday[1:]
    room = QRect(plate.right() + PAD, head.top(), left.right() - plate.right() - PAD, head.height())
    painter.drawText(room, _LEFT, said)
    if chosen:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left.adjusted(-4, 2, -4, -2)), 4, 4)
    if names:
        _paint_name(painter, rect, line, look, measures)


def _paint_name(painter: QPainter, rect: QRect, line: AgendaDay, look: Look, measures: AgendaMeasures) -> None:
    """Paint the day's name where the first entry would stand, or at its right."""
    name = line.names[0]
    painter.setFont(look.small)
    painter.setPen(name_ink(name.kind, look))
    if line.entries:
        painter.drawText(QRect(rect.left(), rect.top(), rect.width() - PAD * 2, rect.height()), _RIGHT, name.name)
    else:
        painter.drawText(QRect(measures.day, rect.top(), rect.width() - measures.day, rect.height()), _LEFT, name.name)


def paint_entry(painter: QPainter, rect: QRect, entry: Entry, day: date, words: Words, look: Look, mark: Mark) -> None:
    """Paint one entry: when, what kind, title, place and status."""
    theme = look.theme
    inner = rect.adjusted(0, 2, -PAD, -1)
    painter.save()
    if mark.carried:
        painter.setOpacity(0.4)
    if mark.chosen or mark.hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if mark.chosen else theme.hover))
        painter.drawRoundedRect(QRectF(inner), 5, 5)
    if mark.chosen and mark.focused:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(inner).adjusted(1, 1, -1, -1), 5, 5)
    ink = look.colours(entry)[0]
    metrics = QFontMetrics(look.small)
    wide = metrics.horizontalAdvance("00:00–00:00") + PAD
    left = inner.left() + PAD
    painter.setFont(look.small)
    painter.setPen(QColor(theme.text if entry.event is not None else theme.muted))
    painter.drawText(QRect(left, inner.top(), wide, inner.height()), _LEFT, time_of(entry, words))
    left += wide + PAD
    if entry.event is not None:
        painter.fillRect(QRectF(left, inner.top() + 4, EDGE, inner.height() - 8), ink)
    left += EDGE + PAD
    name = event_icon_name(entry.event.kind) if entry.event is not None else "contracts" if entry.of is Kind.CONTRACT else "tenders"
    icon(name, ink).paint(painter, QRect(left, inner.center().y() - ICON // 2 + 1, ICON, ICON))
    left += ICON + PAD
    _paint_said(painter, QRect(left, inner.top(), inner.right() - left - PAD, inner.height()), entry, day, words, look)
    painter.restore()


def _paint_said(painter: QPainter, room: QRect, entry: Entry, day: date, words: Words, look: Look) -> None:
    theme = look.theme
    title = QFont(look.strong if entry.event is not None else look.small)
    title.setStrikeOut(entry.cancelled)
    metrics, small = QFontMetrics(title), QFontMetrics(look.small)
    head = entry.title if entry.event is not None else f"{kind_words(entry, words)}: {entry.title}"
    details = _details(entry, day, words)
    two = room.height() >= 2 * small.height() + 8
    line = QRect(room.left(), room.top() + 4, room.width(), small.height() + 1) if two else QRect(room)
    painter.setFont(title)
    muted = entry.event is None or entry.cancelled
    painter.setPen(look.colours(entry)[0] if entry.event is None else QColor(theme.muted if muted else theme.text))
    said = metrics.elidedText(head, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, _LEFT, said)
    painter.setFont(look.small)
    painter.setPen(QColor(theme.muted))
    if two:
        below = QRect(room.left(), line.bottom() + 1, room.width(), small.height() + 2)
        first = details or kind_words(entry, words)
        painter.drawText(below, _LEFT, small.elidedText(first, Qt.TextElideMode.ElideRight, below.width()))
    elif details:
        used = metrics.horizontalAdvance(said) + 2 * PAD
        beside = QRect(room.left() + used, room.top(), room.width() - used, room.height())
        painter.drawText(beside, _LEFT, small.elidedText(details, Qt.TextElideMode.ElideRight, max(0, beside.width())))


def _details(entry: Entry, day: date, words: Words) -> str:
    event = entry.event
    if event is None:
        return ""
    until = words(GOES_ON, day=words.language.day(entry.last, "EEE d MMM")) if entry.last > day else ""
    booth = booth_words(event.booth, words)
    return " · ".join(text for text in (status_words(entry, words), event.place, booth, until) if text)


def time_of(entry: Entry, words: Words) -> str:
    """Say from when until when, on the clock at home."""
    clock = words.language.clock
    if entry.clock is None:
        return words(WHOLE_DAY) if entry.event is not None else ""
    if entry.when is None or entry.when.end == entry.when.start or entry.last > entry.first:
        return clock(entry.clock)
    return f"{clock(entry.clock)}–{clock(home_wall(entry.when.end, entry.when.zone))}"


def paint_end(painter: QPainter, rect: QRect, words: str, look: Look) -> None:
    """Paint that nothing comes after this."""
    painter.setFont(look.small)
    painter.setPen(QColor(look.theme.muted))
    painter.drawText(rect.adjusted(PAD * 2, 0, 0, 0), _LEFT, words)


def paint_frame(painter: QPainter, rect: QRect, look: Look) -> None:
    """Paint the edge around the agenda."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
