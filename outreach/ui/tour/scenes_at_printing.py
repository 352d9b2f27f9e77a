"""Scenes of printing: Handouts with several kinds, many at once, and what was printed before."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.handout import HandoutKind
from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.services.handout_kinds.registry import TRADES
from outreach.ui.handouts.batch_dialog import BatchDialog
from outreach.ui.handouts.page import HandoutsPage
from outreach.ui.handouts.printed_before import PrintedDialog
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, opened

#: One of each sort: for the booth, for the guests, for the officers, for the wall.
_SHOWN = (HandoutKind.POSTER, HandoutKind.LEAFLET, HandoutKind.BADGES, HandoutKind.TENDER_CALENDAR)


def scenes_at_printing(window: MainWindow) -> Iterator[View]:
    """Show the handouts of the sample year's events; the flyer stands there again afterwards."""
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
        with_guests = listed[0].event if listed else coming[0].id
        page.show_for_event(HandoutKind.SIGN_IN, with_guests)
        yield View("handouts-sign-in", window, lambda: page.live.settled)
        for kind in _SHOWN:
            if kind in TRADES:
                page.show_for_event(kind, with_guests)
                yield View(f"handouts-{kind.value}", window, lambda: page.live.settled)
    page.settings.choose_kind(HandoutKind.FLYER)
    page.settings.choose_event(None)
    page.ask_many()
    many = opened(window, BatchDialog)
    yield View("handouts-many", many)
    many.reject()
    page.show_printed()
    printed = opened(window, PrintedDialog)
    yield View("handouts-printed", printed)
    printed.reject()
