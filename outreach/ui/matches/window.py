"""Who may want to know of one tender: companies with their reasons, ticked by the officer, kept as *notified*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.notice import Notification
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.tender_match import REASON_LABELS, USUAL_DIGITS, Match, ReasonKind
from outreach.language import N_, NN_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.lists.filter_bar import NARROW
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.lists.long_work import LongWork
from outreach.ui.matches.industries import IndustriesDialog
from outreach.ui.matches.model import Column, MatchModel
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, set_role, take_size

if TYPE_CHECKING:
    from outreach.services.tender_letters import Drafts

PUBLIC = N_("The notice is public: whoever is not on the list may bid like everybody else. Nobody is ranked here.")
TICKED = NN_("{n} company ticked", "{n} companies ticked")
FOUND = NN_("{n} company may want to know", "{n} companies may want to know")
TOLD_BEFORE = NN_("Told {moment}: {n} company", "Told {moment}: {n} companies")
WROTE = NN_("Wrote {n} draft into {folder}.", "Wrote {n} drafts into {folder}.")
NO_ADDRESS = N_("Without an e-mail address: {names}.")
DECLINED = N_("Do not want e-mail from us: {names}.")
HINT = N_("Space ticks, Ctrl+A ticks all that are shown, Ctrl+Enter keeps the list, / goes to the search.")
_DIGITS = {
    2: N_("Wide: same division (2 digits)"),
    3: N_("Usual: same group (3 digits)"),
    4: N_("Narrow: same class (4 digits)"),
    5: N_("Narrowest: same category (5 digits)"),
}
_GEOMETRY, _DIGITS_KEY, _FOLDER = "matches.geometry", "matches.digits", "matches.folder"
_CONCERNED = (Kind.COMPANY, Kind.NOTIFICATION, Kind.INDUSTRY_LINK, Kind.MEETING, Kind.GUEST, Kind.TENDER)
#: As many as can be read at a glance.
_MOST_TOLD_LINES = 3


class MatchWindow(QWidget):
    """The window of one tender. `was_read` tells that it shows what is stored."""

    was_read = Signal()

    def __init__(self, context: Context, tender: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._tender = context, tender
        self._chips: dict[ReasonKind, QPushButton] = {}
        self.model = MatchModel(context.words)
        self.table = QTableView()
        self.title, self.public, self.told, self.count, self.status, self.hint = (QLabel() for _ in range(6))
        self.search, self.digits = QLineEdit(), QComboBox()
        self.stack = QStackedWidget()
        self._build()
        self._wire()
        self._restore()

    def open(self) -> None:
        """Show the window with the cursor in the table."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()
        self.read()

    def read(self) -> None:
        """Look who may want to know."""
        house, tender, digits = self._context.house, self._tender, self._chosen_digits()
        self._context.read(
            lambda: (house.tenders.get(tender), house.matches.for_tender(tender, digits), house.matches.lists(tender)),
            lambda found: self._show(*found),
            self,
        )

    def keep(self) -> None:
        """Keep the ticked companies as notified."""
        self._keep("")

    def write_drafts(self) -> None:
        """Ask for a folder, write an e-mail draft for each ticked company into it, and keep the list."""
        if not self.model.chosen():
            self._say(self._context.words(N_("Tick at least one company.")), "danger")
            return
        dialog = QFileDialog(self, self._context.words(N_("Folder for the e-mail drafts")))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(self._context.memory.get(_FOLDER, str(Path.home()))))
        dialog.fileSelected.connect(lambda folder: self._write_into(Path(folder)))
        dialog.open()

    def edit_industries(self) -> None:
        """Show the table of industries and their codes."""
        dialog = IndustriesDialog(self._context, self)
        dialog.open()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self, tender: Tender, matches: list[Match], lists: list[Notification]) -> None:
        words = self._context.words
        self.setWindowTitle(f"{tender.title} – {words(N_('Who may want to know'))}")
        self.title.setText(tender.title)
        self.model.take(matches)
        self._show_chips(matches)
        said = [
            words.count(TOLD_BEFORE, len(one.companies), moment=words.language.moment(one.at))
            for one in lists[:_MOST_TOLD_LINES]
        ]
        self.told.setText("\n".join(said))
        self.told.setVisible(bool(said))
        self._filter()
        self.stack.setCurrentIndex(0 if matches else 1)
        self.was_read.emit()

    def _show_chips(self, matches: list[Match]) -> None:
        words = self._context.words
        for kind, chip in self._chips.items():
            number = sum(any(reason.kind is kind for reason in one.reasons) for one in matches)
            chip.setText(f"{words(REASON_LABELS[kind])} {number}")
            chip.setVisible(bool(number))
            if not number:
                chip.setChecked(False)

    def _filter(self) -> None:
        kinds = {kind for kind, chip in self._chips.items() if chip.isChecked()}
        self.model.show(kinds, self.search.text())
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, Column.COMPANY))
        self._count()

    def _count(self) -> None:
        words, ticked = self._context.words, len(self.model.ticked)
        found = words.count(FOUND, len(self.model.rows))
        self.count.setText(f"{words.count(TICKED, ticked)} · {found}" if ticked else found)
        self.keep_button.setEnabled(bool(ticked))
        self.drafts_button.setEnabled(bool(ticked))

    def _say(self, sentence: str, role: str) -> None:
        set_role(self.status, role)
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))

    # Keeping ---------------------------------------------------------------------------------------------------------

    def _keep(self, way: str, only: Sequence[UUID] | None = None) -> None:
        chosen, house, digits = self.model.chosen(), self._context.house, self._chosen_digits()
        chosen = chosen if only is None else list(only)
        if not chosen:
            self._say(self._context.words(N_("Tick at least one company.")), "danger")
            return
        self._context.write(
            lambda: house.matches.notify(self._tender, chosen, way, digits=digits),
            self,
            lambda changes: self._kept(changes, chosen, speaks=only is None),
        )

    def _kept(self, changes: Changes, told: Sequence[UUID], *, speaks: bool) -> None:
        self.model.ticked.difference_update(told)
        if speaks:
            self._say(self._context.words(changes.title, **changes.values) + ".", "success")
        self.read()

    def _write_into(self, folder: Path) -> None:
        self._context.memory.keep(_FOLDER, str(folder))
        house, chosen, tender = self._context.house, self.model.chosen(), self._tender
        language = self._context.words.language.code
        LongWork(self._context, N_("Writing e-mail drafts"), self).run(
            lambda report: house.matches.drafts(tender, chosen, folder, language, report),
            lambda done: self._wrote(done, folder),
        )

    def _wrote(self, done: Drafts, folder: Path) -> None:
        words = self._context.words
        said = [words.count(WROTE, len(done.files), folder=str(folder))]
        if done.without_address:
            said.append(words(NO_ADDRESS, names=words.language.listed(done.without_address)))
        if done.declined:
            said.append(words(DECLINED, names=words.language.listed(done.declined)))
        self._say(" ".join(said), "success" if done.files else "danger")
        # Whom no draft reaches is not told, and stays ticked.
        if done.companies:
            self._keep(words(N_("e-mail")), done.companies)

    def _chosen_digits(self) -> int:
        return int(self.digits.currentData() or USUAL_DIGITS)

    def _digits_chosen(self) -> None:
        self._context.memory.keep(_DIGITS_KEY, self._chosen_digits())
        self.read()

    def _written(self, changes: Changes, origin: object) -> None:
        if origin is not self and changes.concern(*_CONCERNED):
            self.read()

    # Hands -----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the table: Space ticks what is chosen, Ctrl+A all, / goes to the search, Enter opens the company."""
        if watched is self.table and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
            if event.key() == Qt.Key.Key_Space:
                self.model.tick(rows)
                return True
            if event.matches(QKeySequence.StandardKey.SelectAll):
                self.model.tick(range(len(self.model.rows)), on=len(self._ticked_here()) < len(self.model.rows))
                return True
            if event.text() == "/":
                self.search.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._open_company()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place."""
        self._context.memory.keep_state(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _ticked_here(self) -> list[Match]:
        return [one for one in self.model.rows if one.company in self.model.ticked]

    def _open_company(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self._context.open(Kind.COMPANY, self.model.rows[row].company)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._context.words
        for label, role in ((self.title, "title"), (self.public, "muted"), (self.told, "caption"), (self.hint, "caption")):
            set_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.hide()
        words.bind(self.public.setText, PUBLIC)
        words.bind(self.hint.setText, HINT)
        self.keep_button = self._button("", N_("Keep as notified"), self.keep)
        self.drafts_button = self._button("mail", N_("E-mail drafts…"), self.write_drafts)
        set_role(self.keep_button, "primary")
        self._build_table()
        nobody = N_("No company has a code, a tag, an earlier contract or a conversation that speaks of it. Try fewer digits.")
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState(self._context, "companies", N_("Nobody found yet"), nobody))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP + 2)
        for part in (self.title, self.public, self.told):
            column.addWidget(part)
        column.addLayout(self._tools())
        column.addWidget(self._chip_row())
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        column.addLayout(self._foot())
        column.addWidget(self.hint)

    def _build_table(self) -> None:
        words = self._context.words
        calm_table(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.setTabKeyNavigation(False)
        words.bind(self.table.setAccessibleName, N_("Companies that may want to know"))
        header = self.table.horizontalHeader()
        for column in (Column.COMPANY, Column.PLACE, Column.TOLD):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for column, width in ((Column.COMPANY, 250), (Column.PLACE, 130), (Column.TOLD, 120)):
            header.resizeSection(column, width)

    def _tools(self) -> QHBoxLayout:
        words = self._context.words
        words.bind(self.search.setPlaceholderText, N_("Search companies and reasons"))
        words.bind(self.search.setAccessibleName, N_("Search companies and reasons"))
        self.search.setClearButtonEnabled(True)
        words.bind(self.digits.setAccessibleName, N_("How alike the codes must be"))
        words.bind(self.digits.setToolTip, N_("How alike the codes must be"))
        for digits, text in _DIGITS.items():
            self.digits.addItem(words(text), digits)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.search, 1)
        row.addWidget(self.digits)
        row.addWidget(self._button("link", N_("Industries…"), self.edit_industries))
        return row

    def _chip_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        for kind in ReasonKind:
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setStyleSheet(NARROW)
            chip.hide()
            chip.toggled.connect(lambda _: self._filter())
            self._chips[kind] = chip
            flow.addWidget(chip)
        wrapping(row)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.count, 1)
        row.addWidget(self.drafts_button)
        row.addWidget(self.keep_button)
        return row

    def _button(self, name: str, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        if name:
            put_icon(button, name)
        self._context.words.bind(button.setText, text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        return button

    def _wire(self) -> None:
        self._typed = QTimer(self, interval=120, singleShot=True)
        self._typed.timeout.connect(self._filter)
        self.search.textChanged.connect(self._typed.start)
        self.search.returnPressed.connect(self.table.setFocus)
        self.digits.activated.connect(lambda _: self._digits_chosen())
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _: self._open_company())
        self.model.ticks_changed.connect(self._count)
        self._context.changes.changed.connect(self._written)
        self._context.words.changed.connect(self._said_anew)
        for keys, call in (("Ctrl+Return", self.keep), ("Ctrl+W", self.close), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self, call)

    def _said_anew(self) -> None:
        for number, text in enumerate(_DIGITS.values()):
            self.digits.setItemText(number, self._context.words(text))
        self.read()

    def _restore(self) -> None:
        self.setMinimumSize(720, 460)
        take_size(self, 1080, 660)
        with QSignalBlocker(self.digits):
            known = self.digits.findData(self._context.memory.get(_DIGITS_KEY, USUAL_DIGITS))
            self.digits.setCurrentIndex(max(known, 0))
        state = self._context.memory.get_state(_GEOMETRY)
        if state is not None:
            self.restoreGeometry(state)
