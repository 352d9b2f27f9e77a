"""Who knew of a tender and did not bid: one key for the reason, a line for the note, three polite sentences for the telephone."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.bid import NO_BID_LABELS, NoBidReason
from outreach.domain.changes import Changes
from outreach.domain.contact import show_phone
from outreach.domain.record import Kind
from outreach.domain.tender import advertised_on
from outreach.domain.when import home_day
from outreach.language import N_, NN_
from outreach.services.bid_words import say_knew, say_lessons, say_reasons, script
from outreach.services.no_bids import Lessons, Missing
from outreach.ui.context import Context
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.plans.keeping import KeepingWindow
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, set_role

TITLES = (N_("Company"), N_("Telephone"), N_("Knew of it"), N_("Reason"), N_("Note"))
KEYS = dict(zip("1234567890", NoBidReason, strict=True))
HINT = N_("1 to 9 and 0 keep a reason, Delete takes it away, Enter goes to the note and back, Ctrl+Z takes back.")
ABOUT = N_("They knew of the tender and did not bid. Ask, never press; the answer changes nothing for the company.")
OF_THE_YEAR = N_("All tenders of {year}: {reasons}.")
FOUND = NN_("{n} company", "{n} companies")
_COMPANY, _PHONE, _KNEW, _REASON, _NOTE = range(5)


class NoBidsWindow(KeepingWindow):
    """The window of one tender. `was_read` tells that it shows what is stored."""

    was_read = Signal()
    geometry_name = "no_bids.geometry"

    def __init__(self, context: Context, tender: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tender = tender
        self.missing: list[Missing] = []
        self.table = QTableWidget(0, len(TITLES))
        self.note = QLineEdit()
        self.title, self.about, self.script, self.lessons, self.hint = (QLabel() for _ in range(5))
        self.stack = QStackedWidget()
        self._build()
        context.changes.changed.connect(self._written)
        self.setMinimumSize(720, 440)
        self.restore(1040, 660)

    def open(self) -> None:
        """Show the window with the cursor on the first company."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()
        self.read()

    def read(self) -> None:
        """Read who is missing."""
        house, tender, language = self.context.house, self.tender, self.context.words.language

        def found() -> tuple[str, list[Missing], Lessons, tuple[str, ...], str]:
            record = house.tenders.get(tender)
            said = script(house.officer, house.unit.unit().municipality, record.title, language)
            year = (advertised_on(record) or home_day(house.now())).year
            told = say_reasons(house.no_bids.reasons(year), language)
            whole = language.say(OF_THE_YEAR, year=str(year), reasons=told) if told else ""
            return record.title, house.no_bids.list(tender), house.no_bids.lessons(tender), said, whole

        self.context.read(found, lambda answer: self._show(*answer), self)

    def give(self, reason: NoBidReason) -> None:
        """Keep a reason for the company in the current line, and go to the next."""
        one = self._current()
        if one is None:
            return
        house, tender = self.context.house, self.tender
        self.keep(lambda: house.no_bids.set(tender, one.company, reason))
        self.table.setCurrentCell(min(self.table.currentRow() + 1, len(self.missing) - 1), _COMPANY)

    def take_away(self) -> None:
        """Take the reason of the current company away."""
        one = self._current()
        if one is not None and one.said is not None:
            house, tender = self.context.house, self.tender
            self.keep(lambda: house.no_bids.clear(tender, one.company))

    def keep_note(self) -> None:
        """Keep the note for the current company; with no reason yet, it is "another reason"."""
        one = self._current()
        text = self.note.text().strip()
        if one is None or text == (one.said.note if one.said is not None else ""):
            return
        reason = one.said.reason if one.said is not None else NoBidReason.OTHER
        house, tender = self.context.house, self.tender
        self.keep(lambda: house.no_bids.set(tender, one.company, reason, text))

    def commit_fields(self) -> None:
        """Keep the note that is being written."""
        self.keep_note()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the table: a digit is a reason, Delete takes it away, Enter goes to the note."""
        if watched is self.table and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            reason = KEYS.get(event.text())
            if reason is not None:
                self.give(reason)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.take_away()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.note.setFocus(Qt.FocusReason.OtherFocusReason)
                self.note.selectAll()
                return True
        return super().eventFilter(watched, event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _current(self) -> Missing | None:
        row = self.table.currentRow()
        return self.missing[row] if 0 <= row < len(self.missing) else None

    def _show(
        self, title: str, missing: list[Missing], lessons: Lessons, said: tuple[str, ...], of_the_year: str
    ) -> None:
        words = self.context.words
        row = max(self.table.currentRow(), 0)
        self.missing = missing
        self.setWindowTitle(f"{title} – {words(N_('Who did not bid'))}")
        self.title.setText(title)
        self.script.setText("\n".join(said))
        self.lessons.setText("\n".join(part for part in (say_lessons(lessons, words.language), of_the_year) if part))
        self.lessons.setVisible(bool(self.lessons.text()))
        self.table.setRowCount(len(missing))
        for number, one in enumerate(missing):
            for column, text in enumerate(self._cells(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        self.stack.setCurrentIndex(0 if missing else 1)
        if missing:
            self.table.setCurrentCell(min(row, len(missing) - 1), _COMPANY)
        self._chosen()
        self._tell()
        self.was_read.emit()

    def _cells(self, one: Missing) -> tuple[str, ...]:
        words = self.context.words
        who = ", ".join(part for part in (one.person, show_phone(one.phone) if one.phone else "") if part)
        reason = words(NO_BID_LABELS[one.said.reason]) if one.said is not None else ""
        return one.name, who, say_knew(one, words.language), reason, one.said.note if one.said is not None else ""

    def _tell(self) -> None:
        """Say how many there are and what they said so far."""
        words = self.context.words
        counts: dict[NoBidReason, int] = {}
        for one in self.missing:
            if one.said is not None:
                counts[one.said.reason] = counts.get(one.said.reason, 0) + 1
        told = say_reasons(sorted(counts.items(), key=lambda item: -item[1]), words.language)
        found = words.count(FOUND, len(self.missing))
        self.about.setText("\n".join((words(ABOUT), f"{found}: {told}" if told else found)))

    def _chosen(self) -> None:
        one = self._current()
        self.note.setText(one.said.note if one is not None and one.said is not None else "")
        self.note.setEnabled(one is not None)

    def _note_done(self) -> None:
        self.keep_note()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_changed(self, *_: object) -> None:
        self._chosen()

    def _written(self, changes: Changes, origin: object) -> None:
        del origin
        if changes.concern(
            Kind.NO_BID, Kind.BID, Kind.MEETING, Kind.NOTIFICATION, Kind.GUEST, Kind.COMPANY, Kind.TENDER
        ):
            self.read()

    def _open_company(self) -> None:
        one = self._current()
        if one is not None:
            self.context.open(Kind.COMPANY, one.company)

    def _build(self) -> None:
        words = self.context.words
        roles = (
            (self.title, "title"),
            (self.about, "muted"),
            (self.script, "card"),
            (self.lessons, "muted"),
            (self.hint, "caption"),
        )
        for label, role in roles:
            set_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.script.setMargin(GAP)
        words.bind(self.hint.setText, HINT)
        words.bind(self.script.setAccessibleName, N_("What to say on the telephone"))
        self._build_table()
        words.bind(self.note.setPlaceholderText, N_("Note, such as “requirement: ISO 9001”"))
        words.bind(self.note.setAccessibleName, N_("Note"))
        self.note.returnPressed.connect(self._note_done)
        nobody = N_("Everybody who knew of it through us has bid, nobody knew of it, or bids can still come.")
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState(self.context, "companies", N_("Nobody is missing"), nobody))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for part in (self.title, self.about, self.lessons, self.script):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.note)
        column.addWidget(self._reasons())
        column.addWidget(self.said)
        column.addWidget(self.hint)

    def _build_table(self) -> None:
        words = self.context.words
        calm_table(self.table)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        words.bind(self._say_titles, TITLES[0])
        words.bind(self.table.setAccessibleName, N_("Companies that did not bid"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_COMPANY, 200), (_PHONE, 240), (_KNEW, 190), (_REASON, 130)):
            header.resizeSection(column, width)
        self.table.installEventFilter(self)
        self.table.currentCellChanged.connect(self._row_changed)
        self.table.doubleClicked.connect(self._open_company)

    def _say_titles(self, _text: str) -> None:
        self.table.setHorizontalHeaderLabels([self.context.words(title) for title in TITLES])

    def _reasons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        for key, reason in KEYS.items():
            button = _ReasonButton(key, reason)
            self.context.words.bind(button.say, NO_BID_LABELS[reason])
            button.clicked.connect(self._pressed)
            flow.addWidget(button)
        return wrapping(row)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _ReasonButton):
            self.give(button.reason)


class _ReasonButton(QPushButton):
    """A button whose text begins with its key."""

    def __init__(self, key: str, reason: NoBidReason) -> None:
        super().__init__()
        self._key, self.reason = key, reason
        self.setAutoDefault(False)

    def say(self, text: str) -> None:
        """Show a text behind the key."""
        self.setText(f"{self._key}  {text}")
