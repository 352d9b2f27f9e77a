"""Which event is it? The one that is under way by the clock, else the next one of today; only otherwise is the officer asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from outreach.domain.when import day_of
from outreach.language import N_
from outreach.services.house import House
from outreach.ui.checkin.choose_event import ChooseEvent
from outreach.ui.context import Context


def likely_event(house: House) -> UUID | None:
    """Return the event that an officer who opens fair mode is at, or None when the clock does not tell. Runs on the worker."""
    now = house.now()
    current = house.events.under_way(now)
    if current is not None:
        return current.id
    _, end = day_of(now)
    return next((event.id for event in house.events.coming(now, 1) if event.when.start_utc < end), None)


def find_event(context: Context, parent: QWidget, then: Callable[[UUID], None]) -> None:
    """Find the event by the clock, or ask for it, and go on with it."""
    house, words = context.house, context.words

    def take(event: UUID | None) -> None:
        if event is not None:
            then(event)
            return
        dialog = ChooseEvent(context, words(N_("No event is under way. Which one are you at?")), N_("Open fair mode"), parent)
        dialog.chosen.connect(then)
        dialog.open()

    context.read(lambda: likely_event(house), take, parent)
