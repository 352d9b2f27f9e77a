"""The bids of one tender, typed in under a minute: a name, Enter, a sum, Enter, the next one. Closing keeps what is written."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.services.bid_sheet import BidDraft
from outreach.services.bid_words import say_local_by
from outreach.services.bids import TenderBids
from outreach.ui.bids.bid_row import BidRow
from outreach.ui.bids.lot_sheet import LotSheet
from outreach.ui.bids.no_bids_window import NoBidsWindow
from outreach.ui.bids.opening_dialog import OpeningDialog
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.lists.flow import FlowLayout, wrapping
from outreach.ui.plans.keeping import KeepingWindow
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

HINT = N_(
    "Enter goes on, F7 marks the winner, Ctrl+Enter keeps; an emptied name removes the bid. Closing keeps what is written, Ctrl+Z "
    "takes it back."
)
SECRET = N_("Until the award is decided, bids and the list of bids are secret (OSL 19 kap. 3 §).")
LISTS = "*.xlsx *.xls *.ods *.csv *.txt *.tsv"
_FOLDER = "bids.folder"


class BidsWindow(KeepingWindow):
    """The window of one tender's bids. `was_read` tells that it shows what is stored."""

    was_read = Signal()
    geometry_name = "bids.geometry"

    def __init__(self, context: Context, tender: UUID, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tender = tender
        self.sheets: list[LotSheet] = []
        self.bids: TenderBids | None = None
        self._dirty = False
        self.title, self.local_by, self.secret, self.hint = (QLabel() for _ in range(4))
        self._body = QVBoxLayout()
        self.area = QScrollArea()
        self._build()
        for keys, call in (("Ctrl+Return", self.keep_now), ("F7", self.mark_winner)):
            QShortcut(QKeySequence(keys), self, call)
        context.changes.changed.connect(self._written)
        self.setMinimumSize(720, 420)
        self.restore(980, 680)

    def open(self) -> None:
        """Show the window with the cursor where the next bid is written."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.read()

    def read(self) -> None:
        """Read the bids anew; what is typed and not kept goes."""
        house, tender = self.context.house, self.tender
        self.context.read(lambda: house.bids.of(tender), self._show, self)

    def keep_now(self) -> None:
        """Keep what is written."""
        self.commit_fields()

    def commit_fields(self) -> None:
        """Keep what is written, as one action; what is wrong is said at the foot and stays in its field."""
        if not self._dirty:
            return
        try:
            drafts, counts = self._drafts(), self._counts()
        except InvalidInput as error:
            self.failed(error)
            return
        house, tender = self.context.house, self.tender
        self._dirty = False
        self.keep(lambda: house.bids.keep_sheet(tender, drafts, counts))

    def failed(self, error: Exception) -> None:
        """Say what went wrong, and leave what is typed where it stands."""
        self._dirty = True
        known = explain(error, self.context.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self.context.tasks.failed.emit(error)
        else:
            self.say(known.whole, "danger")

    def mark_winner(self) -> None:
        """Mark the bid in which the cursor stands as the winner, or take the mark away."""
        row = next((row for sheet in self.sheets for row in sheet.rows if row.isAncestorOf(self.focusWidget())), None)
        if isinstance(row, BidRow) and not row.is_empty:
            row.won.setChecked(not row.won.isChecked())
            self._mark_dirty()

    def choose_list(self) -> None:
        """Ask for a list of bids and show what it holds."""
        dialog = QFileDialog(self, self.context.words(N_("List of bids")))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{self.context.words(N_('Lists of bids'))} ({LISTS})")
        dialog.setDirectory(str(self.context.memory.get(_FOLDER, str(Path.home()))))
        dialog.fileSelected.connect(self._open_list)
        dialog.open()

    def _open_list(self, file: str) -> None:
        self.context.memory.keep(_FOLDER, str(Path(file).parent))
        self.read_list(Path(file))

    def read_list(self, path: Path) -> OpeningDialog:
        """Show what a list of bids holds, to be kept or not."""
        self.commit_fields()
        dialog = OpeningDialog(self.context, self.tender, path, self)
        dialog.wanted.connect(self.keep)
        dialog.open()
        return dialog

    def who_did_not(self) -> NoBidsWindow:
        """Show who knew of the tender and did not bid."""
        self.commit_fields()
        window = NoBidsWindow(self.context, self.tender, self.parentWidget())
        window.open()
        return window

    # Inside ----------------------------------------------------------------------------------------------------------

    def _drafts(self) -> list[BidDraft]:
        return [draft for sheet in self.sheets for draft in sheet.drafts()]

    def _counts(self) -> dict[str, int | None]:
        return {lot: number for sheet in self.sheets for lot, number in sheet.counts().items()}

    def _show(self, bids: TenderBids) -> None:
        words = self.context.words
        had = self._place()
        self.bids = bids
        self.setWindowTitle(f"{bids.tender.title} – {words(N_('Bids'))}")
        self.title.setText(bids.tender.title)
        self.local_by.setText(say_local_by(bids, words.language))
        for sheet in self.sheets:
            self._body.removeWidget(sheet)
            sheet.deleteLater()
        self.sheets = [LotSheet(self.context, lot, alone=len(bids.lots) == 1) for lot in bids.lots]
        for number, sheet in enumerate(self.sheets):
            self._body.insertWidget(number, sheet)
            # At once, not when the loop comes round: the cursor goes into it below.
            sheet.show()
            sheet.edited.connect(self._mark_dirty)
            sheet.make_company.connect(self._make_company)
        self._dirty = False
        self._go_to(*had)
        self.was_read.emit()

    def _place(self) -> tuple[int, int]:
        """Return in which sheet and row the cursor stands."""
        for number, sheet in enumerate(self.sheets):
            for at, row in enumerate(sheet.rows):
                if row.isAncestorOf(self.focusWidget()):
                    return number, at
        return 0, -1

    def _go_to(self, number: int, at: int) -> None:
        if number < len(self.sheets):
            sheet = self.sheets[number]
            row = sheet.rows[at if 0 <= at < len(sheet.rows) else -1]
            row.name.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, row, row.name.deselect)

    def _mark_dirty(self) -> None:
        self._dirty = True
        self.say("", "muted")

    def _make_company(self, bid: UUID) -> None:
        self.commit_fields()
        house = self.context.house
        self.keep(lambda: house.bids.make_company(bid)[0])

    def _written(self, changes: Changes, origin: object) -> None:
        if not self._dirty and changes.concern(Kind.BID, Kind.TENDER, Kind.COMPANY, Kind.UNIT):
            self.read()

    def _build(self) -> None:
        words = self.context.words
        for label, role in (
            (self.title, "title"),
            (self.local_by, "caption"),
            (self.secret, "caption"),
            (self.hint, "caption"),
        ):
            set_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        words.bind(self.secret.setText, SECRET)
        words.bind(self.hint.setText, HINT)
        inner = QWidget()
        set_role(inner, "page")
        inner.setLayout(self._body)
        self._body.setContentsMargins(0, 0, GAP, 0)
        self._body.setSpacing(MARGIN)
        self._body.addStretch(1)
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.title)
        column.addWidget(self._tools())
        column.addSpacing(GAP)
        column.addWidget(self.area, 1)
        for label in (self.hint, self.local_by, self.secret):
            column.addWidget(label)
        column.addLayout(self._foot())

    def _tools(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, GAP)
        self.list_button = self._button("import", N_("List from the opening…"))
        self.list_button.clicked.connect(self.choose_list)
        self.missing_button = self._button("phone", N_("Who did not bid…"))
        self.missing_button.clicked.connect(self.who_did_not)
        for button in (self.list_button, self.missing_button):
            flow.addWidget(button)
        return wrapping(row)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.said, 1)
        self.keep_button = self._button("", N_("Save"))
        set_role(self.keep_button, "primary")
        self.keep_button.clicked.connect(self.keep_now)
        row.addWidget(self.keep_button)
        return row

    def _button(self, icon: str, text: str) -> QPushButton:
        button = QPushButton()
        if icon:
            put_icon(button, icon)
        self.context.words.bind(button.setText, text)
        button.setAutoDefault(False)
        return button
