"""Letters that wait to be sent, and sending them: each guest gets each version exactly once, whatever happens on the way.

A letter is written down as UNCLEAR, on the disk, right before the dot that hands it over, and as SENT after the server's yes
(`network/smtp.py` tells why there). So a cut of the line, the program or the power leaves it either PREPARED – the dot had not
gone, nothing was delivered, it is sent at the next try – or UNCLEAR: that is never sent again by itself. An officer who has asked
the guest, or looked into the sender's mailbox, settles it; a letter that is sent again is the same to the last byte.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.accounts import MailServer
from outreach.domain.changes import Changes
from outreach.domain.invitation import Delivery, Invitation, Way
from outreach.domain.record import Kind
from outreach.errors import InvalidInput, OutreachError
from outreach.language import N_
from outreach.services.leaving import letters_leaving
from outreach.services.outdated import replaced, why_outdated

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

Report = Callable[[int, int], None]

#: The name under which only one sends at a time.
SENDING = "outbox"
#: How long the bytes of letters that were dropped or refused are kept, so that they can be taken up again.
KEPT = timedelta(days=60)

_SETTLED = N_("Settled {count} letters that were unclear")
_DROPPED = N_("Dropped {count} letters that waited")
_AGAIN = N_("Put {count} letters back to be sent")
_REPLACED = N_("Dropped {count} letters that newer ones replace")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits. `outdated` is the catalogue text that says why it is not sent as it is, empty when it is."""

    invitation: Invitation
    outdated: str = ""


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of the letters of one run.

    `later` wait because the server asked for it or because the run ended before their turn; `outdated` wait for an officer.
    `stopped` is what ended the run early (explain it with `outreach.explain`), None when it came to its end; `cancelled` says
    that the officer ended it.
    """

    sent: tuple[Invitation, ...] = ()
    refused: tuple[Invitation, ...] = ()
    unclear: tuple[Invitation, ...] = ()
    later: tuple[Invitation, ...] = ()
    outdated: tuple[Waiting, ...] = ()
    replaced: int = 0
    stopped: OutreachError | None = None
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)


class Outbox:
    """The letters that go by SMTP."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def waiting(self, batch: UUID | None = None) -> list[Waiting]:
        """Return the letters that wait to be sent, in the order they were made, each with why it is out of date, if it is."""
        with self.database.read() as view:
            return waiting_in(view, batch)

    def unclear(self) -> list[Invitation]:
        """Return the letters of which nobody knows whether they arrived; while a run is on, the one under way too."""
        with self.database.read() as view:
            return view.invitations.with_delivery([Delivery.UNCLEAR])

    def refused(self) -> list[Invitation]:
        """Return the letters that a server refused; `problem` has its words."""
        with self.database.read() as view:
            return view.invitations.with_delivery([Delivery.REFUSED])

    def send(
        self,
        server: MailServer,
        password: str,
        batch: UUID | None = None,
        report: Report | None = None,
        *,
        pause: Callable[[float], None] = time.sleep,
        tries: int = 5,
    ) -> SendReport:
        """Send what waits (of one batch, or all), at the server's pace, and tell what became of it.

        `report(done, total)` may raise Cancelled: the run then ends before the next letter. A line that breaks is taken up again
        up to `tries` times in a row, after 1, 2, 4 … seconds (`pause`). Raises AlreadySending, and what the first connection
        meets: ServerUnreachable, CertificateRefused, NoEncryption, WrongPassword; nothing has been sent then.
        """
        from outreach.services.sending import Run

        with self.database.alone(SENDING) as still:
            dropped = self._drop_replaced()
            with self.database.read() as view:
                waiting = waiting_in(view, batch)
            queue = [one.invitation for one in waiting if not one.outdated]
            run = Run(self.database, server, password, still, pause, tries)
            with letters_leaving(self.database, queue, batch=batch, form="smtp") if queue else nullcontext():
                run.go(queue, report)
            run.outdated += [one for one in waiting if one.outdated]
            return run.told(dropped)

    def settle(self, ids: Sequence[UUID], arrived: bool) -> Changes:
        """Say of unclear letters whether they arrived. Those that did not wait again, the same to the last byte.

        Raises AlreadySending while a run is on: one of them may be on its way just now.
        """

        def settled(one: Invitation, _work: Work) -> Invitation:
            if arrived:
                return replace(one, delivery=Delivery.SENT, problem="")
            return replace(one, delivery=Delivery.PREPARED, sent=None, problem="")

        with self.database.alone(SENDING):
            changes, found = self._move(_SETTLED, ids, {Delivery.UNCLEAR}, settled, final=True, forget=arrived)
        del found
        return changes

    def drop(self, ids: Sequence[UUID]) -> Changes:
        """Let letters that wait, or were refused, not go out. Can be undone."""

        def dropped(one: Invitation, _work: Work) -> Invitation:
            return replace(one, delivery=Delivery.DROPPED, problem="")

        return self._move(_DROPPED, ids, {Delivery.PREPARED, Delivery.REFUSED}, dropped)[0]

    def again(self, ids: Sequence[UUID]) -> Changes:
        """Let letters that were refused or dropped wait again, the same to the last byte. Raises InvalidInput."""

        def back(one: Invitation, work: Work) -> Invitation:
            if one.way is Way.SMTP and work.outgoing(one.id) is None:
                raise InvalidInput(N_("Letter"), N_("This letter is no longer kept. Prepare it anew."))
            return replace(one, delivery=Delivery.PREPARED, problem="")

        return self._move(_AGAIN, ids, {Delivery.REFUSED, Delivery.DROPPED}, back)[0]

    # Inside ----------------------------------------------------------------------------------------------------------

    def _move(
        self,
        title: str,
        ids: Iterable[UUID],
        from_states: set[Delivery],
        change: Callable[[Invitation, Work], Invitation],
        *,
        final: bool = False,
        forget: bool = False,
    ) -> tuple[Changes, list[UUID]]:
        """Change those letters that are in one of the states; the others stay as they are."""
        with self.database.work(title, count="") as work:
            known = work.invitations.many(ids)
            found = [one for one in known.values() if one.delivery in from_states]
            for one in found:
                work.save(Kind.INVITATION, change(one, work))
            if forget:
                work.drop_outgoing(one.id for one in found)
            if final:
                work.finalise()
            work.rename_action(title, count=str(len(found)))
        return work.changes, [one.id for one in found]

    def _drop_replaced(self) -> int:
        """Drop what newer letters replace, and forget the bytes of what was given up long ago."""
        with self.database.work(_REPLACED, count="") as work:
            needless = _needless(work)
            for one in work.invitations.many(needless).values():
                work.save(Kind.INVITATION, replace(one, delivery=Delivery.DROPPED, problem=needless[one.id]))
            given_up = work.invitations.with_delivery([Delivery.DROPPED, Delivery.REFUSED])
            work.drop_outgoing([one.id for one in given_up if one.at < work.now - KEPT])
            work.finalise()
            work.rename_action(_REPLACED, count=str(len(needless)))
        return len(needless)


def waiting_in(view: View, batch: UUID | None = None) -> list[Waiting]:
    """Return the letters that wait to be sent, as `Outbox.waiting` does, from a view that is open."""
    prepared = _prepared_here(view)
    wanted = [one for one in prepared if batch is None or one.batch == batch]
    needless = _needless(view) if wanted else {}
    return [Waiting(one, needless.get(one.id) or why_outdated(view, one)) for one in wanted]


def _prepared_here(view: View) -> list[Invitation]:
    """Return the letters that wait; of laptops that exchange, each sends only those that were prepared on it."""
    from outreach.storage.exchange_series import device_of

    prepared = [one for one in view.invitations.with_delivery([Delivery.PREPARED]) if one.way is Way.SMTP]
    return [one for one in prepared if view.outgoing(one.id) is not None] if device_of(view) else prepared


def _needless(view: View) -> dict[UUID, str]:
    prepared = _prepared_here(view)
    ours = {one.id for one in prepared}
    found: dict[UUID, str] = {}
    for uid in dict.fromkeys(one.uid for one in prepared):
        found |= replaced(view.invitations.with_uid(uid))
    return {one: reason for one, reason in found.items() if one in ours}
