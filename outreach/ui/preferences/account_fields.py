"""Parts of the pages about servers: labelled lines of text, the kind of security, a password, and a test that says how it went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from outreach.domain.accounts import SECURITY_LABELS, Security
from outreach.errors import InvalidInput, NoKeyRing
from outreach.explain import explain
from outreach.language import N_
from outreach.services.accounts import has_password, keep_password, password_for
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.theme import MARGIN, set_role

TESTING = N_("Testing…")
IN_KEY_RING = N_("In the key ring")
NO_KEY_RING = N_("This computer has no key ring; the password is asked for each time.")
TEST = N_("Test the connection")

#: A field that says what is wrong grows downwards, and its neighbours stay where they are.
TOP = Qt.AlignmentFlag.AlignTop


class AccountFields(QObject):
    """The fields of one account by the settings that they hold. Each `Field` is found again by the title of an `InvalidInput`."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.fields: dict[str, Field] = {}
        context.words.changed.connect(self._speak)

    def line(self, setting: str, title: str, help_text: str = "", hint: str = "") -> Field:
        """Make a line of text."""
        editor = QLineEdit()
        editor.setPlaceholderText(hint)
        return self._keep(setting, Field(self._context, title, editor, help_text))

    def security(self, setting: str, title: str) -> Field:
        """Make a choice of the kinds of security."""
        box = QComboBox()
        for kind, text in SECURITY_LABELS.items():
            box.addItem(self._context.words(text), kind.value)
        return self._keep(setting, Field(self._context, title, box))

    def password(self, name: str, help_text: str = "") -> Field:
        """Make a field for a password; it is never filled, only its presence in the key ring is shown."""
        field = self.line(name, N_("Password"), help_text)
        editor = field.editor
        assert isinstance(editor, QLineEdit)
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def value(self, name: str) -> str:
        """Return what a field holds."""
        editor = self.fields[name].editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData())
        assert isinstance(editor, QLineEdit)
        return editor.text() if editor.echoMode() is QLineEdit.EchoMode.Password else editor.text().strip()

    def put(self, name: str, value: str) -> None:
        """Fill a field."""
        editor = self.fields[name].editor
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(value)

    def clear_errors(self) -> None:
        """Say at no field any more that something is wrong."""
        for field in self.fields.values():
            field.clear_error()

    def refuse(self, error: InvalidInput) -> bool:
        """Say at its field what is wrong; False when no field of ours has that title."""
        field = next((one for one in self.fields.values() if one.title == error.field), None)
        if field is None:
            return False
        field.show_error(self._context.words(error.reason, **error.values))
        field.editor.setFocus()
        return True

    def show_known(self, name: str, known: bool | None) -> None:
        """Show whether the key ring has the password; None: there is no key ring."""
        words, field = self._context.words, self.fields[name]
        editor = field.editor
        assert isinstance(editor, QLineEdit)
        editor.setPlaceholderText(words(IN_KEY_RING) if known else "")
        field.show_note(words(NO_KEY_RING) if known is None else "")

    def _speak(self) -> None:
        for field in self.fields.values():
            if isinstance(field.editor, QComboBox):
                for place, text in enumerate(SECURITY_LABELS.values()):
                    field.editor.setItemText(place, self._context.words(text))

    def _keep(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        return field


class Trial(QWidget):
    """A button that tests a connection, and the sentence that says how it went. The window stays alive meanwhile."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._then: Callable[[], None] | None = None
        self.button, self.said = QPushButton(), QLabel()
        self.said.setWordWrap(True)
        context.words.bind(self.button.setText, TEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.button)
        row.addWidget(self.said, 1)

    def run(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Do `work` away from the window; it returns the sentence of success. Then call `then`."""
        self._then = then
        self.button.setEnabled(False)
        self.say(self._context.words(TESTING), "muted")
        self._context.tasks.run_far(lambda _: work(), self._good, lambda *_: None, owner=self, failed=self._failed)

    def say(self, sentence: str, role: str) -> None:
        """Say something beside the button."""
        set_role(self.said, role)
        self.said.setText(sentence)

    def _good(self, sentence: str) -> None:
        self.button.setEnabled(True)
        self.say(sentence, "success")
        if self._then is not None:
            self._then()

    def _failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        known = explain(error, self._context.words.language)
        if known is None:
            self.say("", "danger")
            self._context.tasks.failed.emit(error)
        else:
            self.say(known.whole, "danger")


def keep_or_forget(account: str, password: str) -> bool | None:
    """Put a typed password into the key ring; say whether it has one now, None when there is no key ring."""
    if not account:
        return False
    if password:
        try:
            keep_password(account, password)
        except NoKeyRing:
            return None
    return has_password(account)


def typed_or_known(account: str, typed: str) -> str:
    """Return the typed password, else the one that is known. Raises PasswordWanted, NoKeyRing, BadFile."""
    return typed if typed or not account else password_for(account)


def say_error(context: Context, label: QLabel, error: Exception) -> None:
    """Say a known error beside the button; anything else is a bug."""
    known = explain(error, context.words.language)
    if known is None:
        context.tasks.failed.emit(error)
        return
    set_role(label, "danger")
    label.setText(known.whole)


def usual_security(text: str, usual: Security) -> str:
    """Return a security as the box knows it: the usual one where nothing is set."""
    return text or usual.value
