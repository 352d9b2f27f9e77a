"""Messages to guests: invite, tell of changes, cancel, remind; who got what version when.

A message is prepared first: its record is kept, and its bytes lie in the outbox. That can be undone. Once a message has left it is
final (`Work.finalise`): who got what, and when, stays on record.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.event import REVISING, Event, digest
from outreach.domain.invitation import Delivery, Invitation, Method, Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.mailbox import Mailbox
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.domain.unit import UNIT_ID
from outreach.errors import CannotWrite, DiskFull, InvalidInput
from outreach.language import N_, Language
from outreach.services.addressing import organizer_of
from outreach.services.batches import Composed, Prepared, Report, Wish, capacity_of, compose, keep_messages
from outreach.services.exports import write_file
from outreach.services.invitation_files import free_name, message_name, suffix_of
from outreach.services.leaving import letters_leaving
from outreach.services.messages import LeftOut, Message
from outreach.services.outdated import why_outdated
from outreach.services.records import Records
from outreach.services.registered import mark_informed
from outreach.services.versions import Due, due_to, family_of, heard_from, next_sequence

if TYPE_CHECKING:
    from outreach.storage.work import View, Work

#: Proposed when an event shows a coming tender and has no page that everybody can read.
PROPOSE_LINK = N_("The event shows a coming tender. Give it a link to a page that everybody can read, with the same information.")
#: Proposed when the letter's line on equal treatment was taken out.
PROPOSE_LINE = N_("The event shows a coming tender. Say in the letter that everybody gets the same information.")

_WRITTEN = N_("Wrote {count} messages: {name}")
_SENT = N_("Handed over {count} messages: {name}")
_DROPPED = N_("Not to be sent: {count} messages")
_NOT_WAITING = N_("There is no message that waits to be written. Prepare it again.")


@dataclass(frozen=True, slots=True)
class Preview:
    """The messages as they would be, to the letter, and who gets none. Nothing is kept.

    `equal_treatment`: the event shows a coming tender, so that everybody must get the same information; `proposals` are
    catalogue texts on what is missing for that.
    """

    purpose: Purpose
    messages: tuple[Message, ...]
    left_out: tuple[LeftOut, ...]
    sender: Mailbox
    equal_treatment: bool = False
    proposals: tuple[str, ...] = ()


class _TakeBackError(Exception):
    """Ends a preview's transaction without keeping anything."""


