"""Two records side by side: the one to keep at the left, differences marked, and a choice where only one value has room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.duplicates import Compared
from outreach.services.merging import KEEP, OTHER
from outreach.ui.context import Context
from outreach.ui.doubles.rows import CompareRow, compare_rows
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, TIGHT, set_role

KEPT = N_("Is kept")
GOES = N_("Goes into it")
BOTH = N_("Everything of both is kept. Where only one value has room, the chosen one stands; the other goes into the notes.")


class CompareView(QFrame):
    """Shows one pair. `swapped` wishes the other one to be kept."""

    swapped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._groups: dict[str, QButtonGroup] = {}
        self.found: Compared | None = None
        set_role(self, "card")
        self.swap_button = QPushButton()
        put_icon(self.swap_button, "redo")
        context.words.bind(self.swap_button.setText, N_("Keep the other (X)"))
        self.swap_button.clicked.connect(self.swapped)
        self._note = QLabel()
        self._note.setWordWrap(True)
        set_role(self._note, "caption")
        context.words.bind(self._note.setText, BOTH)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setSpacing(MARGIN)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.show_pair(None)

    def show_pair(self, found: Compared | None) -> None:
        """Show a pair, the one to keep first; None empties the view."""
        self.found = found
        self._groups = {}
        self.swap_button.setVisible(found is not None)
        self._note.setVisible(found is not None)
        page = QWidget()
        set_role(page, "page")
        if found is not None:
            self._fill(page, found)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(page)

    def choices(self) -> dict[str, str]:
        """Return which side's value was chosen, field by field."""
        return {name: OTHER if group.checkedId() else KEEP for name, group in self._groups.items()}

    def choose(self, field: str, side: str) -> None:
        """Choose one side's value of a field."""
        button = self._groups[field].button(int(side == OTHER))
        button.setChecked(True)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _fill(self, page: QWidget, found: Compared) -> None:
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, GAP, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, (record, text, role) in enumerate(((found.one, KEPT, "success"), (found.other, GOES, "muted")), start=1):
            grid.addWidget(self._head(record, text, role), 0, column)
        number = 1
        for row in compare_rows(found, self._context.words):
            title = QLabel(row.title)
            set_role(title, "caption" if row.same else "subheading")
            grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            if row.choice:
                self._add_choice(grid, number, row)
            else:
                for column, (own, foreign) in enumerate(((row.one, row.other), (row.other, row.one)), start=1):
                    grid.addWidget(self._lines(own, foreign), number, column, Qt.AlignmentFlag.AlignTop)
            number += 1
        grid.setRowStretch(number, 1)

    def _head(self, record: object, text: str, role: str) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, GAP)
        column.setSpacing(0)
        what, name = QLabel(self._context.words(text)), QLabel(str(getattr(record, "name", "")))
        set_role(what, role)
        set_role(name, "heading")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        column.addWidget(what)
        column.addWidget(name)
        return head

    def _add_choice(self, grid: QGridLayout, number: int, row: CompareRow) -> None:
        group = QButtonGroup(self._scroll)
        for side, lines in enumerate((row.one, row.other)):
            button = QRadioButton("\n".join(lines).replace("&", "&&"))
            button.setAccessibleName(f"{row.title}: {lines[0]}")
            set_role(button, "differs")
            group.addButton(button, side)
            grid.addWidget(button, number, side + 1, Qt.AlignmentFlag.AlignTop)
        group.button(0).setChecked(True)
        self._groups[row.field] = group

    def _lines(self, own: tuple[str, ...], foreign: tuple[str, ...]) -> QWidget:
        """Return one side's lines; what the other side does not say is marked."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        known = {text.casefold() for text in foreign}
        for text in own or ("–",):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            set_role(label, "muted" if not own else "" if text.casefold() in known else "differs")
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignLeft if not own else Qt.AlignmentFlag(0))
        return box


def kind_icon(kind: Kind) -> str:
    """Return the name of a kind's icon."""
    return "people" if kind is Kind.PERSON else "companies"
