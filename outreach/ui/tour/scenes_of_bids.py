"""Scenes of bids: the sheet of a tender, a list from an opening, who did not bid, the radar, and the pane that tells it all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.bids.no_bids_window import NoBidsWindow
from outreach.ui.bids.parts import BIDS
from outreach.ui.bids.radar_window import RadarWindow
from outreach.ui.bids.window import BidsWindow
from outreach.ui.main_window import MainWindow
from outreach.ui.tenders.page import TendersPage
from outreach.ui.theme import MARGIN
from outreach.ui.tour.view import View, come_to_rest, page

Shown = TypeVar("Shown", bound=QWidget)
_USUAL = QSize(1000, 680)

_LIST = (
    "Anbudsförteckning;;;;\nAnbudsgivare;Org.nr;Anbudsområde;Anbudssumma;Giltigt\n"
    "Mälardalens Alltjänst AB;;1;1 240 000 kr;Ja\nByggmästarna i Norr AB / Dala Schakt AB;;1;1 310 000:-;Ja\n"
    "Sena Anbud HB;;2;980 000;Nej, för sent\n;;2;1 100 000;Ja\n"
)


def scenes_of_bids(window: MainWindow) -> Iterator[View]:
    """Show bids of the sample's purchases that are over. Nothing is kept."""
    if window.context is None:
        return
    house = window.context.house
    over = [one for one in house.tenders.listed(Listing(Kind.TENDER)) if one.results]
    if not over:
        return
    richest = max(over, key=lambda one: (len(one.lots), sum(len(lot.bids) for lot in house.bids.of(one.id).lots)))
    sheet = _unseen(BidsWindow(window.context, richest.id, window))
    sheet.open()
    yield View("bids", sheet, lambda: bool(sheet.sheets))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "anbudsforteckning.csv"
        path.write_text(_LIST, "utf-8")
        opening = sheet.read_list(path)
        opening.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        yield View("bids-list", opening, lambda: opening.preview is not None)
        opening.reject()
    sheet.close()
    asked = max(over, key=lambda one: len(house.no_bids.list(one.id)))
    missing = _unseen(NoBidsWindow(window.context, asked.id, window))
    missing.open()
    yield View("no-bids", missing, lambda: bool(missing.title.text()))
    missing.close()
    radar = _unseen(RadarWindow(window.context, window))
    radar.open()
    come_to_rest(window.parts, lambda: bool(radar.found.text()))
    yield View("radar", radar, lambda: bool(radar.found.text()))
    radar.close()
    yield from _pane(window, asked.id)


def _pane(window: MainWindow, tender: UUID) -> Iterator[View]:
    """Show the pane of a tender down to its bids."""
    view = page(window, "tenders")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, TendersPage):
        return
    shown.clear()
    shown.show_record(tender)
    come_to_rest(window.parts)
    heading = next((one for one in shown.details.findChildren(QLabel) if one.text() == shown.details.say(BIDS)), None)
    for area in shown.details.findChildren(QScrollArea):
        inner = area.widget()
        if heading is not None and inner is not None:
            area.verticalScrollBar().setValue(heading.mapTo(inner, QPoint(0, 0)).y() - MARGIN)
    yield View("tender-bids", window)


def _unseen(widget: Shown) -> Shown:
    """Keep a window off the screen, in the size that it has on a usual one."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(_USUAL)
    return widget
