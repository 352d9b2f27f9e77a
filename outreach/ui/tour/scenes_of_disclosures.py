"""Scenes of equal treatment: capture that turns red, new information, what must reach everyone, a tender's log. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.domain.tender import Tender, is_under_advertisement
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.disclosures.log_window import TenderLogWindow
from outreach.ui.disclosures.talk_dialog import TalkDialog
from outreach.ui.disclosures.window import DisclosureWindow
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.typed import ADVERTISED_NOTE, NEWS_NOTE
from outreach.ui.tour.view import View


def scenes_of_disclosures(window: MainWindow) -> Iterator[View]:
    """Show capture about a tender under advertisement, and the windows of what everybody shall know."""
    if window.context is None:
        return
    house = window.context.house
    tenders = house.tenders.listed(Listing(Kind.TENDER))
    today = house.now().date()
    under = next((one for one in tenders if is_under_advertisement(one, today)), None)
    items = house.disclosures.open_items()
    if under is not None:
        yield from _red(window, under, ADVERTISED_NOTE, "capture-advertised")
    if not items:
        return
    about = next((one.tender for one in items if one.tender), None)
    if about is not None:
        yield from _red(window, about, NEWS_NOTE, "capture-news")
    everyone = DisclosureWindow(window.context, window)
    everyone.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    everyone.everything.setChecked(True)
    everyone.open()
    yield View("to-everyone", everyone, lambda: bool(everyone.list.lines))
    everyone.reject()
    published = [one for one in house.disclosures.every() if one.disclosure.published and one.tender]
    if published and published[0].tender is not None and published[0].meeting is not None:
        log = TenderLogWindow(window.context, published[0].tender.id, window)
        log.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        log.open()
        yield View("dialogue-log", log, lambda: bool(log.list.lines))
        talk = TalkDialog(window.context, published[0].meeting, log, frozen=True)
        talk.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        talk.open()
        yield View("add-to-talk", talk)
        talk.reject()
        log.reject()


def _red(window: MainWindow, tender: Tender, note: str, name: str) -> Iterator[View]:
    if window.context is None:
        return
    capture = CaptureWindow(window.context, window)
    capture.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    capture.open(None)
    with QSignalBlocker(capture.form):  # what nobody typed is no draft to be kept
        capture.form.show_entry(Entry(company="Bergs Bygg AB", person="Anna Berg", note=note.format(tender=tender.title)))
    yield View(name, capture, lambda: not capture.form.information.isHidden())
    with QSignalBlocker(capture.form):
        capture.form.show_entry(Entry())
    capture.hide()
    capture.deleteLater()
