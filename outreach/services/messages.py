"""The messages of one sending as they will be: to each guest their own, with their own letter and calendar entry.

No message names another guest: not in its headers, its calendar object or its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from outreach.domain.declining import Channel
from outreach.domain.event import REVISING, Event, EventStatus, digest
from outreach.domain.guest import Answer, Guest, Standing, answered_before_move
from outreach.domain.invitation import Invitation, Method, Purpose, Way
from outreach.domain.letter import Letter
from outreach.domain.mailbox import Attendee, Mailbox, wire_address
from outreach.domain.plan import Plan, new_plan
from outreach.domain.privacy_text import Notice
from outreach.domain.tender import COMING
from outreach.domain.unit import UNIT_ID, Officer, Unit
from outreach.domain.usable import WHY_NOT_LABELS, Use, why_not
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, N_, Language
from outreach.services.addressing import address_of, language_of, organizer_of, why_unreachable
from outreach.services.declining import may_reach
from outreach.services.guest_lists import GuestLine
from outreach.services.letter_fields import field_values, information_for
from outreach.services.letters import fill, letter_for
from outreach.services.privacy import notice_now
from outreach.services.versions import (
    BARE,
    NOTHING_YET,
    Family,
    Standings,
    came_back,
    heard_from,
    is_from_another,
    next_sequence,
    part_named,
    parts_to_tell,
    standings_of,
)

if TYPE_CHECKING:
    from outreach.storage.work import View

#: Letters that always tell what the register keeps (GDPR, article 13), also where a unit's own text forgets it.
_INFORMING = (Purpose.INVITE,)

#: What is about the entry that the guest's calendar has, and leaves it with its organizer.
_TO_THE_TOLD = (Purpose.CANCEL, Purpose.UNINVITE, Purpose.DECLINE_PROPOSAL)

HAS_DECLINED = N_("does not want e-mail from us")
HAS_IT = N_("has the present version already")
NEVER_INVITED = N_("was never invited")
HAS_ANSWERED = N_("has answered already")
ANSWER_WAITS = N_("has answered, and the answer waits for your decision")
IS_UNINVITED = N_("is uninvited")
DOES_NOT_WAIT = N_("is not on the waiting list")
PROPOSES_NOTHING = N_("has not proposed another time")
IS_CANCELLED = N_("The event is cancelled: tell the guests of that instead.")
#: Who said no to e-mail is not invited or reminded; who was invited is still told that the time has moved.
_MAY_BE_DECLINED = (Purpose.INVITE, Purpose.REMIND)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `event` is what it tells of, as it is sent; `calendar` is empty for one that changes no calendar.

    `organizer` is the address that the calendar names.
    """

    guest: GuestLine
    event: Event
    purpose: Purpose
    method: Method
    at: datetime
    address: str
    language: str
    subject: str
    text: str
    calendar: bytes = field(repr=False)
    id: UUID = field(default_factory=uuid4)
    dropped: tuple[str, ...] = ()
    organizer: str = ""

    @property
    def message_id(self) -> str:
        """The Message-ID of the mail, the same at every try."""
        return f"<{self.id}@{wire_address(self.event.organizer).rpartition('@')[2]}>"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guest who gets no message. `reason` is a catalogue text, filled with `values`."""

    guest: GuestLine
    reason: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sending:
    """Everything that the messages of one sending share. `date_falls` are the letters for a single date that is cancelled.

    `kept` are the addresses of guests behind whom the event stays in the calendar: a shared mailbox has one for all of them.
    """

    family: Family
    purpose: Purpose
    organizer: Mailbox
    officer: str
    unit: Unit
    plan: Plan
    tenders: tuple[str, ...]
    lines: tuple[GuestLine, ...]
    invitations: tuple[Invitation, ...]
    standings: dict[UUID, Standings]
    letters: dict[str, Letter]
    date_falls: dict[str, Letter]
    first_stamp: datetime
    way: Way
    comment: str = ""
    occurrence: str = ""
    heard: frozenset[UUID] = frozenset()
    kept: frozenset[str] = frozenset()
    notices: dict[str, Notice] = field(default_factory=dict)

    @property
    def has_coming_tender(self) -> bool:
        """Say whether the event shows a tender that is still to come: then everybody must get the same information."""
        return bool(self.tenders)


def sending(
    view: View,
    family: Family,
    purpose: Purpose,
    lines: Sequence[GuestLine],
    *,
    writer: str,
    now: datetime,
    way: Way,
    letters: Iterable[Letter] = (),
    comment: str = "",
    occurrence: str = "",
) -> Sending:
    """Read what the messages of one sending share. Raises InvalidInput where nobody can be the sender."""
    unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
    officers = view.officers.all()
    tenders = view.tenders.many(family.master.tenders)
    told = tuple(view.invitations.with_uid(family.master.uid))
    given = list(letters)
    standings = standings_of(told)
    organizer = organizer_of(family.master, unit, officers, writer)
    # In a letter nobody can "speak to one of us here".
    reachable = unit if unit.email else replace(unit, email=organizer.address)
    return Sending(
        family=family,
        purpose=purpose,
        organizer=organizer,
        officer=_signature(officers, writer),
        unit=unit,
        plan=view.plans.of(family.master.id) or new_plan(family.master.id),
        tenders=tuple(tenders[one].title for one in family.master.tenders if one in tenders and tenders[one].stage in COMING),
        lines=tuple(lines),
        invitations=told,
        standings=standings,
        letters={code: letter_for(view, family.master.id, purpose, code, given) for code in LANGUAGES},
        date_falls={code: letter_for(view, family.master.id, Purpose.CANCEL, code, given) for code in LANGUAGES},
        first_stamp=_first_stamp(now, told),
        way=way,
        comment=comment,
        occurrence=occurrence,
        heard=heard_from(view.replies.with_uid(family.master.uid)),
        kept=_kept_addresses(view, family, lines, standings),
        notices={code: notice_now(view, Language(code), home_day(now), reachable) for code in LANGUAGES},
    )


def _kept_addresses(
    view: View, family: Family, lines: Sequence[GuestLine], standings: Mapping[UUID, Standings]
) -> frozenset[str]:
    """Return where the invitations of those guests went who are not written to now, and who are still invited."""
    written_to = {line.guest.id for line in lines}
    others = (
        standings.get(one.id, NOTHING_YET)
        for one in view.guests.at_event(family.master.id)
        if one.id not in written_to and one.standing is not Standing.UNINVITED
    )
    return frozenset(one.told[""].address.casefold() for one in others if one.is_told)


def _signature(officers: Iterable[Officer], writer: str) -> str:
    return writer if any(one.name == writer for one in officers) else ""


def _first_stamp(now: datetime, told: Sequence[Invitation]) -> datetime:
    """Return the DTSTAMP of a guest's first message: whole seconds, later than every one before it."""
    present = now.replace(microsecond=0)
    return max([present, *(one.at + timedelta(seconds=1) for one in told)])


