"""Scenes of a day out: capture, fair mode, check-in, scanning. Nothing that is typed here is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.capture.entry import Entry
from outreach.ui.capture.question_panel import QuestionPanel, counted_at
from outreach.ui.capture.quick_line_box import QuickLineBox
from outreach.ui.capture.window import CaptureWindow
from outreach.ui.cards.window import CardsWindow
from outreach.ui.checkin.self_service import SelfService
from outreach.ui.checkin.window import CheckInWindow
from outreach.ui.fair.window import FairWindow
from outreach.ui.main_window import MainWindow
from outreach.ui.scan.dialog import ScanDialog
from outreach.ui.scan.dialog_parts import DETAIL
from outreach.ui.scan.own_card import OwnCardScreen
from outreach.ui.tour.typed import ENTRY, LINE, QUESTION, SIGNATURE
from outreach.ui.tour.view import SIZE, View, opened


def scenes_at_events(window: MainWindow) -> Iterator[View]:
    """Show every window that is used among visitors."""
    yield from _capture(window)
    yield from _one_line(window)
    yield from _fair(window)
    yield from _check_in(window)
    yield from _scan(window)


def _capture(window: MainWindow) -> Iterator[View]:
    """A window of our own: the officer's may hold a draft, which must stay as it is."""
    if window.context is None:
        return
    capture = CaptureWindow(window.context, window)
    capture.open(None)
    with QSignalBlocker(capture.form):  # what nobody typed is no draft to be kept
        capture.form.show_entry(ENTRY)
    yield View("capture", capture, lambda: ENTRY.person in capture.form.preview.text())
    with QSignalBlocker(capture.form):
        capture.form.show_entry(Entry())
    capture.hide()
    capture.deleteLater()


def _one_line(window: MainWindow) -> Iterator[View]:
    """The box for one line, with something to look at twice in it."""
    if window.context is None:
        return
    box = QuickLineBox(window.context, window)
    box.show()
    box.show_text(LINE)
    yield View("one-line", box, lambda: bool(box.preview.text()))
    box.clear()
    box.hide()
    box.deleteLater()


def _fair(window: MainWindow) -> Iterator[View]:
    """Fair mode at the event with most conversations: while somebody types, while a question is asked, and covered."""
    if window.context is None:
        return
    events = Counter(row.event for row in window.context.house.meetings.listed(Listing(Kind.MEETING)) if row.event)
    if not events:
        return
    fair = FairWindow(window.context, window)
    fair.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    fair.open(events.most_common(1)[0][0])
    fair.showNormal()
    fair.resize(SIZE)
    with QSignalBlocker(fair.form):
        fair.form.show_entry(ENTRY)
    yield View("fair", fair, lambda: ENTRY.person in fair.form.preview.text() and bool(fair.latest.lines))
    question = QuestionPanel(window.context, window)
    question.open_over(fair, counted_at(fair.event_id), fair.times)
    question.show_text(QUESTION)
    yield View("fair-question", fair)
    question.clear()
    question.go_home()
    question.deleteLater()
    with QSignalBlocker(fair.form):
        fair.form.show_entry(Entry())
    fair.cover(True)
    yield View("fair-covered", fair)
    fair.hide()
    fair.deleteLater()


def _check_in(window: MainWindow) -> Iterator[View]:
    """The check-in window of the event with a guest list, and the guests' own screen; nobody is checked in."""
    if window.context is None:
        return
    house = window.context.house
    listed = house.guests.listed(Listing(Kind.GUEST))
    if not listed:
        return
    check_in = CheckInWindow(window.context, listed[0].event, window)
    check_in.open()
    yield View("check-in", check_in, lambda: bool(check_in.guests.lines))
    screen = SelfService(window.context, listed[0].event, check_in)
    screen.resize(SIZE)
    screen.show()
    screen.start()
    yield View("self-service", screen, lambda: bool(screen.about.text()))
    screen.end()
    check_in.close()


def _scan(window: MainWindow) -> Iterator[View]:
    """The preview of a pasted signature, a card to type in, and our own card; nothing is kept."""
    if window.context is None or window.desk is None:
        return
    house = window.context.house
    window.desk.scanning.scan(SIGNATURE)
    preview = opened(window, ScanDialog)
    yield View("scan", preview, lambda: preview.parts.stack.currentIndex() == DETAIL)
    preview.close()
    cards = CardsWindow(window.context, window)
    cards.open()
    form = cards.parts.form
    yield View("cards", cards, lambda: form.entry().is_empty or form.preview.isVisible())
    cards.close()
    if house.officer:
        screen = OwnCardScreen(window.context, house.own_card.mine(), window)
        screen.resize(SIZE)
        screen.show()
        yield View("own-card", screen)
        screen.close()
