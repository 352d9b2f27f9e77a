"""What a person is, and at which companies: a line for each, with a company that is known or becomes a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.person import Role
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.forms.record_chooser import RecordChooser
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, set_role


class RolesEditor(QWidget):
    """Edits roles. `value` gives (company's id, or the words for a new one; title) pairs."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: list[RoleLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        add = QPushButton()
        set_role(add, "quiet")
        put_icon(add, "add")
        context.words.bind(add.setText, N_("Add company"))
        add.clicked.connect(lambda: self.add_line(None, "", "").company.setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addLayout(self._rows)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[tuple[UUID | str, str], ...]:
        """Return the roles of the lines that name a company."""
        found = (
            (line.company.record_id() or line.company.new_name(), line.title.text().strip()) for line in self.lines
        )
        return tuple((company, title) for company, title in found if company)

    def set_value(self, roles: Iterable[Role], names: Mapping[UUID, str]) -> None:
        """Show roles; `names` are those of the companies."""
        for line in list(self.lines):
            self.remove_line(line)
        for role in roles:
            self.add_line(role.company, names.get(role.company, ""), role.title)
        if not self.lines:
            self.add_line(None, "", "")

    def add_line(self, company: UUID | None, name: str, title: str) -> RoleLine:
        """Add a line."""
        line = RoleLine(self, company, name, title)
        self.lines.append(line)
        self._rows.addWidget(line)
        self.setFocusProxy(self.lines[0].company)
        return line

    def remove_line(self, line: RoleLine) -> None:
        """Take a line away."""
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


class RoleLine(QWidget):
    """One role: company, title, and a cross."""

    def __init__(self, editor: RolesEditor, company: UUID | None, name: str, title: str) -> None:
        super().__init__()
        words = editor.context.words
        self.company = RecordChooser(editor.context, Kind.COMPANY, may_be_new=True)
        self.company.set_value(company, name)
        self.title = QLineEdit(title)
        words.bind(self.title.setPlaceholderText, N_("Title"))
        words.bind(self.title.setAccessibleName, N_("Title"))
        remove = QToolButton()
        put_icon(remove, "close", "muted")
        words.bind(remove.setToolTip, N_("Remove this company"))
        words.bind(remove.setAccessibleName, N_("Remove this company"))
        remove.clicked.connect(lambda: editor.remove_line(self))
        self.company.changed.connect(lambda: editor.changed.emit())
        self.title.textChanged.connect(lambda: editor.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.company, 3)
        row.addWidget(self.title, 2)
        row.addWidget(remove)
