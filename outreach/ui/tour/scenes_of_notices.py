"""A scene of notices: a tender that is over, with how its lots ended and what its notices changed. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QScrollArea

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.main_window import MainWindow
from outreach.ui.tenders.notice_parts import RESULTS
from outreach.ui.tenders.page import TendersPage
from outreach.ui.theme import MARGIN
from outreach.ui.tour.view import View, come_to_rest, page


def scenes_of_notices(window: MainWindow) -> Iterator[View]:
    """Show the first tender with results in two lots, if the workspace has one, down to its notices."""
    view = page(window, "tenders")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if window.context is None or not isinstance(shown, TendersPage):
        return
    tenders = window.context.house.tenders.listed(Listing(Kind.TENDER))
    over = next((one for one in tenders if len(one.results) > 1), None)
    if over is None:
        return
    shown.clear()
    shown.show_record(over.id)
    come_to_rest(window.parts)
    heading = next((one for one in shown.details.findChildren(QLabel) if one.text() == shown.details.say(RESULTS)), None)
    for area in shown.details.findChildren(QScrollArea):
        inner = area.widget()
        if heading is not None and inner is not None:
            area.verticalScrollBar().setValue(heading.mapTo(inner, QPoint(0, 0)).y() - MARGIN)
    yield View("tender-notices", window)