class Invitations(Records[Invitation]):
    """The verbs for invitations."""

    kind: ClassVar[Kind] = Kind.INVITATION

    def checked(self, work: Work, record: Invitation) -> Invitation:
        """Return the message as it is kept."""
        return record

    def title_of(self, record: Invitation) -> str:
        """A message goes by whom it is to."""
        return record.name or record.address

    # Look ------------------------------------------------------------------------------------------------------------

    def of_event(self, event_id: UUID) -> list[Invitation]:
        """Return the messages about an event, in the order they were made."""
        with self.database.read() as view:
            return view.invitations.of_event(event_id)

    def history(self, guest_id: UUID) -> list[Invitation]:
        """Return which version a guest got when, in that order; what was not sent is told too."""
        with self.database.read() as view:
            return sorted(view.invitations.using(guest_id), key=lambda one: one.at)

    def of_batch(self, batch: UUID) -> list[Invitation]:
        """Return the messages that were prepared together, in the order of the guest list."""
        with self.database.read() as view:
            return _of_batch(view.invitations.all(), batch)

    def due(self, event_id: UUID) -> Due:
        """Return to whom which message is due. Raises InvalidInput when there is no such event."""
        with self.database.read() as view:
            family = family_of(view, event_id)
            guests = view.guests.at_event(family.master.id)
            told, replies = view.invitations.with_uid(family.master.uid), view.replies.with_uid(family.master.uid)
            return due_to(family, guests, told, capacity_of(view, family.master.id), heard_from(replies))

    def preview(
        self,
        event_id: UUID,
        purpose: Purpose,
        guests: Sequence[UUID] | None = None,
        letters: Sequence[Letter] = (),
        *,
        way: Way = Way.DRAFTS,
        comment: str = "",
        people: Sequence[UUID] = (),
        report: Report | None = None,
    ) -> Preview:
        """Return the messages as they would be, keeping nothing: `prepare`, done and taken back.

        `guests` None means all to whom such a message is due. `people` are put on the guest list first and are written to,
        with those in `guests`. `letters` hold for this time alone. `report` may raise Cancelled.
        Raises InvalidInput for an event that there is not, a letter with an unknown field, and without a sender's address.
        """
        wish = Wish(event_id, purpose, guests, way, letters, comment, people)
        try:
            with self.database.work("") as work:
                composed = compose(work, wish, self.database.signature.who, report)
                raise _TakeBackError
        except _TakeBackError:
            pass
        shared = composed.shared
        proposals = []
        if shared.has_coming_tender and not shared.family.master.url:
            proposals.append(PROPOSE_LINK)
        told = any("{equal_treatment}" in letter.body for letter in shared.letters.values())
        if shared.has_coming_tender and purpose in (Purpose.INVITE, Purpose.UPDATE, Purpose.REMIND) and not told:
            proposals.append(PROPOSE_LINE)
        return Preview(
            purpose, composed.messages, composed.left_out, shared.organizer, shared.has_coming_tender, tuple(proposals)
        )

    # Prepare ---------------------------------------------------------------------------------------------------------

    def prepare(
        self,
        event_id: UUID,
        purpose: Purpose,
        guests: Sequence[UUID] | None = None,
        way: Way = Way.DRAFTS,
        letters: Sequence[Letter] = (),
        *,
        comment: str = "",
        people: Sequence[UUID] = (),
        report: Report | None = None,
    ) -> Prepared:
        """Keep the messages that `preview` shows, to be handed over by `way`. One action, undone as long as nothing left.

        A CANCEL also cancels the event, an uninvitation also takes the guest off the list, an offer gives the place. Raises as
        `preview` does.
        """
        wish = Wish(event_id, purpose, guests, way, letters, comment, people)
        with self.database.work("") as work:
            composed = compose(work, wish, self.database.signature.who, _half(report, 0))
            kept = keep_messages(work, composed, _half(report, 1))
            if purpose is Purpose.INVITE:
                # An invitation always tells what we keep (GDPR article 13); taken back with it as long as nothing left.
                mark_informed(work, _written_to(composed), "invitation")
        batch = work.action.id if kept else None
        return Prepared(batch, kept, composed.left_out, work.changes)

    # Hand over -------------------------------------------------------------------------------------------------------

    def write_files(self, batch: UUID, folder: Path, report: Report | None = None) -> list[Path]:
        """Write the messages of a batch into a folder, made if need be, and mark them as sent. Return the files.

        Drafts are mails (.eml) that the mail program opens ready to send; the way FOLDER writes calendar files (.ics). Files that
        are there are never written over. What could not be written stays prepared, and so does what is no longer true because
        the event was changed since. Raises CannotWrite, DiskFull, InvalidInput when nothing is left to write.
        """
        with self.database.read() as view:
            waiting = _waiting(view, batch)
            bytes_of = {one.id: view.outgoing(one.id) for one in waiting}
            titles = {one.id: _part_title(view.events.by_uid(one.uid), one) for one in waiting}
        ready = [one for one in waiting if bytes_of[one.id]]
        if not ready:
            raise InvalidInput(N_("Invitation"), _NOT_WAITING)
        make_folder(folder)
        files: list[Path] = []
        done: list[Invitation] = []
        with letters_leaving(self.database, ready, batch=batch):
            try:
                for number, one in enumerate(ready):
                    if report is not None:
                        report(number, len(ready))
                    data = bytes_of[one.id] or b""
                    path = free_name(folder, message_name(one, *titles[one.id]), suffix_of(one, data), frozenset())
                    write_file(path, data, new=True)
                    files.append(path)
                    done.append(one)
            finally:
                if done:
                    self._mark_sent(done, _WRITTEN)
        return files

    def mailto(self, batch: UUID) -> list[tuple[Invitation, str]]:
        """Return a link for each message of a batch that the mail program opens as a new mail. Mark those opened as sent."""
        from outreach.formats.email_draft import mailto_link

        with self.database.read() as view:
            waiting = _waiting(view, batch)
        with letters_leaving(self.database, waiting, batch=batch, form="mailto"):
            return [(one, mailto_link(one.address, one.subject, one.letter)) for one in waiting]

    def mark_sent(self, ids: Sequence[UUID]) -> Changes:
        """Say that messages were handed over by hand. Final: what left cannot be taken back."""
        with self.database.read() as view:
            found = [one for one in view.invitations.many(ids).values() if one.delivery is Delivery.PREPARED]
        return self._mark_sent(found, _SENT) if found else Changes()

    def drop(self, ids: Sequence[UUID]) -> Changes:
        """Say that prepared messages are not to be sent. One action."""
        with self.database.work(_DROPPED, count="") as work:
            found = [one for one in work.invitations.many(ids).values() if one.delivery is Delivery.PREPARED]
            for one in found:
                work.save(Kind.INVITATION, replace(one, delivery=Delivery.DROPPED))
            work.rename_action(_DROPPED, count=str(len(found)))
        return work.changes

    def _mark_sent(self, invitations: Sequence[Invitation], title: str) -> Changes:
        with self.database.work(title, count=str(len(invitations)), name="") as work:
            known = work.invitations.many(one.id for one in invitations)
            sent = [replace(known[one.id], delivery=Delivery.SENT, sent=work.now) for one in invitations if one.id in known]
            work.save_many(Kind.INVITATION, sent)
            for batch in {one.batch for one in sent if one.batch is not None}:
                work.finalise_action(batch)
            work.drop_outgoing(one.id for one in sent)
            work.finalise()
            event = work.events.get(sent[0].event) if sent and sent[0].event else None
            work.rename_action(title, count=str(len(sent)), name=event.title if event else "")
        return work.changes

    # For everybody ---------------------------------------------------------------------------------------------------

    def publish(self, event_id: UUID, folder: Path, language: Language) -> list[Path]:
        """Write an open event as a calendar file for everybody: no guests in it, no buttons (PUBLISH; RFC 5546, 3.2.1).

        A series has one file for itself and one for each moved date. Which version was published when is on record. Raises
        InvalidInput without a sender's address, CannotWrite, DiskFull.
        """
        from outreach.formats.itip import write_itip

        make_folder(folder)
        files = []
        with self.database.work(_WRITTEN, count="", name="") as work:
            family = family_of(work, event_id)
            organizer = organizer_of(
                family.master, work.units.get(UNIT_ID), work.officers.all(), self.database.signature.who
            )
            told = work.invitations.with_uid(family.master.uid)
            at = max([work.now.replace(microsecond=0), *(one.at for one in told)])
            for part in family.parts:
                part = work.save(Kind.EVENT, replace(part, sequence=next_sequence(part, told)))
                data = write_itip(
                    part, method=Method.PUBLISH, organizer=organizer, attendee=None, stamp=at, language=language
                )
                record = _published(part, family.master.id, at, language, organizer)
                path = free_name(folder, message_name(record, *_part_title([part], record)), ".ics", frozenset())
                work.save(Kind.INVITATION, replace(record, batch=work.action.id, sent=work.now))
                write_file(path, data, new=True)
                files.append(path)
            work.finalise()
            work.rename_action(_WRITTEN, count=str(len(files)), name=family.master.title)
        return files


