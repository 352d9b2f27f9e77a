"""What the dialogs of *Safe keeping* have in common: a summary, a tall list, a line about a folder, and rows of buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.line_list import LineList
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role


class KeepingDialog(QDialog):
    """A dialog on how things are kept. `title` is a catalogue text; who inherits fills `summary`, `list` and `place_line`."""

    def __init__(self, context: Context, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        #: The list has been read.
        self.settled = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, title)
        self.summary, self.place_line = plain_label("subheading"), plain_label("muted")
        self.list = LineList(tall=True)
        self.close_button = self.button(N_("Close"), "", self.accept)

    def button(self, text: str, icon: str, act: Callable[[], object], role: str = "") -> QPushButton:
        """Return a button that Enter in a field does not press. Its icon has the colour of its role's text."""
        button = QPushButton()
        button.setAutoDefault(False)
        if role:
            set_role(button, role)
        if icon:
            put_icon(button, icon)
        self._context.words.bind(button.setText, text)
        button.clicked.connect(lambda: act())
        return button

    def ask_folder(self, title: str, start: Path | None, take: Callable[[str], object]) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(self, self._context.words(title), str(start or Path.home()))
        look_calm(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(take)
        dialog.open()

    def column(self) -> QVBoxLayout:
        """Return the column that everything stands in."""
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        return column


def plain_label(role: str = "") -> QLabel:
    """Return a label that breaks its lines and takes no markup."""
    label = QLabel()
    if role:
        set_role(label, role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def in_row(left: Sequence[QWidget], right: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Return a row with widgets at the left and at the right."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for one in left:
        row.addWidget(one)
    row.addStretch(1)
    for one in right:
        row.addWidget(one)
    return row
