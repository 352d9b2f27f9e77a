"""Scenes of inviting and of answers: the invite window, the letter, answers to decide. Nothing is sent, kept or decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from PySide6.QtCore import Qt

from outreach.domain.invitation import Purpose
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.ui.invitations.answers_window import AnswersWindow
from outreach.ui.invitations.guest_history import GuestHistory
from outreach.ui.invitations.send_dialog import SendDialog
from outreach.ui.invitations.window import InviteWindow
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View

#: What may be due, in the order in which the letters are worth a picture.
_WORTH = (Purpose.INVITE, Purpose.UPDATE, Purpose.OFFER, Purpose.WAIT, Purpose.REMIND, Purpose.CANCEL)


def scenes_of_invitations(window: MainWindow) -> Iterator[View]:
    """Show the windows of invitations."""
    if window.context is None:
        return
    house = window.context.house
    full, empty = _events(house)
    for name, event in (("invite", full), ("invite-empty", empty)):
        if event is not None:
            yield from _invite(window, name, event)
    yield from _answers(window)


def _events(house: House) -> tuple[UUID | None, UUID | None]:
    """Return the event with most guests, and the next one without any."""
    guests = Counter(guest.event for guest in house.guests.listed(Listing(Kind.GUEST)))
    coming = [event.id for event in house.events.coming(house.now(), 50) if event.id not in guests]
    return (guests.most_common(1)[0][0] if guests else None), (coming[0] if coming else None)


def _invite(window: MainWindow, name: str, event: UUID) -> Iterator[View]:
    assert window.context is not None
    invite = InviteWindow(window.context, event, window)
    invite.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    invite.resize(1240, 700)
    invite.open()
    whom = invite.parts.whom
    yield View(name, invite, lambda: invite.found is not None and bool(invite.found.rows or whom.list.lines))
    if invite.found is not None and invite.found.rows:
        yield from _letter(invite, invite.found.rows[0].guest.id)
        yield from _history(invite)
    invite.close()


def _letter(invite: InviteWindow, first: UUID) -> Iterator[View]:
    due = invite.found.due if invite.found is not None else None
    purpose = next((one for one in _WORTH if due is not None and due.of(one)), Purpose.REMIND)
    ids = due.of(purpose) if due is not None else ()
    invite.send(purpose, ids or (first,))
    dialog = next(one for one in reversed(invite.findChildren(SendDialog)) if one.isVisible())
    dialog.resize(1120, 700)
    # In a workspace without a sender's address there is no letter: the sentence that says so is shown.
    yield View("letter", dialog, lambda: bool(dialog.letter.view.subject.text() or dialog.letter.status.text()))
    dialog.reject()


def _history(invite: InviteWindow) -> Iterator[View]:
    told = [row for row in invite.parts.guests.rows if row.last is not None]
    if not told:
        return
    invite.parts.table.choose([told[0].guest.id])
    invite.show_history()
    dialog = next(one for one in reversed(invite.findChildren(GuestHistory)) if one.isVisible())
    yield View("guest-history", dialog, lambda: bool(dialog.lines.lines))
    dialog.reject()


def _answers(window: MainWindow) -> Iterator[View]:
    assert window.context is not None
    answers = AnswersWindow(window.context, window)
    answers.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    answers.resize(1040, 640)
    answers.open()
    yield View("answers", answers)
    answers.close()
