"""Scenes of coverage: the page, reached at least by tag, the list behind a cell, and whom nobody has met before an event."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.domain.coverage import BranchBy
from outreach.ui.coverage.page import CoveragePage
from outreach.ui.main_window import MainWindow
from outreach.ui.tour.view import View, come_to_rest, page


def scenes_of_coverage(window: MainWindow) -> Iterator[View]:
    """Show the table in two ways, then the companies of a cell; the list stands whole again in the end."""
    view = page(window, "coverage")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, CoveragePage) or shown.model.coverage is None:
        return
    fullest = max(range(1, shown.model.rowCount()), key=lambda row: shown.model.count(row, 0), default=0)
    shown.table.setCurrentIndex(shown.model.index(fullest, 0))
    yield View("coverage-cell", window)
    shown.choices.by.setCurrentIndex(shown.choices.by.findData(BranchBy.TAG))
    shown.choices.cumulative.click()
    come_to_rest(window.parts)
    yield View("coverage-tags", window)
    shown.choices.by.setCurrentIndex(shown.choices.by.findData(BranchBy.SNI))
    shown.choices.cumulative.click()
    come_to_rest(window.parts)
    shown.table.setCurrentIndex(shown.model.index(fullest, 0))
    shown.open_cell()
    come_to_rest(window.parts)
    yield View("coverage-companies", window)
    listed = window.shell.page if window.shell is not None else None
    clear = getattr(listed, "clear", None)
    if clear is not None:
        clear()
    come_to_rest(window.parts)
