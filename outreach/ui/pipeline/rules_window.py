"""The rules: a table of what holds, since when and by which source; edit, put back, add, take away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.domain.rule_words import amount_words, period_words, source_words
from outreach.domain.when import home_day
from outreach.language import N_
from outreach.services.rules import RuleLine
from outreach.ui.context import Context
from outreach.ui.help_dialogs import close_row
from outreach.ui.icons import put_icon
from outreach.ui.lists.detail_parts import text_label
from outreach.ui.pipeline.rule_form import RuleForm
from outreach.ui.tenders.link_question import LinkQuestion, web_host
from outreach.ui.theme import GAP, MARGIN, WIDE, calm_table, current_theme
from outreach.ui.words import Words

TITLE = N_("Rules")
COLUMNS = (N_("Rule"), N_("Amount"), N_("Valid"), N_("Source"), N_("Whose"))
_HINT = N_("What is reckoned with, since when, and where it stands. A new amount is a new rule with its own first day.")
#: In pixels, of the columns that have a width of their own: name and source share the rest.
_WIDTHS = {1: 130, 2: 205, 4: 90}
_NOW, _OTHER, _DROPPED = N_("built in"), N_("yours"), N_("taken away")
Index = QModelIndex | QPersistentModelIndex


class RulesModel(QAbstractTableModel):
    """The rules as rows. What holds today stands out from what held or will hold."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._today = date.min
        self.lines: list[RuleLine] = []

    def show(self, lines: list[RuleLine], today: date) -> None:
        """Put other rules in place."""
        self.beginResetModel()
        self.lines, self._today = lines, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rules there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """Return the titles."""
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._words(COLUMNS[section]) if shown else None

    def data(self, index: Index, role: int = 0) -> object:
        """Return words, the note as tool tip, and the looks."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (line.rule.title, line.rule.note) if part)
        if role == Qt.ItemDataRole.ForegroundRole and not self.holds(line):
            return QColor(current_theme().muted)
        if role == Qt.ItemDataRole.FontRole and line.own:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            font.setStrikeOut(line.rule.dropped)
            return font
        return None

    def text(self, line: RuleLine, column: int) -> str:
        """Return what stands in a cell."""
        language, rule = self._words.language, line.rule
        if column == 4:
            return self._words(_DROPPED if rule.dropped else _OTHER if line.own else _NOW)
        return (rule.title, amount_words(rule, language), period_words(rule, language), source_words(rule, language))[column]

    def holds(self, line: RuleLine) -> bool:
        """Say whether a rule holds today."""
        rule = line.rule
        return not rule.dropped and rule.valid_from <= self._today and (rule.valid_to is None or self._today <= rule.valid_to)


class RulesTable(QTableView):
    """The table; the window takes its keys."""

    def __init__(self, model: RulesModel) -> None:
        super().__init__()
        calm_table(self)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        for column in (0, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes away; the window listens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            event.ignore()
        else:
            super().keyPressEvent(event)


class RulesWindow(QDialog):
    """Shows the rules. Enter changes one; what is changed can be undone in the shell."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        context.words.bind(self.setWindowTitle, TITLE)
        self.model = RulesModel(context.words, self)
        self.table = RulesTable(self.model)
        self.note = text_label("", "muted")
        self._today = home_day(context.house.now())
        self._wanted: UUID | None = None
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._say())
        self.table.doubleClicked.connect(lambda _: self.edit())
        context.changes.changed.connect(self._written)
        context.words.changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Read the rules; the chosen one stays chosen."""
        house, language = self.context.house, self.context.words.language.code
        self.context.read(lambda: house.rules.table(language), self._show, self)

    @property
    def line(self) -> RuleLine | None:
        """The chosen rule."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def edit(self) -> None:
        """Open the form of the chosen rule."""
        if self.line is not None:
            self._open_form(self.line)

    def add(self) -> None:
        """Open an empty form."""
        self._open_form(None)

    def put_back(self) -> None:
        """Put the built-in rule back in place of the unit's."""
        line, rules = self.line, self.context.house.rules
        if line is not None and line.own:
            self.context.write(lambda: rules.restore(line.rule.key, line.rule.valid_from), self)

    def take_away(self) -> None:
        """Let the chosen rule hold no longer."""
        line, rules = self.line, self.context.house.rules
        if line is not None and not line.rule.dropped:
            self.context.write(lambda: rules.drop(line.rule), self)

    def open_link(self) -> None:
        """Ask before the law is opened in the web browser."""
        if self.line is not None and web_host(self.line.rule.link):
            LinkQuestion(self.context.words, self.line.rule.link, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes, Delete takes away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
        elif event.key() == Qt.Key.Key_Delete:
            self.take_away()
        else:
            super().keyPressEvent(event)

    def _open_form(self, line: RuleLine | None) -> None:
        form = RuleForm(self.context, line, self._today, self)
        form.saved.connect(self._kept)
        form.open()

    def _kept(self, rule: UUID) -> None:
        self._wanted = rule

    def _show(self, lines: list[RuleLine]) -> None:
        chosen = self._wanted or (self.line.rule.id if self.line is not None else None)
        self._wanted = None
        self.model.show(lines, self._today)
        row = next((number for number, line in enumerate(lines) if line.rule.id == chosen), 0)
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))
        self._say()

    def _say(self) -> None:
        line = self.line
        # The whole name stands here too: in a narrow window the table shortens it.
        self.note.setText("\n".join(part for part in (line.rule.title, line.rule.note) if part) if line is not None else "")
        self._buttons["edit"].setEnabled(line is not None)
        self._buttons["undo"].setEnabled(line is not None and line.own and line.built_in is not None)
        self._buttons["delete"].setEnabled(line is not None and not line.rule.dropped)
        self._buttons["link"].setEnabled(line is not None and bool(web_host(line.rule.link)))

    def _written(self, changes: Changes, _origin: object) -> None:
        if changes.concern(Kind.RULE):
            self.read()

    def _build(self) -> None:
        words = self.context.words
        title, hint = text_label("", "title"), text_label("", "muted")
        words.bind(title.setText, TITLE)
        words.bind(hint.setText, _HINT)
        words.bind(self.table.setAccessibleName, TITLE)
        self.note.setMinimumHeight(3 * self.note.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for name, text, call in (
            ("edit", N_("Edit…"), self.edit),
            ("undo", N_("Put the built-in back"), self.put_back),
            ("delete", N_("Take away"), self.take_away),
            ("link", N_("Read it…"), self.open_link),
            ("add", N_("Add a rule…"), self.add),
        ):
            button = QPushButton()
            button.setAutoDefault(False)
            put_icon(button, name)
            words.bind(button.setText, text)
            button.clicked.connect(lambda _=False, call=call: call())
            self._buttons[name] = button
            if name == "add":
                row.addStretch(1)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(GAP)
        for part in (title, hint):
            column.addWidget(part)
        column.addSpacing(GAP)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addLayout(row)
        column.addSpacing(GAP)
        column.addLayout(close_row(words, self))
        room = self.screen().availableGeometry()
        self.resize(min(1120, room.width() - 48), min(700, room.height() - 64))
