"""The guests as a table: who, from where, whether they came, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from outreach.domain.guest import ATTENDANCE_LABELS, Attendance
from outreach.domain.when import HOME_ZONE, home_day
from outreach.language import N_
from outreach.services.guests import GuestLine
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.theme import current_theme

TITLES = (N_("Name"), N_("Company"), N_("Came"), N_("Arrived"))
NO_NAME = N_("No name")
WALK_IN = N_("Came, walk-in")
_CAME = 2
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ICONS = {
    Attendance.CAME: ("check", "success"),
    Attendance.ABSENT: ("close", "danger"),
    Attendance.UNKNOWN: ("", "muted"),
}
Index = QModelIndex | QPersistentModelIndex


class GuestModel(QAbstractTableModel):
    """The guests that fit what is typed."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.lines: list[GuestLine] = []
        self._texts: list[tuple[str, ...]] = []

    def show(self, lines: Sequence[GuestLine]) -> None:
        """Put other guests in place."""
        self.beginResetModel()
        self.lines = list(lines)
        self._texts = [self._written(line) for line in self.lines]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many guests fit."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return the four columns."""
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, the sign of who came, and muted ink for what nobody told."""
        if not role:
            return self._texts[index.row()][index.column()]
        if role == _DECORATION and index.column() == _CAME:
            name, colour = _ICONS[self.lines[index.row()].guest.attendance]
            return icon(name, QColor(getattr(current_theme(), colour))) if name else None
        if role == _INK and self._is_muted(index):
            return QColor(current_theme().muted)
        if role == _SPOKEN:
            return ", ".join(text for text in self._texts[index.row()] if text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's title."""
        if not role and orientation is Qt.Orientation.Horizontal:
            return self._context.words(TITLES[section])
        return None

    def _is_muted(self, index: Index) -> bool:
        line = self.lines[index.row()]
        unknown = index.column() == _CAME and line.guest.attendance is Attendance.UNKNOWN
        return unknown or (index.column() == 0 and not line.name)

    def _written(self, line: GuestLine) -> tuple[str, ...]:
        words, guest = self._context.words, line.guest
        came = words(WALK_IN if guest.walk_in and guest.arrived else ATTENDANCE_LABELS[guest.attendance])
        return line.name or words(NO_NAME), line.company_name, came, self._time(guest.arrived)

    def _time(self, arrived: datetime | None) -> str:
        if arrived is None:
            return ""
        if home_day(arrived) != home_day(self._context.house.now()):
            return self._context.words.language.moment(arrived)
        return f"{arrived.astimezone(ZoneInfo(HOME_ZONE)):%H:%M}"
