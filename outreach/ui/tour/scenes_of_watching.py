"""Scenes of the watch lists: what is new, the form of one, and the question before TED is asked. Nothing is asked or kept."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.ui.main_window import MainWindow
from outreach.ui.tenders.page import TendersPage
from outreach.ui.tour.view import View, come_to_rest, opened, page
from outreach.ui.watching.asking import AskTed
from outreach.ui.watching.form import WatchForm
from outreach.ui.watching.window import WatchWindow


def scenes_of_watching(window: MainWindow) -> Iterator[View]:
    """Show the watch lists of the workspace."""
    view = page(window, "tenders")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, TendersPage):
        return
    shown.watch_lists()
    come_to_rest(window.parts)
    lists = opened(window, WatchWindow)
    yield View("watch-lists", lists)
    if lists.look is not None:
        lists.edit()
        come_to_rest(window.parts)
        form = opened(window, WatchForm)
        yield View("watch-list-form", form)
        form.reject()
        lists.ask_ted()
        come_to_rest(window.parts)
        asking = opened(window, AskTed)
        yield View("watch-list-ask", asking)
        asking.reject()
    lists.reject()
    come_to_rest(window.parts)
