"""A picture of the staffing: rows by officer, one bar a shift, the hours above, and the event itself as a lighter ground.

Who stands in two places at a time has two rows, and the second of the two has an edge in the colour of warning.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach.domain.plan import Shift
from outreach.domain.plan_lines import clock_of
from outreach.language import N_
from outreach.ui.plans.frame import Frame
from outreach.ui.theme import GAP, TIGHT, current_theme
from outreach.ui.words import Words

_ROW = 30
_HOURS = 24
_NAMES = 128
_MOST_ROWS = 6
#: The distances between two marks of the hours, in minutes, from which the first that fits is taken.
_STEPS = (15, 30, 60, 120, 180, 360, 720, 1440)
_LEAST = 72
"""Pixels that a mark and its time need."""


@dataclass(frozen=True, slots=True)
class Span:
    """What the picture reaches over, in minutes from the event's start."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the picture: shifts that do not overlap. `again` says that the officer is somewhere else meanwhile."""

    officer: str
    shifts: tuple[Shift, ...]
    again: bool = False


def rows_of(shifts: tuple[Shift, ...]) -> list[Row]:
    """Return the rows, officers in order of their first shift. Posts that nobody has taken overlap without a warning."""
    ordered = sorted(shifts, key=lambda shift: (shift.begins, shift.ends))
    rows: list[Row] = []
    for officer in dict.fromkeys(shift.officer for shift in ordered):
        lanes: list[list[Shift]] = []
        for shift in (one for one in ordered if one.officer == officer):
            free = next((lane for lane in lanes if lane[-1].ends <= shift.begins), None)
            if free is None:
                lanes.append([shift])
            else:
                free.append(shift)
        rows += [Row(officer, tuple(lane), number > 0 and bool(officer)) for number, lane in enumerate(lanes)]
    return rows


def span_of(shifts: tuple[Shift, ...], frame: Frame) -> Span:
    """Return the hours that shifts and event take, widened to whole hours of the clock."""
    first = min([0, *(shift.begins for shift in shifts)]) + frame.starts
    last = max([frame.minutes, 30, *(shift.ends for shift in shifts)]) + frame.starts
    return Span(first // 60 * 60 - frame.starts, -(-last // 60) * 60 - frame.starts)


class TimeBar(QWidget):
    """Paints the shifts. It says nothing that the list does not say, and takes no focus."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shifts: tuple[Shift, ...] = ()
        self._frame = Frame()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words.changed.connect(self.update)

    def show_shifts(self, shifts: tuple[Shift, ...], frame: Frame) -> None:
        """Paint these."""
        self._shifts, self._frame = shifts, frame
        self.setVisible(bool(shifts))
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> list[Row]:
        """Return the rows of the picture."""
        return rows_of(self._shifts)

    def sizeHint(self) -> QSize:
        """Ask for a row for each officer."""
        return QSize(400, _HOURS + _ROW * min(len(self.rows), _MOST_ROWS) + TIGHT)

    def minimumSizeHint(self) -> QSize:
        """The height is fixed by the rows."""
        return QSize(240, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hours, event, names and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = span_of(self._shifts, self._frame)
        field = QRectF(_NAMES, _HOURS, max(self.width() - _NAMES - GAP, 40), self.height() - _HOURS - TIGHT)
        self._ground(painter, field, span)
        self._marks(painter, field, span)
        shown = ""
        for number, row in enumerate(self.rows[:_MOST_ROWS]):
            top = field.top() + number * _ROW
            if not number or row.officer != shown:
                self._name(painter, top, row.officer)
            shown = row.officer
            for shift in row.shifts:
                self._bar(painter, field, span, top, shift, row)
        painter.end()

    def _x(self, field: QRectF, span: Span, minutes: int) -> float:
        return field.left() + field.width() * (minutes - span.first) / max(span.last - span.first, 1)

    def _ground(self, painter: QPainter, field: QRectF, span: Span) -> None:
        left, right = self._x(field, span, 0), self._x(field, span, self._frame.minutes)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().info_fill))
        painter.drawRoundedRect(QRectF(left, field.top(), max(right - left, 2), field.height()), 4, 4)

    def _marks(self, painter: QPainter, field: QRectF, span: Span) -> None:
        theme, metrics = current_theme(), QFontMetrics(self.font())
        length = span.last - span.first
        step = next((one for one in _STEPS if field.width() * one / max(length, 1) >= _LEAST), _STEPS[-1])
        first = -(-(span.first + self._frame.starts) // step) * step - self._frame.starts
        for minutes in range(first, span.last + 1, step):
            x = self._x(field, span, minutes)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            painter.setPen(QColor(theme.muted))
            said = clock_of(minutes + self._frame.starts)
            width = metrics.horizontalAdvance(said)
            left = min(max(x - width / 2, field.left() - width / 2), self.width() - width)
            painter.drawText(QPointF(left, _HOURS - GAP), said)

    def _name(self, painter: QPainter, top: float, officer: str) -> None:
        theme, metrics = current_theme(), QFontMetrics(self.font())
        said = officer or self._words(N_("Nobody yet"))
        painter.setPen(QColor(theme.text if officer else theme.warning))
        place = QRectF(TIGHT, top, _NAMES - GAP, _ROW)
        text = metrics.elidedText(said, Qt.TextElideMode.ElideRight, _NAMES - GAP * 2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _bar(self, painter: QPainter, field: QRectF, span: Span, top: float, shift: Shift, row: Row) -> None:
        theme, metrics = current_theme(), QFontMetrics(self.font())
        left, right = self._x(field, span, shift.begins), self._x(field, span, shift.ends)
        bar = QRectF(left + 1, top + 4, max(right - left - 2, 3), _ROW - 8)
        painter.setPen(QPen(QColor(theme.warning), 2) if row.again else Qt.PenStyle.NoPen)
        ground = theme.warning_fill if row.again else theme.accent if row.officer else theme.warning
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(bar, 4, 4)
        inside = bar.adjusted(6, 0, -4, 0)
        text = metrics.elidedText(shift.post, Qt.TextElideMode.ElideRight, int(inside.width()))
        if len(text) > 1:
            base = self.palette().color(QPalette.ColorRole.Base)
            ink = QColor(theme.warning if row.again else theme.on_accent) if row.officer else base
            painter.setPen(ink)
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), text)
