"""The dialog *Passphrase and recovery code*: how the register is protected, in words, and what can be done about each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach.domain.protection import NO_BACKUP, NOT_PROMISED, KeysChanged, Protection, RecoveryOffer
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.ui.context import Context
from outreach.ui.lists.long_work import Report
from outreach.ui.locking.key_step import KeyStep, Step, Typed
from outreach.ui.start.recovery_page import RecoveryPage
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role

if TYPE_CHECKING:
    from outreach.services.house import House

TITLE = N_("Passphrase and recovery code")
ENCRYPTED = N_("This register is encrypted: without the passphrase or the recovery code nobody reads it.")
PLAIN = N_("This register is not encrypted: whoever has the file reads it.")
ON_SERVER = N_("The register lies on a server. Its administrator encrypts the disk and the backups there.")
NO_CODE = N_("There is none: whoever forgets the passphrase loses the register.")
OPENABLE = NN_(
    "The key of before still opens {n} old backup. A new one was made; remove the old one.",
    "The key of before still opens {n} old backups. A new one was made; remove the old ones.",
)

REPLACE = NN_(
    "{n} backup from before can be read by anybody who finds it. “Overwrite them” puts an encrypted one in its place.",
    "{n} backups from before can be read by anybody who finds them. “Overwrite them” puts an encrypted one in their place.",
)

CHANGE = Step(
    N_("Change the passphrase"),
    N_("The new one counts when it has opened the register; until then the old one does. Older backups keep the old one."),
    N_("Change"),
    old=True,
    new=True,
)
REKEY = Step(
    N_("New data key"),
    N_(
        "For when the key may have leaked. The whole register is written anew under another key: a key file or a recovery code"
        " of before opens it no longer. Both officers need the new passphrase."
    ),
    N_("Make a new key"),
    old=True,
    new=True,
)
PROTECT = Step(
    N_("Protect the register"),
    N_(
        "The whole register is written anew, encrypted, and the plain file is overwritten. The passphrase is known to you two"
        " alone; nobody can help who has lost it. After this comes a recovery code for the safe."
    ),
    N_("Protect"),
    new=True,
)
OFF = Step(
    N_("Turn encryption off"),
    N_("Then whoever has the file reads it. Say why: the reason is kept with the register and stands in the audit log."),
    N_("Turn it off"),
    reason=True,
)


class KeysDialog(QDialog):
    """The dialog. `changed` comes when the register has become encrypted, or is no longer."""

    changed = Signal()
    #: A lock keeps nothing of what is typed here.
    keeps_drafts = True

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._known: tuple[str, ...] = ()
        self._lying_open: tuple[Path, ...] = ()
        self.state: Protection | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, TITLE)
        self.summary, self.told, self.files = _text("subheading"), _text(), QPlainTextEdit()
        self.rows: dict[str, tuple[QLabel, QLabel, QPushButton]] = {}
        self._rows = QGridLayout()
        self.close_button = QPushButton()
        self._build()
        context.words.changed.connect(self._fill)
        self.read()

    # What the buttons do ---------------------------------------------------------------------------------------------

    def change_passphrase(self) -> None:
        """Another passphrase."""
        protection = self._context.house.protection

        def work(typed: Typed, _: Report) -> None:
            protection.change_passphrase(typed.old, typed.new)

        self._step(CHANGE, work, lambda _: self._say(N_("From now on the new passphrase opens the register.")))

    def new_code(self) -> None:
        """Another recovery code: shown once, and in force when two of its groups were typed back."""
        protection = self._context.house.protection
        self._context.tasks.run(protection.offer_recovery_code, self._show_code, owner=self, failed=self._failed)

    def turn_ring(self) -> None:
        """Let the key ring open the register, or no longer."""
        protection, on = self._context.house.protection, self.state is not None and self.state.ring is None
        said = N_("This computer's key ring opens the register now.") if on else N_("The passphrase is asked each time now.")
        act = protection.ring_on if on else protection.ring_off
        self._context.tasks.run(act, lambda _: self._say(said), owner=self, failed=self._failed)

    def new_key(self) -> None:
        """Another data key, after a suspected leak."""
        protection = self._context.house.protection
        second = self._second()
        self._step(REKEY, lambda typed, report: protection.rekey(typed.old, typed.new, report, second), self._rekeyed)

    def protect(self) -> None:
        """Encrypt a plain register."""
        protection = self._context.house.protection
        second = self._second()
        self._step(PROTECT, lambda typed, report: protection.protect(typed.new, report, second), self._protected)

    def turn_off(self) -> None:
        """Decrypt it, for a reason."""
        protection = self._context.house.protection

        def off(_: Any) -> None:
            self._say(N_("The register is not encrypted any more."))
            self.changed.emit()

        self._step(OFF, lambda typed, report: protection.switch_off(typed.reason, report), off)

    def wipe_copies(self) -> None:
        """Overwrite what still lies in plain beside an encrypted register: copies, and the backups from before."""
        protection, second = self._context.house.protection, self._second()

        def work() -> tuple[Path, ...]:
            return (*protection.wipe_plain_backups(second).left, *protection.wipe_plain_copies().left)

        self._context.tasks.run(work, self._wiped, owner=self, failed=self._failed)

    def read(self) -> None:
        """Read the state anew."""
        house, second = self._context.house, self._second()
        self._context.tasks.run(lambda: _state(house, second), self._show, owner=self, failed=self._failed)

    # What comes back -------------------------------------------------------------------------------------------------

    def _show(self, found: tuple[Protection, tuple[str, ...]]) -> None:
        state, self._known = found
        self.show_state(state)

    def show_state(self, state: Protection) -> None:
        """Say how the register is protected."""
        self.state = state
        self._fill()

    def _show_code(self, offer: RecoveryOffer) -> None:
        code = RecoveryCodeDialog(self._context, offer, self)
        code.accepted.connect(lambda: self._say(N_("The new recovery code opens the register; the old one no longer does.")))
        code.finished.connect(lambda _: self._offer_to_replace())
        code.open()

    def _protected(self, changed: KeysChanged) -> None:
        self._say(NOT_PROMISED if changed.backup is not None else NO_BACKUP, changed.left)
        self.changed.emit()
        self._lying_open = changed.plain_backups
        self.new_code()

    def _offer_to_replace(self) -> None:
        """Tell of the backups from before by name; the row *Plain copies* replaces them."""
        files, self._lying_open = self._lying_open, ()
        if files:
            self._tell(self._context.words.count(REPLACE, len(files)), files, role="warning")

    def _second(self) -> Path | None:
        place = self._context.settings().backup_place
        return Path(place) if place else None

    def _rekeyed(self, changed: KeysChanged) -> None:
        words = self._context.words
        if changed.backup is None:
            self._tell(words(NO_BACKUP), changed.openable, role="warning")
        elif changed.openable:
            self._tell(words.count(OPENABLE, len(changed.openable)), changed.openable)
        else:
            self._tell(words(N_("The register has a new key. No backup that is known here opens with the old one.")))
        self.read()
        if changed.recovery_gone:
            self.new_code()

    def _wiped(self, left: tuple[Path, ...]) -> None:
        self._say(N_("These could not be overwritten; remove them by hand.") if left else NOT_PROMISED, left)

    def _failed(self, error: Exception) -> None:
        words = self._context.words
        known = explain(error, words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
            return
        self._tell(words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole, role="danger")

    # Inside ----------------------------------------------------------------------------------------------------------

    def _step(self, step: Step, work: Callable[[Typed, Report], Any], then: Callable[[Any], None]) -> None:
        KeyStep(self._context, step, work, then, self._known, self).open()

    def _say(self, text: str, files: Sequence[Path] = ()) -> None:
        self._tell(self._context.words(text), files)
        self.read()

    def _tell(self, sentence: str, files: Sequence[Path] = (), role: str = "success") -> None:
        set_role(self.told, role)
        self.told.setText(sentence)
        self.told.show()
        self.files.setPlainText("\n".join(map(str, files)))
        self.files.setVisible(bool(files))
        self._make_room()

    def _fill(self) -> None:
        state, words = self.state, self._context.words
        if state is None:
            return
        self.summary.setText(words(ON_SERVER if state.on_server else ENCRYPTED if state.encrypted else PLAIN))
        on, plain = state.encrypted, not state.encrypted and not state.on_server
        copies = len(state.plain_copies) + len(state.plain_backups)
        code = self._since(state.recovery) if state.recovery else words(NO_CODE)
        ring = N_("On: whoever is logged in here is not asked.") if state.ring else N_("Off: the passphrase is asked each time.")
        why = words(N_("Off. A passphrase and a recovery code for the safe protect it."))
        if state.because:
            why = words(N_("Off. Kept with it as the reason: {reason}"), reason=state.because)
        left = NN_("{n} file from before still lies here in plain.", "{n} files from before still lie here in plain.")
        self._row("passphrase", on, self._since(state.passphrase), N_("Change…"))
        self._row("recovery", on, code, N_("New code…"), urgent=state.recovery is None)
        self._row("ring", on and (state.ring_possible or state.ring is not None), words(ring), _turn(state.ring))
        self._row("key", on, words(N_("For when it may have leaked.")), N_("New key…"))
        self._row("copies", on and copies > 0, words.count(left, copies), N_("Overwrite them"), urgent=True)
        self._row("off", on, words(N_("On. Without it the register lies open on the disk.")), N_("Turn off…"))
        self._row("protect", plain, why, N_("Protect…"), urgent=True)
        self._make_room()
        if self.close_button.hasFocus() or self.focusWidget() is None:
            offered = [button for _, _, button in self.rows.values() if not button.isHidden()]
            next(iter(offered), self.close_button).setFocus()

    def _make_room(self) -> None:
        """Take the height that wrapped sentences need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _row(self, name: str, shown: bool, text: str, button: str, *, urgent: bool = False) -> None:
        head, fact, press = self.rows[name]
        fact.setText(text)
        set_role(fact, "warning" if urgent and name == "recovery" else "muted")
        press.setText(self._context.words(button))
        set_role(press, "primary" if urgent else "")
        press.setEnabled(self._context.house.can_write)
        for part in (head, fact, press):
            part.setVisible(shown)

    def _since(self, made: datetime | None) -> str:
        words = self._context.words
        return words(N_("Made {moment}."), moment=words.language.moment(made)) if made is not None else ""

    def _build(self) -> None:
        words = self._context.words
        self._rows.setHorizontalSpacing(MARGIN)
        self._rows.setVerticalSpacing(MARGIN)
        self._rows.setColumnStretch(1, 1)
        for at, (name, title, act) in enumerate(
            (
                ("passphrase", N_("Passphrase"), self.change_passphrase),
                ("recovery", N_("Recovery code"), self.new_code),
                ("ring", N_("Key ring"), self.turn_ring),
                ("key", N_("Data key"), self.new_key),
                ("copies", N_("Plain copies"), self.wipe_copies),
                ("off", N_("Encryption"), self.turn_off),
                ("protect", N_("Encryption"), self.protect),
            )
        ):
            head, fact, button = _text("subheading"), _text("muted"), QPushButton()
            head.setWordWrap(False)
            words.bind(head.setText, title)
            words.bind(button.setAccessibleDescription, title)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.rows[name] = (head, fact, button)
            for column, part in enumerate((head, fact, button)):
                part.hide()
                self._rows.addWidget(part, at, column)
        self.told.hide()
        self.files.hide()
        self.files.setReadOnly(True)
        self.files.setTabChangesFocus(True)
        self.files.setMaximumHeight(110)
        words.bind(self.files.setAccessibleName, N_("Files"))
        words.bind(self.close_button.setText, N_("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column_of_all.setSpacing(MARGIN)
        column_of_all.addWidget(self.summary)
        column_of_all.addLayout(self._rows)
        column_of_all.addWidget(self.told)
        column_of_all.addWidget(self.files)
        column_of_all.addStretch(1)
        column_of_all.addLayout(foot)
        self.setFixedWidth(700)


class RecoveryCodeDialog(QDialog):
    """A new recovery code over the window. Closed before two groups were typed back, the old one goes on to count."""

    keeps_drafts = True

    def __init__(self, context: Context, offer: RecoveryOffer, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._offer = context, offer
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words, protection = context.words, context.house.protection
        words.bind(self.setWindowTitle, N_("Recovery code"))
        language = words.language.code
        self.page = RecoveryPage(words, context.tasks, offer, lambda: protection.recovery_page(offer, language))
        for button in (self.page.save, self.page.go_on):
            button.setAutoDefault(False)
        self.page.typed.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.set_focus()

    def _typed(self, groups: list[str]) -> None:
        protection, offer = self._context.house.protection, self._offer
        self._context.tasks.run(
            lambda: protection.confirm_recovery_code(offer, groups),
            lambda _: self.accept(),
            owner=self,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        words = self._context.words
        known = explain(error, words.language)
        said = words(error.reason, **error.values) if isinstance(error, InvalidInput) else known.whole if known else ""
        self.page.refused(said)
        if known is None:
            self._context.tasks.failed.emit(error)


def _state(house: House, second: Path | None) -> tuple[Protection, tuple[str, ...]]:
    """Read how it is protected, and the names that a passphrase must not live on."""
    return house.protection.state(second), (house.unit.unit().municipality, *(one.name for one in house.unit.officers()))


def _turn(ring: datetime | None) -> str:
    return N_("Turn off") if ring is not None else N_("Turn on")


def _text(role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, role)
    return label
