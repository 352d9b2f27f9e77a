"""Keeps what others follow up to date: after each change of an event, a moment later, away from the window.

A share that is gone is no alarm: it is said once, calmly, tried again by itself, and said once more when it is well again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from outreach.domain.changes import Changes
from outreach.domain.record import Kind
from outreach.errors import AlreadyPublishing, Cancelled, InvalidInput, NoKeyRing, NotSetUp, PasswordWanted
from outreach.explain import explain
from outreach.language import LANGUAGES, N_, NN_, Language
from outreach.services.accounts import Accounts, password_for
from outreach.services.agreed_entries import Pushed
from outreach.settings import Settings
from outreach.ui.context import Context

#: Milliseconds: from the last change to the file, from the last change to the server, and between tries after a failure.
SOON, SOMEWHAT_LATER, AGAIN = 2_000, 15_000, 120_000

FILE_FAILED = N_("The calendar that others follow could not be written; it is tried again. {why}")
SERVER_FAILED = N_("The calendar on the server is not up to date; it is tried again. {why}")
FILE_WELL = N_("The calendar that others follow is up to date again.")
SERVER_WELL = N_("The calendar on the server is up to date again.")
CONFLICTS = NN_(
    "{n} event was changed here and on the server: see Preferences, Shared calendar.",
    "{n} events were changed here and on the server: see Preferences, Shared calendar.",
)


class _Way(QObject):
    """One way out: waits for a pause in the changes, works away from the window, and speaks once when it cannot."""

    def __init__(self, context: Context, delay: int, failed: str, well: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._failed_text, self._well_text = failed, well
        self.delay = delay
        self.again = AGAIN
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.go)
        self.broken = self._busy = self._once_more = False
        self.work: Callable[[], Callable[[], object] | None] = lambda: None
        self.done: Callable[[object], None] = lambda _: None

    def soon(self) -> None:
        """Do it after a moment; each further change begins that moment anew."""
        self.timer.start(self.delay)

    def go(self) -> None:
        """Do it now, or right after what is under way."""
        if self._busy:
            self._once_more = True
            return
        work = self.work()
        if work is None:
            return
        self._busy = True
        self._context.tasks.run_far(
            lambda _: work(), self._succeeded, lambda *_: None, owner=self, failed=self._did_not
        )

    def _succeeded(self, answer: object) -> None:
        if self.broken:
            self.broken = False
            self._context.wishes.notify.emit(self._context.words(self._well_text))
        self.done(answer)
        self._free()

    def _did_not(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._busy = False
            return
        if isinstance(error, AlreadyPublishing):
            # The other one takes our changes along, or sees them next time.
            self._busy = False
            self.soon()
            return
        known = explain(error, self._context.words.language)
        if known is None:
            self._context.tasks.failed.emit(error)
        elif not self.broken:
            self.broken = True
            self._context.wishes.notify.emit(self._context.words(self._failed_text, why=known.sentence))
        self._busy = False
        self._once_more = False
        self.timer.start(self.again)

    def _free(self) -> None:
        self._busy = False
        if self._once_more:
            self._once_more = False
            self.soon()


class Publishing(QObject):
    """Follows the changes of one open workspace."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.file = _Way(context, SOON, FILE_FAILED, FILE_WELL, self)
        self.server = _Way(context, SOMEWHAT_LATER, SERVER_FAILED, SERVER_WELL, self)
        self.file.work, self.server.work = self._file_work, self._server_work
        self.server.done = self._pushed
        self._told_conflicts = 0
        context.changes.changed.connect(self._changed)

    def begin(self) -> None:
        """Look once after the start: another computer or the command line may have changed something."""
        settings = self._context.settings()
        if settings.calendar_file:
            self.file.soon()
        if settings.calendar_url:
            self.server.soon()

    def end(self) -> None:
        """Do nothing more: the workspace closes."""
        for way in (self.file, self.server):
            way.timer.stop()
            way.work = lambda: None

    def _changed(self, changes: Changes, _origin: object) -> None:
        if not changes.concern(Kind.EVENT, Kind.VIEW, Kind.UNIT):
            return
        settings = self._context.settings()
        if settings.calendar_file:
            self.file.soon()
        if settings.calendar_url:
            self.server.soon()

    def _file_work(self) -> Callable[[], object] | None:
        settings, house = self._context.settings(), self._context.house
        if not settings.calendar_file:
            return None
        language = calendar_language(settings, self._context.words.language)
        return lambda: house.published.write(Path(settings.calendar_file), language, settings.calendar_view)

    def _server_work(self) -> Callable[[], object] | None:
        settings, house = self._context.settings(), self._context.house
        try:
            server = Accounts(settings).calendar_server
        except (NotSetUp, InvalidInput):
            return None
        language = calendar_language(settings, self._context.words.language)

        def work() -> Pushed | None:
            try:
                secret = password_for(server.account)
            except (PasswordWanted, NoKeyRing):
                # Without a kept password it is done from the preferences alone, where it is typed.
                return None
            return house.shared_calendar.push(server, secret, language, settings.calendar_view)

        return work

    def _pushed(self, told: object) -> None:
        if not isinstance(told, Pushed):
            return
        self._context.changes.publish(told.changes, self)
        number = len(told.conflicts)
        if number > self._told_conflicts:
            self._context.wishes.notify.emit(self._context.words.language.count(CONFLICTS, number))
        self._told_conflicts = number


def calendar_language(settings: Settings, usual: Language) -> Language:
    """Return the language of what others follow: the chosen one, else that of the window."""
    return Language(settings.calendar_language) if settings.calendar_language in LANGUAGES else usual


_PUSHED: tuple[tuple[tuple[str, str], Callable[[Pushed], int]], ...] = (
    (NN_("{n} put there", "{n} put there"), lambda told: len(told.added)),
    (NN_("{n} changed there", "{n} changed there"), lambda told: len(told.changed)),
    (NN_("{n} removed there", "{n} removed there"), lambda told: len(told.removed)),
    (NN_("{n} changed here", "{n} changed here"), lambda told: len(told.taken)),
    (NN_("{n} waits for your decision", "{n} wait for your decision"), lambda told: len(told.conflicts)),
)


def pushed_sentence(told: Pushed, language: Language) -> str:
    """Say what a pass did: "2 put there, 1 changed here"; nothing to do is said too."""
    parts = [language.count(text, count(told)) for text, count in _PUSHED if count(told)]
    return ", ".join(parts) + "." if parts else language.say(N_("Both sides say the same."))
