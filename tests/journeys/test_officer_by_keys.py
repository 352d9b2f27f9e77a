"""An invitation's whole way by keyboard: invite, move in the week, tell of it, read and decide answers, uninvite, cancel."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from outreach.domain.event import EventStatus
from outreach.domain.guest import Answer, Standing
from outreach.domain.invitation import Purpose
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from tests.ui.conftest import make_window, parts, place, ready_workspace, window
from tests.ui.invited import answer

from .test_plan_invite_print import CTRL, CTRL_ALT, Hand, come_back, focused_window, full

__all__ = ["full", "make_window", "parts", "place", "ready_workspace", "window"]

Key = Qt.Key


def test_the_whole_way_of_an_invitation_by_keyboard(full: Any, qtbot: Any, tmp_path: Path) -> None:
    window, house, hand = full, full.context.house, Hand(qtbot, full)

    def events() -> Any:
        (event,) = house.events.listed(Listing(Kind.EVENT))
        return event

    def send_what_is_due() -> None:
        """Enter on what is due, Enter on the letter, Enter on what was done."""
        before = len(house.invitations.of_event(events().id))
        hand.press("the letter", Key.Key_Return)
        hand.press("the drafts", Key.Key_Return)
        hand.rest()
        assert len(house.invitations.of_event(events().id)) > before
        hand.press("close", Key.Key_Return)

    hand.press("new", Key.Key_N, CTRL_ALT)
    hand.type("breakfast")
    hand.press("this", Key.Key_Return)
    hand.type("2026-12-17")
    hand.press("save", Key.Key_Return, CTRL)
    hand.press("invite", Key.Key_I, CTRL_ALT)
    invite = focused_window()
    hand.type("byggare")
    hand.press("the view", Key.Key_Return)
    send_what_is_due()
    come_back(qtbot, invite)
    hand.press("back", Key.Key_Escape)
    come_back(qtbot, window)

    # Move it in the week.
    before = events()
    hand.press("week", Key.Key_W, CTRL_ALT)
    come_back(qtbot, window)
    picture = window.shell.page.picture
    if picture.current_event() is None:
        hand.press("the first event of the day", Key.Key_Tab)
    assert picture.current_event() == before.id
    hand.press("a quarter later", Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = events()
    assert moved.when.start - before.when.start == timedelta(minutes=15)
    assert (moved.uid, moved.sequence) == (before.uid, before.sequence + 1)
    assert picture.notice.sentence.text() == "120 guests have the old time."

    # Tell of it: the window opens on what is due.
    hand.press("invite", Key.Key_I, CTRL_ALT)
    invite = focused_window()
    assert invite.parts.due.sentences[0].text == "120 guests have the old time or place"
    send_what_is_due()
    come_back(qtbot, invite)
    updates = [one for one in house.invitations.of_event(moved.id) if one.purpose is Purpose.UPDATE]
    assert {(len(updates), one.sequence) for one in updates} == {(120, moved.sequence)}

    # One accepts, one proposes; both are pasted.
    first, second, third = updates[:3]
    proposal = answer(second, "COUNTER", "TENTATIVE", start="20261218T070000Z", more="DTEND:20261218T083000Z")
    for data in (answer(first, start="20261217T064500Z"), proposal):
        QGuiApplication.clipboard().setText(data.decode())
        hand.press("read", Key.Key_V, CTRL)
        hand.press("take in", Key.Key_Return)
        hand.rest()
        if QApplication.focusWidget() is not None and focused_window() is not invite:
            hand.press("what was read is seen", Key.Key_Escape)
        come_back(qtbot, invite)
    QGuiApplication.clipboard().clear()
    assert house.guests.get(first.guest).answer is Answer.ACCEPTED

    hand.press("decide", Key.Key_S, CTRL_ALT)
    assert focused_window() is not invite
    hand.press("note it only", Key.Key_N)
    assert not house.replies.waiting()
    hand.press("back", Key.Key_Escape)
    come_back(qtbot, invite)

    # Uninvite one, found by name, and tell of it.
    hand.press("find", Key.Key_F, CTRL)
    assert QApplication.focusWidget() is invite.parts.search
    hand.type(third.name)
    hand.press("into the list", Key.Key_Down)
    hand.press("uninvite", Key.Key_Delete)
    assert house.guests.get(third.guest).standing is Standing.UNINVITED
    hand.press("all again", Key.Key_Escape)
    hand.press("what is due", Key.Key_Return, CTRL)
    hand.press("the drafts", Key.Key_Return)
    hand.rest()
    hand.press("close", Key.Key_Return)
    come_back(qtbot, invite)
    told = [one for one in house.invitations.of_event(moved.id) if one.purpose is Purpose.UNINVITE]
    assert [one.guest for one in told] == [third.guest]
    hand.press("back", Key.Key_Escape)
    come_back(qtbot, window)

    # Cancel, and tell the 119.
    hand.press("commands", Key.Key_K, CTRL)
    hand.type("cancel the")
    hand.press("cancel the event", Key.Key_Return)
    come_back(qtbot, window)
    assert events().status is EventStatus.CANCELLED
    hand.press("invite", Key.Key_I, CTRL_ALT)
    send_what_is_due()
    cancelled = [one for one in house.invitations.of_event(moved.id) if one.purpose is Purpose.CANCEL]
    assert len(cancelled) == 119
    assert {one.uid for one in cancelled} == {before.uid}