def _published(part: Event, event_id: UUID, at: datetime, language: Language, organizer: Mailbox) -> Invitation:
    return Invitation(
        uid=part.uid,
        purpose=Purpose.INVITE,
        method=Method.PUBLISH,
        sequence=part.sequence,
        at=at,
        event=event_id,
        recurrence_id=part.recurrence_id,
        way=Way.FOLDER,
        delivery=Delivery.SENT,
        name=organizer.name,
        language=language.code,
        subject=part.title,
        shown=digest(part),
        revising=digest(part, REVISING),
    )


def _written_to(composed: Composed) -> list[Person]:
    people = (one.guest.person for one in composed.messages)
    return list({one.id: one for one in people if one is not None}.values())


def _half(report: Report | None, half: int) -> Report | None:
    """Count composing and keeping as one work of two halves."""
    if report is None:
        return None
    return lambda done, total: report(half * total + done, 2 * total)


def _waiting(view: View, batch: UUID) -> list[Invitation]:
    """Return the messages of a batch that wait and are still true. Raises InvalidInput where all are out of date."""
    found = _of_batch(view.invitations.with_delivery([Delivery.PREPARED]), batch)
    outdated = {one.id: why_outdated(view, one) for one in found}
    if found and all(outdated.values()):
        raise InvalidInput(N_("Invitation"), next(iter(outdated.values())))
    return [one for one in found if not outdated[one.id]]


def _of_batch(invitations: Sequence[Invitation], batch: UUID) -> list[Invitation]:
    """Return the messages of a batch as the guest list stands, those to one guest in their order."""
    found = [one for one in invitations if one.batch == batch]
    return sorted(found, key=lambda one: (sort_key(one.name), str(one.guest), one.at))


def _part_title(family: Sequence[Event], invitation: Invitation) -> tuple[str, str]:
    """Return the title of the event that a message tells of, and the day of a single occurrence."""
    part = next((one for one in family if one.recurrence_id == invitation.recurrence_id), None)
    if part is None:
        return invitation.subject, ""
    return part.title, part.when.first_day.isoformat() if part.recurrence_id else ""


def make_folder(folder: Path) -> None:
    """Make a folder with those above it. Raises CannotWrite, DiskFull."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(folder) from error
        raise CannotWrite(folder, error.strerror or "") from error