# Who gets one ----------------------------------------------------------------------------------------------------------


def reason_against(shared: Sending, line: GuestLine) -> tuple[str, dict[str, str]] | None:
    """Return why a guest gets no message of this purpose, or None."""
    guest = line.guest
    against = why_not(line.person, Use.INVITATION) if line.person is not None else None
    if against is not None:
        return WHY_NOT_LABELS[against], {}
    standing = shared.standings.get(guest.id, NOTHING_YET)
    reason = _NOT_DUE[shared.purpose](shared, guest, standing)
    if reason and not (reason == HAS_IT and _went_elsewhere(line, standing)):
        return reason, {}
    if shared.purpose in _MAY_BE_DECLINED and _has_declined(line):
        return HAS_DECLINED, {}
    if not address_of(guest, line.person):
        return why_unreachable(guest, line.person)
    return None


def _has_declined(line: GuestLine) -> bool:
    return any(record is not None and not may_reach(record, Channel.EMAIL) for record in (line.person, line.company))


def _went_elsewhere(line: GuestLine, standing: Standings) -> bool:
    """Say whether the invitation went to another address than the guest's: one that was mistyped, or belonged to somebody else."""
    main = standing.told.get("")
    return main is not None and main.address.casefold() != address_of(line.guest, line.person).casefold()


def _against_invite(shared: Sending, _guest: Guest, standing: Standings) -> str:
    return HAS_IT if standing.is_told and not parts_to_tell(shared.family, standing) else ""


def _against_update(_shared: Sending, guest: Guest, standing: Standings) -> str:
    if guest.standing is Standing.UNINVITED:
        return IS_UNINVITED
    return "" if standing.is_told else NEVER_INVITED


