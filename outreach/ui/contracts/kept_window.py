"""The year's promises: how many were looked at, how many were kept, and each one, contract by contract.

Counts stand beside the percentage, and a small number says so: of seven promises one more or less is fourteen per cent.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from outreach.domain.contract_days import KeptPromise
from outreach.language import N_, NN_
from outreach.services.contract_tables import verdict
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.line_list import Line, LineList
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.lists.empty_state import EmptyState
from outreach.ui.theme import GAP, MARGIN, WIDE
from outreach.ui.words import Words

TITLE = N_("Promises kept")
DEFINITION = N_(
    "A promise counts once for a year in which it was looked at. It is kept when every look of the year found it so; “put right” "
    "when a deviation was found and the last look found it kept."
)
SHARE = N_("{kept} of {looked} promises kept ({share} %)")
PUT_RIGHT = NN_("{n} more was put right", "{n} more were put right")
FEW = NN_(
    "Only {n} promise was looked at: the share says little.", "Only {n} promises were looked at: the share says little."
)
LOOKS = NN_("{n} look", "{n} looks")
OF_CONTRACT = N_("{kept} of {looked}")
#: Below so many a share says little.
_FEW = 20
_YEARS = 10


def kept_lines(found: list[KeptPromise], words: Words) -> list[Line]:
    """Return the promises under the heading of their contract, which says how many of them were kept."""
    lines: list[Line] = []
    by_contract: dict[object, list[KeptPromise]] = {}
    for one in found:
        by_contract.setdefault(one.contract.id, []).append(one)
    for group in by_contract.values():
        contract = group[0].contract
        share = words(OF_CONTRACT, kept=sum(one.kept for one in group), looked=len(group))
        lines.append(Line(f"{contract.title} · {contract.supplier}: {share}", heading=True))
        lines += [_line(one, words) for one in group]
    return lines


def _line(found: KeptPromise, words: Words) -> Line:
    tone, icon = (
        ("success", "check") if found.kept else ("warning", "follow-up") if found.put_right else ("danger", "info")
    )
    said = words(verdict(found))
    return Line(
        found.promise.text, words.count(LOOKS, found.looks), said, icon=icon, icon_tone=tone, data=found.contract.id
    )


class KeptWindow(QDialog):
    """Shows one year. Another year is chosen above."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.year = QComboBox()
        this = context.house.contracts.today().year
        for year in range(this, this - _YEARS, -1):
            self.year.addItem(str(year), year)
        self.share, self.few = QLabel(), text_label("", "warning")
        self.list = LineList(tall=True)
        self.stack = QStackedWidget()
        self._build()
        self.year.currentIndexChanged.connect(self.read)
        self.read()

    def read(self) -> None:
        """Read the promises of the chosen year."""
        contracts, year = self.context.house.contracts, int(self.year.currentData())
        self.context.read(lambda: contracts.kept(year), self._show, self)

    def _show(self, found: list[KeptPromise]) -> None:
        words = self.context.words
        kept, put_right = sum(one.kept for one in found), sum(one.put_right for one in found)
        self.stack.setCurrentIndex(0 if found else 1)
        self.few.setVisible(0 < len(found) < _FEW)
        self.few.setText(words.count(FEW, len(found)))
        if not found:
            self.share.clear()
            return
        said = words(SHARE, kept=kept, looked=len(found), share=words.language.number(round(100 * kept / len(found))))
        self.share.setText(f"{said} · {words.count(PUT_RIGHT, put_right)}" if put_right else said)
        self.list.show_lines(kept_lines(found, words))

    def _build(self) -> None:
        words = self.context.words
        title, definition = text_label("", "title"), text_label("", "caption")
        words.bind(title.setText, TITLE)
        words.bind(definition.setText, DEFINITION)
        words.bind(self.list.setAccessibleName, TITLE)
        words.bind(self.year.setAccessibleName, N_("Year"))
        self.share.setTextFormat(Qt.TextFormat.PlainText)
        self.share.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(title, 1)
        head.addWidget(self.year)
        self.stack.addWidget(self.list)
        told = N_("Open a contract, and keep what you saw of its promises: it is counted here.")
        self.stack.addWidget(EmptyState(self.context, "contracts", N_("No promise was looked at in that year."), told))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        for part in (self.share, self.few, definition):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addLayout(close_row(words, self))
        room = self.screen().availableGeometry()
        self.resize(min(760, room.width() - 48), min(620, room.height() - 64))
