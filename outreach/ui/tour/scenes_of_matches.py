"""Scenes of who may want to know of a tender, and of the table of industries. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from outreach.ui.main_window import MainWindow
from outreach.ui.matches.industries import IndustriesDialog
from outreach.ui.matches.window import MatchWindow
from outreach.ui.tour.view import View, come_to_rest

_MOST_LOOKED_AT = 8


def scenes_of_matches(window: MainWindow) -> Iterator[View]:
    """Show the window of the coming tender that most companies may want to know of."""
    if window.context is None:
        return
    house = window.context.house
    coming = house.tenders.coming(house.now().date(), _MOST_LOOKED_AT)
    if not coming:
        return
    most = max(coming, key=lambda tender: len(house.matches.for_tender(tender.id)))
    matches = MatchWindow(window.context, most.id, window)
    matches.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    matches.open()
    come_to_rest(window.parts, lambda: bool(matches.title.text()))
    matches.model.tick(range(0, min(5, len(matches.model.rows)), 2), on=True)
    # No company may be the answer, too: the rows have come with the title.
    yield View("match", matches, lambda: bool(matches.title.text()))
    industries = IndustriesDialog(window.context, matches)
    industries.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    industries.open()
    yield View("industries", industries, lambda: bool(industries.links))
    industries.reject()
    matches.close()