def _against_cancel(_shared: Sending, _guest: Guest, standing: Standings) -> str:
    return "" if standing.is_told else NEVER_INVITED


def _against_remind(shared: Sending, guest: Guest, standing: Standings) -> str:
    against = _against_update(shared, guest, standing)
    has_answered = guest.answer is not Answer.NONE and not answered_before_move(guest, shared.family.master)
    return against or (HAS_ANSWERED if has_answered else ANSWER_WAITS if guest.id in shared.heard else "")


def _against_wait(_shared: Sending, guest: Guest, _standing: Standings) -> str:
    return "" if guest.standing is Standing.WAITING else DOES_NOT_WAIT


def _against_offer(_shared: Sending, guest: Guest, standing: Standings) -> str:
    waits = guest.standing is Standing.WAITING or (
        guest.standing is Standing.LISTED and Purpose.WAIT in standing.times
    )
    return "" if waits else DOES_NOT_WAIT


def _against_decline(_shared: Sending, guest: Guest, _standing: Standings) -> str:
    return "" if guest.proposed is not None else PROPOSES_NOTHING


_NOT_DUE = {
    Purpose.INVITE: _against_invite,
    Purpose.UPDATE: _against_update,
    Purpose.CANCEL: _against_cancel,
    Purpose.UNINVITE: _against_cancel,
    Purpose.REMIND: _against_remind,
    Purpose.WAIT: _against_wait,
    Purpose.OFFER: _against_offer,
    Purpose.DECLINE_PROPOSAL: _against_decline,
}


def parts_for(shared: Sending, guest: Guest) -> tuple[Event, ...]:
    """Return the parts of the event of which a guest is told, the series itself first."""
    family = shared.family
    standing = shared.standings.get(guest.id, NOTHING_YET)
    if shared.occurrence:
        return (part_named(family, shared.occurrence),)
    if shared.purpose in (Purpose.CANCEL, Purpose.UNINVITE, Purpose.WAIT, Purpose.DECLINE_PROPOSAL):
        return (family.master,)
    if shared.purpose is Purpose.REMIND:
        return parts_to_tell(family, standing) or (family.master,)
    alive = tuple(one for one in family.overrides if one.status is not EventStatus.CANCELLED)
    return parts_to_tell(family, standing) or (family.master, *alive)


def raised(shared: Sending, lines: Iterable[GuestLine]) -> list[Event]:
    """Return the parts that will be told, those whose SEQUENCE must grow for it with their new number."""
    chosen = list(lines)
    wanted = {one.id for line in chosen for one in parts_for(shared, line.guest)}
    mains = [shared.standings.get(line.guest.id, NOTHING_YET).told.get("") for line in chosen]
    anew = any(main is not None and came_back(shared.family, main) for main in mains)
    ours = shared.organizer.address
    taken_over = shared.purpose not in _TO_THE_TOLD and any(is_from_another(main, ours) for main in mains)
    least = next_sequence(shared.family.master, shared.invitations, anew=anew, organizer=ours if taken_over else "")
    return [
        replace(part, sequence=max(next_sequence(part, shared.invitations), least))
        for part in shared.family.parts
        if part.id in wanted
    ]


# What it says ----------------------------------------------------------------------------------------------------------


def messages_to(shared: Sending, line: GuestLine) -> list[Message]:
    """Return the messages to one guest: one, or for a series one for each part of it."""
    numbered = {one.recurrence_id: one for one in shared.family.parts}
    parts = [numbered.get(one.recurrence_id) or _with_number(shared, one) for one in parts_for(shared, line.guest)]
    organizer = _organizer(shared, line.guest, parts)
    return [
        _message(shared, line, part, organizer, shared.first_stamp + timedelta(seconds=number))
        for number, part in enumerate(parts)
    ]


def _with_number(shared: Sending, date: Event) -> Event:
    """Return a date that is as usual again, with a number above what was sent of it."""
    return replace(date, sequence=max(next_sequence(date, shared.invitations), shared.family.master.sequence))


