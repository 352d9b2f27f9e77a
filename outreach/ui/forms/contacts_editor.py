"""Several e-mail addresses or telephone numbers, a line each, with what each is for.

Nothing is refused here: what cannot be read is kept as it was written, and the line says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.contact import Email, Phone, clean_email, clean_phone, is_shared_mailbox, show_phone
from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.icons import put_icon
from outreach.ui.theme import GAP, TIGHT, set_role
from outreach.ui.words import Words

#: What addresses and numbers are for: the word that is kept, and how it is said.
LABELS = {"": "", "work": N_("Work"), "mobile": N_("Mobile"), "switchboard": N_("Switchboard"), "home": N_("Private")}


def say_label(words: Words, label: str) -> str:
    """Say what a contact is for; a label from somebody's card is shown as it is."""
    return words(LABELS[label]) if LABELS.get(label) else label


class ContactsEditor(QWidget):
    """Edits a tuple of one kind of contact. Subclasses say what a line is read as."""

    changed = Signal()
    add_text = N_("Add")
    remove_text = N_("Remove")
    labels: tuple[str, ...] = ("", "work", "home")

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: list[ContactLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self._add = QPushButton()
        set_role(self._add, "quiet")
        put_icon(self._add, "add")
        context.words.bind(self._add.setText, self.add_text)
        self._add.clicked.connect(lambda: self.add_line("", "").line.setFocus())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addLayout(self._rows)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def remark(self, text: str) -> str:
        """Return a catalogue text about what was typed, or nothing."""
        raise NotImplementedError

    def add_line(self, text: str, label: str) -> ContactLine:
        """Add a line."""
        line = ContactLine(self, text, label)
        self.lines.append(line)
        self._rows.addWidget(line)
        self.setFocusProxy(self.lines[0].line)
        return line

    def remove_line(self, line: ContactLine) -> None:
        """Take a line away."""
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()

    def pairs(self) -> list[tuple[str, str]]:
        """Return (text, label) of the lines that say something."""
        found = ((line.line.text().strip(), line.label()) for line in self.lines)
        return [(text, label) for text, label in found if text]

    def fill(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these contacts, and one empty line when there is none."""
        for line in list(self.lines):
            self.remove_line(line)
        for text, label in list(pairs) or [("", "")]:
            self.add_line(text, label)


class ContactLine(QWidget):
    """One line: what, what for, and a cross."""

    def __init__(self, editor: ContactsEditor, text: str, label: str) -> None:
        super().__init__()
        self._editor = editor
        words = editor.context.words
        self.line = QLineEdit(text)
        words.bind(self.line.setAccessibleName, editor.add_text)
        self.purpose = self._make_purpose(label)
        remove = QToolButton()
        put_icon(remove, "close", "muted")
        words.bind(remove.setToolTip, editor.remove_text)
        words.bind(remove.setAccessibleName, editor.remove_text)
        remove.clicked.connect(lambda: editor.remove_line(self))
        self.remark = QLabel()
        set_role(self.remark, "warning")
        self.remark.setWordWrap(True)
        self.remark.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.purpose)
        row.addWidget(remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addLayout(row)
        layout.addWidget(self.remark)
        self.line.editingFinished.connect(self.check)
        self.line.textChanged.connect(self.remark.hide)
        self.line.textChanged.connect(lambda: editor.changed.emit())
        self.purpose.currentIndexChanged.connect(lambda: editor.changed.emit())
        self.check()

    def label(self) -> str:
        """Return the word that is kept for what the contact is for."""
        return str(self.purpose.currentData() or "")

    def check(self) -> None:
        """Say what is odd about the text, once it is written."""
        text = self.line.text().strip()
        remark = self._editor.remark(text) if text else ""
        self.remark.setText(self._editor.context.words(remark) if remark else "")
        self.remark.setVisible(bool(remark))

    def _make_purpose(self, label: str) -> QComboBox:
        purpose = QComboBox()
        words = self._editor.context.words
        words.bind(purpose.setAccessibleName, N_("What for"))
        choices = list(self._editor.labels)
        # A label from somebody's card is kept, whatever it says.
        for choice in choices if label in choices else [*choices, label]:
            purpose.addItem(say_label(words, choice) or "–", choice)
        purpose.setCurrentIndex(purpose.findData(label))
        purpose.setMinimumWidth(128)
        return purpose


class EmailsEditor(ContactsEditor):
    """Edits e-mail addresses."""

    add_text = N_("Add e-mail")
    remove_text = N_("Remove this e-mail")
    labels = ("", "work", "home")

    def remark(self, text: str) -> str:
        """Tell an address from what is none, and a shared mailbox from a personal one."""
        if clean_email(text) is None:
            return N_("This does not look like an e-mail address. It is kept as you wrote it.")
        return N_("Several people may read this mailbox.") if is_shared_mailbox(text) else ""

    def value(self) -> tuple[Email, ...]:
        """Return the addresses."""
        return tuple(Email(clean_email(text) or text, label) for text, label in self.pairs())

    def set_value(self, emails: Iterable[Email]) -> None:
        """Show addresses."""
        self.fill((email.address, email.label) for email in emails)


class PhonesEditor(ContactsEditor):
    """Edits telephone numbers."""

    add_text = N_("Add telephone")
    remove_text = N_("Remove this telephone")
    labels = ("", "mobile", "work", "switchboard", "home")

    def remark(self, text: str) -> str:
        """Tell a number from what is none."""
        if clean_phone(text) is None:
            return N_("This does not look like a telephone number. It is kept as you wrote it.")
        return ""

    def value(self) -> tuple[Phone, ...]:
        """Return the numbers."""
        return tuple(Phone(clean_phone(text) or text, label) for text, label in self.pairs())

    def set_value(self, phones: Iterable[Phone]) -> None:
        """Show numbers as they are read in Sweden."""
        self.fill((show_phone(phone.number), phone.label) for phone in phones)
