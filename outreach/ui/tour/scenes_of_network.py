"""Scenes of the network: its tabs, a card's form, two cards side by side, a package on its way out and in. Nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from outreach.ui.main_window import MainWindow
from outreach.ui.network.card_form import CardForm
from outreach.ui.network.card_view import CardView
from outreach.ui.network.compare_window import CompareWindow
from outreach.ui.network.export_window import ExportWindow
from outreach.ui.network.import_window import PackageWindow
from outreach.ui.network.page import TABS, NetworkPage
from outreach.ui.tour.view import View, come_to_rest, opened, page


def scenes_of_network(window: MainWindow) -> Iterator[View]:
    """Show the page with each of its tabs, and its windows."""
    view = page(window, "network")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, NetworkPage) or window.context is None:
        return
    for number, (_, place) in enumerate(TABS):
        shown.tabs.setCurrentIndex(number)
        come_to_rest(window.parts)
        yield View(f"network-{place.rpartition('.')[2].partition(':')[0].replace('_view', '')}", window)
    shown.tabs.setCurrentIndex(0)
    come_to_rest(window.parts)
    if isinstance(shown.view, CardView) and shown.view.has_card():
        yield from _of_cards(window, shown.view)
    shown.make_package()
    come_to_rest(window.parts)
    making = opened(window, ExportWindow)
    yield View("network-package-out", making)
    making.reject()
    yield from _coming_in(window, shown)


def _of_cards(window: MainWindow, cards: CardView) -> Iterator[View]:
    cards.compare()
    come_to_rest(window.parts)
    two = opened(window, CompareWindow)
    yield View("network-compare", two)
    two.reject()
    cards.edit()
    come_to_rest(window.parts)
    form = opened(window, CardForm)
    yield View("network-card-form", form)
    form.reject()


def _coming_in(window: MainWindow, shown: NetworkPage) -> Iterator[View]:
    """Show our own package as it would come home; without a municipality or with nothing to send there is none."""
    context = window.context
    if context is None or not context.house.unit.unit().municipality:
        return
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "package.zip"
        if not any(one.usual and not one.hits for one in context.house.packages.offer()):
            return
        context.house.packages.export(file, context.words.language)
        looked = context.house.packages.open(file)
    window_in = PackageWindow(context, looked, shown)
    window_in.open()
    come_to_rest(window.parts)
    yield View("network-package-in", window_in)
    window_in.reject()
