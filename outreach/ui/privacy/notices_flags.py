"""What a person asked of us, in the pane beside the list: badges, facts, and the deeds behind *More*.

Protecting an address cannot be undone, so it alone asks first; everything else is one click, and *Undo* takes it back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach.domain.changes import Changes
from outreach.domain.person import Person
from outreach.domain.processing import NEWSLETTER, say_consent, say_informed
from outreach.domain.usable import WHY_NOT_LABELS, flags_of, has_consent
from outreach.language import N_, Language
from outreach.ui.context import Context
from outreach.ui.forms.field import Field
from outreach.ui.lists.detail import Button
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role
from outreach.ui.words import Words

OBJECTS, NO_LONGER = N_("Objects to the use"), N_("No longer objects")
RESTRICT, LIFT = N_("Leave the data untouched"), N_("Let the data be used again")
CONSENTS, WITHDRAWS = N_("Says yes to news…"), N_("Takes the consent to news back")
TOLD = N_("Has been told what we keep")
PROTECT = N_("Protected address…")
NEWS = N_("News: yes")
ASK_HOW = N_("How was it said?")
HOW_HELP = N_("Such as “form at the fair”: a consent must be provable (GDPR, article 7.1).")
PROTECTING = N_(
    "Addresses, telephone numbers and mailboxes of {name} go for good, also out of what was done before, and the person is shown "
    "to the named handlers alone. This cannot be undone."
)


def badges_of(person: Person, words: Words) -> list[str]:
    """Return what must be seen at once."""
    said = [words(WHY_NOT_LABELS[one]) for one in flags_of(person)]
    return [*said, words(NEWS)] if has_consent(person) else said


def privacy_facts(person: Person, language: Language) -> list[tuple[str, str]]:
    """Return when somebody was told, and what was said yes to."""
    consents = "; ".join(say_consent(one, language) for one in person.consents)
    informed = "; ".join(say_informed(one, language) for one in person.informed)
    return [
        (N_("Objects since"), language.day(person.objected) if person.objected else ""),
        (N_("Restricted since"), language.day(person.restricted) if person.restricted else ""),
        (N_("Consents"), consents),
        (N_("Informed"), informed),
        (N_("Came from others"), language.day(person.from_others) if person.from_others else ""),
    ]


def flag_deeds(context: Context, person: Person, owner: QWidget) -> list[Button]:
    """Return what can be noted of a person: each deed is one action."""
    registered, ids = context.house.registered, [person.id]

    def do(work: Callable[[], Changes]) -> Callable[[], None]:
        return lambda: context.write(work, owner)

    objects, restricted = person.objected is not None, person.restricted is not None
    yes = has_consent(person, NEWSLETTER)
    return [
        ("close", NO_LONGER if objects else OBJECTS, do(lambda: registered.object_to(ids, again=objects))),
        ("lock", LIFT if restricted else RESTRICT, do(lambda: registered.restrict(ids, lift=restricted))),
        ("mail", WITHDRAWS, do(lambda: registered.withdraw(ids)))
        if yes
        else ("mail", CONSENTS, lambda: ConsentDialog(context, person, owner).open()),
        ("check", TOLD, do(lambda: registered.inform(ids, context.words(N_("told by us"))))),
        ("eye-off", PROTECT, lambda: ProtectDialog(context, person, owner).open()),
    ]


class _Asking(QDialog):
    """A question with an answer and a way out."""

    def __init__(self, context: Context, title: str, deed: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = context.words
        words.bind(self.setWindowTitle, title)
        self.do_button, self.leave_button = QPushButton(), QPushButton()
        words.bind(self.do_button.setText, deed)
        words.bind(self.leave_button.setText, N_("Cancel"))
        set_role(self.do_button, role)
        self.do_button.setDefault(role == "primary")
        self.leave_button.setDefault(role != "primary")
        self.leave_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.do)
        self.column, foot = QVBoxLayout(self), QHBoxLayout()
        self.column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        self.column.setSpacing(MARGIN)
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.do_button)
        self.foot = foot
        self.setMinimumWidth(460)

    def do(self) -> None:
        """Do what was asked."""
        raise NotImplementedError


class ConsentDialog(_Asking):
    """Asks how a consent was given."""

    def __init__(self, context: Context, person: Person, parent: QWidget) -> None:
        super().__init__(context, N_("Consent to news"), N_("Keep the consent"), "primary", parent)
        self._person = person
        self.how = QLineEdit()
        self.field = Field(context, ASK_HOW, self.how, HOW_HELP)
        self.column.addWidget(self.field)
        self.column.addLayout(self.foot)
        self.how.textChanged.connect(self._say_enabled)
        self._say_enabled()

    def do(self) -> None:
        """Keep the consent, with the text that holds today."""
        registered, ids, how = self.context.house.registered, [self._person.id], self.how.text()
        self.context.write(lambda: registered.consent(ids, how), None, None)
        self.accept()

    def _say_enabled(self) -> None:
        self.do_button.setEnabled(bool(self.how.text().strip()))


class ProtectDialog(_Asking):
    """The second look before an address is protected for good."""

    def __init__(self, context: Context, person: Person, parent: QWidget) -> None:
        super().__init__(context, N_("Protected address"), N_("Protect the address"), "danger", parent)
        self._person = person
        sentence = QLabel(context.words(PROTECTING, name=person.name))
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        self.column.addWidget(sentence)
        self.column.addLayout(self.foot)

    def do(self) -> None:
        """Protect the address."""
        registered, one = self.context.house.registered, self._person.id
        self.context.write(lambda: registered.protect(one), None, None)
        self.accept()