def _message(shared: Sending, line: GuestLine, part: Event, organizer: Mailbox, at: datetime) -> Message:
    language = Language(language_of(line.guest, line.person))
    address = address_of(line.guest, line.person)
    method = _method(shared.purpose, part)
    dropped = _dropped(shared.family) if not part.recurrence_id else ()
    told = replace(part, organizer=shared.organizer.address)
    calendar = _calendar(shared, _without(told, dropped), method, line, organizer, address, at, language)
    values = field_values(shared, line, part, language)
    falls = method is Method.CANCEL and bool(part.recurrence_id)
    letter = (shared.date_falls if falls else shared.letters)[language.code]
    return Message(
        guest=line,
        event=told,
        purpose=shared.purpose,
        method=method,
        at=at,
        address=address,
        language=language.code,
        subject=" ".join(fill(letter.subject, values).split()),
        text=_body(shared, letter, values),
        calendar=calendar,
        dropped=dropped,
        organizer=organizer.address,
    )


def _method(purpose: Purpose, part: Event) -> Method:
    if purpose is Purpose.DECLINE_PROPOSAL:
        return Method.DECLINECOUNTER
    if purpose is Purpose.WAIT:
        return Method.PUBLISH
    falls = purpose in (Purpose.CANCEL, Purpose.UNINVITE) or part.status is EventStatus.CANCELLED
    return Method.CANCEL if falls else Method.REQUEST


def _dropped(family: Family) -> tuple[str, ...]:
    return tuple(one.recurrence_id for one in family.overrides if one.status is EventStatus.CANCELLED)


def _without(event: Event, dropped: Iterable[str]) -> Event:
    """Return a series without its cancelled dates, so that who is invited now never sees them."""
    lines = tuple(f"EXDATE:{one}" for one in dropped)
    return replace(event, recurrence=(*event.recurrence, *lines)) if lines and event.recurrence else event


def _calendar(
    shared: Sending,
    event: Event,
    method: Method,
    line: GuestLine,
    organizer: Mailbox,
    address: str,
    at: datetime,
    language: Language,
) -> bytes:
    from outreach.formats.itip import write_itip

    if shared.purpose is Purpose.WAIT or (shared.purpose is Purpose.UNINVITE and address.casefold() in shared.kept):
        return b""
    if method is Method.REQUEST:
        # The entry stays in the guest's calendar when the letter is long gone.
        told = information_for(shared, line, language)
        event = replace(event, description="\n\n".join(filter(None, (event.description.rstrip(), told))))
    return write_itip(
        event,
        method=method,
        organizer=organizer,
        attendee=Attendee(address, line.name, _answer_told(shared, line.guest)),
        stamp=at,
        language=language,
        sequence=event.sequence,
        whole=shared.purpose is not Purpose.UNINVITE,
        comment=shared.comment,
        sent_by=shared.organizer.address if organizer.address != shared.organizer.address else "",
    )


def _organizer(shared: Sending, guest: Guest, parts: Iterable[Event]) -> Mailbox:
    """Return whom the messages to a guest name as the organizer.

    Who takes over sends a new REQUEST with a higher SEQUENCE (RFC 5546, 3.2.2.6). What refers to the entry that is there names its
    organizer, and us as who sends it: programs take a cancellation from nobody else.
    """
    main = shared.standings.get(guest.id, NOTHING_YET).told.get("")
    refers = shared.purpose in _TO_THE_TOLD or all(one.recurrence_id for one in parts)
    if main is None or not refers or not is_from_another(main, shared.organizer.address):
        return shared.organizer
    return Mailbox(main.organizer, shared.organizer.name)


def _answer_told(shared: Sending, guest: Guest) -> Answer:
    """Return PARTSTAT: a guest who answered before time, place or status changed is asked anew (RFC 5546, 3.2.2.1)."""
    main = shared.standings.get(guest.id, NOTHING_YET).told.get("")
    revised = main is not None and main.revising != digest(shared.family.master, REVISING)
    asked_anew = revised or answered_before_move(guest, shared.family.master)
    if shared.purpose in (Purpose.INVITE, Purpose.UPDATE, Purpose.REMIND) and asked_anew:
        return Answer.NONE
    return guest.answer


def _body(shared: Sending, letter: Letter, values: dict[str, str]) -> str:
    text = fill(letter.body, values)
    if shared.purpose in _INFORMING and values["information"] not in text:
        text = f"{text}\n\n{values['information']}"
    return f"{text}\n"


def require_alive(family: Family, purpose: Purpose) -> None:
    """Raise InvalidInput for an invitation to an event that is cancelled."""
    if family.is_cancelled and purpose not in (Purpose.CANCEL, Purpose.UNINVITE, *BARE):
        raise InvalidInput(N_("Invitation"), IS_CANCELLED)
