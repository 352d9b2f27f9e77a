"""What the windows of the rights share: a heading, a line for what is wrong, a foot with buttons, asking for a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.domain.file_name import safe_name
from outreach.errors import OutreachError
from outreach.explain import explain
from outreach.language import N_
from outreach.ui.calm_dialogs import look_calm
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

_FOLDER = "rights.folder"
#: Says that something was written: the sentence, and the file whose folder can be opened.
Tell = Callable[[str, Path], None]


class RightsDialog(QDialog):
    """One window. `tell` says in the toast what was written; `settled` says that what it shows has been read."""

    def __init__(self, context: Context, parent: QWidget, title: str, tell: Tell | None = None) -> None:
        super().__init__(parent)
        self.context, self.words, self.tell = context, context.words, tell
        self.settled = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, title)
        self.heading, self.wrong = QLabel(), QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        self.wrong.setWordWrap(True)
        set_role(self.wrong, "danger")
        self.wrong.hide()
        #: What has to be done before the button beside it can be pressed.
        self.first = self.text()
        self.column, self.foot = QVBoxLayout(self), QHBoxLayout()
        self.column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        self.column.setSpacing(MARGIN)
        self.foot.setSpacing(GAP)
        self.column.addWidget(self.heading)

    def say_first(self, text: str = "") -> None:
        """Say, with a catalogue text, why the main button is grey; nothing when it is not."""
        self.first.setText(self.words(text) if text else "")

    def finish(self, *left: QPushButton, right: tuple[QPushButton, ...] = ()) -> None:
        """Put the line for what is wrong and the foot below everything."""
        self.close_button = self.button(N_("Close"), self.reject)
        for one in left:
            self.foot.addWidget(one)
        self.first.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.foot.addWidget(self.first, 1)
        for one in (*right, self.close_button):
            self.foot.addWidget(one)
        self.column.addWidget(self.wrong)
        self.column.addLayout(self.foot)

    def button(self, text: str, act: Callable[[], None], icon: str = "", role: str = "") -> QPushButton:
        """Return a button of a catalogue text."""
        made = QPushButton()
        made.setAutoDefault(False)
        if role:
            set_role(made, role)
        if icon:
            put_icon(made, icon)
        self.words.bind(made.setText, text)
        made.clicked.connect(lambda: act())
        return made

    def text(self, text: str = "", role: str = "muted") -> QLabel:
        """Return a wrapped label, of a catalogue text if there is one."""
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_role(label, role)
        if text:
            self.words.bind(label.setText, text)
        return label

    def read(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Read on the worker; what fails is said in the window."""
        self.context.tasks.run(work, then, owner=self, failed=self.explain)

    def explain(self, error: Exception) -> None:
        """Say what is wrong in the window, or let the shell explain what nobody expected."""
        known = explain(error, self.words.language) if isinstance(error, OutreachError) else None
        if known is None:
            self.context.tasks.failed.emit(error)
            return
        self.complain(known.sentence)

    def complain(self, sentence: str = "") -> None:
        """Show a finished sentence, or none."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def ask_file(self, title: str, name: str, suffixes: tuple[str, ...], then: Callable[[Path], None]) -> None:
        """Ask where something is written; the first suffix is added where none is typed."""
        dialog = QFileDialog(self, self.words(title))
        look_calm(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{one.upper()} (*.{one})" for one in suffixes])
        dialog.setDefaultSuffix(suffixes[0])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")")))
        dialog.setDirectory(str(self.context.memory.get(_FOLDER, str(Path.home()))))
        dialog.selectFile(safe_name(name, f".{suffixes[0]}"))
        dialog.fileSelected.connect(lambda path: self._file_chosen(Path(path), then))
        dialog.open()

    def wrote(self, path: Path) -> None:
        """Say in the toast that a file was written, with the way to its folder."""
        sentence = self.words(N_("Wrote {file}"), file=path.name)
        if self.tell is not None:
            self.tell(sentence, path)
        else:
            self.context.wishes.notify.emit(sentence)

    def _file_chosen(self, path: Path, then: Callable[[Path], None]) -> None:
        self.context.memory.keep(_FOLDER, str(path.parent))
        then(path)


class SecondLook(QDialog):
    """Asks once more before what cannot be taken back; Enter and Esc leave everything as it is."""

    def __init__(self, context: Context, sentence: str, text: str, then: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        words = context.words
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words.bind(self.setWindowTitle, N_("Once more"))
        self.sentence = QLabel(sentence)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        set_role(self.sentence, "subheading")
        calm = QLabel(words(N_("This cannot be undone.")))
        set_role(calm, "danger")
        self.yes_button, self.no_button = QPushButton(text), QPushButton(words(N_("Leave it as it is")))
        set_role(self.yes_button, "danger")
        set_role(self.no_button, "primary")
        self.yes_button.setAutoDefault(False)
        self.no_button.setDefault(True)
        self.yes_button.clicked.connect(self._yes)
        self.no_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.yes_button)
        foot.addStretch(1)
        foot.addWidget(self.no_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.sentence)
        column.addWidget(calm)
        column.addLayout(foot)
        self.setMinimumWidth(460)
        self.no_button.setFocus()

    def _yes(self) -> None:
        self.accept()
        self._then()
