"""The table of industries (SNI) and the CPV codes that go with them: small, the unit's own, and always to be put back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.codes import cpv_name, sni_name
from outreach.domain.record import Kind
from outreach.domain.rule import IndustryLink
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.industry_links import checked_sni
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, set_role, take_size

ABOUT = N_(
    "No official table ties industries to purchases, so this one is a help for the memory. Write the beginnings of the CPV codes "
    "with spaces between them; an empty cell takes the industry out."
)
_SNI, _NAME, _CPV, _MEANS, _WHOSE = range(5)
_TITLES = (N_("SNI"), N_("Industry"), N_("CPV"), N_("Which means"), N_("Whose"))


class IndustriesDialog(QDialog):
    """Edits the table; each line is kept as soon as its cell is left."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context = context
        self._filling = False
        self.links: list[IndustryLink] = []
        self.table = QTableWidget(0, len(_TITLES))
        self.status = QLabel()
        self._build()
        self.read()

    def read(self) -> None:
        """Read the table."""
        industries = self._context.house.matches.industries
        self._context.read(industries.table, self._show, self)

    def add(self) -> None:
        """Ask for an industry that is not in the table."""
        words = self._context.words
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(words(N_("Another industry")))
        dialog.setLabelText(words(N_("SNI code, two to five digits")))
        dialog.textValueSelected.connect(self._add)
        dialog.open()

    def restore(self) -> None:
        """Put the built-in codes of the current line back."""
        row = self.table.currentRow()
        if 0 <= row < len(self.links):
            sni, industries = self.links[row].sni, self._context.house.matches.industries
            self._context.write(lambda: industries.restore(sni), self, self._kept)

    def _add(self, sni: str) -> None:
        try:
            bare = checked_sni(sni)
        except InvalidInput as error:
            self._say(self._context.words(error.reason, **error.values))
            return
        if all(one.sni != bare for one in self.links):
            self._show(sorted([*self.links, IndustryLink(sni=bare)], key=lambda one: one.sni))
        row = next(number for number, one in enumerate(self.links) if one.sni == bare)
        self.table.setCurrentCell(row, _CPV)
        item = self.table.item(row, _CPV)
        if item is not None:
            self.table.editItem(item)

    def _show(self, links: list[IndustryLink]) -> None:
        language = self._context.words.language
        row = self.table.currentRow()
        self.links = links
        self._filling = True
        self.table.setRowCount(len(links))
        for number, one in enumerate(links):
            means = ", ".join(cpv_name(f"{code:0<8}", language.code) or code for code in one.cpv)
            whose = language.say(N_("Your own")) if one.version else language.say(N_("Built in"))
            for column, text in enumerate((one.sni, sni_name(one.sni, language.code), " ".join(one.cpv), means, whose)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column != _CPV:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(number, column, item)
        self._filling = False
        if links:
            self.table.setCurrentCell(min(max(row, 0), len(links) - 1), _CPV)

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != _CPV:
            return
        link, codes = self.links[item.row()], tuple(item.text().replace(",", " ").split())
        if codes != link.cpv:
            industries = self._context.house.matches.industries
            self._context.write(lambda: industries.put(link.sni, codes), self, self._kept, self._failed)

    def _kept(self, changes: Changes) -> None:
        self._say(self._context.words(changes.title, **changes.values) + "." if changes.action else "", "success")
        self.read()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._say(self._context.words(error.reason, **error.values))
        else:
            self._context.tasks.failed.emit(error)
        self.read()

    def _say(self, sentence: str, role: str = "danger") -> None:
        set_role(self.status, role)
        self.status.setText(sentence)

    def _written(self, changes: Changes, origin: object) -> None:
        if origin is not self and changes.concern(Kind.INDUSTRY_LINK):
            self.read()

    def _build(self) -> None:
        words = self._context.words
        words.bind(self.setWindowTitle, N_("Industries and codes"))
        about = QLabel()
        words.bind(about.setText, ABOUT)
        about.setWordWrap(True)
        set_role(about, "muted")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        calm_table(self.table)
        self.table.setHorizontalHeaderLabels([words(title) for title in _TITLES])
        words.bind(self.table.setAccessibleName, N_("Industries and codes"))
        header = self.table.horizontalHeader()
        for column, width in ((_SNI, 60), (_NAME, 250), (_CPV, 170), (_WHOSE, 90)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_MEANS, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        layout.setSpacing(GAP + 2)
        layout.addWidget(about)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.status)
        layout.addLayout(self._foot())
        take_size(self, 980, 600)
        self.table.itemChanged.connect(self._edited)
        self._context.changes.changed.connect(self._written)
        QShortcut(QKeySequence("Ctrl+W"), self, self.reject)

    def _foot(self) -> QHBoxLayout:
        words = self._context.words
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for text, call in (
            (N_("Add an industry…"), self.add),
            (N_("Put built-in codes back"), self.restore),
            (None, None),
            (N_("Close"), self.accept),
        ):
            if text is None or call is None:
                row.addStretch(1)
                continue
            button = QPushButton()
            button.setAutoDefault(False)
            words.bind(button.setText, text)
            button.clicked.connect(call)
            row.addWidget(button)
        return row
