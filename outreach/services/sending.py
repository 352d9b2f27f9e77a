"""One run of sending: letter after letter over one line, at the server's pace, with what becomes of each on record at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outreach.domain.accounts import MailServer
from outreach.domain.invitation import Delivery, Invitation
from outreach.domain.record import Kind
from outreach.errors import (
    Cancelled,
    ChangedBySomeoneElse,
    LineCut,
    OutreachError,
    SenderRefused,
    ServerBusy,
    ServerError,
    ServerUnreachable,
    WorkspaceInUse,
    WorkspaceUnreachable,
)
from outreach.language import N_
from outreach.network.smtp import Later, Refused, SmtpSession, Unclear
from outreach.services.outbox import SendReport, Waiting
from outreach.services.outdated import why_outdated

if TYPE_CHECKING:
    from outreach.services.outbox import Report
    from outreach.storage.database import Database

SENT = N_("Sent letters to guests")
NOT_KEPT = N_("This letter is no longer kept. Prepare it anew.")

#: Seconds after which a waiting run looks whether it was cancelled, and the longest wait before a broken line is taken up again.
_LOOK, _LONGEST = 0.25, 60.0
#: How often it is tried to write down what the server said; the database itself waits five seconds each time.
_TIMES = 24


_GONE = frozenset({Delivery.SENT, Delivery.UNCLEAR})


class _NotThis(Exception):
    """This letter is not to go out after all; the next one is."""


class Run:
    """One run. Its lists fill as it goes; `told` is the report."""

    def __init__(
        self,
        database: Database,
        server: MailServer,
        password: str,
        still: Callable[[], None],
        pause: Callable[[float], None],
        tries: int,
    ) -> None:
        self._database = database
        self._server = server
        self._password = password
        self._still = still
        self._pause = pause
        self._tries = tries
        self._steps = database.steps(SENT)
        self._session: SmtpSession | None = None
        self._connected_once = False
        self._next_at = 0.0
        self._report: Callable[[], None] = lambda: None
        self.sent: list[Invitation] = []
        self.refused: list[Invitation] = []
        self.unclear: list[Invitation] = []
        self.later: list[Invitation] = []
        self.outdated: list[Waiting] = []
        self.stopped: OutreachError | None = None
        self.cancelled = False

    def go(self, queue: Sequence[Invitation], report: Report | None) -> None:
        """Send the letters in order. Raises what the first connection meets."""
        done = 0
        try:
            for done, letter in enumerate(queue):
                self._report = lambda done=done: report(done, len(queue)) if report else None  # type: ignore[misc]
                self._report()
                self._one(letter)
            done = len(queue)
            if report is not None and queue:
                self._report = lambda: report(len(queue), len(queue))
                self._report()
        except Cancelled:
            self.cancelled = done < len(queue)
        except OutreachError as error:
            if not self._connected_once:
                raise
            self.stopped = error
        finally:
            self._hang_up()
        known = {one.id for one in (*self.sent, *self.refused, *self.unclear, *self.later)}
        left_out = {one.invitation.id for one in self.outdated}
        rest = [one for one in queue[done:] if one.id not in known | left_out]
        with self._database.read() as view:
            stored = view.invitations.many(one.id for one in rest)
        # One was handed over, and what the server said could not be written down: a full disk, say.
        unwritten = {one.id for one in stored.values() if one.delivery is Delivery.UNCLEAR}
        self.unclear += [stored[one.id] for one in rest if one.id in unwritten]
        self.later += [one for one in rest if one.id not in unwritten]

    def told(self, dropped: int) -> SendReport:
        """Return what became of all."""
        return SendReport(
            sent=tuple(self.sent),
            refused=tuple(self.refused),
            unclear=tuple(self.unclear),
            later=tuple(self.later),
            outdated=tuple(self.outdated),
            replaced=dropped,
            stopped=self.stopped,
            cancelled=self.cancelled,
            changes=self._steps.changes,
        )

    # One letter ------------------------------------------------------------------------------------------------------

    def _one(self, letter: Invitation) -> None:
        """Send one letter, over a new line when the old one breaks before the dot."""
        failures = 0
        while True:
            try:
                self._wait_for_turn()
                self._hand_over(letter)
            except _NotThis:
                return
            except (LineCut, ServerUnreachable) as error:
                self._hang_up()
                failures += 1
                if not self._connected_once or failures >= self._tries:
                    raise
                self._note(letter, error)
                self._rest(min(_LONGEST, 2.0 ** (failures - 1)))
            else:
                return

    def _hand_over(self, letter: Invitation) -> None:
        session = self._line()
        data = self._bytes(letter)
        try:
            session.begin(letter.address, data)
            self._mark(letter)
        except (Refused, Later) as error:
            self._refuse(letter, error, Delivery.PREPARED)
            return
        except BaseException:
            # Half a letter is in the line: without the dot it is none, and the line has to go.
            self._hang_up()
            raise
        self._end(session, letter)

    def _end(self, session: SmtpSession, letter: Invitation) -> None:
        try:
            session.end()
        except Unclear as error:
            self._keep(self.unclear, letter, Delivery.UNCLEAR, problem=str(error))
            self._hang_up()
        except (Refused, Later) as error:
            self._refuse(letter, error, Delivery.UNCLEAR)
        except (LineCut, SenderRefused, ServerBusy) as error:
            self._keep(None, letter, Delivery.UNCLEAR, delivery=Delivery.PREPARED, sent=None, problem=error.words)
            raise
        else:
            self._keep(self.sent, letter, Delivery.UNCLEAR, delivery=Delivery.SENT, problem="")

    def _mark(self, letter: Invitation) -> None:
        """Write down, for good, that the letter is about to go: from here on it is not sent again by itself.

        Raises _NotThis when it was sent, changed or dropped by somebody else, or went out of date, since the run began.
        """
        self._still()
        try:
            with self._steps.step() as work:
                stored = work.invitations.get(letter.id)
                if stored is None or stored.delivery is not Delivery.PREPARED:
                    raise _NotThis
                reason = why_outdated(work, stored)
                if not reason:
                    # The very record that was looked at: another computer's mark makes this one fail.
                    work.save(Kind.INVITATION, replace(stored, delivery=Delivery.UNCLEAR, sent=work.now))
        except ChangedBySomeoneElse as error:
            raise _NotThis from error
        if reason:
            self.outdated.append(Waiting(stored, reason))
            raise _NotThis

    def _bytes(self, letter: Invitation) -> bytes:
        with self._database.read() as view:
            stored, data = view.invitations.get(letter.id), view.outgoing(letter.id)
        if stored is None or stored.delivery is not Delivery.PREPARED:
            raise _NotThis
        if data is None:
            self._keep(self.refused, letter, Delivery.PREPARED, delivery=Delivery.REFUSED, problem=NOT_KEPT)
            raise _NotThis
        return data

    def _refuse(self, letter: Invitation, error: Exception, was: Delivery) -> None:
        words = str(error)
        if isinstance(error, Refused):
            self._keep(self.refused, letter, was, delivery=Delivery.REFUSED, sent=None, problem=words)
        else:
            self._keep(self.later, letter, was, delivery=Delivery.PREPARED, sent=None, problem=words)
        if self._session is not None and not self._session.alive:
            self._hang_up()

    def _note(self, letter: Invitation, error: ServerError) -> None:
        """Keep what the line said, so that the list of what waits can tell."""
        self._keep(None, letter, Delivery.PREPARED, problem=error.words)

    def _keep(self, told: list[Invitation] | None, letter: Invitation, was: Delivery, **values: Any) -> None:
        """Write down what became of a letter that stands as `was`. Somebody may have changed the record: deleted its event, say.

        One that stands otherwise by now (dropped by an officer) stays as it is. A large import may keep the workspace busy: what
        the server has said is worth waiting for, because a letter of which it is not on record counts as unclear.
        """
        for attempt in range(_TIMES):
            try:
                kept = self._kept(letter, was, values)
                break
            except (ChangedBySomeoneElse, WorkspaceInUse, WorkspaceUnreachable):
                if attempt == _TIMES - 1:
                    raise
                time.sleep(_LOOK)
        if told is not None and kept is not None:
            told.append(kept)

    def _kept(self, letter: Invitation, was: Delivery, values: dict[str, Any]) -> Invitation | None:
        with self._steps.step() as work:
            stored = work.invitations.get(letter.id)
            if stored is None or stored.delivery is not was:
                return None
            kept = work.save(Kind.INVITATION, replace(stored, **values))
            if kept.delivery is Delivery.SENT:
                work.drop_outgoing([letter.id])
            if kept.batch is not None and kept.delivery in _GONE:
                # An undo of the preparing would take back what has left.
                work.finalise_action(kept.batch)
        return kept

    # The line --------------------------------------------------------------------------------------------------------

    def _line(self) -> SmtpSession:
        if self._session is None or not self._session.alive:
            self._session = SmtpSession(self._server, self._password)
            self._connected_once = True
        return self._session

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _wait_for_turn(self) -> None:
        """Keep the pace: so many letters a minute, evenly."""
        if self._server.pace:
            wait = self._next_at - time.monotonic()
            if wait > 0:
                self._rest(wait)
            self._next_at = time.monotonic() + 60.0 / self._server.pace

    def _rest(self, seconds: float) -> None:
        while seconds > 0:
            self._report()
            self._pause(min(_LOOK, seconds))
            seconds -= _LOOK
