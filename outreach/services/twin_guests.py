"""One person twice on one guest list: both laptops put the person there, and neither knew of the other's line.

After an exchange the two lines become one. Each laptop does it for itself, alike (the line with the smaller id stays), so whoever
hears of the other's deed has done the same already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.domain.changes import Changes
from outreach.domain.guest import Attendance, Guest, Standing
from outreach.domain.record import Kind
from outreach.language import N_
from outreach.services.notes_joined import notes_joined

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import Work

_TITLE = N_("Guests who stood twice became one line")


def join_twins(database: Database) -> tuple[int, Changes]:
    """Let everybody who stands on a list twice stand there once; return how many lines went, and what was changed.

    Final: what an exchange brought is not taken back here alone.
    """
    with database.read() as view:
        if not view.guests.twins():
            return 0, Changes()
    gone = 0
    with database.work(_TITLE) as work:
        work.finalise()
        for ids in work.guests.twins():
            first, *others = sorted(ids, key=str)
            for other in others:
                there, guest = work.guests.get(first), work.guests.get(other)
                if there is not None and guest is not None:
                    join(work, there, guest)
                    gone += 1
    return gone, work.changes


def join(work: Work, there: Guest, guest: Guest) -> None:
    """Let the line `there` say what both said, and `guest` go. Whoever came by one of the two came."""
    came = _with_later_answer(there, guest)
    if there.attendance is not Attendance.CAME and guest.attendance is not Attendance.UNKNOWN:
        came = replace(came, attendance=guest.attendance, arrived=guest.arrived or there.arrived)
    names = ("company", "name", "email", "language", "proposed", "delegate_of")
    known = {name: getattr(there, name) or getattr(guest, name) for name in names}
    if known["delegate_of"] in (there.id, guest.id):
        known["delegate_of"] = None
    work.save(Kind.GUEST, replace(came, **known, note=notes_joined(there.note, guest.note, ())))
    _move_letters(work, guest, there)
    work.delete(Kind.GUEST, guest.id)


def _with_later_answer(there: Guest, guest: Guest) -> Guest:
    """Return one line with what was answered last; who is expected by one of the two is expected."""
    order = {one.id: (one.answer_sequence, one.answer_stamp.timestamp() if one.answer_stamp else 0.0) for one in (there, guest)}
    if order[guest.id] > order[there.id]:
        names = ("answer", "answered", "answer_way", "answer_sequence", "answer_stamp")
        there = replace(there, **{name: getattr(guest, name) for name in names})
    note = notes_joined(there.answer_note, guest.answer_note, ())
    standing = guest.standing if there.standing is Standing.UNINVITED else there.standing
    return replace(there, answer_note=note, standing=standing)


def _move_letters(work: Work, old: Guest, new: Guest) -> None:
    """Let what was sent to a guest, what came back, and whom it sends, be the other line's."""
    for invitation in work.invitations.using(old.id):
        work.save(Kind.INVITATION, replace(invitation, guest=new.id))
    for reply in work.replies.using(old.id):
        work.save(Kind.REPLY, replace(reply, guest=new.id))
    for guest in work.guests.at_event(old.event):
        if guest.delegate_of == old.id and guest.id != new.id:
            work.save(Kind.GUEST, replace(guest, delegate_of=new.id))
