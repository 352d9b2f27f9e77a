"""Scenes of the effect page: the key facts, the charts and tables below, and the window for figures to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QScrollArea

from outreach.ui.effect.benchmarks_window import BenchmarksWindow
from outreach.ui.effect.page import EffectPage
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, come_to_rest, opened, page


def scenes_of_effect(window: MainWindow) -> Iterator[View]:
    """Show the effect page from above and from below, and the figures of others."""
    page(window, "effect")
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, EffectPage):
        return
    come_to_rest(window.parts, lambda: shown.effect is not None)
    bar = shown.findChildren(QScrollArea)[0].verticalScrollBar()
    for name, share in (("charts", 0.3), ("tables", 0.62), ("definitions", 1.0)):
        bar.setValue(round(bar.maximum() * share))
        yield View(f"effect-{name}", window)
    bar.setValue(0)
    shown.show_benchmarks()
    come_to_rest(window.parts)
    others = opened(window, BenchmarksWindow)
    yield View("effect-compare", others)
    others.reject()
    come_to_rest(window.parts)
