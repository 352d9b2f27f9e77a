"""The guests as a table: who, from where, where letters go, what was answered, and which version each one has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from outreach.domain.guest import ANSWER_LABELS, STANDING_LABELS, Answer, Standing
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import icon
from outreach.ui.invitations.reading import GuestRow, Told
from outreach.ui.theme import current_theme

TITLES = (
    N_("Name"),
    N_("Company"),
    N_("Address"),
    N_("Language"),
    N_("Answer"),
    N_("Invitation"),
    N_("Standing"),
)
NAME, COMPANY, ADDRESS, LANGUAGE, ANSWER, TOLD, STANDING = range(len(TITLES))
NO_ADDRESS = N_("No address")
LANGUAGES = {"sv": N_("Swedish"), "en": N_("English")}
TOLD_WORDS = {
    Told.NEVER: N_("Not invited"),
    Told.CURRENT: N_("Up to date, {when}"),
    Told.OLD_TIME: N_("Old time or place, {when}"),
    Told.OLD_DETAILS: N_("Older details, {when}"),
    Told.CALLED_OFF: N_("Told of the cancellation, {when}"),
    Told.UNINVITED: N_("Told of the withdrawal, {when}"),
    Told.PREPARED: N_("Not sent yet"),
    Told.REFUSED: N_("Refused by the server"),
    Told.UNCLEAR: N_("Not known whether it arrived"),
}
_ANSWER_ICONS = {
    Answer.ACCEPTED: ("check", "success"),
    Answer.DECLINED: ("close", "danger"),
    Answer.TENTATIVE: ("help", "warning"),
    Answer.DELEGATED: ("people", "muted"),
}
_TOLD_TONES = {
    Told.NEVER: "muted",
    Told.OLD_TIME: "warning",
    Told.OLD_DETAILS: "warning",
    Told.REFUSED: "danger",
    Told.UNCLEAR: "warning",
    Told.PREPARED: "muted",
}
_EDIT = int(Qt.ItemDataRole.EditRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


class InviteModel(QAbstractTableModel):
    """The guests that are shown. `address_given` carries a guest's row and the address that was typed."""

    address_given = Signal(object, str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[GuestRow] = []
        self._texts: list[tuple[str, ...]] = []

    def show(self, rows: Sequence[GuestRow]) -> None:
        """Put other guests in place."""
        self.beginResetModel()
        self.rows = list(rows)
        self._texts = [self._written(row) for row in self.rows]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many guests are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return the seven columns."""
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The address can be written in place."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == ADDRESS else usual

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, the sign of an answer, and the ink that says what is missing or old."""
        row, column = self.rows[index.row()], index.column()
        if not role:
            return self._texts[index.row()][column]
        if role == _EDIT:
            return row.address if column == ADDRESS else None
        if role == _DECORATION and column == ANSWER:
            name, tone = _ANSWER_ICONS.get(row.guest.answer, ("", "muted"))
            return icon(name, QColor(getattr(current_theme(), tone))) if name else None
        if role == _INK:
            tone = self._tone(row, column)
            return QColor(getattr(current_theme(), tone)) if tone else None
        if role == _TIP:
            return self._tip(row, index)
        if role == _SPOKEN:
            return ", ".join(text for text in self._texts[index.row()] if text)
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Hand a typed address on; the list shows it when it is kept."""
        if role != _EDIT or index.column() != ADDRESS:
            return False
        row, typed = self.rows[index.row()], str(value).strip()
        if typed != row.address:
            self.address_given.emit(row, typed)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's title."""
        if not role and orientation is Qt.Orientation.Horizontal:
            return self._context.words(TITLES[section])
        return None

    def _written(self, row: GuestRow) -> tuple[str, ...]:
        words = self._context.words
        answer = "" if row.guest.answer is Answer.NONE and row.told is Told.NEVER else words(ANSWER_LABELS[row.guest.answer])
        standing = row.guest.standing
        return (
            row.name,
            row.company,
            row.address or words(NO_ADDRESS),
            words(LANGUAGES[row.language]),
            answer,
            told_words(row, self._context),
            "" if standing is Standing.LISTED else words(STANDING_LABELS[standing]),
        )

    def _tone(self, row: GuestRow, column: int) -> str:
        if row.guest.standing is Standing.UNINVITED:
            return "muted"
        if column == ADDRESS and not row.address:
            return "warning"
        if column == TOLD:
            return _TOLD_TONES.get(row.told, "")
        quiet = (column == ANSWER and row.guest.answer is Answer.NONE) or column == LANGUAGE
        return "muted" if quiet else "warning" if column == STANDING else ""

    def _tip(self, row: GuestRow, index: Index) -> str:
        if index.column() == ANSWER:
            return row.guest.answer_note
        if index.column() == TOLD and row.last is not None and row.last.problem:
            return row.last.problem
        return self._texts[index.row()][index.column()]


def told_words(row: GuestRow, context: Context) -> str:
    """Say which version a guest has, and since when."""
    when = ""
    if row.last is not None and row.last.sent is not None:
        when = context.words.language.moment(row.last.sent, style="d MMM")
    return context.words(TOLD_WORDS[row.told], when=when)
