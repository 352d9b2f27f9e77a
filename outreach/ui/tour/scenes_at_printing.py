"""Scenes of printing for an event: Handouts with the meeting sheet of the next event, and the list that guests sign."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.handout import HandoutKind
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View


def scenes_at_printing(window: MainWindow) -> Iterator[View]:
    """Show the sheets of the sample year's events; the flyer stands there again afterwards."""
    if window.context is None or window.shell is None:
        return
    house = window.context.house
    coming = house.events.coming(house.now(), 1)
    listed = house.guests.listed(Listing(Kind.GUEST))
    window.show_page("handouts")
    page = window.shell.page
    if not isinstance(page, HandoutsPage):
        return
    if coming:
        page.show_for_event(HandoutKind.MEETING_SHEET, coming[0].id)
        yield View("handouts-meeting-sheet", window, lambda: page.live.settled)
        page.show_for_event(HandoutKind.SIGN_IN, listed[0].event if listed else coming[0].id)
        yield View("handouts-sign-in", window, lambda: page.live.settled)
    page.settings.choose_kind(HandoutKind.FLYER)
    page.settings.choose_event(None)
